"""Every state of the real World that two workers, one change and one rollback can come to with any one fault in between.

Bounds: workers w1 (critical) and w2; one edit of the file, one rollback by an operator, at most one fault on each path (walk_moves.py
lists them), one approval needed. Within these bounds the walk is complete. `make prove` goes further.
"""

from __future__ import annotations

from typing import Any

import pytest
from core_walk import Bounds, Walk, arrive
from core_walk_moves import FREE, Cost, Walked
from core_walk_shelf import fields
from core_walk_state import KEPT_OUT, Key
from core_walk_twins import Twins
from core_walk_watch import Watched

from holdfast.core.rollout import Rollout


@pytest.mark.timeout(180)
def test_two_workers_one_change_and_one_rollback() -> None:
    walk = Walk(Bounds(deeds=1, which=("rollback",))).run()
    print(walk.said())
    assert walk.states > 10_000, "it went nowhere"
    walk.nobody_waits_for_ever()


def test_two_moments_with_one_key_have_one_future() -> None:
    walk = Twins(Bounds(by=("dies", "late", "limit"), deeds=0), every=100).run()
    assert walk.compared >= 10, "it compared nothing"


@pytest.mark.prove
@pytest.mark.timeout(600)
@pytest.mark.parametrize("more", [
    {"deeds": 0}, {"faults": 0, "edits": 2, "which": ("reject", "rollback")}, {"deeds": 0, "waves": (1, "rest"), "health": True},
    {"deeds": 0, "signal": True}, {"deeds": 0, "edits": 1, "faults": 1, "by": ("no", "dies"), "workers": ("w1!", "w2!", "w3!")},
])  # fmt: skip
def test_many_moments_with_one_key_have_one_future(more: dict[str, Any]) -> None:
    walk = Twins(Bounds(**more), every=50).run()
    assert walk.compared >= 20, "it compared nothing"


def a_moment(moves: int, **bounds: Any) -> Walked:
    """Somewhere in the middle of a plan."""
    out = Walked(Bounds(**bounds).settings(), Watched)
    arrive(out)
    for number in range(moves):
        out.do(next(iter(out.moves(FREE)))[0] if number else ("edit", "b"))
    return out


@pytest.mark.parametrize("moves", [0, 1, 3, 5, 8, 10])
def test_a_moment_is_put_away_whole(moves: int) -> None:
    """Into another World it goes as it was, and what happens there afterwards does not change what was put away."""
    one, other = a_moment(moves), a_moment(0)
    saved, key = one.save(), Key(one).digest()
    other.load(saved)
    assert Key(other).digest() == key
    assert [getattr(*place) for place in other.places] == [getattr(*place) for place in one.places]
    for _ in range(3):
        other.do(next(iter(other.moves(Cost(1, 1, 1))))[0])
    one.load(saved)
    assert Key(one).digest() == key


def parts(out: Walked) -> dict[type, list[Any]]:
    found: dict[type, list[Any]] = {}
    for thing, _ in out.places:
        found.setdefault(type(thing), []).append(thing)
    rollout = out.world.transactions.open
    return {**found, Rollout: [rollout] if rollout is not None else []}


def test_the_key_reads_every_field_or_says_why_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field that core gains must not be overlooked: two states that differ in it would be taken for one."""
    read: set[tuple[str, str]] = set()
    data: set[tuple[str, str]] = set()
    for out in (a_moment(4), a_moment(8), a_moment(8, waves=(1, "rest"), health=True)):  # asked, committing, in a wave
        assert out.world.transactions.open is not None
        kinds = {kind: things[0] for kind, things in parts(out).items() if kind.__module__.startswith("holdfast")}
        for kind, thing in kinds.items():
            names = {field for at, field in out.places if type(at) is kind} or set(fields(thing))
            data |= {(kind.__name__, name) for name in names}

            def spy(self: Any, name: str, kind: type = kind) -> Any:
                read.add((kind.__name__, name))
                return object.__getattribute__(self, name)

            monkeypatch.setattr(kind, "__getattribute__", spy, raising=False)
        Key(out).digest()
        monkeypatch.undo()
    assert data - read == {(kind, name) for kind, names in KEPT_OUT.items() for name in names}
