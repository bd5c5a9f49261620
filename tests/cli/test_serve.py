"""`holdfast serve`: who gets a page, who is refused, and that a page is the same console, looking only."""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pyte
import pytest
import pytest_asyncio
from aiohttp import ClientSession
from yarl import URL

from holdfast_console import out, verbs_run

GONE = "cannot serve: textual-serve is not installed; pip install 'holdfast[web]'"


@pytest.fixture
def served(daemon, spawn) -> Iterator[URL]:
    """The URL that a `holdfast serve` has printed."""
    daemon(plan=True, ends="active")
    with spawn("serve", "--port", "0") as process:
        try:
            yield URL(process.stdout.readline().decode().strip())
        finally:
            process.terminate()
            said, complained = process.communicate(timeout=30)
    assert (process.returncode, said, complained) == (0, b"", b"")  # no log either: the token would stand in it


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(30)) as session:
        yield session


async def test_who_has_no_token_or_comes_from_elsewhere_is_refused(served: URL, browser: ClientSession, holdfast) -> None:
    bare = served.with_query(None)
    port = served.port

    async def asks(url: URL, **headers: str) -> tuple[int, str]:
        async with browser.get(url, headers=headers, allow_redirects=False) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            return answer.status, await answer.text()

    for where in ("", "ws", "static/js/textual.js", "nowhere"):
        status, text = await asks(bare / where)
        assert (status, "the token is missing or wrong" in text) == (401, True)
    assert (await asks(served.with_query(token="no")))[0] == 401
    assert (await asks(bare, Authorization=f"Bearer {served.query['token']}x"))[0] == 401
    assert (await asks(bare, Cookie="holdfast=guess"))[0] == 401

    for name in (f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", "10.0.0.1", "[", "", "evil@127.0.0.1", '127.0.0.1/">'):
        status, text = await asks(served, Host=name)
        assert (status, "not under the name" in text) == (403, True), name
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{port}", "http://127.0.0.1:1", f"http://localhost:{port}"):
        assert await asks(served, Origin=origin) == (403, "refused: the request comes from another page\n")
    websocket = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "A" * 22 + "=="}
    status, text = await asks(served.with_path("/ws", keep_query=True), **websocket)
    assert (status, "without an Origin" in text) == (403, True)

    token = served.query["token"]
    assert (await asks(bare, Authorization=f"Bearer {token}"))[0] == 200
    assert (await asks(bare, Authorization=f"Bearer {token}", Host="localhost:9000", Origin="http://localhost:9000"))[0] == 200  # a tunnel
    assert (await asks(bare, Authorization=f"Bearer {token}", Host=f"[::1]:{port}"))[0] == 200

    second = await asyncio.to_thread(holdfast, "serve", "--port", str(port))
    assert (second.code, second.err) == (1, f"cannot serve on 127.0.0.1 port {port}: address already in use; give another --port\n")


async def test_a_page_is_the_console_and_looks_only(served: URL, browser: ClientSession) -> None:
    async with browser.get(served, allow_redirects=False) as first:
        assert (first.status, first.headers["Location"]) == (303, "/")
        kept = first.cookies["holdfast"]
        assert (kept["httponly"], kept["samesite"]) == (True, "Strict")
        assert kept.value != served.query["token"]
    bare = served.with_query(None)
    async with browser.get(bare) as page:
        assert f'data-session-websocket-url="ws://127.0.0.1:{served.port}/ws"' in await page.text()
    screen = pyte.Screen(120, 36)
    stream = pyte.ByteStream(screen)
    async with browser.ws_connect((bare / "ws").with_query(width=120, height=36), headers={"Origin": str(bare.origin())}) as socket:

        async def sees(text: str) -> None:
            while text not in "\n".join(screen.display):
                stream.feed(await socket.receive_bytes(timeout=30))

        async with asyncio.timeout(45):
            await sees("plan #8 e41d07a waits for approval")
            await sees("read-only root")
            await socket.send_json(["stdin", "2"])
            await sees("+ port = 81")
            await socket.send_json(["stdin", "a"])
            await sees("this console is read-only")
            await socket.send_json(["stdin", ":write here.txt\r"])
            await sees("a page in a browser writes no files")
            await socket.send_json(["stdin", "q"])
            while not socket.closed:
                await socket.receive()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_an_address_that_others_reach_is_refused_with_the_way_round(host: str) -> None:
    with pytest.raises(out.Stop) as no:
        verbs_run.serve(Namespace(host=host, port=8000))
    assert no.value.code == 2
    assert str(no.value).startswith(f"cannot serve on {host}: it is not of the loopback")
    assert "ssh -L 8000:127.0.0.1:8000" in str(no.value)


def test_without_textual_serve_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("textual_serve", "holdfast_console.web_"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    with pytest.raises(out.Stop, match=GONE.replace("[", r"\[")):
        verbs_run.serve(Namespace(host="127.0.0.1", port=0))
