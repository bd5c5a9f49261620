"""What the supervisor has read again, as lines: the journal's chain, a version's bytes, and who proved that version.

A check is shown only where it was made: a tick stands for bytes that were read from the disk and hashed for this answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.core.archive import Member, Proofs, Sound, Verified
from holdfast.core.view import View, WorkerView
from holdfast_console.glyphs import MARKS, NO, YES
from holdfast_console.rows import ROLE, TTL, age, checksum, number, proved_seq
from holdfast_console.store import Clock
from holdfast_console.text import Line, clean, cut, left, width, wrap
from holdfast_console.trace import duration

WIDE, MIDDLE = 100, 60  # cells: from there on there is room for more columns


def journal(answer: object, records: int, clock: Clock, cells: int) -> Line:
    """For a heading. answer: of `journal`; records: as many as there are by now."""
    if isinstance(answer, Verified) and answer.problem:
        return ((cut(f"{NO} {clean(answer.problem)}", max(12, cells * 2 // 3)), "wrong"),)
    if not isinstance(answer, Verified):
        return ((f"{records} records in the journal" if cells >= MIDDLE else f"{records} records", "dim"),)
    count = "verified" if answer.records >= records else f"{answer.records} verified"
    words = f"{records} records · {count} {YES}"
    return ((f"{words} {clock.hms(answer.at)}" if cells >= MIDDLE else words, "dim"),)


def content(answer: object) -> Line:
    """answer: of `sound`."""
    if not isinstance(answer, Sound):
        return ((clean(answer), "wrong"),) if isinstance(answer, str) else (("its bytes are read again…", "dim"),)
    if answer.problem:
        return ((f"{NO} {clean(answer.problem)}", "wrong"),)
    files = f" in {answer.files} files" if answer.files else ""
    bytes_: Line = ((f"{answer.size} bytes{files}, sha256 verified {YES} · ", "text"),)
    if answer.unfit:
        return (*bytes_, (f"{NO} refused today: {clean(answer.unfit[0])}", "wrong"))
    return (*bytes_, (f"schema still valid {YES}" if answer.schema else f"still parses {YES}, no schema is set", "text"))


def foot(answer: object, cells: int, key: str, never: str) -> list[Line]:
    """Below a rollback's preview: what the key does, if there is something that can be gone back to. never: how it ended unrun."""
    bad = answer.problem if isinstance(answer, Sound) else answer if isinstance(answer, str) else ""
    if bad:
        return [((f" {NO if not number else ' '} {row}", "wrong"),) for number, row in enumerate(wrap(bad, cells - 4, 2))]
    if never:
        return [((f" it was {clean(never)} and never ran · ", "dim"), *content(answer))]
    if cells < MIDDLE and isinstance(answer, Sound) and not answer.unfit:
        return [((f" {key} ", "accent"), ("goes back · ", "dim"), (f"bytes {YES} {'schema' if answer.schema else 'parses'} {YES}", "text"))]
    return [((f" {key} ", "accent"), ("draws it up as a plan · ", "dim"), *content(answer))]


def proofs(found: Proofs, view: View, clock: Clock, cells: int) -> list[Line]:
    """A line for each worker, whoever proved it not first."""
    present = {worker.name: worker for worker in view.workers}
    names = min(24 if cells >= MIDDLE else 16, max([6, *(len(clean(m.worker)) for m in found.members)]))
    rows = sorted(found.members, key=lambda m: m.at > 0)
    made = [_head(names, cells)]
    for member in rows:
        made += _member(member, found, present.get(member.worker), clock, (names, cells))
    return made if found.members else [(("  nobody was to run it", "dim"),)]


def _head(names: int, cells: int) -> Line:
    more = f"{'PID':>7} {'TIMES':>5} {'VOTE':<4} {'TOOK':>7} " if cells >= WIDE else ""
    when = f"{'FIRST PROVED':<14} {'AFTER':>6}" if cells >= MIDDLE else f"{'PROVED':<8}"
    return ((f"   {'WORKER':<{names}} {when} {more}NOW", "head"),)


def _member(m: Member, found: Proofs, worker: WorkerView | None, clock: Clock, room: tuple[int, int]) -> list[Line]:
    names, cells = room
    took = duration(m.proof_took).replace(" ", "") if m.proof_took is not None else "–"
    more = f"{m.pid or '–':>7} {m.times or '–':>5} {m.vote or '–':<4} {took:>7} " if cells >= WIDE else ""
    bad = "wrong" if found.decided_at else "dim"  # who was never told has not failed
    line: Line = (
        (f" {YES if m.at else NO if found.decided_at else '–'} ", "text" if m.at else bad), (f"{left(clean(m.worker), names)} ", "bold"),
        *_when(m, found, clock, cells), (more, "dim"), *_now(m, worker, found.journal.at),
    )  # fmt: skip
    if not m.why:
        return [line]
    if width(line) + len(m.why) + 2 <= cells:
        return [(*line, (f"  {clean(m.why)}", bad))]
    return [line, *(((f"     {row}", bad),) for row in wrap(m.why, cells - 6, 3))]


def _when(m: Member, found: Proofs, clock: Clock, cells: int) -> Line:
    """Yellow: it came after the plan had ended."""
    role = "text" if m.at else "wrong" if found.decided_at else "dim"
    if cells < MIDDLE:
        return ((f"{clock.hms(m.at) if m.at else 'no':<8} ", role),)
    since = m.at - found.decided_at
    after = f"+{duration(since).replace(' ', '') if since < 100 else age(since)}" if m.at and found.decided_at else "–"
    late = bool(m.at and found.ended_at and m.at > found.ended_at)
    return ((f"{clock.day(m.at) if m.at else 'no':<14} ", role), (f"{after:>6} ", "moving" if late else "dim"))


def _now(m: Member, worker: WorkerView | None, at: float) -> Line:
    """What it proves at this moment, `at`; how old that proof is only where it is not fresh."""
    if m.now:
        old = f" {age(at - m.proved_at)}" if at - m.proved_at > TTL else ""
        return ((f"{MARKS['proven']} E{m.grade}{old}", "proven"), (" this", "dim"))
    if worker is None:
        return (("is no worker any more", "dim"),)
    if not worker.proved_sha256:
        return ((f"{worker.phase.lower()}, proves nothing", "dim"),)
    return ((f"proves {number(proved_seq(worker)) if worker.proved_version else checksum(worker.proved_sha256)}", "dim"),)


def missing(view: View, cells: int, height: int) -> list[Line]:
    """Of the version that should run: who does not prove it now, and why."""
    rows = [w for w in view.workers if w.mark not in ("proven", "cordoned")]
    made: list[Line] = []
    for worker in rows:
        why = f"  {clean(worker.reason or worker.why)}"
        made.append((
            (f" {MARKS.get(worker.mark, NO)} ", ROLE.get(worker.mark, "wrong")), (left(clean(worker.name), 18), "bold"),
            (f" {worker.phase.lower():<11}", "text"), (cut(why, cells - 33), "text"),
        ))  # fmt: skip
    if len(made) > height:
        return [*made[: max(0, height - 1)], ((f"   and {len(made) - max(0, height - 1)} more do not prove it", "dim"),)][:height]
    return made


def notes(found: Proofs, cells: int) -> list[Line]:
    """What is not known, and why."""
    made = "a first proof is recorded once for each process; its grade was E2 at least. Nonces are used once and not kept."
    words = [made] if found.traced else [f"votes and times are not known: no trace of {number(found.seq)} is kept.", made]
    return [((f" {row}", "dim"),) for text in words for row in wrap(text, cells - 2)]


def summary(found: Proofs) -> str:
    proved = sum(1 for m in found.members if m.at)
    late = sum(1 for m in found.members if m.at and found.ended_at and m.at > found.ended_at)
    after = f", {late} of them after its end" if late else ""
    return f"{clean(found.outcome)} · {proved} of {len(found.members)} proved it{after}"


def of_now(members: Sequence[Member]) -> str:
    """How many prove it at this moment."""
    return f"{sum(1 for m in members if m.now)} prove it now"
