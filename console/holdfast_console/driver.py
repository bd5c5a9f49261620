"""Textual's driver for Linux, made to survive what terminals do.

A terminal that goes away: the stock driver dies in its writer thread and then waits for ever for a queue that nobody empties. Here a
write that fails is noted once and everything after it is swallowed; the app is told and leaves with 129, as after a hang-up.

A terminal that is slow, or takes nothing (ctrl+s, a dead line): the stock queue fills and the event loop waits with it. Here a frame is
drawn on a canvas, and of that no more is sent than the line carries in a moment (pace.py); what waits is replaced by what is newer.
While nothing at all is taken the console is `behind`: keys typed meanwhile are not taken, but for ctrl+c: nobody should confirm what
cannot be seen.

What a terminal sends is a stranger's (keyboard.py).

Job control: ctrl+z and TSTP give the terminal back and stop; CONT takes it again. Each step is told to the keeper.
"""

from __future__ import annotations

import os
import queue
import select
import signal
import sys
import termios
from collections.abc import Callable
from time import monotonic
from typing import IO, Any

from rich.color import ColorSystem
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from holdfast_console import keeper
from holdfast_console.canvas import Canvas
from holdfast_console.keyboard import Keyboard
from holdfast_console.pace import Pace

QUEUED = 2  # writes that may wait for the kernel to take them; with more of them nothing is painted. Textual's queue takes 30
BEHIND = 2.0  # seconds in which nothing could be painted
FAREWELL = 1.0  # seconds for the last answers: nobody else should get them


class Tough:
    """A file that can lose its terminal: `gone` is called once, from whichever thread finds out."""

    def __init__(self, file: IO[str], gone: Callable[[], None]) -> None:
        self._file, self._gone = file, gone
        self.lost = False

    def write(self, text: str) -> int:
        self._try(lambda: self._file.write(text))
        return len(text)

    def flush(self) -> None:
        self._try(self._file.flush)

    def _try(self, do: Callable[[], Any]) -> None:
        if self.lost:
            return
        try:
            do()
        except (OSError, ValueError):  # ValueError: closed file
            self.lose()

    def lose(self) -> None:
        if not self.lost:
            self.lost = True
            self._gone()

    def fileno(self) -> int:
        return self._file.fileno()


class TolerantDriver(LinuxDriver):
    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.tough = Tough(sys.__stderr__ or sys.stderr, self._gone)
        self._file = self.tough  # type: ignore[assignment]  # the writer thread needs no more of a file than this
        self.canvas, self.pace = Canvas(), Pace()
        self.torn = False  # something was not written: repaint when nothing waits any more
        self._held_since = 0.0  # monotonic: since then something has to be painted and could not be; 0 = no such thing
        self._synchronized = False
        self._leaving = False
        self._asleep = False

    def start_application_mode(self) -> None:
        keeper.say(held=True)
        self._leaving = False
        self.canvas.forget()
        self.pace.begin()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:
            self.write("\x1b[22;2t" + self.pace.sent(0, monotonic()))  # keep the terminal's title: ours goes over it
            self.write("\x1b[8l")  # signs stay in their columns, also between letters that are written from right to left

    def stop_application_mode(self) -> None:
        self._leaving = True
        if not self.pace.mute and not self.tough.lost:
            self.pace.quiet.wait(FAREWELL)
        if self._writer_thread is not None:
            self.write("\x1b[23;2t\x1b[8h")
        super().stop_application_mode()

    def close(self) -> None:
        """Everything has been written when this returns."""
        super().close()
        keeper.say(held=False)

    # -- a terminal that is slow, or takes nothing

    @property
    def queued(self) -> int:
        """Writes that wait for the kernel."""
        return self._writer_thread._queue.qsize() if self._writer_thread is not None else 0

    @property
    def behind(self) -> bool:
        return bool(self._held_since) and monotonic() - self._held_since > BEHIND

    def draw(self, update: CompositorUpdate, colours: ColorSystem, synchronized: bool, first: bool) -> None:
        """A frame. synchronized: the terminal shows a piece at once. first: it goes before what waits already."""
        self._synchronized = synchronized
        self.canvas.draw(update, colours, first)
        self.paint()

    def paint(self) -> None:
        """Send as much of the picture as the line takes now; the rest follows with the next answer, or the next tick."""
        if self.torn and not self.queued:
            self.torn = False
            self.canvas.forget()
        while self.canvas.dirty and not self._leaving and self._writer_thread is not None:
            now = monotonic()
            room = self.pace.room(now) if self.queued <= QUEUED else 0
            if not room:
                self._held_since = self._held_since or now
                return
            if text := self.canvas.take(room):
                start, end = (SYNC_START, SYNC_END) if self._synchronized else ("", "")
                self.write(f"{start}{text}{end}{self.pace.sent(len(text.encode()), now)}")
                self._held_since = 0.0
        self._held_since = 0.0

    def write(self, data: str) -> None:
        """Waits only for the last words: else what a full queue cannot take is dropped, and all is painted when it is empty."""
        thread = self._writer_thread
        assert thread is not None, "the driver is in application mode"
        try:
            thread._queue.put(data, block=self._leaving)
        except queue.Full:
            self.torn = True

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.CursorPosition):
            self.pace.answered(message.x + 1, monotonic())
            if self.canvas.dirty and self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self.paint)
            return
        if isinstance(message, events.Key | events.Paste) and self.behind and getattr(message, "key", "") != "ctrl+c":
            return
        if isinstance(message, events.Key) and message.key == "ctrl+z":
            os.kill(os.getpid(), signal.SIGTSTP)  # the terminal has been told to make no signals of keys
            return
        if isinstance(message, events.Key) and message.key == "ctrl+l":  # somebody else has written over it
            self._loop.call_soon_threadsafe(self.repaint)
            return
        super().process_message(message)

    def repaint(self) -> None:
        self.canvas.forget()
        self.paint()

    # -- a terminal that goes away

    def _gone(self) -> None:
        leave = getattr(self._app, "terminal_gone", None)
        if leave is not None and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(leave)

    def hung_up(self) -> bool:
        """The kernel says that the terminal we read from is no more (a hang-up may come without a signal)."""
        poll = select.poll()
        poll.register(self.fileno, select.POLLHUP)
        return any(flags & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, flags in poll.poll(0))

    def run_input_thread(self) -> None:
        """Until the driver stops. Textual's own ends the program at a byte that is no UTF-8."""
        keyboard, poll = Keyboard(), select.poll()
        poll.register(self.fileno, select.POLLIN)
        try:
            while not self.exit_event.is_set():
                if not poll.poll(100):
                    made = keyboard.wait()
                elif data := os.read(self.fileno, 4096):
                    made = keyboard.take(data)
                else:
                    raise EOFError
                for message in made:
                    self.process_message(message)
        except (OSError, EOFError):  # which of them a hang-up is depends on the moment
            self.tough.lose()

    # -- job control

    def _sigtstp_application(self, *_: object) -> None:
        if self._auto_restart and not self._asleep:
            self._loop.call_soon_threadsafe(self._sleep)
        else:  # the terminal is lent to an editor: it has been given back already
            _stop()

    def _sigcont_application(self, *_: object) -> None:
        """Stopped without having been asked: the shell has had the terminal meanwhile."""
        if self._auto_restart and not self._asleep:
            self._loop.call_soon_threadsafe(self._again)

    def _sleep(self) -> None:
        self._asleep = True
        self.suspend_application_mode()
        _stop()  # goes on after CONT
        _wait_for_front(self.fileno)
        self._asleep = False
        self._wake()

    def _again(self) -> None:
        self.suspend_application_mode()
        self._wake()

    def _wake(self) -> None:
        self.resume_application_mode()
        self._app.refresh(layout=True)


def _stop() -> None:
    """As the terminal's own stop: where no shell could wake us, the kernel does not stop us."""
    handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, handler)


def _wait_for_front(terminal: int) -> None:
    """After `bg`: whoever sets a terminal from behind the shell is stopped by the kernel until it is in front."""
    try:
        termios.tcsetattr(terminal, termios.TCSANOW, termios.tcgetattr(terminal))
    except termios.error:
        pass  # the terminal has gone: going on finds that out
