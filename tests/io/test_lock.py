"""Two supervisors: the second one is told who the first one is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from holdfast.io.files import Unwritable
from holdfast.io.lock import Held, Lock

PROGRAM = """
import sys
from holdfast.io.lock import Lock
lock = Lock(sys.argv[1])
lock.take()
print("taken", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "lock")


def holder(path):
    command = [sys.executable, "-c", PROGRAM, path]
    env = {"PYTHONPATH": ":".join(sys.path)}
    process = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"taken\n"
    return process


def test_the_loser_learns_the_winners_pid(path):
    with holder(path) as first:
        with pytest.raises(Held) as caught:
            Lock(path).take()
        assert caught.value.pid == first.pid
        assert f"already running, pid {first.pid}" in str(caught.value)
        first.stdin.close()


def test_the_kernel_frees_it_when_the_holder_is_killed(path):
    with holder(path) as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
    lock = Lock(path)
    lock.take()
    with open(path, encoding="ascii") as file:
        assert int(file.read()) == os.getpid()
    lock.release()


def test_children_do_not_keep_it(path):
    lock = Lock(path)
    lock.take()
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False):
        lock.release()
        again = Lock(path)
        again.take()
        again.release()
        again.release()


def test_a_holder_that_wrote_nonsense(path):
    lock = Lock(path)
    lock.take()
    with open(path, "w", encoding="ascii") as file:
        file.write("me")
    with pytest.raises(Held, match="already running, pid unknown"):
        Lock(path).take()
    lock.release()


def test_nowhere_to_lock(tmp_path):
    with pytest.raises(Unwritable, match=r"cannot lock .*: no such file or directory"):
        Lock(str(tmp_path / "no" / "lock")).take()


def test_a_full_disk_cannot_be_locked_on(path, full_disk, ours):
    before = ours()
    with full_disk(0), pytest.raises(Unwritable, match=r"cannot lock .*: file too large"):
        Lock(path).take()
    assert ours() == before
