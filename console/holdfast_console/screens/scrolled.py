"""A page about one of several things: a title, lines that may be more than the screen has, and its neighbours with [ and ]."""

from __future__ import annotations

from holdfast_console.screens.page import OnePane, moved, neighbours
from holdfast_console.text import Line, rule
from holdfast_console.widgets import diff as painter


class Scrolled(OnePane):
    _top = 0
    _length = 0

    def title(self) -> Line:
        """What it is about."""
        raise NotImplementedError

    def lines(self) -> list[Line]:
        """All of it; none: there is nothing to be about."""
        raise NotImplementedError

    def turn(self, action: str) -> None:
        """To the thing after this one (down), or before it (up)."""
        raise NotImplementedError

    def arrive(self) -> None:
        self._top = 0

    def move(self, action: str) -> None:
        if action in ("next", "previous"):
            self.turn("down" if action == "next" else "up")
            self._top = 0
        else:
            room = max(1, self.size.height - 1)
            self._top = moved(self._top, max(1, self._length - room + 1), action, room)
        self.paint()

    def export(self) -> list[Line]:
        return self.lines()

    def paint(self) -> None:
        size = self.size
        if not size.width:
            return
        lines, room = self.lines(), max(1, size.height - 1)
        self._length = len(lines)
        self._top = max(0, min(self._top, len(lines) - room))
        head = rule(self.title(), neighbours(self.look.keys), size.width)
        self.pane.show([head, *painter.window(lines, self._top, room, self.look.keys["down"])] if lines else [])
