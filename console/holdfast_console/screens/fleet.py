"""Fleet: every worker in one line, the worker under the cursor explained, the latest events.

Side by side in a wide terminal; in a narrow one the explanation and the events stand below the table. What is filtered away is counted, and
an act never reaches a worker that cannot be seen.
"""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from holdfast.core.detail import Detail
from holdfast.core.view import View, WorkerView
from holdfast_console import lineup, listing, rows
from holdfast_console.bridge import Bridge
from holdfast_console.keys import Keys
from holdfast_console.lineup import Lineup
from holdfast_console.listing import Filter, Marks
from holdfast_console.screens.page import Page, moved
from holdfast_console.store import Store
from holdfast_console.text import Line, box, clean, rule
from holdfast_console.widgets import inspector
from holdfast_console.widgets.fleet_table import FleetTable
from holdfast_console.widgets.pane import Look, Pane

SIDE = 49  # cells of the inspector in a wide terminal
RESTED = 0.5  # seconds without a key before more is asked about the worker under the cursor
LOOK, GLANCE = 5.0, 30.0  # seconds between two looks into /proc at one that is in trouble, and at one that is not
CURVES = 4.0  # seconds between two looks at its figures


class Fleet(Page):
    key = "fleet"

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self.top = Pane(look, id="fleet-top")
        self.table = FleetTable(look, id="fleet-table")
        self.below = Pane(look, id="fleet-below")
        self.side = Pane(look, id="fleet-side")
        self.filter = Filter("")
        self.sort, self.reverse = listing.USUAL, False
        self.chosen: tuple[str, ...] = rows.USUAL  # columns
        self.following = True
        self._searched = Filter("")  # what n and N look for, also when the filter has gone
        self._marks = Marks()
        self._lineup = Lineup(store.clock)
        self._known: View | None = None  # whose workers are in _by_name
        self._by_name: dict[str, WorkerView] = {}
        self._columns = rows.Columns(4, ())
        self._skip = 0  # columns that have been moved out at the left
        self._chosen = ""  # '' = nobody has moved the cursor: it stays on the first row
        self._row = 0  # where it was, for when its worker is not shown, or is not followed
        self._measured: tuple[object, ...] | None = None  # what the columns were measured by

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
        return self._workers(view).get(self._names[self.cursor])

    @property
    def _names(self) -> list[str]:
        return self._lineup.names

    @property
    def _places(self) -> dict[str, int]:
        return self._lineup.places

    def _workers(self, view: View) -> dict[str, WorkerView]:
        """By name."""
        if self._known is not view:
            self._known, self._by_name = view, {w.name: w for w in view.workers}
        return self._by_name

    @property
    def cursor(self) -> int:
        if self.following and self._chosen in self._places:
            return self._places[self._chosen]
        return max(0, min(self._row, len(self._names) - 1))

    def move(self, action: str) -> None:
        """next and previous are asked for by the pages about one worker."""
        if action in ("left", "right"):
            self._aside(1 if action == "right" else -1)
            return
        step = {"next": "down", "previous": "up"}.get(action, action)
        if self._names:
            self._to(moved(self.cursor, len(self._names), step, self.table.size.height))

    def _to(self, row: int) -> None:
        self._lineup.touch()
        self._row, self._chosen = row, self._names[row]

    def _aside(self, step: int) -> None:
        """A column further, while there are some on that side. Proof and name stay."""
        if self._columns.after if step > 0 else self._skip:
            self._skip += step
        else:
            self.store.flash(f"no column is hidden on that side: {self.look.keys['columns']} chooses which there are", "dim")

    def select(self, name: str) -> None:
        """The cursor to this worker: another page is about it. A filter that hides it goes."""
        if name not in self._names:
            self.narrow("")
        if name in self._names:
            self._to(self._names.index(name))

    # -- filter, order, marks

    @property
    def filtered(self) -> str:
        return self._searched.text.strip()

    @property
    def narrowed(self) -> str:
        return self.filter.text

    def narrow(self, text: str) -> str:
        """Only workers that match from now on; what is wrong with the text, or how many are shown."""
        self.filter = listing.parse(text)
        if text.strip():
            self._searched = self.filter
        self._rearrange()
        shown, total = len(self._names), len(self.store.view.workers) if self.store.view else 0
        return self.filter.problem or f"{shown} of {total}"

    def wish(self, columns: tuple[str, ...], sort: str, reverse: bool) -> list[str]:
        """The preferences; a sentence for each that cannot be."""
        problems = [f"columns: there is no column {one}; there are {', '.join(rows.COLUMNS)}" for one in columns if one not in rows.COLUMNS]
        self.chosen = tuple(one for one in columns if one in rows.COLUMNS) or rows.USUAL
        if sort and sort not in listing.SORTS:
            problems.append(f"sort: there is no order {sort}; there are {', '.join(listing.SORTS)}")
            sort = ""
        self.sort, self.reverse = sort or listing.USUAL, reverse
        return problems

    def order_by(self, sort: str, reverse: bool) -> None:
        self.sort, self.reverse = sort, reverse
        self._rearrange()

    def _rearrange(self) -> None:
        """Somebody wants to see the change at once."""
        self._lineup.again()
        self.paint()

    def matches(self) -> list[bool]:
        view = self.store.view
        known = self._workers(view) if view else {}
        return [name in known and self._searched.keeps(known[name]) for name in self._names]

    def to_line(self, place: int) -> None:
        self._to(place)
        self.paint()

    @property
    def marked(self) -> tuple[str, ...]:
        if not self._marks:
            return ()
        marked = self._marks.shown(self._names, self.cursor)
        return tuple(name for name in self._names if name in marked)

    def mark(self) -> None:
        """In or out, and on to the next."""
        self._marks.toggle(self._names[self.cursor])
        self.move("down")

    def range(self) -> None:
        self._marks.range(self._names, self.cursor)
        self.paint()

    def mark_all(self) -> None:
        self._marks.all(self._names)
        self.paint()

    def clear(self) -> bool:
        if self._marks.clear():
            return True
        had = bool(self.filter.text)
        if had:
            self.narrow("")
        return had

    def _arrange(self, view: View) -> None:
        if not self._lineup.arrange(view, self.filter, self.sort, self.reverse):
            return
        if self._chosen in self._places and self.following:
            self._row = self._places[self._chosen]
        elif not self.following and self._chosen and self._names:
            self._chosen = self._names[self.cursor]

    def paint(self) -> None:
        view, size = self.store.view, self.size
        self.side.display = self.wide
        if view is None or not size.width:
            self.top.show([(), (("  nothing is known yet: waiting for the supervisor's first answer", "dim"),)])
            return
        self._arrange(view)
        cells = size.width - (SIDE if self.wide else 0)
        columns = self._measure(view, cells)
        marked = set(self.marked)
        room = self._heights(len(self._names), size.height)
        now = self.store.now()
        self.table.put(len(self._names), lambda place: self._line(view, place, now, marked), columns, self.cursor)
        self.top.show([self._title(view, cells, len(marked), self.table.below(room)), rows.head(columns)])
        self._explain(view, cells, now)

    def _line(self, view: View, place: int, now: float, marked: set[str]) -> rows.Row:
        name = self._names[place]
        return rows.row(self._workers(view)[name], now, name in marked)

    def _measure(self, view: View, cells: int) -> rows.Columns:
        """Once for each View and each width."""
        if self._measured is not None and self._measured[1:3] != (cells, self.chosen):
            self._skip = 0
        wanted = (view, cells, self.chosen, self._skip)
        if self._measured is None or self._measured[0] is not view or self._measured[1:] != wanted[1:]:
            self._measured, self._columns = wanted, rows.columns(view.workers, cells, self.chosen, self._skip)
        return self._columns

    def _heights(self, count: int, height: int) -> int:
        """The table takes what it needs, and leaves room for what stands below it; half of a low page is its own."""
        least = 7 if self.wide else 9
        self.table.styles.height = made = max(1, min(count, max(height // 2 - 1, height - 2 - least)))
        return made

    def _title(self, view: View, cells: int, marked: int, hidden: int = 0) -> Line:
        cordoned, total, shown = sum(1 for w in view.workers if w.cordoned), len(view.workers), len(self._names)
        parts = [f" · {cordoned} cordoned" if cordoned else "", f" · {marked} marked" if marked else ""]
        count = f"{shown} of {total}" if self.filter.tests else str(total)
        wanted: Line = ((f" · filter {clean(self.filter.text.strip())}", "moving"),) if self.filter.tests else ()
        title: Line = (("workers ", "title"), (count, "text"), ("".join(parts), "dim"), *wanted)
        order = lineup.WORDS if lineup.in_flight(view) else listing.told(self.sort, self.reverse)
        end = f"{hidden} more below" if hidden else order
        return rule(title, ((end, "dim"), *self._hidden()), cells)

    def _hidden(self) -> Line:
        """How many columns there are on either side, and the key that shows them."""
        sides = (("left", self._columns.before), ("right", self._columns.after))
        return tuple(span for key, count in sides if count for span in ((f"  {self.look.keys[key]}", "accent"), (f" {count}", "dim")))

    def export(self) -> list[Line]:
        view = self.store.view
        if view is None:
            return []
        columns, now = rows.columns(view.workers, 200, self.chosen), self.store.now()
        marked = set(self.marked)
        shown = [rows.line(self._line(view, place, now, marked), columns, cursor=False) for place in range(len(self._names))]
        return [self._title(view, 120, len(marked)), rows.head(columns), *shown]

    def _explain(self, view: View, cells: int, now: float) -> None:
        worker, height = self.worker, max(0, self.size.height - 2 - int(self.table.styles.height.value if self.table.styles.height else 0))
        if self.wide and worker:
            lines = inspector.full(self._about(worker, view, now), SIDE - 2, self.size.height - 2)
            foot: Line = ((self.look.keys["enter"], "accent"), (" full detail", "dim"))
            self.side.show(box(inspector.title(worker, now), lines, SIDE, self.size.height, foot))
            self.below.show(inspector.latest(view, self.store.clock, self.look.keys, cells, height))
        elif worker:
            lines = [rule(inspector.title(worker, now), (), cells), *inspector.short(self._about(worker, view, now), cells)]
            self.below.show([*lines, *inspector.latest(view, self.store.clock, self.look.keys, cells, height - len(lines))])
        else:
            empty = _empty(len(view.workers), self.look.keys)
            self.side.show([])
            self.below.show([empty, *inspector.latest(view, self.store.clock, self.look.keys, cells, height - 1)])

    def _about(self, worker: WorkerView, view: View, now: float) -> inspector.About:
        """The worker under the cursor, with more than its row once the cursor rests on it."""
        about = inspector.About(worker, view, self.store.clock, now, self.look.keys)
        if not self._lineup.untouched(RESTED):
            return about
        detail = self.detail(worker, GLANCE if worker.mark == "proven" else LOOK)
        series = self.figures(worker, CURVES) if self.wide else None
        return replace(about, detail=detail if isinstance(detail, Detail) else None, series=series, words=self.last_words(worker))


def _empty(hidden: int, keys: Keys) -> Line:
    """Why the list is empty, and the key that helps."""
    if not hidden:
        return (("  no workers: the settings name none", "dim"),)
    words = f"  the filter hides all {hidden} workers; "
    ways: Line = ((keys["back"], "accent"), (" shows them, ", "dim"), (keys["filter"], "accent"), (" changes it", "dim"))
    return ((words, "moving"), *ways)
