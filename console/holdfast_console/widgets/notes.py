"""What is known of a change beside its two values: it was tried before, the key is new or goes, how many times as much it is.

A note stands behind the key, and behind the line of the difference that says the same thing, where exactly one line can be meant.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import NamedTuple

from rich.cells import cell_len

from holdfast.core.words import Change, Diff
from holdfast.core.words import Line as DiffLine
from holdfast_console.glyphs import WARN
from holdfast_console.text import Line, clean, cut, width

HUGE = 1e6  # times: such numbers say no more than their two values
SEVERAL = 2.0  # times as much, or as little, from which on it is said
_AMOUNT = re.compile(r'(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|"(-?\d+(?:\.\d+)?) ?([A-Za-z%]+)"')  # 250, or "250ms"
_LAST = re.compile(r'(?:^|[.\s])("(?:[^"\\]|\\.)*"|[\w-]+)$')
_SAYS = re.compile(r"""\s*(?:- +)*(["']?)([\w.-]+)\1\s*[:=]\s*(.*)""")


def of(change: Change, short: bool = False) -> Line:
    """▲ rolled back in #6 (short: ▲ #6) · ×4 · new key · goes; () = nothing to say."""
    past = change.past
    before: Line = ((f"{WARN} #{past.seq}" if short else f"{WARN} {clean(past.outcome)} in #{past.seq}", "moving"),) if past else ()
    words, role = _words(change)
    after: Line = ((f"  {words}" if before else words, role),) if words else ()
    return (*before, *after)


def _words(change: Change) -> tuple[str, str]:
    if change.old is None:
        return "new key", "dim"
    if change.new is None:
        return "goes", "dim"
    return factor(change.old, change.new), "text"


def factor(old: str, new: str) -> str:
    """×4 or ÷3.3 from 2 on, of numbers and of texts that are a number and the same unit; '' for all else."""
    was, now = _AMOUNT.fullmatch(old), _AMOUNT.fullmatch(new)
    if was is None or now is None or was[3] != now[3]:
        return ""
    before, after = float(was[1] or was[2]), float(now[1] or now[2])
    ratio = after / before if before and math.isfinite(before) else 0.0
    if not 1 / HUGE < ratio < HUGE:
        return ""
    sign, times = ("×", ratio) if ratio >= 1 else ("÷", 1 / ratio)
    return f"{sign}{_short(times)}" if times >= SEVERAL else ""


def _short(times: float) -> str:
    return f"{times:.0f}" if times >= 10 or times == int(times) else f"{times:.1f}".removesuffix(".0")


class Noted(NamedTuple):
    """One line of a difference with its note."""

    mark: str
    text: str
    note: Line = ()


def beside(diff: Diff) -> list[Noted]:
    """Every line of the difference, with the note of the one key that it says."""
    said: dict[tuple[str, str], list[int]] = {}
    for number, line in enumerate(diff.lines):
        if line.mark in "+-" and (name := _name(line)):
            said.setdefault((line.mark, name), []).append(number)
    keys = [("-" if change.new is None else "+", _last(change.key)) for change in diff.changes]
    once, found = Counter(keys), dict[int, Line]()
    for key, change in zip(keys, diff.changes, strict=True):
        numbers = said.get(key, [])
        if len(numbers) == once[key] == 1 and _same(diff.lines[numbers[0]], change):
            found[numbers[0]] = of(change)
    return [Noted(line.mark, line.text, found.get(number, ())) for number, line in enumerate(diff.lines)]


def _last(key: str) -> str:
    """The name that a line of the file would have: the last part of a dotted key, '' for an item of a list."""
    match = _LAST.search(key)
    return match[1].strip('"') if match else ""


def _name(line: DiffLine) -> str:
    match = _SAYS.match(line.text)
    return match[2].rpartition(".")[2] if match else ""


def _same(line: DiffLine, change: Change) -> bool:
    """Does the line say what the key has (became, or was where it goes)? Of tables and lists only their beginning can be compared."""
    match, value = _SAYS.match(line.text), change.old if change.new is None else change.new
    return bool(match and value) and _bare(match[3]).startswith(_bare(value))  # type: ignore[index, arg-type]


def _bare(text: str) -> str:
    """Without what JSON, TOML and YAML write differently."""
    return re.sub(r"[\"'_\s]", "", text)


def placed(text: str, role: str, note: Line, column: int, cells: int) -> Line:
    """The note from `column` on, or behind the text; where there is no room for both the text gives way, to a half of it."""
    text = cut(text, max(cells // 2, cells - width(note) - 2))
    gap = max(2, min(column, cells - width(note)) - cell_len(text))
    return ((text, role), (" " * gap, "text"), *note)
