"""The link for a program with threads: two daemon threads, either of which listens.

While one of them runs a hook of the application, which may take its time, the other answers the supervisor's nonces. Both wait for
the same descriptors, and the kernel wakes the first one that is waiting, and only that one (EPOLLEXCLUSIVE). So as a rule one
thread does everything, in one go: handing each hook to the other one and its outcome back made a reload half as dear again.

A third waits for the fallback signal and for nothing else, so that it is there when the two are stuck.
"""

from __future__ import annotations

import os
import select
import socket
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Callable

from .fallback import PATIENCE, advance, look
from .hooks import Hooks
from .link import Link
from .orders import Call, Order
from .protocol import Protocol

IN = select.EPOLLIN | select.EPOLLEXCLUSIVE

_living: weakref.WeakSet[ThreadLink] = weakref.WeakSet()


class ThreadLink(Link):
    """start, stop and tell may be called from any thread. Everything else that is shared is done under the lock."""

    def __init__(self, path: str, protocol: Protocol, hooks: Hooks, environ: Mapping[str, str]) -> None:
        super().__init__(path, protocol, hooks, environ)
        self._inbox: SimpleQueue[Callable[[], list[Order]]] = SimpleQueue()
        self._calls: deque[Call] = deque()
        self._calling = False  # a hook runs
        self._turn = threading.Lock()  # held by whoever runs one
        self._signals: SimpleQueue[bool] = SimpleQueue()  # a signal's handler may put; False: no more will come
        self._ear, self._bell = socket.socketpair()
        self._ear.setblocking(False)
        self._bell.setblocking(False)
        self._stopping = False
        self._left = threading.Event()
        self._dial_at = 0.0
        self._lock = threading.Lock()
        self._polls = (select.epoll(), select.epoll())
        for poll in self._polls:
            poll.register(self._ear, IN)
        self._watched = 0  # what the polls tell of the channel, 0 = nothing
        self._threads = [threading.Thread(target=self._run, args=(poll,), name="holdfast", daemon=True) for poll in self._polls]
        self._fallback = threading.Thread(target=self._heed, name="holdfast-fallback", daemon=True)
        _living.add(self)

    def start(self) -> None:
        for thread in [*self._threads, *([self._fallback] if self.protocol.declares() else [])]:
            thread.start()

    def stop(self, reason: str, limit: float = 2.0) -> None:
        """Say bye; wait for that at most `limit` seconds. The threads end with whatever hook they are in."""

        def leave() -> list[Order]:
            self._stopping = True
            return self.protocol.leave(reason)

        self.tell(leave)
        self._signals.put(False)
        if threading.current_thread() not in self._threads:
            self._left.wait(limit)

    def tell(self, what: Callable[[], list[Order]]) -> None:
        """Let one of the link's threads do this, soon."""
        self._inbox.put(what)
        self._ring()

    def submit(self, call: Call) -> None:
        self._calls.append(call)

    def forget_after_fork(self) -> None:
        """A forked child must not keep its parent's connection open. (The polls are shared with the parent: they are left as they are.)"""
        if self.channel is not None:
            self.channel.close()

    def _ring(self) -> None:
        try:
            self._bell.send(b"!")
        except BlockingIOError:
            pass  # it has been rung often enough
        except OSError:
            pass  # the link has stopped: nobody is left to hear

    def _run(self, poll: select.epoll) -> None:
        while not self._stopping:
            with self._lock:
                patience = self._keep_connected()
            happened = poll.poll(patience)
            with self._lock:
                for fd, events in happened:
                    self._take(fd, events)
            self._call()
        self._end()

    def _keep_connected(self) -> float | None:
        """Dial if it is time to; seconds until the next attempt, None while there is a connection."""
        if self.channel is None and time.monotonic() >= self._dial_at:
            self._dial_at = 0.0 if self.dial() else time.monotonic() + self.delays.next()
        return None if self.channel is not None else max(0.0, self._dial_at - time.monotonic())

    def _take(self, fd: int, events: int) -> None:
        if fd == self._ear.fileno():
            self._hear()
        elif self.channel is not None:  # a descriptor of the channel before this one does no harm: there is nothing to read
            if events & select.EPOLLOUT:
                self.writable()
            if events & ~select.EPOLLOUT:
                self.readable()

    def _hear(self) -> None:
        try:
            self._ear.recv(4096)
        except BlockingIOError:
            pass  # the other thread has taken it
        while not self._inbox.empty():
            self.perform(self._inbox.get()())
        if self._stopping:
            self._left.set()

    # -- hooks

    def _call(self) -> None:
        """Run the hooks that wait, one at a time and in order, unless the other thread does. The frame ends with the last one, so
        that nothing keeps a refused memfd open."""
        while (call := self._next_call()) is not None:
            with self._turn:
                outcome = self.hooks.run(call)
            with self._lock:
                self._calling = False
                self.perform(self.protocol.finished(call.job, outcome, time.monotonic()))

    def _next_call(self) -> Call | None:
        with self._lock:
            if self._calling or not self._calls:
                return None
            self._calling = True
            return self._calls.popleft()

    # -- the fallback signal

    def wake(self) -> None:
        self._signals.put(True)

    def _heed(self) -> None:
        while self._signals.get():
            with _within(self._turn):
                work = look(self.environ, self.protocol, _within(self._lock))
                call = advance(work)
                while call is not None:
                    call = advance(work, self.hooks.run(call))
            self.tell(self.redial)

    def redial(self) -> list[Order]:
        orders = super().redial()
        self._dial_at = 0.0
        return orders

    # -- the connection

    def dial(self) -> bool:
        connected = super().dial()
        self._watch()
        return connected

    def hang_up(self, reason: str) -> None:
        self._watch(nothing=True)
        super().hang_up(reason)
        self._dial_at = time.monotonic() + self.delays.next()
        self._ring()  # whoever is here may have a hook to run next: the other one dials

    def _flush(self) -> None:
        super()._flush()
        if self._watched:
            self._watch()

    def _watch(self, nothing: bool = False) -> None:
        """Have the polls tell of the channel, also of room to send as long as something waits. What is exclusive cannot be modified."""
        channel = self.channel
        if channel is None:
            return
        wanted = 0 if nothing else IN | (select.EPOLLOUT if channel.waiting else 0)
        for poll in self._polls if wanted != self._watched else ():
            if self._watched:
                poll.unregister(channel)
            if wanted:
                poll.register(channel, wanted)
        self._watched = wanted

    # -- the end

    def _end(self) -> None:
        """The first thread wakes the other, the last one puts out the light."""
        with self._lock:
            self._threads.remove(threading.current_thread())
            if self._threads:
                self._ring()
                return
        self._ear.close()
        self._bell.close()
        for poll in self._polls:
            poll.close()


@contextmanager
def _within(lock: threading.Lock) -> Iterator[None]:
    """Under the lock; or without it, if whoever holds it does so for too long: then that is what is stuck."""
    held = lock.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if held:
            lock.release()


def _after_fork() -> None:
    for link in list(_living):
        link.forget_after_fork()


os.register_at_fork(after_in_child=_after_fork)
