"""A widget that shows lines and repaints only those that changed; and the look they share.

Screens hand over finished lines (text.Line); the pane compares them with what it shows and marks the differing visible ones
dirty. A finished Strip is cached by its line, so an unchanged line costs a dictionary look-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from holdfast_console.glyphs import ASCII
from holdfast_console.keys import NAMES, Keys
from holdfast_console.text import CURSOR, EMPTY, Line, clean, fit, width
from holdfast_console.themes import Styles

_CACHED = 4096  # strips; a full screen has about 60


class Look:
    """Styles by role, whether glyphs are ASCII, and what to say for a key. One for the whole console.

    faded: the supervisor is gone; what it said last is shown in one dim colour.
    """

    def __init__(self, styles: Styles, pale: Styles, ascii_only: bool) -> None:
        self.ascii_only = ascii_only
        self.faded = False
        self.keys: Keys = NAMES  # until the console knows the operator's
        self._styles, self._pale = styles, pale
        self._strips: dict[tuple[Line, int, bool, bool], Strip] = {}

    def change(self, styles: Styles, pale: Styles) -> None:
        self._styles, self._pale = styles, pale
        self._strips.clear()

    def strip(self, line: Line, cells: int, bar: bool, fades: bool) -> Strip:
        key = (line, cells, bar, self.faded and fades)
        made = self._strips.get(key)
        if made is None:
            if len(self._strips) >= _CACHED:
                self._strips.clear()
            made = self._strips[key] = self._make(line, cells, bar, self.faded and fades)
        return made

    def _make(self, line: Line, cells: int, bar: bool, faded: bool) -> Strip:
        """Neighbours of one style become one segment: fewer bytes for the terminal. Here everything shown comes by: nothing raw passes."""
        line = tuple((clean(text), role) for text, role in line)
        styles = self._pale if faded else self._styles
        pieces = ((self._style(styles, role, bar), self._text(text)) for text, role in fit(line, cells) if text)
        joined = ((style, "".join(text for _, text in group)) for style, group in groupby(pieces, key=itemgetter(0)))
        return Strip([Segment(text, style) for style, text in joined], cells)

    def _text(self, text: str) -> str:
        return text.translate(ASCII) if self.ascii_only else text

    def _style(self, styles: Styles, role: str, bar: bool) -> Style:
        style = styles[role]
        return style + styles["bar"] if bar and role != "tab" and not role.startswith(CURSOR) else style


class Pane(ScrollView, can_focus=False):
    """Lines, as they are given. bar: on the background of header and footer. fades: what it shows comes from the supervisor."""

    DEFAULT_CSS = "Pane { scrollbar-size: 0 0; overflow: hidden; }"

    def __init__(self, look: Look, *, id: str | None = None, bar: bool = False, fades: bool = True) -> None:
        super().__init__(id=id)
        self._look = look
        self._bar = bar
        self._fades = fades
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these from now on."""
        before, self.lines = self.lines, tuple(lines)
        for y in range(max(len(before), len(self.lines))):
            self.renew(y, before[y] if y < len(before) else EMPTY, self.lines[y] if y < len(self.lines) else EMPTY)

    def renew(self, y: int, old: Line, new: Line) -> None:
        """Repaint what differs."""
        if old == new:
            return
        for x, cells in differing(old, new, self.size.width):
            self.refresh(Region(x, y - self.scroll_offset.y, cells, 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        return self._look.strip(self.lines[y] if y < len(self.lines) else EMPTY, self.size.width, self._bar, self._fades)


def differing(old: Line, new: Line, cells: int) -> Iterator[tuple[int, int]]:
    """(x, cells) of what differs: single pieces, where both lines have pieces of the same widths as they are shown, else the whole line."""
    old, new = (tuple((clean(text), role) for text, role in line) for line in (old, new))
    if len(old) != len(new) or any(width((was,)) != width((span,)) for was, span in zip(old, new, strict=True)):
        yield 0, cells
        return
    x, done = 0, 0
    for differs, group in groupby(zip(old, new, strict=True), key=lambda pair: pair[0] != pair[1]):
        spans = tuple(span for _, span in group)
        done += len(spans)
        end = x + width(spans) if done < len(new) else cells  # what fills a line up looks like its last piece
        if differs and x < cells:
            yield x, min(end, cells) - x
        x = end
