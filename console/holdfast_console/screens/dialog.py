"""Questions in the middle of the screen. The focus is on cancel, enter confirms nothing that was not chosen or typed, and keys
that were typed ahead, within 300 ms of its opening, are not for it.
"""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from holdfast_console import keys
from holdfast_console.actions import ACTIONS, GROUPS, Action, here, why_not
from holdfast_console.glyphs import CURSOR
from holdfast_console.place import TITLES, Place
from holdfast_console.store import Clock
from holdfast_console.text import EMPTY, Line, box, clean, left, on_cursor, wrap
from holdfast_console.widgets.approval import GUARD, Gate, hint, prompt
from holdfast_console.widgets.pane import Look, Pane


class Dialog(ModalScreen[str], inherit_bindings=False):
    """A framed box of lines. Its answer is a word; '' = cancelled."""

    DEFAULT_CSS = "Dialog { align: center middle; background: $background 60%; }"
    heading = ""
    cells = 64

    def __init__(self, look: Look, clock: Clock) -> None:
        super().__init__()
        self.look, self._clock, self._opened = look, clock, clock.mono()
        self._pane = Pane(look, id="dialog", fades=False)

    def compose(self) -> ComposeResult:
        yield self._pane

    def on_mount(self) -> None:
        self.paint()

    def on_resize(self) -> None:
        self.paint()

    def lines(self) -> list[Line]:
        return []

    def paint(self) -> None:
        lines, cells = self.lines(), min(self.cells, self.app.size.width)
        height = min(len(lines) + 2, self.app.size.height)
        self._pane.styles.width, self._pane.styles.height = cells, height
        self._pane.show(box(((self.heading, "title"),), lines, cells, height, self.foot(), "accent"))

    def foot(self) -> Line:
        return (("esc", "accent"), (" cancel", "dim"))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        key = keys.name(event.key, event.character)
        if key == "esc":
            self.dismiss("")
        elif self._clock.mono() - self._opened >= GUARD:
            self.key(key)

    def key(self, key: str) -> None:
        """Any other key, once the guard is over."""

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._clock.mono() - self._opened >= GUARD:
            for character in clean(event.text):
                self.paste(character)
            self.paint()

    def paste(self, character: str) -> None:
        """A character of pasted text, for a field; never a key."""


def told(words: str, cells: int = Dialog.cells, role: str = "text") -> list[Line]:
    """A sentence in as many lines as it needs."""
    return [((f" {line}", role),) for line in wrap(words, cells - 4)]


class Choice(Dialog):
    """One of a few words, the first of which is to do nothing. choices: (key, word, text)."""

    def __init__(self, look: Look, clock: Clock, heading: str, words: list[Line], choices: list[tuple[str, str, str]]) -> None:
        super().__init__(look, clock)
        self.heading, self._words, self._choices, self._at = heading, words, choices, 0

    def lines(self) -> list[Line]:
        return [*self._words, EMPTY, *(self._choice(y) for y in range(len(self._choices)))]

    def _choice(self, y: int) -> Line:
        key, _, text = self._choices[y]
        made: Line = ((f" {CURSOR if y == self._at else ' '} ", "accent"), (left(key, 5), "accent"), (left(text, self.cells - 12), "text"))
        return on_cursor(made) if y == self._at else made

    def key(self, key: str) -> None:
        if key in ("j", "down", "tab", "k", "up"):
            step = -1 if key in ("k", "up") else 1
            self._at = (self._at + step) % len(self._choices)
            self.paint()
        elif key == "enter":
            self.dismiss(self._choices[self._at][1])
        elif found := [word for own, word, _ in self._choices if own == key]:
            self.dismiss(found[0])


class Typed(Dialog):
    """Something must be typed before it happens: a checksum's first digits, or a word. Answers with what was typed."""

    def __init__(self, look: Look, clock: Clock, heading: str, words: list[Line], ask: str, gate: Gate) -> None:
        super().__init__(look, clock)
        self.heading, self._words, self._ask, self._gate = heading, words, ask, gate

    def lines(self) -> list[Line]:
        return [*self._words, EMPTY, prompt(self._gate, self._clock.mono(), self._ask), hint(self._gate, "⏎ does it · esc does not")]

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(0.1, self.paint)

    def key(self, key: str) -> None:
        if key != "enter":
            self._gate.key(key)
        elif self._gate.enter():
            self.dismiss(self._gate.typed)
            return
        self.paint()

    def paste(self, character: str) -> None:
        self._gate.key(character)


class Help(Dialog):
    """The keys of this place, from the registry; what cannot be done now says why."""

    cells = 80

    def __init__(self, look: Look, clock: Clock, place: Place, actions: tuple[Action, ...] = ACTIONS) -> None:
        super().__init__(look, clock)
        self.heading = f"keys: {TITLES.get(place.screen, place.screen)}"
        self._place, self._actions, self._top = place, actions, 0

    def lines(self) -> list[Line]:
        room = self.app.size.height - 2
        made = self._all()
        self._top = max(0, min(self._top, len(made) - room))
        return made[self._top : self._top + room]

    def _all(self) -> list[Line]:
        made: list[Line] = []
        for group, words in GROUPS.items():
            actions = [a for a in here(self._place, self._actions) if a.group == group]
            made += [line for y, action in enumerate(actions) for line in self._key(words if y == 0 else "", action)]
        return [*made, EMPTY, *_SIGNS]

    def _key(self, group: str, action: Action) -> list[Line]:
        reason = why_not(action, self._place)
        said = self.look.keys
        names = left(" ".join(keys.printed(k) for k in action.keys) or said[action.id], 9)
        start: Line = ((f" {left(group, 8)}", "head"), (names, "dim" if reason else "accent"))
        more = wrap(f"not now: {reason}", self.cells - 24) if reason else []
        return [(*start, (said.fill(action.help), "dim" if reason else "text")), *(((" " * 20 + words, "dim"),) for words in more)]

    def foot(self) -> Line:
        more = len(self._all()) > self.app.size.height - 2
        return (("esc", "accent"), (" closes" + (" · j k scrolls" if more else ""), "dim"))

    def key(self, key: str) -> None:
        step = {"j": 1, "down": 1, "k": -1, "up": -1, "pgdn": 10, "pgup": -10}.get(key, 0)
        if step:
            self._top = max(0, self._top + step)
            self.paint()
        elif key in ("?", "q", "enter"):
            self.dismiss("")


_SIGNS: list[Line] = [
    ((" ≡ ", "proven"), ("proven  ", "text"), ("it answered a fresh challenge with the bytes it really runs", "dim")),
    ((" ~ ", "moving"), ("acked   ", "text"), ("it said done; not yet proven", "dim")),
    ((" ≠ ", "wrong"), ("drift   ", "text"), ("it proves something else", "dim")),
    ((" ? ", "silent"), ("silent  ", "text"), ("no answer", "dim")),
    ((" ✗ ", "wrong"), ("dead    ", "text"), ("no process, or it refused", "dim")),
    ((" ◦ ", "cordoned"), ("cordoned", "text"), (" left out of the quorum", "dim")),
]
