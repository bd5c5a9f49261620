"""What a terminal sends is a stranger's: keys come out of it, pasted text is text, and nothing ends the console."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from holdfast_console.keyboard import Keyboard

SCRAPS = (
    b"\x1b", b"\x1b[", b"\x1b[200~", b"\x1b[<0;1;1M", b"\x1b[99999999999u", b"\x1b[1:2u", b"\x1b[1;2R", b"\x1b[?2026;2$y", b"\xff",
    b"\xe2\x89", b"\x1b]52;c;aGk=\x07", b"\x1bP+q\x1b\\", b"\x1b[I", b"\x1b[48;24;80;0;0t", b"\x00", b"e41d\r", b"9" * 40,
)  # fmt: skip


def taken(keyboard: Keyboard, *pieces: bytes) -> list[Message]:
    return [message for piece in pieces for message in keyboard.take(piece)]


def keys(messages: list[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, events.Key)]


@given(st.lists(st.one_of(st.binary(max_size=12), st.sampled_from(SCRAPS)), max_size=30))
def test_whatever_comes_ctrl_c_is_heard_afterwards(pieces: list[bytes]) -> None:
    keyboard = Keyboard()
    taken(keyboard, *pieces)
    list(keyboard.wait())
    assert keys(taken(keyboard, b"\x03"))[-1:] == ["ctrl+c"]
    assert keys(taken(keyboard, b"j"))[-1:] == ["j"]


@pytest.mark.parametrize("cuts", [(), (3,), (6, 7), (12, 20)])
def test_pasted_text_is_one_paste_and_no_key_however_it_comes(cuts: tuple[int, ...]) -> None:
    sent = b"\x1b[200~stop\rbecause\ny\x1b[201~"
    pieces = [sent[start:end] for start, end in zip((0, *cuts), (*cuts, len(sent)), strict=True)]
    messages = taken(Keyboard(), *pieces, b"j")
    assert [message.text for message in messages if isinstance(message, events.Paste)] == ["stop\rbecause\ny"]
    assert keys(messages) == ["j"]


def test_what_nobody_types_so_fast_is_a_paste_without_its_marks() -> None:
    messages = taken(Keyboard(), b"stop\rbecause of the night's maintenance\r")
    assert [type(message) for message in messages] == [events.Paste]
    assert keys(taken(Keyboard(), b"e41d\r")) == ["e", "4", "1", "d", "enter"]


def test_a_letter_that_is_cut_in_the_middle_is_one_letter() -> None:
    assert [m.character for m in taken(Keyboard(), "é".encode()[:1], "é".encode()[1:])] == ["é"]
