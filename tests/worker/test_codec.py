"""The codec against anything: what it takes it gives back, and what it does not take is a BadLine and nothing worse."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.worker.codec import MAX_LINE, BadLine, Lines, brief, decode, depth, encode, strict_json
from holdfast.worker.shapes import SHAPES, check

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
SCALARS = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=12)
MESSAGES = st.dictionaries(TEXT, VALUES, max_size=6)


def levels(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(levels, inner), default=0)


@given(MESSAGES)
def test_what_is_encoded_is_decoded_again(message):
    line = encode(message)
    assert line.endswith(b"\n")
    assert b"\n" not in line[:-1]
    assert depth(line) == levels(message)
    if levels(message) <= 16:
        assert decode(line[:-1]) == message


@given(st.binary(max_size=200) | TEXT.map(str.encode) | MESSAGES.map(lambda m: json.dumps(m).encode()))
def test_any_bytes_are_a_message_or_a_bad_line(line):
    try:
        verdict = check(decode(line))
    except BadLine as bad:
        verdict = bad.code
    assert verdict in {"E_PROTO", *SHAPES}


@given(st.lists(st.binary(max_size=30).map(lambda part: part.replace(b"\n", b" ")), max_size=8), st.data())
def test_lines_come_out_whole_however_the_stream_is_cut(lines, data):
    stream, cutter, found = b"".join(line + b"\n" for line in lines), Lines(), []
    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        found += cutter.feed(stream[:cut])
        stream = stream[cut:]
    assert found == lines
    assert not cutter.partial


def test_a_line_that_is_too_long_is_one_bad_line_however_it_is_cut():
    for piece in (1000, MAX_LINE - 1, MAX_LINE, 200_000):
        cutter, stream, found = Lines(), b"x" * 200_000 + b"\nnext\n", []
        for start in range(0, len(stream), piece):
            found += cutter.feed(stream[start : start + piece])
        assert found == [None, b"next"], piece
        assert not cutter.partial


def test_brackets_within_strings_do_not_nest():
    assert depth(b'{"a":"[[[[\\"[[","b":[1]}') == 2


@pytest.mark.parametrize("text", [b'"\\\\u0000"', b'"\\\\ud800"', b'"\\ud83d\\ude00"'])
def test_escapes_that_only_look_bad_are_fine(text):
    assert strict_json(text) == json.loads(text)


def test_a_tower_without_a_depth_limit_is_still_a_value_error():
    with pytest.raises(ValueError, match="deep"):
        strict_json(b"[" * 200_000 + b"]" * 200_000)


@given(st.text(max_size=300), st.integers(1, 100))
def test_brief_text_can_stand_in_a_line_and_on_a_screen(text, limit):
    short = brief(text, limit)
    assert len(short) <= limit
    assert short.isprintable()
    assert decode(encode({"error": short})) == {"error": short}
