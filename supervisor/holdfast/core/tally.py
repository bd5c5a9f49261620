"""What is counted for as long as a daemon lives: reloads that failed at a worker and why, how plans ended, how long the moves took.

A View is one moment; counters outlive it. The Tally stands before World.receive and only looks: at the event, at what was expected
before it, at what the World made of it. It is no part of the World, which may come back to a state it was in; a counter never does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.effects import Remember
from holdfast.core.fleet import Worker
from holdfast.core.hearing import Hearing
from holdfast.core.lifecycle import Life
from holdfast.core.phase import Phase
from holdfast.core.rollout import Step
from holdfast.core.words import Grade, Kind, Now, Target
from holdfast.core.world import World

FAILURES = ("refused", "schema", "dependency", "timeout", "failed", "lied", "crashed", "lost")
OWN_FAILURES = ("unreadable", "schema", "timeout")  # of the supervisor itself, before any worker is asked
SUPERVISOR = "_supervisor"  # whose they are; no worker can have this name
ENDS = ("active", "partial", "superseded", "rejected", "refused", "aborted", "rolled back", "accepted", "not recorded")
WAYS = ("forward", "back")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)  # seconds

_CODES = {"E_SCHEMA": "schema", "E_DEP": "dependency", "E_TIMEOUT": "timeout"}
_MOVING = (Step.WAVE, Step.PAUSED, Step.COMMITTING, Step.VERIFYING, Step.ROLLING_BACK)


@dataclass(frozen=True, slots=True)
class Durations:
    """counts[i]: how many took at most BOUNDS[i] seconds and longer than the bound before it; the last: longer than all."""

    counts: tuple[int, ...] = (0,) * (len(BOUNDS) + 1)
    total: float = 0.0

    def plus(self, seconds: float) -> Durations:
        place = bisect_left(BOUNDS, seconds)
        return Durations((*self.counts[:place], self.counts[place] + 1, *self.counts[place + 1 :]), self.total + seconds)


@dataclass(slots=True)
class Counts:
    """failures[worker, word of FAILURES]: tries that came to nothing. ends[word of ENDS]: plans. durations[word of WAYS]: moves.

    Forward is from the decision until no more proofs are to be expected, back from the decision to take it back to the last proof.
    """

    failures: dict[tuple[str, str], int]
    ends: dict[str, int]
    durations: dict[str, Durations]

    def copy(self) -> Counts:
        return Counts(dict(self.failures), dict(self.ends), dict(self.durations))


class Tally:
    """Takes events in the World's place and hands them on. `counts` begins with a zero for everything that can be counted."""

    def __init__(self, world: World) -> None:
        self.world = world
        failures = [(w.name, word) for w in world.fleet for word in FAILURES] + [(SUPERVISOR, word) for word in OWN_FAILURES]
        self.counts = Counts(Counter(dict.fromkeys(failures, 0)), Counter(dict.fromkeys(ENDS, 0)), dict.fromkeys(WAYS, Durations()))
        self.hearing = Hearing()
        self._blamed: dict[str, int] = {}  # the number of the content that a worker's last failure was about
        self._phases: dict[str, Phase] = {}
        self._move = (0, "", 0.0)  # the decision under way: its number, which way, and when (monotonic)
        self._before: dict[type, Callable[..., None]] = {
            ev.Answered: self._answered, ev.Exited: self._exited, ev.Linted: self._linted, ev.Unreadable: self._unreadable,
        }  # fmt: skip

    def receive(self, event: object, now: Now) -> Sequence[object]:
        """World.receive, looked at."""
        if look := self._before.get(type(event)):
            look(event)
        flight = self.world.transactions.flight
        last, linting = flight.last, flight.open is not None and flight.open.step is Step.LINTING
        effects = self.world.receive(event, now)
        self._turned(event)
        self.hearing.saw(event, effects)
        for effect in effects:
            if isinstance(effect, Remember):
                self._recorded(effect.record, now)
        if flight.open is not None and flight.open.step is Step.VERIFYING:
            self._arrived(flight.open.seq, now)
        if flight.last is not None and flight.last is not last:
            outcome = flight.last.outcome
            self.counts.ends["partial" if outcome.startswith("active (") else outcome] += 1
            if linting and outcome == "aborted" and isinstance(event, ev.Tick | ev.Due):
                self._fail(SUPERVISOR, "timeout")
        return effects

    def _fail(self, worker: str, word: str, seq: int = 0) -> None:
        self.counts.failures[worker, word] += 1
        self._blamed[worker] = seq

    # -- what the event says, given what was expected

    def _answered(self, event: ev.Answered) -> None:
        """A no, or a yes that its proof does not bear out. What is late, doubled, or another incarnation's, counts for nothing."""
        worker = self.world.fleet[event.worker]
        if worker.order is None or (worker.order[0], worker.order[1].seq) != (event.step, event.seq) or event.inc not in ("", worker.inc):
            return
        target = worker.order[1]
        if not event.ok:
            self._fail(worker.name, _CODES.get(event.code, "refused" if event.step == "prepare" else "failed"), target.seq)
        elif event.step == "commit" and (event.sha256 != target.sha256 or event.grade <= Grade.CLAIMED):
            self._fail(worker.name, "lied", target.seq)

    def _exited(self, event: ev.Exited) -> None:
        """A death by itself while it was to check or to take something new."""
        worker = self.world.fleet[event.worker]
        wanted = worker.life is Life.STOPPING and not worker.killed
        target = self._asked_of(worker)
        if event.pid == worker.pid and not wanted and target is not None:
            self._fail(worker.name, "crashed", target.seq)

    def _asked_of(self, worker: Worker) -> Target | None:
        rollout = self.world.transactions.open
        if worker.order is not None:
            return worker.order[1]
        if rollout is None or worker.name not in rollout.members or self.world.ledger.left_behind(worker.name) is not None:
            return None
        checking = rollout.step is Step.PREPARING and worker.name not in rollout.votes
        return rollout.target if checking or rollout.step in _MOVING else None

    def _linted(self, event: ev.Linted) -> None:
        rollout = self.world.transactions.open
        if event.problems and rollout is not None and (rollout.seq, rollout.step) == (event.seq, Step.LINTING):
            self._fail(SUPERVISOR, "schema")

    def _unreadable(self, event: ev.Unreadable) -> None:
        if event.reason != self.world.source.reason:
            self._fail(SUPERVISOR, "unreadable")

    # -- what the World made of it

    def _turned(self, event: object) -> None:
        """Phases that say a failure by themselves: lost; and proving something else than it says without having been asked."""
        concerned = self.world.fleet.get(getattr(event, "worker", ""))
        for worker in self.world.fleet if concerned is None else (concerned,):
            if worker.phase is self._phases.get(worker.name):
                continue
            self._phases[worker.name] = worker.phase
            if worker.phase is Phase.LOST:
                self._fail(worker.name, "lost", self._seq(worker.name))
            elif worker.phase is Phase.DRIFTED and not isinstance(event, ev.Answered):
                self._fail(worker.name, "lied", self._seq(worker.name))

    def _recorded(self, record: j.Record, now: Now) -> None:
        match record:
            case j.Decide():
                self._move = record.seq, "back" if record.kind is Kind.REVERT else "forward", now.mono
            case j.End() if record.outcome.startswith("active"):
                self._arrived(record.seq, now)
            case j.Left():
                self._left(record)

    def _arrived(self, seq: int, now: Now) -> None:
        number, way, since = self._move
        if number == seq:
            self._move = (0, "", 0.0)
            self.counts.durations[way] = self.counts.durations[way].plus(now.mono - since)

    def _left(self, record: j.Left) -> None:
        """Held without a failure of its own: it could not even be asked."""
        seq = self._seq(record.worker)
        if record.state == Phase.HELD.value and self._blamed.get(record.worker) != seq:
            self._fail(record.worker, "timeout", seq)

    def _seq(self, worker: str) -> int:
        content = self.world.ledger.content_for(worker)
        return content.seq if content is not None else 0
