"""The nouns of a time line: marks as they are taken, and what an operator is shown of them.

All times in here are seconds of one monotonic clock since the first mark, but `at`, the wall-clock time of that first mark.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

BACK = "back"  # the word of a `decide` that takes the plan back


class Mark(NamedTuple):
    """One moment. took: seconds that an answer had been on its way, for `vote` and `answer`.

    touched asked read store parse parsed queued begin linted     the way to a plan
    prepare vote waits again approved                             worker by worker; people
    wave decide durable commit answer proved held                 each decision, its sync, and what follows it
    bake health prove paused stuck retry verify close end         stages, and the end
    """

    at: float
    what: str
    worker: str = ""
    word: str = ""  # who asked or approved, an outcome, a worker's masked reason
    took: float = 0.0


class Trace(msgspec.Struct, frozen=True):
    """The marks of one plan, in the order of being taken. dropped: how many older ones there were no room for."""

    seq: int
    version: str
    sha256: str
    kind: str
    author: str
    at: float
    members: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    dropped: int = 0
    outcome: str = ""  # '' = still in flight
    reason: str = ""


class Span(msgspec.Struct, frozen=True):
    """One step. of: the wave or the way back that it is part of, '' = the whole plan. waits: for what, '' = the machine is at work."""

    step: str
    start: float
    took: float
    of: str = ""
    waits: str = ""  # people (approval, paused, stuck) | time (queue, bake, verify)


class WorkerTrace(msgspec.Struct, frozen=True):
    """One worker on one way. None: it did not come to that.

    vote_took: from the prepare sent to the answer. answer_took: from the commit sent to the answer. proof_took: from that answer until
    the proof had counted. took: the sum of the three. said: why it refused, failed or stayed behind.
    """

    worker: str
    back: bool = False
    vote: str = ""  # yes | no | '' = none was given
    vote_took: float | None = None
    answer_took: float | None = None
    proof_took: float | None = None
    proved_at: float | None = None
    said: str = ""
    took: float = 0.0


class TraceView(msgspec.Struct, frozen=True):
    """Where the time of one plan went. took = machine + people + time; the verify window at its end is no part of it.

    approved_by: who has approved it. slowest: of the workers, '' = nobody was asked. Workers are sorted slowest first, and before
    those whoever has not answered yet.
    """

    seq: int
    version: str
    sha256: str
    kind: str
    author: str
    at: float
    outcome: str = ""
    reason: str = ""
    took: float = 0.0
    machine: float = 0.0
    people: float = 0.0
    time: float = 0.0
    approved_by: tuple[str, ...] = ()
    slowest: str = ""
    waves: int = 0
    steps: tuple[Span, ...] = ()
    workers: tuple[WorkerTrace, ...] = ()
    dropped: int = 0
