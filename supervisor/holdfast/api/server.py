"""The door: accepts on the API's Unix socket, asks the kernel who is there, and serves the table of routes.

A connection costs little and cannot cost much: bodies, headers, connections per user and the time until a request is complete are
all limited, readers that take nothing are dropped, and every no is {"error": "cannot X: why; what to do"} with its status:
400 not understood, 403 not allowed, 404 no such route, 405 other method, 408 too slow, 409 the daemon's no, 413 too large.
"""

from __future__ import annotations

import asyncio
import grp
import logging
import os
import socket
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import Any

import msgspec
from aiohttp import web

from holdfast.api import access
from holdfast.api.acts import act
from holdfast.api.looks import LOOKS
from holdfast.api.requests import No, Request, read
from holdfast.api.routes import KEEP_ALIVE, Answer, House, Refused, Route, cannot
from holdfast.api.streams import SLOW, STREAMS, Feed
from holdfast.core.settings import Settings
from holdfast.core.words import Who
from holdfast.io import sockets

log = logging.getLogger("holdfast.api")


class Limits(msgspec.Struct, frozen=True):
    """Seconds, bytes and counts. request: from the accept, or the last answer, to the next complete request's head."""

    per_user: int = 64
    request: float = 30.0
    line: int = 8190
    headers: int = 64
    slow: float = SLOW
    keep_alive: float = KEEP_ALIVE
    farewell: float = 2.0  # for answers in flight when the door closes


LIMITS = Limits()


class Visit(web.Server):
    """One accepted connection. It is cut when for too long no request comes, or its answer is not taken."""

    def __init__(self, door: Door, who: Who) -> None:
        limits = door.limits
        super().__init__(
            partial(door.answer, self, who),
            handler_cancellation=True,
            access_log=None,
            logger=log,
            max_line_size=limits.line,
            max_field_size=limits.line,
            max_headers=limits.headers,
            lingering_time=1.0,
            auto_decompress=False,
        )
        self.door, self.who = door, who
        self._timer: asyncio.TimerHandle | None = None

    def idle(self) -> None:
        self.busy()
        self._timer = asyncio.get_running_loop().call_later(self.door.limits.request, self._too_long)

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
        self.door.left(self)


class Door:
    """The API of one daemon on one listening socket. `serve` makes one; `close` ends it."""

    def __init__(self, house: House, settings: Settings, listener: socket.socket, limits: Limits) -> None:
        self.house, self.settings, self.limits = house, settings, limits
        self._listener = listener
        self._visits: set[Visit] = set()
        self._per_user: Counter[int] = Counter()
        self._acts: set[asyncio.Task[Answer]] = set()
        self._streaming: set[asyncio.Task[Any]] = set()
        self._accepting: asyncio.Task[None] | None = None

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
        who = access.who_is(connection)
        if self._per_user[who.uid] >= self.limits.per_user:
            connection.close()
            log.debug("cannot serve %s: %d connections of that user are open already", who, self.limits.per_user)
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

    async def answer(self, visit: Visit, who: Who, raw: web.BaseRequest) -> web.StreamResponse:
        visit.busy()
        try:
            return await self._answer(who, raw)
        except No as no:
            return _json({"error": str(no)}, no.status, no.headers)
        finally:
            visit.idle()

    async def _answer(self, who: Who, raw: web.BaseRequest) -> web.StreamResponse:
        request = await read(raw, partial(self._may, who))
        route = request.route
        try:
            if request.streams:
                return await self._stream(request, raw)
            result = await (self._act(request, who) if route.access == "operate" else LOOKS[route.name](self.house, request.args))
        except Refused as no:
            raise No(409, cannot(route.name, str(no))) from None
        if isinstance(result, bytes):
            return web.Response(body=result, content_type="application/octet-stream")
        return _json(result)

    def _may(self, who: Who, route: Route, read_only: bool) -> str:
        api = self.settings.api
        return access.refusal(route, who, api.operators, read_only or api.read_only)

    async def _act(self, request: Request, who: Who) -> Answer:
        """An act, once asked, is waited for by a task of the door: a client that hangs up does not tear it."""
        task = asyncio.create_task(act(self.house, request.route.name, request.args, who))
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)
        return await asyncio.shield(task)

    async def _stream(self, request: Request, raw: web.BaseRequest) -> web.StreamResponse:
        feed = Feed(raw, self.limits.keep_alive, self.limits.slow)
        task = asyncio.current_task()
        assert task is not None
        self._streaming.add(task)
        try:
            await STREAMS[request.route.name](self.house, request.args, feed)
        except ConnectionError:
            pass  # the reader went away, or was dropped
        finally:
            self._streaming.discard(task)
        return feed.response

    async def close(self) -> None:
        """Take no more; let answers in flight go out; end the streams."""
        if self._accepting is not None:
            self._accepting.cancel()
            await asyncio.wait({self._accepting})
        with suppress(FileNotFoundError):
            os.unlink(self.settings.api_socket)
        self._listener.close()
        if self._acts:
            await asyncio.wait(self._acts, timeout=self.limits.farewell)
        for task in tuple(self._streaming):
            task.cancel()
        await asyncio.gather(*(visit.shutdown(self.limits.farewell) for visit in tuple(self._visits)))


async def serve(house: House, settings: Settings, limits: Limits = LIMITS) -> Door:
    """Listen on RUN/api.sock and serve. Raises sockets.CannotListen, whose text is a whole sentence."""
    listener = _listen(settings)
    door = Door(house, settings, listener, limits)
    door.open()
    return door


def _listen(settings: Settings) -> socket.socket:
    """0600; with api.group 0660, and then the group may also enter the directory."""
    path, group = settings.api_socket, settings.api.group
    if not group:
        return sockets.listen(path)
    try:
        gid = grp.getgrnam(group).gr_gid
    except KeyError:
        raise sockets.CannotListen(f"cannot listen on {path}: there is no group {group!r}; correct api.group in {settings.path}") from None
    listener = sockets.listen(path, 0o660, 0o750, gid)
    _let_in(os.path.dirname(path), gid)
    return listener


def _let_in(directory: str, gid: int) -> None:
    """A private directory of ours becomes 0750 of that group; one that others may enter anyway is left alone."""
    found = os.stat(directory)
    if found.st_uid == os.geteuid() and not found.st_mode & 0o007:
        os.chown(directory, -1, gid)
        os.chmod(directory, 0o750)


def _json(value: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(body=msgspec.json.encode(value) + b"\n", status=status, headers=headers, content_type="application/json")
