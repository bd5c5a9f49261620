"""The desk that knows the file people edit: when to read it, what was last seen in it, and when that becomes a plan.

A hint leads to a reading, a reading to a sha256; only the sha256 counts. What was refused, rejected or taken back is not
proposed again by itself: the source is then shown as drifted until its bytes change or somebody says `apply`.
"""

from __future__ import annotations

from holdfast.core.book import Book
from holdfast.core.coalesce import Coalescer
from holdfast.core.effects import Read
from holdfast.core.events import Content, Touched, Unreadable, Watching
from holdfast.core.plan import Draft
from holdfast.core.rollout import Step
from holdfast.core.transaction import Transactions
from holdfast.core.words import Kind

MEANWHILE = 0.02  # seconds until a change that came amid a reading is looked at again


class Source:
    def __init__(self, book: Book, transactions: Transactions) -> None:
        self.book, self.transactions = book, transactions
        self.coalescer = Coalescer()
        self.reading = False
        self.sha256 = ""
        self.owner_uid = -1
        self.reason = ""  # why it cannot be taken; '' = it can
        self.changed_at = 0.0
        self.watching = Watching("")
        self._in_sync: str | None = None  # the bytes that it had in common with the target last, if that was after the last plan

    # -- reading

    def touched(self, event: Touched) -> None:
        due = self.coalescer.touched(event.settled, self.book.now.mono)
        self.book.timers["read", ""] = due

    def read(self) -> None:
        """A settled change: one reading at a time."""
        if self.reading:
            self.book.arm("read", "", MEANWHILE)
            return
        self.coalescer.started(self.book.now.mono)
        self._read()

    def _read(self) -> None:
        self.reading = True
        self.book.disarm("read", "")
        self.book.do(Read())

    def rehash(self) -> None:
        """Events are hints that may be lost; the bytes are looked at regardless. Not amid a storm that is waited out: soon it is read.

        A change that comes right after such a look is not kept waiting for it: only the readings of a storm are kept apart.
        """
        self.book.arm("rehash", "", self.book.settings.source.rehash)
        if not self.reading and self.coalescer.due is None:
            self._read()

    def content(self, event: Content) -> None:
        self.reading = False
        if self.reason:
            self.book.notice("good", "the source can be read again")
        self.reason = ""
        if event.sha256 != self.sha256:
            self.sha256, self.owner_uid, self.changed_at = event.sha256, event.owner_uid, self.book.now.wall
            self.book.news += 1
        self.consider()

    def unreadable(self, event: Unreadable) -> None:
        """Fail static: what runs goes on running."""
        self.reading = False
        if event.reason != self.reason:
            self.book.notice("bad", event.reason)
            self.changed_at = self.book.now.wall
        self.reason, self.sha256 = event.reason, ""

    def watched(self, event: Watching) -> None:
        if event.reason and event.reason != self.watching.reason:
            self.book.notice("warn", f"watch degraded: {event.reason}")
        elif self.watching.reason and not event.reason:
            self.book.notice("good", "the watch is whole again")
        self.watching = event

    # -- from content to plan

    @property
    def state(self) -> str:
        """In the words of SourceView.state."""
        ledger, rollout = self.book.ledger, self.transactions.open
        if self.reason:
            return "unreadable"
        if not self.sha256:
            return "unknown"
        if ledger.target is not None and ledger.target.sha256 == self.sha256:
            return "in-sync"
        return "planned" if rollout is not None and rollout.sha256 == self.sha256 and rollout.revert is None else "drifted"

    @property
    def waiting(self) -> str:
        """Content that will become a plan when the one in flight has ended."""
        return self.sha256 if self.transactions.open is not None and self.state == "drifted" and self._is_new() else ""

    def _is_new(self) -> bool:
        """Not what was proposed last; the same edit once more counts as new if the file was changed back in between."""
        return self.sha256 not in ("", self.book.ledger.last_considered if self._in_sync is None else self._in_sync)

    def consider(self) -> None:
        """Is what lies there new, and may it become a plan now? Called after every reading and every end of a plan."""
        ledger, rollout = self.book.ledger, self.transactions.open
        if not self.sha256 or self.reason or self.book.stopping or self.book.read_only or ledger.frozen:
            return
        if rollout is not None and rollout.sha256 == self.sha256:
            self._in_sync = None
            return
        in_sync = ledger.target is not None and ledger.target.sha256 == self.sha256
        if in_sync:
            self._in_sync = self.sha256
        new = not in_sync and self._is_new()
        if rollout is not None and not self._make_way(in_sync, new):
            return
        if new:
            self._begin()

    def _make_way(self, in_sync: bool, new: bool) -> bool:
        """May the plan in flight be ended for what lies there now? Ends it, then."""
        rollout = self.transactions.open
        if rollout is None:
            return True
        if self.transactions.undecided and rollout.kind in (Kind.EDIT, Kind.APPLY, Kind.BOOTSTRAP) and (new or in_sync):
            why = "the file was changed back" if in_sync else "the file was changed again"
            self.transactions.abort("superseded", why)
            return True
        if new and rollout.step is Step.VERIFYING:
            self.transactions.finish(rollout, "verify window cut short by a newer change", sync=False)
            return True
        if new and rollout.step is Step.STUCK:
            self.transactions.accept(rollout, "left stuck for a newer change")
            return True
        return False

    def _begin(self) -> None:
        ledger, rule = self.book.ledger, self.book.settings.rollout
        kind = Kind.EDIT if ledger.target is not None else Kind.BOOTSTRAP
        # the author of an edit is whoever owns the file, which proves nothing: where authors may not approve, two others must
        approvals = max(2, rule.approvals) if rule.exclude_author and rule.approvals else rule.approvals
        author = f"file, owner uid {self.owner_uid}, unverified" if kind is Kind.EDIT else "bootstrap"
        self._in_sync = None
        self.transactions.begin(Draft(kind, self.sha256, author, self.owner_uid, approvals))
