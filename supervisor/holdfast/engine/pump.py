"""The pump: inbox -> World -> journal -> hands -> inbox. It owns the only clock.

Receive, then remember, then act: the World decides in memory, its records are made durable, and only then does anything
happen. If they cannot be made durable, nothing happens, and the World is told to go back to what is.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence

from holdfast.core.acts import Command
from holdfast.core.effects import Exit, Next, Remember, Reply
from holdfast.core.events import JournalFailed, Tick
from holdfast.core.tally import Tally
from holdfast.core.words import Now
from holdfast.engine.memory import Memory
from holdfast.engine.trace import Recorder
from holdfast.io.files import Unwritable

SYNC_EVERY = 1.0  # seconds until records that nobody waits for are durable too


def now() -> Now:
    return Now(time.monotonic(), time.time())


class Pump:
    """start(effects) is called with what is to be done, from the loop's thread, and must not wait. Events go to the tally's World."""

    def __init__(self, tally: Tally, memory: Memory, start: Callable[[Sequence[object]], None], trace: Recorder) -> None:
        self.tally, self.world, self.memory, self._start, self.trace = tally, tally.world, memory, start, trace
        self.steps = 0
        self._inbox: deque[tuple[object, float]] = deque()  # with the monotonic second at which they came
        self._filled = asyncio.Event()
        self._stepped, self._told = asyncio.Event(), asyncio.Event()
        self._news = -1  # of the last step
        self._requests: dict[int, asyncio.Future[Reply]] = {}
        self._number = 0
        self._synced = 0.0
        self._syncing: asyncio.Task[None] | None = None
        self._fault = ""  # why what nobody waited for did not become durable
        self.done = asyncio.Event()

    def put(self, event: object) -> None:
        """Drops an event into the inbox; from the loop's thread."""
        self._inbox.append((event, time.monotonic()))
        self._filled.set()

    async def ask(self, make: Callable[[int], Command]) -> Reply:
        """An operator's command, and its answer once what it decided is durable."""
        self._number += 1
        number = self._number
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._requests[number] = future
        self.put(make(number))
        try:
            return await future
        finally:
            del self._requests[number]

    async def changed(self, seen: int) -> int:
        """Returns the number of the latest step as soon as it is greater than `seen`."""
        while self.steps <= seen:
            self._stepped.clear()
            await self._stepped.wait()
        return self.steps

    async def news(self, seen: int) -> int:
        """Returns how much can be seen that is new, as soon as that is more than `seen`: not every proof of the same is."""
        while self.world.book.news <= seen:
            self._told.clear()
            await self._told.wait()
        return self.world.book.news

    async def run(self) -> None:
        """Until the World says Exit."""
        while not self.done.is_set():
            await self._wait()
            for _ in range(len(self._inbox)):  # what comes meanwhile waits until the sockets had their turn
                await self._step(*self._inbox.popleft())
                if self.done.is_set():
                    return
            deadline = self.world.deadline()
            if deadline is not None and deadline <= time.monotonic():
                await self._step(Tick(), deadline)
            self._sync()

    async def _wait(self) -> None:
        """For an event, or the World's earliest deadline."""
        if self._inbox:
            await asyncio.sleep(0)  # the sockets' turn
            return
        self._filled.clear()
        deadline = self.world.deadline()
        timer = None if deadline is None else asyncio.get_running_loop().call_at(deadline, self._filled.set)
        await self._filled.wait()
        if timer is not None:
            timer.cancel()

    async def _step(self, event: object, heard: float) -> None:
        before, at = self.world.ledger, now()
        effects = self.tally.receive(event, at)
        records = [effect for effect in effects if isinstance(effect, Remember)]
        if records:
            try:
                await self.memory.remember(records)
            except Unwritable as reason:
                effects = self.tally.receive(JournalFailed(before, str(reason)), now())  # no record, no change
        self.trace.saw(event, effects, heard, at.mono)
        self._act(effects)

    def _sync(self) -> None:
        """What nobody waits for becomes durable beside everything else."""
        fault, self._fault = self._fault, ""
        if fault and not self.world.book.read_only:
            self._act(self.tally.receive(JournalFailed(self.world.ledger, fault), now()))
        if self._syncing is None and time.monotonic() - self._synced >= SYNC_EVERY:
            self._synced = time.monotonic()
            self._syncing = asyncio.create_task(self._make_durable())

    async def _make_durable(self) -> None:
        try:
            await self.memory.sync()
        except Unwritable as reason:
            self._fault = str(reason)
            self._filled.set()
        finally:
            self._syncing = None

    def _act(self, effects: Sequence[object]) -> None:
        for effect in effects:
            if isinstance(effect, Reply):
                future = self._requests.get(effect.request)
                if future is not None and not future.done():
                    future.set_result(effect)
            elif isinstance(effect, Next):
                self.put(effect.event)
            elif isinstance(effect, Exit):
                self.done.set()
        self._start(effects)
        self.steps += 1
        self._stepped.set()
        if self.world.book.news != self._news:
            self._news = self.world.book.news
            self._told.set()
