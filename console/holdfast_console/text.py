"""Text that may come from anywhere, made safe and cut to cells.

A worker's output, a reason, a name, a line of a difference: all of it is somebody else's bytes. `clean` (safe.py) takes out what could
move a cursor, colour a screen, reverse the reading order or break a line; painters call it before they measure, and whatever they forget is
caught where a line becomes a strip (widgets/pane.py). Everything after that speaks in spans: a `Span` is (text, role), a `Line` a tuple of
spans; roles become colours in themes.py, and nothing here ever reads markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from holdfast.core.safe import clean as clean

Span = tuple[str, str]
Line = tuple[Span, ...]

EMPTY: Line = ()
CURSOR = "^"  # a role that starts with it is drawn on the cursor's background


def cut(text: str, cells: int) -> str:
    """At most `cells` wide, with … where something is missing."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1) + "…" if cells > 0 else ""


def tail(text: str, cells: int) -> str:
    """Its end, at most `cells` wide, with … where its beginning is missing."""
    if cell_len(text) <= cells:
        return text
    while text and cell_len(text) >= cells:
        text = text[1:]
    return "…" + text


def left(text: str, cells: int) -> str:
    return set_cell_size(cut(text, cells), cells)


def width(line: Line) -> int:
    return sum(cell_len(text) for text, _ in line)


def fit(line: Line, cells: int) -> Line:
    """Exactly `cells` wide: cut with … or padded."""
    if width(line) <= cells:
        pad = cells - width(line)
        role = "^text" if line and line[-1][1].startswith(CURSOR) else "text"
        return (*line, (" " * pad, role)) if pad else line
    out: list[Span] = []
    room = cells
    for text, role in line:
        size = cell_len(text)
        if size >= room:
            out.append((set_cell_size(text, max(0, room - 1)) + "…", role))
            break
        out.append((text, role))
        room -= size
    return tuple(out) if cells > 0 else EMPTY


def spread(start: Line, end: Line, cells: int) -> Line:
    """`start` at the left, `end` at the right edge; where they meet, `start` gives way."""
    room = cells - width(end)
    return (*fit(start, max(0, room)), *fit(end, min(cells, width(end))))


def beside(lefts: Sequence[Line], rights: Sequence[Line], cells: int, height: int) -> list[Line]:
    """Two columns, the left one `cells` wide, both filled up to `height` lines."""
    return [(*fit(_at(lefts, y), cells), *_at(rights, y)) for y in range(height)]


def _at(lines: Sequence[Line], y: int) -> Line:
    return lines[y] if y < len(lines) else EMPTY


def rule(title: Line, end: Line, cells: int) -> Line:
    """`── title ──────── end ──` over the whole width."""
    tail: Line = ((" ", "rule"), *end, (" ──", "rule")) if end else (("──", "rule"),)
    head = fit_most((("── ", "rule"), *title, (" ", "rule")), cells - width(tail))
    return (*head, ("─" * (cells - width(head) - width(tail)), "rule"), *tail)


def fit_most(line: Line, cells: int) -> Line:
    """The line itself where it fits, else cut."""
    return line if width(line) <= cells else fit(line, cells)


def box(title: Line, lines: Sequence[Line], cells: int, height: int, foot: Line = EMPTY, role: str = "rule") -> list[Line]:
    """A frame of `height` lines with a title in its upper and a hint in its lower edge."""
    head = fit_most(((" ", role), *title, (" ", role)), cells - 4) if title else EMPTY
    tail = fit_most(((" ", role), *foot, (" ", role)), cells - 4) if foot else EMPTY
    top: Line = (("╭─", role), *head, ("─" * (cells - 3 - width(head)) + "╮", role))
    bottom: Line = (("╰" + "─" * (cells - 3 - width(tail)), role), *tail, ("─╯", role))
    inner = [(("│", role), *fit(_at(lines, y), cells - 2), ("│", role)) for y in range(height - 2)]
    return [top, *inner, bottom]


def wrap(text: str, cells: int, limit: int = 99) -> list[str]:
    """Words in lines of at most `cells`; what does not fit into `limit` lines ends in …"""
    lines: list[str] = []
    for word in clean(text).split():
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= cells:
            lines[-1] += " " + word
        else:
            lines.extend(_pieces(word, max(1, cells)))
    if len(lines) > limit:
        lines = [*lines[: limit - 1], cut(" ".join(lines[limit - 1 :]), cells)]
    return lines


def _pieces(word: str, cells: int) -> Iterable[str]:
    while cell_len(word) > cells:
        head = ""
        for char in word:
            if cell_len(head + char) > cells:
                break
            head += char
        head = head or word[0]
        yield head
        word = word[len(head) :]
    if word:
        yield word


def on_cursor(line: Line) -> Line:
    """The same line on the cursor's background."""
    return tuple((text, role if role.startswith(CURSOR) else CURSOR + role) for text, role in line)


def plain(lines: Iterable[Line]) -> str:
    """What a reader sees, without colours."""
    return "\n".join("".join(clean(text) for text, _ in line).rstrip() for line in lines)
