"""The gate of tier 3: a word to type, and a reason. Neither alone is enough, and enter with an empty field does nothing."""

from __future__ import annotations

from holdfast_console.glyphs import CARET
from holdfast_console.screens.dialog import Dialog, wrapped
from holdfast_console.store import Clock
from holdfast_console.text import EMPTY, Line, clean, wrap
from holdfast_console.widgets.approval import GUARD
from holdfast_console.widgets.command_line import Field
from holdfast_console.widgets.pane import Look

REASON = 120  # characters
_ROWS = 3  # lines of it that are shown


class Grave(Dialog):
    """Answers with the reason; '' = cancelled."""

    def __init__(self, look: Look, clock: Clock, word: str, words: list[Line]) -> None:
        super().__init__(look, clock)
        self.heading, self._word, self._words = word, word, words
        self._fields = [Field(), Field()]  # the word, the reason
        self._at, self._complaint = 0, ""

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(0.1, self.paint)

    def lines(self) -> list[Line]:
        said = (self._complaint, "wrong") if self._complaint else ("⏎ goes on · tab the other field", "dim")
        word = self._field(0, f"type the word {self._word}:")
        return [*wrapped(self._words, self.width), EMPTY, word, *self._reason(), *wrapped([(said,)], self.width)]

    def _field(self, place: int, words: str) -> Line:
        here = self._at == place and self._clock.mono() - self._opened >= GUARD
        typed = clean(self._fields[place].text)
        return ((f" {words} ", "text" if here else "dim"), (typed, "bold"), (CARET if here else "", "accent"))

    def _reason(self) -> list[Line]:
        """The end of a long reason is what is being typed, so it is wrapped; where that takes too much, its beginning gives way."""
        here = self._at == 1
        asked = "why (it is recorded):"
        first, *more = wrap(f"{asked} {self._fields[1].text}", self.width - 1)[-_ROWS:]
        label = asked if first.startswith(asked) else ""
        made: list[Line] = [((f" {label}", "text" if here else "dim"), (first.removeprefix(label), "bold"))]
        made += [((f" {row}", "bold"),) for row in more]
        made[-1] = (*made[-1], (CARET if here else "", "accent"))
        return made

    def paste(self, character: str) -> None:
        self._fields[self._at].key(character)
        self._fields[1].text = self._fields[1].text[:REASON]

    def key(self, key: str) -> None:
        self._complaint = ""
        if key in ("tab", "shift+tab", "up", "down"):
            self._at = 1 - self._at
        elif key == "enter":
            self._enter()
        else:
            self._fields[self._at].key(key)
            self._fields[1].text = self._fields[1].text[:REASON]
        self.paint()

    def _enter(self) -> None:
        word, reason = (field.text.strip() for field in self._fields)
        if word != self._word:
            self._at, self._fields[0].text = 0, ""
            self._complaint = f"type the word {self._word}, or leave with esc"
        elif not reason:
            self._complaint = "say why, or leave with esc" if self._at == 1 else ""
            self._at = 1
        else:
            self.dismiss(reason)
