"""Metrics: what a scrape is told. The Worlds are looked at in one go on the loop; the text is made beside it, in a thread.

A proof counts while it is fresh by the clock of the scrape: should the pump hang on a sick disk, nothing here stays green.
The Prometheus library costs some 60 ms and 2 MB, so it is imported when somebody scrapes for the first time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple

from holdfast.core.fleet import STALE_ROUNDS
from holdfast.core.ledger import Ledger, Version
from holdfast.core.tally import Counts, Tally
from holdfast.core.view import View
from holdfast.core.words import Grade, Kind, Now

OPENMETRICS = "application/openmetrics-text; version=1.0.0"


class Last(NamedTuple):
    """The last attempt to move the fleet. ok None: there was none. succeeded_at: of the last good one, wall-clock seconds, 0 = never."""

    ok: bool | None
    succeeded_at: float


class Moment(NamedTuple):
    """What a scrape tells of a source. ages: seconds since each worker's last proof; fresh: those whose proof is worth something now."""

    view: View
    counts: Counts
    last: Last
    ages: dict[str, float]
    fresh: frozenset[str]
    behind: float  # seconds since the World was looked at last by its own pump

    @property
    def verdict(self) -> str:
        """As the View says it, and never CONVERGED on proofs that have become old meanwhile."""
        stale = any(not worker.cordoned and worker.name not in self.fresh for worker in self.view.workers)
        return "STALE" if self.view.verdict == "CONVERGED" and stale else self.view.verdict


class Metrics:
    """One per daemon. Who comes while a page is being made gets that one, so that a flood of scrapes costs no more than two threads.

    looks: for each source its Tally and a way to its View.
    """

    def __init__(self, looks: Sequence[tuple[Tally, Callable[[], View]]], clock: Callable[[], Now]) -> None:
        self._looks, self._clock = looks, clock
        self._making: dict[str, asyncio.Task[tuple[bytes, str]]] = {}

    async def page(self, accept: str) -> tuple[bytes, str]:
        """The text and its content type: OpenMetrics where `accept` (an HTTP header) names it, else the older text format."""
        wanted = OPENMETRICS if OPENMETRICS.partition(";")[0] in accept else "text/plain"
        task = self._making.get(wanted)
        if task is None:
            now = self._clock().mono
            moments = [_moment(tally, view(), now) for tally, view in self._looks]
            task = self._making[wanted] = asyncio.create_task(asyncio.to_thread(_render, moments, wanted))
            task.add_done_callback(lambda _: self._making.pop(wanted))
        return await asyncio.shield(task)  # who hangs up does not take it from the others


def _moment(tally: Tally, view: View, now: float) -> Moment:
    world = tally.world
    ages = {w.name: now - w.proof.mono for w in world.fleet if w.proof.mono >= 0}
    limit = STALE_ROUNDS * world.book.settings.rollout.attest
    fresh = [w.name for w in world.fleet if w.connected and w.proof.grade > Grade.CLAIMED and ages.get(w.name, limit + 1) <= limit]
    return Moment(view, tally.counts.copy(), last(world.ledger, view), ages, frozenset(fresh), now - world.book.now.mono)


def last(ledger: Ledger, view: View) -> Last:
    """From the durable history, newest first, so that a restart changes nothing. A way back is part of the attempt that failed.

    An attempt that left workers behind becomes a success when everybody proves it after all.
    """
    ok: bool | None = None
    for seq in reversed(ledger.versions):
        version = ledger.versions[seq]
        good = _succeeded(version, view)
        if good is None:
            continue
        ok = good if ok is None else ok
        if good:
            return Last(ok, version.ended_at)
    return Last(ok, 0.0)


def _succeeded(version: Version, view: View) -> bool | None:
    """None: it was no attempt, or has not ended."""
    if version.kind is Kind.REVERT:
        return None
    if version.outcome.startswith("active ("):
        return view.verdict == "CONVERGED" and view.target_seq == version.seq
    return {"active": True, "refused": False, "rolled back": False}.get(version.outcome)


def _render(moments: Sequence[Moment], accept: str) -> tuple[bytes, str]:
    from holdfast.engine import exposition

    return exposition.render(moments, accept)
