"""A headless Chromium with one page, spoken to by the DevTools protocol over two pipes: JSON, each message ended by a NUL.

The console's page draws on a canvas, from which no text can be read. What the page was sent over its websocket is therefore fed to
a terminal of ours (`text`), and `colours` says whether it was drawn.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import zlib
from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Any

import pyte

FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update
 --disable-sync --disable-dev-shm-usage --disable-extensions --window-size=1200,800 --remote-debugging-pipe"""
LIMIT = 60.0  # seconds for anything, on a busy machine


def program() -> str | None:
    return shutil.which("chromium")


class Browser:
    def __init__(self) -> None:
        self.home = tempfile.mkdtemp(dir="/tmp", prefix="hf-web-")
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        wiring = f"exec {program()} {' '.join(FLAGS.split())} --user-data-dir={self.home} 3<&{theirs_in} 4>&{theirs_out}"
        env = {"HOME": self.home, "PATH": os.environ.get("PATH", os.defpath)}
        self.process = subprocess.Popen(
            ["bash", "-c", wiring], pass_fds=(theirs_in, theirs_out), env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        os.close(theirs_in)
        os.close(theirs_out)
        self._number, self._raw, self._session = 0, b"", ""
        self._messages: deque[dict[str, Any]] = deque()
        self.asked_for: list[str] = []  # every URL that the page wanted
        self._screen = pyte.Screen(300, 100)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def open(self, url: str) -> None:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Network.enable")
        self.call("Page.enable")
        self.call("Page.navigate", url=url)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer; what is told meanwhile is taken in."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params} | ({"sessionId": self._session} if self._session else {})
        os.write(self._out, json.dumps(message).encode() + b"\0")
        answer: list[dict[str, Any]] = []

        def take(told: dict[str, Any]) -> None:
            if told.get("id") == message["id"]:
                answer.append(told)

        self._until(lambda: bool(answer), method, take)
        assert "result" in answer[0], answer[0]
        result: dict[str, Any] = answer[0]["result"]
        return result

    def sees(self, text: str) -> None:
        self._until(lambda: text in self.text, text)

    def type(self, keys: str) -> None:
        """A click into the page first: it has the keyboard then."""
        for what in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=what, x=300, y=300, button="left", clickCount=1)
        for key in keys:
            self.call("Input.dispatchKeyEvent", type="char", text=key)

    def colours(self) -> int:
        """How many different bytes a picture of the page is made of: a blank one of hardly any."""
        data = base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])
        at, packed = 8, b""
        while at < len(data):
            size = int.from_bytes(data[at : at + 4], "big")
            packed += data[at + 8 : at + 8 + size] if data[at + 4 : at + 8] == b"IDAT" else b""
            at += 12 + size
        return len(set(zlib.decompress(packed)))

    def _until(self, so: Callable[[], bool], what: str, take: Callable[[dict[str, Any]], None] = lambda told: None) -> None:
        end = monotonic() + LIMIT
        while not so():
            told = self._next(end, what)
            self._take(told)
            take(told)

    def _next(self, end: float, what: str) -> dict[str, Any]:
        while not self._messages:
            assert select.select([self._in], [], [], max(0.0, end - monotonic()))[0], f"never: {what}\n{self.asked_for}\n{self.text}"
            chunk = os.read(self._in, 1 << 20)
            assert chunk, "chromium has ended"
            *whole, self._raw = (self._raw + chunk).split(b"\0")
            self._messages.extend(json.loads(one) for one in whole)
        return self._messages.popleft()

    def _take(self, told: dict[str, Any]) -> None:
        method, params = told.get("method"), told.get("params", {})
        if method == "Network.webSocketFrameReceived" and params["response"]["opcode"] == 2:
            self._stream.feed(base64.b64decode(params["response"]["payloadData"]))
        elif method == "Network.requestWillBeSent":
            self.asked_for.append(params["request"]["url"])
        elif method == "Network.webSocketCreated":
            self.asked_for.append(params["url"])

    def close(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, 9)
        self.process.wait()
        os.close(self._in)
        os.close(self._out)
        shutil.rmtree(self.home, ignore_errors=True)
