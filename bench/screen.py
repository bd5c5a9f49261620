"""A console on a pseudo-terminal, as the benches look at it; and the door behind it, with workers that are all show."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyte
from line import Kind, Line
from programs import ENV, HERE, LIMIT, folder
from standing import COMMAND, TICK

SIZE = (36, 120)  # lines, columns
WORKERS = 1000
ROW = re.compile(r"▸.*?(w-\d{4})")  # the cursor, in front of its worker
ASKED = re.compile(rb"\x1b\[(\d+);(\d+)H\x1b\[6n")  # the cursor goes there, and where is it?
BOX = re.compile(r"╭─.*?(w-\d{4})")  # the inspector's frame, with its worker


class Screen:
    """A console on a pseudo-terminal; a thread reads what it draws, and can be told to stop reading."""

    def __init__(self, socket: str, kind: Kind | None = None, answers: bool = True) -> None:
        """kind: of the line in between. answers: it says where its cursor is when it is asked, as nearly all terminals do."""
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
            env = ENV | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "XDG_CONFIG_HOME": "/nonexistent"}
            os.execve(str(COMMAND), [str(COMMAND), "attach", "--socket", socket], env)
        self.line = Line(self._master, kind) if kind else None
        self.fd = self.line.far.fileno() if self.line else self._master
        self.taken = 0
        self._answers = answers
        self._news, self._reads = threading.Condition(), threading.Event()
        self._screen = pyte.Screen(SIZE[1], SIZE[0])
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._reads.set()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with suppress(OSError):
            while chunk := os.read(self.fd, 1 << 16):
                self._rest = self._answer(self._rest + chunk)
                with self._news:
                    self._stream.feed(chunk)
                    self.taken += len(chunk)
                    self._news.notify_all()
                self._reads.wait()

    def _answer(self, said: bytes) -> bytes:
        """Where the cursor is, if that is asked. Returns the end of what was said, where half a question may stand."""
        while asked := ASKED.search(said):
            if self._answers:
                os.write(self.fd, b"\x1b[%s;%sR" % asked.groups())
            said = said[asked.end() :]
        return said[-16:]

    def _lines(self) -> Iterator[str]:
        """Only as far as somebody looks: making them takes long."""
        for y in range(SIZE[0]):
            yield "".join(self._screen.buffer[y][x].data for x in range(SIZE[1]))

    def waits(self, found: Callable[[], object], what: object) -> None:
        with self._news:
            if not self._news.wait_for(found, LIMIT):
                raise TimeoutError(f"the console does not show {what!r}:\n" + "\n".join(self._lines()))

    def sees(self, what: str) -> None:
        self.waits(lambda: any(what in line for line in self._lines()), what)

    def send(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def press(self, key: str, signs: tuple[re.Pattern[str], ...]) -> list[float]:
        """Seconds until each of the signs shows another worker than before."""
        before = [self._worker(sign) for sign in signs]
        at, took = time.monotonic(), []
        self.send(key)
        for sign, name in zip(signs, before, strict=True):
            self.waits(lambda sign=sign, name=name: self._worker(sign) not in ("", name), key)
            took.append(time.monotonic() - at)
        return took

    def _worker(self, sign: re.Pattern[str]) -> str:
        return next((match[1] for line in self._lines() if (match := sign.search(line))), "")

    def echo(self, key: str, what: str) -> float:
        """Seconds until it shows."""
        at = time.monotonic()
        self.send(key)
        self.sees(what)
        return time.monotonic() - at

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Nobody reads."""
        self._reads.clear()
        try:
            yield
        finally:
            self._reads.set()

    def cpu(self) -> float:
        """Seconds of CPU so far, of the console and its keeper."""
        return sum(map(_ticks, (self.pid, *_children(self.pid)))) / TICK

    def close(self) -> None:
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        os.close(self._master)


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def house(kind: str, workers: int = WORKERS) -> Iterator[str]:
    """Workers that are all show; the path of their door."""
    place = folder("/tmp")
    command = [sys.executable, str(HERE / "console_house.py"), str(place), str(workers), kind]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, env=ENV)
    try:
        assert serving.stdout is not None
        if serving.stdout.readline() != b"ready\n":
            raise RuntimeError("the door did not open")
        yield str(place / "api.sock")
    finally:
        serving.kill()
        serving.communicate()
        shutil.rmtree(place)
