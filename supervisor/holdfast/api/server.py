"""The door: the API's Unix socket. Asks the kernel who is there, and serves the table of routes, and /metrics beside it.

Every no is {"error": "cannot X: why; what to do"} with its status: 400 not understood, 403 not allowed, 404 no such route, 405 other
method, 408 too slow, 409 the daemon's no, 413 too large. Readers that take nothing are dropped.
"""

from __future__ import annotations

import asyncio
import grp
import os
import socket
from contextlib import suppress
from functools import partial
from typing import Any

from aiohttp import web

from holdfast.api import access, scrape
from holdfast.api.acts import COMMANDS, act
from holdfast.api.choose import choose
from holdfast.api.gate import LIMITS, Gate, Limits, as_json
from holdfast.api.looks import LOOKS, LOOKS_AT_ALL
from holdfast.api.requests import No, Request, read
from holdfast.api.routes import Answer, House, Houses, Refused, Route, cannot
from holdfast.api.streams import STREAMS, Feed
from holdfast.core.settings import Settings
from holdfast.core.words import Who
from holdfast.io import sockets


class Door(Gate):
    """The API of one daemon on one listening socket. `serve` makes one; `close` ends it."""

    def __init__(self, houses: Houses, settings: Settings, listener: socket.socket, limits: Limits) -> None:
        super().__init__(listener, limits)
        self.houses, self.settings = houses, settings
        self._acts: set[asyncio.Task[Answer]] = set()
        self._streaming: set[asyncio.Task[Any]] = set()
        self._inode = sockets.inode(settings.api_socket)
        self._keeping = asyncio.create_task(self._keep())

    def who(self, connection: socket.socket) -> Who:
        return access.who_is(connection)

    async def answer(self, who: Who, raw: web.BaseRequest) -> web.StreamResponse:
        if raw.path == scrape.PATH:
            return await scrape.answer(self.houses, raw)
        request = await read(raw, partial(self._may, who))
        route = request.route
        try:
            if route.name in LOOKS_AT_ALL:
                return as_json(await LOOKS_AT_ALL[route.name](self.houses, who))
            meant = choose(self.houses.by_source, route, request.args)
            if route.name in COMMANDS:
                return as_json(await self._act(meant, request, who))
            (house,) = meant.values()
            if request.streams:
                return await self._stream(house, request, raw)
            result = await LOOKS[route.name](house, request.args)
        except Refused as no:
            raise No(409, cannot(route.name, str(no))) from None
        if isinstance(result, bytes):
            return web.Response(body=result, content_type="application/octet-stream")
        return as_json(result)

    def _may(self, who: Who, route: Route, read_only: bool) -> str:
        api = self.settings.api
        return access.refusal(route, who, api.operators, read_only or api.read_only)

    async def _act(self, meant: dict[str, House], request: Request, who: Who) -> Answer:
        """An act, once asked, is waited for by a task of the door: a client that hangs up does not tear it."""
        task = asyncio.create_task(act(meant, request.route.name, request.args, who))
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)
        return await asyncio.shield(task)

    async def _stream(self, house: House, request: Request, raw: web.BaseRequest) -> web.StreamResponse:
        feed = Feed(raw, self.limits.keep_alive, self.limits.slow)
        task = asyncio.current_task()
        assert task is not None
        self._streaming.add(task)
        try:
            await STREAMS[request.route.name](house, request.args, feed)
        except ConnectionError:
            pass  # the reader went away, or was dropped
        finally:
            self._streaming.discard(task)
        return feed.response

    async def _keep(self) -> None:
        """Listen anew if the socket's file is gone (a tidy-up of old files) or another's."""
        while True:
            await asyncio.sleep(self.limits.look)
            if sockets.inode(self.settings.api_socket) != self._inode:
                with suppress(sockets.CannotListen):  # looked at again
                    await self.move_to(_listen(self.settings))
                    self._inode = sockets.inode(self.settings.api_socket)

    async def close(self) -> None:
        """Take no more; let answers in flight go out; end the streams."""
        self._keeping.cancel()
        await asyncio.wait({self._keeping})
        with suppress(FileNotFoundError):
            os.unlink(self.settings.api_socket)
        await self.refuse_more()
        if self._acts:
            await asyncio.wait(self._acts, timeout=self.limits.farewell)
        for task in tuple(self._streaming):
            task.cancel()
        await super().close()


async def serve(houses: Houses, settings: Settings, limits: Limits = LIMITS) -> Door:
    """Listen on RUN/api.sock and serve. Raises sockets.CannotListen, whose text is a whole sentence."""
    listener = _listen(settings)
    door = Door(houses, settings, listener, limits)
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
