"""Commands: what was done in this session, newest first, each with the command line that does the same, and what came of it."""

from __future__ import annotations

from holdfast_console.glyphs import CURSOR
from holdfast_console.screens.page import OnePane, moved
from holdfast_console.store import Done
from holdfast_console.text import Line, clean, fit, on_cursor, rule


class Commands(OnePane):
    key = "commands"
    _at = 0
    _top = 0

    @property
    def entries(self) -> list[Done]:
        return list(reversed(self.store.done))

    @property
    def command(self) -> str:
        """The command line under the cursor."""
        found = self.entries
        return found[min(self._at, len(found) - 1)].line if found else ""

    def move(self, action: str) -> None:
        if found := self.entries:
            self._at = moved(min(self._at, len(found) - 1), len(found), action, self.size.height)
        self.paint()

    def paint(self) -> None:
        size, found = self.size, self.entries
        if not size.width:
            return
        room = max(1, size.height - 1)
        at = min(self._at, max(0, len(found) - 1))
        self._top = max(at - room + 1, min(self._top, at, max(0, len(found) - room)))
        title: Line = (("command log ", "title"), (f"{len(found)} in this session, newest first", "dim"))
        head = rule(title, ((self.look.keys["copy"], "accent"), (" copies the line", "dim")), size.width)
        lines = [self._line(done, y == at) for y, done in enumerate(found[self._top : self._top + room], self._top)]
        empty: list[Line] = [(("  nothing done yet: acts and what they came to appear here, each as a line for a script", "dim"),)]
        self.pane.show([head, *(lines or empty)])

    def export(self) -> list[Line]:
        return [self._line(done, cursor=False) for done in self.entries]

    def _line(self, done: Done, cursor: bool) -> Line:
        half = max(20, self.size.width // 2 - 8)
        start: Line = (
            (CURSOR if cursor else " ", "accent"),
            (f"{self.store.clock.hms(done.at)} ", "dim"),
            (clean(done.line) if done.line else f"({done.action})", "bold" if cursor else "text"),
        )
        made = (*fit(start, half + 9), ("  ", "text"), (clean(done.outcome), done.role))
        return on_cursor(made) if cursor else made
