"""The door against everybody else: curl's habits, broken requests, floods, slow readers, other users."""

from __future__ import annotations

import asyncio
import json
import os
import pwd
import select
import socket
import stat
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from holdfast.api.client import Client, Unreachable
from holdfast.api.routes import MAX_BODY
from holdfast.api.server import LIMITS
from holdfast.io.sockets import CannotListen


async def talk(run: Path, *parts: bytes, until: bytes = b"") -> bytes:
    """Send the parts, and read to the end of the connection, or until something was said."""
    reader, writer = await asyncio.open_unix_connection(f"{run}/api.sock")
    raw = b""
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        while chunk := await asyncio.wait_for(reader.read(1 << 16), 10):
            raw += chunk
            if until and until in raw:
                break
    except ConnectionError:
        pass  # it was refused before all was sent
    finally:
        writer.close()
    return raw


def request(line: str, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([f"{line} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]).encode() + body


def parts(raw: bytes) -> tuple[int, dict[str, str]]:
    head, _, body = raw.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


NOES = [
    ("GET /v1/nope", 404, "cannot find /v1/nope: no such route"),
    ("GET /", 404, "cannot find /: no such route"),
    ("GET /v1/../v1/apply", 404, "cannot find"),
    ("POST /v1/view", 405, "cannot view: the method is GET, not POST"),
    ("GET /v1/stop", 405, "cannot stop: the method is POST, not GET"),
    ("GET /v1/diff?olt=7", 400, "cannot diff: Object contains unknown field `olt`; its arguments: old, new, full, source"),
    ("GET /v1/history?limit=many", 400, "cannot history: Expected `int`, got `str` - at `$.limit`"),
    ("GET /v1/logs", 400, "cannot logs: Object missing required field `worker`"),
    ("GET /v1/logs?worker=w", 409, "cannot logs: there is no worker 'w'"),
    ("GET /v1/export?version=99", 409, "cannot export: there is no version '99'"),
]


@pytest.mark.parametrize(("line", "status", "text"), NOES, ids=[no[0] for no in NOES])
async def test_every_no_has_its_status_and_says_why(run: Path, house: Any, line: str, status: int, text: str) -> None:
    got, answer = parts(await talk(run, request(line)))
    assert got == status
    assert answer["error"].startswith(text)


BODIES = [b"[]", b'{"checksum": 5}', b'{"checksum": "e41d", "x": 1}', b"{", b"\xff", b'{"a":' * 100_000, b'"' + b"\x00" * 10]


@pytest.mark.parametrize("body", BODIES, ids=[repr(body[:12]) for body in BODIES])
async def test_a_body_that_is_not_the_arguments_is_not_understood(run: Path, house: Any, body: bytes) -> None:
    status, answer = parts(await talk(run, request("POST /v1/approve", f"Content-Length: {len(body)}", body=body)))
    assert status == 400
    assert answer["error"].startswith("cannot approve: ")
    assert answer["error"].endswith("; its arguments: checksum, seq, source")
    assert house.asked == []


async def test_a_body_too_large_is_refused_before_it_is_sent(run: Path, house: Any) -> None:
    status, answer = parts(await talk(run, request("POST /v1/freeze", f"Content-Length: {MAX_BODY + 1}", "Expect: 100-continue")))
    assert status == 413
    assert "1048577" in answer["error"]


async def test_a_body_too_large_in_chunks_is_refused_when_it_gets_too_large(run: Path, house: Any) -> None:
    chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
    raw = await talk(run, request("POST /v1/freeze", "Transfer-Encoding: chunked"), *[chunk] * 17, until=b"more")
    assert parts(raw)[0] == 413
    assert house.asked == []


async def test_a_chunked_body_within_the_limit_is_taken(run: Path, house: Any) -> None:
    raw = await talk(
        run, request("POST /v1/freeze", "Transfer-Encoding: chunked"), b'8\r\n{"reason\r\n', b'7\r\n":"sale\r\n2\r\n"}\r\n0\r\n\r\n'
    )
    assert parts(raw)[0] == 200
    assert house.asked[0].reason == "sale"


async def test_a_client_that_asks_first_is_told_to_go_on(run: Path, house: Any) -> None:
    reader, writer = await asyncio.open_unix_connection(f"{run}/api.sock")
    writer.write(request("POST /v1/freeze", "Content-Length: 2", "Expect: 100-continue"))
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(b"{}")
    assert parts(await reader.read())[0] == 200
    writer.close()


GARBAGE = [
    b"\x00\xff\x16\x03\x01 hello\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET /v1/view HTTP/1.1\r\nA" + b"a" * 20_000,
    request("GET /v1/view", *["A: b"] * 200),
]


@pytest.mark.parametrize("raw", GARBAGE, ids=["binary", "half a line", "a long header", "many headers"])
async def test_what_is_not_http_is_closed_and_the_others_do_not_notice(run: Path, house: Any, raw: bytes) -> None:
    with await asyncio.to_thread(lambda: Client(f"{run}/api.sock").stream("stream")) as other:
        assert (await talk(run, raw)).startswith(b"HTTP/1.")
        assert (await asyncio.to_thread(next, other)).service == "demo"


async def test_a_body_that_breaks_off_changes_nothing(run: Path, house: Any) -> None:
    _, writer = await asyncio.open_unix_connection(f"{run}/api.sock")
    writer.write(request("POST /v1/stop", "Content-Length: 100", body=b"{"))
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert (await asyncio.to_thread(Client(f"{run}/api.sock").view)).service == "demo"
    assert house.asked == []


async def test_several_requests_may_use_one_connection(run: Path, house: Any) -> None:
    line = b"GET /v1/version HTTP/1.1\r\nHost: x\r\n\r\n"
    raw = await talk(run, line + line, request("GET /v1/version"))
    assert raw.count(b'"service":"demo"') == 3


async def test_who_never_finishes_a_request_is_shown_out(run: Path, fake: Any) -> None:
    door = await fake.door(fake.House(), run, limits=msgspec.structs.replace(LIMITS, request=0.05))
    assert await talk(run, b"GET /v1/view HTTP/1.1\r\n") == b""
    await door.close()


async def test_one_user_cannot_take_all_connections(run: Path, fake: Any) -> None:
    door = await fake.door(fake.House(), run, limits=msgspec.structs.replace(LIMITS, per_user=1))
    with await asyncio.to_thread(lambda: Client(f"{run}/api.sock").stream("stream")), pytest.raises(Unreachable):
        await asyncio.to_thread(Client(f"{run}/api.sock").view)
    await door.close()


async def test_a_quiet_stream_is_kept_alive_with_comments(run: Path, fake: Any) -> None:
    door = await fake.door(fake.House(), run, limits=msgspec.structs.replace(LIMITS, keep_alive=0.02))
    two = b": alive\n\n: alive\n\n"
    assert two in await talk(run, b"GET /v1/events?follow=1&after=9 HTTP/1.0\r\n\r\n", until=two)
    await door.close()


def _small(run: Path, name: str) -> socket.socket:
    """A reader whose kernel buffer takes little."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.setblocking(False)
    sock.connect(f"{run}/api.sock")
    sock.send(request(f"GET /v1/{name}"))
    return sock


async def test_a_slow_reader_skips_views_and_gets_the_last(run: Path, fake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("holdfast.api.streams.PACE", 0.0)
    house = fake.House()
    door = await fake.door(house, run)
    padding = tuple(fake.worker(f"w{n}", reason="x" * 1000) for n in range(1000))  # a View of a megabyte fills every buffer
    reader, writer = await asyncio.open_unix_connection(sock=_small(run, "stream"), limit=1 << 24)
    for n in range(1, 40):
        await house.show(fake.calm(target_seq=n, workers=padding))
        await asyncio.sleep(0)
    seen = []
    while not seen or seen[-1] != 39:
        line = await asyncio.wait_for(reader.readuntil(b"\n\n"), 20)
        seen += [json.loads(part[6:])["target_seq"] for part in line.split(b"\n") if part.startswith(b"data: ")]
    assert len(seen) < 39
    assert seen == sorted(seen)
    writer.close()
    await door.close()


@pytest.mark.parametrize(("name", "limit"), [("stream", {"slow": 0.05}), ("view", {"request": 0.05})])
async def test_a_reader_that_takes_nothing_is_dropped(run: Path, fake: Any, name: str, limit: dict[str, float]) -> None:
    house = fake.House()
    house.now = fake.calm(workers=tuple(fake.worker(f"w{n}", reason="x" * 1000) for n in range(1000)))
    door = await fake.door(house, run, limits=msgspec.structs.replace(LIMITS, **limit))
    stuck = _small(run, name)
    gone = select.poll()
    gone.register(stuck, select.POLLRDHUP)
    assert await asyncio.to_thread(gone.poll, 20_000)
    stuck.close()
    await door.close()


# -- who


def test_the_socket_is_for_its_owner_alone(run: Path, fake: Any) -> None:
    async def story() -> None:
        door = await fake.door(fake.House(), run)
        assert stat.S_IMODE((run / "api.sock").stat().st_mode) == 0o600
        await door.close()

    asyncio.run(story())


AS_NOBODY = """
import json, os, sys
from holdfast.api.client import Client, Refused
os.setgroups([int(sys.argv[2])]); os.setgid(int(sys.argv[3])); os.setuid(int(sys.argv[4]))
def ask(name, **args):
    try:
        Client(sys.argv[1]).call(name, **args)
        return "yes"
    except Refused as no:
        return str(no)
print(json.dumps([ask("view"), ask("export", version="7"), ask("apply")]))
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


async def as_nobody(run: Path, group: int) -> list[str]:
    nobody = pwd.getpwnam("nobody")
    command = [sys.executable, "-c", AS_NOBODY, f"{run}/api.sock", str(group), str(nobody.pw_gid), str(nobody.pw_uid)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, env=environment, check=True, timeout=30)
    answers: list[str] = json.loads(done.stdout)
    return answers


@needs_root
async def test_a_member_of_the_group_may_look_but_neither_act_nor_see_secrets(run: Path, fake: Any) -> None:
    house = fake.House()
    door = await fake.door(house, run, fake.ApiSettings(group="daemon"))
    found = (run / "api.sock").stat()
    assert (stat.S_IMODE(found.st_mode), stat.S_IMODE(run.stat().st_mode)) == (0o660, 0o750)
    view, export, act = await as_nobody(run, found.st_gid)
    assert view == "yes"
    assert export.startswith("cannot export: nobody may only look")
    assert act.startswith("cannot apply: nobody may only look; an operator can")
    assert house.asked == []
    await door.close()


@needs_root
async def test_an_operator_of_the_settings_may_act_under_the_name_that_the_kernel_knows(run: Path, fake: Any) -> None:
    house = fake.House()
    door = await fake.door(house, run, fake.ApiSettings(group="daemon", operators=("nobody",)))
    assert await as_nobody(run, (run / "api.sock").stat().st_gid) == ["yes"] * 3
    assert house.asked[0].by.name == "nobody"
    await door.close()


@needs_root
async def test_whoever_is_not_in_the_group_does_not_get_in(run: Path, fake: Any) -> None:
    door = await fake.door(fake.House(), run, fake.ApiSettings(group="daemon"))
    answers = await as_nobody(run, pwd.getpwnam("nobody").pw_gid)
    assert all("permission denied; be root, the daemon's user, or a member of its api.group" in answer for answer in answers)
    await door.close()


async def test_a_group_that_does_not_exist_is_a_sentence(run: Path, fake: Any) -> None:
    with pytest.raises(CannotListen, match=r"there is no group 'no-such-group'; correct api.group in "):
        await fake.door(fake.House(), run, fake.ApiSettings(group="no-such-group"))


async def test_the_kernel_s_word_is_what_counts_not_the_headers(run: Path, house: Any) -> None:
    mine = struct.pack("3i", 0, 0, 0)
    await talk(run, request("POST /v1/apply", "X-Remote-User: somebody", f"Cookie: {mine!r}", "Content-Length: 0"))
    assert house.asked[0].by.uid == os.geteuid()
    assert house.asked[0].by.pid == os.getpid()
