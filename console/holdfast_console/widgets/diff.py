"""A difference as lines and as keys. + and - carry the meaning; their colours are neither green nor red, which mean proof."""

from __future__ import annotations

from rich.cells import cell_len

from holdfast.core.words import Change, Diff
from holdfast.core.words import Line as DiffLine
from holdfast_console.text import Line, clean, cut, width

HUNK = "hunk"  # the role of a hunk's head
ROLE = {"+": "added", "-": "removed", "@": HUNK, " ": "text"}


def lines(diff: Diff) -> list[Line]:
    if not diff.lines and not diff.changes:
        return same()
    return [*(_line(line) for line in diff.lines), *left_out(diff)]


def same() -> list[Line]:
    return [((" the same content: no line differs", "dim"),)]


def left_out(diff: Diff) -> list[Line]:
    return [((f" … {diff.cut} more lines are not shown", "dim"),)] if diff.cut else []


def _line(line: DiffLine) -> Line:
    sign = " " if line.mark == "@" else f" {line.mark} "
    return ((sign + clean(line.text), ROLE.get(line.mark, "text")),)


def window(all_lines: list[Line], top: int, height: int, key: str = "j") -> list[Line]:
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
    start: Line = (("  ", "text"), (name + " " * (name_width - width(((name, ""),))) + "  ", "text"))
    if change.old is None:
        return (*start, (f"+ {clean(change.new or '')}", "added"), ("  new key", "dim"))
    if change.new is None:
        return (*start, (f"- {clean(change.old)}", "removed"), ("  gone", "dim"))
    secret: Line = (("  secret", "dim"),) if change.old == change.new else ()  # both are masked
    return (*start, (clean(change.old), "removed"), (" → ", "dim"), (clean(change.new), "added"), *secret)


def summary(diff: Diff) -> str:
    """3 changed · 1 added · 0 removed"""
    kinds = [change.kind for change in diff.changes]
    return " · ".join(f"{kinds.count(kind)} {kind}" for kind in ("changed", "added", "removed"))
