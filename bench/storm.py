"""10,000 changes in two seconds: how many of them become rollouts, and how soon after the last one does everybody prove it?"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from figures import Row, median, ms
from programs import MEMORY, Holdfast, content, until

from holdfast.core import journal

CHANGES, SECONDS = 10_000, 2.0


def storm(workers: int, rounds: int, most: int, quiet: float) -> Iterator[Row]:
    """most: rollouts that a storm may cause. quiet: seconds from the last change to the last proof of its content.

    The source lies in memory: on a disk a file can hardly be replaced 5,000 times a second.
    """
    with TemporaryDirectory(dir=MEMORY) as place, Holdfast(workers, Path(place, "app.toml")) as ours:

        def in_place(raw: bytes) -> None:
            ours.source.write_bytes(raw)

        yield from _storms("renames", ours.rename, ours, rounds, most, quiet)
        yield from _storms("in-place writes", in_place, ours, rounds, most, quiet)


def _storms(what: str, write: Callable[[bytes], object], ours: Holdfast, rounds: int, most: int, quiet: float) -> Iterator[Row]:
    counts, early, waits, took = [], [], [], []
    for _ in range(rounds):
        time.sleep(1.0)
        seen = len(ours.journal.records())
        began, last, sha256 = _write(write)
        took.append(last - began)
        until(partial(ours.proved_at, sha256), f"the last of the {what} to be proved", pace=0.02)
        decided = [r for r in ours.journal.records()[seen:] if isinstance(r, journal.Decide)]
        counts.append(len(decided))
        early.append(sum(1 for r in decided if r.at < last))
        waits.append(ours.proved_at(sha256) - last)
    name = f"{CHANGES:,} {what} in {median(took):.1f} s"
    yield Row(f"{name}: rollouts", f"<= {most}", f"{max(counts)}, {min(early)} or more of them meanwhile", "", max(counts) <= most)
    yield Row(f"{name}: last change to all proved", f"<= {ms(quiet)}", ms(median(waits)), "", median(waits) <= quiet)


def _write(write: Callable[[bytes], object]) -> tuple[float, float, str]:
    """(begin, end, sha256 of the last content); evenly over the time."""
    first, began = time.time_ns() // 1000, time.time()
    for number in range(CHANGES):
        write(content(first + number))
        ahead = began + SECONDS * number / CHANGES - time.time()
        if ahead > 0.001:
            time.sleep(ahead)
    return began, time.time(), hashlib.sha256(content(first + CHANGES - 1)).hexdigest()
