"""Streams cut anywhere, lines without end, and workers that never stop talking."""

from hypothesis import given
from hypothesis import strategies as st

from holdfast.core import wire
from holdfast.core.framing import Framer, Rate
from holdfast.core.wire import Bad, encode, from_worker

SHA = "ab" * 32

MESSAGES = st.builds(
    wire.Active,
    st.integers(0, 2**63 - 1),
    st.integers(0, 9),
    st.integers(0, 9),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=128),
    st.sampled_from([SHA, ""]),
    st.sampled_from([SHA, ""]),
    st.floats(0, 1e9),
) | st.builds(wire.Status, st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))


@given(st.lists(MESSAGES, max_size=8), st.lists(st.integers(1, 50), max_size=40))
def test_messages_survive_any_cutting_of_the_stream(messages, cuts):
    stream, framer, lines = b"".join(map(encode, messages)), Framer(), []
    for cut in cuts:
        lines += framer.feed(stream[:cut])
        stream = stream[cut:]
    lines += framer.feed(stream)
    assert [from_worker(found) for found in lines] == messages


@given(st.binary(max_size=200).map(lambda b: b.replace(b"\n", b"")), st.booleans())
def test_a_line_too_long_is_told_once_and_the_next_one_is_heard(tail, in_one_chunk):
    framer, long = Framer(), b"x" * (1 << 20) + tail
    chunks = [long + b"\nnext\n"] if in_one_chunk else [long[i : i + 60000] for i in range(0, len(long), 60000)] + [b"\nne", b"xt\n"]
    got = [piece for chunk in chunks for piece in framer.feed(chunk)]
    assert got == [Bad("E_TOOBIG", "line longer than 65536 bytes"), b"next"]


def test_a_line_too_long_among_others_in_one_chunk():
    got = Framer().feed(b"a\n" + b"x" * (wire.LINE + 1) + b"\nb\n\n")
    assert got == [b"a", Bad("E_TOOBIG", "line longer than 65536 bytes"), b"b", b""]


def test_two_hundred_messages_a_second_and_not_one_more():
    rate = Rate()
    assert all(rate.message(10.0) for _ in range(200))
    assert not rate.message(10.0)
    steady = Rate()
    assert all(steady.message(10.0 + n / 150) for n in range(1000))


def test_the_third_bad_line_within_a_minute_is_the_last():
    rate = Rate()
    assert [rate.bad(at) for at in (0.0, 30.0, 60.0)] == [True, True, False]
    patient = Rate()
    assert all(patient.bad(at) for at in (0.0, 30.0, 60.1, 91.0, 121.0))
