"""What was read again, as text: `holdfast proofs` and `holdfast journal`. Pure: the answers of the routes in, lines out."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.core.archive import Member, Proofs, Sound, Verified
from holdfast.core.safe import cut
from holdfast_console.out import clean
from holdfast_console.tables import NAMES, Look, age, grid, when
from holdfast_console.trace import duration

_HEADS = ("WORKER", "FIRST PROOF", "PID", "TIMES", "VOTE", "TOOK", "NOW", "WHY NOT")


def journal(found: Verified) -> Iterator[str]:
    if found.problem:
        yield f"journal: {clean(found.problem)}"
        yield f"{found.records} records before that are whole; restore the file from a backup, then restart the supervisor"
    else:
        yield f"journal: {found.records} records, {found.size} bytes, its chain is whole (read {when(found.at)})"


def proofs(found: Proofs, sound: Sound, look: Look) -> Iterator[str]:
    proved = sum(1 for member in found.members if member.at)
    yield f"#{found.seq} {found.version} {found.sha256[:7]} ({found.kind}, {clean(found.outcome)})"
    yield f"{proved} of {len(found.members)} proved it"
    if found.members:
        yield from grid([_HEADS, *(_row(member, look) for member in found.members)], "<<>><><<")
    if not found.traced:
        yield f"votes and times are not known: no trace of #{found.seq} is kept"
    yield from content(sound)
    yield from journal(found.journal)


def _row(member: Member, look: Look) -> tuple[str, ...]:
    took = duration(member.proof_took) if member.proof_took is not None else "-"
    now = f"{look.marks['proven']} E{member.grade} {age(look.now - member.proved_at)}" if member.now else "-"
    times = str(member.times) if member.times else "-"
    return (
        cut(clean(member.worker), NAMES), when(member.at), str(member.pid or "-"), times, member.vote or "-", took, now, clean(member.why),
    )  # fmt: skip


def content(found: Sound) -> Iterator[str]:
    if found.problem:
        yield f"bytes: {clean(found.problem)}"
        return
    files = f" in {found.files} files" if found.files else ""
    yield f"bytes: {found.size}{files}, read again, sha256 verified"
    if found.unfit:
        yield from (f"today it would be refused: {clean(reason)}" for reason in found.unfit)
    else:
        yield f"today it still parses and meets {clean(found.schema)}" if found.schema else "today it still parses; no schema is set"
