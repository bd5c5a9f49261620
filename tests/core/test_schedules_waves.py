"""The same days as in test_schedules.py, with waves: canaries, bakes, a health command of three minds, hold and go.

Beside what must always be true: nobody's wave begins, and nothing is decided, before those who run it prove it (I15).
"""

from __future__ import annotations

import importlib.util
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from core_invariants import Invariants
from core_outside import Outside

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.fleet import STALE_ROUNDS
from holdfast.core.rollout import Step
from holdfast.core.settings import Settings
from holdfast.core.words import Kind

spec = importlib.util.spec_from_file_location("core_schedules", Path(__file__).with_name("test_schedules.py"))
assert spec is not None
assert spec.loader is not None
days = importlib.util.module_from_spec(spec)
spec.loader.exec_module(days)

COUNT = int(os.environ.get("HOLDFAST_SCHEDULES", "300")) // 3
BATCH = 10


def in_waves(usual: Settings, dice: random.Random) -> Settings:
    waves = dice.choice([(1, "rest"), (1, "25%", "rest"), ("50%", "rest"), (1, 1, 1, 1, 1, "rest"), ("rest",)])
    health = dice.choice([(), ("healthy",)])
    rule = msgspec.structs.replace(usual.rollout, waves=waves, bake=dice.choice([0.0, 3.0, 12.0]), health=health, health_limit=5.0)
    return msgspec.structs.replace(usual, rollout=rule)


class Waves(Invariants):  # type: ignore[misc]
    """I15, counted from the events."""

    def __init__(self, outside: Any) -> None:
        super().__init__(outside)
        self.early: set[str] = set()

    def _record(self, record: j.Record) -> None:
        match record:
            case j.Wave():
                assert not self.outside.folded.frozen, "a wave begins while frozen"
                assert self.begun is not None
                assert record.seq == self.begun.seq, "a wave of another plan"
                assert not set(record.members) & self.early, "given twice"
                self._promoted()
                assert set(record.members) <= set(self._rollout(record.seq).yes), "I1: given to who did not say yes"
                self.early |= set(record.members)
            case j.Decide() if record.kind not in (Kind.REVERT, Kind.BOOTSTRAP):
                self._promoted()
        if isinstance(record, j.Decide | j.Abort):
            self.early = set()
        super()._record(record)

    def _promoted(self) -> None:
        """Everybody in the count who was given it proves it now, or was left behind by the rules."""
        world, folded = self.outside.world, self.outside.folded
        assert self.begun is not None
        for name in self.early - folded.cordoned:
            left = folded.left.get(name)
            if left is not None and left.sha256 == self.begun.sha256:
                assert not world.fleet.weighs(world.fleet[name]), "I15: one that counts could not take it"
                continue
            inc, sha256, at = self.proofs.get(name, ("", "", -1e9))
            assert (inc, sha256) == (world.fleet[name].inc, self.begun.sha256), f"I15: {name} does not prove it"
            assert self.outside.now.mono - at <= STALE_ROUNDS * self.outside.settings.rollout.attest, "I15: on an old proof"

    def heard(self, event: object) -> None:
        super().heard(event)
        if isinstance(event, ev.Started):
            self.early = set(self.outside.folded.waved)


class House(Outside):  # type: ignore[misc]
    asked: ef.Health | None = None

    def _act(self, effect: object) -> None:
        if isinstance(effect, ef.Health):
            self.asked = effect
        super()._act(effect)

    def crash(self, *, power: bool, keep: int = 0) -> None:
        self.asked = None
        super().crash(power=power, keep=keep)


class Schedule(days.Schedule):  # type: ignore[misc,name-defined]
    def __init__(self, number: int) -> None:
        super().__init__(number)
        file = self.out.file
        self.out = House(in_waves(self.out.settings, self.dice), Waves)
        self.out.file = file
        more: list[tuple[float, Callable[[], object]]] = [(3, self.health), (0.5, self.hold), (1, self.go)]
        self.deeds += more

    def health(self, honest: bool = False) -> None:
        asked, trouble = self.out.asked, 0.0 if honest else self.trouble
        if asked is None:
            return
        if self.dice.random() < 0.9:  # else it will be heard twice
            self.out.asked = None
        verdict = self.dice.choice(["back", "unclear", "nothing"]) if self.dice.random() < 0.3 * trouble else "go"
        if verdict != "nothing":
            self.out.inbox.append(ev.Healthy(asked.seq, asked.ask, verdict))

    def hold(self) -> None:
        self.ask(ev.Hold, True)

    def go(self) -> None:
        self.ask(ev.Hold, False)

    def honest_step(self) -> None:
        self.health(honest=True)
        rollout = self.out.world.transactions.open
        if rollout is not None and rollout.step is Step.PAUSED and not self.out.inbox:  # somebody looks, and decides
            hindered = self.out.world.transactions.waving.hindrance(rollout)
            self.out.inbox.append(ev.Reject(0, days.PEOPLE[0], 0, hindered) if hindered else ev.Hold(0, days.PEOPLE[0], False))
        super().honest_step()

    def settled(self) -> bool:
        rollout = self.out.world.transactions.open
        return bool(super().settled()) and (rollout is None or rollout.step is not Step.PAUSED)


def play(number: int) -> Schedule:
    schedule = Schedule(number)
    try:
        schedule.run()
    except BaseException:
        print(f"schedule {number}", *schedule.out.log[-120:], sep="\n")
        raise
    return schedule


@pytest.mark.parametrize("batch", range(0, COUNT, BATCH))
def test_whatever_happens_in_waves_nothing_false_is_done_or_shown(batch: int) -> None:
    seen: set[type] = set()
    for number in range(batch, min(batch + BATCH, COUNT)):
        seen |= {type(record) for record in play(number).out.records}
    assert j.Wave in seen
