"""After a restart: what the last durable record of the earlier daemon asks for.

Nothing decided: abort. A decision without its end: go on. The evidence is gone, so its deadlines start anew.
"""

from __future__ import annotations

import msgspec

from holdfast.core import journal as j
from holdfast.core.flight import Flight
from holdfast.core.ledger import Ledger
from holdfast.core.rollout import Rollout, Step
from holdfast.core.words import Kind, Target


def resume(flight: Flight) -> None:
    """What the last durable record of the earlier daemon asks for (its deadlines start anew)."""
    ledger = flight.book.ledger
    if ledger.decided is not None:
        flight.open = resumed(ledger, ledger.decided, tuple(w.name for w in flight.fleet))
        limit = flight.book.settings.rollout
        step = flight.open.step
        flight.book.arm("rollout", "", limit.commit_limit if step is Step.COMMITTING else limit.rollback_limit)
        flight.book.notice("info", f"#{flight.open.seq} was decided before the restart: going on", seq=flight.open.seq)
    elif ledger.opened is not None:
        begun = ledger.opened
        why = "the supervisor was restarted before it was decided"
        flight.book.remember(j.Abort(at=flight.book.now.wall, seq=begun.seq, outcome="aborted", reason=why, again=True))
        flight.book.notice("info", f"#{begun.seq} aborted: {why}", seq=begun.seq)


def resumed(ledger: Ledger, decided: j.Decide, names: tuple[str, ...]) -> Rollout:
    """The transaction of a DECIDE without an END, as far as the ledger knows it."""
    begun = ledger.opened if ledger.opened is not None and ledger.opened.seq == decided.seq else None
    known = [v for v in ledger.versions.values() if v.seq < decided.seq and v.decided_at]
    older = max(known, key=lambda v: v.seq, default=None)
    base = Target(older.seq, older.version, older.sha256) if older is not None else None
    failed = max((v for v in ledger.versions.values() if v.outcome == "rolled back"), key=lambda v: v.seq, default=None)
    if decided.kind is Kind.REVERT and failed is not None:
        decided = msgspec.structs.replace(decided, seq=failed.seq, version=failed.version, sha256=failed.sha256)
    rollout = Rollout(
        decided.seq, decided.version, decided.sha256, decided.kind, decided.author, begun.author_uid if begun else -1, base,
        begun.members if begun and begun.members else names, begun.voters if begun else (), begun.gate if begun else 0,
        0, decided.at, decided.content_of,
        step=Step.COMMITTING, decided_at=decided.at,
    )  # fmt: skip
    if decided.kind is Kind.REVERT:
        rollout.step = Step.STUCK if ledger.stuck else Step.ROLLING_BACK
        rollout.revert = ledger.target
        rollout.reason = ledger.stuck
    return rollout
