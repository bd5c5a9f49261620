"""What goes on beside the decisions: samples of the workers' figures, rotation of their output, the daemon's own log lines."""

from __future__ import annotations

import asyncio
import datetime
import os
from collections.abc import Callable
from contextlib import suppress

from holdfast.core.events import Sampled
from holdfast.core.safe import shown
from holdfast.core.settings import Settings
from holdfast.engine.pump import Pump, now
from holdfast.engine.trail import Trail
from holdfast.io.files import Unwritable
from holdfast.io.rotate import rotate
from holdfast.io.sampler import Sampler

ROTATE_EVERY = 10  # as many times the settings' `sample` between two looks at the output files' sizes
SOON = 0.25  # seconds from a process's start to its first figures: its start comes first, and more may be started
UNSEEN = 10.0  # seconds between two samples while nobody looks: a fleet that runs by itself shall cost next to nothing
PRINT_PACE = 0.05  # seconds between two looks at what there is to print: a reload is hundreds of steps


class Upkeep:
    """pids: {worker: pid} of those that run now."""

    def __init__(self, settings: Settings, pump: Pump, pids: Callable[[], dict[str, int]], trail: Trail) -> None:
        self._settings, self._pump, self._pids, self._trail = settings, pump, pids, trail
        self._sampler = Sampler()
        self._tasks: list[asyncio.Task[None]] = []
        self._newcomers = asyncio.Event()
        self._looks = asyncio.Event()
        self._printed = 0  # id of the last event in the log

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._sample()), asyncio.create_task(self._follow())]

    def newcomer(self) -> None:
        """A process was started: its figures are taken soon."""
        self._newcomers.set()
        self._looks.set()

    def looked(self) -> None:
        """Somebody looks: until the next sample what there is may be UNSEEN seconds old, then as old as the settings say."""
        self._looks.set()

    async def close(self) -> None:
        self._print()
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)

    async def _sample(self) -> None:
        """One sample after the other, in a thread: reading /proc can take long on a busy box."""
        sampled = now().mono
        rotates = ROTATE_EVERY * self._settings.sample
        rotated = sampled - rotates
        while True:
            self._newcomers.clear()
            self._looks.clear()
            pids, before, sampled = self._pids(), sampled, now().mono
            try:
                figures = await asyncio.to_thread(self._sampler.sample, pids)
                budget = await asyncio.to_thread(self._sampler.budget, os.geteuid())
            except OSError as error:  # no descriptors left: figures stay as they are until there are some
                say(f"cannot sample the workers' figures: {error.strerror}; raise RLIMIT_NOFILE")
            else:
                self._pump.put(Sampled(figures, budget))
                self._trail.note(figures, self._ages(), now().wall, round((sampled - before) / self._trail.every))
            if sampled - rotated >= rotates:
                rotated = sampled
                await asyncio.to_thread(self._rotate)
            await self._pause()

    def _ages(self) -> dict[str, float]:
        """How old every worker's proof is; who has none is left out."""
        mono = now().mono
        return {w.name: mono - w.proof.mono for w in self._pump.world.fleet if w.proof.mono >= 0}

    async def _pause(self) -> None:
        """Until the next sample is due: while nobody looks, later. A process that has none yet is not kept waiting."""
        every = self._settings.sample
        await _within(every, self._newcomers)
        if not self._newcomers.is_set():
            await _within(UNSEEN - every, self._looks)
        if self._newcomers.is_set():
            await asyncio.sleep(SOON)

    def _rotate(self) -> None:
        rule = self._settings.logs
        for worker in self._settings.workers:
            try:
                rotate(os.path.join(self._settings.log_dir, f"{worker.name}.log"), rule.max_bytes, rule.keep)
            except Unwritable as no:
                say(str(no))

    async def _follow(self) -> None:
        """What was noticed is printed, a moment later."""
        news = -1
        while True:
            news = await self._pump.news(news)
            self._print()
            await asyncio.sleep(PRINT_PACE)

    def _print(self) -> None:
        """The daemon's log: one line per event of the World."""
        book = self._pump.world.book
        if book.event_id == self._printed:
            return
        source = self._settings.source.name
        for event in [event for event in book.events if event.id > self._printed]:
            at = datetime.datetime.fromtimestamp(event.at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
            say(f"{at} {event.level:4} {source + ': ' if source else ''}{event.worker + ': ' if event.worker else ''}{event.text}")
        self._printed = book.event_id


async def _within(seconds: float, event: asyncio.Event) -> None:
    """Waits for it, and so long at most."""
    with suppress(TimeoutError):
        async with asyncio.timeout(max(0.0, seconds)):
            await event.wait()


def say(line: str) -> None:
    """A line of the daemon's own log, as a terminal may have it. A full disk, or a reader of a pipe that has gone, ends nothing."""
    try:
        os.write(1, f"{shown(line)}\n".encode(errors="backslashreplace"))
    except OSError:
        pass
