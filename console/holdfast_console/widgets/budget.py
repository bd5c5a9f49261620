"""What inotify a user has, who holds it, and what it would be if every worker watched by itself.

Every number is counted, by the supervisor, from /proc; what could not be counted is said beside it.
"""

from __future__ import annotations

from holdfast.core.view import View
from holdfast.core.watched import Watched
from holdfast_console.glyphs import FULL, VOID, WARN
from holdfast_console.text import Line, clean, cut, wrap

_BAR = 12  # cells


def lines(found: Watched, view: View, cells: int, simulated: int, low: bool) -> list[Line]:
    """The budget, how the source is heard, and what it would be without one listener for all.

    simulated: so many workers instead of those that live, 0 = those. low: there is room for the budget alone.
    """
    budget = found.budget
    made = [
        _used("WATCHES", budget.watches, budget.watches_max),
        _used("INSTANCES", budget.instances, budget.instances_max),
    ]
    if low:
        made += _hearing(view, cells)[:2] if view.source.degraded else []
        return [*made, *(_without(found, view, cells, simulated) if simulated else ())]
    made += [_queue(found, view), *_hearing(view, cells), *_without(found, view, cells, simulated)]
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


def _without(found: Watched, view: View, cells: int, simulated: int) -> list[Line]:
    """Each worker would hold what the supervisor holds for this source; nothing is assumed about how a library would do it."""
    own_instances, own_watches = found.listening
    head = f"  IF {simulated} WORKERS WATCHED BY THEMSELVES  " if simulated else "  IF EVERY WORKER WATCHED BY ITSELF  "
    if cells < 60:
        head = f"  {simulated or 'ALL'} ALONE  "
    if not own_watches:
        return [((head, "dim"), ("not known: the supervisor holds no watch for this source now", "text"))]
    instances, held, over = needed(found, view, simulated)
    budget = found.budget
    before = f" instead of {own_instances} · {own_watches}" if cells > 100 or not over else ""
    there = f"; {budget.instances + instances - own_instances} of {budget.instances_max} instances" if budget.instances_max else ""
    fits = (f"; too many {' and '.join(over)}", "wrong") if over else (there if cells > 100 else "", "dim")
    return [((head, "dim"), (f"{instances} inst · {held} watches", "text"), (before, "dim"), fits)]


def needed(found: Watched, view: View, simulated: int) -> tuple[int, int, tuple[str, ...]]:
    """Instances and watches of workers that watched by themselves, and of which of both there would be too few."""
    own_instances, own_watches = found.listening
    count = simulated or sum(1 for worker in view.workers if worker.pid)
    instances, held, budget = count * own_instances, count * own_watches, found.budget
    wanted = (
        ("instances", budget.instances + instances - own_instances, budget.instances_max),
        ("watches", budget.watches + held - own_watches, budget.watches_max),
    )
    return instances, held, tuple(word for word, total, most in wanted if most and total > most)


def raising(found: Watched, view: View, simulated: int) -> list[tuple[str, str, str]]:
    """The lines that would raise each limit, to copy: to twice what it is, or as far as what is simulated needs."""
    budget = found.budget
    instances, held, _ = needed(found, view, simulated) if simulated else (0, 0, ())
    limits = (
        ("w", "watches", budget.watches + held, budget.watches_max),
        ("i", "instances", budget.instances + instances, budget.instances_max),
    )
    return [(key, word, f"sysctl -w fs.inotify.max_user_{word}={_enough(used, most)}") for key, word, used, most in limits if most]


def _enough(used: int, most: int) -> int:
    """A limit that is doubled until a half of it is left over."""
    limit = most * 2
    while limit < used * 2:
        limit *= 2
    return limit
