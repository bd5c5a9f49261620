"""The recorder: where the time of each plan goes. It looks at what passes through the pump, and costs nothing while nothing moves.

A plan that has ended is kept, and a moment later written to STATE/traces/SEQ.json, so that it can be looked at after a restart. A
full disk loses a trace and never a reload. No content is in it: times, names, outcome words.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

import msgspec

from holdfast.core import acts
from holdfast.core import events as ev
from holdfast.core.effects import Read
from holdfast.core.ledger import Ledger, Version
from holdfast.core.naming import No, resolve
from holdfast.core.rollout import Rollout
from holdfast.core.timeline import timeline
from holdfast.core.trace import Trace, TraceView
from holdfast.core.words import Kind
from holdfast.core.world import World
from holdfast.engine.tape import Tape
from holdfast.engine.traces import ON_DISK, Damaged, Traces

SOON = 0.5  # seconds until a trace is written: by then the next reload, which may have begun in the same step, is over


class NotKept(Exception):
    """There is no such trace, as one sentence: "cannot X: why; what to do"."""


class Recorder:
    """One per World. For the loop's thread, but `note`. folder: STATE/traces. clock: monotonic seconds, as the pump's."""

    def __init__(self, world: World, folder: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._flight, self._clock = world.transactions.flight, clock
        self._traces = Traces(folder)
        self._tape: Tape | None = None  # of the plan in flight
        self._touched = 0.0  # the first hint that no reading has answered yet, 0 = none
        self._reading: dict[str, float] = {}  # the reading under way: what began when
        self._sha256, self._lead = "", list[tuple[float, str, str]]()  # the newest content, and how it came in
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None
        self._looks: dict[type, Callable[..., None]] = {
            ev.Touched: self._hinted, ev.Content: self._content, ev.Linted: self._linted, ev.Answered: self._answered,
        }  # fmt: skip

    # -- what is told

    def note(self, what: str) -> None:
        """A part of the reading under way begins; from any thread. what: read store parse parsed."""
        self._reading.setdefault(what, self._clock())

    def saw(self, event: object, effects: Sequence[object], heard: float, received: float) -> None:
        """One step of the pump: its records are durable, its effects begin now.

        heard: when the event came into the inbox; received: when the World took it (monotonic seconds).
        """
        if look := self._looks.get(type(event)):
            look(event, heard)
        plan, tape = self._flight.open, self._tape
        if tape is not None:
            now = self._clock()
            tape.follow(effects, received, now)
            if tape.plan is not plan:
                self._end(tape, received, now)
        if plan is not None and self._tape is None:
            self._tape = Tape(plan, received, self._led_to(plan, event, heard))
            self._tape.follow(effects, received, self._clock())
        if self._lead and isinstance(event, ev.Content) and self._lead[-1][1] != "queued":
            self._lead.append((received, "queued", ""))  # until the plan in flight has ended, or nothing is frozen any more
        for effect in effects:
            if isinstance(effect, Read):
                self._reading = {"touched": self._touched} if self._touched else {}
                self._touched = 0.0

    def _hinted(self, _: ev.Touched, heard: float) -> None:
        self._touched = self._touched or heard

    def _content(self, event: ev.Content, _: float) -> None:
        if event.sha256 != self._sha256:
            self._sha256, self._lead = event.sha256, [(at, what, "") for what, at in self._reading.items()]

    def _linted(self, event: ev.Linted, heard: float) -> None:
        if self._tape is not None:
            self._tape.linted(event, heard)

    def _answered(self, event: ev.Answered, heard: float) -> None:
        if self._tape is not None:
            self._tape.answered(event, heard)

    def _led_to(self, plan: Rollout, event: object, heard: float) -> list[tuple[float, str, str]]:
        """How the file came to be read, or who asked for the plan."""
        lead = self._lead
        if plan.kind in (Kind.EDIT, Kind.BOOTSTRAP) and plan.sha256 == self._sha256 and lead:
            self._lead = []
            return lead
        return [(heard, "asked", str(event.by))] if isinstance(event, acts.Command) else []

    # -- what is kept

    def _end(self, tape: Tape, received: float, now: float) -> None:
        tape.mark(received, "close")
        tape.mark(now, "end")
        self._tape = None
        self._traces.add(tape)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SOON, self._write)

    def _write(self) -> None:
        self._timer = None
        self._writing = asyncio.create_task(self._write_off_the_loop(self._traces.due()))

    async def _write_off_the_loop(self, due: Sequence[Tape]) -> None:
        self._traces.written(await asyncio.to_thread(self._traces.write, due))

    # -- what is shown

    async def show(self, ledger: Ledger, version: str) -> TraceView:
        """version: a seq, label, label prefix or checksum; '' = the plan in flight, else the last one. Raises NotKept."""
        try:
            seq = _plan_of(resolve(ledger, version)) if version else self.latest or _plan_of(ledger.versions.get(ledger.seq))
            trace = await self.trace(seq)
        except (No, Damaged) as no:
            raise NotKept(f"cannot show the trace of {version or 'the last plan'}: {no}") from None
        known = ledger.versions.get(seq)
        if trace is None or (known is not None and known.version != trace.version):  # it is a file of an earlier history
            raise NotKept(f"cannot show the trace of {version or 'the last plan'}: {_why_none(seq)}")
        if known is not None and not trace.outcome:  # written when the daemon was stopped in the middle
            trace = msgspec.structs.replace(trace, outcome=known.outcome)
        return timeline(trace)

    @property
    def latest(self) -> int:
        """The plan in flight, else the one that ended last, as far as this daemon has seen one; 0 = none."""
        return self._tape.plan.seq if self._tape is not None else self._traces.latest

    async def trace(self, seq: int) -> Trace | None:
        """Of the plan in flight, or of one that is kept. Raises Damaged."""
        tape = self._tape if self._tape is not None and self._tape.plan.seq == seq else None
        if tape is not None and not tape.resumed:
            return tape.so_far(self._clock())
        kept = await asyncio.to_thread(self._traces.find, seq)  # of one that was begun before a restart, that part says more
        return tape.so_far(self._clock()) if tape is not None and kept is None else kept

    def close(self) -> None:
        """What is not written yet is written, the plan in flight as far as it came."""
        if self._timer is not None:
            self._timer.cancel()
        if self._tape is not None:
            self._tape.mark(self._clock(), "end")
            self._traces.add(self._tape)
        self._traces.write(self._traces.due())


def _plan_of(version: Version | None) -> int:
    """The number of the plan that a version is part of: a way back has one of its own, and is told with the plan that failed."""
    return version.seq - (version.kind is Kind.REVERT) if version is not None else 0


def _why_none(seq: int) -> str:
    if not seq:
        return "there has been no plan yet; change the source"
    return f"none of #{seq} is kept: the last {ON_DISK} are, and none that a killed supervisor had in flight; see `holdfast history`"
