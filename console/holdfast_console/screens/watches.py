"""Watches: the user's inotify budget, who holds how much of it and where, and how long a change takes from the event to the workers.

Counted by the supervisor from /proc while this screen is shown, every ten seconds at most, because reading it touches other people's
instances.
"""

from __future__ import annotations

from holdfast.core.view import View, WorkerView
from holdfast.core.watched import Owner, Watched
from holdfast_console.bridge import Bridge
from holdfast_console.screens.page import OnePane, moved
from holdfast_console.store import Store
from holdfast_console.text import Line, clean, rule
from holdfast_console.widgets import arrival, budget, owners
from holdfast_console.widgets.pane import Look

EVERY = 10.0  # seconds
KEY = ("watches",)
LOW = 12  # lines: in fewer there is room for the budget and the owners
BELOW = 12  # lines of one owner's places


class Watches(OnePane):
    key = "watches"

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self.simulated = 0  # so many workers that watch by themselves; 0 = those that live
        self.order = next(iter(owners.ORDERS))
        self._chosen = (owners.SUPERVISOR, 0)
        self._top = 0

    @property
    def found(self) -> Watched | None:
        answer = self.store.answered(KEY)
        return answer if isinstance(answer, Watched) else None

    @property
    def owners(self) -> tuple[Owner, ...]:
        return owners.order(self.found.owners, self.order) if self.found else ()

    @property
    def cursor(self) -> int:
        """On the chosen owner; ours are told by name, since a worker's pid changes."""
        name, pid = self._chosen
        return next((y for y, one in enumerate(self.owners) if (one.name == name if name else one.pid == pid)), 0)

    @property
    def owner(self) -> Owner | None:
        return self.owners[self.cursor] if self.owners else None

    @property
    def worker(self) -> WorkerView | None:
        view, owner = self.store.view, self.owner
        return next((w for w in view.workers if w.name == owner.name), None) if view and owner else None

    def things(self) -> list[tuple[str, str, str]]:
        view = self.store.view
        return budget.raising(self.found, view, self.simulated) if self.found and view else []

    def clear(self) -> bool:
        """What was simulated goes, then the order."""
        had, usual = bool(self.simulated), next(iter(owners.ORDERS))
        self.simulated, self.order, had = 0, self.order if had else usual, had or self.order != usual
        return had

    def next_order(self) -> str:
        names = list(owners.ORDERS)
        self.order = names[(names.index(self.order) + 1) % len(names)]
        return self.order

    def anew(self) -> None:
        """Ask once more at the next painting."""
        self.bridge.forget(KEY)

    def move(self, action: str) -> None:
        if found := self.owners:
            one = found[moved(self.cursor, len(found), action, 8)]
            self._chosen = (one.name, one.pid)
        self.paint()

    def answer(self) -> Watched | str | None:
        """What is known, kept up to date while somebody looks; why it is not."""
        self.bridge.keep(KEY, "watches", EVERY)
        answer = self.store.answered(KEY)
        return answer if isinstance(answer, Watched | str) else None

    def paint(self) -> None:
        view, size = self.store.view, self.size
        if view is None or not size.width:
            return
        answer = self.answer()
        if not isinstance(answer, Watched):
            words, role = (clean(answer), "wrong") if isinstance(answer, str) else ("counting what is watched…", "dim")
            self.pane.show([self._head(None), ((f" {words}", role),)])
            return
        low = size.height < LOW
        upper = [self._head(answer), *budget.lines(answer, view, size.width, self.simulated, low)]
        rest = size.height - len(upper)
        arrived = 0 if low else 1 + arrival.PARTS + (min(len(answer.latency), 5) if self.wide else 0)
        self.pane.show([*upper, *self._owners(answer, rest - arrived), *self._arrival(view, answer, arrived)])

    def _head(self, found: Watched | None) -> Line:
        when = f"counted {self.store.clock.hms(found.at)} from /proc" if found else ""
        title: Line = (("inotify", "title"), (f" of uid {found.budget.uid}" if found else "", "title"))
        return rule(title, ((when, "dim"),) if when else (), self.size.width)

    def _owners(self, found: Watched, height: int) -> list[Line]:
        """The list, and below it the places of the owner under the cursor where there is room."""
        cells, cursor, listed, one = self.size.width, self.cursor, self.owners, self.owner
        count = len(listed)
        spots = owners.places(one, found.folders, self.store.clock, cells) if one else []
        below = min(len(spots), max(0, height - 3 - count), BELOW)
        room = max(1, height - 2 - (below + 1 if below else 0))
        self._top = max(cursor - room + 1, min(self._top, cursor, max(0, count - room)), 0)
        hidden = count + found.more - self._top - room
        end: Line = ((f"{hidden} more below" if hidden > 0 else self.order, "dim"),)
        lines = [rule((("who watches ", "title"), (str(count + found.more), "text")), end, cells), owners.head(cells)]
        lines += [owners.row(one, found.budget.watches, cells, y == cursor) for y, one in self._part(room)]
        if not listed:
            lines.append((("  nobody holds an inotify instance", "dim"),))
        if below and one:
            lines += [self._where(one, below < len(spots)), *spots[:below]]
        return [*lines[:height], *([()] * (height - len(lines)))]

    def _part(self, room: int) -> list[tuple[int, Owner]]:
        return list(enumerate(self.owners))[self._top : self._top + room]

    def _where(self, one: Owner, cut: bool) -> Line:
        end: Line = ((self.look.keys["paths"], "accent"), (" all", "dim")) if cut or one.watches > len(one.places) else ()
        return rule(((f"where {owners.name_of(one)} watches", "dim"),), end, self.size.width)

    def _arrival(self, view: View, found: Watched, height: int) -> list[Line]:
        if not height:
            return []
        cells, key = self.size.width, self.look.keys["test"]
        return [rule(arrival.title(found), (), cells), *arrival.lines(found, view, self.store.clock, key, (height - 1, cells))]
