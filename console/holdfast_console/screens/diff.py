"""Diff: one difference on the whole screen, as keys and as lines."""

from __future__ import annotations

from holdfast.core.words import Diff
from holdfast_console.bridge import Bridge
from holdfast_console.screens.page import OnePane
from holdfast_console.screens.reader import Reader
from holdfast_console.store import Store
from holdfast_console.text import Line, clean, rule
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets.pane import Look


class DiffPage(OnePane):
    key = "diff"

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self.reader = Reader()
        self._between = 0, 0
        self._title = ""
        self._lines: list[Line] = []

    def open(self, old: int, new: int, title: str) -> None:
        self._between, self._title = (old, new), title
        self.reader.begin()

    def move(self, action: str) -> None:
        self.reader.move(action)
        self.paint()

    def export(self) -> list[Line]:
        return self._lines

    def paint(self) -> None:
        old, new = self._between
        if not new:
            return
        self._lines = body(self.reader.ask(self.bridge, self.store, old, new), self.reader, self.size.width)
        head = rule(((clean(self._title), "title"),), ((f"#{old} → #{new}", "dim"),), self.size.width)
        self.pane.show([head, *self.reader.window(self._lines, max(1, self.size.height - 1), self.look.keys["down"])])


def body(answer: object, reader: Reader, cells: int) -> list[Line]:
    """A difference as it is shown, or why it is not."""
    if not isinstance(answer, Diff):
        return missing(answer)
    return [((" " + painter.summary(answer), "dim"),), *painter.keys(answer, cells), (), *reader.lines(answer, cells)]


def missing(answer: object) -> list[Line]:
    """Why there is no difference to show."""
    return [((" " + clean(answer), "wrong"),)] if isinstance(answer, str) else [((" fetching the difference…", "dim"),)]
