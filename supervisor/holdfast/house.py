"""What the door sees of the running daemon: Views, commands and contents. The other side of api.routes.House."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from holdfast.api.routes import Refused
from holdfast.core import snapshot
from holdfast.core.effects import Reply
from holdfast.core.events import Command
from holdfast.core.naming import No, resolve
from holdfast.core.rollout import Rollout
from holdfast.core.show import rollout_view, world_view
from holdfast.core.view import PlanView, View
from holdfast.core.words import Diff
from holdfast.engine.contents import Known
from holdfast.engine.metrics import Metrics
from holdfast.engine.pump import Pump, now


class House:
    """One daemon. host: the name shown beside the service."""

    def __init__(self, pump: Pump, contents: Known, host: str) -> None:
        self._pump, self._contents, self._host = pump, contents, host
        self._metrics = Metrics(pump.tally, now)

    def view(self) -> View:
        return world_view(self._pump.world, self._host, os.getpid())

    async def next_view(self, seen: int) -> tuple[int, View]:
        return await self._pump.changed(seen), self.view()

    async def ask(self, make: Callable[[int], Command]) -> Reply:
        return await self._pump.ask(make)

    def _open(self) -> Rollout | None:
        transactions = self._pump.world.transactions
        return transactions.open or transactions.last

    async def plan(self) -> PlanView | None:
        """The plan in flight, else the one that ended last."""
        rollout = self._open()
        shown = rollout_view(self._pump.world, rollout)
        return PlanView(shown, rollout.diff) if rollout is not None and shown is not None else None

    def _sha256(self, name: str) -> str:
        world = self._pump.world
        if name == "source":
            if not world.source.sha256:
                raise Refused(world.source.reason or "the source has not been read yet; try again")
            return world.source.sha256
        if name == "target":
            if world.ledger.target is None:
                raise Refused("nothing runs yet")
            return world.ledger.target.sha256
        try:
            return resolve(world.ledger, name).sha256
        except No as no:
            raise Refused(str(no)) from None

    async def difference(self, old: str, new: str) -> Diff:
        declared = self._contents.settings.secrets
        try:
            a, b = self._contents.content(self._sha256(old)), self._contents.content(self._sha256(new))
        except KeyError as no:
            raise Refused(str(no.args[0])) from None
        return await asyncio.to_thread(snapshot.diff, a.raw, a.value, b.raw, b.value, declared)

    async def content(self, version: str) -> bytes:
        try:
            return self._contents.raw(self._sha256(version))
        except KeyError as no:
            raise Refused(str(no.args[0])) from None

    def log_path(self, worker: str) -> str:
        settings = self._pump.world.book.settings
        if worker not in {w.name for w in settings.workers}:
            raise Refused(f"there is no worker {worker}; there are {', '.join(w.name for w in settings.workers)}")
        return os.path.join(settings.log_dir, f"{worker}.log")

    async def metrics(self, accept: str) -> tuple[bytes, str]:
        return await self._metrics.page(self.view, accept)
