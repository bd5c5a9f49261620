"""Who of one user watches what with inotify, what there is left, and how long a change of the source takes to reach the workers.

Read from /proc when somebody asks (io/overlook.py). Shared instances are counted once, for the process that is listed first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator

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
    tree: str = ""  # of its watches that have a path: under which of those paths most are, itself too
    in_tree: int = 0


class Listening(msgspec.Struct, frozen=True):
    """A folder in which the supervisor listens for this source. at, event, name: what it heard there last (0.0 = nothing yet)."""

    path: str
    inode: int
    device: int
    at: float = 0.0
    event: int = 0
    name: str = ""


class Probe(msgspec.Struct, frozen=True):
    """An event made on purpose. took: seconds until it was heard, -1 = it was not."""

    at: float
    took: float


class FanOut(msgspec.Struct, frozen=True):
    """One edit: from the kernel's event to the last worker having been sent it. steps: (name, seconds), in order."""

    seq: int
    at: float
    took: float
    workers: int
    steps: tuple[tuple[str, float], ...] = ()


class Heard(msgspec.Struct, frozen=True):
    """since: when counting began. hints: events of the kernel that were about the source; coalesced: those that fell together with an
    earlier one and led to no reading of their own; readings: for hints, without the regular ones; same: of those that found the same bytes.

    broadcasts: contents sent to workers to be checked; sent: to how many in all; answered: by how many of those.
    """

    since: float = 0.0
    hints: int = 0
    coalesced: int = 0
    readings: int = 0
    same: int = 0
    broadcasts: int = 0
    sent: int = 0
    answered: int = 0


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
    folders: tuple[Listening, ...] = ()
    probes: tuple[Probe, ...] = ()  # newest last
    heard: Heard = Heard()


BITS = {
    1: "ACCESS", 2: "MODIFY", 4: "ATTRIB", 8: "CLOSE_WRITE", 16: "CLOSE_NOWRITE", 32: "OPEN", 64: "MOVED_FROM", 128: "MOVED_TO",
    256: "CREATE", 512: "DELETE", 1024: "DELETE_SELF", 2048: "MOVE_SELF",
}  # fmt: skip


def words(mask: int) -> str:
    """A mask of inotify(7) in its own words."""
    return "|".join(word for bit, word in BITS.items() if mask & bit)


def biggest(paths: Iterable[str]) -> tuple[str, int]:
    """The path under which most of `paths` lie, itself too, and how many; ('', 0) of none. Of several the longest that holds as many."""
    known = [path for path in paths if path]
    counts = Counter(root for path in known for root in _roots(path, set(known)))
    return max(counts.items(), key=lambda item: (item[1], len(item[0])), default=("", 0))


def _roots(path: str, known: Container[str]) -> Iterator[str]:
    """Those of the known paths under which it lies."""
    while True:
        if path in known:
            yield path
        above = path.rpartition("/")[0]
        if not above:
            return
        path = above


def fan_out(trace: TraceView) -> FanOut | None:
    """None: it did not begin with an event, or nobody was asked."""
    sent = next((place for place, span in enumerate(trace.steps) if span.step == SENDING), -1)
    if trace.kind != "edit" or sent < 0 or trace.steps[0].step != HEARD:
        return None
    steps = tuple((span.step, span.took) for span in trace.steps[: sent + 1])
    return FanOut(trace.seq, trace.at, sum(took for _, took in steps), len(trace.workers), steps)
