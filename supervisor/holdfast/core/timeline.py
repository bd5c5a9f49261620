"""Marks -> time line: what took how long, what waited for people, and which worker was the slowest.

Some marks end one step and begin the next (BEGINS). What is sent to all the workers is two steps, told apart by when the last of
them had been sent its message: sending, and the wait for their answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from holdfast.core.trace import BACK, Mark, Span, Trace, TraceView, WorkerTrace

BEGINS = {  # a mark -> the step that begins with it; '' = none does
    "touched": "event", "asked": "event", "read": "read", "store": "store", "parse": "parse", "parsed": "plan", "queued": "queue",
    "begin": "lint", "linted": "send", "waits": "approval", "again": "send", "wave": "fsync", "decide": "fsync", "durable": "commit",
    "bake": "bake", "health": "health", "prove": "proof", "paused": "paused", "stuck": "stuck", "retry": "commit", "verify": "verify",
    "close": "close", "end": "",
}  # fmt: skip
WAITS = {"approval": "people", "paused": "people", "stuck": "people", "queue": "time", "bake": "time", "verify": "time"}
UNANSWERED = "no answer yet"
AFTERWARDS = ("verify", "close")  # it has been proved, or given up, when these begin
SENT = {"send": ("prepare", "vote", "vote"), "commit": ("commit", "answer", "proof")}  # the order, its answer, and the wait for the last


def timeline(trace: Trace) -> TraceView:
    """Of a plan in flight: what it has come to so far."""
    marks = sorted(trace.marks, key=lambda mark: mark.at)
    steps = tuple(_steps(marks))
    workers = sorted(_workers(trace.members, marks), key=lambda row: (row.said != UNANSWERED, -row.took))
    slowest = next((row.worker for row in workers if row.took or row.said == UNANSWERED), "")
    counted = max((number for number, span in enumerate(steps, 1) if span.step not in AFTERWARDS), default=0)
    took = steps[counted - 1].start + steps[counted - 1].took if counted else 0.0
    waited = {kind: sum(span.took for span in steps[:counted] if span.waits == kind) for kind in ("people", "time")}
    return TraceView(
        trace.seq, trace.version, trace.sha256, trace.kind, trace.author, trace.at, trace.outcome, trace.reason,
        _round(took), _round(took - sum(waited.values())), _round(waited["people"]), _round(waited["time"]),
        tuple(dict.fromkeys(mark.word for mark in marks if mark.what == "approved")), slowest,
        sum(mark.what == "wave" for mark in marks), steps, tuple(workers), trace.dropped,
    )  # fmt: skip


# -- steps


def _steps(marks: Sequence[Mark]) -> Iterator[Span]:
    of = ""
    for mark, after in pairwise([mark for mark in marks if mark.what in BEGINS]):
        if mark.what == "wave":
            of = f"wave {mark.word}"
        elif mark.what == "decide":
            of = BACK if mark.word == BACK else "the rest" if of else ""
        elif mark.what in ("verify", "close"):
            of = ""
        step = BEGINS[mark.what]
        if step in SENT:
            yield from _sent(step, of, mark.at, after.at, marks)
        elif step:
            yield _span(step, of, mark.at, after.at)


def _sent(step: str, of: str, start: float, end: float, marks: Sequence[Mark]) -> Iterator[Span]:
    """Until the last message was on its way, and from there on."""
    order, answer, wait = SENT[step]
    here = [mark for mark in marks if start <= mark.at <= end]
    sent = {mark.worker: mark.at for mark in here if mark.what == order}
    if not sent:  # nobody had to be asked; who is started on a content proves it without a commit
        yield _span(wait if step == "commit" else step, of, start, end)
        return
    sent |= {mark.worker: mark.at - mark.took for mark in here if mark.what == answer and mark.worker in sent}
    last = min(end, max(start, *sent.values()))
    yield _span(step, of, start, last)
    yield _span(wait, of, last, end)


def _span(step: str, of: str, start: float, end: float) -> Span:
    return Span(step, _round(start), _round(end - start), of, WAITS.get(step, ""))


def _round(seconds: float) -> float:
    """To the microsecond; a clock that ran for a year has no more."""
    return round(seconds, 6)


# -- workers


@dataclass(slots=True)
class _Way:
    """What is known of one worker on one way: the latest mark of each kind."""

    asked: Mark | None = None
    vote: Mark | None = None
    told: Mark | None = None
    answer: Mark | None = None
    proved: Mark | None = None
    held: Mark | None = None


_FIELDS = {"prepare": "asked", "vote": "vote", "commit": "told", "answer": "answer", "proved": "proved", "held": "held"}


def _workers(members: Iterable[str], marks: Iterable[Mark]) -> list[WorkerTrace]:
    """A row for each member, and another one for each that was taken back."""
    ways = {(name, False): _Way() for name in members}
    back = False
    for mark in marks:
        back = back or (mark.what == "decide" and mark.word == BACK)
        if mark.what in _FIELDS and mark.worker:
            setattr(ways.setdefault((mark.worker, back), _Way()), _FIELDS[mark.what], mark)
    return [_row(name, back, way) for (name, back), way in ways.items()]


def _row(worker: str, back: bool, way: _Way) -> WorkerTrace:
    vote, answer, proved = way.vote, way.answer, way.proved
    lag = max(0.0, proved.at - answer.at) if proved and answer else None
    took = (vote.took if vote else 0.0) + (answer.took if answer else 0.0) + (lag or 0.0)
    return WorkerTrace(
        worker, back, vote.word.partition(":")[0] if vote else "", _round(vote.took) if vote else None,
        _round(answer.took) if answer else None, None if lag is None else _round(lag), _round(proved.at) if proved else None,
        _said(way), _round(took),
    )  # fmt: skip


def _said(way: _Way) -> str:
    for mark in (way.held, way.answer, way.vote):
        if mark is not None and mark.word not in ("", "yes"):
            return mark.word.removeprefix("no: ")
    silent = (way.asked and not way.vote) or (way.told and not way.answer)
    return UNANSWERED if silent and not way.proved else ""
