"""Each broken rule of mutants.py is found by the walk: with that rule broken, a path of moves leads to what must not be.

All of them are found by the walk itself, within the bounds that the mutant names; none is left to the random schedules.
"""

from __future__ import annotations

import pytest
from core_mutants import MUTANTS
from core_walk import Violation, Walk


@pytest.mark.parametrize("name", MUTANTS)
def test_the_walk_finds(name: str) -> None:
    mutant = MUTANTS[name]
    walk = Walk(mutant.bounds)
    with pytest.MonkeyPatch.context() as patch:
        mutant.breaks(patch)
        with pytest.raises(Violation) as found:
            walk.run().nobody_waits_for_ever()
    assert mutant.says in str(found.value)


def test_there_are_enough() -> None:
    assert len(MUTANTS) >= 16
