"""Logs: a worker's output, followed. Moving up stops following, G goes on."""

from __future__ import annotations

from holdfast.core.view import WorkerView
from holdfast_console.bridge import Bridge
from holdfast_console.screens.fleet import Fleet
from holdfast_console.screens.page import OnePane, moved
from holdfast_console.store import Store
from holdfast_console.text import Line, clean, rule
from holdfast_console.widgets.pane import Look

ASIDE = 20  # letters


class Logs(OnePane):
    key = "logs"

    def __init__(self, look: Look, store: Store, bridge: Bridge, fleet: Fleet) -> None:
        super().__init__(look, store, bridge)
        self._fleet = fleet
        self._top = 0
        self._following = True
        self._left = 0  # letters that have been moved out at the left

    @property
    def worker(self) -> WorkerView | None:
        return self._fleet.worker

    def arrive(self) -> None:
        self.open()

    def open(self) -> None:
        """Begin with the worker under the fleet's cursor."""
        self._following, self._left = True, 0
        self.bridge.tail(self.worker.name if self.worker else "")

    def leave(self) -> None:
        self.bridge.tail("")

    def move(self, action: str) -> None:
        if action in ("next", "previous"):
            self._fleet.move(action)
            self.open()
        elif action in ("left", "right"):
            self._left = max(0, self._left + (ASIDE if action == "right" else -ASIDE))
        else:
            count, room = len(self.store.logs), max(1, self.size.height - 1)
            last = max(0, count - room)
            here = last if self._following else self._top
            self._top = moved(here, last + 1, action, room)
            self._following = self._top >= last
        self.paint()

    def export(self) -> list[Line]:
        return [((text, "text"),) for text in self.store.logs]

    def paint(self) -> None:
        self.bridge.follow(self.store.logs_of)
        size, lines = self.size, list(self.store.logs)
        room = max(1, size.height - 1)
        last = max(0, len(lines) - room)
        top = last if self._following else min(self._top, last)
        state = "following" if self._following else f"{last - top} more below, {self.look.keys['bottom']} follows"
        aside = f" from letter {self._left + 1}" if self._left else ""
        title: Line = (("output of ", "dim"), (clean(self.store.logs_of), "title"), (aside, "moving"))
        end = clean(self.store.logs_end) or state
        head = rule(title, ((end, "dim" if end == "following" else "moving"),), size.width)
        shown: list[Line] = [((" " + text[self._left :], "text"),) for text in lines[top : top + room]]
        self.pane.show([head, *(shown or [(("  no output yet", "dim"),)])])
