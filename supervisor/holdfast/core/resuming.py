"""After a restart: what the last durable records of the earlier daemon ask for.

Nothing decided: abort, or the way back where a wave had begun (what it had shown so far is gone). A decision without its end: go on,
also on the way back. The evidence is gone, so the deadlines start anew.
"""

from __future__ import annotations

from dataclasses import replace

from holdfast.core import journal as j
from holdfast.core.flight import Flight
from holdfast.core.ledger import Ledger, Version
from holdfast.core.rollout import Rollout, Step
from holdfast.core.undoing import Undoing
from holdfast.core.words import Kind, Target

IN_A_WAVE = "the supervisor was restarted in a wave"


def resume(flight: Flight, undoing: Undoing) -> None:
    """Picks up the transaction that was in flight, or ends it. Does nothing where nothing can be recorded."""
    book, ledger, names = flight.book, flight.book.ledger, tuple(w.name for w in flight.fleet)
    if book.read_only:
        return
    if ledger.decided is not None:
        rollout = flight.open = _backward(ledger, names) if ledger.decided.kind is Kind.REVERT else _forward(ledger, ledger.decided, names)
        book.notice("info", f"#{rollout.seq} was decided before the restart: going on", seq=rollout.seq)
        if rollout.step is not Step.STUCK:
            limits = book.settings.rollout
            flight.deadline(rollout, limits.commit_limit if rollout.step is Step.COMMITTING else limits.rollback_limit)
    elif ledger.opened is not None and ledger.waved:
        rollout = flight.open = _of(ledger, ledger.versions[ledger.opened.seq], names)
        before = [v for v in ledger.versions.values() if v.sha256 == rollout.sha256 and v.note == IN_A_WAVE]
        undoing.revert(rollout, IN_A_WAVE, again=not before)  # a change that met it twice is not proposed a third time by itself
    elif ledger.opened is not None:
        why = "the supervisor was restarted before it was decided"
        book.remember(j.Abort(at=book.now.wall, seq=ledger.opened.seq, outcome="aborted", reason=why, again=True))
        book.notice("info", f"#{ledger.opened.seq} aborted: {why}", seq=ledger.opened.seq)
    elif (last := ledger.versions.get(ledger.seq)) is not None and last.outcome == "rolled back":
        # a power cut between the two records of a way back: what was given up is still the target, or still runs in its wave
        flight.open = _of(ledger, last, names)
        undoing.revert(flight.open, last.note)


def _of(ledger: Ledger, version: Version, names: tuple[str, ...]) -> Rollout:
    """That version as a decided transaction, over the one that was the target before it."""
    before = [v for v in ledger.versions.values() if v.seq < version.seq and v.decided_at]
    base = max(before, key=lambda v: v.seq, default=None)
    return Rollout(
        version.seq, version.version, version.sha256, version.kind, version.author, -1, _target(base) if base else None,
        names, (), 0, 0, version.at, version.content_of, step=Step.COMMITTING, decided_at=version.decided_at,
    )  # fmt: skip


def _target(version: Version) -> Target:
    return Target(version.seq, version.version, version.sha256)


def _forward(ledger: Ledger, decided: j.Decide, names: tuple[str, ...]) -> Rollout:
    """A DECIDE without an END. Who is not among the settings' workers any more is not waited for."""
    rollout = _of(ledger, ledger.versions[decided.seq], names)
    begun = ledger.opened
    if begun is None or begun.seq != decided.seq:
        return rollout
    members = tuple(name for name in begun.members if name in names)
    voters = tuple(name for name in begun.voters if name in names)
    return replace(rollout, members=members, voters=voters, gate=min(begun.gate, len(voters)), author_uid=begun.author_uid)


def _backward(ledger: Ledger, names: tuple[str, ...]) -> Rollout:
    """A way back without an END, perhaps stuck: the transaction is the one that it takes back."""
    failed = max((v for v in ledger.versions.values() if v.outcome == "rolled back"), key=lambda v: v.seq)
    step = Step.STUCK if ledger.stuck else Step.ROLLING_BACK
    return replace(_of(ledger, failed, names), step=step, revert=ledger.target, reason=ledger.stuck or failed.note)
