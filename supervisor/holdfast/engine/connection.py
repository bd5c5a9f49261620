"""One worker's socket: lines in, lines out, requests and their answers; never a wait, never an unbounded buffer.

asyncio's transports cannot pass a descriptor with a line's first byte, so the socket is our own, non-blocking, on the loop's
reader and writer. What the socket does not take is queued, at most 64 messages or 256 KiB; then the connection ends.
Whose it is and what its messages mean is decided in engine/channels.py.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress

from holdfast.core import wire
from holdfast.core.framing import MESSAGES_PER_SECOND, Framer, Rate
from holdfast.core.proof import Round
from holdfast.core.wire import Bad
from holdfast.io import sockets

Request = wire.Prepare | wire.Commit
Reply = wire.Vote | wire.Active
Take = Callable[["Reply | Exception"], None]  # gets the answer, or why there is none: once, and never after a cancel


class NotConnected(Exception):
    """There is no channel to that worker, or it closed before the answer came."""


class Refused(Exception):
    """The worker answered with an error."""

    def __init__(self, code: str, error: str) -> None:
        super().__init__(error)
        self.code = code
        self.error = error


class Asked:
    """A request that waits for its answer. cancel(): what comes later is ignored."""

    def __init__(self, request: Request, take: Take, waiting: dict[int, Asked]) -> None:
        self.request = request
        self._take = take
        self._waiting = waiting  # the connection's
        self.timer: asyncio.TimerHandle | None = None
        waiting[request.id] = self

    def give(self, result: Reply | Exception) -> None:
        self.cancel()
        self._take(result)

    def cancel(self) -> None:
        if self._waiting.get(self.request.id) is self:
            del self._waiting[self.request.id]
        if self.timer is not None:
            self.timer.cancel()


class Connection:
    """An accepted socket. `take` gets each good line and may call it bad; `ended` is called once, with the reason and what was bad."""

    def __init__(
        self,
        sock: socket.socket,
        now: Callable[[], float],
        take: Callable[[Connection, wire.FromWorker], Bad | None],
        ended: Callable[[Connection, str, Bad | None], None],
    ) -> None:
        self.peer = sockets.peer(sock)
        self.worker = ""  # whose it is: a stranger's until its hello is let in
        self.hello: wire.Hello | None = None  # said, perhaps not let in yet
        self.rounds: dict[int, Round] = {}  # pings without an answer
        self._sock = sock
        self._now = now
        self._take = take
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._outbox = sockets.Outbox(sock)
        self._framer = Framer()
        self._rate = Rate()
        self._requests: dict[int, Asked] = {}
        self._complaint = ""  # the last error of the worker's that is about no request
        self._closed = False
        self._writing = False  # the loop tells us when there is room again
        self._loop.add_reader(sock, self._readable)

    @property
    def inc(self) -> str:
        return self.hello.inc if self.hello else ""

    def alive(self) -> bool:
        """Does the process that dialled live, and has not hung up?"""
        return sockets.session(self.peer.pid) != 0 and not sockets.hung_up(self._sock)

    # -- out

    def send(self, line: bytes, fd: int = -1) -> None:
        """Send or queue; the descriptor is owned here."""
        if self._closed:
            if fd >= 0:
                os.close(fd)
        elif self._outbox.put(line, fd):
            self._flush()
        else:
            self.end(f"does not read: {len(self._outbox)} messages wait")

    def ask(self, request: Request, line: bytes, fd: int, limit: float | None, take: Take) -> Asked:
        """Send a request, of which `line` is the line; `take` gets the answer, TimeoutError after `limit` seconds. The fd is owned here."""
        asked = Asked(request, take, self._requests)
        if limit is not None:
            asked.timer = self._loop.call_later(limit, _late, asked)
        self.send(line, fd)
        return asked

    def _flush(self) -> None:
        try:
            self._outbox.flush()
        except OSError as error:
            self.end(error.strerror or str(error))
            return
        if bool(self._outbox) == self._writing:
            return
        self._writing = not self._writing
        if self._writing:
            self._loop.add_writer(self._sock, self._flush)
        else:
            self._loop.remove_writer(self._sock)

    # -- in

    def _readable(self) -> None:
        try:
            got = sockets.receive(self._sock)
        except OSError as error:
            self.end(error.strerror or str(error))
            return
        if got is None:
            return
        chunk, descriptors = got
        if not chunk:
            self.end(self._complaint or "closed by the worker")
            return
        if descriptors:
            self._bad(Bad("E_FD", "descriptors only go with prepare"))
        for line in self._framer.feed(chunk):
            if self._closed:
                return
            self._line(line)

    def _line(self, line: bytes | Bad) -> None:
        if not self._rate.message(self._now()):
            self.refuse(Bad("E_PROTO", f"more than {MESSAGES_PER_SECOND} messages a second"))
            return
        message = line if isinstance(line, Bad) else wire.from_worker(line)
        bad = message if isinstance(message, Bad) else self._take(self, message)
        if bad:
            self._bad(bad)

    def answered(self, message: Reply | wire.Error) -> Bad | None:
        """Hand an answer to the request that waits for it; one that nobody waits for any more is ignored."""
        if message.id not in self._requests:
            if isinstance(message, wire.Error) and not message.id:
                self._complaint = f"{message.code}: {wire.plain(message.error)}"
            return None
        asked = self._requests[message.id]
        request = asked.request
        result: Reply | Refused
        if isinstance(message, wire.Error):
            result = Refused(message.code or "E_INTERNAL", wire.plain(message.error))
        elif isinstance(message, ANSWERS[type(request)]) and (message.epoch, message.seq) == (request.epoch, request.seq):
            result = message
        else:
            return Bad("E_PROTO", f"not an answer to request {request.id}")
        asked.give(result)
        return None

    def _bad(self, bad: Bad) -> None:
        """Tell the sender; a stranger's first bad line, or a worker's third in a minute, ends the connection."""
        if self.worker and self._rate.bad(self._now()):
            self.send(wire.encode(wire.Error(bad.code, bad.error)))
        else:
            self.refuse(bad)

    # -- the end

    def refuse(self, bad: Bad) -> None:
        """End, with the error as the last word."""
        self.end(f"{bad.code}: {bad.error}", wire.Error(bad.code, bad.error), bad)

    def end(self, reason: str, last: wire.Bye | wire.Error | None = None, bad: Bad | None = None) -> None:
        """Close; the last word is sent if the socket takes it at once."""
        if self._closed:
            return
        if last and self._outbox.put(wire.encode(last)):
            with suppress(OSError):
                self._outbox.flush()
        self.release(reason)
        self._ended(self, reason, bad)

    def release(self, reason: str) -> None:
        """Let go of the socket without a word; requests in flight end with NotConnected(reason)."""
        self._closed = True
        self._loop.remove_reader(self._sock)
        self._loop.remove_writer(self._sock)
        self._outbox.close()
        self._sock.close()
        for asked in [*self._requests.values()]:
            asked.give(NotConnected(reason))


def _late(asked: Asked) -> None:
    asked.give(TimeoutError())


ANSWERS: dict[type[Request], type[Reply]] = {wire.Prepare: wire.Vote, wire.Commit: wire.Active}
