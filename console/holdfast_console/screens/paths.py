"""Paths: where one owner watches, and for what: all that is listed of it; of the supervisor's own folders, what it heard there last."""

from __future__ import annotations

from holdfast.core.view import WorkerView
from holdfast.core.watched import Owner, Watched
from holdfast_console.bridge import Bridge
from holdfast_console.screens.scrolled import Scrolled
from holdfast_console.screens.watches import Watches
from holdfast_console.store import Store
from holdfast_console.text import EMPTY, Line, clean
from holdfast_console.widgets import arrival, owners
from holdfast_console.widgets.pane import Look


class Paths(Scrolled):
    key = "paths"

    def __init__(self, look: Look, store: Store, bridge: Bridge, watches: Watches) -> None:
        super().__init__(look, store, bridge)
        self._watches = watches

    @property
    def worker(self) -> WorkerView | None:
        return self._watches.worker

    def turn(self, action: str) -> None:
        self._watches.move(action)

    def title(self) -> Line:
        one = self._watches.owner
        return (("Watches › ", "dim"), (owners.name_of(one) if one else "", "title"))

    def lines(self) -> list[Line]:
        found, one = self._watches.answer(), self._watches.owner
        if not isinstance(found, Watched) or one is None:
            return [((f" {clean(found) if isinstance(found, str) else 'counting what is watched…'}", "dim"),)]
        made = [((f" pid {one.pid} {clean(one.command)} · {_held(one)}", "text"),), EMPTY]
        made += owners.places(one, found.folders, self.store.clock, self.size.width) or [(("    no watches", "dim"),)]
        if one.watches > len(one.places):
            made.append(((f"    and {one.watches - len(one.places)} more, that are not listed", "dim"),))
        if any(not place.path for place in one.places):
            made += [EMPTY, ((" where only an inode stands, no path is known that leads to it", "dim"),)]
        return [*made, EMPTY, *arrival.sentence(found, self.size.width)] if one.name == owners.SUPERVISOR else made


def _held(one: Owner) -> str:
    many = f"{one.instances} instance{'s' * (one.instances != 1)} · {one.watches} watch{'es' * (one.watches != 1)}"
    return f"{many} · {one.in_tree} of them in {clean(one.tree)}" if one.in_tree > 1 else many
