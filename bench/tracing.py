"""Where the time of a reload goes, step by step: the median of each step in what `holdfast trace` tells of every reload."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from figures import Row, median, ms
from programs import Holdfast, content
from reloading import pause, warm

from holdfast.core.trace import TraceView

STEPS = (  # a row, and the trace's steps in it
    ("event: heard, waited for its turn", ("event",)),
    ("read: twice, until both agree", ("read",)),
    ("store: written (synced meanwhile)", ("store",)),
    ("parse; plan drawn up, linted", ("parse", "plan", "lint")),
    ("send: prepare to all", ("send",)),
    ("vote: from the last prepare to the last vote", ("vote",)),
    ("fsync: what is left of the content's, and the decision", ("fsync",)),
    ("commit: sent to all", ("commit",)),
    ("proof: from the last commit to the last proof", ("proof",)),
)


def tracing(workers: int, rounds: int) -> Iterator[Row]:
    traces: list[TraceView] = []
    numbers = itertools.count(1)
    with Holdfast(workers) as ours:
        warm(ours, numbers)
        for _ in range(rounds):
            ours.reload(content(next(numbers)), pause(workers))
            traces.append(ours.client.call("trace"))
    for name, steps in STEPS:
        taken = [sum(span.took for span in trace.steps if span.step in steps) for trace in traces]
        yield Row(f"{workers} workers: {name}", "", ms(median(taken)))
    yield Row(f"{workers} workers: the whole", "", ms(median(trace.took for trace in traces)))
