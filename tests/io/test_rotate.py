"""Output files: bounded by copy and truncate, read from the end."""

from __future__ import annotations

import os
import subprocess

import pytest

from holdfast.io import rotate as module
from holdfast.io.files import Untakeable, Unwritable
from holdfast.io.rotate import rotate, tail


@pytest.fixture
def log(tmp_path):
    return tmp_path / "w1.log"


def test_a_small_or_missing_file_is_left_alone(log):
    assert not rotate(str(log), 10, 3)
    log.write_text("x" * 10)
    assert not rotate(str(log), 10, 3)
    assert log.read_text() == "x" * 10


def test_generations_move_up_and_the_oldest_falls_off(log, tmp_path):
    for number in range(5):
        log.write_text(f"generation {number}\n")
        assert rotate(str(log), 5, 3)
        assert log.read_text() == ""
    assert sorted(os.listdir(tmp_path)) == ["w1.log", "w1.log.1", "w1.log.2", "w1.log.3"]
    assert [log.with_name(f"w1.log.{n}").read_text() for n in (1, 2, 3)] == [f"generation {n}\n" for n in (4, 3, 2)]
    assert log.with_name("w1.log.1").stat().st_mode & 0o777 == 0o600


def test_keep_nothing(log, tmp_path):
    log.write_text("x" * 10)
    assert rotate(str(log), 5, 0)
    assert os.listdir(tmp_path) == ["w1.log"]
    assert log.read_text() == ""


def test_a_worker_that_holds_its_output_open_goes_on_writing_at_the_start(log):
    with log.open("ab") as sink, subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, stdout=sink) as worker:
        worker.stdin.write(b"before\n")
        worker.stdin.flush()
        while not log.stat().st_size:
            os.sched_yield()
        assert rotate(str(log), 3, 1)
        worker.stdin.write(b"after\n")
        worker.stdin.close()
    assert log.read_bytes() == b"after\n"  # no hole of zeros where the old text was
    assert log.with_name("w1.log.1").read_bytes() == b"before\n"


def test_a_disk_without_room_for_the_copy_loses_nothing(log, tmp_path, full_disk):
    log.write_text("x" * 100)
    with full_disk(10), pytest.raises(Unwritable, match=r"cannot rotate .*w1.log: file too large"):
        rotate(str(log), 5, 3)
    assert log.read_text() == "x" * 100
    assert os.listdir(tmp_path) == ["w1.log"]


def test_the_last_lines(log):
    log.write_text("".join(f"line {number}\n" for number in range(1, 101)))
    assert tail(str(log), 3) == [b"line 98", b"line 99", b"line 100"]
    assert tail(str(log), 100)[0] == b"line 1"
    assert len(tail(str(log), 1000)) == 100
    assert tail(str(log), 0) == []


def test_a_last_line_that_is_still_being_written(log):
    log.write_bytes(b"whole\n\nhal")
    assert tail(str(log), 2) == [b"", b"hal"]


def test_no_file_and_an_empty_file_have_no_lines(log):
    assert tail(str(log), 5) == []
    log.touch()
    assert tail(str(log), 5) == []


def test_after_a_rotation_the_older_lines_come_from_the_copy(log):
    log.write_text("one\ntwo\n")
    rotate(str(log), 3, 1)
    with log.open("a") as file:
        file.write("three\n")
    assert tail(str(log), 2) == [b"two", b"three"]
    assert tail(str(log), 9) == [b"one", b"two", b"three"]


def test_a_big_file_is_read_from_its_end_only(log, monkeypatch):
    monkeypatch.setattr(module, "TAIL_BYTES", 1000)
    monkeypatch.setattr(module, "_BLOCK", 64)
    log.write_text("".join(f"{number:09}\n" for number in range(1000)))
    assert tail(str(log), 7) == [b"%09d" % number for number in range(993, 1000)]
    lines = tail(str(log), 1000)
    assert lines == [b"%09d" % number for number in range(1000 - len(lines), 1000)]
    assert len(lines) == 99  # 1,000 bytes, the first line of them left out: it may be half of one


def test_what_cannot_be_read_says_so(tmp_path):
    with pytest.raises(Untakeable, match=r"cannot read .*: is a directory"):
        tail(str(tmp_path), 5)
