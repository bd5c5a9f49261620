"""Who is believed, what becomes of orders, and what one worker can do to the others: nothing."""

import asyncio
import os
import signal
import socket

import pytest

from holdfast.core import wire
from holdfast.core.events import Gone, Hello, Misbehaved, Ponged
from holdfast.core.words import Grade
from holdfast.engine.channels import NotConnected, Refused

OLD, NEW = b"level = 1\n", b"level = 2\n"
COMMIT = wire.Commit(0, 0, 5, "ab" * 32, "00" * 16, "forward", 1000)


async def request(house, worker, message, fd=-1):
    """Its answer; raises what there is instead of one."""
    answer = asyncio.get_running_loop().create_future()
    numbered = house.channels.numbered(message)
    asked = house.channels.ask(worker, numbered, wire.encode(numbered), answer.set_result, fd)
    try:
        result = await answer
    finally:
        asked.cancel()
    if isinstance(result, Exception):
        raise result
    return result


async def gone(peer):
    """Read what is left; the last line before the end."""
    last = None
    while (line := await peer.hear()) is not None:
        last = line
    return last


# -- who is believed


async def test_a_round_asks_all_with_one_nonce_and_each_proof_is_looked_up(house):
    new, old = house.contents.add(NEW), house.contents.add(OLD)
    honest, liar, unknown = [await house.join(name) for name in ("honest", "liar", "unknown")]
    house.channels.ping(("honest", "liar", "unknown", "absent"))
    pings = [await peer.hear() for peer in (honest, liar, unknown)]
    assert pings[0] == pings[1] == pings[2]
    await honest.pong(pings[0], NEW, seq=5)
    assert await house.event(Ponged) == Ponged("honest", honest.inc, 5, new, Grade.ATTESTED)
    await liar.pong(pings[1], OLD, seq=5, claimed=new)
    assert await house.event(Ponged) == Ponged("liar", liar.inc, 5, old, Grade.ATTESTED)
    await unknown.pong(pings[2], b"level = 3\n", seq=5, claimed=new)
    assert await house.event(Ponged) == Ponged("unknown", unknown.inc, 5, "", Grade.NONE)
    assert house.contents.fetched == [new, old]


async def test_a_worker_without_content_proves_nothing(house):
    peer = await house.join("w1")
    house.channels.ping(("w1",))
    ping = await peer.hear()
    await peer.say("pong", id=ping["id"], seq=0, inc=peer.inc, sha256="", proof="")
    assert await house.event(Ponged) == Ponged("w1", peer.inc, 0, "", Grade.NONE)


async def test_answers_doubled_invented_or_late_are_no_evidence(house):
    house.contents.add(NEW)
    peer = await house.join("w1")
    house.channels.ping(("w1",))
    late = await peer.hear()
    house.ahead = 3.1
    house.channels.ping(("w1",))
    ping = await peer.hear()
    for message in (late, ping, ping, {**ping, "id": 999}):
        await peer.pong(message, NEW)
    await peer.say("bye", reason="that was all")
    await house.event(Gone)
    assert [e for e in house.events if isinstance(e, Ponged)] == [await house.event(Ponged)]


async def test_a_proof_in_the_name_of_another_incarnation_is_a_bad_line(house):
    house.contents.add(NEW)
    peer = await house.join("w1")
    house.channels.ping(("w1",))
    ping = await peer.hear()
    peer.inc = "boot:another"
    await peer.pong(ping, NEW)
    assert (await peer.hear())["code"] == "E_PROTO"
    assert not any(isinstance(e, Ponged) for e in house.events)


# -- orders


async def test_an_order_gets_its_answer(house):
    peer = await house.join("w1")
    order = asyncio.create_task(request(house, "w1", COMMIT))
    commit = await peer.hear()
    assert commit["epoch"] == 7
    await peer.active(commit, NEW)
    assert (await order).seq == 5


async def test_a_refused_order_says_why_in_plain_text(house):
    peer = await house.join("w1")
    order = asyncio.create_task(request(house, "w1", COMMIT))
    commit = await peer.hear()
    await peer.say("error", id=commit["id"], code="E_NOTPREP", error="not \x1b[2Jprepared" + "!" * 1000)
    with pytest.raises(Refused) as refused:
        await order
    assert refused.value.code == "E_NOTPREP"
    assert refused.value.error.startswith("not [2Jprepared!!!")
    assert len(refused.value.error) == 300


async def test_an_order_to_nobody_fails_at_once_and_its_descriptor_is_closed(house):
    read, write = os.pipe()
    with pytest.raises(NotConnected, match="no connection"):
        await request(house, "w1", COMMIT, write)
    with os.fdopen(read) as pipe:
        assert pipe.read() == ""


async def test_an_order_ends_when_the_worker_hangs_up(house):
    peer = await house.join("w1")
    order = asyncio.create_task(request(house, "w1", COMMIT))
    await peer.hear()
    peer.close()
    with pytest.raises(NotConnected, match="closed by the worker"):
        await order
    assert (await house.event(Gone)).reason == "closed by the worker"


async def test_after_a_cancelled_order_the_late_answer_is_ignored_and_the_next_order_works(house):
    peer = await house.join("w1")
    given_up = asyncio.create_task(request(house, "w1", COMMIT))
    first = await peer.hear()
    given_up.cancel()
    house.channels.abort("w1", 5)
    assert (await peer.hear())["op"] == "abort"
    order = asyncio.create_task(request(house, "w1", COMMIT))
    second = await peer.hear()
    await peer.active(first, OLD)
    await peer.say("error", id=first["id"], code="E_NOTPREP", error="too late")
    await peer.active(second, NEW, ms=42)
    assert (await order).ms == 42


async def test_an_answer_that_does_not_fit_its_order_is_a_bad_line(house):
    peer = await house.join("w1")
    order = asyncio.create_task(request(house, "w1", COMMIT))
    commit = await peer.hear()
    await peer.active(commit, NEW, seq=6)
    assert (await peer.hear())["code"] == "E_PROTO"
    await peer.vote(commit)
    assert (await peer.hear())["code"] == "E_PROTO"
    await peer.active(commit, NEW)
    assert (await order).seq == 5


async def test_disconnect_says_bye(house):
    peer = await house.join("w1")
    house.channels.disconnect("w1")
    house.channels.disconnect("w1")
    assert (await peer.hear())["op"] == "bye"
    assert await peer.hear() is None
    assert (await house.event(Gone)).inc == house.channels.inc("w1") == peer.inc


async def test_the_last_complaint_of_a_worker_is_why_it_went(house):
    peer = await house.join("w1")
    await peer.say("error", id=0, code="E_EPOCH", error="epoch 9 has begun")
    await peer.say("error", id=99, code="E_NOTPREP", error="an answer that nobody waits for")
    peer.close()
    assert (await house.event(Gone)).reason == "E_EPOCH: epoch 9 has begun"


# -- what one worker can do to the others


async def test_two_bad_lines_are_forgiven_and_the_third_is_not(house):
    good, bad = await house.join("good"), await house.join("bad")
    await bad.send(b"x" * (1 << 20) + b"\n")
    assert (await bad.hear())["code"] == "E_TOOBIG"
    await bad.send(b"\xff\xfe\n")
    assert (await bad.hear())["code"] == "E_PROTO"
    assert house.channels.connected("bad")
    await bad.say("pong", id=1)
    assert (await gone(bad))["code"] == "E_PROTO"
    assert (await house.event(Misbehaved)).worker == "bad"
    assert (await house.event(Gone)).worker == "bad"
    house.channels.ping(("good", "bad"))
    assert (await good.hear())["op"] == "ping"


async def test_descriptors_sent_to_us_are_closed_and_count_as_bad(house):
    peer = await house.join("w1")
    before = len(os.listdir("/proc/self/fd"))
    with open("/dev/null") as null:
        socket.send_fds(peer.sock, [b'{"op":"status","text":"take these"}\n'], [null.fileno()] * 100)
    assert (await peer.hear())["code"] == "E_FD"
    assert len(os.listdir("/proc/self/fd")) == before
    assert house.channels.connected("w1")


async def test_more_than_two_hundred_messages_a_second_end_the_connection(house):
    peer = await house.join("w1")
    stopped = house.clock()
    house.channels._clock = lambda: stopped
    await peer.send(b'{"op":"status","text":"."}\n' * 1000)
    assert "more than 200 messages a second" in (await house.event(Misbehaved)).reason
    assert (await house.event(Gone)).worker == "w1"


async def test_a_worker_that_does_not_read_is_dropped_and_the_others_miss_nothing(house):
    deaf, other = await house.join("deaf"), await house.join("other")
    rounds = 0
    while house.channels.connected("deaf"):
        house.channels.ping(("deaf", "other"))
        assert (await other.hear())["op"] == "ping"
        rounds += 1
        assert rounds < 10000
    assert (await house.event(Gone)).reason == "does not read: 64 messages wait"
    assert rounds > 64
    assert (await gone(deaf))["op"] == "ping"  # what the kernel had taken is still there to read
    assert (await (await house.dial()).hello("deaf"))["op"] == "welcome"


async def test_a_stopped_worker_delays_nobody_and_is_heard_again_when_it_goes_on(house):
    house.contents.add(NEW)
    asleep, other = await house.child(), await house.join("other")
    house.enlist("asleep", asleep.child.pid)
    await asleep.hello("asleep")
    asleep.child.send_signal(signal.SIGSTOP)
    house.wait_until_stopped(asleep.child.pid)
    for _ in range(50):
        house.channels.ping(("asleep", "other"))
        await other.pong(await other.hear(), NEW)
        assert (await house.event(Ponged)).worker == "other"
    asleep.child.send_signal(signal.SIGCONT)
    for _ in range(49):
        await asleep.hear()
    await asleep.pong(await asleep.hear(), NEW)
    assert (await house.event(Ponged)).worker == "asleep"


async def test_a_hundred_workers_are_asked_and_believed_at_the_price_of_one_proof(house):
    sha256 = house.contents.add(NEW)
    names = tuple(f"w{n}" for n in range(100))
    peers = [await house.join(name) for name in names]
    house.channels.ping(names)
    for peer in peers:
        await peer.pong(await peer.hear(), NEW)
    proved = {(await house.event(Ponged)) for _ in names}
    assert {(p.worker, p.sha256) for p in proved} == {(name, sha256) for name in names}
    assert house.contents.fetched == [sha256]


# -- connections go and come


async def test_the_same_process_replaces_its_own_connection(house):
    before = await house.join("w1")
    order = asyncio.create_task(request(house, "w1", COMMIT))
    assert (await before.hear())["op"] == "commit"
    after = await house.dial()
    assert (await after.hello("w1"))["op"] == "welcome"
    assert await before.hear() is None
    with pytest.raises(NotConnected):
        await order
    assert [type(e) for e in house.events] == [Hello, Gone, Hello]
    assert house.events[1].inc == before.inc
    house.channels.ping(("w1",))
    assert (await after.hear())["op"] == "ping"


async def test_closing_says_nothing_and_the_next_supervisor_takes_the_redial(house):
    peer, stranger = await house.join("w1"), await house.dial()
    order = asyncio.create_task(request(house, "w1", COMMIT))
    await peer.hear()
    before = list(house.events)
    await house.channels.close()
    assert await peer.hear() is None
    assert await stranger.hear() is None
    with pytest.raises(NotConnected):
        await order
    assert house.events == before
    assert not os.path.exists(house.path)
    house.channels = house.make(epoch=8)
    await house.channels.start()
    assert (await (await house.dial()).hello("w1", max_epoch=7))["epoch"] == 8
