"""Which workers the fleet's table shows, in which places. Rows keep their places while somebody moves the cursor, and during a rollout.

While a rollout is in flight, who is wrong stands on top and below them who moves, each in the order in which it came to that. Nobody goes
down again before it has settled, and everything stands for three seconds more: a rollout that takes a moment moves no row twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdfast.core.view import View, WorkerView
from holdfast_console import listing
from holdfast_console.listing import Filter
from holdfast_console.place import MOVING
from holdfast_console.store import Clock
from holdfast_console.widgets import lane

STILL = 3.0  # seconds without a key, and after a rollout, before rows may change places
WORDS = "moving on top until it settles"
_IN_FLIGHT = (*MOVING, "Paused")


class Lineup:
    """names: of the workers that are shown, from the top; places: where each stands."""

    def __init__(self, clock: Clock) -> None:
        self.names: list[str] = []
        self.places: dict[str, int] = {}
        self._clock = clock
        self._touched_at = -STILL  # monotonic: the last key
        self._in_flight_at = -STILL  # when workers were last seen to move
        self._made_from: tuple[object, ...] | None = None
        self._ranks: dict[str, int] = {}  # in this rollout: 0 wrong, 1 moving; who is not in it has not moved

    def touch(self) -> None:
        """A key has moved the cursor."""
        self._touched_at = self._clock.mono()

    def untouched(self, seconds: float) -> bool:
        return self._clock.mono() - self._touched_at >= seconds

    def again(self) -> None:
        """Somebody wants to see another order at once."""
        self._touched_at, self._made_from = -STILL, None

    def arrange(self, view: View, keeps: Filter, sort: str, reverse: bool) -> bool:
        """Once for each View and each wish. True: rows may stand elsewhere than before."""
        mono, still = self._clock.mono(), self.untouched(STILL)
        if in_flight(view):
            self._in_flight_at = mono
        settled = mono - self._in_flight_at >= STILL
        made_from = (view, still, settled, keeps, sort, reverse)
        if made_from == self._made_from:
            return False
        names = listing.order([w for w in view.workers if keeps.keeps(w)], sort, reverse)
        if self._made_from is not None and not (still and settled):
            names = listing.held(names, self.names)
        if settled:
            self._ranks.clear()
        elif still:
            names = self._risen(names, view)
        self.names, self.places = names, {name: place for place, name in enumerate(names)}
        self._made_from = made_from
        return True

    def _risen(self, names: Sequence[str], view: View) -> list[str]:
        for name in _moving(view):
            self._ranks.setdefault(name, 1)
        self._ranks.update(dict.fromkeys(_wrong(view.workers), 0))
        return sorted(names, key=lambda name: self._ranks.get(name, 2))


def in_flight(view: View) -> bool:
    """Workers change what they run."""
    return view.rollout is not None and view.rollout.phase in _IN_FLIGHT


def _moving(view: View) -> Iterable[str]:
    return (one.worker for one in view.rollout.lanes if lane.moves(one)) if view.rollout else ()


def _wrong(workers: Iterable[WorkerView]) -> Iterable[str]:
    """The red ones: they prove something else, are dead, or have refused."""
    return (w.name for w in workers if w.mark in ("drift", "dead"))
