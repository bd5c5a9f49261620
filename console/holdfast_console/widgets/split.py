"""A difference side by side: what is there now at the left, what would be at the right, a changed line beside what it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Protocol, TypeVar

from rich.cells import cell_len

from holdfast.core.words import Diff
from holdfast_console.text import Line, clean, cut, fit
from holdfast_console.widgets import notes
from holdfast_console.widgets.diff import HUNK, ROLE, left_out, same, text

_BETWEEN: Line = ((" │", "rule"),)


class _Marked(Protocol):
    @property
    def mark(self) -> str: ...


L = TypeVar("L", bound=_Marked)


def lines(diff: Diff, cells: int) -> list[Line]:
    if not diff.lines and not diff.changes:
        return same()
    half = (cells - 2) // 2
    found = notes.beside(diff)
    column = max((cell_len(text(line)) for line in found if line.note), default=0) + 4
    made: list[Line] = [_row(old, new, half, column) for old, new in pairs(found)]
    return made + left_out(diff)


def pairs(some: Iterable[L]) -> Iterator[tuple[L | None, L | None]]:
    """Each line of the left with its line of the right; None: nothing is there. A hunk's head stands on both sides."""
    old: list[L] = []
    new: list[L] = []
    for line in some:
        if line.mark == "+":
            new.append(line)
        elif line.mark == "-" and not new:
            old.append(line)
        else:
            yield from zip_longest(old, new)
            old, new = ([line], []) if line.mark == "-" else ([], [])
            if line.mark != "-":
                yield line, line
    yield from zip_longest(old, new)


def _row(old: notes.Noted | None, new: notes.Noted | None, half: int, column: int) -> Line:
    if old is not None and old.mark == "@":
        return ((" " + cut(clean(old.text), 2 * half), HUNK),)
    return (*fit(_side(old, half, column), half), *_BETWEEN, *_side(new, half, column))


def _side(line: notes.Noted | None, half: int, column: int) -> Line:
    if line is None:
        return ()
    role = ROLE.get(line.mark, "text")
    return notes.placed(text(line), role, line.note, column, half) if line.note else ((cut(text(line), half), role),)
