"""One worker: the chain of proof, why it is so, what helps, its figures and its last events."""

from __future__ import annotations

from holdfast.core.view import EventView, View, WorkerView
from holdfast_console.glyphs import MARKS, NO, WARN, YES
from holdfast_console.rows import ROLE, age, checksum, number, proved_seq, size
from holdfast_console.store import Clock
from holdfast_console.text import Line, clean, left, width, wrap

LEVEL = {"info": "text", "good": "text", "warn": "moving", "bad": "wrong"}


def title(w: WorkerView, now: float) -> Line:
    word = {"acked": "ACKED, NOT PROVEN", "dead": w.phase.upper() if w.life == "Up" else w.life.upper()}.get(w.mark, w.mark.upper())
    since = f" {age(now - w.phase_at)}" if w.phase_at and w.mark != "proven" else ""
    return ((clean(w.name) + "  ", "title"), (f"{MARKS.get(w.mark, NO)} {word}{since}", ROLE.get(w.mark, "wrong")))


def life(w: WorkerView, now: float) -> Line:
    if not w.pid:
        return ((f" no process: {clean(w.life)}", "wrong"),)
    since = f" for {age(now - w.phase_at)}" if w.phase_at else ""
    return ((f" pid {w.pid}  {clean(w.phase)}{since}  up {age(now - w.started_at)}", "text"),)


def past(w: WorkerView) -> Line:
    """How often it was started again, how it ended last, whether it votes."""
    last = f"  last end: {clean(w.last_exit)}" if w.last_exit else ""
    return ((f" restarts {w.restarts}{last}" + ("  critical: its vote counts" if w.critical else ""), "dim"),)


def chain(w: WorkerView, clock: Clock, now: float) -> list[Line]:
    """desired, acknowledged, proved: each with its bytes, and whether it is the same as the first."""
    same, differs = ("=", "text"), ("≠", "wrong")
    acked = (" ", "text") if not w.acked_sha256 else same if w.acked_sha256 == w.desired_sha256 else differs
    wanted = f"  {number(w.desired_seq)} {clean(w.desired_version)}"
    lines: list[Line] = [
        (("  1 desired ", "dim"), (left(checksum(w.desired_sha256), 8), "text"), (wanted, "dim")),
        (("  2 acked   ", "dim"), (left(checksum(w.acked_sha256), 8), "text"), acked, (f" {number(w.acked_seq)}", "dim")),
    ]
    if not w.proved_sha256:
        return [*lines, (("  3 PROVES  ", "dim"), (left("nothing", 8), "silent"), ("? no proof from this incarnation", "silent"))]
    proven = w.mark == "proven"
    role = "proven" if proven else "wrong" if w.proved_sha256 != w.desired_sha256 else "moving"
    sign = ("≡", "proven") if proven else same if w.proved_sha256 == w.desired_sha256 else differs
    when = f" E{w.grade} " + ("fresh" if proven else f"{age(now - w.proved_at)} ago ({clock.hms(w.proved_at)})")
    lines.append((("  3 PROVES  ", "dim"), (left(checksum(w.proved_sha256), 8), role), sign, (when, "dim")))
    if w.proved_sha256 != w.desired_sha256:
        known = f"is {number(proved_seq(w))} {clean(w.proved_version)}" if w.proved_version else "matches no version that we know"
        lines.append(((f"            {known}", "wrong"),))
    return lines


def why(w: WorkerView, cells: int, limit: int = 6) -> list[Line]:
    words = clean(w.why) or clean(w.reason)
    if not words:
        return []
    role = "text" if w.mark in ("proven", "cordoned") and not w.reason else ROLE.get(w.mark, "wrong")
    rows = wrap(words, cells - 6, limit)
    return [((" WHY ", "dim"), (rows[0], role)), *(((("     ", "dim"), (r, role))) for r in rows[1:])]


def do(w: WorkerView) -> list[Line]:
    """What helps, each with its key."""
    lines: list[Line] = []
    for y, hint in enumerate(w.do):
        key, _, words = clean(hint).partition(" ")
        lines.append(((" DO  " if y == 0 else "     ", "dim"), (key, "accent"), ("  " + words.strip(), "text")))
    return lines


def figures(w: WorkerView) -> list[Line]:
    if not w.pid:
        return []
    own = f" {WARN} own watcher" if w.instances else ""
    return [
        ((f" cpu {w.cpu:.1f} %   rss {size(w.rss)}   fds {w.fds}   threads {w.threads}", "text"),),
        ((f" inotify instances {w.instances}   watches {w.watches}", "text"), (own, "moving")),
    ]


def events_of(view: View, worker: str, clock: Clock, limit: int) -> list[Line]:
    return [event(e, clock, 0) for e in newest(view, worker)[:limit]]


def newest(view: View, worker: str = "") -> list[EventView]:
    """Newest first, whichever way they came."""
    return sorted((e for e in view.events if not worker or e.worker == worker), key=lambda e: -e.id)


def event(e: EventView, clock: Clock, name_width: int) -> Line:
    """name_width 0: without the worker's name."""
    who = left(clean(e.worker) or "fleet", name_width) + " " if name_width else ""
    sign = {"good": YES, "bad": NO, "warn": WARN}.get(e.level, "·")
    role = LEVEL.get(e.level, "text")
    return ((f" {clock.hms(e.at)} ", "dim"), (f"{sign} ", role), (who, "bold"), (clean(e.text), role))


def full(w: WorkerView, view: View, clock: Clock, now: float, cells: int, height: int) -> list[Line]:
    """As much as fits, the proof first."""
    lines: list[Line] = [life(w, now), past(w), (), ((" CHAIN OF PROOF", "head"),), *chain(w, clock, now), ()]
    for part in (why(w, cells), do(w), figures(w)):
        lines += [*part, ()] if part else []
    room = height - len(lines) - 1
    last = events_of(view, w.name, clock, room) if room > 0 else []
    return lines + ([((" LAST EVENTS", "head"),), *last] if last else [])


def short(w: WorkerView, clock: Clock, now: float, cells: int) -> list[Line]:
    """For a narrow terminal: the same in about seven lines."""
    lines = [*chain(w, clock, now), *why(w, cells, 2)]
    return lines + _packed(do(w), cells)


def _packed(hints: list[Line], cells: int) -> list[Line]:
    """Hints side by side, as many in a line as fit."""
    lines: list[Line] = []
    for hint in hints:
        if lines and width(lines[-1]) + width(hint[1:]) + 3 <= cells:
            lines[-1] = (*lines[-1], ("   ", "text"), *hint[1:])
        else:
            lines.append(hint)
    return lines
