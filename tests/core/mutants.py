"""What breaks a rule of the core on purpose: one function a rule, that breaks it in the real code through `patch` (a MonkeyPatch).

A walk that finds nothing wrong says little if it would find nothing wrong with these either (test_walk_mutants.py). The rules are in
mutants_plans.py (what becomes of a plan) and mutants_workers.py (what becomes of a worker, and what is believed).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from core_walk import Bounds

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Mutant:
    """breaks: makes the core wrong. bounds: the walk that has to find it. says: what it says then."""

    breaks: Callable[[Patch], None]
    bounds: Bounds
    says: str


MUTANTS: dict[str, Mutant] = {}
NAMED = {  # the rules that a design of this kind is most often built without, and who breaks them here
    "fsync after send": "the_decision_is_synced_after_its_effects",
    "ack without incarnation": "a_yes_of_another_incarnation_counts",
    "no re-prepare": "nobody_is_prepared_again",
    "signal loads the newest": "a_signal_loads_the_newest",
    "rollback re-uses its number": "the_way_back_uses_the_old_number_again",
    "quorum counts silence": "silence_is_a_yes",
    "a respawn boots the edited file": "a_respawn_boots_the_edited_file",
}
ONE = {"faults": 1, "edits": 1, "deeds": 0}
NONE = {"faults": 0, "edits": 1, "deeds": 0}


def mutant(says: str, **bounds: Any) -> Callable[[Callable[[Patch], None]], Callable[[Patch], None]]:
    def keep(breaks: Callable[[Patch], None]) -> Callable[[Patch], None]:
        MUTANTS[breaks.__name__] = Mutant(breaks, Bounds(**bounds), says)
        return breaks

    return keep


def instead(patch: Patch, owner: Any, name: str, new: Callable[..., Any]) -> None:
    """`new` gets the old one first."""
    old = getattr(owner, name)
    patch.setattr(owner, name, lambda *args, **more: new(old, *args, **more))
