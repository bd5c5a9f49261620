"""The line above the footer while somebody types into it: a command after `:`, a filter after `/`, or a reason.

Each is a prompt: it takes keys until it is over, and paints itself as one line. What was typed is never acted on by itself; that is what
`done` is for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from holdfast_console.glyphs import CARET
from holdfast_console.text import Line, clean, cut, tail, width

LONGEST = 200  # characters
KEPT = 100  # command lines remembered


class Prompt(Protocol):
    def key(self, key: str) -> bool:
        """One key. True: the prompt is over."""

    def line(self, cells: int) -> Line: ...


class Field:
    """One line of text with its end as the only place to type at."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def key(self, key: str) -> bool:
        """True: the text has changed."""
        before = self.text
        if key == "backspace":
            self.text = self.text[:-1]
        elif key == "ctrl+u":
            self.text = ""
        elif key == "ctrl+w":
            self.text = self.text.rstrip().rpartition(" ")[0]
            self.text += " " if self.text else ""
        elif key == "space" or len(key) == 1:
            self.text = (self.text + (" " if key == "space" else key))[:LONGEST]
        return self.text != before

    def spans(self, mark: str, cells: int) -> Line:
        """In at most so many cells; of a text that is longer the end, which is being typed."""
        return ((f" {mark}", "accent"), (tail(clean(self.text), cells - len(mark) - 3), "bold"), (CARET, "accent"))


class FilterLine:
    """`/`: what is typed filters at once. enter keeps it, esc takes it away."""

    def __init__(self, text: str, changed: Callable[[str], str]) -> None:
        """changed: called with each new text; answers with what is wrong with it, or how much is shown."""
        self._field, self._changed = Field(text), changed
        self._said = changed(text)

    def key(self, key: str) -> bool:
        if key == "esc":
            self._changed("")
        elif self._field.key(key):
            self._said = self._changed(self._field.text)
        return key in ("esc", "enter") or (key == "backspace" and not self._field.text)

    def line(self, cells: int) -> Line:
        keys: Line = (("⏎", "accent"), (" keeps it  ", "dim"), ("esc", "accent"), (" all", "dim"))
        return (*self._field.spans("/", cells), (f"  {clean(self._said)}   ", "dim"), *keys)


class ReasonLine:
    """Why something is done. enter does it, also without a word; esc does not."""

    def __init__(self, what: str, done: Callable[[str], None], left: Callable[[], None]) -> None:
        self._what, self._field, self._done, self._left = what.rstrip("?"), Field(), done, left

    def key(self, key: str) -> bool:
        if key == "enter":
            self._done(self._field.text.strip())
        elif key == "esc":
            self._left()
        else:
            self._field.key(key)
        return key in ("esc", "enter")

    def line(self, cells: int) -> Line:
        keys: Line = (("  ⏎", "accent"), (" does it  ", "dim"), ("esc", "accent"), (" does not", "dim"))
        asked: Line = ((f" {cut(self._what, cells - 30)}, because:", "text"),)
        return (*asked, *self._field.spans("", cells - width(asked)), *keys)


class CommandLine:
    """`:`: tab goes through what the text can become, up and down through earlier lines, enter does it, esc does nothing."""

    def __init__(self, complete: Callable[[str], list[str]], earlier: list[str], done: Callable[[str], None],
                 text: str = "") -> None:  # fmt: skip
        """text: what stands there to begin with."""
        self._field, self._complete, self._earlier, self._done = Field(text), complete, earlier, done
        self._back = 0  # how many lines back we are
        self._typed = ""  # what was typed before tab, or before going back
        self._tabs = -1

    def key(self, key: str) -> bool:
        if key == "esc" or (key == "backspace" and not self._field.text):
            return True
        if key == "enter":
            self._enter(self._field.text.strip())
            return True
        if key in ("tab", "shift+tab"):
            self._tab(1 if key == "tab" else -1)
        elif key in ("up", "down"):
            self._history(1 if key == "up" else -1)
        elif self._field.key(key):
            self._back, self._tabs = 0, -1
        return False

    def _enter(self, text: str) -> None:
        if text:
            if text in self._earlier:
                self._earlier.remove(text)
            self._earlier.append(text)
            del self._earlier[:-KEPT]
            self._done(text)

    def _tab(self, step: int) -> None:
        if self._tabs < 0:
            self._typed = self._field.text
        found = self._complete(self._typed)
        if found:
            self._tabs = (self._tabs + step) % len(found) if self._tabs >= 0 else 0
            self._field.text = found[self._tabs] + (" " if len(found) == 1 else "")
            if len(found) == 1:
                self._tabs = -1

    def _history(self, step: int) -> None:
        if self._back == 0:
            self._typed = self._field.text
        self._back = max(0, min(len(self._earlier), self._back + step))
        self._field.text = self._earlier[-self._back] if self._back else self._typed
        self._tabs = -1

    def line(self, cells: int) -> Line:
        found = self._complete(self._typed if self._tabs >= 0 else self._field.text)
        last = [one.rpartition(" ")[2] for one in found]
        return (*self._field.spans(":", cells), ("  ", "text"), *_offers(last, self._tabs))


def _offers(words: Sequence[str], chosen: int) -> Line:
    """What it can become, from the chosen one on; the line is cut where the terminal ends."""
    first = max(0, chosen)
    return tuple((clean(word) + "  ", "bold" if place == chosen else "dim") for place, word in enumerate(words[first : first + 12], first))
