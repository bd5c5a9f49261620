"""Worker: everything about one worker on the whole screen. [ and ] go to its neighbours in the fleet."""

from __future__ import annotations

from holdfast.core.view import WorkerView
from holdfast_console.bridge import Bridge
from holdfast_console.screens.fleet import Fleet
from holdfast_console.screens.page import OnePane
from holdfast_console.store import Store
from holdfast_console.text import clean, rule
from holdfast_console.widgets import inspector
from holdfast_console.widgets.pane import Look


class Worker(OnePane):
    key = "worker"

    def __init__(self, look: Look, store: Store, bridge: Bridge, fleet: Fleet) -> None:
        super().__init__(look, store, bridge)
        self._fleet = fleet

    @property
    def worker(self) -> WorkerView | None:
        return self._fleet.worker

    def move(self, action: str) -> None:
        self._fleet.move({"next": "down", "previous": "up"}.get(action, action))
        self.paint()

    def paint(self) -> None:
        worker, view, size = self.worker, self.store.view, self.size
        if worker is None or view is None or not size.width:
            self.pane.show([])
            return
        now = self.store.now()
        head = rule((("Fleet › ", "dim"), *inspector.title(worker, now)), (("[ previous  ] next", "dim"),), size.width)
        about = ((" command ", "dim"), (clean(worker.command), "text"))
        self.pane.show([head, about, *inspector.full(worker, view, self.store.clock, now, size.width, size.height - 2)])
