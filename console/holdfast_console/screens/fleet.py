"""Fleet: every worker in one line, the worker under the cursor explained, the latest events.

Side by side in a wide terminal; in a narrow one the explanation and the events stand below the table.
"""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from holdfast.core.detail import Detail
from holdfast.core.view import View, WorkerView
from holdfast_console import rows
from holdfast_console.actions import MOVING
from holdfast_console.bridge import Bridge
from holdfast_console.screens.page import Page, moved
from holdfast_console.store import Store
from holdfast_console.text import Line, box, clean, rule
from holdfast_console.widgets import inspector
from holdfast_console.widgets.fleet_table import FleetTable
from holdfast_console.widgets.pane import Look, Pane

SIDE = 49  # cells of the inspector in a wide terminal
STILL = 3.0  # seconds without a key before rows may change places
RESTED = 0.5  # seconds without a key before more is asked about the worker under the cursor
LOOK, GLANCE = 5.0, 30.0  # seconds between two looks into /proc at one that is in trouble, and at one that is not
CURVES = 2.0  # seconds between two looks at its figures


class Fleet(Page):
    key = "fleet"

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self.top = Pane(look, id="fleet-top")
        self.table = FleetTable(look, id="fleet-table")
        self.below = Pane(look, id="fleet-below")
        self.side = Pane(look, id="fleet-side")
        self._names: list[str] = []
        self._chosen = ""  # '' = nobody has moved the cursor: it stays on the first row
        self._moved_at = -STILL

    def compose(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="fleet-left"):
                yield self.top
                yield self.table
                yield self.below
            yield self.side

    @property
    def worker(self) -> WorkerView | None:
        view = self.store.view
        if view is None or not self._names:
            return None
        return next((w for w in view.workers if w.name == self._names[self.cursor]), None)

    @property
    def cursor(self) -> int:
        return self._names.index(self._chosen) if self._chosen in self._names else 0

    def move(self, action: str) -> None:
        self._moved_at = self.store.clock.mono()
        if self._names:
            self._chosen = self._names[moved(self.cursor, len(self._names), action, self.table.size.height)]
        self.paint()

    def select(self, name: str) -> None:
        """The cursor to this worker: another page is about it."""
        self._chosen, self._moved_at = name, self.store.clock.mono()

    def _arrange(self, view: View) -> None:
        still = self.store.clock.mono() - self._moved_at >= STILL
        moving = view.rollout is not None and view.rollout.phase in MOVING
        hold = moving or not still
        self._names = rows.order(view.workers, self._names, hold)

    def paint(self) -> None:
        view, size = self.store.view, self.size
        self.side.display = self.wide
        if view is None or not size.width:
            self.top.show([(), (("  nothing is known yet: waiting for the supervisor's first answer", "dim"),)])
            return
        self._arrange(view)
        cells = size.width - (SIDE if self.wide else 0)
        columns = rows.columns(view.workers, cells)
        self.top.show([self._title(view, cells), rows.head(columns)])
        self._heights(len(view.workers), size.height)
        by_name = {w.name: w for w in view.workers}
        now = self.store.now()
        self.table.put([rows.row(by_name[n], now) for n in self._names], columns, self.cursor)
        self._explain(view, cells, now)

    def _heights(self, count: int, height: int) -> None:
        """The table takes what it needs, and leaves room for what stands below it."""
        least = 7 if self.wide else 9
        self.table.styles.height = max(1, min(count, height - 2 - least))

    def _title(self, view: View, cells: int) -> Line:
        cordoned = sum(1 for w in view.workers if w.cordoned)
        title: Line = (("workers ", "title"), (str(len(view.workers)), "text"), (f" · {cordoned} cordoned" if cordoned else "", "dim"))
        hidden = self.table.below() if self.table.size.height else 0
        return rule(title, ((f"{hidden} more below" if hidden else "troubled first", "dim"),), cells)

    def _explain(self, view: View, cells: int, now: float) -> None:
        worker, height = self.worker, max(0, self.size.height - 2 - int(self.table.styles.height.value if self.table.styles.height else 0))
        if self.wide and worker:
            lines = inspector.full(self._about(worker, view, now), SIDE - 2, self.size.height - 2)
            foot: Line = (("⏎", "accent"), (" full detail", "dim"))
            self.side.show(box(inspector.title(worker, now), lines, SIDE, self.size.height, foot))
            self.below.show(self._events(view, cells, height))
        elif worker:
            lines = [rule(inspector.title(worker, now), (), cells), *inspector.short(self._about(worker, view, now), cells)]
            self.below.show([*lines, *self._events(view, cells, height - len(lines))])
        else:
            empty: Line = (("  no workers: the settings name none", "dim"),)
            self.side.show([])
            self.below.show([empty, *self._events(view, cells, height - 1)])

    def _about(self, worker: WorkerView, view: View, now: float) -> inspector.About:
        """The worker under the cursor, with more than its row once the cursor rests on it."""
        about = inspector.About(worker, view, self.store.clock, now)
        if self.store.clock.mono() - self._moved_at < RESTED:
            return about
        detail = self.detail(worker, GLANCE if worker.mark == "proven" else LOOK)
        series = self.figures(worker, CURVES) if self.wide else None
        return replace(about, detail=detail if isinstance(detail, Detail) else None, series=series)

    def _events(self, view: View, cells: int, height: int) -> list[Line]:
        if height < 2:
            return []
        names = min(16, max((len(clean(e.worker)) for e in view.events), default=5))
        found = [inspector.event(e, self.store.clock, max(5, names)) for e in inspector.newest(view)[: height - 1]]
        return [rule((("events", "title"), (", newest first", "dim")), (), cells), *(found or [(("  nothing recorded yet", "dim"),)])]
