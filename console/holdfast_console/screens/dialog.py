"""Questions in the middle of the screen. The focus is on cancel, enter confirms nothing that was not chosen or typed, and keys
that were typed ahead, within 300 ms of its opening, are not for it. What will happen, and what must be typed, is never cut: it is wrapped.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from holdfast_console import keys
from holdfast_console.glyphs import CURSOR
from holdfast_console.painter import Painter
from holdfast_console.store import Clock
from holdfast_console.text import EMPTY, Line, box, clean, left, on_cursor, wrap
from holdfast_console.widgets.approval import GUARD, Gate, hint, prompt
from holdfast_console.widgets.pane import Look, Pane

UP, DOWN = ("k", "up"), ("j", "down", "tab")
FRAME = 2  # lines, and cells, of a box's edges


class Dialog(ModalScreen[str], inherit_bindings=False):
    """A framed box of lines. Its answer is a word; '' = cancelled."""

    DEFAULT_CSS = "Dialog { align: center middle; background: $background 60%; }"
    heading = ""
    cells = 64  # where the terminal has so many
    guard = GUARD  # seconds in which keys are not for it

    def __init__(self, look: Look, clock: Clock) -> None:
        super().__init__()
        self.look, self._clock, self._opened = look, clock, clock.mono()
        self._made = monotonic()
        self._pane = Pane(look, id="dialog", fades=False)

    def compose(self) -> ComposeResult:
        yield self._pane

    def on_mount(self) -> None:
        self.paint()

    def on_resize(self) -> None:
        self.paint()

    @property
    def width(self) -> int:
        """Cells for a line's text, without the frame and a blank on either side."""
        return min(self.cells, self.app.size.width) - FRAME - 2

    @property
    def room(self) -> int:
        """Lines that there can be."""
        return self.app.size.height - FRAME

    def lines(self) -> list[Line]:
        return []

    def paint(self) -> None:
        lines, cells = self.lines(), self.width + FRAME + 2
        if len(lines) > self.room:
            lines = [line for line in lines if line]  # blank ones are for the eye only
        height = min(len(lines), self.room) + FRAME
        self._pane.styles.width, self._pane.styles.height = cells, height
        self._pane.show(box(((self.heading, "title"),), lines, cells, height, self.foot(), "accent"))

    def foot(self) -> Line:
        return (("esc", "accent"), (" cancel", "dim"))

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if not self.is_current:
            return  # a key before this one has closed it
        key = keys.name(event.key, event.character)
        if key in ("esc", "ctrl+c"):
            self.dismiss("")
        elif self._armed():
            self.key(key)

    def _armed(self) -> bool:
        """It has stood there for a moment, before eyes that are at the other end of a line."""
        seen = not isinstance(self.app, Painter) or self.app.seen(self._made)
        return seen and self._clock.mono() - self._opened >= self.guard

    def key(self, key: str) -> None:
        """Any other key, once the guard is over."""

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self.is_current and self._armed():
            for character in clean(event.text):
                self.paste(character)
            self.paint()

    def paste(self, character: str) -> None:
        """A character of pasted text, for a field; never a key."""


def told(words: str, role: str = "text") -> list[Line]:
    """A sentence, for a dialog to wrap."""
    return [((words, role),)]


def wrapped(lines: Sequence[Line], cells: int) -> list[Line]:
    """Sentences in as many lines as they need."""
    return [((f" {row}", role),) for line in lines for words, role in line for row in wrap(words, cells)]


def around(entries: Sequence[Sequence[Line]], at: int, room: int) -> list[Line]:
    """The part of a list, whose entries may take several lines, that has the one at `at` in it."""
    before, own = sum(map(len, entries[:at])), len(entries[at]) if entries else 0
    flat = [line for entry in entries for line in entry]
    top = max(0, min(before - max(0, room - own) // 2, len(flat) - room))
    return flat[top : top + room]


class Choice(Dialog):
    """One of a few words, the first of which is to do nothing. choices: (key, word, text)."""

    def __init__(self, look: Look, clock: Clock, heading: str, words: list[Line], choices: list[tuple[str, str, str]]) -> None:
        super().__init__(look, clock)
        self.heading, self._words, self._choices, self._at = heading, words, choices, 0

    def lines(self) -> list[Line]:
        words = [*wrapped(self._words, self.width), EMPTY] if self._words else []
        entries = [self._choice(y) for y in range(len(self._choices))]
        return [*words, *around(entries, self._at, max(3, self.room - len(words)))]

    def _choice(self, y: int) -> list[Line]:
        key, _, text = self._choices[y]
        first, *more = wrap(text, self.width - 7)
        start: Line = ((f" {CURSOR if y == self._at else ' '} ", "accent"), (left(key, 5), "accent"))
        made: list[Line] = [(*start, (first, "text")), *(((" " * 8 + row, "text"),) for row in more)]
        return [on_cursor(line) for line in made] if y == self._at else made

    def key(self, key: str) -> None:
        if key in (*UP, *DOWN):
            self._at = (self._at + (-1 if key in UP else 1)) % len(self._choices)
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
        field = prompt(self._gate, self._clock.mono(), self._ask)
        said = hint(self._gate, "⏎ does it")
        return [*wrapped(self._words, self.width), EMPTY, field, *wrapped([said], self.width)]

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
