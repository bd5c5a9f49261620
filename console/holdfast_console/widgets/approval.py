"""Typing as a gate: the first four digits of the new checksum.

Enter never confirms an empty field, and keys that arrive within 300 ms of the gate opening are not for it: they were typed
ahead, at something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import hexdigits

from holdfast_console.glyphs import CARET
from holdfast_console.text import Line

GUARD = 0.3  # seconds; two to three times the gap between the keys of a fast typist
DIGITS = 4


@dataclass
class Gate:
    """What must be typed before something happens: any prefix of `wanted` of at least four digits."""

    wanted: str
    opened: float
    typed: str = ""
    complaint: str = ""
    sent: bool = False

    def armed(self, now: float) -> bool:
        return now - self.opened >= GUARD

    def key(self, name: str) -> None:
        """One key into the field."""
        self.complaint = ""
        if name == "backspace":
            self.typed = self.typed[:-1]
        elif len(name) == 1 and name in hexdigits:
            self.typed = (self.typed + name.lower())[:16]

    def enter(self) -> bool:
        """Enter was pressed: True if what was typed opens the gate; else says why not and clears the field."""
        good = len(self.typed) >= DIGITS and self.wanted.startswith(self.typed)
        self.complaint = self._short() if len(self.typed) < DIGITS else "" if good else f"{self.typed} is not the new checksum"
        if not good:
            self.typed = "" if len(self.typed) >= DIGITS else self.typed
        return good

    def _short(self) -> str:
        return f"{DIGITS} digits are needed" if self.typed else "nothing is typed: type the digits, or leave with esc"


def prompt(gate: Gate, now: float, words: str) -> Line:
    """The field itself. Until the gate is armed there is no caret: nothing is taken yet."""
    if gate.sent:
        return ((f" {words} ", "text"), (gate.typed, "bold"), ("  sent…", "moving"))
    if not gate.armed(now):
        return ((f" {words} ", "dim"),)
    return ((f" {words} ", "text"), (gate.typed, "bold"), (CARET, "accent"))


def hint(gate: Gate, usual: str) -> Line:
    return ((" " + gate.complaint, "wrong"),) if gate.complaint else ((" " + usual, "dim"),)
