"""A request, read with care: which route, may they, and which arguments; every no is a No with its status.

The order matters: an unknown route or a reader's act is refused before its body is read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NamedTuple

import msgspec
from aiohttp import web

from holdfast.api.routes import API, MAX_BODY, READ_ONLY_HEADER, ROUTES, Route, cannot

BODY_LIMIT = 10.0  # seconds for the whole of a body
PREFIX = f"/v{API}/"


class No(Exception):
    """A refusal on its way out."""

    def __init__(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.headers = headers


class Request(NamedTuple):
    route: Route
    args: msgspec.Struct

    @property
    def streams(self) -> bool:
        return self.route.stream and (self.route.always_streams or bool(getattr(self.args, "follow", False)))


async def read(raw: web.BaseRequest, refusal: Callable[[Route, bool], str]) -> Request:
    """refusal(route, read-only): why this visitor may not use it, '' when they may."""
    route = _route(raw)
    why = refusal(route, raw.headers.get(READ_ONLY_HEADER, "0") != "0")
    if why:
        raise No(403, why)
    return Request(route, _args(route, raw, await _body(route.name, raw)))


def _route(raw: web.BaseRequest) -> Route:
    route = ROUTES.get(raw.path.removeprefix(PREFIX)) if raw.path.startswith(PREFIX) else None
    if route is None:
        raise No(404, f"cannot find {raw.path}: no such route; they are {PREFIX}NAME with NAME one of {', '.join(ROUTES)}; and /metrics")
    if raw.method != route.method:
        raise No(405, f"cannot {route.name}: the method is {route.method}, not {raw.method}", {"Allow": route.method})
    return route


async def _body(name: str, raw: web.BaseRequest) -> bytes:
    if (raw.content_length or 0) > MAX_BODY:
        raise No(413, f"cannot {name}: a request's body may have {MAX_BODY} bytes, this one has {raw.content_length}")
    if not raw.can_read_body:
        return b""
    if raw.headers.get("Expect", "").lower() == "100-continue":
        await raw.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        raw.writer.output_size = 0  # the answer proper has not begun
    try:
        async with asyncio.timeout(BODY_LIMIT):
            return await raw.read()
    except web.HTTPRequestEntityTooLarge:
        raise No(413, f"cannot {name}: a request's body may have {MAX_BODY} bytes, this one has more") from None
    except TimeoutError:
        raise No(408, f"cannot {name}: the body was not complete after {BODY_LIMIT:g} s") from None
    except web.RequestPayloadError as error:
        raise No(400, f"cannot {name}: the body is broken: {error}") from None


def _args(route: Route, raw: web.BaseRequest, body: bytes) -> msgspec.Struct:
    try:
        if route.method == "POST":
            return msgspec.json.decode(body or b"{}", type=route.args)
        return msgspec.convert(dict(raw.query), route.args, strict=False)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        wants = ", ".join(route.args.__struct_fields__) or "none"
        raise No(400, cannot(route.name, f"{error}; its arguments: {wants}")) from None
