"""What a reload costs in CPU: the program's own, and that of one of its workers; of holdfast and of the smallest program, by turns.

Seconds of CPU change little on a busy machine, and they say why the clock says what it does: two cores have no more to give.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from figures import Row, median, ms
from programs import Holdfast, Program, Smallest, content
from reloading import pause, warm

TURN = 3  # reloads between two looks


def spending(workers: int, rounds: int) -> Iterator[Row]:
    numbers = itertools.count(1)
    spent: dict[str, list[tuple[float, float]]] = {}
    with Smallest(workers) as small, Holdfast(workers) as ours:
        both = {small: _children(small), ours: list(ours.pids().values())}
        for program in both:
            warm(program, numbers)
        for _ in range(rounds):
            for program, pids in both.items():
                before = _cpu(program), sum(map(_of, pids))
                for _ in range(TURN):
                    program.reload(content(next(numbers)), pause(workers))
                after = _cpu(program), sum(map(_of, pids))
                spent.setdefault(program.name, []).append(((after[0] - before[0]) / TURN, (after[1] - before[1]) / TURN / workers))
    for place, who in enumerate(("the program", "each worker")):
        of = {name: median(pair[place] for pair in pairs) for name, pairs in spent.items()}
        told = f"{ms(of[Holdfast.name])}, the smallest {ms(of[Smallest.name])}"
        yield Row(f"{workers} workers: CPU of a reload, {who}", "", told, f"{of[Holdfast.name] / of[Smallest.name]:.2f}x")


def _children(small: Smallest) -> list[int]:
    assert small.process is not None
    pid = small.process.pid
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu(program: Program) -> float:
    assert program.process is not None
    return _of(program.process.pid)


def _of(pid: int) -> float:
    """Seconds of CPU of all its threads so far."""
    spent = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with suppress(FileNotFoundError):  # it has just ended
            spent += int(Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()[0])
    return spent / 1e9
