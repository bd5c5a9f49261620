"""What operators say of the plan that is open: yes, no, wait here, go on, and the way out where it is stuck."""

from __future__ import annotations

from holdfast.core import acts
from holdfast.core.book import Book
from holdfast.core.naming import No
from holdfast.core.rollout import IN_WAVES, Rollout, Step
from holdfast.core.transaction import Transactions
from holdfast.core.words import Who, because, person


class Verdicts:
    """Each answer is the text of a yes and the plan's number. Raises No."""

    def __init__(self, book: Book, transactions: Transactions) -> None:
        self.book, self.transactions = book, transactions

    def _plan(self, seq: int) -> Rollout:
        rollout = self.transactions.open
        if rollout is None:
            raise No("no plan is open; `holdfast status` shows what runs")
        if seq and rollout.seq != seq:
            raise No(f"plan #{seq} is not open; #{rollout.seq} is")
        return rollout

    def approve(self, c: acts.Approve) -> tuple[str, int]:
        rollout = self._plan(c.seq)
        if self.book.ledger.frozen:
            raise No(f"frozen by {self.book.ledger.frozen}; `holdfast unfreeze` first")
        if not self.transactions.undecided:
            raise No(f"#{rollout.seq} is decided already ({rollout.step.value})")
        if len(c.checksum) < 4 or not rollout.sha256.startswith(c.checksum.lower()):
            given = c.checksum or "(none)"
            raise No(f"the checksum {given} is not that of #{rollout.seq}; look at its diff again and give the first four digits")
        if rollout.step not in (Step.AWAITING, Step.PREPARING):
            raise No(f"#{rollout.seq} has not been checked yet ({rollout.step.value}); wait for the votes")
        self.may_approve(rollout, c.by)
        self.transactions.approve(rollout, c.by)
        return f"#{rollout.seq} approved by {c.by}", rollout.seq

    def may_approve(self, rollout: Rollout, by: Who) -> None:
        if self.book.settings.rollout.exclude_author and rollout.author_uid in (by.uid, by.person):
            raise No(f"{by} drew up #{rollout.seq}, and authors may not approve their own plans here; somebody else must")
        given = [a for a in self.book.ledger.approvals if a.seq == rollout.seq]
        if any(person(a.uid, a.login_uid) == by.person for a in given):
            needed = f"; it needs {rollout.approvals_needed} different people" if rollout.approvals_needed > 1 else ""
            raise No(f"{by} has approved #{rollout.seq} already{needed}")

    def reject(self, c: acts.Reject) -> tuple[str, int]:
        """Before the decision: an abort. After it: the way back."""
        rollout = self._plan(c.seq)
        reason = f"by {c.by}: {c.reason}" if c.reason else f"by {c.by}"
        if self.transactions.undecided:
            self.transactions.abort("rejected", reason, by=str(c.by))
            return f"#{rollout.seq} rejected", rollout.seq
        if rollout.step in (*IN_WAVES, Step.COMMITTING, Step.VERIFYING) and rollout.older is not None:
            self.transactions.revert(rollout, reason, by=str(c.by))
            return f"#{rollout.seq} is being taken back", rollout.seq
        if rollout.revert is not None:
            way_out = "; retry it, accept it, or roll back to a version" if rollout.step is Step.STUCK else "; wait for its end"
            raise No(f"#{rollout.seq} is being taken back already ({rollout.step.value}){way_out}")
        raise No(f"#{rollout.seq} is {rollout.step.value}; there is nothing to go back to")

    def hold(self, c: acts.Hold) -> tuple[str, int]:
        rollout = self._plan(0)
        if self.transactions.undecided:
            raise No(f"#{rollout.seq} has not begun ({rollout.step.value}); reject it, or `holdfast freeze`")
        if rollout.step not in IN_WAVES:
            raise No(f"#{rollout.seq} is {rollout.step.value}: it has no wave ahead")
        return self._stop_here(rollout, f"{c.by}: {c.reason}" if c.reason else str(c.by)) if c.on else self._go(rollout, str(c.by))

    def _stop_here(self, rollout: Rollout, by: str) -> tuple[str, int]:
        if rollout.step is Step.PAUSED or rollout.held:
            raise No(f"#{rollout.seq} waits already: {rollout.reason or rollout.held}; `holdfast go` lets it go on")
        self.transactions.waving.hold(rollout, by)
        return f"#{rollout.seq} stops after this wave; `holdfast go` lets it go on", rollout.seq

    def _go(self, rollout: Rollout, by: str) -> tuple[str, int]:
        if rollout.step is Step.PAUSED and (why := self.transactions.waving.hindrance(rollout)):
            raise No(f"{why}; mend that, or `holdfast reject` to take #{rollout.seq} back")
        if rollout.step is Step.WAVE and not rollout.held:
            raise No(f"nothing is held: #{rollout.seq} goes on by itself when its wave has held")
        self.transactions.waving.go(rollout, by)
        return f"#{rollout.seq} goes on", rollout.seq

    def settle(self, c: acts.Settle) -> tuple[str, int]:
        rollout = self._plan(0)
        if rollout.step is not Step.STUCK:
            raise No(f"#{rollout.seq} is not stuck ({rollout.step.value})")
        if c.choice == "accept":
            self.transactions.accept(rollout, f"as it is, by {c.by}{because(c.reason)}")
            return f"#{rollout.seq} accepted as it is", rollout.seq
        if c.choice == "retry":
            self.transactions.retry(rollout)
            return f"#{rollout.seq}: trying again", rollout.seq
        raise No(f"a stuck plan takes retry or accept, not {c.choice}; or `holdfast rollback VERSION`")
