"""The long walks of the real core, one on each core: every state that can be reached within the bounds of WALKS, nothing broken in any.

    make prove        prints states, moves and seconds of each walk, and its bounds; exit status 1 if a rule is broken

What can happen in a move, and what counts as a fault, an edit and a deed, is in tests/core/walk_moves.py; what must hold after each is
in tests/core/invariants.py, waves.py and walk_watch.py. Within its bounds each walk is complete: nothing is drawn by lot, nothing left out.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
CORES = min(2, os.cpu_count() or 1)  # each walk keeps its states in memory, up to a gigabyte

# The longest first. faults, edits and deeds: the most that there may be on one path. ! marks a critical worker.
TWO, THREE, MIXED = ("w1!", "w2"), ("w1!", "w2!", "w3!"), ("w1!", "w2", "w3")
WALKS: list[dict[str, Any]] = [
    {"workers": TWO, "edits": 1, "faults": 2, "deeds": 0},
    {"workers": THREE, "edits": 1, "faults": 1, "deeds": 1, "which": ("reject", "rollback")},
    {"workers": TWO, "edits": 1, "faults": 1, "deeds": 1},
    {"workers": THREE, "edits": 2, "faults": 1, "deeds": 0},
    {"workers": TWO, "edits": 2, "faults": 1, "deeds": 0},
    {"workers": THREE, "edits": 2, "faults": 0, "deeds": 1},
    {"workers": THREE, "edits": 2, "faults": 0, "deeds": 2, "which": ("reject", "rollback")},
    {"workers": MIXED, "edits": 1, "faults": 1, "deeds": 0},
    {"workers": MIXED, "edits": 1, "faults": 1, "deeds": 0, "waves": (1, "rest"), "health": True},
    {"workers": TWO, "edits": 1, "faults": 1, "deeds": 1, "which": ("reject", "hold"), "waves": (1, "rest"), "health": True},
    {"workers": TWO, "edits": 1, "faults": 1, "deeds": 0, "signal": True},
]


class Result(NamedTuple):
    states: int
    moves: int
    said: str
    broken: str = ""  # the rule, and the moves that lead there


def walk(bounds: dict[str, Any]) -> Result:
    """One walk, in a process of its own."""
    sys.path[:0] = [str(ROOT / "supervisor"), str(ROOT / "console")]
    conftest = importlib.util.spec_from_file_location("core_conftest", ROOT / "tests" / "core" / "conftest.py")
    assert conftest is not None
    assert conftest.loader is not None
    conftest.loader.exec_module(importlib.util.module_from_spec(conftest))
    from core_walk import Bounds, Violation, Walk

    search, broken = Walk(Bounds(**bounds)), ""
    try:
        search.run().nobody_waits_for_ever()
    except Violation as found:
        broken = str(found)
    return Result(search.states, search.moves, search.said(), broken)


def main() -> int:
    began, results = time.perf_counter(), list[Result]()
    print(f"prove: {len(WALKS)} walks of the real core, {CORES} at a time; each is complete within its bounds", flush=True)
    with ProcessPoolExecutor(CORES, max_tasks_per_child=1) as pool:  # what a walk held is given back
        for done in as_completed([pool.submit(walk, bounds) for bounds in WALKS]):
            result = done.result()
            results.append(result)
            print(("BROKEN  " if result.broken else "holds   ") + result.said, flush=True)
            if result.broken:
                print(result.broken, flush=True)
    broken = sum(1 for result in results if result.broken)
    states, moves = sum(r.states for r in results), sum(r.moves for r in results)
    verdict = f"{broken} BROKEN" if broken else "nothing broken"
    print(f"prove: {len(results)} walks, {states:,} states, {moves:,} moves, {verdict}, {time.perf_counter() - began:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
