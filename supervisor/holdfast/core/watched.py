"""Who of one user watches what with inotify, what there is left, and how long a change of the source takes to reach the workers.

Read from /proc when somebody asks (io/overlook.py). Shared instances are counted once, for the process that is listed first.
"""

from __future__ import annotations

import msgspec

from holdfast.core.detail import Place
from holdfast.core.trace import TraceView
from holdfast.core.words import Budget

SENDING = "send"  # the step of a time line that ends with the last worker having been sent its prepare
HEARD = "event"  # the step that begins with the kernel's event


class Owner(msgspec.Struct, frozen=True):
    """One process, or all of one worker. name: `supervisor`, the worker's, '' = nobody of ours (then `command` says who it is)."""

    name: str
    pid: int
    command: str
    instances: int
    watches: int
    places: tuple[Place, ...] = ()  # the first ones


class FanOut(msgspec.Struct, frozen=True):
    """One edit: from the kernel's event to the last worker having been sent it. steps: (name, seconds), in order."""

    seq: int
    at: float
    took: float
    workers: int
    steps: tuple[tuple[str, float], ...] = ()


class Watched(msgspec.Struct, frozen=True):
    """Answer to `watches`. at: when /proc was read. queued: bytes that wait in the supervisor's own queue, -1 = it has none.

    guessed: the kernel did not tell whether some descriptors are one instance. more: owners that are not listed. listening: instances and
    watches with which the supervisor hears of this one source; (0, 0) = it holds none, or which of them are this source's is not known.
    """

    at: float
    budget: Budget
    owners: tuple[Owner, ...] = ()
    more: int = 0
    guessed: bool = False
    queued: int = -1
    listening: tuple[int, int] = (0, 0)
    latency: tuple[FanOut, ...] = ()  # newest first


def fan_out(trace: TraceView) -> FanOut | None:
    """None: it did not begin with an event, or nobody was asked."""
    sent = next((place for place, span in enumerate(trace.steps) if span.step == SENDING), -1)
    if trace.kind != "edit" or sent < 0 or trace.steps[0].step != HEARD:
        return None
    steps = tuple((span.step, span.took) for span in trace.steps[: sent + 1])
    return FanOut(trace.seq, trace.at, sum(took for _, took in steps), len(trace.workers), steps)
