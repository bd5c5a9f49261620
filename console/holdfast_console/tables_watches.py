"""Who watches what, as text: `holdfast watches`. Pure: the answer of the route in, lines out."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from holdfast.core.watched import FanOut, Heard, Listening, Owner, Watched, words
from holdfast_console.out import clean
from holdfast_console.tables import grid, when


def watches(found: Watched) -> Iterator[str]:
    budget = found.budget
    yield f"inotify of uid {budget.uid}, counted {when(found.at)}"
    yield f"watches {budget.watches} of {budget.watches_max or '?'}, instances {budget.instances} of {budget.instances_max or '?'}"
    waiting = "the supervisor has none" if found.queued < 0 else f"{found.queued} bytes wait"
    yield f"queue: {waiting}; {budget.queue_max or '?'} events are allowed"
    if budget.hidden:
        yield f"{budget.hidden} processes may not be looked into: what they hold comes on top"
    rows = [("OWNER", "PID", "INST", "WATCHES", "WHERE"), *(_row(one) for one in found.owners)]
    yield from grid(rows, "<>>><")
    if found.more:
        yield f"and {found.more} more"
    yield from (_folder(one) for one in found.folders)
    yield _heard(found.heard)
    if found.probes:
        took = sorted(one.took for one in found.probes if one.took >= 0)
        shown = f", median {median(took) * 1000:.1f} ms, slowest {took[-1] * 1000:.1f} ms" if took else ""
        yield f"tests of the watch: {len(took)} of {len(found.probes)} were heard{shown}"
    yield from ("from the event to the last worker", *(_way(one) for one in found.latency)) if found.latency else ()


def _folder(one: Listening) -> str:
    last = f"last event {when(one.at)} {words(one.event)} {clean(one.name)}".rstrip() if one.at else "no event yet"
    return f"listens in {clean(one.path)} (inode {one.inode}): {last}"


def _heard(one: Heard) -> str:
    return (
        f"since {when(one.since)}: {one.hints} hints, {one.coalesced} coalesced, {one.readings} readings, {one.same} found the same; "
        f"{one.broadcasts} broadcasts, delivered {one.answered}/{one.sent}"
    )


def _row(one: Owner) -> tuple[str, ...]:
    paths = [clean(place.path) for place in one.places if place.path]
    unnamed = one.watches - len(paths)
    where = ", ".join([*paths[:3], *([f"{unnamed + len(paths[3:])} more"] if unnamed + len(paths[3:]) else [])])
    return (clean(one.name) or f"({clean(one.command)})", str(one.pid), str(one.instances), str(one.watches), where)


def _way(one: FanOut) -> str:
    steps = " + ".join(f"{clean(name)} {took * 1000:.1f}" for name, took in one.steps)
    return f"  #{one.seq} {when(one.at)}  {one.took * 1000:.1f} ms to {one.workers} workers = {steps}"
