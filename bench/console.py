"""What the console costs, how soon it answers a key, and whether a terminal that stands still reaches the supervisor.

    python bench/console.py [--quick] [--write]       or: make bench-console, make bench-console QUICK=1

The real command on a real pseudo-terminal of 120x36; behind its door a fleet of a thousand (console_house.py), or for the stall a real
daemon. Costs are seconds of CPU of the console's two processes, so that a busy machine changes them little; keys are timed by the clock.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
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
from figures import Row, markdown, ms, percentile, spread
from line import Kind, Line
from pages import ROOT, between, place
from programs import ENV, HERE, LIMIT, Holdfast, folder
from standing import COMMAND, TICK, process

from holdfast.api.client import Client

SIZE = (36, 120)  # lines, columns
WORKERS = 1000
BEGIN = "<!-- console: written by `python bench/console.py --write` -->"
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


@contextmanager
def console(kind: str) -> Iterator[Screen]:
    with house(kind) as socket:
        screen = Screen(socket)
        try:
            screen.sees("w-0003")
            time.sleep(2)  # what follows the opening has come to rest
            yield screen
        finally:
            screen.close()


def cost(kind: str, words: str, seconds: float, share: float, rate: float) -> Iterator[Row]:
    """share: of a core. rate: bytes a second."""
    with console(kind) as screen:
        at, cpu, taken = time.monotonic(), screen.cpu(), screen.taken
        time.sleep(seconds)
        took = time.monotonic() - at
        used, sent = (screen.cpu() - cpu) / took, (screen.taken - taken) / took
    yield Row(f"{words}: of a core", f"<= {share:.1%}", f"{used:.1%}", "", used <= share)
    yield Row(f"{words}: to the terminal", f"<= {_rate(rate)}", _rate(sent), "", sent <= rate)


def _rate(a_second: float) -> str:
    return f"{a_second / 1000:.1f} kB/s" if a_second >= 1000 else f"{a_second:.0f} B/s"


def keys(rounds: int) -> Iterator[Row]:
    """Down the fleet, while a rollout paints; each key at another moment of the beat."""
    rows, boxes = [], []
    with console("reload") as screen:
        for _ in range(rounds):
            time.sleep(random.uniform(0.15, 0.4))
            row, box = screen.press("j", (ROW, BOX))
            rows.append(row)
            boxes.append(box)
    for words, values, goal in (("a key to its row", rows, 0.025), ("a key to the inspector", boxes, 0.050)):
        p95 = percentile(values, 0.95)
        yield Row(f"{words}, during that reload", f"p95 <= {ms(goal)}", f"p95 {ms(p95)}, {spread(values)}", "", p95 <= goal)


def stall(seconds: float) -> Iterator[Row]:
    """The supervisor's longest silence, asked fifty times a second: while a console's terminal is read, and while it is not."""
    with Holdfast(12) as ours:
        screen = Screen(str(ours.run_dir / "api.sock"))
        try:
            screen.sees("12/12")
            reading = _silence(ours.client, min(seconds, 10.0))
            with screen.stalled():
                gap = _silence(ours.client, seconds)
            screen.sees("12/12")
        finally:
            screen.close()
    goal = 0.100
    yield Row("the supervisor's longest gap, the terminal is read", "", ms(reading))
    yield Row(f"the supervisor's longest gap, the terminal stands still {seconds:g} s", f"<= {ms(goal)}", ms(gap), "", gap <= goal)


def _silence(client: Client, seconds: float) -> float:
    """The longest time between two of its answers."""
    end, last, longest = time.monotonic() + seconds, time.monotonic(), 0.0
    while last < end:
        time.sleep(0.02)
        client.call("version")
        now = time.monotonic()
        last, longest = now, max(longest, now - last - 0.02)
    return longest


def status(rounds: int) -> Iterator[Row]:
    """What it imports is told by a test (tests/cli/test_start.py); here is what that saves."""
    with Holdfast(12) as ours:
        command = (str(COMMAND), "status", "--config", str(ours.settings))
        taken = [process(*command) for _ in range(rounds)]
        names = subprocess.run([sys.executable, "-X", "importtime", *command], env=ENV, capture_output=True, text=True, check=True).stderr
    heavy = sorted(name for name in ("textual", "rich") if re.search(rf"\| +{name}$", names, re.M))
    yield Row("`holdfast status` imports of textual and rich", "neither", ", ".join(heavy) or "neither", "", not heavy)
    p50 = percentile(taken, 0.5)
    yield Row("`holdfast status`, the whole process", f"<= {ms(0.060)}", spread(taken), "", p50 <= 0.060)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench/console.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a fraction of the time")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    args = parser.parse_args()
    few = args.quick
    rows: list[Row] = []
    for scenario in (
        cost("reload", f"{WORKERS:,} workers, a reload without an end, 4 Hz", 5 if few else 30, 0.08, 40_000),
        cost("idle", f"{WORKERS:,} workers, nothing changes", 5 if few else 30, 0.015, 300),
        keys(40 if few else 200), stall(5 if few else 30), status(20 if few else 100),
    ):  # fmt: skip
        rows += scenario
        print(".", end="", file=sys.stderr, flush=True)
    print("\n" + markdown(rows))
    if args.write:
        machine = place("quick run" if few else "full run")
        between(ROOT / "docs" / "performance.md", BEGIN, f"{machine}\n\n{markdown(rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
