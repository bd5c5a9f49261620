"""Handles: what a worker's processes hold open, by kind. Read from /proc by the supervisor once a second while it is shown."""

from __future__ import annotations

from holdfast.core.detail import Detail
from holdfast.core.view import WorkerView
from holdfast_console.bridge import Bridge
from holdfast_console.screens.fleet import Fleet
from holdfast_console.screens.page import OnePane, moved, neighbours
from holdfast_console.store import Store
from holdfast_console.text import Line, clean, rule
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets import process
from holdfast_console.widgets.pane import Look

EVERY = 1.0  # seconds


class Handles(OnePane):
    key = "handles"

    def __init__(self, look: Look, store: Store, bridge: Bridge, fleet: Fleet) -> None:
        super().__init__(look, store, bridge)
        self._fleet = fleet
        self._top = 0
        self._length = 0

    @property
    def worker(self) -> WorkerView | None:
        return self._fleet.worker

    def arrive(self) -> None:
        self._top = 0

    def move(self, action: str) -> None:
        if action in ("next", "previous"):
            self._fleet.move(action)
            self._top = 0
        else:
            room = max(1, self.size.height - 1)
            self._top = moved(self._top, max(1, self._length - room + 1), action, room)
        self.paint()

    def paint(self) -> None:
        worker, size = self.worker, self.size
        if worker is None or not size.width:
            self.pane.show([])
            return
        answer, room = self.detail(worker, EVERY), max(1, size.height - 1)
        lines = self._lines(answer, size.width)
        self._length = len(lines)
        self._top = max(0, min(self._top, len(lines) - room))
        title: Line = (("Fleet › ", "dim"), (clean(worker.name), "title"), (" › what it holds open", "dim"))
        head = rule(title, neighbours(self.look.keys), size.width)
        self.pane.show([head, *painter.window(lines, self._top, room, self.look.keys["down"])])

    def export(self) -> list[Line]:
        return self._lines(self.detail(self.worker, EVERY), self.size.width) if self.worker else []

    def _lines(self, answer: Detail | str | None, cells: int) -> list[Line]:
        if isinstance(answer, str):
            return [((" " + clean(answer), "wrong"),)]
        if answer is None:
            return [((" looking into /proc…", "dim"),)]
        if not answer.anatomy.processes:
            return [((" it has no process", "dim"),)]
        return process.held(answer.anatomy, cells)
