"""/metrics: on the API's socket for whoever may read, and, where the settings say so, on an address of the loopback.

Over TCP nobody can be told from anybody else, so that gate has this one page, and nothing that it answers changes anything.
"""

from __future__ import annotations

import socket

import msgspec
from aiohttp import web

from holdfast.api.gate import LIMITS, Gate, Limits
from holdfast.api.requests import No
from holdfast.api.routes import Houses
from holdfast.core.words import Who
from holdfast.io import sockets

PATH = "/metrics"
ANYBODY = Who(-1, "somebody")
FEW = msgspec.structs.replace(LIMITS, per_user=16)  # connections of all who come by TCP


async def answer(houses: Houses, raw: web.BaseRequest) -> web.Response:
    """The page, in the format that the visitor accepts."""
    if raw.method != "GET":
        raise No(405, f"cannot scrape: the method is GET, not {raw.method}", {"Allow": "GET"})
    body, kind = await houses.metrics(raw.headers.get("Accept", ""))
    return web.Response(body=body, headers={"Content-Type": kind})


class Window(Gate):
    """The gate that shows this page alone."""

    def __init__(self, houses: Houses, listener: socket.socket, limits: Limits) -> None:
        super().__init__(listener, limits)
        self.houses = houses

    def who(self, connection: socket.socket) -> Who:
        return ANYBODY

    async def answer(self, who: Who, raw: web.BaseRequest) -> web.StreamResponse:
        if raw.path != PATH:
            raise No(404, f"cannot find {raw.path}: here is {PATH} and nothing else; the API has a socket of its own")
        return await answer(self.houses, raw)


async def serve(houses: Houses, listen: str, limits: Limits = FEW) -> Window:
    """Listen on that address:port of the loopback. Raises sockets.CannotListen, whose text is a whole sentence."""
    window = Window(houses, sockets.listen_tcp(listen), limits)
    window.open()
    return window
