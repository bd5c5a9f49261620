"""The growing log: whole lines or none, torn ends kept aside, a failed sync is final."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from holdfast.io.files import Unwritable
from holdfast.io.logfile import AppendLog


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "journal")


@pytest.fixture
def log(path):
    made = AppendLog(path)
    yield made
    made.close()


def content(path):
    with open(path, "rb") as file:
        return file.read()


def test_lines_come_back_in_order_also_after_a_restart(log, path):
    assert log.fresh
    assert log.read() == []
    log.append([b"one", b"two"])
    log.append([b"three"])
    log.sync()
    assert log.size == len(b"one\ntwo\nthree\n")
    log.close()
    again = AppendLog(path)
    assert not again.fresh
    assert again.read() == [b"one", b"two", b"three"]
    assert again.torn == b""
    again.append([b"four"])
    again.close()
    assert content(path) == b"one\ntwo\nthree\nfour\n"
    assert os.stat(path).st_mode & 0o777 == 0o600


def test_a_torn_line_is_shown_and_blocks_writing_until_it_is_cut(path):
    with open(path, "wb") as file:
        file.write(b"one\ntwo\nthr")
    log = AppendLog(path)
    assert log.read() == [b"one", b"two"]
    assert log.torn == b"thr"
    with pytest.raises(Unwritable, match="torn line"):
        log.append([b"four"])
    aside = log.cut(log.size - len(log.torn))
    assert aside == f"{path}.torn-1"
    assert content(aside) == b"thr"
    log.append([b"four"])
    assert log.read() == [b"one", b"two", b"four"]
    assert log.torn == b""
    log.close()


def test_a_bad_whole_line_can_be_cut_too_and_copies_are_never_overwritten(path):
    with open(path, "wb") as file:
        file.write(b"one\nbad\n")
    log = AppendLog(path)
    assert log.cut(4) == f"{path}.torn-1"
    log.append([b"worse"])
    assert log.cut(4) == f"{path}.torn-2"
    assert content(f"{path}.torn-1") == b"bad\n"
    assert content(f"{path}.torn-2") == b"worse\n"
    assert log.read() == [b"one"]
    log.close()


def test_a_line_cannot_hold_a_newline(log):
    with pytest.raises(ValueError, match="newline"):
        log.append([b"fine", b"not\nfine"])
    assert log.read() == []


def test_a_write_that_does_not_fit_leaves_no_part_of_itself(log, path, full_disk):
    log.append([b"one"])
    with full_disk(10):  # the kernel takes the 6 bytes that fit, and fails at the next write
        with pytest.raises(Unwritable, match=r"cannot write .*journal: file too large; make room"):
            log.append([b"two", b"x" * 100])
        assert content(path) == b"one\n"
        log.append([b"fits"])  # what still fits can be written
    log.append([b"three"])
    log.sync()
    assert log.read() == [b"one", b"fits", b"three"]


def test_after_a_failed_sync_nothing_is_tried_again():
    log = AppendLog("/dev/full")  # every write fails, it cannot be synced
    with pytest.raises(Unwritable, match=r"cannot sync /dev/full: invalid argument"):
        log.sync()
    for act in (log.sync, lambda: log.append([b"x"]), lambda: log.cut(0)):
        with pytest.raises(Unwritable, match="cannot sync /dev/full"):
            act()
    log.close()


def test_a_write_that_cannot_be_taken_back_is_final_too():
    log = AppendLog("/dev/full")
    for _ in range(2):
        with pytest.raises(Unwritable, match="cannot cut back /dev/full: invalid argument"):
            log.append([b"x"])
    log.close()


def test_a_closed_log_says_so(log):
    log.close()
    log.close()
    with pytest.raises(Unwritable, match="it is closed"):
        log.append([b"x"])


def test_a_log_that_cannot_be_opened(tmp_path):
    with pytest.raises(Unwritable, match=r"cannot open .*: no such file or directory; check its folder"):
        AppendLog(str(tmp_path / "no" / "journal"))
    (tmp_path / "target").touch()
    (tmp_path / "link").symlink_to("target")
    with pytest.raises(Unwritable, match="too many levels"):
        AppendLog(str(tmp_path / "link"))


PROGRAM = """
import ctypes, os, sys
from holdfast.io.files import Unwritable
from holdfast.io.logfile import AppendLog
libc = ctypes.CDLL(None, use_errno=True)
# a mount namespace of our own: nobody else sees this disk
if libc.unshare(0x00020000) or libc.mount(b"none", b"/", None, 0x44000, None):
    sys.exit(77)
if libc.mount(b"tmpfs", sys.argv[1].encode(), b"tmpfs", 0, b"size=32k"):
    sys.exit(77)
log = AppendLog(sys.argv[1] + "/journal")
count = 0
try:
    while True:
        log.append([b"x" * 999])
        count += 1
except Unwritable as why:
    print(why)
print(log.read() == [b"x" * 999] * count, log.torn, log.size == count * 1000 == os.stat(log.path).st_size, count)
"""


def test_a_disk_that_runs_full_in_the_middle_of_a_line(tmp_path):
    env = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", PROGRAM, tmp_path], env=env, stdout=subprocess.PIPE, text=True)
    if done.returncode == 77:
        pytest.skip("this system does not let us mount a small disk")
    assert done.stdout.splitlines() == [
        f"cannot write {tmp_path}/journal: no space left on device; make room, then try again",
        "True b'' True 32",  # 32,768 bytes hold 32 lines of 1,000 and a part of one
    ]
