"""Event: one event as the supervisor tells it, as JSON: what `holdfast events --json` prints of it, and `y` copies."""

from __future__ import annotations

import datetime
import json

import msgspec

from holdfast.core.safe import in_json
from holdfast.core.view import EventView
from holdfast_console.bridge import Bridge
from holdfast_console.screens.events import Events
from holdfast_console.screens.page import OnePane, moved, neighbours
from holdfast_console.store import Store
from holdfast_console.text import Line, rule, wrap
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets.pane import Look


class Event(OnePane):
    key = "event"

    def __init__(self, look: Look, store: Store, bridge: Bridge, events: Events) -> None:
        super().__init__(look, store, bridge)
        self._events = events
        self._top = self._length = 0

    def arrive(self) -> None:
        self._top = 0
        self._events.stand()

    def move(self, action: str) -> None:
        if action in ("next", "previous"):
            self._events.move("down" if action == "next" else "up")
            self._top = 0
        else:
            room = max(1, self.size.height - 1)
            self._top = moved(self._top, max(1, self._length - room + 1), action, room)
        self.paint()

    def things(self) -> list[tuple[str, str, str]]:
        event = self._events.event
        return [("e", "event", as_json(event))] if event else []

    def export(self) -> list[Line]:
        return lines(self._events.event, self.size.width)

    def paint(self) -> None:
        event, size = self._events.event, self.size
        if event is None or not size.width:
            self.pane.show([])
            return
        made, room = lines(event, size.width), max(1, size.height - 1)
        self._length = len(made)
        self._top = max(0, min(self._top, len(made) - room))
        when = datetime.datetime.fromtimestamp(event.at, datetime.UTC).isoformat(sep=" ", timespec="milliseconds")
        title: Line = (("Events › ", "dim"), (f"event {event.id}", "title"), (f" · {when[:23]} UTC", "dim"))
        head = rule(title, neighbours(self.look.keys), size.width)
        self.pane.show([head, *painter.window(made, self._top, room, self.look.keys["down"])])


def as_json(event: EventView) -> str:
    """One line; what could move a cursor is an escape in it."""
    return in_json(json.dumps(msgspec.to_builtins(event), ensure_ascii=False, separators=(",", ":")))


def lines(event: EventView | None, cells: int) -> list[Line]:
    """Indented; a long text goes on in the next line."""
    if event is None:
        return []
    rows = in_json(json.dumps(msgspec.to_builtins(event), ensure_ascii=False, indent=2)).split("\n")
    made: list[Line] = []
    for row in rows:
        indent = " " * (len(row) - len(row.lstrip()))
        pieces = wrap(row, max(8, cells - 8)) or [""]
        made += [((f" {indent}{'    ' * bool(number)}{piece}", "text"),) for number, piece in enumerate(pieces)]
    return made
