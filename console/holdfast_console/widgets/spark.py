"""A figure's last two minutes in one line of cells, the newest at the right.

A curve is drawn against a scale that does not make mountains of nothing: cpu against ten percent of a core at least, memory against a
tenth of itself, a proof's age against its TTL. What is flat is drawn flat, so that an idle fleet changes nothing on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.core.detail import Series
from holdfast_console.rows import TTL, age, size
from holdfast_console.text import Line

STEPS = "▁▂▃▄▅▆▇█"
NOTHING = " "  # no sample, or no value in it


def curve(values: Sequence[float], cells: int, floor: float, least: float) -> str:
    """The last `cells` values. floor: what the lowest step means; least: the smallest range that fills the height. Negative: no value."""
    shown = values[-cells:] if cells > 0 else ()
    span = max([least, *(value - floor for value in shown)]) or 1.0
    drawn = "".join(NOTHING if value < 0 else STEPS[_step((value - floor) / span)] for value in shown)
    return drawn.rjust(cells, NOTHING)


def _step(share: float) -> int:
    return max(0, min(len(STEPS) - 1, int(share * len(STEPS))))


def cpu(series: Series, cells: int) -> str:
    return curve(series.cpu, cells, 0.0, 10.0)


def rss(series: Series, cells: int) -> str:
    known = [value for value in series.rss[-cells:] if value] if cells > 0 else []
    lowest = min(known, default=0)
    return curve([float(value) if value else -1.0 for value in series.rss], cells, lowest, max(known, default=0) / 10)


def proof(series: Series, cells: int) -> str:
    return curve(series.age, cells, 0.0, TTL)


def one_line(series: Series | None, cells: int) -> list[Line]:
    """The three side by side."""
    if series is None or not series.cpu:
        return []
    used, held = series.cpu[-1], series.rss[-1]
    room, worst = max(4, (cells - 43) // 3), max(series.age)
    late = "moving" if worst > TTL else ""
    return [(
        (" cpu   ", "dim"), (cpu(series, room), "text"), (f" {used:.1f} %", "text"), ("   rss ", "dim"), (rss(series, room), "text"),
        (f" {size(held)}", "text"), ("   proof ", "dim"), (proof(series, room), late or "text"), (f" {_behind(worst)}", late or "dim"),
    )]  # fmt: skip


def _behind(worst: float) -> str:
    return "no proof" if worst < 0 else f"max {age(worst)}" if worst > TTL else "fresh"


def lines(series: Series | None, cells: int) -> list[Line]:
    """cpu, rss and the proof's age, a line each, with the newest sample in figures."""
    if series is None or not series.cpu:
        return []
    used, held = series.cpu[-1], series.rss[-1]
    room, worst = cells - 17, max(series.age)
    late = "moving" if worst > TTL else ""
    return [
        ((" cpu   ", "dim"), (cpu(series, room), "text"), (f" {used:>6.1f} %", "text")),
        ((" rss   ", "dim"), (rss(series, room), "text"), (f" {size(held):>6}", "text")),
        ((" proof ", "dim"), (proof(series, room), late or "text"), (f" {_behind(worst):>8}", late or "dim")),
    ]
