"""A rollout in flight, or the last one that ended: a lane for each worker, the counts of the fleet, the worker under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.core.view import RolloutView, VoteView, WorkerView
from holdfast.core.words import Diff
from holdfast_console.glyphs import WARN
from holdfast_console.rows import age, checksum, lasted, number, proved_seq
from holdfast_console.text import Line, clean, rule, wrap
from holdfast_console.widgets import chain, diff, inspector, lane, limits
from holdfast_console.widgets.scene import Scene, change, origin

FEWEST = 5  # lanes that are shown, if there are so many
FADES = 10.0  # seconds after the end
_GOOD = ("active",)


def first(rollout: RolloutView, order: Sequence[str], now: float) -> str:
    """The worker under the cursor before anyone moves it: the first that failed, else who is waited for too long, else the one on top."""
    failed = [entry.worker for entry in rollout.lanes if entry.failed]
    waits = rollout.phase in ("Committing", "RollingBack", "Stuck") and now - rollout.decided_at >= limits.QUIET
    late = [entry.worker for entry in rollout.lanes if entry.step < lane.STEPS] if waits else []
    return next(iter([*failed, *late, *order]), "")


def lines(s: Scene) -> list[Line]:
    limit = limits.line(s)
    top = [_title(s), lane.counts(s.rollout, s.cells), *([limit] if limit else []), *_reason(s), lane.head(s.names)]
    below = _below(s, s.height - len(top) - len(s.order))[: max(0, s.height - len(top) - FEWEST)]
    return [*top, *_lanes(s, max(FEWEST, s.height - len(top) - len(below))), *below]


def _title(s: Scene) -> Line:
    r = s.rollout
    if not r.outcome:
        title: Line = ((f"rollout #{r.seq} ", "title"), (_phase(r), "wrong" if r.phase in ("RollingBack", "Stuck") else "moving"))
        took = s.now - _started(r)
    else:
        good = r.outcome.startswith(_GOOD)
        title = ((f"#{r.seq} ended: ", "title"), (clean(r.outcome), "bold" if good else "wrong"))
        took = r.ended_at - _started(r)
    timed = r.phase == "Verifying" or r.stage == "baking"
    if timed and not r.outcome and r.deadline_at > s.now:
        title = (*title, (f" {age(r.deadline_at - s.now)} more", "moving"))
    end: Line = (*change(r), (f"  {lasted(took)}", "dim"))
    return rule((*title, (f" · {origin(r, s.wide)}", "dim")), end, s.cells)


def _started(r: RolloutView) -> float:
    """When workers began to move: in waves that is before the decision, with the last approval."""
    approved = max((a.at for a in r.approvals), default=0.0)
    return (approved if r.waves > 1 else 0.0) or r.decided_at or approved or r.began_at


def _phase(r: RolloutView) -> str:
    """WAVE 1/3 BAKING; what else there is in one word."""
    if r.phase not in ("Wave", "Paused"):
        return "GOING BACK" if r.phase == "RollingBack" else r.phase.upper()
    doing = "paused" if r.phase == "Paused" else r.stage
    return f"wave {r.wave + 1}/{r.waves} {doing}".upper()


def _reason(s: Scene) -> list[Line]:
    waiting = s.view.waiting_sha256
    newer: list[Line] = [((f" newer content {checksum(waiting)} waits for the end of this rollout", "moving"),)] if waiting else []
    if s.rollout.held and s.rollout.phase == "Wave":
        newer.append(((f" {clean(s.rollout.held)}: it stops after this wave", "moving"),))
    rows = wrap(s.rollout.reason, s.cells - 4, 2)
    return [*newer, *(((f" {WARN if y == 0 else ' '} {row}", "wrong"),) for y, row in enumerate(rows))]


def _lanes(s: Scene, room: int) -> list[Line]:
    votes = {v.worker: v for v in s.rollout.votes}
    since = s.now - s.rollout.decided_at if s.rollout.decided_at else 0.0
    since = since if s.rollout.waves <= 1 else lane.NEVER
    known = {entry.worker: lane.paced(entry, since, s.back_for) for entry in s.rollout.lanes}
    entries = [known[name] for name in s.order]
    place = next((y for y, entry in enumerate(entries) if entry.worker == s.cursor), 0)
    top = max(0, min(place - room // 2, len(entries) - room))
    made = [
        lane.line(entry, s.worker(entry.worker), votes.get(entry.worker), s.names, s.now, entry.worker == s.cursor)
        for entry in entries[top : top + room]
    ]
    over = s.rollout.outcome and s.now - s.rollout.ended_at > FADES
    return [lane.faded(line) for line in made] if over else made


def _below(s: Scene, room: int) -> list[Line]:
    """The worker under the cursor, and what changed. Where not all of it leaves room for every lane: why, and what helps."""
    worker, changed = s.worker(s.cursor), _changed(s)
    if worker is None:
        return changed
    links = chain.short(worker, None, s.clock, s.now, s.cells)
    helps = inspector.packed(inspector.do(worker, s.keys), s.cells)
    about = [*_why(s, worker), *_without(s, worker), *helps]
    head = rule(inspector.title(worker, s.now), (), s.cells)
    choices = ([*changed, head, *links, *about], [head, *links, *about], [head, *about])
    return next((made for made in choices if len(made) <= room), choices[-1])


def _changed(s: Scene) -> list[Line]:
    if not s.wide or not isinstance(s.diff, Diff) or not s.diff.changes:
        return []
    return [rule((("what changed ", "title"), (diff.summary(s.diff), "dim")), (), s.cells), *diff.keys(s.diff, s.cells)[:6]]


def _why(s: Scene, worker: WorkerView) -> list[Line]:
    """Of one that proves what it should run for now, and said no to this: why it did."""
    said = _refusal(s.rollout, worker)
    if said is None or worker.mark != "proven":
        return inspector.why(worker, s.cells, 2)
    rows = wrap(f"{said.code} {said.error}", s.cells - 6, 2)
    return [((" NO  " if y == 0 else "     ", "dim"), (row, "wrong")) for y, row in enumerate(rows)]


def _refusal(rollout: RolloutView, worker: WorkerView) -> VoteView | None:
    """Its no, as long as it has not come round."""
    stays = any(entry.worker == worker.name and entry.failed for entry in rollout.lanes)
    return next((v for v in rollout.votes if stays and v.worker == worker.name and v.vote == "no"), None)


def _without(s: Scene, worker: WorkerView) -> list[Line]:
    """What becomes of the others where this one said no."""
    r = s.rollout
    if _refusal(r, worker) is None or any(entry.back for entry in r.lanes):
        return []
    stays = f"it stays on {number(proved_seq(worker))}; " if proved_seq(worker) else ""
    if not r.outcome:
        others = f"the rollout goes on without it; {s.keys['reject']} takes all back"
    elif r.outcome.startswith(_GOOD):
        others = f"the others run {number(r.seq)}; {s.keys['undo']} draws up the way back for all"
    else:
        return []
    return [((f"     {row}", "dim"),) for row in wrap(stays + others, s.cells - 6, 2)]
