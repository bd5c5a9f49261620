"""What comes of the kernel's hints: how many fell together, what was read for them, and to whom it was sent.

Counted for as long as a daemon lives, beside the World, and never asked by it. How many hints there were the listener knows, which folds
those that come together before anybody hears of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from holdfast.core import events as ev
from holdfast.core.effects import Order, Read
from holdfast.core.watched import Heard

_OURS = ("E_TIMEOUT", "E_INTERNAL")  # said by the supervisor where no worker answered


class Hearing:
    """Told of every event and of what the World made of it."""

    def __init__(self) -> None:
        self._readings = self._same = self._broadcasts = self._sent = self._answered = 0
        self._waiting = False  # a hint that no reading has answered yet
        self._for_hints = False  # the reading under way
        self._sha256, self._seq = "", 0

    def saw(self, event: object, effects: Sequence[object]) -> None:
        if isinstance(event, ev.Touched):
            self._waiting = True
        elif isinstance(event, ev.Content):
            self._read(event.sha256)
        elif isinstance(event, ev.Answered):
            self._answered += event.step == "prepare" and event.code not in _OURS
        for effect in effects:
            if isinstance(effect, Order) and effect.step == "prepare":
                self._broadcasts, self._seq = self._broadcasts + (effect.seq != self._seq), effect.seq
                self._sent += 1
            elif isinstance(effect, Read):
                self._begin()

    def _begin(self) -> None:
        self._for_hints, self._waiting = self._waiting, False
        self._readings += self._for_hints

    def _read(self, sha256: str) -> None:
        self._same += self._for_hints and sha256 == self._sha256
        self._for_hints, self._sha256 = False, sha256

    def heard(self, since: float, hints: int) -> Heard:
        coalesced = max(0, hints - self._readings - self._waiting)
        return Heard(since, hints, coalesced, self._readings, self._same, self._broadcasts, self._sent, self._answered)
