"""What a thread and an event loop have in common when they keep a worker connected: carry out orders, dial again after a while.

A link owns the connection; the protocol decides. Subclasses say how to wait and where hooks run.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping

from .channel import Channel
from .hooks import Hooks
from .orders import Call, Close, Note, Order, Send
from .protocol import Protocol

FIRST_DELAY, LAST_DELAY = 0.05, 2.0  # seconds between two attempts to dial

log = logging.getLogger("holdfast.worker")


class Delays:
    """How long to wait before dialling again: doubling, and jittered so that a fleet does not come back in one instant."""

    def __init__(self) -> None:
        self._delay = FIRST_DELAY

    def reset(self) -> None:
        self._delay = FIRST_DELAY

    def next(self) -> float:
        delay, self._delay = self._delay, min(self._delay * 2, LAST_DELAY)
        return delay * (0.5 + os.urandom(1)[0] / 510)


class Link:
    """One worker's tie to its supervisor. All methods belong to the one thread or loop that runs the link."""

    def __init__(self, path: str, protocol: Protocol, hooks: Hooks, environ: Mapping[str, str]) -> None:
        self.path = path
        self.environ = environ
        self.protocol = protocol
        self.hooks = hooks
        self.channel: Channel | None = None
        self.delays = Delays()
        self._told = False  # the log has heard that the supervisor is away

    def submit(self, call: Call) -> None:
        """Run a hook of the application, in order, without holding up the link; then `report` it."""
        raise NotImplementedError

    def wake(self) -> None:
        """The fallback signal came. Called by its handler, so it may interrupt anything: no lock, no work."""
        raise NotImplementedError

    def dial(self) -> bool:
        try:
            self.channel = Channel.dial(self.path)
        except OSError as error:
            if not self._told:
                log.warning("cannot reach the supervisor at %s: %s; trying for ever", self.path, error.strerror)
                self._told = True
            return False
        self._told = False
        self.perform(self.protocol.dialled())
        return self.channel is not None

    def redial(self) -> list[Order]:
        """At once, and anew if there is a connection: the supervisor hears nothing over it."""
        self.delays.reset()
        self.hang_up("the supervisor does not hear us")
        return []

    def readable(self) -> None:
        """Take what has arrived."""
        if self.channel is None:
            return
        try:
            data, fds = self.channel.read()
        except OSError as error:
            self.hang_up(str(error))
            return
        self.perform(self.protocol.receive(data, fds, time.monotonic()))
        if self.protocol.joined:
            self.delays.reset()

    def writable(self) -> None:
        """There is room again for what waits."""
        self._flush()

    def perform(self, orders: list[Order]) -> None:
        for order in orders:
            if isinstance(order, Send):
                self._write(order.line)
            elif isinstance(order, Note):
                log.log(order.level, order.text)
            elif isinstance(order, Close):
                self._flush()
                self.hang_up(order.reason)
            elif self.hooks.trivial(order):
                self.perform(self.protocol.finished(order.job, self.hooks.run(order), time.monotonic()))
            else:
                self.submit(order)
        self._flush()

    def hang_up(self, reason: str) -> None:
        if self.channel is None:
            return
        log.info("connection to the supervisor ended: %s", reason)
        self.channel.close()
        self.channel = None
        self.protocol.ended()

    def _flush(self) -> None:
        if self.channel is None:
            return
        try:
            self.channel.flush()
        except OSError as error:
            self.hang_up(str(error))

    def _write(self, line: bytes) -> None:
        if self.channel is None:
            return
        try:
            self.channel.write(line)
        except OSError as error:
            self.hang_up(str(error))
