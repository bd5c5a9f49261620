"""A difference as lines and as keys. + and - carry the meaning; their colours are neither green nor red, which mean proof."""

from __future__ import annotations

from rich.cells import cell_len

from holdfast.core.words import Change, Diff
from holdfast_console.text import Line, clean, cut, width
from holdfast_console.widgets import notes

SHORT = 70  # cells of a line below which a note about the past is only a number
HUNK = "hunk"  # the role of a hunk's head
ROLE = {"+": "added", "-": "removed", "@": HUNK, " ": "text"}


def lines(diff: Diff, cells: int = 0) -> list[Line]:
    """cells: that the notes beside the lines may fill, 0 = no notes."""
    if not diff.lines and not diff.changes:
        return same()
    found = notes.beside(diff) if cells else [notes.Noted(line.mark, line.text) for line in diff.lines]
    column = max((cell_len(text(line)) for line in found if line.note), default=0) + 4
    return [*(_line(line, column, cells) for line in found), *left_out(diff)]


def same() -> list[Line]:
    return [((" the same content: no line differs", "dim"),)]


def left_out(diff: Diff) -> list[Line]:
    return [((f" … {diff.cut} more lines are not shown", "dim"),)] if diff.cut else []


def text(line: notes.Noted) -> str:
    return (" " if line.mark == "@" else f" {line.mark} ") + clean(line.text)


def _line(line: notes.Noted, column: int, cells: int) -> Line:
    role = ROLE.get(line.mark, "text")
    return notes.placed(text(line), role, line.note, column, cells) if line.note else ((text(line), role),)


def window(all_lines: list[Line], top: int, height: int, key: str) -> list[Line]:
    """`height` of them from `top` on; where something is hidden it says so, and which key shows it."""
    if height <= 0:
        return []
    part = all_lines[top : top + height]
    hidden = len(all_lines) - top - len(part)
    if hidden > 0:
        part = [*part[:-1], ((f" ↓ {hidden + 1} more lines, {key}", "dim"),)]
    return part


def keys(diff: Diff, cells: int) -> list[Line]:
    """One line a key: what it was and what it becomes."""
    name_width = min(max((cell_len(clean(c.key)) for c in diff.changes), default=0), cells // 2)
    return [_key(change, name_width, cells) for change in diff.changes]


def _key(change: Change, name_width: int, cells: int) -> Line:
    name = cut(clean(change.key), name_width)
    known = notes.of(change, short=cells < SHORT)
    note: Line = (("  ", "text"), *known) if known else ()
    start: Line = (("  ", "text"), (name + " " * (name_width - width(((name, ""),))) + "  ", "text"))
    if change.old is None:
        return (*start, (f"+ {clean(change.new or '')}", "added"), *note)
    if change.new is None:
        return (*start, (f"- {clean(change.old)}", "removed"), *note)
    secret: Line = (("  secret", "dim"),) if change.old == change.new else ()  # both are masked
    return (*start, (clean(change.old), "removed"), (" → ", "dim"), (clean(change.new), "added"), *secret, *note)


def differing(diff: Diff) -> str:
    """3 of 41 keys differ"""
    count, keys = len(diff.changes), diff.keys
    return f"{count} of {keys} keys differ" if keys else f"{count} keys differ"


def summary(diff: Diff) -> str:
    """3 changed · 1 added · 0 removed"""
    kinds = [change.kind for change in diff.changes]
    return " · ".join(f"{kinds.count(kind)} {kind}" for kind in ("changed", "added", "removed"))
