"""Diff: one difference on the whole screen, as keys and as lines."""

from __future__ import annotations

from holdfast.core.words import Diff
from holdfast_console.bridge import Bridge
from holdfast_console.screens.page import OnePane, moved
from holdfast_console.store import Store
from holdfast_console.text import Line, clean, rule
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets.pane import Look


class DiffPage(OnePane):
    key = "diff"

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self._key: tuple[str, int, int] = ("diff", 0, 0)
        self._title = ""
        self._top = 0
        self._lines: list[Line] = []

    def open(self, old: int, new: int, title: str) -> None:
        self._key, self._title, self._top = ("diff", old, new), title, 0

    def move(self, action: str) -> None:
        room = max(1, self.size.height - 1)
        self._top = moved(self._top, max(1, len(self._lines) - room + 1), action, room)
        self.paint()

    def export(self) -> list[Line]:
        return self._lines

    def paint(self) -> None:
        _, old, new = self._key
        if not new:
            return
        self.bridge.ask(self._key, "diff", old=str(old), new=str(new))
        self._lines = body(self.store.answered(self._key), self.size.width)
        room = max(1, self.size.height - 1)
        self._top = max(0, min(self._top, len(self._lines) - room))
        head = rule(((clean(self._title), "title"),), ((f"#{old} → #{new}", "dim"),), self.size.width)
        self.pane.show([head, *painter.window(self._lines, self._top, room)])


def body(answer: object, cells: int) -> list[Line]:
    """A difference as it is shown, or why it is not."""
    if isinstance(answer, str):
        return [((" " + clean(answer), "wrong"),)]
    if not isinstance(answer, Diff):
        return [((" fetching the difference…", "dim"),)]
    return [((" " + painter.summary(answer), "dim"),), *painter.keys(answer, cells), (), *painter.lines(answer)]
