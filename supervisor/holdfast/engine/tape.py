"""The tape of one plan: its marks, noted as the pump's events and effects pass by.

A mark is an appended tuple. A tape has room for a whole rollout several times over; of one that goes on for hours the oldest marks go.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

import msgspec

from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.effects import Order, Remember
from holdfast.core.rollout import Rollout, Stage, Step
from holdfast.core.trace import BACK, Mark, Trace
from holdfast.core.words import Kind

ROOM, ROOM_EACH = 500, 12  # marks of one plan: so many, and so many for each of its members; a whole reload takes 5 of each
WORD = 200  # characters of a reason that are kept

_STAGES = {Stage.BAKING: "bake", Stage.ASKING: "health", Stage.PROVING: "prove"}
_STEPS = {Step.AWAITING: "waits", Step.PAUSED: "paused", Step.STUCK: "stuck", Step.VERIFYING: "verify"}
_BACK_TO = {(Step.AWAITING, Step.PREPARING): "again", (Step.STUCK, Step.ROLLING_BACK): "retry"}


class Tape:
    """Times are monotonic seconds; began: when the World drew the plan up. lead: what led to it (time, mark, who)."""

    def __init__(self, plan: Rollout, began: float, lead: Iterable[tuple[float, str, str]]) -> None:
        self.plan = plan
        self._marks = deque[tuple[float, str, str, str, float]](maxlen=ROOM + ROOM_EACH * len(plan.members))
        self._count = 0
        self._seen: tuple[Step | None, int, Stage] = (None, -1, Stage.NONE)
        self.resumed = plan.step in (Step.COMMITTING, Step.ROLLING_BACK, Step.STUCK)  # after a restart: what was before is gone
        for at, what, who in lead:
            self.mark(at, what, word=who)
        self.mark(began, "retry" if self.resumed else "begin")
        self._zero = self._marks[0][0]
        self._wall = plan.began_at - (began - self._zero)

    def mark(self, at: float, what: str, worker: str = "", word: str = "", took: float = 0.0) -> None:
        self._marks.append((at, what, worker, word[:WORD], took))
        self._count += 1

    # -- events

    def linted(self, event: ev.Linted, heard: float) -> None:
        if event.seq == self.plan.seq and self._seen[0] is Step.LINTING and not event.problems:
            self.mark(heard, "linted")

    def answered(self, event: ev.Answered, heard: float) -> None:
        """Its own checks run beside the ones that the settings want of it: the longest is how long the answer took."""
        if event.seq == self.plan.target.seq:
            word = "yes" if event.ok else f"no: {event.code} {event.error}".rstrip()
            took = max((event.ms, *(check.ms for check in event.checks))) / 1000 if event.checks else event.ms / 1000
            self.mark(heard, "vote" if event.step == "prepare" else "answer", event.worker, word, took)

    # -- effects

    def follow(self, effects: Sequence[object], received: float, now: float) -> None:
        """received: when the World took the event that they come of; now: its records are durable, its orders begin."""
        seqs = (self.plan.seq, self.plan.target.seq)
        for effect in effects:
            if isinstance(effect, Order):
                if effect.seq in seqs:
                    self.mark(now, effect.step, effect.worker)
            elif isinstance(effect, Remember):
                self._recorded(effect.record, seqs, received, now)
        self._turned(received)

    def _recorded(self, record: j.Record, seqs: tuple[int, int], received: float, now: float) -> None:
        match record:
            case j.Proved(seq=seq) if seq in seqs:
                self.mark(received, "proved", record.worker)
            case j.Approved(seq=seq) if seq in seqs:
                self.mark(received, "approved", word=record.by)
            case j.Wave(seq=seq) if seq in seqs:
                self.mark(received, "wave", word=str(record.number + 1))
                self.mark(now, "durable")
            case j.Decide(seq=seq) if seq in seqs:
                self.mark(received, "decide", word=BACK if record.kind is Kind.REVERT else "")
                self.mark(now, "durable")
            case j.Left():
                self.mark(received, "held", record.worker, record.reason)

    def _turned(self, at: float) -> None:
        """Phases, and stages within one wave, that no record tells of."""
        seen = step, wave, stage = self.plan.step, self.plan.wave, self.plan.stage
        if seen == self._seen:
            return
        before, self._seen = self._seen, seen
        if step is not before[0]:
            what = _STEPS.get(step) or _BACK_TO.get((before[0], step), "")  # type: ignore[arg-type]
        else:
            what = _STAGES.get(stage, "") if step is Step.WAVE and wave == before[1] else ""
        if what:
            self.mark(at, what)

    # -- as a whole

    def so_far(self, now: float) -> Trace:
        """As if it ended now."""
        trace = self.trace()
        return msgspec.structs.replace(trace, marks=(*trace.marks, Mark(round(now - self._zero, 6), "end")))

    def trace(self) -> Trace:
        plan, zero = self.plan, self._zero
        marks = tuple(Mark(round(at - zero, 6), *rest) for at, *rest in self._marks)  # type: ignore[arg-type]
        return Trace(
            plan.seq, plan.version, plan.sha256, plan.kind.value, plan.author, self._wall, plan.members, marks,
            self._count - len(marks), plan.outcome, plan.reason[:WORD],
        )  # fmt: skip
