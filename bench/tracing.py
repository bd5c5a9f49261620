"""Where the time of a reload goes, step by step, on one monotonic clock: the daemon run by traced.py, the median of each step."""

from __future__ import annotations

import itertools
import signal
from collections.abc import Iterator, Sequence

from figures import Row, median, ms
from programs import ENV, HERE, LIMIT, Holdfast, content
from reloading import pause, warm

Stamp = tuple[int, str]  # nanoseconds, what
STEPS = (  # its name; the stamps that it lies between, each the first (0) or the last (-1) of its kind
    ("event: heard, waited for its turn", ("put Touched", 0), ("begin read", 0)),
    ("read: twice, until both agree", ("begin read", 0), ("begin store", 0)),
    ("store: written and synced", ("begin store", 0), ("end store", 0)),
    ("parse; plan, lint, prepare sent to all", ("end store", 0), ("put prepare", 0)),
    ("vote: from the first to the last", ("put prepare", 0), ("take prepare", -1)),
    ("fsync: the decision", ("take prepare", -1), ("end decision", 0)),
    ("commit sent to all", ("end decision", 0), ("put commit", 0)),
    ("proof: from the first to the last", ("put commit", 0), ("take commit", -1)),
    ("the whole", ("put Touched", 0), ("take commit", -1)),
)


class Traced(Holdfast):
    def launcher(self) -> list[str]:
        self.trace = self.home / "trace"
        self.env = ENV | {"BENCH_TRACE": str(self.trace)}
        return [str(HERE / "traced.py")]


def tracing(workers: int, rounds: int) -> Iterator[Row]:
    trace = ""
    numbers = itertools.count(1)
    with Traced(workers) as ours:
        warm(ours, numbers)
        for _ in range(rounds):
            ours.reload(content(next(numbers)), pause(workers))
        assert ours.process is not None
        ours.process.send_signal(signal.SIGTERM)
        ours.process.wait(LIMIT)
        trace = ours.trace.read_text()
    reloads = [*_reloads([(int(at), what) for at, _, what in (line.partition(" ") for line in trace.splitlines())])]
    for name, begin, end in STEPS:
        taken = [_find(reload, *end) - _find(reload, *begin) for reload in reloads]
        yield Row(f"{workers} workers: {name}", "", ms(median(taken) / 1e9))


def _reloads(stamps: Sequence[Stamp]) -> Iterator[list[Stamp]]:
    """From each change that led to a last proof, up to that proof; the sync that follows the last vote gets a name of its own."""
    starts = [number for number, (_, what) in enumerate(stamps) if what == "put Touched"]
    for start, stop in itertools.pairwise([*starts, len(stamps)]):
        part = [*stamps[start:stop]]
        votes = [number for number, (_, what) in enumerate(part) if what.startswith("take prepare")]
        proofs = [number for number, (_, what) in enumerate(part) if what.startswith("take commit")]
        if votes and proofs:
            decision = next(number for number, (_, what) in enumerate(part) if number > votes[-1] and what == "end remember")
            part[decision] = (part[decision][0], "end decision")
            yield part[: proofs[-1] + 1]


def _find(reload: Sequence[Stamp], what: str, which: int) -> int:
    return [at for at, name in reload if name.startswith(what)][which]
