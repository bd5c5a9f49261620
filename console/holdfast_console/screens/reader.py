"""How somebody reads a difference: how far down, side by side or in one column, hunk by hunk or the whole file.

The painter knows how many lines there are and how many fit; a reader remembers it from the last time it was shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from holdfast.core.words import Diff
from holdfast_console.bridge import Bridge
from holdfast_console.screens.page import moved
from holdfast_console.store import Store
from holdfast_console.text import Line
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets import split

LEAD = 3  # lines of a whole file above its first change
_CHANGED = {"added", "removed"}
SPLIT_FROM = 110  # cells: two columns of a configuration file need that much


class Reader:
    def __init__(self) -> None:
        self.wished = False  # side by side, where there is room
        self.full = False  # the lines that stay, too
        self._top, self._last, self._room = 0, 0, 1
        self._stops: tuple[int, ...] = ()
        self._seeks = False  # the first change of a whole file

    def begin(self) -> None:
        """Another difference, from its beginning."""
        self._top, self._seeks = 0, self.full

    def turn(self) -> None:
        """From the hunks to the whole file, and back."""
        self.full = not self.full
        self.begin()

    def ask(self, bridge: Bridge, store: Store, old: int, new: int) -> Diff | str | None:
        """That difference, why there is none, or None while it is not there yet. The hunks stand there until the whole has come."""
        key: tuple[object, ...] = ("diff", old, new)
        hunks = store.answered(key)
        more = {"full": True} if self.full else {}
        key = (*key, *more)
        bridge.ask(key, "diff", old=str(old), new=str(new), **more)
        answer = store.answered(key) or hunks
        return answer if isinstance(answer, Diff | str) else None

    def lines(self, diff: Diff, cells: int) -> list[Line]:
        return split.lines(diff, cells) if self.split(cells) else painter.lines(diff, cells)

    def split(self, cells: int) -> bool:
        return self.wished and cells >= SPLIT_FROM

    def window(self, lines: list[Line], height: int, key: str) -> list[Line]:
        """The part that is shown now. key: what shows more."""
        self._room, self._last = max(1, height), max(0, len(lines) - height)
        self._stops = tuple(self._places(lines))
        if self._seeks and self._stops:
            self._top, self._seeks = self._stops[0] - LEAD, False
        self._top = max(0, min(self._top, self._last))
        return painter.window(lines, self._top, height, key)

    def _places(self, lines: list[Line]) -> Iterator[int]:
        """Where a hunk begins; in a whole file, where a change does."""
        roles = [{role for _, role in line} for line in lines]
        for y, here in enumerate(roles):
            if painter.HUNK in here or (self.full and here & _CHANGED and not (y and roles[y - 1] & _CHANGED)):
                yield y

    def move(self, action: str) -> None:
        self._top = moved(self._top, self._last + 1, action, self._room)

    def hunk(self, step: int) -> str:
        """To the next hunk, or the one before; why not, '' = done."""
        ahead = [y for y in self._stops if (y > self._top if step > 0 else y < self._top)]
        if not ahead or (step > 0 and self._top == self._last):
            return "the last hunk is in view" if step > 0 else "this is the first hunk"
        self._top = min(ahead[0] if step > 0 else ahead[-1], self._last)
        return ""
