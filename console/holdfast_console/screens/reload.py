"""Reload: the plan that waits (difference, votes, typed approval), the rollout in flight (lanes), and how the last one ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from holdfast.core.view import RolloutView, WorkerView
from holdfast.core.words import Diff
from holdfast_console import equivalent, reasons
from holdfast_console.bridge import Bridge
from holdfast_console.keys import Keys
from holdfast_console.place import OPEN, Place
from holdfast_console.screens.burst import Burst
from holdfast_console.screens.page import OnePane, moved
from holdfast_console.screens.reader import Reader
from holdfast_console.store import Store
from holdfast_console.text import Line
from holdfast_console.widgets import flight, lane, plan
from holdfast_console.widgets.approval import Gate
from holdfast_console.widgets.pane import Look
from holdfast_console.widgets.scene import PANES, Scene, unmoved

LONG_AGO = 60.0  # seconds: it had turned back before we looked


class Reload(OnePane):
    key = "reload"

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self.gate: Gate | None = None
        self.gate_seq = 0
        self.approve: Callable[[int, str], None] = lambda seq, digits: None  # what the opened gate does
        self.reader = Reader()  # of the difference
        self.pane_shown = PANES[0]  # where there is no room for all
        self._burst = Burst()
        self._lane = ""  # the worker under the cursor
        self._order: tuple[str, ...] = ()
        self._whose = ("", 0)  # the source and the number of what is shown
        self._back_at = 0.0  # monotonic: when it turned back; 0 = it has not
        self._scene: Scene | None = None  # as it was painted last

    @property
    def shown(self) -> RolloutView | None:
        """The transaction in flight, else the last one; of a burst of plans the one that stands there now."""
        return self._burst.shown

    @property
    def worker(self) -> WorkerView | None:
        view, rollout = self.store.view, self.shown
        if view is None or rollout is None or rollout.phase in OPEN or unmoved(rollout):
            return None
        name = self._lane if self._lane in self._order else flight.first(rollout, self._order, self.store.now())
        return next((w for w in view.workers if w.name == name), None)

    def open_gate(self) -> None:
        """`a` was pressed: the field opens, for the plan that is shown now."""
        rollout = self.shown
        if self._burst.newer:
            self.store.flash(f"approve: #{self._burst.newer} has replaced this plan; it is shown in a moment", "moving")
        elif rollout is not None and rollout.phase == "Awaiting":
            self.gate = Gate(rollout.sha256, self.store.clock.mono())
            self.gate_seq = rollout.seq
            self.paint()

    def take(self, key: str) -> bool:
        if self.gate is None or key == "ctrl+c":
            return False
        if key == "esc":
            self.gate = None
        elif not self.gate.sent and self.gate.armed(self.store.clock.mono()):
            if key != "enter":
                self.gate.key(key)
            elif self.gate.enter():
                self.gate.sent = True
                self.approve(self.gate_seq, self.gate.typed)
        self.paint()
        return True

    def paste(self, character: str) -> None:
        if self.gate is not None:
            self.take(character)

    def move(self, action: str) -> None:
        view, rollout = self.store.view, self.shown
        if view is None or rollout is None:
            return
        if rollout.phase in OPEN or unmoved(rollout):
            self.reader.move(action)
        elif names := self._order:
            here = names.index(self.worker.name) if self.worker and self.worker.name in names else 0
            self._lane = names[moved(here, len(names), action, self.size.height)]
        self.paint()

    def switch(self) -> None:
        """Difference, votes, impact, where there is no room for all."""
        self.pane_shown = PANES[(PANES.index(self.pane_shown) + 1) % len(PANES)]
        self.paint()

    def difference(self, rollout: RolloutView) -> Diff | str | None:
        """The plan's difference, or why there is none; None while it is not there yet."""
        if rollout.phase in ("Detected", "Linting"):
            return None
        if not rollout.base_seq:
            return "this is the first content: there is nothing to compare it with"
        return self.reader.ask(self.bridge, self.store, rollout.base_seq, rollout.seq)

    def _follow(self, rollout: RolloutView, mono: float) -> None:
        """What is remembered of the lanes from one look to the next."""
        seen = bool(self._order)
        self._order = lane.arranged(rollout.lanes, self._order)
        if not self._back_at and any(entry.back for entry in rollout.lanes):
            self._back_at = mono if seen else mono - LONG_AGO

    def _command(self) -> str:
        """The command line that approves the plan, while it can be approved."""
        place = Place(self.key, self.store.view)
        shown = place.open is not None and place.open.phase == "Awaiting" and not self._burst.newer
        return equivalent.of_screen(place) if shown else ""

    def _forget_gate(self, rollout: RolloutView | None) -> None:
        """The field belongs to one plan in one state; when that is over, nothing typed may reach the next."""
        if self.gate is not None and (rollout is None or rollout.phase != "Awaiting" or rollout.seq != self.gate_seq):
            if not self.gate.sent:
                self.store.flash(f"#{self.gate_seq} does not wait for approval any more: nothing was approved", "moving")
            self.gate = None

    def paint(self) -> None:
        view, size, mono = self.store.view, self.size, self.store.clock.mono()
        self._forget_gate(view.rollout if view else None)
        if view is not None and view.source.name != self._whose[0]:
            self._burst, self._whose = Burst(), (view.source.name, 0)  # plans of another source do not replace one another
        self._burst.take((view.rollout or view.last) if view else None, mono)
        rollout = self.shown
        if view is None or not size.width:
            return
        if rollout is None:
            self.pane.show(_nothing(self.look.keys))
            return
        if rollout.seq != self._whose[1]:
            self._whose, self._lane, self._order, self._back_at = (view.source.name, rollout.seq), "", (), 0.0
            self.reader.begin()
        self._follow(rollout, mono)
        self._scene = Scene(
            view=view, rollout=rollout, diff=self.difference(rollout), clock=self.store.clock, now=self.store.now(),
            mono=mono, cells=size.width, height=size.height, wide=self.wide, reader=self.reader, gate=self.gate,
            pane=self.pane_shown, cursor=self.worker.name if self.worker else "", command=self._command(),
            newer=self._burst.newer, order=self._order, back_for=mono - self._back_at if self._back_at else lane.NEVER,
            keys=self.look.keys, barred=reasons.barred(rollout, self.store.you),
        )  # fmt: skip
        self.pane.show(_painter(rollout)(self._scene))

    def export(self) -> list[Line]:
        scene = self._scene
        if scene is None or self.shown is None:
            return super().export()
        if _painter(scene.rollout) is flight.lines:
            return flight.lines(replace(scene, height=2 * scene.height + len(scene.order)))
        return plan.whole(scene)


def _painter(rollout: RolloutView) -> Callable[[Scene], list[Line]]:
    """A plan, one that ended as such, or a rollout."""
    if unmoved(rollout):
        return plan.ended
    return plan.lines if rollout.phase in OPEN else flight.lines


def _nothing(keys: Keys) -> list[Line]:
    return [
        (),
        (("  No plan waits and nothing has been rolled out yet.", "text"),),
        (),
        (("  Edit the source file: the change appears here as a plan,", "dim"),),
        (("  with its difference and the workers' votes.", "dim"),),
        (
            (f"  {keys['history']} ", "accent"),
            ("shows the versions; ", "dim"),
            (f"{keys['rollback']} ", "accent"),
            ("there draws up a rollback.", "dim"),
        ),
    ]
