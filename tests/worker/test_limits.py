"""What the worker does not let the supervisor do: each bad line is answered with its error word, and the third ends the connection."""

import os

import pytest

BAD_LINES = {
    "not JSON": b"ping",
    "not an object": b"[1, 2]",
    "empty": b"",
    "duplicate keys": b'{"op":"bye","op":"ping"}',
    "duplicate keys within": b'{"op":"bye","x":{"a":1,"a":2}}',
    "NaN": b'{"op":"bye","x":NaN}',
    "Infinity": b'{"op":"bye","x":-Infinity}',
    "a number that overflows": b'{"op":"bye","x":1e999}',
    "NUL": b'{"op":"bye","x":"\\u0000"}',
    "a raw NUL": b'{"op":"bye","x":"\x00"}',
    "a lone surrogate": b'{"op":"bye","x":"\\ud800"}',
    "not UTF-8": b'{"op":"bye","x":"\xff"}',
    "depth 17": b'{"op":"bye","x":' + b"[" * 16 + b"]" * 16 + b"}",
    "a tower of brackets": b"[" * 60000,
    "unknown op": b'{"op":"dance"}',
    "no op": b"{}",
    "a hello": b'{"op":"hello","v":1}',
    "a second welcome": b'{"op":"welcome","v":1,"epoch":1,"ping_ms":1,"target":{}}',
    "a missing field": b'{"op":"ping","id":1,"epoch":1}',
    "a wrong type": b'{"op":"ping","id":"1","epoch":1,"nonce":"' + b"ab" * 16 + b'"}',
    "true for a number": b'{"op":"ping","id":1,"epoch":true,"nonce":"' + b"ab" * 16 + b'"}',
    "a short nonce": b'{"op":"ping","id":1,"epoch":1,"nonce":"abcd"}',
    "an odd nonce": b'{"op":"ping","id":1,"epoch":1,"nonce":"' + b"a" * 33 + b'"}',
    "a number out of range": b'{"op":"ping","id":1,"epoch":9223372036854775808,"nonce":"' + b"ab" * 16 + b'"}',
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_is_answered_and_forgiven_once(running, line):
    with running({}) as (_worker, peer):
        peer.says_line(line + b"\n")
        peer.hears("error", code="E_PROTO")
        peer.pings()


def test_a_line_of_64_kib_is_too_big_and_the_next_one_is_heard(running):
    with running({}) as (_worker, peer):
        filled = b'{"op":"error","code":"x","error":"%s"}\n'
        peer.says_line(filled % (b"x" * (65536 - len(filled) + 3)))  # 65,536 bytes before the newline: just fits
        peer.pings()
        peer.says_line(filled % (b"x" * (65536 - len(filled) + 4)))
        peer.hears("error", code="E_TOOBIG")
        peer.says_line(b"x" * 1_000_000 + b"\n")
        peer.hears("error", code="E_TOOBIG")
        peer.pings()


def test_a_message_may_come_in_pieces_and_several_at_once(running):
    with running({}) as (_worker, peer):
        ping = b'{"op":"ping","id":%d,"epoch":1,"nonce":"' + b"ab" * 16 + b'"}\n'
        for byte in ping % 1:
            peer.says_line(bytes([byte]))
        peer.hears("pong", id=1)
        peer.says_line(ping % 2 + ping % 3)
        peer.hears("pong", id=2)
        peer.hears("pong", id=3)


def test_unknown_fields_are_ignored(running):
    with running({}) as (_worker, peer):
        peer.says("ping", id=1, epoch=1, nonce="ab" * 16, colour="red", deep=[[]])
        peer.hears("pong", id=1)
        peer.says("error", id=0, code="E_BUSY", error="just so", epoch="not a number")
        peer.pings()


def test_the_third_bad_line_in_a_minute_ends_the_connection_and_the_worker_dials_again(running, supervisor):
    with running({"a": 1}) as (_worker, peer):
        for _ in range(3):
            peer.says_line(b"garbage\n")
            peer.hears("error", code="E_PROTO")
        assert peer.hung_up()
        peer = supervisor.accepts()
        peer.welcomes()
        peer.moves(2, {"a": 2})


def test_200_messages_a_second_are_answered_more_end_the_connection(running, supervisor):
    with running({}) as (_worker, peer):
        ping = b'{"op":"ping","id":%d,"epoch":1,"nonce":"' + b"ab" * 16 + b'"}\n'
        peer.says_line(b"".join(ping % number for number in range(1, 251)))  # one write, one read, one instant
        answers = 0
        while (line := peer.line()) and b'"pong"' in line:
            answers += 1
        assert answers in (199, 200)  # the welcome counts too, if it was within the second
        assert b"more than 200 messages a second" in line
        assert peer.hung_up()
        supervisor.accepts().welcomes()


def test_a_descriptor_that_no_prepare_asked_for_is_closed(running, script):
    with running({}) as (_worker, peer):
        ours, theirs = os.pipe()
        peer.says_line(b'{"op":"abort","id":1,"epoch":1,"seq":9}\n', theirs)
        peer.hears("error", code="E_FD")
        assert os.read(ours, 1) == b""  # nobody holds the other end any more
        os.close(ours)


def test_more_than_one_descriptor_is_refused(running):
    with running({}) as (_worker, peer):
        first, second = os.pipe()
        peer.says_line(b'{"op":"abort","id":1,"epoch":1,"seq":9}', first, second)
        peer.hears("error", code="E_FD")
        peer.says_line(b"\n")
        peer.pings()
        peer.moves(2, {"a": 2})


def test_a_descriptor_that_is_handed_over_with_earlier_lines_reaches_its_prepare(running):
    with running({"a": 1}) as (worker, peer):
        for number in range(50):
            peer.says("ping", id=number, epoch=1, nonce="ab" * 16)
        raw = peer.prepares(2, {"a": 2})
        for number in range(50):
            peer.hears("pong", id=number)
        peer.hears("vote", ok=True)
        peer.commits(2, raw)
        peer.hears("active", seq=2)
        assert worker.config == {"a": 2}


def test_a_prepare_before_welcome_is_not_expected(supervisor, script):
    from holdfast.worker import Worker

    worker = Worker(environ=supervisor.environment({"a": 1})).start()
    peer = supervisor.accepts()
    peer.hears("hello")
    peer.prepares(2, {"a": 2})
    peer.hears("error", id=20, code="E_PROTO")
    assert worker.config == {"a": 1}
    worker.stop()
