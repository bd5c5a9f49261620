"""Lines that are taken, lines that are refused, and how much of either."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core import wire
from holdfast.core.wire import Bad, encode, from_worker, plain, to_worker

SHA = "ab" * 32
PONG = b'{"op":"pong","id":3,"seq":4,"inc":"boot:12:345:n","sha256":"%s","proof":"%s"}' % (SHA.encode(), SHA.encode())
HELLO = {"op": "hello", "v": 1, "name": "w1", "inc": "b:1:2:n", "token": "t", "run": {"seq": 0, "sha256": ""}, "caps": ["memfd"], "pid": 7}


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_each_message_of_a_worker_is_understood():
    order = {"id": 1, "epoch": 1, "seq": 2, "inc": "i"}
    checks = [{"n": "tcp", "ok": True, "ms": 1.5}]
    said = [
        (HELLO | {"max_epoch": 3}, wire.Hello),
        (order | {"op": "vote", "ok": True, "pre-check": "ok", "checks": checks}, wire.Vote),
        (order | {"op": "vote", "ok": False, "code": "E_SCHEMA", "error": "no", "still": {"seq": 1}}, wire.Vote),
        (order | {"op": "active", "sha256": SHA, "proof": SHA, "ms": 1}, wire.Active),
        ({"op": "status", "text": "warm"}, wire.Status),
        ({"op": "bye", "reason": "done"}, wire.Bye),
        ({"op": "error", "id": 0, "code": "E_EPOCH", "error": "old"}, wire.Error),
    ]
    for fields, kind in said:
        assert isinstance(from_worker(json.dumps(fields).encode()), kind)
    assert from_worker(PONG) == wire.Pong(3, 4, "boot:12:345:n", SHA, SHA)


def test_what_the_supervisor_says_is_one_line_and_comes_back_whole():
    prepare = wire.Prepare(1, 2, 3, "v", SHA[:7], SHA, 10, 20, SHA, "toml", "memfd", 3000)
    for message in (
        wire.Welcome(1, 1000, wire.Destination(0, "", "")),
        prepare,
        wire.Commit(1, 2, 3, SHA, "00" * 32, "forward", 1000),
        wire.Ping(1, 2, "ff" * 16),
        wire.Abort(1, 2, 3),
        wire.Bye("so long"),
        wire.Error("E_AUTH", "who are you"),
    ):
        sent = encode(message)
        assert sent.count(b"\n") == 1
        assert sent.endswith(b"\n")
        assert to_worker(sent[:-1]) == message
    assert json.loads(encode(prepare))["cmd"] == "reload"
    assert b"inline" not in encode(prepare)


def test_unknown_fields_are_ignored():
    assert from_worker(b'{"op":"bye","reason":"x","colour":{"r":[1,2]}}') == wire.Bye("x")


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"garbage",
        b"[]",
        b"3",
        b'"bye"',
        b"{}",
        b'{"op":3}',
        b'{"op":"fly"}',
        b'{"op":"ping","id":1,"epoch":1,"nonce":"00000000000000000000000000000000"}',  # ours to say, not a worker's
        b'{"op":"bye"}{"op":"bye"}',
        b'{"op":"bye","op":"bye"}',
        b'{"op":"bye","x":{"a":1,"a":2}}',
        b'{"op":"bye","\\u0078":1,"x":2}',
        b'{"op":"bye","x":NaN}',
        b'{"op":"bye","x":-Infinity}',
        b'{"op":"bye","reason":"\\u0000"}',
        b'{"op":"bye","x":["\\u0000"]}',
        b'{"op":"bye","\\u0000":1}',
        b'{"op":"bye","reason":"\0"}',
        b'{"op":"bye","reason":"\\ud800 alone"}',
        b'{"op":"bye","x":{"y":"\\udc00"}}',
        b'{"op":"bye","x":"\xff"}',
        b'{"op":"bye","x":"\xed\xa0\x80"}',
        b'\xef\xbb\xbf{"op":"bye"}',
        b'{"op":"bye","x":' + b"9" * 5000 + b"}",
        b'{"op":"bye","x":' + b"[" * 17 + b"]" * 17 + b"}",
        b'{"op":"bye","x":' + b"[" * 20000 + b"]" * 20000 + b"}",
        PONG.replace(b'"id":3', b'"id":-3'),
        PONG.replace(b'"id":3', b'"id":3.5'),
        PONG.replace(b'"id":3', b'"id":true'),
        PONG.replace(b'"id":3', b'"id":9223372036854775808'),
        PONG.replace(b'"id":3,', b""),
        PONG.replace(b"ab", b"AB"),
        PONG.replace(b"boot:12", b"boot 12"),
        PONG.replace(b"boot:12:345:n", b"x" * 129),
        line(**HELLO | {"caps": []}),
        line(**HELLO | {"name": ""}),
        line(**HELLO | {"token": "t" * 257}),
        line(**HELLO | {"run": {"seq": 1, "sha256": "../../etc/passwd"}}),
    ],
)
def test_a_line_that_breaks_a_rule_is_a_value(bad):
    got = from_worker(bad)
    assert isinstance(got, Bad)
    assert got.code == "E_PROTO"
    assert got.error
    assert got.error.isprintable()
    assert len(got.error) <= wire.TEXT


def test_escaped_backslashes_and_pairs_of_surrogates_are_text():
    assert from_worker(rb'{"op":"bye","reason":"\\u0000"}') == wire.Bye("\\u0000")
    assert from_worker(rb'{"op":"bye","reason":"\ud83d\ude00"}') == wire.Bye("\U0001f600")


def test_sixteen_deep_is_deep_enough():
    assert from_worker(b'{"op":"bye","x":' + b"[" * 15 + b"]" * 15 + b"}") == wire.Bye()


def test_a_line_has_a_longest():
    longest = b'{"op":"bye","x":"' + b"x" * (wire.LINE - 19) + b'"}'
    assert len(longest) == wire.LINE
    assert from_worker(longest) == wire.Bye()
    assert from_worker(longest + b" ") == Bad("E_TOOBIG", "line longer than 65536 bytes")


@given(st.binary(max_size=300))
def test_no_bytes_raise(noise):
    assert isinstance(from_worker(noise), Bad)


LEAVES = st.none() | st.booleans() | st.integers(0, 9) | st.text()


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_no_json_in_an_unknown_field_raises(value):
    got = from_worker(json.dumps({"op": "bye", "x": value}).encode())
    assert isinstance(got, Bad | wire.Bye)


def test_free_text_is_made_fit_to_show():
    assert plain("mysql unreachable: é 表") == "mysql unreachable: é 表"
    assert plain("a\r\n\x1b[31mred\u202e\u200b\x9b") == "a [31mred"
    assert plain("x" * 301) == "x" * 299 + "…"
    assert plain("abcd", 4) == "abcd"
    assert plain("") == ""


@given(st.text())
def test_fit_text_is_printable_and_short(text):
    shown = plain(text, 50)
    assert shown.isprintable()
    assert len(shown) <= 50
