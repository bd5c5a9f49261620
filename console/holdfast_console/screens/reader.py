"""How somebody reads a difference: how far down, side by side or in one column, from hunk to hunk.

The painter knows how many lines there are and how many fit; a reader remembers it from the last time it was shown.
"""

from __future__ import annotations

from holdfast.core.words import Diff
from holdfast_console.screens.page import moved
from holdfast_console.text import Line
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets import split

SPLIT_FROM = 110  # cells: two columns of a configuration file need that much


class Reader:
    def __init__(self) -> None:
        self.wished = False  # side by side, where there is room
        self._top, self._last, self._room = 0, 0, 1
        self._stops: tuple[int, ...] = ()

    def begin(self) -> None:
        """Another difference, from its beginning."""
        self._top = 0

    def lines(self, diff: Diff, cells: int) -> list[Line]:
        return split.lines(diff, cells) if self.split(cells) else painter.lines(diff, cells)

    def split(self, cells: int) -> bool:
        return self.wished and cells >= SPLIT_FROM

    def window(self, lines: list[Line], height: int, key: str) -> list[Line]:
        """The part that is shown now. key: what shows more."""
        self._room, self._last = max(1, height), max(0, len(lines) - height)
        self._stops = tuple(y for y, line in enumerate(lines) if line and line[0][1] == painter.HUNK)
        self._top = max(0, min(self._top, self._last))
        return painter.window(lines, self._top, height, key)

    def move(self, action: str) -> None:
        self._top = moved(self._top, self._last + 1, action, self._room)

    def hunk(self, step: int) -> str:
        """To the next hunk, or the one before; why not, '' = done."""
        ahead = [y for y in self._stops if (y > self._top if step > 0 else y < self._top)]
        if not ahead or (step > 0 and self._top == self._last):
            return "the last hunk is in view" if step > 0 else "this is the first hunk"
        self._top = min(ahead[0] if step > 0 else ahead[-1], self._last)
        return ""
