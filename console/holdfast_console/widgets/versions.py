"""A version as a line of History: what it is, how many proved it, how long that took, who wanted it and who approved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from holdfast.core.view import VersionView, View
from holdfast_console.glyphs import CURSOR, DOT, MARKED
from holdfast_console.rows import checksum, number
from holdfast_console.store import Clock
from holdfast_console.text import Line, clean, left, on_cursor, rule, wrap

_BAD = ("rejected", "refused", "aborted", "rolled back", "stuck")
_COUNTED = re.compile(r" \(\d+ of \d+\)$")  # `active (5 of 6)`: the figures have a column of their own
_OWNER = re.compile(r"^file, owner (uid \d+).*")


NARROW = 60  # cells


def title(view: View, shown: int, text: str, journal: Line, cells: int) -> Line:
    """shown: how many of them; text: what they are filtered by, '' = nothing; journal: what is known of the records behind them."""
    count = len(view.versions)
    words: Line = (
        ("history ", "title"), (f"{shown} of {count} versions" if text.strip() else f"{count} versions", "dim"),
        (f" · /{clean(text)}" if text.strip() else ", newest first" if cells >= 100 else "", "moving" if text.strip() else "dim"),
        ("; ", "dim"), (DOT, "accent"), (" should run", "dim"),
    )  # fmt: skip
    return rule(words, journal, cells)


class Columns(NamedTuple):
    """digits: cells for 6/6, or 1000/1000. wide: there is room for times and both people; narrow: for neither label nor bytes."""

    digits: int
    wide: bool
    narrow: bool


def columns(versions: Iterable[VersionView], wide: bool, cells: int) -> Columns:
    digits = max(6, max((2 * len(str(v.members)) + 1 for v in versions), default=0))
    return Columns(digits, wide, cells < NARROW)


def head(c: Columns) -> Line:
    """Where there is no room for times, the version's label says when."""
    when, by = (f"{'WHEN':<15}", f"{'BY':<14} {'APPROVED':<10}") if c.wide else ("", f"{'BY':<8}")
    label = "" if c.narrow else f"{'VERSION':<20} {'BYTES':<7} "
    return ((f"     ID {when}{label}{'PROVED':>{c.digits}} {'OUTCOME':<11} {'TOOK':>6} {by} NOTE", "head"),)


def line(v: VersionView, clock: Clock, c: Columns, *, cursor: bool, base: bool) -> Line:
    outcome = _COUNTED.sub("", clean(v.outcome))
    missing = v.members > v.proved > 0 and outcome == "active"
    made: Line = (
        (MARKED if base else CURSOR if cursor else " ", "accent"),
        (DOT if v.current else " ", "accent"),
        (f"{number(v.seq):>5} ", "bold" if cursor or base else "text"),
        (f"{clock.day(v.at)} " if c.wide else "", "dim"),
        ("" if c.narrow else f"{left(clean(v.version), 20)} ", "text"),
        ("" if c.narrow else f"{checksum(v.sha256):<7} ", "text"),
        (f"{f'{v.proved}/{v.members}' if v.proved else '–':>{c.digits}} ", "moving" if missing else "text"),
        (left(outcome, 11) + " ", "wrong" if outcome.startswith(_BAD) else "moving" if outcome == "open" else "text"),
        (f"{_took(v.took):>6} ", "dim"),
        *_people(v, c.wide),
        (clean(note(v)), "dim"),
    )
    return on_cursor(made) if cursor else made


def _took(seconds: float) -> str:
    if not seconds:
        return "–"
    return f"{seconds * 1000:.0f}ms" if seconds < 0.9995 else f"{seconds:.1f}s"


def _people(v: VersionView, wide: bool) -> Line:
    """Who wanted it, and who approved; in a narrow terminal whoever is nearer to the decision."""
    approved = ", ".join(clean(a) for a in v.approved_by)
    by = _OWNER.sub(r"file, \1", clean(v.author))
    if wide:
        return ((left(by, 14) + " ", "text"), (left(approved or "–", 10) + " ", "text"))
    return ((left(approved or by, 8) + " ", "text"),)


def note(v: VersionView) -> str:
    if v.content_of:
        return f"{v.kind} to {number(v.content_of)} {v.note}".strip()
    return v.note or v.kind


def about(v: VersionView, cells: int) -> list[Line]:
    """The whole of what its line has cut, in at most two lines."""
    approved = f" · approved by {', '.join(v.approved_by)}" if v.approved_by else ""
    words = f"{v.version} · {note(v)} · by {v.author}{approved}"
    return [((f" {row}", "dim"),) for row in wrap(words, cells, 2)]
