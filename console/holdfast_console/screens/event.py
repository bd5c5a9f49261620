"""Event: one event as the supervisor tells it, as JSON: what `holdfast events --json` prints of it, and `y` copies."""

from __future__ import annotations

import datetime
import json

import msgspec

from holdfast.core.safe import in_json
from holdfast.core.view import EventView
from holdfast_console.bridge import Bridge
from holdfast_console.screens.events import Events
from holdfast_console.screens.scrolled import Scrolled
from holdfast_console.store import Store
from holdfast_console.text import Line, wrap
from holdfast_console.widgets.pane import Look


class Event(Scrolled):
    key = "event"

    def __init__(self, look: Look, store: Store, bridge: Bridge, events: Events) -> None:
        super().__init__(look, store, bridge)
        self._events = events

    def arrive(self) -> None:
        super().arrive()
        self._events.stand()

    def turn(self, action: str) -> None:
        self._events.move(action)

    def things(self) -> list[tuple[str, str, str]]:
        event = self._events.event
        return [("e", "event", as_json(event))] if event else []

    def title(self) -> Line:
        event = self._events.event
        if event is None:
            return ()
        when = datetime.datetime.fromtimestamp(event.at, datetime.UTC).isoformat(sep=" ", timespec="milliseconds")
        return (("Events › ", "dim"), (f"event {event.id}", "title"), (f" · {when[:23]} UTC", "dim"))

    def lines(self) -> list[Line]:
        return indented(self._events.event, self.size.width)


def as_json(event: EventView) -> str:
    """One line; what could move a cursor is an escape in it."""
    return in_json(json.dumps(msgspec.to_builtins(event), ensure_ascii=False, separators=(",", ":")))


def indented(event: EventView | None, cells: int) -> list[Line]:
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
