"""Who proved a version: the fold of the journal's records, and of what is known of its reload, into one row a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from holdfast.core import journal as j
from holdfast.core.archive import Member, Proofs, Verified
from holdfast.core.ledger import Version
from holdfast.core.trace import TraceView, WorkerTrace
from holdfast.core.words import Kind, Proof


def proofs(
    records: Sequence[j.Record], version: Version, journal: Verified, trace: TraceView | None, proves: Callable[[str], Proof | None]
) -> Proofs:
    """records: of the whole journal, in order. proves: what a worker's present process proves, where that is this version's content."""
    asked, proved, left = _members(records, version.seq), _proved(records, version.seq), _left(records, version)
    rows = _of_trace(trace, version)
    members = (
        _member(name, proved.get(name, ()), rows.get(name), left.get(name, ""), version, proves(name))
        for name in dict.fromkeys((*asked, *proved))
    )
    return Proofs(
        version.seq, version.version, version.sha256, version.kind.value, version.outcome or "open", version.decided_at, version.ended_at,
        journal, tuple(members), trace is not None,
    )  # fmt: skip


def _members(records: Iterable[j.Record], seq: int) -> tuple[str, ...]:
    """Those of its BEGIN; a way back has none of its own, and goes to those of the plan that failed."""
    members: tuple[str, ...] = ()
    for record in records:
        if isinstance(record, j.Begin) and record.seq <= seq:
            members = record.members
        elif isinstance(record, j.Begin | j.Decide) and record.seq >= seq:
            break
    return members


def _proved(records: Iterable[j.Record], seq: int) -> dict[str, list[j.Proved]]:
    found: dict[str, list[j.Proved]] = {}
    for record in records:
        if isinstance(record, j.Proved) and record.seq == seq:
            found.setdefault(record.worker, []).append(record)
    return found


def _left(records: Iterable[j.Record], version: Version) -> dict[str, str]:
    """Why each was left behind, last: from where the plan begins until another one is decided."""
    found: dict[str, str] = {}
    begun = False
    for record in records:
        if isinstance(record, j.Begin | j.Decide) and record.seq == version.seq:
            begun = True
        elif begun and isinstance(record, j.Decide):
            break
        elif begun and isinstance(record, j.Left) and record.sha256 == version.sha256:
            found[record.worker] = record.reason
    return found


def _of_trace(trace: TraceView | None, version: Version) -> dict[str, WorkerTrace]:
    """A way back is told with the plan that failed: of that trace, what went back."""
    back = version.kind is Kind.REVERT
    return {row.worker: row for row in trace.workers if row.back is back} if trace is not None else {}


def _member(
    name: str, proved: Sequence[j.Proved], row: WorkerTrace | None, left: str, version: Version, present: Proof | None
) -> Member:
    first = proved[0] if proved else None
    took = [part for part in (row.answer_took, row.proof_took) if part is not None] if row is not None else []
    return Member(
        name, *((first.at, first.pid, first.checksum) if first else (0.0, 0, "")), len({one.pid for one in proved}),
        row.vote if row else "", row.vote_took if row else None, sum(took) if took and first else None,
        "" if first else left or (row.said if row else "") or _why_not(version),
        present is not None, int(present.grade) if present else 0, present.at if present else 0.0,
    )  # fmt: skip


def _why_not(version: Version) -> str:
    if not version.decided_at:
        return f"it was never told: {version.outcome or 'nothing is decided yet'}"
    return "no proof of it is recorded" if version.ended_at else "not yet"
