"""A pseudo-terminal with a program on it, and what an operator sees there."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
ALTERNATE = 1049
ASKED = re.compile(rb"\x1b\[(\d+);(\d+)H\x1b\[6n")  # the cursor goes there, and where is it?
MODES = re.compile(rb"\x1b\[(\??\d+)([hl])")
USUALLY_ON = {b"?7", b"?25", b"8"}  # lines are wrapped, the cursor is seen, letters from right to left are turned
PUSHED = ((rb"\x1b\[>\d*u", rb"\x1b\[<\d*u"), (rb"\x1b\[22;2t", rb"\x1b\[23;2t"))  # kitty's keys, the title
PENS = re.compile(rb"\x1b\[([\d;]*)m")
LIMIT = 30.0  # seconds that anything may take on a busy machine; nothing here waits for it


def _set_size(terminal: int, size: tuple[int, int]) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


class Screen(pyte.Screen):
    """It knows no alternate screen; here each change between the two begins with an empty one."""

    def set_mode(self, *modes: int, **private: bool) -> None:
        super().set_mode(*modes, **private)
        self._turn(modes)

    def reset_mode(self, *modes: int, **private: bool) -> None:
        super().reset_mode(*modes, **private)
        self._turn(modes)

    def _turn(self, modes: tuple[int, ...]) -> None:
        if ALTERNATE in modes:
            self.erase_in_display(2)


class Terminal:
    """argv: what runs on it. environment: beside ours. The program is killed at close(), if it still runs."""

    def __init__(self, argv: list[str], size: tuple[int, int] = (80, 24), **environment: str) -> None:
        ours = ("HOLDFAST_", "TEXTUAL", "NO_COLOR", "COLUMNS", "LINES", "XDG_")
        env = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
        env |= {"PYTHONPATH": f"{ROOT}/supervisor:{ROOT}/console", "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        env |= environment
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            _set_size(0, size)
            os.execve(argv[0], argv, env)
        self.ended = os.pidfd_open(self.pid)
        self.before = termios.tcgetattr(self.fd)
        self.raw, self.code = b"", -1
        self.answers, self._heard = True, 0
        self._screen = Screen(*size)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def read(self, until: Callable[[], bool]) -> None:
        """Take what is written until it is so, or the other side is closed."""
        end = time.monotonic() + LIMIT
        while not until():
            assert time.monotonic() < end, self.text
            if select.select([self.fd], [], [], 0.1)[0]:
                try:
                    chunk = os.read(self.fd, 1 << 16)
                except OSError:  # EIO: nobody holds the terminal any more
                    return
                self.raw += chunk
                self._stream.feed(chunk)
                self._answer()

    def _answer(self) -> None:
        """Where the cursor is, as nearly every terminal says when it is asked."""
        for asked in ASKED.finditer(self.raw, self._heard):
            self._heard = asked.end()
            if self.answers:
                os.write(self.fd, b"\x1b[%s;%sR" % asked.groups())

    def sees(self, text: str) -> None:
        self.read(lambda: text in self.text)
        assert text in self.text

    def gone(self, text: str) -> None:
        self.read(lambda: text not in self.text)
        assert text not in self.text

    def type(self, keys: str) -> None:
        self.send(keys.encode())

    def send(self, raw: bytes) -> None:
        os.write(self.fd, raw)

    def untaken(self) -> int:
        """Bytes that were typed and that the program has not read; 0 if it has ended."""
        try:
            with self.slave() as line:
                return int(struct.unpack("i", fcntl.ioctl(line, termios.FIONREAD, bytes(4)))[0])
        except OSError:
            return 0

    def all_typed(self) -> None:
        """The program has read every key; what it draws stays unread."""
        end = time.monotonic() + LIMIT
        while self.untaken():
            assert time.monotonic() < end
            time.sleep(0.001)

    def resize(self, size: tuple[int, int]) -> None:
        _set_size(self.fd, size)
        self._screen.resize(size[1], size[0])

    def hang_up(self) -> None:
        os.close(self.fd)
        self.fd = -1

    @contextmanager
    def slave(self) -> Iterator[int]:
        """The program's side."""
        line = os.open(os.readlink(f"/proc/{self.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
        try:
            yield line
        finally:
            os.close(line)

    def insists(self, key: str, text: str, pause: float = 0.5) -> None:
        """Press `key` until that is seen, every so many seconds: a terminal that stood, a dialog that has just opened take no keys."""
        end = time.monotonic() + LIMIT
        while text not in self.text:
            assert time.monotonic() < end, self.text
            self.type(key)
            again = time.monotonic() + pause
            self.read(lambda again=again: text in self.text or time.monotonic() > again)

    def leave_with(self, key: str) -> int:
        """Press `key` until the program ends, as somebody does whose first press a type-ahead guard has swallowed."""
        end = time.monotonic() + LIMIT
        while select.select([self.ended], [], [], 0.0)[0] == []:
            assert time.monotonic() < end, self.text
            self.type(key)
            again = time.monotonic() + 0.5
            self.read(lambda again=again: time.monotonic() > again)
        return self.wait()

    def wait(self) -> int:
        """The exit code, after everything that was written has been read."""
        self.read(lambda: False)
        return self.reap()

    def reap(self) -> int:
        if self.code < 0:
            _, status = os.waitpid(self.pid, 0)
            self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def state(self) -> tuple[object, ...]:
        """What a program can leave behind: the kernel's settings, modes that are not as usual, keys and titles pushed, the last colour."""
        modes = {match[1]: match[2] for match in MODES.finditer(self.raw)}
        unusual = {mode: on for mode, on in modes.items() if (on == b"h") != (mode in USUALLY_ON)}
        pens = PENS.findall(self.raw)
        return termios.tcgetattr(self.fd), unusual, *(self._pushed(*pair) for pair in PUSHED), pens[-1:] in ([], [b""], [b"0"])

    def _pushed(self, push: bytes, pop: bytes) -> int:
        depth = 0
        for found in re.findall(b"(" + push + b")|" + pop, self.raw):
            depth = depth + 1 if found else max(0, depth - 1)
        return depth

    def restored(self) -> bool:
        """Everything is as it was before the program had it."""
        return b"\x1b[?1049l" in self.raw.rpartition(b"\x1b[?1049h")[2] and self.state() == (self.before, {}, 0, 0, True)

    def close(self) -> None:
        if self.code < 0:
            os.kill(self.pid, signal.SIGKILL)
            self.reap()
        os.close(self.ended)
        if self.fd >= 0:
            os.close(self.fd)
