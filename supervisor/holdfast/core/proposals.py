"""New plans of operators: the source as it is, the same bytes again, or a version of before."""

from __future__ import annotations

from holdfast.core import acts
from holdfast.core.book import Book
from holdfast.core.naming import No, resolve
from holdfast.core.plan import Draft
from holdfast.core.rollout import Rollout, Step
from holdfast.core.source import Source
from holdfast.core.transaction import Transactions
from holdfast.core.verdicts import Verdicts
from holdfast.core.words import Kind, Who


class Proposals:
    """Each answer is the text of a yes and the plan's number. Raises No."""

    def __init__(self, book: Book, transactions: Transactions, source: Source, verdicts: Verdicts) -> None:
        self.book, self.transactions, self.source, self.verdicts = book, transactions, source, verdicts

    def _room(self, what: str) -> None:
        """Makes room for an operator's plan: an undecided one gives way, a decided one must end first."""
        rollout = self.transactions.open
        if self.book.ledger.frozen:
            raise No(f"frozen by {self.book.ledger.frozen}; `holdfast unfreeze` first")
        if self.book.ledger.target is None:
            raise No("nothing runs yet: the source has not given a first version")
        if rollout is None:
            return
        if self.transactions.undecided:
            self.transactions.abort("superseded", f"by {what}")
        elif rollout.step is Step.VERIFYING:
            self.transactions.finish(rollout, f"verify window cut short by {what}")
        elif rollout.step is Step.STUCK:
            self.transactions.accept(rollout, f"left stuck for {what}")
        else:
            raise No(f"#{rollout.seq} is {rollout.step.value}; wait for its end, or reject it to take it back")

    def _propose(self, kind: Kind, sha256: str, by: Who, approve: bool, content_of: int = 0) -> Rollout:
        rule = self.book.settings.rollout
        needed = rule.approvals if approve else max(1, rule.approvals)
        rollout = self.transactions.begin(Draft(kind, sha256, str(by), by.person, needed, content_of))
        if approve and not rule.exclude_author:
            self.transactions.approve(rollout, by)
        return rollout

    def _and_then(self, rollout: Rollout, by: Who) -> str:
        """What a new plan of an operator's waits for, in words."""
        if any(a.seq == rollout.seq for a in self.book.ledger.approvals):
            return f", approved by {by}"
        return "; it waits for approval" if rollout.approvals_needed else ""

    def apply(self, c: acts.Apply) -> tuple[str, int]:
        sha256 = self.source.sha256
        if self.source.reason:
            raise No(self.source.reason)
        target = self.book.ledger.target
        if not sha256:
            raise No("the source has not been read yet; try again")
        if target is None:
            return self._first(c.by)
        if target.sha256 == sha256:
            raise No(f"the source is what runs already ({target.checksum}); `holdfast reload` runs it again")
        open_ = self.transactions.open
        if open_ is not None and open_.sha256 == sha256 and open_.step in (Step.AWAITING, Step.PREPARING):
            self.verdicts.may_approve(open_, c.by)
            self.transactions.approve(open_, c.by)
            return f"#{open_.seq} approved by {c.by}", open_.seq
        self._room("apply")
        rollout = self._propose(Kind.APPLY, sha256, c.by, approve=True)
        return f"plan #{rollout.seq} drawn up from the source{self._and_then(rollout, c.by)}", rollout.seq

    def _first(self, by: Who) -> tuple[str, int]:
        """The first content of all was not taken, and somebody wants it looked at again."""
        if self.transactions.open is not None:
            raise No(f"#{self.transactions.open.seq} is being checked; wait for it")
        if self.book.ledger.frozen:
            raise No(f"frozen by {self.book.ledger.frozen}; `holdfast unfreeze` first")
        rollout = self.transactions.begin(Draft(Kind.BOOTSTRAP, self.source.sha256, str(by), by.person, 0))
        return f"plan #{rollout.seq} drawn up from the source", rollout.seq

    def reload(self, c: acts.Reload) -> tuple[str, int]:
        """To all of them; the named ones are the chores' (another chance on what is decided)."""
        self._room("reload")
        target = self.book.ledger.target
        assert target is not None  # _room has asked
        rollout = self._propose(Kind.RELOAD, target.sha256, c.by, approve=True, content_of=target.seq)
        return f"plan #{rollout.seq}: {target.checksum} again{self._and_then(rollout, c.by)}", rollout.seq

    def rollback(self, c: acts.Rollback) -> tuple[str, int]:
        version = resolve(self.book.ledger, c.to)
        target = self.book.ledger.target
        if target is not None and version.sha256 == target.sha256:
            raise No(f"{version.version} is what should run already ({target.checksum})")
        if not version.decided_at:
            raise No(f"{version.version} never ran ({version.outcome or 'open'}); choose one that did in `holdfast history`")
        self._room("rollback")
        rollout = self._propose(Kind.ROLLBACK, version.sha256, c.by, c.approve, version.seq)
        return f"plan #{rollout.seq}: back to the content of #{version.seq}{self._and_then(rollout, c.by)}", rollout.seq
