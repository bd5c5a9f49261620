"""A gate: accepts on one listening socket and gives each connection its place, its limits and its end.

A connection costs little and cannot cost much: headers, connections per visitor and the time until a request is complete are
limited, and who does not take an answer is cut off. What is answered is the business of the gates made of it.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from abc import ABC, abstractmethod
from collections import Counter
from functools import partial
from typing import Any

import msgspec
from aiohttp import web

from holdfast.api.requests import No
from holdfast.api.routes import KEEP_ALIVE
from holdfast.api.streams import SLOW
from holdfast.core.words import Who

log = logging.getLogger("holdfast.api")


class Limits(msgspec.Struct, frozen=True):
    """Seconds, bytes and counts. request: from the accept, or the last answer, to the next complete request's head."""

    per_user: int = 64
    request: float = 30.0
    line: int = 8190
    headers: int = 64
    slow: float = SLOW
    keep_alive: float = KEEP_ALIVE
    farewell: float = 2.0  # for answers in flight when the gate closes
    look: float = 5.0  # between two looks whether the socket's file is still there


LIMITS = Limits()


class Visit(web.Server):
    """One accepted connection. It is cut when for too long no request comes, or its answer is not taken."""

    def __init__(self, gate: Gate, who: Who) -> None:
        limits = gate.limits
        super().__init__(
            partial(gate.visited, self),
            handler_cancellation=True,
            access_log=None,
            logger=log,
            max_line_size=limits.line,
            max_field_size=limits.line,
            max_headers=limits.headers,
            lingering_time=1.0,
            auto_decompress=False,
        )
        self.gate, self.who = gate, who
        self._timer: asyncio.TimerHandle | None = None

    def idle(self) -> None:
        self.busy()
        self._timer = asyncio.get_running_loop().call_later(self.gate.limits.request, self._too_long)

    def busy(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _too_long(self) -> None:
        for protocol in self.connections:
            if protocol.transport is not None:
                protocol.transport.abort()

    def connection_lost(self, handler: Any, exc: BaseException | None = None) -> None:
        super().connection_lost(handler, exc)
        self.busy()
        self.gate.left(self)


class Gate(ABC):
    """`open` begins to accept; `close` ends it and everybody's visit."""

    def __init__(self, listener: socket.socket, limits: Limits) -> None:
        self.limits = limits
        self._listener = listener
        self._visits: set[Visit] = set()
        self._per_user: Counter[int] = Counter()
        self._accepting: asyncio.Task[None] | None = None

    @abstractmethod
    def who(self, connection: socket.socket) -> Who:
        """Who has just connected; the uid is what connections are counted by. Raises OSError if they are gone."""

    @abstractmethod
    async def answer(self, who: Who, raw: web.BaseRequest) -> web.StreamResponse:
        """Raises No."""

    def open(self) -> None:
        self._accepting = asyncio.create_task(self._accept())

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, _ = await loop.sock_accept(self._listener)
            except OSError as error:  # out of file descriptors, most likely: the others go on, this one waits
                log.warning("cannot accept a connection: %s", error)
                await asyncio.sleep(0.2)
                continue
            try:
                await self._admit(connection)
            except OSError as error:  # it came and went
                connection.close()
                log.debug("cannot serve a connection: %s", error)

    async def _admit(self, connection: socket.socket) -> None:
        who = self.who(connection)
        if self._per_user[who.uid] >= self.limits.per_user:
            connection.close()
            log.debug("cannot serve %s: %d connections are open already", who, self.limits.per_user)
            return
        connection.setblocking(False)
        visit = Visit(self, who)
        self._visits.add(visit)
        self._per_user[who.uid] += 1
        visit.idle()
        try:
            await asyncio.get_running_loop().connect_accepted_socket(visit, connection)
        except OSError:
            visit.busy()
            self.left(visit)
            raise

    def left(self, visit: Visit) -> None:
        if visit in self._visits:
            self._visits.remove(visit)
            self._per_user[visit.who.uid] -= 1

    async def visited(self, visit: Visit, raw: web.BaseRequest) -> web.StreamResponse:
        visit.busy()
        try:
            return await self.answer(visit.who, raw)
        except No as no:
            return as_json({"error": str(no)}, no.status, no.headers)
        finally:
            visit.idle()

    async def move_to(self, listener: socket.socket) -> None:
        """Accept there from now on; who is inside stays."""
        accepting, before = self._accepting, self._listener
        self._listener = listener
        self.open()
        if accepting is not None:
            accepting.cancel()
            await asyncio.wait({accepting})
        before.close()

    async def refuse_more(self) -> None:
        """From here on nobody new is let in."""
        if self._accepting is not None:
            self._accepting.cancel()
            await asyncio.wait({self._accepting})
        self._listener.close()

    async def close(self) -> None:
        await self.refuse_more()
        await asyncio.gather(*(visit.shutdown(self.limits.farewell) for visit in tuple(self._visits)))


def as_json(value: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(body=msgspec.json.encode(value) + b"\n", status=status, headers=headers, content_type="application/json")
