"""The journal's lines: what goes in comes out; whatever happens to the file, no wrong record is ever read from it."""

from __future__ import annotations

import hashlib
import zlib

import pytest
from core_records import KINDS, MANY
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.core import journal as j
from holdfast.core.words import Kind

A, B = "a" * 64, "b" * 64
STORY: list[j.Record] = [
    j.Epoch(at=1.0, epoch=1, boot_id="boot"),
    j.Begin(at=2.0, seq=1, version="20240521-142233.0001", sha256=A, base_seq=0, base_sha256="", kind=Kind.BOOTSTRAP, author="bootstrap"),
    j.Decide(at=3.0, seq=1, version="20240521-142233.0001", sha256=A, kind=Kind.BOOTSTRAP),
    j.Ran(at=3.1, worker="w1", pid=41, start_time=7, token_sha256="t", seq=1),
    j.Proved(at=4.0, worker="w1", pid=41, seq=1, version="20240521-142233.0001", checksum=A[:7], sha256=A),
    j.End(at=60.0, seq=1, outcome="active", members=1, proved=1),
]


def written(records: list[j.Record]) -> bytes:
    head, out = j.FIRST, b""
    for record in records:
        line, head = j.encode(record, head)
        out += line + b"\n"
    return out


def read(raw: bytes) -> j.Reading:
    """As the daemon reads a file: whole lines, and perhaps a rest without a newline."""
    lines = raw.split(b"\n")
    rest = lines.pop()
    return j.read([*lines, rest], complete=False) if rest else j.read(lines)


@given(MANY)
@settings(deadline=None, max_examples=150)
def test_what_is_written_is_what_is_read(records: list[j.Record]) -> None:
    reading = read(written(records))
    assert list(reading.records) == records
    assert reading.fault is None


def test_every_kind_of_record_has_a_name_of_its_own_in_the_file() -> None:
    tags = [kind.__struct_config__.tag for kind in KINDS]
    assert len(set(tags)) == len(KINDS) == 16


def test_a_line_is_what_the_page_says() -> None:
    """LENGTH CRC PREVIOUS JSON: anybody can check it with sha256sum and crc32."""
    first, head = j.encode(STORY[0], j.FIRST)
    second, _ = j.encode(STORY[3], head)
    length, crc, previous, body = second.split(b" ", 3)
    assert int(length, 16) == len(body)
    assert int(crc, 16) == zlib.crc32(body)
    assert previous.decode() == hashlib.sha256(first).hexdigest()
    assert body == b'{"k":"SPAWNED","worker":"w1","pid":41,"start_time":7,"token_sha256":"t","seq":1,"at":3.1}'


def test_reading_goes_on_where_the_writing_stopped() -> None:
    reading = read(written(STORY[:3]))
    line, _ = j.encode(STORY[3], reading.head)
    assert list(read(written(STORY[:3]) + line + b"\n").records) == STORY[:4]


def test_a_file_cut_off_anywhere_gives_the_whole_records_before_the_cut() -> None:
    """A crash in the middle of a write, at every byte: never an error that needs a person, never half a record."""
    raw = written(STORY)
    for size in range(len(raw)):
        reading = read(raw[:size])
        whole = raw[:size].count(b"\n")
        assert list(reading.records) == STORY[:whole]
        if raw[:size].endswith(b"\n") or not size:
            assert reading.fault is None
        else:
            assert isinstance(reading.fault, j.Torn), size
            assert reading.fault.line == whole


def test_zeros_at_the_end_are_a_torn_record() -> None:
    """What some file systems leave after a power cut: the length was written, the bytes were not."""
    raw = written(STORY)
    reading = read(raw[:-40] + b"\0" * 40)
    assert list(reading.records) == STORY[:-1]
    assert isinstance(reading.fault, j.Torn)


@given(st.integers(0, len(written(STORY)) - 1), st.integers(1, 255))
@settings(deadline=None, max_examples=400)
def test_a_flipped_byte_is_never_read_as_something_else(place: int, bits: int) -> None:
    """Records before it may be read; itself and what follows it never, and it is said."""
    raw = bytearray(written(STORY))
    raw[place] ^= bits
    reading = read(bytes(raw))
    hit = bytes(raw[:place]).count(b"\n")
    assert reading.fault is not None
    assert list(reading.records) == STORY[: len(reading.records)]
    assert len(reading.records) <= hit + 1, "the last one before a broken chain may stand: its own bytes are whole"


def test_every_single_flipped_bit_of_a_line_is_found() -> None:
    raw = written(STORY[:2])
    for place in range(len(raw)):
        for bit in range(8):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            reading = read(bytes(changed))
            assert reading.fault is not None, (place, bit)
            assert list(reading.records) == STORY[: len(reading.records)]


def without(raw: bytes, line: int) -> bytes:
    lines = raw.splitlines(keepends=True)
    del lines[line]
    return b"".join(lines)


@pytest.mark.parametrize("line", range(len(STORY) - 1))
def test_a_line_that_was_taken_out_breaks_the_chain(line: int) -> None:
    reading = read(without(written(STORY), line))
    assert isinstance(reading.fault, j.Damaged)
    assert list(reading.records) == STORY[:line]


def test_two_lines_that_changed_places_break_the_chain() -> None:
    lines = written(STORY).splitlines(keepends=True)
    lines[1], lines[2] = lines[2], lines[1]
    reading = read(b"".join(lines))
    assert isinstance(reading.fault, j.Damaged)
    assert list(reading.records) == STORY[:1]


def test_a_bad_line_with_a_good_one_after_it_is_damage_and_not_a_torn_write() -> None:
    lines = written(STORY).splitlines(keepends=True)
    lines[2] = lines[2][:-9] + b"\n"
    assert isinstance(read(b"".join(lines)).fault, j.Damaged)


def test_a_whole_last_line_of_an_unknown_kind_is_never_cut_off() -> None:
    """A newer holdfast wrote it: that is not ours to throw away."""
    raw = written(STORY)
    body = b'{"k":"TOMORROW","at":1.0}'
    line = b"%08x %08x %s %s\n" % (len(body), zlib.crc32(body), read(raw).head.encode(), body)
    reading = read(raw + line)
    assert list(reading.records) == STORY
    assert isinstance(reading.fault, j.Damaged)


@pytest.mark.parametrize("rubbish", [b"\n", b"\n\n", b"x\n", b"\xff" * 200 + b"\n", b" ".join([b"0"] * 9) + b"\n"])
def test_rubbish_after_the_last_record_is_told(rubbish: bytes) -> None:
    reading = read(written(STORY) + rubbish)
    assert list(reading.records) == STORY
    assert reading.fault is not None


def test_an_empty_file_is_an_empty_journal() -> None:
    assert read(b"") == j.Reading((), j.FIRST, None)
