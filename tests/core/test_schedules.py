"""Thousands of things happen to the real World in any order, and nothing that must be true is ever false.

A schedule is drawn from its number: who edits, votes, refuses, lies, dies, hangs, redials, approves, rejects, freezes, cuts the power.
After each step the invariants are checked (invariants.py); at the end the faults stop, and the fleet has to arrive somewhere honest.
A failure prints the last steps of its schedule. `make prove` plays thousands of days more, with five workers each.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from core_invariants import Invariants
from core_outside import Outside
from core_process import Process
from core_story import sha

from holdfast.core import acts
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.lifecycle import Life
from holdfast.core.phase import Phase
from holdfast.core.rollout import Step
from holdfast.core.settings import ApiSettings, RestartSettings, RolloutSettings, Settings, SourceSettings, WorkerSettings
from holdfast.core.show import mark
from holdfast.core.words import Who

COUNT = 160
BATCH = 20
MANY = range(100_000, 102_000, 100)  # the first of each hundred days that only `make prove` plays
STEPS = 900
CALM = 400.0  # seconds; longer than all limits of these settings in a row
CONTENTS = [sha(c) for c in "abcd"]
PEOPLE = [Who(0, "root"), Who(1001, "ana", 1001), Who(1002, "bob", 1002), Who(0, "root", 1001), Who(1003, "eve")]


def some_settings(dice: random.Random, count: int = 0) -> Settings:
    """count 0: two to five workers."""
    names = [f"w{n}" for n in range(1, (count or dice.randint(2, 5)) + 1)]
    critical = dice.choice([0.0, 0.0, 0.5, 1.0])
    workers = tuple(WorkerSettings(n, n, ("worker",), "/", critical=dice.random() < critical, stop_limit=3.0) for n in names)
    rollout = RolloutSettings(
        quorum=dice.choice(["majority", "all"]), approvals=dice.choice([0, 1, 1, 2]), exclude_author=dice.random() < 0.15,
        approval_expiry=300.0, vote_ttl=8.0, commit_limit=20.0, verify_window=15.0, rollback_limit=20.0, attest=2.0,
    )  # fmt: skip
    return Settings(
        "orders", "/x.toml", "/run", "/s", "/l", SourceSettings("/app.toml", "toml"), workers, rollout,
        RestartSettings(backoff_max=4.0, starting_at_once=dice.choice([1, 4])), ApiSettings(),
    )  # fmt: skip


class Schedule:
    def __init__(self, number: int, count: int = 0) -> None:
        self.dice = random.Random(number)
        self.request = 0
        self.out = Outside(some_settings(self.dice, count), Invariants)
        self.out.file = CONTENTS[0]
        self.trouble = self.dice.choice([0.0, 0.3, 1.0])  # how bad a day it is
        haste = self.dice.choice([1.0, 3.0])  # how much people do while others are still at it
        self.deeds: list[tuple[float, Callable[[], object]]] = [
            (30, self.pump), (10, self.pump_all), (20, self.work), (10, self.work_all), (10, self.tick), (8, self.hands), (6, self.dial),
            (0.6 * haste, self.edit), (5, self.approve), (0.7 * haste, self.command), (0.5 * haste, self.single),
            (2 * self.trouble, self.worker_trouble), (1.2 * self.trouble, self.channel_trouble), (0.8 * self.trouble, self.early),
            (0.3 * self.trouble, self.crash), (0.05 * self.trouble, self.full),
        ]  # fmt: skip

    def run(self) -> None:
        weights = [weight for weight, _ in self.deeds]
        if self.dice.random() < 0.7:
            self.settle_down()  # most days begin with a fleet that runs
        for _ in range(STEPS):
            self.dice.choices(self.deeds, weights)[0][1]()
            self.begin_anew_after_a_stop()
        self.calm()

    def begin_anew_after_a_stop(self) -> None:
        if self.out.ended:
            assert not self.out.processes, "it ended before its workers"
            self.out.crash(power=False)
            self.out.start()

    # -- the day

    def pump(self) -> None:
        if self.out.inbox:
            self.out.step(self.out.inbox.popleft())

    def pump_all(self) -> None:
        for _ in range(len(self.out.inbox)):
            self.pump()

    def work_all(self) -> None:
        for _ in range(6):
            self.work()

    def work(self) -> None:
        if busy := [p for p in self.out.processes.values() if p.inbox and not p.mute]:
            careless = 0.1 * self.trouble
            self.out.works(self.dice.choice(busy), lost=self.dice.random() < careless, twice=self.dice.random() < careless)

    def tick(self) -> None:
        deadline = self.out.world.deadline()
        if deadline is not None and self.dice.random() < 0.3:
            self.out.pass_time(max(0.0, deadline - self.out.now.mono))
        else:
            self.out.pass_time(self.dice.choice([0.01, 0.1, 0.5, 3.0]))

    def hands(self) -> None:
        """What has been started goes on: readings, checks, starts, ends."""
        out = self.out
        some: list[Callable[[], object]] = [lambda n=n: self.start(n) for n in out.spawning]  # type: ignore[misc]
        some += [lambda p=p: out.dies(p.name, -15) for p in out.processes.values() if p.dying == "KILL" or (p.dying and not p.mute)]  # type: ignore[misc]
        some += [out.read] if out.reading else []
        some += [self.lint] if out.lint else []
        for deed in some:
            deed()

    def start(self, name: str) -> None:
        if self.dice.random() < 0.15 * self.trouble:
            self.out.stillborn(name, permanent=self.dice.random() < 0.3)
        else:
            self.out.born(name)

    def lint(self) -> None:
        self.out.linted(("line 3: port is a string",) if self.dice.random() < 0.1 else ())

    def dial(self) -> None:
        for p in self.out.processes.values():
            if self.out.may_dial(p) and not p.mute:
                self.out.dials(p)

    def edit(self) -> None:
        self.out.saved("" if self.dice.random() < 0.05 else self.dice.choice(CONTENTS), self.dice.random() < 0.7)

    def ask(self, kind: type[acts.Command], *args: object) -> None:
        self.request += 1
        self.out.inbox.append(kind(self.request, self.dice.choice(PEOPLE), *args))

    def approve(self) -> None:
        rollout = self.out.world.transactions.open
        if rollout is not None:
            self.ask(acts.Approve, self.dice.choice([0, rollout.seq]), rollout.sha256[:4])

    def command(self) -> None:
        roll = self.dice.random()
        if roll < 0.15:
            self.ask(acts.Reject, 0, "no")
        elif roll < 0.25:
            self.ask(acts.Apply)
        elif roll < 0.35:
            self.ask(acts.Reload)
        elif roll < 0.75:
            ran = [v.seq for v in self.out.world.ledger.versions.values() if v.decided_at]
            self.ask(acts.Rollback, str(self.dice.choice([*ran, 99])), self.dice.random() < 0.7)
        elif roll < 0.85:
            self.ask(acts.Freeze, self.dice.random() < 0.25, "black friday")
        elif roll < 0.97:
            self.ask(acts.Settle, self.dice.choice(["retry", "accept", "rollback"]))
        else:
            self.ask(acts.Stop)

    def single(self) -> None:
        name = self.dice.choice(self.out.settings.workers).name
        roll = self.dice.random()
        if roll < 0.4:
            self.ask(acts.Reload, (name,))
        elif roll < 0.7:
            self.ask(acts.Restart, name)
        else:
            self.ask(acts.Cordon, name, self.dice.random() < 0.5)

    def worker_trouble(self) -> None:
        if not self.out.processes:
            return
        p = self.dice.choice(list(self.out.processes.values()))
        roll = self.dice.random()
        if roll < 0.35:
            self.out.dies(p.name, 1, gone_first=self.dice.random() < 0.7, stray=self.dice.random() < 0.1)
        elif roll < 0.55:
            p.mute = not p.mute
        elif roll < 0.65:
            p.liar = not p.liar
        elif roll < 0.8:
            p.rejected ^= {self.dice.choice(CONTENTS)}
        elif roll < 0.85:
            p.content = self.dice.choice(["", *CONTENTS])  # it drifts, whatever it says
        elif roll < 0.93:
            self.out.execs(p)
        else:
            p.said = ""

    def channel_trouble(self) -> None:
        connected = [p for p in self.out.processes.values() if p.connected]
        if connected and self.dice.random() < 0.6:
            self.out.hangs_up(self.dice.choice(connected))
        elif self.out.lanes:
            self.out.lane_times_out(self.dice.choice(list(self.out.lanes)))

    def early(self) -> None:
        """Any pending timer may fire now: the limits could have been that short."""
        if timers := sorted(self.out.world.book.timers):
            self.out.step(ev.Due(self.dice.choice(timers)))

    def crash(self) -> None:
        if self.dice.random() < 0.2:
            self.out.cut = self.dice.randint(0, 2)
            return
        self.out.crash(power=self.dice.random() < 0.3, keep=self.dice.randint(0, 3))
        if self.out.processes and self.dice.random() < 0.3:
            self.out.dies(self.dice.choice(list(self.out.processes)), 1)
            self.out.inbox.clear()
        self.out.start()

    def full(self) -> None:
        self.out.disk_full = True

    # -- the evening: all faults have stopped

    def calm(self) -> None:
        out = self.out
        if out.world.book.read_only or out.disk_full:
            self.settle_down()
            out.crash(power=False)  # somebody has made room and restarted the daemon
            out.start()
        self.settle_down()
        for number in range(6):
            self.mend(restart=number % 2 == 1)
            self.settle_down()
        for worker in out.world.fleet:
            assert mark(out.world.fleet, worker) in ("proven", "cordoned"), f"{worker.name} {worker.life} {worker.phase} {worker.reason}"

    def settle_down(self) -> None:
        """Everybody does what they should until nothing more is to be expected."""
        end = self.out.now.mono + CALM
        while not self.settled():
            assert self.out.now.mono < end, f"not settled after {CALM:.0f} s: {self.why()}"
            self.honest_step()
            self.begin_anew_after_a_stop()

    def honest_step(self) -> None:
        out = self.out
        for p in list(out.processes.values()):
            p.mute = p.liar = False
            p.rejected.clear()
            if p.dying:
                out.dies(p.name, -15)
            elif out.may_dial(p):
                out.dials(p)
            while p.inbox:
                out.works(p)
        for name in list(out.spawning):
            out.born(name)
        if out.reading:
            out.read()
        if out.lint:
            out.linted()
        if out.inbox:
            out.step(out.inbox.popleft())
        else:
            deadline = out.world.deadline()
            assert deadline is not None
            out.pass_time(max(0.0, deadline - out.now.mono))

    def settled(self) -> bool:
        rollout = self.out.world.transactions.open
        on_its_way = self.out.inbox or self.out.reading or ("read", "") in self.out.world.book.timers
        if self.out.world.book.stopping or on_its_way or (rollout is not None and rollout.step not in (Step.AWAITING, Step.STUCK)):
            return False
        return all(self.honest(w.name) for w in self.out.world.fleet)

    def honest(self, name: str) -> bool:
        """It proves the target, or it is plain that it does not and why."""
        fleet = self.out.world.fleet
        worker = fleet[name]
        if self.out.world.ledger.boots(name) is None:
            return True
        ledger = self.out.world.ledger
        if worker.phase in (Phase.ACTIVE, Phase.PREPARED) and fleet.proves(worker, ledger.content_for(name)):
            return True
        if worker.phase is Phase.PREPARED and ledger.left_behind(name):
            return True  # asked about the next plan, on its last good one meanwhile
        return worker.life is Life.FATAL or (worker.phase in (Phase.HELD, Phase.QUARANTINED) and bool(worker.reason))

    def why(self) -> str:
        world = self.out.world
        rollout = world.transactions.open
        rows = [f"{w.name} {w.life} {w.phase} {w.reason}" for w in world.fleet]
        return f"{rollout.step if rollout else 'quiet'} {rows} {world.book.timers}"

    def mend(self, restart: bool) -> None:
        """People look at what is left: what waits is approved, what is stuck or left behind is tried again, or started anew."""
        world, add = self.out.world, self.out.inbox.append
        rollout = world.transactions.open
        if world.ledger.frozen:
            add(acts.Freeze(0, PEOPLE[0], False))
        if world.ledger.target is None:
            self.out.saved(self.dice.choice([c for c in CONTENTS if c != self.out.file]), True)
        elif rollout is not None and rollout.step is Step.STUCK:
            add(acts.Settle(0, PEOPLE[0], "retry"))
        elif rollout is not None:
            for person in PEOPLE[:3] + PEOPLE[4:]:
                add(acts.Approve(0, person, 0, rollout.sha256[:4]))
        behind = tuple(w.name for w in world.fleet if mark(world.fleet, w) == "dead")
        if behind and not restart:
            add(acts.Reload(0, PEOPLE[0], behind))
        for name in behind if restart else ():
            add(acts.Restart(0, PEOPLE[0], name))


def play(number: int, count: int = 0) -> None:
    schedule: Schedule | None = None
    try:
        schedule = Schedule(number, count)
        schedule.run()
    except BaseException:
        print(f"schedule {number}")
        if schedule is not None:
            print("\n".join(schedule.out.log[-120:]))
        raise


@pytest.mark.parametrize("batch", range(0, COUNT, BATCH))
def test_whatever_happens_nothing_false_is_done_or_shown(batch: int) -> None:
    for number in range(batch, min(batch + BATCH, COUNT)):
        play(number)


@pytest.mark.prove
@pytest.mark.timeout(300)
@pytest.mark.parametrize("first", MANY)
def test_thousands_of_days_of_five_workers(first: int) -> None:
    for number in range(first, first + MANY.step):
        play(number, 5)


def eventful(first: int) -> tuple[int, Schedule]:
    """The first day from this number on on which a way back got stuck, and somebody was left behind."""
    for number in range(first, first + 1000):
        whole = Schedule(number)
        whole.run()
        if {j.Begin, j.Decide, j.Abort, j.End, j.Left, j.Stuck} <= {type(record) for record in whole.out.records}:
            return number, whole
    raise AssertionError("a thousand dull days")


@pytest.mark.parametrize("first", [0, *(pytest.param(first, marks=pytest.mark.prove) for first in (1000, 2000, 3000))])
def test_the_power_may_go_after_any_record(first: int) -> None:
    """Every beginning of a long journal is a state from which a fleet comes to the target; what was given up is not the target."""
    number, whole = eventful(first)
    for count in range(1, len(whole.out.records)):
        begun = Schedule(number)
        begun.out.file, begun.out.records = whole.out.file, whole.out.records[:count]
        begun.out.crash(power=True, keep=count)
        begun.out.start()
        begun.calm()
        ledger = begun.out.world.ledger
        assert ledger.target is not None
        assert ledger.versions[ledger.target.seq].outcome != "rolled back"


def test_a_process_of_the_model_follows_the_protocol() -> None:
    """The model is not allowed to be kinder than a real worker: no commit without a prepare, no number that goes back."""
    from holdfast.core.effects import Order
    from holdfast.core.words import Kind

    p = Process("w1", 1, CONTENTS[0], 1)

    def order(step: str, seq: int, content: str) -> Order:
        return Order("w1", step, seq, f"v{seq}", content, Kind.EDIT, 3.0)

    assert p.commit(order("commit", 2, CONTENTS[1]))[1] == "E_NOTPREP"
    assert p.prepare(order("prepare", 2, CONTENTS[1]))[0]
    assert p.commit(order("commit", 2, CONTENTS[1]))[0]
    assert (p.content, p.seq) == (CONTENTS[1], 2)
    assert p.prepare(order("prepare", 1, CONTENTS[0]))[1] == "E_SEQ"
    assert p.commit(order("commit", 3, CONTENTS[1]))[0], "the same bytes take a new number without a prepare"
    p.rejected = {CONTENTS[2]}
    assert p.prepare(order("prepare", 4, CONTENTS[2]))[1] == "E_DEP"
