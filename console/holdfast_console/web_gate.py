"""What stands before the console in a browser: who may speak to it at all.

    Host    must name the loopback: a page of somebody else whose name was turned to 127.0.0.1 (DNS rebinding) says its own name here
    Origin  must be this server's own; a websocket must have one
    token   in the URL once (a cookie takes its place, and the URL loses it), or as `Authorization: Bearer TOKEN`

Loopback is no protection by itself: every user of the host and every page in the operator's browser reaches it.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

COOKIE = "holdfast"
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}


def loopback(name: str) -> bool:
    """Is this name or address the machine itself, whoever resolves it?"""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


class Gate:
    """token: what the operator was told. The cookie has a value of its own; both are known to this process only."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(24)
        self._cookie = secrets.token_urlsafe(24)

    def refusal(self, request: web.Request) -> web.Response | None:
        """Why this request is not answered; None = it is."""
        host = request.headers.get("Host", "")
        if not loopback(_name(host)):
            return _no(403, f"this console is served to the machine itself, not under the name {_name(host)!r}; use 127.0.0.1 or localhost")
        origin = request.headers.get("Origin")
        if origin is None and request.headers.get("Upgrade"):
            return _no(403, "a websocket without an Origin does not come from this page")
        if origin is not None and origin != f"http://{host}":
            return _no(403, "the request comes from another page")
        if not self._known(request):
            return _no(401, "the token is missing or wrong; open the URL that `holdfast serve` printed, or send it as a bearer")
        return None

    def _known(self, request: web.Request) -> bool:
        """Each of the three is compared in constant time."""
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        shown = ((request.query.get("token", ""), self.token), (bearer, self.token), (request.cookies.get(COOKIE, ""), self._cookie))
        return any(hmac.compare_digest(given.encode(errors="replace"), right.encode()) for given, right in shown)

    @property
    def middleware(self) -> Middleware:
        @web.middleware
        async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
            if refused := self.refusal(request):
                return refused
            if "token" in request.query:  # out of the address bar, the history and every Referer
                answer = web.Response(status=303, headers={"Location": "/"})
                answer.set_cookie(COOKIE, self._cookie, httponly=True, samesite="Strict", path="/")
                return answer
            return await handler(request)

        return gate


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """For web.Application.on_response_prepare: nothing is kept, embedded, or loaded from elsewhere."""
    response.headers.update(HEADERS)


def _name(host: str) -> str:
    """Of "[::1]:8000": ::1; '' = that is no host with a port, or without."""
    found = re.fullmatch(r"(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+))(?::\d{1,5})?", host, re.ASCII)
    return (found[1] or found[2]) if found else ""


def _no(status: int, why: str) -> web.Response:
    return web.Response(status=status, text=f"refused: {why}\n")
