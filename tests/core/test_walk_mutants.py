"""Each broken rule of mutants.py is found by the walk: with that rule broken, a path of moves leads to what must not be.

All of them are found by the walk itself, within the bounds that the mutant names; none is left to the random schedules. A mutant's
bounds may name the kinds of fault that it takes; `make prove` finds it among all of them.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from core_mutants import MUTANTS, NAMED
from core_walk import Bounds, Violation, Walk
from core_walk_moves import FAULTS


def find(name: str, bounds: Bounds) -> str:
    """What is not true with that rule broken, and the moves that lead there."""
    walk = Walk(bounds)
    with pytest.MonkeyPatch.context() as patch:
        MUTANTS[name].breaks(patch)
        with pytest.raises(Violation) as found:
            walk.run().nobody_waits_for_ever()
    return str(found.value)


@pytest.mark.parametrize("name", MUTANTS)
def test_the_walk_finds(name: str) -> None:
    assert MUTANTS[name].says in find(name, MUTANTS[name].bounds)


@pytest.mark.prove
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", [name for name, mutant in MUTANTS.items() if mutant.bounds.by != FAULTS])
def test_the_walk_finds_among_all_faults(name: str) -> None:
    """Perhaps by another of its consequences."""
    assert re.search(r"\bI\d+\b", find(name, replace(MUTANTS[name].bounds, by=FAULTS)))


def test_every_invariant_has_somebody_who_breaks_it() -> None:
    assert set(NAMED.values()) <= set(MUTANTS)
    broken = {mutant.says.partition(":")[0] for mutant in MUTANTS.values()}
    assert {"I1", "I2", "I3", "I4", "I5", "I6", "I8", "I10", "I11", "I13", "I15"} <= broken
