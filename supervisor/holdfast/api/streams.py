"""Streams: server-sent events that never end by themselves.

A stream's next item is taken from the house only after the last one was handed to the kernel, so a slow reader skips Views and
never misses the newest; one that takes nothing at all for a while is dropped. A quiet stream carries a comment every ten seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from holdfast.api import tail
from holdfast.api.routes import KEEP_ALIVE, House, Seen

T = TypeVar("T")

PACE = 0.25  # seconds between two Views of one stream: four a second
LOG_PACE = 0.25  # seconds between two looks at a log file that had nothing new
SLOW = 30.0  # seconds that a reader may take nothing before it is dropped


class Feed:
    """One response to which items are sent."""

    def __init__(self, request: web.BaseRequest, keep_alive: float = KEEP_ALIVE, slow: float = SLOW) -> None:
        self._request = request
        self._keep_alive = keep_alive
        self._slow = slow
        self.response = web.StreamResponse(headers={"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"})
        self.response.force_close()

    async def begin(self) -> None:
        await self.response.prepare(self._request)

    async def send(self, item: object, number: int) -> None:
        await self._write(b"id: %d\ndata: %s\n\n" % (number, msgspec.json.encode(item)))

    async def _write(self, raw: bytes) -> None:
        try:
            async with asyncio.timeout(self._slow):
                await self.response.write(raw)
        except TimeoutError:
            if self._request.transport is not None:
                self._request.transport.abort()
            raise ConnectionResetError("a reader took nothing") from None

    async def wait(self, awaitable: Awaitable[T]) -> T:
        """The awaitable's result; comments meanwhile."""
        task = asyncio.ensure_future(awaitable)
        try:
            while not (await asyncio.wait({task}, timeout=self._keep_alive))[0]:
                await self._write(b": alive\n\n")
            return task.result()
        finally:
            task.cancel()


async def views(house: House, args: Any, feed: Feed) -> None:
    await feed.begin()
    seen = Seen()
    while True:
        seen = await feed.wait(house.news(seen))
        await feed.send(house.view(), seen.steps)
        await asyncio.sleep(PACE)


async def happenings(house: House, args: Any, feed: Feed) -> None:
    await feed.begin()
    seen, after = Seen(), args.after
    while True:
        seen = await feed.wait(house.news(seen))
        for event in house.events(after):
            await feed.send(event, event.id)
            after = event.id


async def log_lines(house: House, args: Any, feed: Feed) -> None:
    path = house.log_path(args.worker)
    lines, offset = await asyncio.to_thread(tail.last, path, args.lines)
    await feed.begin()
    while True:
        for line in lines:
            await feed.send(line, offset)
        lines, offset = await feed.wait(_more(path, offset))


async def _more(path: str, offset: int) -> tuple[list[str], int]:
    while True:
        lines, offset = await asyncio.to_thread(tail.following, path, offset)
        if lines:
            return lines, offset
        await asyncio.sleep(LOG_PACE)


STREAMS: dict[str, Callable[[House, Any, Feed], Awaitable[None]]] = {
    "stream": views,
    "events": happenings,
    "logs": log_lines,
}
