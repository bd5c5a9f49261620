"""The process that outlives the console: it started it, waits for it, and puts the terminal back where the console could not.

kill -9 and a fault of the machine leave no time to restore anything. So the console is a child of a small process that has imported
nothing of it, draws nothing and knows two things: how the terminal was, and whether the console holds it (it says so on a socket). To
the shell that small process is the program: signals for it are passed on, it stops when the console stops, it ends as the console ends.
If it is killed itself, the console sees the end of the socket, restores the terminal and leaves.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import termios
from collections.abc import Callable
from contextlib import suppress
from time import monotonic, sleep
from typing import NoReturn

from holdfast_console import guard

PASSED = {signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP}
FROM_KERNEL = 0x80  # si_code SI_KERNEL: the terminal's own signal, which the console has had as well
HELD, FREE = b"+", b"-"
DRAINS = 2.0  # seconds in which a terminal must take the few bytes that restore it
LINGERS = 0.1  # seconds for the other side (sshd, an emulator) to read them: the kernel drops what is unread when a session's leader ends

# Ends a sequence cut in the middle, then undoes what the console and Textual may have set: synchronized output, paste, mouse, focus
# and in-band resize reports, no line wrap, colours, kitty keys, alternate screen, hidden cursor, title
RESTORES = (
    "\x1b\\\x1b[?2026l\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l\x1b[?2048l\x1b[?7h\x1b[0m"
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[23;2t\x1b[8h"
)

link: socket.socket | None = None  # to the keeper; None: nobody keeps this console


def say(held: bool) -> None:
    """The console holds the terminal from now on, or has given it back whole."""
    if link is not None:
        try:
            link.send(HELD if held else FREE)
        except OSError:
            pass  # the keeper has gone: the end of the link is heard elsewhere


def keep(console: Callable[[], int]) -> int:
    """Run `console` in a child; returns its exit code, 128 + n if signal n ended it."""
    global link
    settings = guard.terminal_settings()
    ours, theirs = socket.socketpair()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, PASSED | {signal.SIGCHLD})
    child = os.fork()
    if child == 0:
        ours.close()
        link = theirs
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        _end_with(console)
    theirs.close()
    ours.setblocking(False)
    try:
        return Keeper(child, ours, settings).wait()
    finally:
        ours.close()
        if os.getsid(0) == os.getpid():
            sleep(LINGERS)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with(console: Callable[[], int]) -> NoReturn:
    """Nothing that the parent has begun is ended here as well."""
    code = 1
    try:
        code = console()
    finally:
        if sys.exc_info()[1] is not None:
            sys.excepthook(*sys.exc_info())
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # the terminal has gone: nobody reads what is left
                stream.flush()
        os._exit(code)


class Keeper:
    def __init__(self, child: int, link: socket.socket, settings: guard.Settings | None) -> None:
        self._child, self._link, self._settings = child, link, settings
        self._last = FREE

    def wait(self) -> int:
        """Pass signals on until the console has ended; its exit code."""
        while True:
            told = signal.sigwaitinfo(PASSED | {signal.SIGCHLD})
            if told.si_signo != signal.SIGCHLD:
                if told.si_code != FROM_KERNEL or told.si_signo == signal.SIGHUP:  # only the leader of a session hears of a hang-up
                    os.kill(self._child, told.si_signo)
                continue
            pid, status = os.waitpid(self._child, os.WNOHANG | os.WUNTRACED)
            if pid and os.WIFSTOPPED(status):
                self._stop()
            elif pid:
                return self._ended(os.waitstatus_to_exitcode(status))

    def _held(self) -> bool:
        """What the console said last."""
        try:
            self._last = self._link.recv(4096)[-1:] or self._last
        except OSError:
            pass  # nothing new
        return self._last == HELD

    def _stop(self) -> None:
        """The console has stopped: so do we, that the shell goes on. Where nobody could wake us, the kernel stops nobody."""
        if self._held():
            restore(self._settings)
        signal.sigtimedwait({signal.SIGTSTP}, 0)  # the terminal's own, if it waits here still: one stop is enough
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTSTP})
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP})
        if _stopped(self._child):  # only we were told to go on
            os.kill(self._child, signal.SIGCONT)

    def _ended(self, code: int) -> int:
        """The exit code, with the terminal put back if the console has not said that it did."""
        if self._held():
            why = f"\rholdfast: the console was ended by {_name(-code)}; workers are not affected\r\n" if code < 0 else ""
            restore(self._settings, why)
        return code if code >= 0 else 128 - code


def restore(settings: guard.Settings | None, words: str = "") -> None:
    """The terminal as it was; words: said after that. A terminal that takes nothing is given DRAINS seconds."""
    guard.restore(settings)
    try:
        termios.tcflush(0, termios.TCIFLUSH)  # answers and keys that were meant for the console
        out = os.open(os.ttyname(2), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, termios.error):
        return  # there is no terminal any more
    try:
        _write(out, (RESTORES + words).encode())
    except OSError:
        pass  # it went meanwhile
    finally:
        os.close(out)


def _write(out: int, data: bytes) -> None:
    end = monotonic() + DRAINS
    while data and (left := end - monotonic()) > 0:
        if select.select([], [out], [], left)[1]:
            try:
                data = data[os.write(out, data) :]
            except BlockingIOError:
                select.select([], [], [], 0.05)  # it says that it can take something, and does not


def _name(number: int) -> str:
    return signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"


def _stopped(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] == "T"
    except OSError:
        return False
