"""A difference side by side: what is there now at the left, what would be at the right, a changed line beside what it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from holdfast.core.words import Diff
from holdfast.core.words import Line as DiffLine
from holdfast_console.text import Line, clean, cut, fit
from holdfast_console.widgets.diff import HUNK, ROLE, left_out, same

_BETWEEN: Line = ((" │", "rule"),)


def lines(diff: Diff, cells: int) -> list[Line]:
    if not diff.lines and not diff.changes:
        return same()
    half = (cells - 2) // 2
    made: list[Line] = [_row(old, new, half) for old, new in pairs(diff.lines)]
    return made + left_out(diff)


def pairs(some: tuple[DiffLine, ...]) -> Iterator[tuple[DiffLine | None, DiffLine | None]]:
    """Each line of the left with its line of the right; None: nothing is there. A hunk's head stands on both sides."""
    old: list[DiffLine] = []
    new: list[DiffLine] = []
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


def _row(old: DiffLine | None, new: DiffLine | None, half: int) -> Line:
    if old is not None and old.mark == "@":
        return ((" " + cut(clean(old.text), 2 * half), HUNK),)
    return (*fit(_side(old, half), half), *_BETWEEN, *_side(new, half))


def _side(line: DiffLine | None, half: int) -> Line:
    if line is None:
        return ()
    return ((cut(f" {line.mark} {clean(line.text)}", half), ROLE.get(line.mark, "text")),)
