"""Themes: moving shows one at once, on everything; enter keeps it, esc goes back to the one from before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from holdfast_console.glyphs import CURSOR, DOT, MARKS, WARN
from holdfast_console.rows import ROLE
from holdfast_console.screens.dialog import DOWN, UP, Dialog, around, wrapped
from holdfast_console.screens.page import moved
from holdfast_console.store import Clock
from holdfast_console.text import EMPTY, Line, left, on_cursor
from holdfast_console.widgets.pane import Look

_SAMPLE: Line = tuple((f"{sign} ", ROLE[mark]) for mark, sign in MARKS.items())


class Themes(Dialog):
    """now: the one that is shown. show: tries one on. notes: what else should be said. Answers with the chosen name, '' = as before."""

    DEFAULT_CSS = "Themes { align: right bottom; background: transparent; }"  # the rest is seen as it will be
    heading = "themes"
    cells = 48

    def __init__(self, look: Look, clock: Clock, names: Sequence[str], now: str, show: Callable[[str], None], notes: Sequence[str]) -> None:
        super().__init__(look, clock)
        self._names, self._before, self._show, self._notes = names, now, show, notes
        self._at = names.index(now)

    def lines(self) -> list[Line]:
        notes = wrapped([((f"{WARN} {note}", "moving"),) for note in self._notes[:3]], self.width)[: self.room // 2]
        room = max(1, self.room - len(notes) - 2)
        shown = around([[self._line(y)] for y in range(len(self._names))], self._at, room)
        return [*shown, *([EMPTY, *notes] if notes else [])]

    def _line(self, y: int) -> Line:
        name, here = self._names[y], y == self._at
        made: Line = (
            (f" {CURSOR if here else ' '}{DOT if name == self._before else ' '} ", "accent"),
            (left(name, self.width - 16), "bold" if here else "text"),
            *(_SAMPLE if here else ()),
        )
        return on_cursor(made) if here else made

    def foot(self) -> Line:
        return (("↑ ↓", "accent"), (" show ", "dim"), ("⏎", "accent"), (" keeps ", "dim"), ("esc", "accent"), (f" as before {DOT}", "dim"))

    def key(self, key: str) -> None:
        steps = {**dict.fromkeys(DOWN, "down"), **dict.fromkeys(UP, "up"), "g": "top", "G": "bottom"}
        if key == "enter":
            self.dismiss(self._names[self._at])
        elif key in steps:
            self._at = moved(self._at, len(self._names), steps[key], 1)
            self._show(self._names[self._at])
            self.paint()
