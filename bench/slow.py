"""The console at the other end of a slow line: how many bytes each thing costs, and how long a key waits for its row.

The real command on a pseudo-terminal; between it and the terminal a line (bench/line.py) that takes 64 kB ahead, as ssh and kernels do.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from figures import Row, percentile
from line import Kind
from screen import ROW, Screen, house

KINDS = (
    Kind("1,200 B/s, 300 ms round trip", 1200, 0.15),
    Kind("9,600 B/s, 300 ms round trip", 9600, 0.15),
    Kind("9,600 B/s, stands 2 % of the time", 9600, 0.05, stalls=0.02),
)
VIEWS = {"2": "Reload", "3": "History", "4": "Watches", "5": "Events", "1": "Fleet"}


@contextmanager
def console(kind: str, workers: int, line: Kind | None = None, answers: bool = True) -> Iterator[Screen]:
    with house(kind, workers) as socket:
        screen = Screen(socket, line, answers)
        try:
            yield screen
        finally:
            screen.close()


def quiet(screen: Screen, seconds: float = 0.6) -> None:
    """Nothing has come for so long."""
    before = -1
    while before != screen.taken:
        before = screen.taken
        time.sleep(seconds)


def bytes_of(workers: int) -> Iterator[Row]:
    """With nothing but the key to paint."""
    with console("plan", workers) as screen:
        screen.sees("w-0003")
        quiet(screen)
        yield Row(f"{workers:,} workers, to the terminal: the first frame", "", f"{screen.taken:,} B")
        for key, name in (*VIEWS.items(), ("j", "a step of the cursor")):
            before = screen.taken
            screen.send(key)
            quiet(screen)
            yield Row(f"{workers:,} workers, to the terminal: {name}", "", f"{screen.taken - before:,} B")


def keys(line: Kind, workers: int, rounds: int, answers: bool = True) -> Iterator[Row]:
    """Down the fleet while a rollout paints; each key at another moment of the beat."""
    rows, waited = [], []
    with console("reload", workers, line, answers) as screen:
        screen.sees("w-0003")
        time.sleep(10)
        for n in range(rounds):
            time.sleep(random.uniform(0.5, 2.0))
            waited.append(screen.line.held if screen.line else 0)
            (took,) = screen.press("j" if workers > 100 else "Gg"[n % 2], (ROW,))
            rows.append(took)
    what = f"{line.name}, {workers:,} workers, a reload without an end"
    yield Row(f"{what}: a key to its row", "", _times(rows))
    yield Row(f"{what}: on the line before that key", "", f"p50 {percentile(waited, 0.5):,} B, most {max(waited):,} B")


def digits(line: Kind, workers: int, rounds: int, answers: bool = True) -> Iterator[Row]:
    """Four digits into the field of the approval, each as soon as the one before it is seen."""
    taken = []
    with console("plan", workers, line, answers) as screen:
        screen.sees("waits for approval")
        screen.send("2")
        screen.sees("beef123")
        quiet(screen)
        screen.send("a")
        time.sleep(4)
        for _ in range(rounds):
            for n in range(4):
                taken.append(screen.echo("beef"[n], f"{'beef'[: n + 1]}▏"))
            for _ in range(4):
                screen.send("\x7f")
            time.sleep(2)
    yield Row(f"{line.name}, {workers:,} workers: a digit to the approval's field", "", _times(taken))


def _times(seconds: list[float]) -> str:
    return f"p50 {percentile(seconds, 0.5):.2f} s, p95 {percentile(seconds, 0.95):.2f} s, most {max(seconds):.2f} s ({len(seconds)})"


def figures(few: bool) -> Iterator[Row]:
    for workers in (12, 1000):
        yield from bytes_of(workers)
        for line in KINDS:
            yield from keys(line, workers, 8 if few else 30)
    for line in KINDS:
        yield from digits(line, 12, 2 if few else 5)
