"""What inotify a user has, who holds it, and what it would be if every worker watched by itself.

Every number is counted, by the supervisor, from /proc; what could not be counted is said beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from holdfast.core.detail import Place
from holdfast.core.view import View
from holdfast.core.watched import FanOut, Owner, Watched
from holdfast_console.glyphs import CURSOR, FULL, VOID, WARN
from holdfast_console.rows import number
from holdfast_console.store import Clock
from holdfast_console.text import Line, clean, cut, left, on_cursor, wrap
from holdfast_console.widgets.spark import curve

SUPERVISOR = "supervisor"
_BAR = 12  # cells
_BITS = {
    1: "ACCESS", 2: "MODIFY", 4: "ATTRIB", 8: "CLOSE_WRITE", 16: "CLOSE_NOWRITE", 32: "OPEN", 64: "MOVED_FROM", 128: "MOVED_TO",
    256: "CREATE", 512: "DELETE", 1024: "DELETE_SELF", 2048: "MOVE_SELF",
}  # fmt: skip


def lines(found: Watched, view: View, cells: int) -> list[Line]:
    """The budget, how the source is heard, and what it would be without one listener for all."""
    budget = found.budget
    made = [
        _used("WATCHES", budget.watches, budget.watches_max),
        _used("INSTANCES", budget.instances, budget.instances_max),
        _queue(found, view),
        *_hearing(view, cells),
        *_without(found, view, cells),
    ]
    if budget.hidden:
        many = "process" if budget.hidden == 1 else "processes"
        words = f"{budget.hidden} {many} of uid {budget.uid} may not be looked into: what is held there comes on top"
        made += [((f"  {row}", "moving"),) for row in wrap(words, cells - 4)]
    if found.guessed:
        made.append((("  the kernel does not say which descriptors are one instance: copies may be counted twice", "moving"),))
    return made


def _used(name: str, used: int, most: int) -> Line:
    share = used / most if most else 0.0
    role = "wrong" if share > 0.95 else "moving" if share > 0.8 else "text"
    filled = min(_BAR, round(share * _BAR) or (1 if used else 0))
    gauge = FULL * filled + VOID * (_BAR - filled)
    left_over = f"   {most - used} left" if most else "   the kernel does not say how many are allowed"
    return (
        (f"  {name:<10}", "dim"), (f"{used:>6} / {most or '?':<8}", role), (gauge, role),
        (f" {share:>6.2%}" if most else "", role), (left_over, "dim"),
    )  # fmt: skip


def _queue(found: Watched, view: View) -> Line:
    waiting = "the supervisor has none" if found.queued < 0 else f"{found.queued} bytes wait"
    lost = view.source.overflows
    overflows = (f" · overflows {lost}", "wrong") if lost else (" · never overflowed", "dim")
    return (("  QUEUE     ", "dim"), (waiting, "text"), (f" · {found.budget.queue_max or '?'} events allowed", "dim"), overflows)


def _hearing(view: View, cells: int) -> list[Line]:
    """How the supervisor hears of the source."""
    source = view.source
    words = clean(f"{source.watching or 'not watched'} {source.path}")
    if not source.degraded:
        return [(("  SOURCE    ", "dim"), (cut(words, cells - 13), "text"))]
    first: Line = (("  SOURCE    ", "dim"), (f"{WARN} {cut(words, cells - 15)}", "moving"))
    return [first, *(((f"            {row}", "moving"),) for row in wrap(source.degraded, cells - 14, 3))]


def _without(found: Watched, view: View, cells: int) -> list[Line]:
    """Each worker would hold what the supervisor holds for this source; nothing is assumed about how a library would do it."""
    own_instances, own_watches = found.listening
    alive = sum(1 for worker in view.workers if worker.pid)
    head = "  IF EVERY WORKER WATCHED BY ITSELF  "
    if not own_watches:
        return [((head, "dim"), ("not known: the supervisor holds no watch for this source now", "text"))]
    instances, held = alive * own_instances, alive * own_watches
    total, most = found.budget.instances + instances - own_instances, found.budget.instances_max
    there = (f"; {total} of {most} instances" if cells > 100 and most else "", "dim")
    fits = there if total <= most or not most else ("; more than are allowed", "wrong")
    words = f"{instances} inst · {held} watches"
    return [((head, "dim"), (words, "text"), (f" instead of {own_instances} · {own_watches}", "dim"), fits)]


# -- who


def head(cells: int) -> Line:
    return ((f"  {'OWNER':<18} {'PID':>7} {'INST':>4} {'WATCHES':>7} {'SHARE':<{_BAR}} WHERE", "head"),)


def owner(one: Owner, total: int, cells: int, cursor: bool) -> Line:
    name = clean(one.name) or f"({clean(one.command) or 'nameless'})"
    filled = round(_BAR * one.watches / total) if total else 0
    own = one.name not in ("", SUPERVISOR)
    made: Line = (
        (f"{CURSOR if cursor else ' '} ", "accent"),
        (left(name, 18), "bold" if cursor else "text" if one.name else "dim"),
        (f" {one.pid:>7} {one.instances:>4} {one.watches:>7} ", "text"),
        (FULL * filled + VOID * (_BAR - filled) + " ", "dim"),
        (f"{WARN} own watcher  " if own else "the only listener  " if one.name == SUPERVISOR else "", "moving" if own else "dim"),
        (_where(one), "dim"),
    )
    return on_cursor(made) if cursor else made


def _where(one: Owner) -> str:
    """A first place, and how many more."""
    known = [place for place in one.places if place.path] or list(one.places)
    if not known:
        return "no watches" if not one.watches else ""
    more = one.watches - 1
    return place_words(known[0]) + (f" and {more} more" if more > 0 else "")


def place_words(place: Place) -> str:
    return clean(place.path) or f"inode {place.inode} on device {place.device >> 20}:{place.device & 0xFFFFF}"


def places(one: Owner, height: int) -> list[Line]:
    """Where it watches, and for what."""
    made: list[Line] = []
    for place in one.places[:height]:
        asked = "|".join(word for bit, word in _BITS.items() if place.mask & bit)
        made.append(((f"    {place_words(place)}", "text" if place.path else "dim"), (f"   {asked}", "dim")))
    if one.watches > len(made) and made and height > 0:
        made[-1] = ((f"    and {one.watches - len(made) + 1} more", "dim"),)
    return made


# -- how long a change takes to arrive


def latency(found: Sequence[FanOut], clock: Clock, height: int, cells: int) -> list[Line]:
    if not found:
        return [(("  no edit has gone its way since this history began; the next one is measured here", "dim"),)]
    took = [one.took * 1000 for one in reversed(found)]
    drawn = curve(took, len(took), 0.0, 10.0)
    words = f"median {median(took):.1f} ms   slowest {max(took):.1f} ms   "
    return [((f"  {words}", "text"), (drawn, "text")), *(_way(one, clock, cells) for one in found[: max(0, height - 1)])]


def _way(one: FanOut, clock: Clock, cells: int) -> Line:
    steps = " ".join(f"{name} {took * 1000:.1f}" for name, took in one.steps)
    line = f" {one.took * 1000:>7.1f} ms to {one.workers}"
    return ((f"  {number(one.seq):>5} {clock.hms(one.at)}", "dim"), (line, "text"), (cut(f": {steps}", cells - len(line) - 17), "dim"))
