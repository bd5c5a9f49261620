"""What happened, as the Events screen has it: events gathered from Views and from the supervisor's own list, and which of them are shown.

Pure. The supervisor keeps a thousand events and a View carries its last hundred; what falls between two Views is asked for by number.
Ids grow by one within one life of the supervisor (an epoch); another epoch, or another source, begins a new list.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from holdfast.core.view import EventView, View
from holdfast_console import narrowing
from holdfast_console.text import clean

KEPT = 2000  # events
LEVELS = ("all", "warnings", "failures")
_AT_LEAST = {"all": ("info", "good", "warn", "bad"), "warnings": ("warn", "bad"), "failures": ("bad",)}


class Sieve(NamedTuple):
    """What is shown: a level of LEVELS, one worker ('' = all), one plan (0 = all), and a filter's text (narrowing.EVENTS)."""

    level: str = LEVELS[0]
    worker: str = ""
    seq: int = 0
    text: str = ""

    def keeps(self, e: EventView) -> bool:
        if e.level not in _AT_LEAST[self.level] or (self.worker and e.worker != self.worker) or (self.seq and e.seq != self.seq):
            return False
        return narrowing.events(self.text).keeps(e)

    @property
    def words(self) -> str:
        """In words, '' = everything is shown."""
        level = "" if self.level == LEVELS[0] else f"{self.level} only"
        plan = f"#{self.seq}" if self.seq else ""
        return " · ".join(part for part in (level, clean(self.worker), plan, f"/{clean(self.text)}" if self.text else "") if part)


class Chronicle:
    """The events that are known, oldest first, at most KEPT of them."""

    def __init__(self) -> None:
        self._life = ("", 0)  # whose events these are: a source's name and an epoch
        self._known: dict[int, EventView] = {}

    def take(self, view: View) -> int:
        """The View's events. Returns the id after which some are missing, to be asked for; -1: none are."""
        life = (view.source.name, view.epoch)
        if life != self._life:
            self._life, self._known = life, {}
        newest = max(self._known, default=0)
        self.add(view.events)
        oldest = min((e.id for e in view.events), default=newest + 1)
        return newest if oldest > newest + 1 else -1

    def add(self, events: Iterable[EventView]) -> None:
        for event in events:
            self._known.setdefault(event.id, event)
        if len(self._known) > KEPT:
            self._known = {n: self._known[n] for n in sorted(self._known)[-KEPT:]}

    def shown(self, sieve: Sieve) -> list[EventView]:
        return [e for _, e in sorted(self._known.items()) if sieve.keeps(e)]

    def __len__(self) -> int:
        return len(self._known)
