"""Some of a list: space takes one in or out, enter keeps them, esc changes nothing. Nothing at all cannot be kept."""

from __future__ import annotations

from holdfast_console.glyphs import CURSOR, YES
from holdfast_console.screens.dialog import DOWN, UP, Dialog, around, wrapped
from holdfast_console.store import Clock
from holdfast_console.text import EMPTY, Line, left, on_cursor
from holdfast_console.widgets.pane import Look


class Pick(Dialog):
    """choices: (id, title, chosen). Answers with the chosen ids, with spaces between."""

    def __init__(self, look: Look, clock: Clock, heading: str, words: str, choices: list[tuple[str, str, bool]]) -> None:
        super().__init__(look, clock)
        self.heading, self._words, self._choices, self._at = heading, words, choices, 0

    def lines(self) -> list[Line]:
        words = [*wrapped([((self._words, "dim"),)], self.width), EMPTY]
        return [*words, *around([[self._choice(y)] for y in range(len(self._choices))], self._at, self.room - len(words))]

    def _choice(self, y: int) -> Line:
        name, title, chosen = self._choices[y]
        sign = YES if chosen else " "
        cursor = CURSOR if y == self._at else " "
        role = "bold" if chosen else "dim"
        made: Line = ((f" {cursor} {sign} ", "accent"), (left(title, 12), role), (left(name, self.width - 17), "dim"))
        return on_cursor(made) if y == self._at else made

    def foot(self) -> Line:
        return (("spc", "accent"), (" in or out ", "dim"), ("⏎", "accent"), (" keeps ", "dim"), ("esc", "accent"), (" cancel", "dim"))

    def key(self, key: str) -> None:
        if key in (*UP, *DOWN):
            self._at = (self._at + (-1 if key in UP else 1)) % len(self._choices)
        elif key == "space":
            name, title, chosen = self._choices[self._at]
            self._choices[self._at] = (name, title, not chosen)
        elif key == "enter":
            self.dismiss(" ".join(name for name, _, chosen in self._choices if chosen))
            return
        self.paint()
