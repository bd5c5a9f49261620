"""Worker: everything about one worker on the whole screen. [ and ] go to its neighbours in the fleet.

What stands here beyond the row is read from /proc by the supervisor while this page is open, once a second, and not at all otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from holdfast.core.detail import Anatomy, Detail, Series
from holdfast.core.view import EventView, View, WorkerView
from holdfast.core.words import Diff
from holdfast_console.bridge import Bridge
from holdfast_console.rows import proved_seq
from holdfast_console.screens.fleet import Fleet
from holdfast_console.screens.page import OnePane, moved, neighbours
from holdfast_console.store import Store
from holdfast_console.text import Line, beside, box, clean, cut, rule
from holdfast_console.widgets import chain, inspector, process
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets.pane import Look

EVERY = 1.0  # seconds between two looks into /proc
LEFT = 60  # cells of the left column in a wide terminal
Facts = Callable[[WorkerView, Anatomy | None, Series | None, int, int, str], list[Line]]


class Worker(OnePane):
    key = "worker"

    def __init__(self, look: Look, store: Store, bridge: Bridge, fleet: Fleet) -> None:
        super().__init__(look, store, bridge)
        self._fleet = fleet
        self._top = 0  # the first line that is shown in a narrow terminal, of _length
        self._length = 0

    @property
    def worker(self) -> WorkerView | None:
        return self._fleet.worker

    def arrive(self) -> None:
        self._top = 0

    def leave(self) -> None:
        self.bridge.tail("")

    def move(self, action: str) -> None:
        if action in ("next", "previous"):
            self._fleet.move(action)
            self._top = 0
        else:
            room = max(1, self.size.height - 1)
            self._top = moved(self._top, max(1, self._length - room + 1), action, room)
        self.paint()

    def paint(self) -> None:
        worker, view, size = self.worker, self.store.view, self.size
        if worker is None or view is None or not size.width:
            self.pane.show([((f" this worker is not there any more; {self.look.keys['back']} goes back", "dim"),)] if view else [])
            return
        self.bridge.follow(worker.name)
        about = self._about(worker, view)
        head = rule((("Fleet › ", "dim"), *inspector.title(worker, about.now)), neighbours(self.look.keys), size.width)
        draw = self._wide if self.wide else self._narrow
        self.pane.show([head, *draw(about, size.width, size.height - 1)])

    def _about(self, worker: WorkerView, view: View) -> inspector.About:
        about = inspector.About(worker, view, self.store.clock, self.store.now(), self.look.keys)
        detail = self.detail(worker, EVERY)
        return replace(about, detail=detail, series=detail.series) if isinstance(detail, Detail) else about

    # -- the two layouts

    def _wide(self, about: inspector.About, cells: int, height: int) -> list[Line]:
        """What it is at the left, what it did and says at the right; the timeline where there is room for it."""
        w = about.worker
        facts = [*process.past(w, about.now), *self._facts(about, LEFT - 2, process.lines)]
        links = chain.lines(w, about.view, about.disk, about.clock, about.now, LEFT - 2)
        proof = [*links, *_challenged(about), *_advice(about, LEFT - 2)]
        lefts = box((("process", "title"),), facts, LEFT, len(facts) + 2)
        lefts += box((("chain of proof", "title"),), proof, LEFT, len(proof) + 2)
        rights = self._differs(w, cells - LEFT, height // 2)
        if (room := height - len(lefts)) > 4:
            lefts += self._told(about, LEFT, room)
        else:
            rights += self._told(about, cells - LEFT, 6)
        room = height - len(rights)
        foot: Line = ((self.look.keys["logs"], "accent"), (" full", "dim"))
        rights += box((("output", "title"),), self._output(room - 2, cells - LEFT - 2), cells - LEFT, room, foot)
        return beside(lefts, rights, LEFT, height)

    def _told(self, about: inspector.About, cells: int, height: int) -> list[Line]:
        foot: Line = ((self.look.keys["events"], "accent"), (" all", "dim"))
        return box((("timeline", "title"), (", newest first", "dim")), self._timeline(about, height - 2), cells, height, foot)

    def _differs(self, w: WorkerView, cells: int, most: int) -> list[Line]:
        change = self._change(w)
        height = min(len(change) + 2, most)
        foot: Line = ((self.look.keys["diff"], "accent"), (" full", "dim"))
        shown = painter.window(change, 0, height - 2, self.look.keys["diff"])
        return box((("proves → should run", "title"),), shown, cells, height, foot) if change else []

    def _narrow(self, about: inspector.About, cells: int, height: int) -> list[Line]:
        """The proof first; what does not fit is reached by scrolling."""
        lines = self._all(about, cells, height)
        self._length = len(lines)
        self._top = max(0, min(self._top, len(lines) - height))
        return painter.window(lines, self._top, height, self.look.keys["down"])

    def export(self) -> list[Line]:
        worker, view = self.worker, self.store.view
        return self._all(self._about(worker, view), 200, len(self.store.logs) + 100) if worker and view else []

    def _all(self, about: inspector.About, cells: int, height: int) -> list[Line]:
        """One below the other: proof, process, timeline, and as much of the output as fills the height."""
        w, links = about.worker, min(cells, LEFT)
        lines = [*process.past(w, about.now), *chain.lines(w, about.view, about.disk, about.clock, about.now, links), *_challenged(about)]
        lines += _advice(about, cells)
        lines += [rule((("process", "title"),), (), cells), *self._facts(about, cells, process.compact)]
        lines += [rule((("timeline", "title"), (", newest first", "dim")), (), cells), *self._timeline(about, 5)]
        room = max(8, height - len(lines) - 1)
        return [*lines, rule((("output", "title"),), ((f"{self.look.keys['logs']} full", "dim"),), cells), *self._output(room, cells)]

    # -- the parts

    def _facts(self, about: inspector.About, cells: int, draw: Facts) -> list[Line]:
        w, anatomy = about.worker, about.detail.anatomy if about.detail else None
        lines = draw(w, anatomy, about.series, about.view.pid, cells, about.keys["handles"])
        answer = self.store.answered(("worker", w.name))
        return [*lines, ((" " + cut(clean(answer), cells - 2), "moving"),)] if isinstance(answer, str) else lines

    def _change(self, w: WorkerView) -> list[Line]:
        """What it proves against what it should run, where these differ and both are versions."""
        old, new = proved_seq(w), w.desired_seq
        if not old or not new or w.proved_sha256 == w.desired_sha256:
            return []
        key = ("diff", old, new)
        self.bridge.ask(key, "diff", old=str(old), new=str(new))
        answer = self.store.answered(key)
        if isinstance(answer, Diff):
            return [((f" {painter.differing(answer)}: - proves, + should run", "dim"),), *painter.lines(answer)]
        return [((" " + (clean(answer) if isinstance(answer, str) else "fetching the difference…"), "dim"),)]

    def _timeline(self, about: inspector.About, room: int) -> list[Line]:
        name = about.worker.name
        own = about.detail.events if about.detail else ()
        known: dict[int, EventView] = {e.id: e for e in (*own, *about.view.events) if e.worker == name}
        newest = sorted(known.values(), key=lambda e: -e.id)[:room]
        none: Line = (("  nothing has happened to it since the supervisor started", "dim"),)
        return [inspector.event(e, about.clock, 0) for e in newest] or [none]

    def _output(self, room: int, cells: int) -> list[Line]:
        lines = [((" " + cut(text, cells - 1), "text"),) for text in list(self.store.logs)[-room:]] if room > 0 else []
        end = clean(self.store.logs_end)
        if end and room > 0:
            lines = [*lines[-(room - 1) :], ((" " + cut(end, cells - 1), "dim"),)] if room > 1 else lines
        return [*lines] or [(("  no output yet", "dim"),)]


def _challenged(about: inspector.About) -> list[Line]:
    return [((f"             a fresh nonce every {about.detail.attest:g} s", "dim"),)] if about.detail and about.detail.attest else []


def _advice(about: inspector.About, cells: int) -> list[Line]:
    """Why it is so and what helps, for one that is not simply proven."""
    w = about.worker
    own = inspector.says(w, cells)
    if w.mark == "proven" and not w.reason:
        return own
    return [*own, *inspector.why(w, cells, 3), *inspector.means(w, about.keys, cells), *inspector.evidence(w, about.detail, cells),
            *inspector.packed(inspector.do(w, about.keys), cells)]  # fmt: skip
