"""Orders carried out over the workers' channel: what is handed over, what is believed, and what a "no" looks like."""

import asyncio
import fcntl
import hashlib
import json
import os
import signal
import sys
from pathlib import Path

import pytest

import holdfast
from holdfast.core.effects import Order
from holdfast.core.events import Answered, Hello, Ponged
from holdfast.core.words import Check, Grade, Kind, Strategy
from holdfast.engine.reload import STRATEGIES, answer_to
from holdfast.engine.reload.by_socket import KEPT
from holdfast.io.memfd import SEALS

SUPERVISOR = str(Path(holdfast.__file__).parent.parent)
OLD, NEW = b"level = 1\n", b"level = 2\n"


@pytest.fixture
def by_socket(house):
    made = STRATEGIES[Strategy.SOCKET](house.channels, house.contents, house.clock)
    yield made
    made.close()


def order(worker, step, sha256, kind=Kind.EDIT, limit=10.0, seq=5):
    return Order(worker, step, seq, f"20240521-142233.{seq:04d}", sha256, kind, limit)


def start(coroutine):
    return asyncio.create_task(coroutine)


# -- prepare


async def test_workers_get_the_bytes_sealed_and_each_its_own_offset(house, by_socket):
    sha256 = house.contents.add(NEW)
    value = house.contents.value_json(sha256)
    peers = [await house.join(name) for name in ("w1", "w2")]
    orders = [start(answer_to(by_socket, order(name, "prepare", sha256))) for name in ("w1", "w2")]
    for peer in peers:
        told = await peer.hear()
        assert told.items() >= {"cmd": "reload", "epoch": 7, "seq": 5, "checksum": sha256[:7], "sha256": sha256, "via": "memfd"}.items()
        assert told.items() >= {"version": "20240521-142233.0005", "format": "toml", "deadline_ms": 10000}.items()
        assert (told["size"], told["value_size"]) == (len(NEW), len(value))
        assert told["value_sha256"] == hashlib.sha256(value).hexdigest()
        [fd] = peer.fds
        assert os.read(fd, 100) == NEW + value
        assert fcntl.fcntl(fd, fcntl.F_GET_SEALS) == SEALS
        await peer.vote(told, checks=[{"n": "tcp\x07 db", "ok": True, "ms": 1.5, "error": ""}])
    for name, peer, answer in zip(("w1", "w2"), peers, [await o for o in orders], strict=True):
        assert answer == Answered(name, peer.inc, "prepare", 5, True, checks=(Check("tcp db", True, 1.5),), ms=answer.ms)


async def test_all_are_asked_under_one_number_and_nobody_twice_under_it(house, by_socket):
    sha256, peers = house.contents.add(NEW), [await house.join(name) for name in ("w1", "w2")]
    asked = [start(answer_to(by_socket, order(name, "prepare", sha256))) for name in ("w1", "w2")]
    one, other = [await peer.hear() for peer in peers]
    assert one["id"] == other["id"]
    await peers[0].vote(one, ok=False)
    assert not (await asked[0]).ok
    again = start(answer_to(by_socket, order("w1", "prepare", sha256)))
    told = await peers[0].hear()
    assert told["id"] != one["id"]
    await peers[0].vote(one, ok=False)  # once more, and too late
    await peers[0].vote(told)
    assert (await again).ok
    asked[1].cancel()


async def test_a_refusal_is_an_answer_in_plain_text(house, by_socket):
    sha256 = house.contents.add(NEW)
    peer = await house.join("w1")
    asked = start(answer_to(by_socket, order("w1", "prepare", sha256)))
    await peer.vote(await peer.hear(), ok=False, code="E_SCHEMA", error="level\r\n\x1b]0;pwned\x07 must be\u202e < 2", still={"seq": 4})
    answer = await asked
    assert (answer.ok, answer.code, answer.error) == (False, "E_SCHEMA", "level ]0;pwned must be < 2")


async def test_an_error_and_a_no_without_a_reason_are_answers_too(house, by_socket):
    sha256 = house.contents.add(NEW)
    peer = await house.join("w1")
    asked = start(answer_to(by_socket, order("w1", "prepare", sha256)))
    await peer.say("error", id=(await peer.hear())["id"], code="E_FD", error="no descriptor came")
    answer = await asked
    assert (answer.ok, answer.code, answer.error, answer.inc) == (False, "E_FD", "no descriptor came", peer.inc)
    asked = start(answer_to(by_socket, order("w1", "prepare", sha256)))
    await peer.vote(await peer.hear(), ok=False)
    assert (await asked).code == "E_INTERNAL"


@pytest.mark.parametrize("caps", [["path"], ["inline", "path"]])
async def test_a_worker_that_takes_no_descriptor_gets_a_path(house, by_socket, caps):
    sha256 = house.contents.add(NEW)
    peer = await house.join("w1", caps=caps)
    asked = start(answer_to(by_socket, order("w1", "prepare", sha256)))
    told = await peer.hear()
    assert told["via"] == "path"
    with open(told["path"], "rb") as file:
        assert file.read() == NEW
    assert not peer.fds
    await peer.vote(told)
    assert (await asked).ok


async def test_or_the_text_inline(house, by_socket):
    sha256 = house.contents.add(NEW)
    peer = await house.join("w1", caps=["telepathy", "inline"])
    asked = start(answer_to(by_socket, order("w1", "prepare", sha256)))
    told = await peer.hear()
    assert (told["via"], told["inline"]) == ("inline", NEW.decode())
    await peer.vote(told)
    assert (await asked).ok


@pytest.mark.parametrize(
    ("raw", "caps", "code"),
    [(b'"' * 40000, ["inline"], "E_TOOBIG"), (b"\xff", ["inline"], "E_SHA"), (NEW, ["telepathy"], "E_FD")],
)
async def test_what_cannot_be_handed_over_is_a_no_and_the_worker_hears_nothing(house, by_socket, raw, caps, code):
    sha256 = house.contents.add(raw)
    peer = await house.join("w1", caps=caps)
    assert (await answer_to(by_socket, order("w1", "prepare", sha256))).code == code
    house.channels.ping(("w1",))
    assert (await peer.hear())["op"] == "ping"


async def test_content_that_is_not_stored_is_a_no(house, by_socket):
    await house.join("w1")
    answer = await answer_to(by_socket, order("w1", "prepare", "ab" * 32))
    assert (answer.code, answer.error) == ("E_INTERNAL", "cannot hand out abababa: its content is not stored here")


async def test_silence_is_a_no_at_the_limit_and_a_late_vote_changes_nothing(house, by_socket):
    sha256 = house.contents.add(NEW)
    peer = await house.join("w1")
    answer = await answer_to(by_socket, order("w1", "prepare", sha256, limit=0.05))
    assert (answer.ok, answer.code, answer.error, answer.inc) == (False, "E_TIMEOUT", "no answer within 0.05 s", peer.inc)
    late = await peer.hear()
    again = start(answer_to(by_socket, order("w1", "prepare", sha256)))
    second = await peer.hear()
    await peer.vote(late, ok=False, code="E_DEP")
    await peer.vote(second)
    assert (await again).ok


async def test_a_stopped_worker_is_a_no_while_the_others_vote(house, by_socket):
    sha256 = house.contents.add(NEW)
    asleep, other = await house.child(), await house.join("other")
    house.enlist("asleep", asleep.child.pid)
    await asleep.hello("asleep")
    asleep.child.send_signal(signal.SIGSTOP)
    silent = start(answer_to(by_socket, order("asleep", "prepare", sha256, limit=0.5)))
    vote = start(answer_to(by_socket, order("other", "prepare", sha256)))
    await other.vote(await other.hear())
    assert (await vote).ok
    assert not silent.done()
    assert (await silent).code == "E_TIMEOUT"


async def test_nobody_there_is_a_no(house, by_socket):
    sha256 = house.contents.add(NEW)
    for step in ("prepare", "commit"):
        answer = await answer_to(by_socket, order("w1", step, sha256))
        assert (answer.ok, answer.code, answer.error, answer.inc) == (False, "E_TIMEOUT", "no connection", "")


async def test_hanging_up_is_a_no(house, by_socket):
    sha256 = house.contents.add(NEW)
    peer = await house.join("w1")
    asked = start(answer_to(by_socket, order("w1", "prepare", sha256)))
    await peer.hear()
    peer.close()
    answer = await asked
    assert (answer.code, answer.error, answer.inc) == ("E_TIMEOUT", "closed by the worker", peer.inc)


async def test_a_cancelled_lane_leaves_the_channel_whole(house, by_socket):
    sha256 = house.contents.add(NEW)
    peer = await house.join("w1")
    lane = start(answer_to(by_socket, order("w1", "prepare", sha256)))
    first = await peer.hear()
    lane.cancel()
    with pytest.raises(asyncio.CancelledError):
        await lane
    by_socket.cancel("w1", 5)
    assert (await peer.hear()).items() >= {"op": "abort", "epoch": 7, "seq": 5}.items()
    lane = start(answer_to(by_socket, order("w1", "prepare", sha256, seq=6)))
    second = await peer.hear()
    await peer.vote(first)
    await peer.vote(second)
    assert (await lane).seq == 6
    by_socket.cancel("nobody", 5)


async def test_only_a_few_contents_stay_open(house, by_socket):
    peer = await house.join("w1")
    before = len(os.listdir("/proc/self/fd"))
    for n in range(3 * KEPT):
        asked = start(answer_to(by_socket, order("w1", "prepare", house.contents.add(b"n = %d\n" % n))))
        await peer.vote(await peer.hear())
        assert (await asked).ok
        os.close(peer.fds.pop())
    assert len(os.listdir("/proc/self/fd")) - before == KEPT
    by_socket.close()
    assert len(os.listdir("/proc/self/fd")) == before


# -- commit


@pytest.mark.parametrize(("kind", "said"), [(Kind.EDIT, "forward"), (Kind.ROLLBACK, "rollback"), (Kind.REVERT, "rollback")])
async def test_a_commit_is_proved(house, by_socket, kind, said):
    sha256 = house.contents.add(NEW)
    peer = await house.join("w1")
    asked = start(answer_to(by_socket, order("w1", "commit", sha256, kind)))
    commit = await peer.hear()
    assert commit.items() >= {"op": "commit", "epoch": 7, "seq": 5, "sha256": sha256, "kind": said, "deadline_ms": 10000}.items()
    assert len(bytes.fromhex(commit["nonce"])) == 32
    await peer.active(commit, NEW)
    answer = await asked
    assert answer == Answered("w1", peer.inc, "commit", 5, True, sha256, Grade.ATTESTED, ms=answer.ms, claimed=sha256)


async def test_the_liar_is_told_from_its_proof(house, by_socket):
    old, new = house.contents.add(OLD), house.contents.add(NEW)
    peer = await house.join("w1")
    asked = start(answer_to(by_socket, order("w1", "commit", new)))
    await peer.active(await peer.hear(), OLD)
    answer = await asked
    assert (answer.sha256, answer.claimed, answer.grade) == (old, new, Grade.ATTESTED)


async def test_bytes_that_we_do_not_know_prove_nothing(house, by_socket):
    sha256 = house.contents.add(NEW)
    peer = await house.join("w1")
    for proof in ({}, {"proof": ""}, {"proof": sha256}):
        asked = start(answer_to(by_socket, order("w1", "commit", sha256)))
        await peer.active(await peer.hear(), b"level = 3\n", **proof)
        answer = await asked
        assert (answer.ok, answer.sha256, answer.claimed, answer.grade) == (True, "", sha256, Grade.NONE)


async def test_a_commit_that_was_not_prepared_is_a_no(house, by_socket):
    peer = await house.join("w1")
    asked = start(answer_to(by_socket, order("w1", "commit", "ab" * 32)))
    await peer.say("error", id=(await peer.hear())["id"], code="E_NOTPREP", error="nothing prepared")
    assert (await asked).code == "E_NOTPREP"


async def test_a_wave_shares_a_nonce_and_the_next_does_not(house, by_socket):
    sha256 = house.contents.add(NEW)
    now = house.clock()
    by_socket._clock = house.channels._clock = lambda: now._replace(mono=now.mono + house.ahead)
    peers = {name: await house.join(name) for name in ("w1", "w2")}
    nonces = []
    for house.ahead in (0.0, 0.2):
        asked = [start(answer_to(by_socket, order(name, "commit", sha256))) for name in peers]
        for peer in peers.values():
            commit = await peer.hear()
            nonces.append(commit["nonce"])
            await peer.active(commit, NEW)
        assert {a.sha256 for a in await asyncio.gather(*asked)} == {sha256}
    assert nonces[0] == nonces[1] != nonces[2] == nonces[3]
    assert house.contents.fetched == [sha256, sha256]


# -- with the real worker package

WORKER = """
from holdfast.worker import Worker

def check(value):
    if value["size"] > 50:
        raise ValueError("too large")

Worker(validate=check).start()
input()
"""


async def test_the_worker_package_prepares_refuses_commits_and_proves(house, by_socket, tmp_path):
    old, new, large = [house.contents.add(raw) for raw in (OLD, NEW, b"x" * 51)]
    (tmp_path / "current").write_bytes(OLD)
    (tmp_path / "current.json").write_text(json.dumps({"sha256": old, "value": {"size": len(OLD)}}))
    boot = {
        "FILE": f"{tmp_path}/current",
        "VALUE": f"{tmp_path}/current.json",
        "FORMAT": "toml",
        "VERSION": "v1",
        "SEQ": "1",
        "SHA256": old,
    }
    config = {f"HOLDFAST_CONFIG_{key}": value for key, value in boot.items()}
    who = {"HOLDFAST_SOCKET": house.path, "HOLDFAST_WORKER": "w1", "HOLDFAST_TOKEN": "token of w1", "PYTHONPATH": SUPERVISOR}
    process = await house.run([sys.executable, "-c", WORKER], **config, **who)
    house.enlist("w1", process.pid)
    house.channels.spawned_changed("w1")
    hello = await house.event(Hello)
    assert (hello.worker, hello.pid, hello.seq, hello.sha256) == ("w1", process.pid, 1, old)

    assert (await answer_to(by_socket, order("w1", "prepare", new))).ok
    answer = await answer_to(by_socket, order("w1", "commit", new))
    assert (answer.ok, answer.sha256, answer.grade) == (True, new, Grade.ATTESTED)
    refusal = await answer_to(by_socket, order("w1", "prepare", large, seq=6))
    assert not refusal.ok
    assert "too large" in refusal.error
    assert (await answer_to(by_socket, order("w1", "commit", large, seq=6))).code == "E_NOTPREP"
    house.channels.ping(("w1",))
    ponged = await house.event(Ponged)
    assert (ponged.seq, ponged.sha256) == (5, new)

    house.channels.disconnect("w1")  # it redials by itself, and tells what it runs
    redialled = await house.event(Hello)
    assert (redialled.inc, redialled.seq, redialled.sha256) == (hello.inc, 5, new)
