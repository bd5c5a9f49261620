"""Help: the keys of this place, from the registry; what cannot be done now says why. Below them the signs."""

from __future__ import annotations

from collections.abc import Iterator

from holdfast_console import keys
from holdfast_console.actions import GROUPS, Action, here, why_not
from holdfast_console.glyphs import MARKS
from holdfast_console.place import TITLES, Place
from holdfast_console.rows import ROLE
from holdfast_console.screens.dialog import DOWN, UP, Dialog
from holdfast_console.store import Clock
from holdfast_console.text import EMPTY, Line, left, wrap
from holdfast_console.widgets.pane import Look

_GROUP = 8  # cells of a group's name, where there is room for it at the side
_BESIDE = 60  # cells from which on there is
_SIGNS = (
    ("proven", "proven", "it answered a fresh challenge with the bytes it really runs"), ("acked", "acked", "it said done; not yet proven"),
    ("drift", "drift", "it proves something else"), ("silent", "silent", "no answer"), ("dead", "dead", "no process, or it refused"),
    ("cordoned", "cordoned", "left out of the quorum"),
)  # fmt: skip


class Help(Dialog):
    cells = 80

    def __init__(self, look: Look, clock: Clock, place: Place, actions: tuple[Action, ...]) -> None:
        super().__init__(look, clock)
        self.heading = f"keys: {TITLES.get(place.screen, place.screen)}"
        self._place, self._actions, self._top = place, actions, 0

    def lines(self) -> list[Line]:
        made = self._all()
        self._top = max(0, min(self._top, len(made) - self.room))
        return made[self._top : self._top + self.room]

    def _all(self) -> list[Line]:
        offered = here(self._place, self._actions)
        names = {action.id: " ".join(map(keys.printed, action.keys)) or self.look.keys[action.id] for action in offered}
        aside = self.width >= _BESIDE
        cells = max(map(len, names.values()), default=0) + 1
        made: list[Line] = []
        for group, words in GROUPS.items():
            actions = [action for action in offered if action.group == group]
            if actions and not aside:
                made.append(((f" {words}", "head"),))
            for y, action in enumerate(actions):
                start = left(words if y == 0 else "", _GROUP) if aside else ""
                made += self._key(start, left(names[action.id], cells), action)
        return [*made, EMPTY, *self._signs()]

    def _key(self, group: str, name: str, action: Action) -> Iterator[Line]:
        reason = why_not(action, self._place)
        indent = len(group) + len(name)
        rows = wrap(self.look.keys.fill(action.help), self.width - indent)
        yield ((f" {group}", "head"), (name, "dim" if reason else "accent"), (rows[0], "dim" if reason else "text"))
        more = [*rows[1:], *(wrap(f"not now: {reason}", self.width - indent) if reason else [])]
        yield from (((" " * (indent + 1) + row, "dim"),) for row in more)

    def _signs(self) -> Iterator[Line]:
        yield ((" ⏎ ", "accent"), ("enter   ", "text"), ("spc ", "accent"), ("space   ", "text"), ("^p ", "accent"), ("ctrl and p", "text"))
        for mark, name, words in _SIGNS:
            first, *more = wrap(words, self.width - 11)
            yield ((f" {MARKS[mark]} ", ROLE[mark]), (left(name, 9), "text"), (first, "dim"))
            yield from (((" " * 12 + row, "dim"),) for row in more)

    def foot(self) -> Line:
        more: Line = ((" · ", "dim"), ("↑ ↓", "accent"), (" scroll", "dim")) if len(self._all()) > self.room else ()
        return (("esc", "accent"), (" closes", "dim"), *more)

    def key(self, key: str) -> None:
        step = {**dict.fromkeys(UP, -1), **dict.fromkeys(DOWN, 1), "pgdn": 10, "pgup": -10}.get(key, 0)
        if step:
            self._top = max(0, self._top + step)
            self.paint()
        elif key in ("?", "q", "enter"):
            self.dismiss("")
