"""From the rename of the file to the last worker proved: holdfast and the smallest program by turns, in the same minutes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from figures import Row, median, percentile, spread
from programs import Holdfast, Program, Smallest, content

WORK = "CPU: a worker takes twice what the smallest's does (cold code: in a loop a seventh of it), the daemon four to five times"
TAIL = "two cores: a disk's slow moment or a round of nonces falls into one reload of a hundred"
TURN = 10  # rounds of one program before it is the other's turn


def reloading(workers: int, rounds: int, goal: float, tail: float = 0.0) -> Iterator[Row]:
    """goal: the times of the smallest program that are allowed at p50. tail: of our own p50 at p99, 0 for no such goal."""
    taken: dict[str, list[float]] = {Holdfast.name: [], Smallest.name: []}
    ratios = []
    with Smallest(workers) as small, Holdfast(workers) as ours:
        numbers = itertools.count(1)
        warm(small, numbers)
        warm(ours, numbers)
        for _ in range(max(1, rounds // TURN)):
            turn = {program.name: _turn(program, numbers) for program in (small, ours)}
            ours.journal.forget()
            ratios.append(median(turn[ours.name]) / median(turn[small.name]))
            for name, times in turn.items():
                taken[name] += times
    mine, other = taken[Holdfast.name], taken[Smallest.name]
    ratio = median(ratios)
    yield Row(f"{workers} workers, the smallest program", "", spread(other))
    yield Row(f"{workers} workers, holdfast", f"p50 <= {goal:g}x", spread(mine), f"{ratio:.2f}x", ratio <= goal, WORK)
    if tail:
        own = percentile(mine, 0.99) / median(mine)
        yield Row(f"{workers} workers, p99 against our p50", f"<= {tail:g}x", "", f"{own:.2f}x", own <= tail, TAIL)


def _turn(program: Program, numbers: Iterator[int]) -> list[float]:
    return [program.reload(content(next(numbers)), pause(program.workers)) for _ in range(TURN)]


def pause(workers: int) -> float:
    """Seconds between two reloads. Two readings of a file start at least 0.125 s apart, and no round shall wait for the one before it."""
    return max(0.15, 0.0025 * workers)


def warm(program: Program, numbers: Iterator[int]) -> None:
    for _ in range(3):
        program.reload(content(next(numbers)), pause(program.workers))
