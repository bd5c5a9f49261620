"""The desk that moves the whole fleet: one transaction at a time through rollout.MACHINE.

`review()` is called after every event and asks one question per phase: may it go on, must it go back, is it over? The answers
are in voting.py, deciding.py and undoing.py; what they share is in flight.py.
"""

from __future__ import annotations

from holdfast.core.book import Book
from holdfast.core.deciding import Deciding
from holdfast.core.events import Linted
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.flight import Flight
from holdfast.core.processes import Processes
from holdfast.core.proving import Proving
from holdfast.core.resuming import resume
from holdfast.core.rollout import IN_WAVES, Rollout, Step
from holdfast.core.undoing import Undoing
from holdfast.core.voting import Voting
from holdfast.core.waving import Waving


class Transactions:
    """The door to all of it for the other desks."""

    def __init__(self, book: Book, fleet: Fleet, processes: Processes, proving: Proving) -> None:
        self.book, self.fleet = book, fleet
        self.flight = flight = Flight(book, fleet, proving)
        self.voting = voting = Voting(flight)
        self.undoing = undoing = Undoing(flight, processes)
        self.deciding = deciding = Deciding(flight, processes, undoing)
        self.waving = waving = Waving(flight, deciding, undoing)
        self.healthy = waving.healthy
        self.begin, self.voted, self.arrived, self.approve = voting.begin, voting.voted, voting.arrived, voting.approve
        self.proved = voting.proved
        self.abort, self.finish = flight.abort, deciding.finish
        self.revert, self.retry, self.accept = undoing.revert, undoing.retry, undoing.accept
        self._looks = {
            Step.PREPARING: voting.preparing, Step.AWAITING: voting.awaiting, Step.PREPARED: waving.start,
            Step.WAVE: waving.wave, Step.PAUSED: waving.paused,
            Step.COMMITTING: deciding.committing, Step.ROLLING_BACK: undoing.rolling_back, Step.STUCK: undoing.stuck,
        }  # fmt: skip

    @property
    def open(self) -> Rollout | None:
        """The transaction in flight."""
        return self.flight.open

    @property
    def last(self) -> Rollout | None:
        """The one that ended most recently."""
        return self.flight.last

    @property
    def undecided(self) -> bool:
        return self.flight.undecided

    def resume(self) -> None:
        """After a restart."""
        resume(self.flight, self.undoing)

    def linted(self, event: Linted) -> None:
        rollout = self.voting.linted(event)
        if rollout is not None:
            self.deciding.decide(rollout)

    def drop(self, outcome: str, reason: str) -> None:
        """It can neither go on nor be ended in the journal any more: what is decided stays decided, the rest is forgotten."""
        rollout, self.flight.open = self.flight.open, None
        self.book.disarm("rollout", "")
        if rollout is None:
            return
        rollout.outcome, rollout.reason, rollout.ended_at = outcome, reason, self.book.now.wall
        self.flight.last = rollout
        for worker in self.fleet:
            self.flight.proving.cancel(worker, rollout.seq)

    def review(self) -> None:
        """May it go on, must it go back, is it over? Until nothing changes."""
        rollout = self.flight.open
        while rollout is not None and not self.book.read_only:
            before = rollout.step
            look = self._looks.get(rollout.step)
            if look is not None:
                look(rollout)
            if self.flight.open is not rollout or rollout.step is before:
                return

    def exited(self, worker: Worker, by_itself: bool) -> None:
        """Its yes was this process's; and a death counts against what the transaction has just given it to run."""
        rollout = self.flight.open
        if rollout is None:
            return
        if (vote := rollout.votes.get(worker.name)) and self.flight.may_vote(worker.name) and vote.ok:
            del rollout.votes[worker.name]
        desired = self.book.ledger.desired(worker.name)
        given = desired is not None and desired.seq == rollout.seq and rollout.older is not None
        if not by_itself or not given:
            return
        if rollout.step in IN_WAVES and worker.name not in self.book.ledger.cordoned:
            self.undoing.revert(rollout, f"{worker.name} has died in its wave ({worker.last_exit})")
        elif rollout.step in (Step.COMMITTING, Step.VERIFYING):
            count = rollout.exits[worker.name] = rollout.exits.get(worker.name, 0) + 1
            if count >= 2 and self.fleet.weighs(worker):
                self.undoing.revert(rollout, f"{worker.name} has died {count} times since it was given this ({worker.last_exit})")

    # -- deadlines

    def due(self) -> None:
        """The transaction's own limit has passed."""
        rollout = self.flight.open
        if rollout is None or self.book.read_only:
            return
        limit = self.book.settings.rollout
        if rollout.step is Step.LINTING:
            self.flight.abort("aborted", f"checking it took longer than {limit.lint_limit:.0f} s")
        elif rollout.step is Step.PREPARING:
            self.voting.preparing(rollout, late=True)
        elif rollout.step is Step.AWAITING:
            self.flight.abort("aborted", f"not approved within {_long(limit.approval_expiry)}")
        elif rollout.step in IN_WAVES:
            self.waving.due(rollout)
        elif rollout.step is Step.COMMITTING:
            self.deciding.committing(rollout, late=True)
        elif rollout.step is Step.VERIFYING:
            self.deciding.finish(rollout)
        elif rollout.step is Step.ROLLING_BACK:
            self.undoing.late(rollout)


def _long(seconds: float) -> str:
    return f"{seconds:g} s" if seconds < 120 else f"{seconds / 60:g} min" if seconds < 7200 else f"{seconds / 3600:g} h"
