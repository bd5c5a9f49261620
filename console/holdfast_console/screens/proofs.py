"""Proofs: who proved one version, when, and who did not and why. From the journal as it lies on the disk, each time it is opened."""

from __future__ import annotations

from holdfast.core.archive import Proofs as Found
from holdfast.core.view import VersionView, View
from holdfast_console.bridge import Bridge
from holdfast_console.rows import number
from holdfast_console.screens.history import SOUND, History
from holdfast_console.screens.page import OnePane, moved, neighbours
from holdfast_console.store import Store
from holdfast_console.text import EMPTY, Line, clean, rule
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets import kept, versions
from holdfast_console.widgets.pane import Look

EVERY = 10.0  # seconds
LOW = 12  # lines: in fewer the workers are what is shown


class Proofs(OnePane):
    key = "proofs"

    def __init__(self, look: Look, store: Store, bridge: Bridge, history: History) -> None:
        super().__init__(look, store, bridge)
        self._history = history
        self._top = self._length = 0

    @property
    def version(self) -> VersionView | None:
        return self._history.version

    def arrive(self) -> None:
        self._top = 0

    def move(self, action: str) -> None:
        if action in ("next", "previous"):
            self._history.move("down" if action == "next" else "up")
            self._top = 0
        else:
            room = max(1, self.size.height - 1)
            self._top = moved(self._top, max(1, self._length - room + 1), action, room)
        self.paint()

    def export(self) -> list[Line]:
        v, view = self.version, self.store.view
        return self._lines(v, view) if v is not None and view is not None else []

    def paint(self) -> None:
        v, view, size = self.version, self.store.view, self.size
        if v is None or view is None or not size.width:
            self.pane.show([])
            return
        lines, room = self._lines(v, view), max(1, size.height - 1)
        self._length = len(lines)
        self._top = max(0, min(self._top, len(lines) - room))
        title: Line = (("History › ", "dim"), (number(v.seq), "title"), (" › who proved it", "dim"))
        head = rule(title, neighbours(self.look.keys), size.width)
        self.pane.show([head, *painter.window(lines, self._top, room, self.look.keys["down"])])

    def _lines(self, v: VersionView, view: View) -> list[Line]:
        cells = self.size.width
        key = ("proofs", v.seq)
        self.bridge.keep(key, "proofs", EVERY, version=str(v.seq))
        self.bridge.keep(("sound", v.seq), "sound", SOUND, version=str(v.seq))
        about, answer = versions.about(v, cells - 2) if self.size.height >= LOW else [], self.store.answered(key)
        if not isinstance(answer, Found):
            words = (f" {clean(answer)}", "wrong") if isinstance(answer, str) else (" reading the journal…", "dim")
            return [*about, (words,)]
        journal = ((" journal: ", "dim"), *kept.journal(answer.journal, answer.journal.records, self.store.clock, cells))
        return [
            *about, ((f" {kept.summary(answer)} · {kept.of_now(answer.members)}", "text"),), EMPTY,
            *kept.proofs(answer, view, self.store.clock, cells), EMPTY,
            ((" bytes: ", "dim"), *kept.content(self.store.answered(("sound", v.seq)))), journal, *kept.notes(answer, cells),
        ]  # fmt: skip
