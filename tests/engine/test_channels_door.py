"""The workers' socket: who is let in, who is turned away and told why, and who may replace whom."""

import asyncio
import os
import resource
import signal

import pytest

from holdfast.core.events import Gone, Hello, Misbehaved, Said
from holdfast.engine import channels as channels_module

OLD, NEW = b"level = 1\n", b"level = 2\n"


async def test_a_worker_is_welcomed_and_told_what_it_should_run(house):
    house.targets["w1"] = target = await house.target(NEW, 5)
    house.enlist("w1")
    peer = await house.dial()
    welcome = await peer.hello("w1", run={"seq": 4, "sha256": "ab" * 32}, pid=99999)
    told = {"seq": 5, "version": target.version, "sha256": target.sha256}
    assert welcome == {"op": "welcome", "v": 1, "epoch": 7, "ping_ms": 1000, "target": told}
    assert await house.event(Hello) == Hello("w1", peer.inc, os.getpid(), 4, "ab" * 32)  # the kernel's pid, not the claimed one
    assert house.channels.connected("w1")
    assert house.channels.caps("w1") == ("memfd",)


async def test_its_own_words_are_told_as_one_short_line_without_secrets(house):
    house.contents.add(OLD)
    peer = await house.join("w1")
    await peer.say("status", text=f"works with\n{OLD.decode()} \x1b[31m" + "x" * 300)
    said = await house.event(Said)
    assert (said.worker, said.inc, len(said.text)) == ("w1", peer.inc, 200)
    assert said.text.startswith("works with *** [31mxxx")


async def test_a_socket_that_was_tidied_away_is_made_again(house):
    house.enlist("w1")
    os.unlink(house.path)
    house.channels.check()
    peer = await house.dial()
    await peer.hello("w1")
    assert (await house.event(Hello)).inc == peer.inc
    house.channels.check()  # it is ours: nothing happens to those who are connected
    assert house.channels.connected("w1")


async def test_a_child_of_the_spawned_process_may_dial(house):
    peer = await house.child("sh", "-c", 'exec 3<&0; "$@" <&3 & wait', "sh")
    house.enlist("w1", peer.child.pid)
    assert (await peer.hello("w1"))["op"] == "welcome"
    hello = await house.event(Hello)
    assert hello.pid != peer.child.pid
    assert os.getsid(hello.pid) == peer.child.pid


@pytest.mark.parametrize("token", ["", "guess", "token of w2"])
async def test_another_token_is_refused(house, token):
    house.enlist("w1")
    other = await house.join("w2")
    peer = await house.dial()
    assert (await peer.hello("w1", token=token))["code"] == "E_AUTH"
    assert await peer.hear() is None
    assert (await house.event(Misbehaved)).worker == ""  # nobody knows whose it was
    house.channels.ping(("w2",))
    assert (await other.hear())["op"] == "ping"


async def test_the_right_token_from_another_session_is_refused(house):
    house.enlist("w1")  # our session
    thief = await house.child()  # a session of its own
    assert (await thief.hello("w1"))["code"] == "E_AUTH"
    assert await thief.hear() is None
    assert not house.channels.connected("w1")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"GET / HTTP/1.1\r\n", "E_PROTO"),
        (b'{"op":"status","text":"hi"}\n', "E_PROTO"),
        (b'{"op":"fly"}\n', "E_PROTO"),
        (b"x" * (1 << 20), "E_TOOBIG"),
        (b"\0" * 100 + b"\n", "E_PROTO"),
    ],
)
async def test_who_does_not_begin_with_hello_is_turned_away(house, line, code):
    peer = await house.dial()
    try:
        await peer.send(line)
    except (BrokenPipeError, ConnectionResetError):
        pass  # turned away before the end of it
    assert (await house.event(Misbehaved)).reason.startswith(code)
    assert not house.channels.connected("")


@pytest.mark.parametrize(("hello", "code"), [({"v": 2}, "E_PROTO"), ({"max_epoch": 8}, "E_EPOCH"), ({"caps": []}, "E_PROTO")])
async def test_a_hello_that_cannot_be_served_is_told_why(house, hello, code):
    house.enlist("w1")
    peer = await house.dial()
    assert (await peer.hello("w1", **hello))["code"] == code
    assert await peer.hear() is None


async def test_who_says_nothing_is_turned_away_at_the_limit(house, monkeypatch):
    monkeypatch.setattr(channels_module, "HELLO_LIMIT", 0.05)
    peer = await house.dial()
    assert (await peer.hear())["code"] == "E_TIMEOUT"
    assert await peer.hear() is None


async def test_a_name_that_nobody_spawned_is_turned_away_at_the_limit(house, monkeypatch):
    monkeypatch.setattr(channels_module, "HELLO_LIMIT", 0.05)
    peer = await house.dial()
    refusal = await peer.hello("w\x1b9")
    assert refusal["code"] == "E_AUTH"
    assert refusal["error"].isprintable()


async def test_a_hello_that_comes_before_the_news_of_its_spawn_is_held(house):
    peer = await house.dial()
    answer = asyncio.create_task(peer.hello("w1"))
    in_between = await house.join("w2")  # the loop has turned
    assert not answer.done()
    house.enlist("w1")
    house.channels.spawned_changed("w1")
    assert (await answer)["op"] == "welcome"
    assert (await in_between.hello("w2"))["code"] == "E_PROTO"  # hello twice


async def test_a_hello_that_comes_while_its_dead_predecessor_is_known_is_held(house):
    first = await house.child()
    house.enlist("w1", first.child.pid, "token of the first")
    assert (await first.hello("w1", token="token of the first"))["op"] == "welcome"
    first.child.kill()
    await first.child.wait()
    second = await house.child()
    answer = asyncio.create_task(second.hello("w1"))
    await house.join("w2")
    assert not answer.done()
    house.enlist("w1", second.child.pid)
    house.channels.spawned_changed("w1")
    assert (await answer)["op"] == "welcome"


async def test_a_stranger_that_talks_on_before_its_welcome_is_turned_away(house):
    peer = await house.dial()
    hello = asyncio.create_task(peer.hello("w1"))
    await house.join("w2")
    await peer.say("status", text="hurry up")
    assert (await hello)["code"] == "E_PROTO"


async def test_strangers_that_dial_without_end_do_not_drown_the_events(house):
    now = house.clock()
    house.channels._clock = lambda: now
    for _ in range(3 * channels_module.TOLD):
        peer = await house.dial()
        await peer.send(b"knock knock\n")
        assert (await peer.hear())["code"] == "E_PROTO"
    assert len(house.events) == channels_module.TOLD


async def test_no_more_strangers_than_there_is_room_for(house):
    strangers = [await house.dial() for _ in range(channels_module.STRANGERS)]
    late = await house.dial()
    assert (await late.hear())["code"] == "E_BUSY"
    house.enlist("w1")
    assert (await strangers[0].hello("w1"))["op"] == "welcome"


async def test_a_second_process_of_a_name_is_busy_and_may_come_when_the_first_is_dead(house):
    leader = await house.child("sh", "-c", 'exec 3<&0; "$@" <&3 & "$@" <&3 & wait', "sh")
    house.enlist("w1", leader.child.pid)
    # two relays share one input; whoever gets the hello first is in
    assert (await leader.hello("w1"))["op"] == "welcome"
    first = await house.event(Hello)
    os.kill(first.pid, signal.SIGSTOP)  # alive, but it does not read
    house.wait_until_stopped(first.pid)
    assert (await leader.hello("w1"))["code"] == "E_BUSY"
    assert "E_BUSY" in (await house.event(Misbehaved)).reason
    assert house.channels.connected("w1")
    os.kill(first.pid, signal.SIGKILL)
    assert (await house.event(Gone)).inc == first.inc


async def test_running_out_of_descriptors_only_delays(house, monkeypatch):
    monkeypatch.setattr(channels_module, "BREATH", 0.01)
    resumed, resume = asyncio.Event(), house.channels._resume
    monkeypatch.setattr(house.channels, "_resume", lambda: (resumed.set(), resume()))
    house.enlist("w1")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    peer = house.peer()
    lowest_free = os.dup(0)
    os.close(lowest_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest_free, hard))  # accept() finds no number left
    try:
        await peer.connect(house.path)
        async with asyncio.timeout(10):
            await resumed.wait()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert (await peer.hello("w1"))["op"] == "welcome"
