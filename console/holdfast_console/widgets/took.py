"""Where the time of one plan went, in one line: what the machine did, how long people were waited for, and who was slowest."""

from __future__ import annotations

from holdfast.core.trace import TraceView
from holdfast_console.text import Line, clean
from holdfast_console.trace import duration

GROUPS = (  # a word, and the steps of a trace in it
    ("read", ("event", "read", "store", "parse", "plan", "lint")), ("votes", ("send", "vote")), ("sync", ("fsync",)),
    ("proofs", ("commit", "proof")), ("health", ("health",)),
)  # fmt: skip


def line(answer: object) -> Line:
    """answer: a TraceView; None: it is being fetched; a text: there is none."""
    if not isinstance(answer, TraceView):
        return ((" took: no trace is kept" if answer else " took: …", "dim"),)
    took = {word: sum(span.took for span in answer.steps if span.step in steps) for word, steps in GROUPS}
    parts = " · ".join(f"{word} {_ms(seconds)}" for word, seconds in took.items() if seconds)
    people = f", people {duration(answer.people)}" if answer.people else ""
    slowest = f", slowest {clean(answer.slowest)}" if answer.slowest else ""
    return ((" took: ", "dim"), (f"{parts} ms" if parts else "nothing", "text"), (people, "dim"), (slowest, "text"))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}" if seconds >= 0.00095 else f"{seconds * 1000:.1f}"
