"""The transaction in flight, and how it moves and ends. One at a time (I13); voting, deciding and undoing share it."""

from __future__ import annotations

from holdfast.core import journal as j
from holdfast.core.book import Book
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.lifecycle import Life
from holdfast.core.phase import Phase
from holdfast.core.proving import Proving
from holdfast.core.rollout import IN_WAVES, MACHINE, UNDECIDED, Rollout, Turn
from holdfast.core.words import Target, label


class Flight:
    """`open` is the transaction in flight, `last` the one that ended most recently."""

    def __init__(self, book: Book, fleet: Fleet, proving: Proving) -> None:
        self.book, self.fleet, self.proving = book, fleet, proving
        self.open: Rollout | None = None
        self.last: Rollout | None = None

    @property
    def undecided(self) -> bool:
        return self.open is not None and self.open.step in UNDECIDED

    def may_vote(self, name: str) -> bool:
        """Does what it says of the new content count as a vote? Until it is decided, or until its own wave."""
        in_waves = self.open is not None and self.open.step in IN_WAVES
        return self.undecided or (in_waves and name not in self.book.ledger.waved)

    def turn(self, rollout: Rollout, turn: Turn, limit: float | None = None) -> None:
        """Moves on, and (re)starts the one deadline of the transaction. limit None: this phase has none of its own."""
        rollout.step = MACHINE.next(rollout.step, turn)
        rollout.deadline_at = 0.0
        self.book.disarm("rollout", "")
        if limit is not None:
            self.deadline(rollout, limit)

    def deadline(self, rollout: Rollout, limit: float) -> None:
        self.book.arm("rollout", "", limit)
        rollout.deadline_at = self.book.now.wall + limit

    def number(self) -> tuple[int, str]:
        """A new sequence number and its label; the label's time never goes back, whatever the clock does."""
        seq = self.book.ledger.seq + 1
        return seq, label(max(self.book.now.wall, self.book.ledger.last_label), seq)

    def has(self, worker: Worker, target: Target) -> bool:
        """Does it run that, and is there to stay?"""
        return worker.phase is Phase.ACTIVE and worker.life is Life.UP and self.fleet.proves(worker, target)

    # -- its ends

    def abort(self, outcome: str, reason: str, by: str = "", again: bool = False) -> None:
        """Before the decision: nothing has moved, and nothing will."""
        rollout = self.open
        if rollout is None:
            return
        self.turn(rollout, Turn.ABORT)
        record = j.Abort(at=self.book.now.wall, seq=rollout.seq, outcome=outcome, reason=reason, by=by, again=again)
        self.book.remember(record)
        self.turn(rollout, Turn.CLOSE)
        self.close(rollout, outcome, reason)
        for worker in self.fleet:
            self.proving.cancel(worker, rollout.seq)

    def end(self, rollout: Rollout, turn: Turn, seq: int, outcome: str, note: str, sync: bool = True) -> None:
        proved = sum(1 for name in rollout.members if self.has(self.fleet[name], rollout.target))
        self.turn(rollout, turn)
        end = j.End(at=self.book.now.wall, seq=seq, outcome=outcome, members=len(rollout.members), proved=proved, note=note)
        self.book.remember(end, sync)

    def close(self, rollout: Rollout, outcome: str, reason: str) -> None:
        rollout.outcome, rollout.ended_at = outcome, self.book.now.wall
        rollout.reason = reason or rollout.reason
        self.last, self.open = rollout, None
        level = "good" if outcome == "active" else "info" if outcome == "superseded" else "warn"
        self.book.notice(level, f"#{rollout.seq} {outcome}" + (f": {reason}" if reason else ""), seq=rollout.seq)
