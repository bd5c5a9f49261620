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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from figures import Row, markdown, ms, percentile, spread
from pages import ROOT, between, place
from programs import ENV, HERE, LIMIT, Holdfast, folder
from standing import COMMAND, TICK, process

from holdfast.api.client import Client

SIZE = (36, 120)  # lines, columns
WORKERS = 1000
BEGIN = "<!-- console: written by `python bench/console.py --write` -->"
ROW = re.compile(rb"\xe2\x96\xb8.{0,160}?(w-\d{4})", re.S)  # the cursor, in front of its worker
BOX = re.compile(rb"\x1b\[[45];7\dH(?:\x1b\[[\d;]*m[^\x1b]*?){1,3}?(w-\d{4})")  # right of the table, in the inspector's first line


class Screen:
    """A console on a pseudo-terminal; a thread reads what it draws, and can be told to stop reading."""

    def __init__(self, socket: str) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
            env = ENV | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "XDG_CONFIG_HOME": "/nonexistent"}
            os.execve(str(COMMAND), [str(COMMAND), "attach", "--socket", socket], env)
        self.taken = 0
        self._news, self._reads = threading.Condition(), threading.Event()
        self._drawn = b""
        self._reads.set()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with suppress(OSError):
            while chunk := os.read(self.fd, 1 << 16):
                with self._news:
                    self._drawn = (self._drawn + chunk)[-(1 << 18) :]
                    self.taken += len(chunk)
                    self._news.notify_all()
                self._reads.wait()

    def sees(self, what: bytes) -> None:
        with self._news:
            if not self._news.wait_for(lambda: what in self._drawn, LIMIT):
                raise TimeoutError(f"the console does not show {what!r}: {self._drawn[-300:]!r}")

    def press(self, key: str, signs: tuple[re.Pattern[bytes], ...], before: bytes) -> tuple[list[float], bytes]:
        """Seconds until each of the signs shows another worker than `before`; and which."""
        with self._news:
            self._drawn = b""
        at, took = time.monotonic(), []
        os.write(self.fd, key.encode())
        found: list[bytes] = []

        def drawn(sign: re.Pattern[bytes]) -> bool:
            found[:] = [name for name in sign.findall(self._drawn) if name != before]
            return bool(found)

        with self._news:
            for sign in signs:
                if not self._news.wait_for(lambda sign=sign: drawn(sign), LIMIT):
                    raise TimeoutError(f"{key!r} showed nothing new: {self._drawn[-300:]!r}")
                took.append(time.monotonic() - at)
        return took, found[-1]

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
        os.close(self.fd)


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@contextmanager
def house(kind: str) -> Iterator[str]:
    """A thousand workers that are all show; the path of their door."""
    place = folder("/tmp")
    command = [sys.executable, str(HERE / "console_house.py"), str(place), str(WORKERS), kind]
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
            screen.sees(b"w-0003")
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
    rows, boxes, name = [], [], b"w-0000"
    with console("reload") as screen:
        for _ in range(rounds):
            time.sleep(random.uniform(0.15, 0.4))
            (row, box), name = screen.press("j", (ROW, BOX), name)
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
            screen.sees(b"12/12")
            reading = _silence(ours.client, min(seconds, 10.0))
            with screen.stalled():
                gap = _silence(ours.client, seconds)
            screen.sees(b"12/12")
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
