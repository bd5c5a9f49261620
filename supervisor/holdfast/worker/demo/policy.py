"""policy-engine: answers over HTTP whether a path is allowed, by the rules of the configuration in use. With asyncio.

    $ curl 'http://127.0.0.1:PORT/decide?path=/public/index.html'
    {"path": "/public/index.html", "decision": "allow", "rule": "/public/", "version": "20240521-142233.0007", "checksum": "a7f9e2b"}
"""

from __future__ import annotations

import asyncio
import json
import signal
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .common import DemoWorker, say

LIMIT = 5.0  # seconds that a client has for its request


def validate(config: dict[str, Any]) -> None:
    """What the schema cannot say: the first rule that fits decides, so a later one must not be hidden behind it."""
    prefixes: list[str] = []
    for rule in config["policy"]["rules"]:
        hiding = [prefix for prefix in prefixes if rule["prefix"].startswith(prefix)]
        if hiding:
            raise ValueError(f"policy.rules: {rule['prefix']} is never reached, {hiding[0]} stands before it")
        prefixes.append(rule["prefix"])


def decide(path: str, policy: dict[str, Any]) -> tuple[str, str]:
    """The decision and the prefix that made it ('' for the default)."""
    for rule in policy["rules"]:
        if path.startswith(rule["prefix"]):
            return rule["decision"], rule["prefix"]
    return policy["default"], ""


class Server:
    """One request a connection."""

    def __init__(self, worker: DemoWorker) -> None:
        self._worker = worker

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), LIMIT)
            status, body = self._respond(head.decode("latin-1").split("\r\n")[0])
            text = json.dumps(body).encode() + b"\n"
            writer.write(f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n".encode())
            writer.write(f"Content-Length: {len(text)}\r\nConnection: close\r\n\r\n".encode() + text)
            await writer.drain()
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError, asyncio.TimeoutError):
            pass  # a client that sends no request gets no answer
        finally:
            writer.close()

    def _respond(self, request: str) -> tuple[str, dict[str, Any]]:
        method, target, _http = request.split(" ")
        url = urlsplit(target)
        path = parse_qs(url.query).get("path", [""])[0]
        if (method, url.path) != ("GET", "/decide") or not path:
            return "404 Not Found", {"error": "ask GET /decide?path=/..."}
        running = self._worker.current
        assert running is not None
        decision, rule = decide(path, running.value["policy"])
        return "200 OK", {"path": path, "decision": decision, "rule": rule, "version": running.version, "checksum": running.checksum}


async def main() -> None:
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    async with DemoWorker("policy", validate) as worker:
        server = await asyncio.start_server(Server(worker).answer, "127.0.0.1", 0)
        worker.tell()
        say(f"serving http://127.0.0.1:{server.sockets[0].getsockname()[1]}/decide?path=/public/")
        async with server:
            await ending.wait()
    say(f"{worker.name} stops")


if __name__ == "__main__":
    asyncio.run(main())
