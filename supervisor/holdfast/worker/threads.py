"""The link for a program with threads: one daemon thread keeps the connection, a second one runs the application's hooks.

Two, because a validate that takes its time must not keep the first from answering the supervisor's nonces.
"""

from __future__ import annotations

import os
import select
import socket
import threading
import time
import weakref
from queue import SimpleQueue
from typing import Callable

from .hooks import Hooks
from .link import Link
from .orders import Call, Order
from .protocol import Protocol

_living: weakref.WeakSet[ThreadLink] = weakref.WeakSet()


class ThreadLink(Link):
    """start, stop and tell may be called from any thread."""

    def __init__(self, path: str, protocol: Protocol, hooks: Hooks) -> None:
        super().__init__(path, protocol, hooks)
        self._inbox: SimpleQueue[Callable[[], list[Order]]] = SimpleQueue()
        self._calls: SimpleQueue[Call | None] = SimpleQueue()
        self._ear, self._bell = socket.socketpair()
        self._ear.setblocking(False)
        self._bell.setblocking(False)
        self._stopping = False
        self._dial_at = 0.0
        self._thread = threading.Thread(target=self._run, name="holdfast", daemon=True)
        self._hands = threading.Thread(target=self._run_hooks, name="holdfast-hooks", daemon=True)
        _living.add(self)

    def start(self) -> None:
        self._thread.start()
        self._hands.start()

    def stop(self, reason: str, limit: float = 2.0) -> None:
        """Say bye and end the thread; wait for it at most `limit` seconds."""

        def leave() -> list[Order]:
            self._stopping = True
            return self.protocol.leave(reason)

        self.tell(leave)
        self._calls.put(None)
        if self._thread is not threading.current_thread():
            self._thread.join(limit)

    def tell(self, what: Callable[[], list[Order]]) -> None:
        """Let the link's thread do this, soon."""
        self._inbox.put(what)
        try:
            self._bell.send(b"!")
        except BlockingIOError:
            pass  # it has been rung often enough
        except OSError:
            pass  # the link has stopped: nobody is left to hear

    def submit(self, call: Call) -> None:
        self._calls.put(call)

    def forget_after_fork(self) -> None:
        """A forked child must not keep its parent's connection open."""
        if self.channel is not None:
            self.channel.close()

    def _run(self) -> None:
        while not self._stopping:
            if self.channel is None and time.monotonic() >= self._dial_at:
                self._dial_at = 0.0 if self.dial() else time.monotonic() + self.delays.next()
            self._wait()
            while not self._inbox.empty():
                self.perform(self._inbox.get()())
        self._ear.close()
        self._bell.close()

    def _wait(self) -> None:
        """Until something arrives, may be sent, was told, or it is time to dial."""
        poll, channel = select.poll(), self.channel
        poll.register(self._ear, select.POLLIN)
        if channel is not None:
            poll.register(channel, select.POLLIN | (select.POLLOUT if channel.waiting else 0))
        patience = None if channel is not None else max(0.0, self._dial_at - time.monotonic()) * 1000
        for fd, events in poll.poll(patience):
            if fd == self._ear.fileno():
                self._ear.recv(4096)
                continue
            if events & select.POLLOUT:
                self.writable()
            if events & ~select.POLLOUT:
                self.readable()

    def hang_up(self, reason: str) -> None:
        super().hang_up(reason)
        self._dial_at = time.monotonic() + self.delays.next()

    def _run_hooks(self) -> None:
        while self._run_hook(self._calls.get()):
            pass

    def _run_hook(self, call: Call | None) -> bool:
        """A function of its own, so that nothing keeps a refused memfd open while waiting for the next call."""
        if call is None:
            return False
        job, outcome = call.job, self.hooks.run(call)
        self.tell(lambda: self.protocol.finished(job, outcome, time.monotonic()))
        return True


def _after_fork() -> None:
    for link in list(_living):
        link.forget_after_fork()


os.register_at_fork(after_in_child=_after_fork)
