"""The breadth-first search over the real core: every state that can be reached within the bounds, the invariants after every step.

A state is expanded once for each budget that no earlier visit had at least as much of, so nothing within the bounds is left out.
At the end the graph of the moves that cost nothing is walked backwards from the states in which everybody proves the target: a state
from which none of those can be reached is one in which somebody waits for ever (I3, I10).
"""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from core_walk_moves import DEEDS, FAULT, FAULTS, FREE, Cost, Move, Walked
from core_walk_state import Key
from core_walk_watch import Watched

from holdfast.core.settings import ApiSettings, RestartSettings, RolloutSettings, Settings, SourceSettings, WorkerSettings
from holdfast.core.show import mark


@dataclass
class Bounds:
    """workers: their names, ! for critical. faults, edits, deeds: how many of them there may be on one path; by, which: of what kinds."""

    workers: tuple[str, ...] = ("w1!", "w2")
    faults: int = 1
    edits: int = 1
    deeds: int = 1
    approvals: int = 1
    by: tuple[str, ...] = FAULTS
    which: tuple[str, ...] = DEEDS
    waves: tuple[int | str, ...] = ()
    health: bool = False
    signal: bool = False  # the workers declare a fallback signal

    def said(self) -> str:
        """What there may be on one path, in words."""
        waves = f"waves {', '.join(map(str, self.waves))}" + (" and health, " if self.health else ", ") if self.waves else ""
        faults = _some(self.faults, "fault", self.by, FAULTS)
        return f"{' '.join(self.workers)}, {waves}{_some(self.edits, 'edit')}, {faults}, {_some(self.deeds, 'deed', self.which, DEEDS)}" + (
            ", a signal declared" if self.signal else ""
        )

    def settings(self) -> Settings:
        workers = tuple(WorkerSettings(n.rstrip("!"), "w", ("worker",), "/", critical=n.endswith("!")) for n in self.workers)
        rollout = RolloutSettings(
            approvals=self.approvals, approval_expiry=1e9, verify_window=1e9,
            waves=self.waves, bake=1.0 if self.waves else 0.0, health=("healthy",) if self.health else (),
        )  # fmt: skip
        return Settings(
            "orders", "/x.toml", "/run", "/s", "/l", SourceSettings("/app.toml", "toml", rehash=1e9), workers, rollout,
            RestartSettings(budget=3, window=1e9), ApiSettings(),
        )  # fmt: skip


def _some(count: int, what: str, kinds: tuple[str, ...] = (), known: tuple[str, ...] = ()) -> str:
    narrowed = f" ({', '.join(kinds)})" if count and kinds != known else ""
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}{narrowed}"


class Visit(NamedTuple):
    """One arrival at a state: after which visit, by which move (and crash in it), and what had been spent by then."""

    state: int
    after: int
    spent: Cost
    move: Move
    crash: tuple[int, int, bool] | None = None


class Violation(AssertionError):
    """What is not true, and the moves that led there."""


@dataclass
class Walk:
    bounds: Bounds
    watch: Callable[[Any], Any] = Watched
    outside: type[Walked] = Walked
    seconds: float = 0.0
    moves: int = 0
    states: int = 0
    limit: int = 0  # states; 0 = all
    ids: dict[bytes, int] = field(default_factory=dict)
    costs: list[list[Cost]] = field(default_factory=list)  # of each state: what has been spent by those who came by
    visits: list[Visit] = field(default_factory=list)
    firsts: dict[int, int] = field(default_factory=dict)  # of each state: its first visit
    queue: deque[tuple[int, Any]] = field(default_factory=deque)
    free: list[list[int]] = field(default_factory=list)  # of each state: those that cost nothing to reach from it
    good: set[int] = field(default_factory=set)

    def run(self) -> Walk:
        gc.collect()
        gc.freeze()
        gc.set_threshold(200_000, 20, 100)  # millions of small values that all stay
        began = time.perf_counter()
        try:
            b = self.bounds
            self.out = self.outside(b.settings(), self.watch, b.which, b.by, "USR2" if b.signal else "")
            arrive(self.out)
        except Exception as error:
            raise Violation(f"{type(error).__name__}: {error}\non the first day") from error
        self._arrive(Visit(-1, -1, FREE, ("start",)))
        while self.queue:
            visit, saved = self.queue.popleft()
            if self.visits[visit].spent in self.costs[self.visits[visit].state]:  # else somebody came by with more left to spend
                self._expand(visit, saved)
            if self.limit and self.states >= self.limit:
                break
        self.seconds = time.perf_counter() - began
        return self

    def _expand(self, at: int, saved: Any) -> None:
        state, _, spent, *_ = self.visits[at]
        b = self.bounds
        self.out.load(saved)
        left = Cost(b.faults - spent.faults, b.edits - spent.edits, b.deeds - spent.deeds)
        for move, cost in list(self.out.moves(left)):
            number = self._try(saved, Visit(-1, at, _sum(spent, cost), move))
            if cost == FREE:
                self.free[state].append(number)
            if left.faults > cost.faults:
                for crash in list(self.out.crashes()):
                    self._try(saved, Visit(-1, at, _sum(_sum(spent, cost), FAULT), move, crash))

    def _try(self, saved: Any, visit: Visit) -> int:
        self.out.load(saved)
        self.moves += 1
        try:
            self.out.do(visit.move, visit.crash)
        except Exception as error:
            raise Violation(f"{type(error).__name__}: {error}\n" + self.path(visit)) from error
        return self._arrive(visit)

    def _arrive(self, visit: Visit) -> int:
        digest = Key(self.out).digest()
        number = self.ids.get(digest)
        if number is None:
            number = self.ids[digest] = self.states
            self.states += 1
            self.costs.append([])
            self.free.append([])
            if converged(self.out):
                self.good.add(number)
        known = self.costs[number]
        if not any(_covers(other, visit.spent) for other in known):
            known[:] = [other for other in known if not _covers(visit.spent, other)] + [visit.spent]
            self.firsts.setdefault(number, len(self.visits))
            self.queue.append((len(self.visits), self.out.save()))
            self.visits.append(visit._replace(state=number))
        return number

    def path(self, visit: Visit) -> str:
        """All moves up to this one, a line each."""
        steps = []
        while True:
            steps.append(" ".join(visit.move) + (f"  (the daemon ends: {visit.crash})" if visit.crash else ""))
            if visit.after < 0:
                return "\n".join(reversed(steps))
            visit = self.visits[visit.after]

    def said(self) -> str:
        return f"{self.bounds.said()}: {self.states:,} states, {self.moves:,} moves, {self.seconds:.0f} s"

    def nobody_waits_for_ever(self) -> None:
        """I3. Raises Violation, with a way to somebody who does."""
        if found := self.waiting_for_ever():
            raise Violation("I3: somebody waits for ever\n" + self.path(self.visits[self.firsts[found[0]]]))

    def waiting_for_ever(self) -> list[int]:
        """States from which no free moves lead to where everybody proves the target."""
        back: list[list[int]] = [[] for _ in range(self.states)]
        for at, tos in enumerate(self.free):
            for to in tos:
                back[to].append(at)
        known, todo = set(self.good), list(self.good)
        while todo:
            for at in back[todo.pop()]:
                if at not in known:
                    known.add(at)
                    todo.append(at)
        return [n for n in range(self.states) if n not in known]


def _sum(a: Cost, b: Cost) -> Cost:
    return Cost(a.faults + b.faults, a.edits + b.edits, a.deeds + b.deeds)


def _covers(a: Cost, b: Cost) -> bool:
    return a.faults <= b.faults and a.edits <= b.edits and a.deeds <= b.deeds


def converged(out: Walked) -> bool:
    world = out.world
    target = world.ledger.target
    if target is None or world.transactions.open is not None or world.book.read_only:
        return False
    marks = {mark(world.fleet, w) for w in world.fleet}
    right = all(out.processes[w.name].content == target.sha256 for w in world.fleet if mark(world.fleet, w) == "proven")
    return marks <= {"proven", "cordoned"} and right


def arrive(out: Walked) -> None:
    """The first day: content a is there, and everybody runs it."""
    out.do(("edit", "a"))
    for _ in range(100):
        if converged(out):
            return
        out.do(next(iter(out.moves(FREE)))[0])
    raise Violation("I3: nobody ever proves the first content")
