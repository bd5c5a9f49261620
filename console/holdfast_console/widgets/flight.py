"""A rollout in flight, or the last one that ended: a lane for each worker, the counts of the fleet, the worker under the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.core.view import RolloutView
from holdfast.core.words import Diff
from holdfast_console.glyphs import WARN
from holdfast_console.rows import age, checksum, lasted
from holdfast_console.text import Line, clean, rule, wrap
from holdfast_console.widgets import diff, inspector, lane, limits
from holdfast_console.widgets.scene import Scene, change, origin

FADES = 10.0  # seconds after the end
_GOOD = ("active",)


def first(rollout: RolloutView, order: Sequence[str]) -> str:
    """The worker under the cursor before anyone moves it: the first that failed, else the one on top."""
    failed = [entry.worker for entry in rollout.lanes if entry.failed]
    return next(iter([*failed, *order]), "")


def lines(s: Scene) -> list[Line]:
    below = _below(s)
    limit = limits.line(s)
    top = [_title(s), lane.counts(s.rollout), *([limit] if limit else []), *_reason(s), lane.head(s.names)]
    return [*top, *_lanes(s, max(3, s.height - len(top) - len(below))), *below]


def _title(s: Scene) -> Line:
    r = s.rollout
    if not r.outcome:
        title: Line = ((f"rollout #{r.seq} ", "title"), (_phase(r), "wrong" if r.phase in ("RollingBack", "Stuck") else "moving"))
        took = s.now - (r.decided_at or r.began_at)
    else:
        good = r.outcome.startswith(_GOOD)
        title = ((f"#{r.seq} ended: ", "title"), (clean(r.outcome), "bold" if good else "wrong"))
        took = r.ended_at - (r.decided_at or r.began_at)
    timed = r.phase == "Verifying" or r.stage == "baking"
    if timed and not r.outcome and r.deadline_at > s.now:
        title = (*title, (f" {age(r.deadline_at - s.now)} more", "moving"))
    end: Line = (*change(r), (f"  {lasted(took)}", "dim"))
    return rule((*title, (f" · {origin(r, s.wide)}", "dim")), end, s.cells)


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


def _below(s: Scene) -> list[Line]:
    """The worker under the cursor; where there is room, what changed."""
    worker = s.worker(s.cursor)
    made: list[Line] = []
    if s.wide and isinstance(s.diff, Diff):
        keys = diff.keys(s.diff, s.cells)[:6]
        made += [rule((("what changed ", "title"), (diff.summary(s.diff), "dim")), (), s.cells), *keys]
    if worker is not None:
        about = inspector.About(worker, s.view, s.clock, s.now, s.keys)
        made += [rule(inspector.title(worker, s.now), (), s.cells), *inspector.short(about, s.cells)]
    return made[: max(0, s.height - 8)]
