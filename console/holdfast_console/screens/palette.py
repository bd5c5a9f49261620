"""The palette: every action that has a name, searched while one types. Choosing one is the same as pressing its key, gates and all."""

from __future__ import annotations

from textual.fuzzy import Matcher

from holdfast_console import commands
from holdfast_console.actions import Action, why_not
from holdfast_console.glyphs import CURSOR
from holdfast_console.place import Place
from holdfast_console.screens.dialog import Dialog, around
from holdfast_console.store import Clock
from holdfast_console.text import EMPTY, Line, left, on_cursor, wrap
from holdfast_console.widgets.command_line import Field
from holdfast_console.widgets.pane import Look

_ASIDE = 60  # cells from which on what an action does stands beside its name
_WORDS = 0.7  # what a match in the words counts against one in the name


class Palette(Dialog):
    """Answers with an action's name."""

    heading = "all actions"
    cells = 90
    guard = 0.0  # what is chosen here has its own gate

    def __init__(self, look: Look, clock: Clock, place: Place, actions: tuple[Action, ...]) -> None:
        super().__init__(look, clock)
        self._place, self._actions = place, commands.named(actions)
        self._field, self._at = Field(), 0
        self._found = list(self._actions)

    def lines(self) -> list[Line]:
        entries = [self._entry(action, y == self._at) for y, action in enumerate(self._found)]
        shown = around(entries, self._at, self.room - 2) if entries else [((" no action is like this", "dim"),)]
        return [self._field.spans("", self.width), EMPTY, *shown, *([EMPTY] * (self.room - 2 - len(shown)))]

    def _entry(self, action: Action, cursor: bool) -> list[Line]:
        reason = why_not(action, self._place) if action.here(self._place.screen) else ""
        role = "dim" if reason else "text"
        key = self.look.keys[action.id] if action.keys else ""
        name: Line = ((left(action.id, 15), role), (left(key, 5), "dim" if reason else "accent"))
        start: Line = ((f" {CURSOR if cursor else ' '} ", "accent"), *name)
        aside = 20 if self.width >= _ASIDE else 0
        rows = wrap(self._words(action, reason), self.width - 2 - aside)
        made: list[Line] = [(*start, (rows[0], "dim")) if aside else start]
        made += [((" " * (3 + aside) + row, "dim"),) for row in (rows[1:] if aside else rows)]
        return [on_cursor(line) for line in made] if cursor else made

    def _words(self, action: Action, reason: str) -> str:
        return f"not now: {reason}" if reason else self.look.keys.fill(action.help)

    def foot(self) -> Line:
        return (("↑ ↓", "accent"), (" choose ", "dim"), ("⏎", "accent"), (" does it ", "dim"), ("esc", "accent"), (" cancel", "dim"))

    def key(self, key: str) -> None:
        steps = {"up": -1, "shift+tab": -1, "down": 1, "tab": 1, "pgup": -8, "pgdn": 8}
        if key == "enter":
            if self._found:
                self.dismiss(self._found[self._at].id)
            return
        if key in steps:
            self._at = max(0, min(len(self._found) - 1, self._at + steps[key]))
        else:
            self.paste(key)
        self.paint()

    def paste(self, character: str) -> None:
        if self._field.key(character):
            self._search(self._field.text.strip())

    def _search(self, text: str) -> None:
        """Names that are like it first, then words; without a text all as the registry has them."""
        matcher, self._at = Matcher(text), 0
        scores = {a.id: max(matcher.match(a.id), _WORDS * matcher.match(a.help)) for a in self._actions} if text else {}
        found = [action for action in self._actions if not text or scores[action.id] > 0]
        self._found = sorted(found, key=lambda action: -scores.get(action.id, 0.0))
