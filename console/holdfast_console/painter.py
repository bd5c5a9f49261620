"""A program whose frames go over the canvas of our driver: what differs is sent, at the pace of the terminal, what a key changes first.

Without that driver (a page in a browser, a test) Textual paints as ever.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from rich.color import ColorSystem
from textual import events
from textual._compositor import CompositorUpdate
from textual.screen import Screen

from holdfast_console.discreet import Discreet
from holdfast_console.driver import TolerantDriver

TICK = 0.25  # seconds between two looks at what has arrived
HURRY = 0.1  # seconds in which a key shows


class Painter(Discreet):
    _keyed_at = 0.0  # monotonic

    @property
    def tolerant(self) -> TolerantDriver | None:
        return self._driver if isinstance(self._driver, TolerantDriver) else None

    def seen(self, since: float) -> bool:
        """What was painted at that monotonic second has reached the terminal, as far as it says so."""
        return self.tolerant is None or self.tolerant.pace.seen(since)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        driver = self.tolerant
        if driver is None or self._batch_count or self._closed or not isinstance(renderable, CompositorUpdate):
            super()._display(screen, renderable)
            return
        driver.canvas.resize(*self.size)
        colours = self.console._color_system or ColorSystem.TRUECOLOR
        driver.draw(renderable, colours, self._sync_available, first=monotonic() - self._keyed_at < HURRY)
        self.post_display_hook()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste):
            self._keyed_at = monotonic()
        elif isinstance(event, events.Resize) and self.tolerant is not None:
            self.tolerant.canvas.forget()  # one that was smaller for a moment has lost what stood beyond
        await super().on_event(event)
