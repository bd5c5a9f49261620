"""The desk that operators speak to: each command is answered with one Reply, a yes with its plan or a no with its reason.

What is about the open plan, new plans or single workers, others answer; what is about the whole house is answered here.
"""

from __future__ import annotations

from collections.abc import Callable

from holdfast.core import acts
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.book import Book
from holdfast.core.chores import Chores
from holdfast.core.effects import Next, Reply
from holdfast.core.fleet import Fleet
from holdfast.core.naming import No
from holdfast.core.processes import Processes
from holdfast.core.proposals import Proposals
from holdfast.core.proving import Proving
from holdfast.core.source import Source
from holdfast.core.transaction import Transactions
from holdfast.core.verdicts import Verdicts
from holdfast.core.words import because


class Commands:
    def __init__(
        self, book: Book, fleet: Fleet, processes: Processes, proving: Proving, transactions: Transactions, source: Source
    ) -> None:
        self.book, self.processes, self.transactions = book, processes, transactions
        self.verdicts = Verdicts(book, transactions)
        self.proposals = Proposals(book, transactions, source, self.verdicts)
        self.chores = Chores(book, fleet, processes, proving)
        self._rows: dict[type, Callable[..., tuple[str, int]]] = {
            acts.Approve: self.verdicts.approve, acts.Reject: self.verdicts.reject, acts.Hold: self.verdicts.hold,
            acts.Settle: self.verdicts.settle, acts.Apply: self.proposals.apply, acts.Rollback: self.proposals.rollback,
            acts.Reload: lambda c: self.chores.retry(c.workers) if c.workers else self.proposals.reload(c),
            acts.Restart: self.chores.restart, acts.Kill: self.chores.kill, acts.Prove: self.chores.prove,
            acts.Cordon: self.chores.cordon, acts.Freeze: self._freeze,
        }  # fmt: skip

    def take(self, command: acts.Command) -> None:
        """Does what it says, or says why not."""
        try:
            if self.book.read_only and needs_record(command):
                way_out = ", or stop without a reason: that needs no record" if isinstance(command, acts.Stop) else " (workers run on)"
                raise No(f"nothing can be recorded: {self.book.read_only}; mend that and restart the daemon{way_out}")
            if self.book.stopping:
                raise No("the supervisor is stopping")
            if isinstance(command, acts.Stop):
                self._stop(command)
                return
            text, seq = self._rows[type(command)](command)
            self.book.do(Reply(command.request, True, text, seq))
        except No as no:
            self.book.do(Reply(command.request, False, f"cannot {_verb(command)}: {no}"))

    def _freeze(self, c: acts.Freeze) -> tuple[str, int]:
        self.book.remember(j.Frozen(at=self.book.now.wall, on=c.on, reason=c.reason or "no reason given", by=str(c.by)))
        self.book.notice("warn" if c.on else "info", f"{'frozen' if c.on else 'unfrozen'} by {c.by}{because(c.reason)}")
        return ("frozen: no plan begins or is approved" if c.on else "unfrozen"), 0

    def _stop(self, c: acts.Stop) -> None:
        """A reason is given to be kept: then the stop waits for its record."""
        event = ev.Ended(c.request, f"{c.by}{because(c.reason)}")
        self.book.do(Reply(c.request, True, "stopping the workers, then the supervisor"))
        if c.reason:
            self.book.remember(j.Acted(at=self.book.now.wall, what="stop", by=str(c.by), reason=c.reason))
            self.book.do(Next(event))
        else:
            self.ended(event)

    def ended(self, event: ev.Ended) -> None:
        if self.book.stopping:
            return
        self.book.notice("info", f"stop asked for by {event.why}")
        if self.transactions.undecided and not self.book.read_only:
            self.transactions.abort("aborted", "the supervisor was stopped", again=True)
        self.processes.stop_all(event.request)


def needs_record(command: acts.Command) -> bool:
    """Without a journal these are not done. What only ends or asks processes is: a supervisor that cannot write can still be stopped."""
    return not isinstance(command, acts.Restart | acts.Prove | acts.Stop) or (isinstance(command, acts.Stop) and bool(command.reason))


def _verb(command: acts.Command) -> str:
    match command:
        case acts.Rollback():
            return "roll back"
        case acts.Hold(on=False):
            return "go on"
    return type(command).__name__.lower()
