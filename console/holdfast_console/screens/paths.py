"""Paths: where one owner watches, and for what: all that is listed of it; of the supervisor's own folders, what it heard there last."""

from __future__ import annotations

from holdfast.core.view import WorkerView
from holdfast.core.watched import Owner, Watched
from holdfast_console.bridge import Bridge
from holdfast_console.screens.page import OnePane, moved, neighbours
from holdfast_console.screens.watches import Watches
from holdfast_console.store import Store
from holdfast_console.text import EMPTY, Line, clean, rule
from holdfast_console.widgets import arrival, owners
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets.pane import Look


class Paths(OnePane):
    key = "paths"

    def __init__(self, look: Look, store: Store, bridge: Bridge, watches: Watches) -> None:
        super().__init__(look, store, bridge)
        self._watches = watches
        self._top = self._length = 0

    @property
    def worker(self) -> WorkerView | None:
        return self._watches.worker

    def arrive(self) -> None:
        self._top = 0

    def move(self, action: str) -> None:
        if action in ("next", "previous"):
            self._watches.move("down" if action == "next" else "up")
            self._top = 0
        else:
            room = max(1, self.size.height - 1)
            self._top = moved(self._top, max(1, self._length - room + 1), action, room)
        self.paint()

    def export(self) -> list[Line]:
        found, one = self._watches.found, self._watches.owner
        return self._lines(found, one) if found and one else []

    def paint(self) -> None:
        size, found = self.size, self._watches.answer()
        one = self._watches.owner
        if not size.width:
            return
        if not isinstance(found, Watched) or one is None:
            self.pane.show([((f" {clean(found) if isinstance(found, str) else 'counting what is watched…'}", "dim"),)])
            return
        lines, room = self._lines(found, one), max(1, size.height - 1)
        self._length = len(lines)
        self._top = max(0, min(self._top, len(lines) - room))
        head = rule((("Watches › ", "dim"), (owners.name_of(one), "title")), neighbours(self.look.keys), size.width)
        self.pane.show([head, *painter.window(lines, self._top, room, self.look.keys["down"])])

    def _lines(self, found: Watched, one: Owner) -> list[Line]:
        cells = self.size.width
        many = f"{one.instances} instance{'s' * (one.instances != 1)} · {one.watches} watch{'es' * (one.watches != 1)}"
        tree = f" · {one.in_tree} of them in {clean(one.tree)}" if one.in_tree > 1 else ""
        lines: list[Line] = [((f" pid {one.pid} {clean(one.command)} · {many}{tree}", "text"),), EMPTY]
        lines += owners.places(one, found.folders, self.store.clock, cells) or [(("    no watches", "dim"),)]
        if one.watches > len(one.places):
            lines.append(((f"    and {one.watches - len(one.places)} more, that are not listed", "dim"),))
        unnamed = sum(1 for place in one.places if not place.path)
        if unnamed:
            lines += [EMPTY, ((" where only an inode stands, no path is known that leads to it", "dim"),)]
        return [*lines, EMPTY, *arrival.sentence(found, cells)] if one.name == owners.SUPERVISOR else lines
