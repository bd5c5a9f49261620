"""What every part of the console's hands has: the place an act was meant at, the way to the supervisor, and the log of what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from textual.app import App

from holdfast.api.client import Unreachable
from holdfast.api.routes import Refused
from holdfast_console import equivalent
from holdfast_console.bridge import Bridge
from holdfast_console.dressing import Dressing
from holdfast_console.place import Place
from holdfast_console.screens.main import Main
from holdfast_console.store import Done, Store
from holdfast_console.text import clean
from holdfast_console.widgets.pane import Look


class Console(Protocol):
    """What the hands may ask of the app, beside what Textual gives."""

    dressing: Dressing

    def leave(self, code: int) -> None: ...

    def seen(self, since: float) -> bool: ...

    def keep(self, **changes: Any) -> None: ...


class Hand:
    """A part of Deeds: `do_ID(*words)` does the action ID at self.at; words are what followed its name on the command line."""

    app: App[int]
    console: Console
    look: Look
    store: Store
    bridge: Bridge
    main: Main
    at: Place
    started: bool

    def send(self, name: str, after: Callable[[int], None] | None = None, **args: Any) -> None:
        """One call, its line in the log, and its answer above the footer."""
        done = self.store.did(name, equivalent.of_call(name, args, equivalent.shown_of(self.main.place)))
        self.app.run_worker(self._call(name, after, args, done), exit_on_error=True)

    async def _call(self, name: str, after: Callable[[int], None] | None, args: dict[str, Any], done: Done) -> None:
        try:
            reply = await self.bridge.call(name, **args)
        except (Refused, Unreachable) as error:
            self._ended(done, clean(str(error)), "wrong")
        else:
            self._ended(done, clean(reply.text) or "done", "text" if reply.ok else "wrong")
            if reply.ok and after is not None:
                after(reply.seq)
        if name == "approve":
            self.main.reload.gate = None
        self.main.paint()

    def command_line(self, text: str) -> None:
        """The command line, with this on it."""
        raise NotImplementedError

    def _ended(self, done: Done, outcome: str, role: str) -> None:
        done.outcome, done.role = outcome, role
        self.store.flash(outcome, role)
