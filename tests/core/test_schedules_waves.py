"""The same days as in test_schedules.py, with waves: canaries, bakes, a health command of three minds, hold and go.

What must be true of waves beside everything else is in waves.py.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from core_waves import House, Waves

from holdfast.core import acts
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.rollout import Step
from holdfast.core.settings import Settings

spec = importlib.util.spec_from_file_location("core_schedules", Path(__file__).with_name("test_schedules.py"))
assert spec is not None
assert spec.loader is not None
days = importlib.util.module_from_spec(spec)
spec.loader.exec_module(days)

COUNT = 60
BATCH = 10
MANY = range(200_000, 201_000, 100)  # the first of each hundred days that only `make prove` plays


def in_waves(usual: Settings, dice: random.Random) -> Settings:
    waves = dice.choice([(1, "rest"), (1, "25%", "rest"), ("50%", "rest"), (1, 1, 1, 1, 1, "rest"), ("rest",)])
    health = dice.choice([(), ("healthy",)])
    rule = msgspec.structs.replace(usual.rollout, waves=waves, bake=dice.choice([0.0, 3.0, 12.0]), health=health, health_limit=5.0)
    return msgspec.structs.replace(usual, rollout=rule)


class Schedule(days.Schedule):  # type: ignore[misc,name-defined]
    def __init__(self, number: int, count: int = 0) -> None:
        super().__init__(number, count)
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
        self.ask(acts.Hold, True)

    def go(self) -> None:
        self.ask(acts.Hold, False)

    def honest_step(self) -> None:
        self.health(honest=True)
        rollout = self.out.world.transactions.open
        if rollout is not None and rollout.step is Step.PAUSED and not self.out.inbox:  # somebody looks, and decides
            hindered = self.out.world.transactions.waving.hindrance(rollout)
            self.out.inbox.append(acts.Reject(0, days.PEOPLE[0], 0, hindered) if hindered else acts.Hold(0, days.PEOPLE[0], False))
        super().honest_step()

    def settled(self) -> bool:
        rollout = self.out.world.transactions.open
        return bool(super().settled()) and (rollout is None or rollout.step is not Step.PAUSED)


def play(number: int, count: int = 0) -> Schedule:
    schedule = Schedule(number, count)
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


@pytest.mark.prove
@pytest.mark.timeout(300)
@pytest.mark.parametrize("first", MANY)
def test_a_thousand_days_of_five_workers_in_waves(first: int) -> None:
    for number in range(first, first + MANY.step):
        play(number, 5)
