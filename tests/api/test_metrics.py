"""/metrics: on the API's socket, and through a window on the loopback that shows nothing else."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from holdfast.api import scrape
from holdfast.io.sockets import CannotListen

# an address of the loopback that no other process of the tests has
ADDRESS = f"127.{64 + (os.getpid() >> 16 & 63)}.{os.getpid() >> 8 & 255}.{os.getpid() & 255}"
LISTEN = f"{ADDRESS}:9464"


async def talk(streams: tuple[asyncio.StreamReader, asyncio.StreamWriter], raw: bytes) -> tuple[int, bytes, bytes]:
    """Send, and read to the end: (status, head, body); status 0 if nothing came."""
    reader, writer = streams
    writer.write(raw)
    answer = b""
    try:
        answer = await asyncio.wait_for(reader.read(), 10)
    except ConnectionResetError:
        pass  # it was shown out
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]) if head else 0, head, body


def request(line: str, *headers: str) -> bytes:
    return "\r\n".join([f"{line} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]).encode()


@pytest.fixture
async def window(fake: Any) -> AsyncIterator[Any]:
    window = await scrape.serve(fake.Houses(), LISTEN)
    yield window
    await window.close()


async def tcp() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection(ADDRESS, 9464)


async def test_the_page_is_on_the_api_s_socket_for_whoever_may_read(run: Path, fake: Any) -> None:
    door = await fake.door(fake.House(), run, fake.ApiSettings(read_only=True))
    socket = f"{run}/api.sock"
    status, head, body = await talk(await asyncio.open_unix_connection(socket), request("GET /metrics", "Accept: text/plain"))
    assert (status, body) == (200, b"# text/plain\n")
    assert b"Content-Type: text/plain; version=0.0.4; charset=utf-8" in head
    status, _, body = await talk(await asyncio.open_unix_connection(socket), request("POST /metrics", "Content-Length: 0"))
    assert (status, json.loads(body)["error"]) == (405, "cannot scrape: the method is GET, not POST")
    await door.close()


async def test_the_window_shows_the_page(window: Any) -> None:
    assert (await talk(await tcp(), request("GET /metrics")))[::2] == (200, b"# \n")
    assert (await talk(await tcp(), request("GET /metrics?name=up")))[0] == 200


NOES = [
    ("GET /", 404),
    ("GET /v1/view", 404),
    ("GET /metrics/", 404),
    ("POST /v1/stop", 404),
    ("POST /metrics", 405),
    ("HEAD /metrics", 405),
    ("DELETE /metrics", 405),
]


@pytest.mark.parametrize(("line", "expected"), NOES)
async def test_the_window_shows_nothing_else(window: Any, line: str, expected: int) -> None:
    status, head, body = await talk(await tcp(), request(line))
    assert status == expected
    assert (b"Allow: GET" in head) == (expected == 405)
    assert not body or json.loads(body)["error"].startswith("cannot ")
    assert window.houses.by_source[""].asked == []


GARBAGE = [b"\x16\x03\x01\x00\xff\r\n\r\n", b"GET /metrics HTTP/1.1\r\nA: " + b"a" * 20_000, request("GET /metrics", *["A: b"] * 200)]


@pytest.mark.parametrize("raw", GARBAGE, ids=["binary", "a long header", "many headers"])
async def test_what_is_not_a_request_is_refused_and_the_next_is_answered(window: Any, raw: bytes) -> None:
    assert (await talk(await tcp(), raw))[0] == 400
    assert (await talk(await tcp(), request("GET /metrics")))[0] == 200


async def test_who_never_finishes_a_request_is_shown_out(fake: Any) -> None:
    window = await scrape.serve(fake.Houses(), LISTEN, msgspec.structs.replace(scrape.FEW, request=0.05))
    assert await talk(await tcp(), b"GET /metrics HTTP/1.1\r\n") == (0, b"", b"")
    await window.close()


async def test_only_so_many_stand_at_the_window_and_room_is_made_again(fake: Any) -> None:
    window = await scrape.serve(fake.Houses(), LISTEN, msgspec.structs.replace(scrape.FEW, per_user=1))
    first = await tcp()
    first[1].write(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await first[0].readline()).startswith(b"HTTP/1.1 200")
    assert (await talk(await tcp(), request("GET /metrics")))[0] == 0
    first[1].write(request("GET /metrics"))
    await first[0].read()
    first[1].close()
    assert (await talk(await tcp(), request("GET /metrics")))[0] == 200
    await window.close()


async def test_a_port_that_is_taken_is_a_sentence_and_one_that_was_just_left_is_free(fake: Any) -> None:
    first = await scrape.serve(fake.Houses(), LISTEN)
    with pytest.raises(CannotListen, match=rf"^cannot listen on {LISTEN}: Address already in use; stop who listens there, or choose"):
        await scrape.serve(fake.Houses(), LISTEN)
    kept = await tcp()
    kept[1].write(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
    await kept[0].readline()
    await first.close()  # its end of the connection closes first, and waits in TIME_WAIT
    kept[1].close()
    again = await scrape.serve(fake.Houses(), LISTEN)
    assert (await talk(await tcp(), request("GET /metrics")))[0] == 200
    await again.close()
    with pytest.raises(ConnectionRefusedError):
        await tcp()


async def test_an_address_of_ipv6_is_in_brackets(fake: Any) -> None:
    try:
        window = await scrape.serve(fake.Houses(), f"[::1]:{20_000 + os.getpid() % 40_000}")
    except CannotListen as no:
        pytest.skip(f"no IPv6 loopback here: {no}")
    streams = await asyncio.open_connection("::1", 20_000 + os.getpid() % 40_000)
    assert (await talk(streams, request("GET /metrics")))[0] == 200
    await window.close()
