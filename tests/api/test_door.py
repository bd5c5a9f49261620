"""What comes through the door, by the client that everybody uses."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from holdfast.api.client import Client, Refused, Stream, Unreachable
from holdfast.api.server import LIMITS
from holdfast.core import acts

thread = asyncio.to_thread


def client(run: Path, **more: Any) -> Client:
    return Client(f"{run}/api.sock", **more)


def appears(path: Path) -> None:
    deadline, pause = time.monotonic() + 10, threading.Event()
    while not path.exists():
        assert time.monotonic() < deadline
        pause.wait(0.005)


async def test_a_look_comes_back_as_the_value_that_the_house_gave(run: Path, house: Any) -> None:
    door = client(run)
    assert await thread(door.view) == house.now
    about = await thread(door.call, "version")
    assert (about.service, about.you.uid) == ("demo", os.getuid())
    assert await thread(door.call, "plan") is None
    assert [v.seq for v in await thread(door.call, "history", limit=1)] == [7]
    assert (await thread(door.call, "diff", old="6", new="7")).changes[0].key == "port"
    assert [e.id for e in await thread(door.call, "events", after=1)] == [2, 3]
    assert (await thread(door.call, "trace")).approved_by == ("ana",)


async def test_a_socket_that_was_tidied_away_is_made_again(run: Path, fake: Any) -> None:
    house = fake.House()
    door = await fake.door(house, run, limits=msgspec.structs.replace(LIMITS, look=0.01))
    streaming = await thread(client(run).stream, "stream")
    assert await thread(streaming.get, 10.0) == house.now
    (run / "api.sock").unlink()
    await thread(appears, run / "api.sock")
    assert (await thread(client(run).call, "version")).service == "demo"
    await house.show(msgspec.structs.replace(house.now, drift=1))
    assert (await thread(streaming.get, 10.0)).drift == 1  # who was inside stays
    streaming.close()
    await door.close()
    assert not (run / "api.sock").exists()


async def test_exported_bytes_are_the_exact_bytes(run: Path, house: Any) -> None:
    assert await thread(lambda: client(run).call("export", version="7")) == house.contents["7"]


ACTS = [
    ("apply", {}, lambda n, by: acts.Apply(n, by)),
    ("approve", {"seq": 8, "checksum": "e41d"}, lambda n, by: acts.Approve(n, by, 8, "e41d")),
    ("reject", {"seq": 8, "reason": "né"}, lambda n, by: acts.Reject(n, by, 8, "né")),
    ("reload", {"workers": ["a", "b"]}, lambda n, by: acts.Reload(n, by, ("a", "b"))),
    ("rollback", {"to": "6", "approve": False}, lambda n, by: acts.Rollback(n, by, "6", False)),
    ("restart", {"worker": "a"}, lambda n, by: acts.Restart(n, by, "a")),
    ("freeze", {"reason": "sale"}, lambda n, by: acts.Freeze(n, by, True, "sale")),
    ("unfreeze", {}, lambda n, by: acts.Freeze(n, by, False)),
    ("cordon", {"worker": "a"}, lambda n, by: acts.Cordon(n, by, "a", True)),
    ("uncordon", {"worker": "a"}, lambda n, by: acts.Cordon(n, by, "a", False)),
    ("hold", {"reason": "late"}, lambda n, by: acts.Hold(n, by, True, "late")),
    ("go", {}, lambda n, by: acts.Hold(n, by, False)),
    ("settle", {"choice": "retry"}, lambda n, by: acts.Settle(n, by, "retry")),
    ("kill", {"worker": "a", "reason": "hangs"}, lambda n, by: acts.Kill(n, by, "a", "hangs")),
    ("prove", {"workers": ["a"]}, lambda n, by: acts.Prove(n, by, ("a",))),
    ("stop", {}, lambda n, by: acts.Stop(n, by)),
]


@pytest.mark.parametrize(("name", "args", "command"), ACTS, ids=[act[0] for act in ACTS])
async def test_an_act_reaches_the_world_as_its_command_with_the_kernel_s_word_on_who(
    run: Path, house: Any, name: str, args: dict[str, Any], command: Any
) -> None:
    answer = await thread(lambda: client(run).call(name, **args))
    [asked] = house.asked
    assert asked == command(1, asked.by)
    assert asked.by.uid == Path("/proc/self").stat().st_uid
    assert asked.by.pid > 0
    assert answer.seq == 8


async def test_every_row_of_the_table_is_served_and_no_other(fake: Any) -> None:
    from holdfast.api.acts import COMMANDS
    from holdfast.api.looks import LOOKS, LOOKS_AT_ALL
    from holdfast.api.routes import TABLE
    from holdfast.api.streams import STREAMS

    operated = {r.name for r in TABLE if r.access == "operate"} - {"probe"}  # which no World decides about
    assert operated == set(COMMANDS)
    assert {r.name for r in TABLE if r.name not in operated and not r.always_streams} == LOOKS.keys() | LOOKS_AT_ALL.keys()
    assert {r.name for r in TABLE if r.stream} == set(STREAMS)


async def test_the_world_s_no_is_refused_with_its_reason(run: Path, house: Any, fake: Any) -> None:
    house.reply = lambda n, command: fake.Reply(n, False, "plan 8 was rejected; edit the source again")
    with pytest.raises(Refused, match=r"^cannot approve: plan 8 was rejected; edit"):
        await thread(lambda: client(run).call("approve", checksum="e41d"))
    with pytest.raises(Refused, match=r"^cannot diff: there is no version 'nothing'"):
        await thread(lambda: client(run).call("diff", old="nothing"))
    with pytest.raises(Refused, match=r"^cannot show the trace of 5: no version is called 5; "):
        await thread(lambda: client(run).call("trace", version="5"))
    with pytest.raises(Refused, match=r"^cannot logs: there is no worker 'x'"):
        await thread(lambda: client(run).stream("logs", worker="x"))


async def test_a_read_only_client_may_look_and_export_but_not_act(run: Path, house: Any) -> None:
    door = client(run, read_only=True)
    assert (await thread(door.view)).service == "demo"
    assert await thread(lambda: door.call("export", version="7"))
    with pytest.raises(Refused, match=r"^cannot approve: this door is read-only; "):
        await thread(lambda: door.call("approve", checksum="e41d"))
    assert house.asked == []


async def test_a_read_only_daemon_refuses_everybody(run: Path, fake: Any) -> None:
    house = fake.House()
    door = await fake.door(house, run, fake.ApiSettings(read_only=True))
    with pytest.raises(Refused, match="read-only"):
        await thread(lambda: client(run).call("stop"))
    assert house.asked == []
    await door.close()


async def test_nobody_there_says_what_to_do(run: Path) -> None:
    with pytest.raises(Unreachable, match=r"nobody listens there; start it with `holdfast --daemon"):
        await thread(client(run).view)
    (run / "api.sock").write_text("")
    with pytest.raises(Unreachable, match="nobody listens there"):
        await thread(client(run).view)


async def test_a_stream_gives_the_present_then_what_follows_and_can_be_closed_from_another_thread(run: Path, house: Any, fake: Any) -> None:
    stream: Stream = await thread(lambda: client(run).stream("stream"))
    assert (await thread(next, stream)).verdict == "CONVERGED"
    await house.show(fake.calm(verdict="MIXED"))
    assert (await thread(next, stream)).verdict == "MIXED"
    ended = threading.Event()
    waiting = asyncio.create_task(thread(lambda: (list(stream), ended.set())))
    await thread(stream.close)
    await waiting
    assert ended.is_set()


async def test_a_daemon_that_closes_its_door_ends_streams_as_unreachable(run: Path, fake: Any) -> None:
    door = await fake.door(fake.House(), run)
    stream = await thread(lambda: client(run).stream("events"))
    assert [(await thread(next, stream)).id for _ in range(3)] == [1, 2, 3]
    await door.close()
    with pytest.raises(Unreachable, match="the daemon has gone"):
        await thread(next, stream)
    assert not (run / "api.sock").exists()


async def test_get_waits_so_long_and_no_longer_and_the_stream_stays_good(run: Path, house: Any, fake: Any) -> None:
    stream = await thread(lambda: client(run).stream("stream"))
    await thread(stream.get, 5.0)
    with pytest.raises(TimeoutError):
        await thread(stream.get, 0.01)
    await house.show(fake.calm(verdict="STALE"))
    assert (await thread(stream.get, 5.0)).verdict == "STALE"
    stream.close()


async def test_followed_events_are_each_given_once(run: Path, house: Any, fake: Any) -> None:
    with await thread(lambda: client(run).stream("events", after=2)) as stream:
        assert (await thread(next, stream)).id == 3
        more = tuple(fake.EventView(n, 0.0, "bad", "x") for n in (6, 5, 4, 3))  # whichever way round the View has them
        await house.show(fake.calm(events=more))
        assert [(await thread(next, stream)).id for _ in range(3)] == [4, 5, 6]


async def test_a_stream_with_nothing_to_say_yet_is_open_all_the_same(run: Path, house: Any) -> None:
    (await thread(lambda: client(run, timeout=5.0).stream("events", after=3))).close()


async def test_logs_are_read_from_the_end_and_followed_through_a_rotation(run: Path, house: Any) -> None:
    log = run / "w.log"
    log.write_bytes(b"one\ntwo\r\nth\xffree\nunfinish")
    house.logs["w"] = str(log)
    assert await thread(lambda: client(run).call("logs", worker="w", lines=2)) == ("two", "th\ufffdree")
    with await thread(lambda: client(run).stream("logs", worker="w", lines=1)) as stream:
        assert await thread(next, stream) == "th\ufffdree"
        with log.open("ab") as file:
            file.write(b"ed\nmore\n")
        assert await thread(next, stream) == "unfinished"
        assert await thread(next, stream) == "more"
        log.write_bytes(b"new\n")  # copied and truncated
        assert await thread(next, stream) == "new"


async def test_a_worker_that_wrote_nothing_yet_has_no_lines(run: Path, house: Any) -> None:
    house.logs["w"] = str(run / "none.log")
    assert await thread(lambda: client(run).call("logs", worker="w")) == ()


async def test_an_act_is_finished_though_its_client_hangs_up(run: Path, house: Any, fake: Any) -> None:
    asked, may_answer, answered = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def ask(make: Any) -> Any:
        asked.set()
        await may_answer.wait()
        answered.set()
        return fake.Reply(1, True, "done")

    house.ask = ask
    _, writer = await asyncio.open_unix_connection(f"{run}/api.sock")
    writer.write(b"POST /v1/apply HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
    await asked.wait()
    writer.close()
    await writer.wait_closed()
    await thread(client(run).view)  # by now the door knows that the first has gone
    may_answer.set()
    await asyncio.wait_for(answered.wait(), 10)
