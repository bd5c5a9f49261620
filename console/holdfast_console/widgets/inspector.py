"""One worker beside the table: the chain of proof, why it is so, what helps, its figures and its last events."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.core.detail import Detail, OnDisk, Series
from holdfast.core.view import EventView, View, WorkerView
from holdfast_console.glyphs import MARKS, NO, WARN, YES
from holdfast_console.keys import Keys
from holdfast_console.rows import ROLE, age, size
from holdfast_console.store import Clock
from holdfast_console.text import Line, Span, clean, left, rule, width, wrap
from holdfast_console.widgets import chain, spark

# What a phase means for whoever is on call; the phases that need no word are left out.
_MEANS = {
    "Held": "it stays on its last good content and is asked again only by {reload} or for newer content",
    "Quarantined": "set aside on its last good content: nobody asks it any more until {reload}, {restart} or newer content",
    "Drifted": "it runs other bytes than it should, and is given the right ones again",
    "Lagging": "it has not got to what it should run yet, and is asked again",
    "Stale": "its process lives and does not answer",
    "Lost": "its process lives and nothing is heard of it",
    "Backoff": "it died, and is started again after a pause",
    "Fatal": "{reload} starts it again, when its program is mended; mended settings count from the supervisor's next start",
}
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


def says(w: WorkerView, cells: int) -> list[Line]:
    """Its own words."""
    return [((" SAYS ", "dim"), (row, "text")) for row in wrap(clean(w.status), cells - 7, 2)] if w.status else []


def why(w: WorkerView, cells: int, limit: int = 6) -> list[Line]:
    words = clean(w.why) or clean(w.reason)
    if not words:
        return []
    role = "text" if w.mark in ("proven", "cordoned") and not w.reason else ROLE.get(w.mark, "wrong")
    rows = wrap(words, cells - 6, limit)
    return [((" WHY ", "dim"), (rows[0], role)), *(((("     ", "dim"), (r, role))) for r in rows[1:])]


def means(w: WorkerView, keys: Keys, cells: int) -> list[Line]:
    words = keys.fill(_MEANS.get(w.life if w.life in _MEANS else w.phase, ""))
    return [((f"     {row}", "dim"),) for row in wrap(words, cells - 6, 3)]


def printed(about: About, cells: int, limit: int) -> list[Line]:
    """The last words of a process that ended, or never dialled: where a wrong command says what is wrong. limit: lines of it."""
    rows = [row for line in about.words[-limit:] for row in wrap(clean(line), cells - 6, 2)]
    return [((" LOG " if y == 0 else "     ", "dim"), (row, "text")) for y, row in enumerate(rows)]


def evidence(w: WorkerView, detail: Detail | None, cells: int) -> list[Line]:
    """Files that it still holds open though nobody can name them any more: where a worker that differs may have its bytes from."""
    if detail is None or w.mark == "proven" or detail.worker.pid != w.pid:
        return []
    gone = [one for one in detail.anatomy.handles if one.deleted and one.kind == "file"]
    words = [f"fd {one.fd} is open on a deleted file: {clean(one.what)}, inode {one.inode}" for one in gone[:2]]
    return [((f"     {row}", "moving"),) for text in words for row in wrap(text, cells - 6, 2)]


def do(w: WorkerView, keys: Keys) -> list[Line]:
    """What helps, each with its key. The supervisor names the action."""
    lines: list[Line] = []
    for y, hint in enumerate(w.do):
        name, _, words = clean(hint).partition(" ")
        key = keys[name] if keys.knows(name) else name
        lines.append(((" DO  " if y == 0 else "     ", "dim"), (key, "accent"), ("  " + words.strip(), "text")))
    return lines


def figures(w: WorkerView, series: Series | None, cells: int) -> list[Line]:
    if not w.pid:
        return []
    return [
        *(spark.lines(series, cells) or [((f" cpu {w.cpu:.1f} %   rss {size(w.rss)}", "text"),)]),
        ((f" fds {w.fds}   threads {w.threads}   watches {w.watches}", "text"), own_watcher(w)),
    ]


def own_watcher(w: WorkerView) -> Span:
    return (f" {WARN} own watcher", "moving") if w.instances else ("", "text")


def events_of(view: View, worker: str, clock: Clock, limit: int) -> list[Line]:
    return [event(e, clock, 0) for e in newest(view, worker)[:limit]]


def newest(view: View, worker: str = "") -> list[EventView]:
    """Newest first, whichever way they came."""
    return sorted((e for e in view.events if not worker or e.worker == worker), key=lambda e: -e.id)


def latest(view: View, clock: Clock, keys: Keys, cells: int, height: int) -> list[Line]:
    """The last events of everybody, under a rule that says where there are more of them."""
    if height < 2:
        return []
    names = min(16, max((len(clean(e.worker)) for e in view.events), default=5))
    found = [event(e, clock, max(5, names)) for e in newest(view)[: height - 1]]
    head = rule((("events", "title"), (", newest first", "dim")), ((keys["events"], "accent"), (" all", "dim")), cells)
    return [head, *(found or [(("  nothing recorded yet", "dim"),)])]


def event(e: EventView, clock: Clock, name_width: int) -> Line:
    """name_width 0: without the worker's name."""
    who = left(clean(e.worker) or "fleet", name_width) + " " if name_width else ""
    sign = {"good": YES, "bad": NO, "warn": WARN}.get(e.level, "·")
    role = LEVEL.get(e.level, "text")
    return ((f" {clock.hms(e.at)} ", "dim"), (f"{sign} ", role), (who, "bold"), (clean(e.text), role))


@dataclass(frozen=True)
class About:
    """What is known of one worker at a moment. detail, series: None while they are not there yet."""

    worker: WorkerView
    view: View
    clock: Clock
    now: float
    keys: Keys
    detail: Detail | None = None
    series: Series | None = None
    words: tuple[str, ...] = ()  # its last output, where that may say what is wrong

    @property
    def disk(self) -> OnDisk | None:
        return self.detail.anatomy.disk if self.detail else None


def full(about: About, cells: int, height: int) -> list[Line]:
    """As much as fits, the proof first."""
    w, clock, now = about.worker, about.clock, about.now
    lines: list[Line] = [life(w, now), past(w), *says(w, cells), (), ((" CHAIN OF PROOF", "head"),)]
    lines += [*chain.lines(w, about.view, about.disk, clock, now, cells), ()]
    because = [*why(w, cells), *means(w, about.keys, cells), *printed(about, cells, 2), *evidence(w, about.detail, cells)]
    for part in (because, do(w, about.keys), figures(w, about.series, cells)):
        lines += [*part, ()] if part else []
    room = height - len(lines) - 1
    last = events_of(about.view, w.name, clock, room) if room > 0 else []
    return lines + ([((" LAST EVENTS", "head"),), *last] if last else [])


def short(about: About, cells: int) -> list[Line]:
    """For a narrow terminal: the same in about seven lines."""
    w = about.worker
    lines = chain.short(w, about.disk, about.clock, about.now, cells)
    return [*lines, *why(w, cells, 2), *printed(about, cells, 1), *evidence(w, about.detail, cells), *packed(do(w, about.keys), cells)]


def packed(hints: list[Line], cells: int) -> list[Line]:
    """Hints side by side, as many in a line as fit."""
    lines: list[Line] = []
    for hint in hints:
        if lines and width(lines[-1]) + width(hint[1:]) + 3 <= cells:
            lines[-1] = (*lines[-1], ("   ", "text"), *hint[1:])
        else:
            lines.append(hint)
    return lines
