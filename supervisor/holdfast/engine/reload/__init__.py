"""How workers are told: one strategy a file, each with the same verbs.

`prepare` and `commit` are short linear coroutines with one limit and one answer; they never raise for what a worker or the kernel
does, "no" is an Answered with a code. The lane that runs them may be cancelled at any moment, `cancel` then tells the worker to
forget the candidate.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from holdfast.core.effects import Order
from holdfast.core.events import Answered
from holdfast.core.words import Now, Strategy
from holdfast.engine.channels import Channels, Contents
from holdfast.engine.reload.by_socket import BySocket


class Reloader(Protocol):
    """One strategy, for all the workers that use it."""

    async def prepare(self, order: Order) -> Answered:
        """Let the worker check the content without using it."""

    async def commit(self, order: Order) -> Answered:
        """Let the worker use it; the answer says what it proved."""

    def cancel(self, worker: str, seq: int) -> None:
        """Let the worker forget candidate `seq`; no answer."""

    def close(self) -> None:
        """Let go of what was kept for later orders."""


STRATEGIES: dict[Strategy, Callable[[Channels, Contents, Callable[[], Now]], Reloader]] = {Strategy.SOCKET: BySocket}
