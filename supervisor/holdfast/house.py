"""What the door sees of one source and its workers: Views, commands and contents. The other side of api.routes.House.

The houses of a daemon stand in one street: the View of each has a line about all of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import itertools
import os
from collections.abc import Callable, Coroutine, Iterable, Sequence

import msgspec

from holdfast.api.routes import Refused, Seen
from holdfast.core.acts import Command
from holdfast.core.archive import Proofs, Sound, Verified
from holdfast.core.brief import brief
from holdfast.core.detail import Detail, Series
from holdfast.core.effects import Reply
from holdfast.core.events import Tick
from holdfast.core.fleet import Worker
from holdfast.core.ledger import Version
from holdfast.core.naming import No, resolve
from holdfast.core.recall import Fall, falls
from holdfast.core.rollout import Rollout
from holdfast.core.show import rollout_view, worker_view, world_view
from holdfast.core.tally import Tally
from holdfast.core.trace import TraceView
from holdfast.core.view import EventView, PlanView, SourceRow, View
from holdfast.core.watched import FanOut, Probe, Watched, fan_out
from holdfast.core.words import Diff, Kind
from holdfast.engine.archive import Archive
from holdfast.engine.contents import Known, difference, exported
from holdfast.engine.examiner import Examiner, NotSeen
from holdfast.engine.metrics import Metrics
from holdfast.engine.pump import Pump, now
from holdfast.engine.recalling import Recalling
from holdfast.engine.trace import NotKept
from holdfast.engine.trail import Trail
from holdfast.io.listener import Listener
from holdfast.io.probe import NotHeard
from holdfast.io.store import Corrupt

REASON = 300  # characters of an operator's reason
REVEALING = 20  # of the newest contents: whose secrets a reason is searched for
OWN_EVENTS = 50  # of one worker, in its detail
REST = 1.0  # seconds between two Views that differ in the times of proofs only
EDITS = 20  # whose way to the workers is shown beside the watches


class House:
    """host: the name shown beside the service. looked: is called when somebody looks at figures."""

    def __init__(self, pump: Pump, contents: Known, host: str, trail: Trail, examiner: Examiner, looked: Callable[[], None],
                 listener: Listener) -> None:  # fmt: skip
        self._pump, self._contents, self._host, self._looked = pump, contents, host, looked
        self._trail, self._examiner, self._recalling, self._listener = trail, examiner, Recalling(contents), listener
        self._ways: dict[int, FanOut | None] = {}  # of edits that have ended: it does not change any more
        self._archive = Archive(pump.memory, contents, pump.world.fleet, self._damaged)
        self.street: Sequence[House] = (self,)  # those of all sources, this one too
        self._brief: tuple[int, SourceRow] | None = None  # with the news that it tells of

    @property
    def name(self) -> str:
        """Of the source, '' = it has none."""
        return self._contents.settings.name

    @property
    def tally(self) -> Tally:
        return self._pump.tally

    def view(self) -> View:
        mine = self.alone()
        return msgspec.structs.replace(mine, sources=tuple(brief(mine) if house is self else house.brief() for house in self.street))

    def alone(self) -> View:
        """Without a word about the others."""
        self._looked()
        return self._view()

    def brief(self) -> SourceRow:
        """For those who look at another source; made once for all of them."""
        news = self._pump.world.book.news
        if self._brief is None or self._brief[0] != news:
            self._brief = news, brief(self._view())
        return self._brief[1]

    def _view(self) -> View:
        return world_view(self._pump.world, self._host, os.getpid())

    async def news(self, seen: Seen) -> Seen:
        """Of the whole street: trouble next door is to be seen here too. Proofs of the same are news only REST seconds later."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(REST):
                while self._so_far().news <= seen.news:
                    await _first(house._pump.news(house._pump.world.book.news) for house in self.street)
        while self._so_far().steps <= seen.steps:
            await _first(house._pump.changed(house._pump.steps) for house in self.street)
        return self._so_far()

    def _so_far(self) -> Seen:
        return Seen(sum(house._pump.world.book.news for house in self.street), sum(house._pump.steps for house in self.street))

    async def ask(self, make: Callable[[int], Command]) -> Reply:
        if self._pump.done.is_set():  # nobody is left to answer
            return Reply(0, False, "its workers have been stopped, and the supervisor ends with the last source")
        return await self._pump.ask(lambda number: self._masked(make(number)))

    def _masked(self, command: Command) -> Command:
        """A reason that somebody gives is kept and shown: no secret of a content we know may be in it."""
        reason = getattr(command, "reason", "")
        if not reason:
            return command
        for sha256 in itertools.islice(self._contents.known(), REVEALING):
            reason = self._contents.redact(reason, sha256)
        return dataclasses.replace(command, reason=reason[:REASON])  # type: ignore[call-arg]

    def _open(self) -> Rollout | None:
        transactions = self._pump.world.transactions
        return transactions.open or transactions.last

    async def plan(self) -> PlanView | None:
        """The plan in flight, else the one that ended last."""
        rollout = self._open()
        shown = rollout_view(self._pump.world, rollout)
        if rollout is None or shown is None:
            return None
        return PlanView(shown, await asyncio.to_thread(self._recalling.recall, rollout.diff, self._falls(rollout.seq)))

    def _named(self, name: str) -> tuple[int, str]:
        """Its number and its sha256; the source has no number."""
        world = self._pump.world
        if name == "source":
            if not world.source.sha256:
                raise Refused(world.source.reason or "the source has not been read yet; try again")
            return 0, world.source.sha256
        if name == "target":
            if world.ledger.target is None:
                raise Refused("nothing runs yet")
            return world.ledger.target.seq, world.ledger.target.sha256
        version = self._version(name)
        return version.seq, version.sha256

    def _version(self, name: str) -> Version:
        try:
            return resolve(self._pump.world.ledger, name)
        except No as no:
            raise Refused(str(no)) from None

    def _falls(self, before: int) -> list[Fall]:
        return list(falls(self._pump.world.ledger.versions, before))

    async def difference(self, old: str, new: str, full: bool = False) -> Diff:
        """With what the new values remind of: versions that had brought them and did not stay."""
        declared, (seq, sha256) = self._contents.settings.patterns, self._named(new)
        found = self._falls(seq)
        try:
            a, b = self._contents.content(self._named(old)[1]), self._contents.content(sha256)
            return await asyncio.to_thread(lambda: self._recalling.recall(difference(a, b, declared, full), found))
        except (KeyError, Corrupt) as no:
            raise Refused(str(no.args[0])) from None

    async def content(self, version: str) -> bytes:
        try:
            return await asyncio.to_thread(exported, self._contents.content(self._named(version)[1]))
        except (KeyError, Corrupt) as no:
            raise Refused(str(no.args[0])) from None

    def events(self, after: int) -> tuple[EventView, ...]:
        return tuple(event for event in self._pump.world.book.events if event.id > after)

    async def trace(self, version: str) -> TraceView:
        try:
            return await self._pump.trace.show(self._pump.world.ledger, version)
        except NotKept as no:
            raise Refused(str(no)) from None

    async def proofs(self, version: str) -> Proofs:
        meant = self._version(version)
        try:
            trace = await self._pump.trace.show(self._pump.world.ledger, str(meant.seq))
        except NotKept:
            trace = None
        return await self._archive.proofs(meant, trace)

    async def sound(self, version: str) -> Sound:
        return await self._archive.sound(self._version(version))

    def _damaged(self, text: str) -> None:
        self._pump.world.book.notice("bad", text)
        self._pump.put(Tick())

    async def journal(self) -> Verified:
        return await self._archive.journal()

    def log_path(self, worker: str) -> str:
        return os.path.join(self._pump.world.book.settings.log_dir, f"{self._worker(worker).name}.log")

    def _worker(self, name: str) -> Worker:
        worker = self._pump.world.fleet.get(name)
        if worker is None:
            raise Refused(f"there is no worker {name}; there are {', '.join(w.name for w in self._pump.world.fleet)}")
        return worker

    async def worker(self, name: str) -> Detail:
        """Its row, what /proc says of it now, its last two minutes and its own events."""
        try:
            anatomy = await self._examiner.anatomy(name, self._worker(name).pid)
        except NotSeen as no:
            raise Refused(str(no)) from None
        world = self._pump.world
        own = tuple(event for event in world.book.events if event.worker == name)[-OWN_EVENTS:]
        attest = world.book.settings.rollout.attest
        return Detail(now().wall, worker_view(world.fleet, self._worker(name)), anatomy, self.figures(name), own, attest)

    async def watches(self) -> Watched:
        """Who watches what, and how long the last edits took from the kernel's event to the workers."""
        try:
            workers = {w.name: w.pid for house in self.street for w in house._pump.world.fleet if w.pid}
            watched = await self._examiner.watched(workers)
        except NotSeen as no:
            raise Refused(str(no)) from None
        listener = self._listener
        return msgspec.structs.replace(
            watched, latency=await self._latency(), folders=listener.places(), probes=tuple(listener.probes),
            heard=self.tally.hearing.heard(self._pump.world.started_at, listener.hints),
        )

    async def probe(self) -> Probe:
        try:
            return await self._listener.probe()
        except NotHeard as no:
            raise Refused(str(no)) from None

    async def _latency(self) -> tuple[FanOut, ...]:
        ledger = self._pump.world.ledger
        edits = [v.seq for v in sorted(ledger.versions.values(), key=lambda v: -v.seq) if v.kind is Kind.EDIT and v.outcome]
        for seq in edits[:EDITS]:
            if seq not in self._ways:
                try:
                    self._ways[seq] = fan_out(await self._pump.trace.show(ledger, str(seq)))
                except NotKept:
                    self._ways[seq] = None
        self._ways = {seq: self._ways[seq] for seq in edits[:EDITS]}
        return tuple(one for one in self._ways.values() if one is not None)

    def figures(self, name: str) -> Series:
        self._looked()
        return self._trail.of(self._worker(name).name)


class Houses:
    """The other side of api.routes.Houses. street: those of all sources, in the order of the settings."""

    def __init__(self, street: Sequence[House]) -> None:
        for house in street:
            house.street = street
        self.by_source = {house.name: house for house in street}
        self._metrics = Metrics([(house.tally, house.alone) for house in street], now)

    async def metrics(self, accept: str) -> tuple[bytes, str]:
        return await self._metrics.page(accept)


async def _first(waits: Iterable[Coroutine[object, object, object]]) -> None:
    """Returns with the first of them; the others are not waited for any more."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
