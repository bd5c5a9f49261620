"""The link for a program with asyncio: no thread; the loop itself waits, and the hooks run on it.

A hook may be a plain function (keep it short, the loop stands still meanwhile) or `async def`, which is awaited.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Callable

from .fallback import PATIENCE, advance, look
from .hooks import Hooks
from .link import Link
from .orders import Call, Order
from .protocol import Protocol


class LoopLink(Link):
    """Lives within one call of `run`, on one loop."""

    def __init__(self, path: str, protocol: Protocol, hooks: Hooks, environ: Mapping[str, str]) -> None:
        super().__init__(path, protocol, hooks, environ)
        self._loop = asyncio.get_running_loop()
        self._calls: asyncio.Queue[Call] = asyncio.Queue()
        self._turn = asyncio.Lock()  # held while a hook runs
        self._heeding: asyncio.Task[None] | None = None
        self._gone = asyncio.Event()
        self._at_once = asyncio.Event()  # there is a reason to dial without delay

    async def run(self) -> None:
        """Keep the worker connected until cancelled."""
        hands = self._loop.create_task(self._run_hooks())
        try:
            while True:
                self._gone.clear()
                if self.dial():
                    await self._gone.wait()
                await self._pause(self.delays.next())
        finally:
            tasks = [hands, *([self._heeding] if self._heeding is not None else [])]
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            self.stop("stopping")

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._at_once.wait(), seconds)
        except asyncio.TimeoutError:
            pass
        self._at_once.clear()

    def wake(self) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._heed_soon)

    def _heed_soon(self) -> None:
        if self._heeding is None or self._heeding.done():
            self._heeding = self._loop.create_task(self._heed())

    async def _heed(self) -> None:
        """The fallback signal came. A hook that hangs is waited for, and then not any more."""
        held = True
        try:
            await asyncio.wait_for(self._turn.acquire(), PATIENCE)
        except asyncio.TimeoutError:
            held = False
        try:
            work = look(self.environ, self.protocol, nullcontext())
            call = advance(work)
            while call is not None:
                call = advance(work, await self.hooks.run_async(call))
        finally:
            if held:
                self._turn.release()
        self.redial()

    def redial(self) -> list[Order]:
        orders = super().redial()
        self._at_once.set()
        return orders

    def stop(self, reason: str) -> None:
        """Say bye."""
        self.perform(self.protocol.leave(reason))

    def tell(self, what: Callable[[], list[Order]]) -> None:
        """Let the loop do this, soon; from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(lambda: self.perform(what()))

    def submit(self, call: Call) -> None:
        self._calls.put_nowait(call)

    def dial(self) -> bool:
        if not super().dial() or self.channel is None:
            return False
        self._loop.add_reader(self.channel, self.readable)
        return True

    def hang_up(self, reason: str) -> None:
        if self.channel is not None:
            self._loop.remove_reader(self.channel)
            self._loop.remove_writer(self.channel)
        super().hang_up(reason)
        self._gone.set()

    def perform(self, orders: list[Order]) -> None:
        super().perform(orders)
        self._await_room()

    def writable(self) -> None:
        super().writable()
        self._await_room()

    def _await_room(self) -> None:
        """Hear of room to send, as long as something waits."""
        if self.channel is None:
            return
        if self.channel.waiting:
            self._loop.add_writer(self.channel, self.writable)
        else:
            self._loop.remove_writer(self.channel)

    async def _run_hooks(self) -> None:
        while True:
            await self._run_hook(await self._calls.get())

    async def _run_hook(self, call: Call) -> None:
        """A function of its own, so that nothing keeps a refused memfd open while waiting for the next call."""
        async with self._turn:
            outcome = await self.hooks.run_async(call)
        self.perform(self.protocol.finished(call.job, outcome, time.monotonic()))
