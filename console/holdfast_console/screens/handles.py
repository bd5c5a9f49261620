"""Handles: what a worker's processes hold open, by kind. Read from /proc by the supervisor once a second while it is shown."""

from __future__ import annotations

from holdfast.core.view import WorkerView
from holdfast_console.bridge import Bridge
from holdfast_console.screens.fleet import Fleet
from holdfast_console.screens.scrolled import Scrolled
from holdfast_console.store import Store
from holdfast_console.text import Line, clean
from holdfast_console.widgets import process
from holdfast_console.widgets.pane import Look

EVERY = 1.0  # seconds


class Handles(Scrolled):
    key = "handles"

    def __init__(self, look: Look, store: Store, bridge: Bridge, fleet: Fleet) -> None:
        super().__init__(look, store, bridge)
        self._fleet = fleet

    @property
    def worker(self) -> WorkerView | None:
        return self._fleet.worker

    def turn(self, action: str) -> None:
        self._fleet.move(action)

    def title(self) -> Line:
        name = clean(self.worker.name) if self.worker else ""
        return (("Fleet › ", "dim"), (name, "title"), (" › what it holds open", "dim"))

    def lines(self) -> list[Line]:
        if self.worker is None:
            return []
        answer = self.detail(self.worker, EVERY)
        if isinstance(answer, str):
            return [((" " + clean(answer), "wrong"),)]
        if answer is None:
            return [((" looking into /proc…", "dim"),)]
        if not answer.anatomy.processes:
            return [((" it has no process", "dim"),)]
        return process.held(answer.anatomy, self.size.width)
