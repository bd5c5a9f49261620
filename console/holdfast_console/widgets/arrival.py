"""How long a change takes to arrive, and what became of the kernel's hints, as lines.

Three parts of the way, each from measurements of its own: an event made on purpose until it was heard (the kernel stamps no events, so
nothing else tells), then of the last edits from there to their plan, and from the plan until the last worker had been sent it.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from holdfast.core.view import View
from holdfast.core.watched import SENDING, FanOut, Watched
from holdfast_console.glyphs import NO
from holdfast_console.rows import number
from holdfast_console.store import Clock
from holdfast_console.text import Line, cut, wrap
from holdfast_console.widgets.spark import curve

PARTS = 4  # lines without the single edits
_CURVE = 24  # cells
_MANY = 100  # samples from which on a 99th percentile is another figure than the slowest


def title(found: Watched) -> Line:
    edits, tests = len(found.latency), len(found.probes)
    many = " · ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in ((edits, "edit"), (tests, "test")) if count)
    return (("how long a change takes", "title"), (f" · {many}" if many else "", "dim"))


def lines(found: Watched, view: View, clock: Clock, key: str, room: tuple[int, int]) -> list[Line]:
    """key: of the test. room: (lines, cells)."""
    height, cells = room
    ways = list(reversed(found.latency))
    sent = [_sending(way) for way in ways]
    made = [
        _tested(found, view, clock, key, cells),
        _part("supervisor → plan", [way.took - part for way, part in zip(ways, sent, strict=True)], "no edit yet", cells),
        _part(f"plan → {sum(1 for w in view.workers if w.pid)} workers", sent, "no edit yet", cells),
        _counts(found, cells),
    ]
    if ways and height > PARTS:
        made += [_way(way, clock, cells) for way in found.latency[: height - PARTS]]
    return made[:height]


def _sending(way: FanOut) -> float:
    return sum(took for step, took in way.steps if step == SENDING)


def _tested(found: Watched, view: View, clock: Clock, key: str, cells: int) -> Line:
    name = "kernel → supervisor"
    if view.source.watching == "polling":
        return _part(name, [], "the source is polled: there are no events", cells)
    if not found.probes:
        return _part(name, [], f"not measured yet: {key} makes an event and waits for it", cells)
    last = found.probes[-1]
    if last.took < 0:
        return ((f"  {name:<21}", "dim"), (f"{NO} the test of {clock.hms(last.at)} was not heard", "wrong"))
    return _part(name, [one.took for one in found.probes if one.took >= 0], "", cells)


def _part(name: str, took: Sequence[float], none: str, cells: int) -> Line:
    if not took:
        return ((f"  {name:<21}", "dim"), (none, "dim"))
    ordered = sorted(took)
    most = ordered[-1 - len(ordered) // _MANY]
    word = "p99" if len(ordered) >= _MANY else "max"
    drawn = curve([one * 1000 for one in took[-_CURVE:]], min(_CURVE, len(took)), 0.0, 10.0) if cells >= 60 else ""
    return (
        (f"  {name:<21}", "dim"), (f"p50 {_ms(median(ordered)):>7}  {word} {_ms(most):>7}  ", "text"), (drawn, "text"),
    )  # fmt: skip


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}ms" if seconds < 1 else f"{seconds:.1f}s"


def _counts(found: Watched, cells: int) -> Line:
    heard = found.heard
    words = (
        f"{heard.hints} hints, {heard.coalesced} coalesced · {heard.readings} readings, {heard.same} same"
        f" · {heard.broadcasts} broadcasts, delivered {heard.answered}/{heard.sent}"
    )
    return ((f"  {cut(words, cells - 3)}", "dim"),)


def _way(way: FanOut, clock: Clock, cells: int) -> Line:
    steps = " ".join(f"{name} {took * 1000:.1f}" for name, took in way.steps)
    line = f" {way.took * 1000:>7.1f} ms to {way.workers}"
    return ((f"  {number(way.seq):>5} {clock.hms(way.at)}", "dim"), (line, "text"), (cut(f": {steps}", cells - len(line) - 17), "dim"))


def sentence(found: Watched, cells: int) -> list[Line]:
    """The counts in full, for a page that has room."""
    return [((f" {row}", "dim"),) for row in wrap("".join(text for text, _ in _counts(found, 999)), cells - 2)]
