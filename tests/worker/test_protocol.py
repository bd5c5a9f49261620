"""The pure protocol with numbers for a clock: nothing here opens a socket or waits."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.worker.boot import Identity
from holdfast.worker.content import Content, digest
from holdfast.worker.orders import Call, Close, Outcome, Send
from holdfast.worker.protocol import Protocol

RAW = b"threads = 2\n"
NONCE = "00112233445566778899aabbccddeeff"


def line(op, **fields):
    return json.dumps({"op": op, **fields}).encode() + b"\n"


PING = line("ping", id=1, epoch=1, nonce=NONCE)


@pytest.fixture
def protocol():
    """A worker that was welcomed a long time ago."""
    fresh = Protocol(Identity("api-1", "t", "inc", 1), Content(RAW, {"threads": 2}, digest(RAW), 1, "v1"))
    fresh.dialled()
    fresh.receive(line("welcome", v=1, epoch=1, ping_ms=1000, target={"seq": 9, "version": "v9", "sha256": digest(RAW)}), [], -1000.0)
    return fresh


def said(orders):
    return [json.loads(order.line) for order in orders if isinstance(order, Send)]


def closes(orders):
    return any(isinstance(order, Close) for order in orders)


def test_three_bad_lines_within_a_minute_are_too_many_and_over_a_longer_time_they_are_not(protocol):
    for now in (0.0, 30.0, 60.0, 90.0, 120.0):
        assert not closes(protocol.receive(b"garbage\n", [], now)), now
    assert closes(protocol.receive(b"garbage\n", [], 121.0))


def test_200_messages_in_any_second_pass_and_the_next_one_does_not(protocol):
    for start in (0.0, 1.0, 2.0):
        for number in range(200):
            assert not closes(protocol.receive(PING, [], start + number / 1024))
    orders = protocol.receive(PING * 5, [], 2.9)
    assert closes(orders)
    assert [message["op"] for message in said(orders)] == ["error"]


def test_nothing_is_heard_after_the_close(protocol):
    assert closes(protocol.receive(line("bye") + PING, [], 0.0))
    assert said(protocol.receive(PING, [], 0.0)) == []


def test_a_new_number_takes_the_label_that_welcome_named(protocol):
    protocol.receive(line("commit", id=1, epoch=1, seq=9, sha256=digest(RAW), nonce=NONCE), [], 0.0)
    assert (protocol.content.seq, protocol.content.version) == (9, "v9")
    protocol.receive(line("commit", id=1, epoch=1, seq=10, sha256=digest(RAW), nonce=NONCE, version="v10"), [], 0.0)
    assert (protocol.content.seq, protocol.content.version) == (10, "v10")
    protocol.receive(line("commit", id=1, epoch=1, seq=11, sha256=digest(RAW), nonce=NONCE), [], 0.0)
    assert (protocol.content.seq, protocol.content.version) == (11, "v10")


def test_the_outcome_of_a_check_that_nobody_waits_for_is_forgotten(protocol):
    offer = {"epoch": 1, "version": "v", "sha256": "0" * 64, "size": 1, "value_sha256": "0" * 64, "value_size": 1, "via": "memfd"}
    (first,) = protocol.receive(line("prepare", id=1, seq=2, **offer), [], 0.0)
    (second,) = protocol.receive(line("prepare", id=2, seq=3, **offer), [], 0.0)
    assert isinstance(first, Call)
    assert protocol.finished(first.job, Outcome(None, "E_SCHEMA", "no"), 0.0) == []
    (vote,) = said(protocol.finished(second.job, Outcome(None, "E_SCHEMA", "no"), 0.0))
    assert (vote["id"], vote["ok"]) == (2, False)
    (third,) = protocol.receive(line("prepare", id=3, seq=4, **offer), [], 0.0)
    protocol.ended()
    assert protocol.finished(third.job, Outcome(None, "E_SCHEMA", "no"), 0.0) == []


NUMBERS = st.sampled_from([0, 1, 2, 3, True, -1, "1", None, 2**63])
SHAS = st.sampled_from([digest(RAW), "0" * 64, "", 1])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "id": NUMBERS, "epoch": NUMBERS, "seq": NUMBERS, "size": NUMBERS, "value_size": NUMBERS, "v": NUMBERS,
        "sha256": SHAS, "value_sha256": SHAS, "nonce": st.sampled_from([NONCE, "x", 1]), "version": st.sampled_from(["v", 1]),
        "via": st.sampled_from(["memfd", "path", 1]), "target": st.sampled_from([{}, {"seq": 3, "version": 4}, 1]),
        "code": st.text(max_size=5), "error": st.text(max_size=5), "reason": NUMBERS,
    },
)  # fmt: skip
OPS = st.sampled_from(["welcome", "prepare", "commit", "ping", "abort", "error", "bye", "vote", 7, None])
EVENTS = st.one_of(
    st.tuples(st.just("line"), st.builds(lambda op, fields: json.dumps({**fields, "op": op}).encode() + b"\n", OPS, FIELDS)),
    st.tuples(st.just("line"), st.binary(max_size=40)),
    st.tuples(st.just("done"), st.booleans()),
    st.tuples(st.just("gone"), st.none()),
)


@settings(max_examples=300)
@given(st.lists(EVENTS, max_size=40))
def test_whatever_happens_the_number_only_grows_and_the_bytes_in_use_were_checked(events):
    """No event, in no order, raises; and content changes only to what a hook has said yes to."""
    protocol, calls, admitted = Protocol(Identity("w", "t", "inc", 1), None), [], {None}
    now, seq, orders = 0.0, 0, protocol.dialled()
    for kind, what in events:
        now += 1.0
        if kind == "line":
            orders = protocol.receive(what, [], now)
        elif kind == "gone" or closes(orders):
            protocol.ended()
            orders = protocol.dialled()
        elif calls:
            call = calls.pop(0)
            content = call.content or Content(b"raw %d" % call.job, {}, call.offer.sha256, call.offer.seq, "v")
            admitted |= {content.raw} if what else set()
            orders = protocol.finished(call.job, Outcome(content) if what else Outcome(None, "E_SCHEMA", "no"), now)
        calls += [order for order in orders if isinstance(order, Call)]
        running = protocol.content
        assert (running.raw if running else None) in admitted
        assert (running.seq if running else 0) >= seq
        seq = running.seq if running else 0
