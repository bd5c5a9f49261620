"""`holdfast serve`: the console in a browser. textual-serve carries keys and screens; what is around it is ours.

Each page is a console of its own, a process (web_console.py) that textual-serve starts for its websocket and ends with it. Of
textual-serve we take that websocket and the terminal's script; the page is ours, so that nothing is fetched from elsewhere.
"""

from __future__ import annotations

import asyncio
import shlex
import signal
import sys

from aiohttp import web
from textual_serve.server import Server

from holdfast_console.web_gate import Gate, harden

PAGES = 8  # consoles at a time: each is a process of about 60 MB
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><title>holdfast</title>
<link rel="stylesheet" href="/static/css/xterm.css">
<style>
@font-face {{ font-family: "Roboto Mono"; src: url("/static/fonts/RobotoMono-VariableFont_wght.ttf"); }}
html, body {{ margin: 0; height: 100%; background: #14161a; color: #d5d9e0; font-family: "Roboto Mono", monospace; }}
.textual-terminal {{ width: 100vw; height: 100vh; }}
#closed {{ display: none; padding: 2em; }}
body.-closed #closed {{ display: block; }}
body.-closed .textual-terminal {{ display: none; }}
</style>
<script src="/static/js/textual.js"></script>
</head>
<body>
<div id="closed">This console has ended; the workers are not affected. <a href="/">Open it again</a></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="ws://{host}/ws" data-font-size="16"></div>
</body>
</html>
"""


class Pages(Server):
    """textual-serve's websocket, with a limit to how many there are."""

    def __init__(self, command: list[str]) -> None:
        super().__init__("exec " + shlex.join(command))
        self._open = 0

    async def handle_websocket(self, request: web.Request) -> web.StreamResponse:  # type: ignore[override]
        if self._open >= PAGES:
            return web.Response(status=503, text=f"refused: {PAGES} consoles are open already; close one\n")
        self._open += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self._open -= 1

    async def page(self, request: web.Request) -> web.Response:
        """The gate has seen that the host is a name of this machine."""
        return web.Response(text=PAGE.format(host=request.host), content_type="text/html")


def application(socket_path: str, *, acts: bool, source: str) -> tuple[web.Application, Gate]:
    """What is served, and the gate before it. acts: whether a page may do more than look; the daemon says no by itself otherwise."""
    command = [sys.executable, "-P", "-m", "holdfast_console.web_console", "--socket", socket_path, "--source", source]
    pages, gate = Pages([*command, *(["--acts"] if acts else [])]), Gate()
    app = web.Application(middlewares=[gate.middleware])
    app.router.add_get("/", pages.page)
    app.router.add_get("/ws", pages.handle_websocket)
    app.router.add_static("/static", pages.statics_path)
    app.on_response_prepare.append(harden)
    return app, gate


async def until_stopped(app: web.Application, gate: Gate, host: str, port: int) -> None:
    """Serves until INT or TERM. Says the URL on stdout, once. Raises OSError if the address cannot be had."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)  # no log of requests: the first one carries the token
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        bound = runner.addresses[0]
        name = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
        print(f"http://{name}:{bound[1]}/?token={gate.token}", flush=True)
        over = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, over.set)
        await over.wait()
    finally:
        await runner.cleanup()
