"""Proofs: who proved one version, when, and who did not and why. From the journal as it lies on the disk, each time it is opened."""

from __future__ import annotations

from holdfast.core.archive import Proofs as Found
from holdfast.core.view import VersionView
from holdfast_console.bridge import Bridge
from holdfast_console.rows import number
from holdfast_console.screens.history import SOUND, History
from holdfast_console.screens.scrolled import Scrolled
from holdfast_console.store import Store
from holdfast_console.text import EMPTY, Line, clean
from holdfast_console.widgets import kept, versions
from holdfast_console.widgets.pane import Look

EVERY = 10.0  # seconds
LOW = 12  # lines: in fewer the workers are what is shown


class Proofs(Scrolled):
    key = "proofs"

    def __init__(self, look: Look, store: Store, bridge: Bridge, history: History) -> None:
        super().__init__(look, store, bridge)
        self._history = history

    @property
    def version(self) -> VersionView | None:
        return self._history.version

    def turn(self, action: str) -> None:
        self._history.move(action)

    def title(self) -> Line:
        return (("History › ", "dim"), (number(self.version.seq) if self.version else "", "title"), (" › who proved it", "dim"))

    def lines(self) -> list[Line]:
        v, view, cells = self.version, self.store.view, self.size.width
        if v is None or view is None:
            return []
        key, sound = ("proofs", v.seq), ("sound", v.seq)
        self.bridge.keep(key, "proofs", EVERY, version=str(v.seq))
        self.bridge.keep(sound, "sound", SOUND, version=str(v.seq))
        about, answer = versions.about(v, cells - 2) if self.size.height >= LOW else [], self.store.answered(key)
        if not isinstance(answer, Found):
            words = (f" {clean(answer)}", "wrong") if isinstance(answer, str) else (" reading the journal…", "dim")
            return [*about, (words,)]
        journal = kept.journal(answer.journal, answer.journal.records, self.store.clock, cells)
        return [
            *about, ((f" {kept.summary(answer)} · {kept.of_now(answer.members)}", "text"),), EMPTY,
            *kept.proofs(answer, view, self.store.clock, cells), EMPTY,
            ((" bytes: ", "dim"), *kept.content(self.store.answered(sound))), ((" journal: ", "dim"), *journal), *kept.notes(answer, cells),
        ]  # fmt: skip
