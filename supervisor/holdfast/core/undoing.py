"""The way back: older content under a new number, until every living worker proves it, or a human has to decide."""

from __future__ import annotations

from holdfast.core import journal as j
from holdfast.core.fleet import Worker
from holdfast.core.flight import Flight
from holdfast.core.lifecycle import Life
from holdfast.core.phase import ALIVE
from holdfast.core.processes import Processes
from holdfast.core.rollout import Rollout, Turn
from holdfast.core.words import Kind, Target


class Undoing:
    def __init__(self, flight: Flight, processes: Processes) -> None:
        self.flight, self.processes = flight, processes
        self.book, self.fleet, self.proving = flight.book, flight.fleet, flight.proving

    def revert(self, rollout: Rollout, reason: str, by: str = "", again: bool = False) -> None:
        """Older content under a new number (the old number could be revived by a late commit). again: as in journal.Abort."""
        older = rollout.older
        if older is None or self.book.read_only:
            return
        now = self.book.now.wall
        seq, version = self.flight.number()
        rollout.revert, rollout.reason = Target(seq, version, older.sha256), reason
        self.flight.turn(rollout, Turn.REVERT, self.book.settings.rollout.rollback_limit)
        self.book.remember(j.Abort(at=now, seq=rollout.seq, outcome="rolled back", reason=reason, by=by, again=again), sync=False)
        self.book.remember(j.Decide(
            at=now, seq=seq, version=version, sha256=older.sha256, kind=Kind.REVERT, content_of=older.seq, author=by or "holdfast",
        ))  # fmt: skip
        self.book.notice("bad", f"#{rollout.seq} is taken back: {reason}", seq=rollout.seq)
        for worker in self.fleet:
            if self.book.ledger.left_behind(worker.name) is not None:
                self.proving.release(worker)  # whoever could not run it once is asked again, too
            if worker.phase in ALIVE:
                self._take_back(worker, rollout.revert)
        self.processes.revive()

    def _take_back(self, worker: Worker, target: Target) -> None:
        self.proving.forget(worker)
        worker.failures = worker.attempts = 0
        if self.fleet.proves(worker, target):
            self.proving.commit(worker, target, Kind.REVERT)
        elif self.fleet.answers(worker):
            self.proving.prepare(worker, target, Kind.REVERT, worker.settings.prepare_limit, checks=False)

    def _missing(self, target: Target) -> list[str]:
        """Those in the count that live, or are about to, and do not prove it (yet)."""
        living = [w for w in self.fleet.counted() if w.life not in (Life.DOWN, Life.FATAL)]
        return [w.name for w in living if not self.flight.has(w, target)]

    def rolling_back(self, rollout: Rollout) -> None:
        if not self._missing(rollout.target):
            self.flight.end(rollout, Turn.PROVED, rollout.target.seq, "active", f"took #{rollout.seq} back")
            self.flight.close(rollout, "rolled back", self.book.ledger.versions[rollout.seq].note)

    # -- stuck

    def late(self, rollout: Rollout) -> None:
        """The limit of the way back: from here on a human decides."""
        reason = f"not back on {rollout.target.checksum}: {', '.join(self._missing(rollout.target))}"
        self.flight.turn(rollout, Turn.LATE)
        rollout.reason = reason
        self.book.remember(j.Stuck(at=self.book.now.wall, seq=rollout.target.seq, reason=reason))
        self.book.notice("bad", f"#{rollout.seq} is stuck: {reason}", seq=rollout.seq)

    def retry(self, rollout: Rollout) -> None:
        """An operator wants a stuck way back tried once more."""
        self.flight.turn(rollout, Turn.REVERT, self.book.settings.rollout.rollback_limit)
        for worker in self.fleet:
            if worker.phase in ALIVE and not self.flight.has(worker, rollout.target):
                self.proving.release(worker)
                self._take_back(worker, rollout.target)
        self.processes.revive()

    def stuck(self, rollout: Rollout) -> None:
        """Whoever was late has arrived by itself: there is nothing left to decide."""
        if not self._missing(rollout.target):
            self.flight.turn(rollout, Turn.REVERT)

    def accept(self, rollout: Rollout, note: str) -> None:
        """An operator takes a stuck fleet as it is."""
        self.flight.end(rollout, Turn.ACCEPT, rollout.target.seq, "accepted", note)
        self.flight.close(rollout, "accepted", note)
