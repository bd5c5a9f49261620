"""How workers are told: one strategy a file, each with the same verbs.

`begin` asks for one step of an order and returns; the one answer comes through a callback, within the order's limit, and nothing is
raised for what a worker or the kernel does: "no" is an Answered with a code. Nobody waits meanwhile, so that a fleet costs no task a
worker. What was begun may be cancelled at any moment; `cancel` then tells the worker to forget the candidate.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from holdfast.core.effects import Order
from holdfast.core.events import Answered
from holdfast.core.words import Now, Strategy
from holdfast.engine.channels import Channels, Contents
from holdfast.engine.reload.by_socket import BySocket


class Exchange(Protocol):
    """An order under way. cancel(): its answer is not waited for any more, and is not told."""

    def cancel(self) -> object: ...


class Reloader(Protocol):
    """One strategy, for all the workers that use it."""

    def begin(self, order: Order, done: Callable[[Answered], None]) -> Exchange:
        """prepare: let the worker check the content without using it; commit: let it use it, the answer says what it proved."""

    def cancel(self, worker: str, seq: int) -> None:
        """Let the worker forget candidate `seq`; no answer."""

    def close(self) -> None:
        """Let go of what was kept for later orders."""


STRATEGIES: dict[Strategy, Callable[[Channels, Contents, Callable[[], Now]], Reloader]] = {Strategy.SOCKET: BySocket}


async def answer_to(strategy: Reloader, order: Order) -> Answered:
    """For whoever has more to do than to pass it on."""
    told: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
    exchange = strategy.begin(order, told.set_result)
    try:
        return await told
    finally:
        exchange.cancel()
