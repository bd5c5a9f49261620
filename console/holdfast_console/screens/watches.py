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
from holdfast_console.widgets import budget
from holdfast_console.widgets.pane import Look

EVERY = 10.0  # seconds
KEY = ("watches",)


class Watches(OnePane):
    key = "watches"

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self._chosen = (budget.SUPERVISOR, 0)
        self._top = 0

    @property
    def found(self) -> Watched | None:
        answer = self.store.answered(KEY)
        return answer if isinstance(answer, Watched) else None

    @property
    def owners(self) -> tuple[Owner, ...]:
        return self.found.owners if self.found else ()

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

    def move(self, action: str) -> None:
        if self.owners:
            one = self.owners[moved(self.cursor, len(self.owners), action, 8)]
            self._chosen = (one.name, one.pid)
        self.paint()

    def paint(self) -> None:
        view, size = self.store.view, self.size
        if view is None or not size.width:
            return
        self.bridge.keep(KEY, "watches", EVERY)
        answer = self.store.answered(KEY)
        if not isinstance(answer, Watched):
            words, role = (clean(answer), "wrong") if isinstance(answer, str) else ("counting what is watched…", "dim")
            self.pane.show([self._head(None), ((f" {words}", role),)])
            return
        upper = [self._head(answer), *budget.lines(answer, view, size.width)]
        rest = size.height - len(upper)
        arrived = min(len(answer.latency) + 2, 6 if self.wide else 4)
        self.pane.show([*upper, *self._owners(answer, rest - arrived), *self._latency(view, answer, arrived)])

    def _head(self, found: Watched | None) -> Line:
        when = f"counted {self.store.clock.hms(found.at)} from /proc" if found else ""
        title: Line = (("inotify", "title"), (f" of uid {found.budget.uid}" if found else "", "title"))
        return rule(title, ((when, "dim"),) if when else (), self.size.width)

    def _owners(self, found: Watched, height: int) -> list[Line]:
        """The list, and below it the places of the owner under the cursor where there is room."""
        cells, cursor, count = self.size.width, self.cursor, len(found.owners)
        title: Line = (("who watches ", "title"), (str(count + found.more), "text"))
        below = min(len(self.owner.places), max(0, height - 3 - count), 12) if self.owner else 0
        room = max(1, height - 2 - (below + 1 if below > 1 else 0))
        self._top = max(cursor - room + 1, min(self._top, cursor, max(0, count - room)), 0)
        hidden = count + found.more - self._top - room
        end: Line = ((f"{hidden} more below", "dim"),) if hidden > 0 else ()
        part = found.owners[self._top : self._top + room]
        lines = [rule(title, end, cells), budget.head(cells)]
        lines += [budget.owner(one, found.budget.watches, cells, one is self.owner) for one in part]
        if not part:
            lines.append((("  nobody holds an inotify instance", "dim"),))
        if below > 1 and self.owner:
            about = f"where {clean(self.owner.name) or self.owner.pid} watches"
            lines += [rule(((about, "dim"),), (), cells), *budget.places(self.owner, below)]
        return [*lines[:height], *([()] * (height - len(lines)))]

    def _latency(self, view: View, found: Watched, height: int) -> list[Line]:
        count = len(found.latency)
        many = f" · last {count} edits" if count > 1 else " · the last edit" if count else ""
        title: Line = (("from the event to the last worker", "title"), (many, "dim"))
        return [rule(title, (), self.size.width), *budget.latency(found.latency, self.store.clock, height - 1, self.size.width)]
