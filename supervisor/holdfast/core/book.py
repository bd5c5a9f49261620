"""What the World's desks share while one event is received: the clock's reading, the ledger, the timers, the effects so far."""

from __future__ import annotations

from collections import deque

from holdfast.core import journal as j
from holdfast.core.effects import Remember
from holdfast.core.ledger import Ledger
from holdfast.core.settings import Settings
from holdfast.core.view import EventView
from holdfast.core.words import Now

EVENTS_KEPT = 1000  # an evening of trouble; older ones are in the daemon's log


class Book:
    """One per World. `timers` maps (kind, name) to the monotonic second at which it fires."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self.settings = settings
        self.ledger = ledger
        self.now = Now(0.0, 0.0)
        self.out: list[object] = []
        self.timers: dict[tuple[str, str], float] = {}
        self.events: deque[EventView] = deque(maxlen=EVENTS_KEPT)
        self.event_id = 0
        self.news = 0  # grows with all that can be seen but the time of a proof: a fleet that stands still proves itself all day
        self.read_only = ""
        self.stopping = False

    def remember(self, record: j.Record, sync: bool = True) -> None:
        """The record takes effect now and is made durable before any effect of this step starts."""
        if self.read_only:
            return
        self.ledger = self.ledger.apply(record)
        self.news += 1
        self.out.append(Remember(record, sync))

    def do(self, effect: object) -> None:
        self.out.append(effect)

    def arm(self, kind: str, name: str, seconds: float) -> None:
        """(Re)starts a timer; it fires as Due((kind, name))."""
        self.timers[kind, name] = self.now.mono + seconds

    def disarm(self, kind: str, name: str) -> None:
        self.timers.pop((kind, name), None)

    def notice(self, level: str, text: str, worker: str = "", seq: int = 0) -> None:
        """Something an operator should be able to read later. level: info good warn bad."""
        self.event_id += 1
        self.news += 1
        self.events.append(EventView(self.event_id, self.now.wall, level, text, worker, seq))

    def unsay(self, since: int, all_of_it: bool) -> None:
        """What was said of plans after notice `since` was never recorded, so it has not happened; what happened to workers has."""
        kept = [event for event in self.events if event.id <= since or (not all_of_it and (event.worker or not event.seq))]
        self.events.clear()
        self.events.extend(kept)
