"""Who of this user watches what, on real instances: ours, a worker's, a stranger's."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.io.overlook import overlook, queued

PROGRAM = """
import ctypes, os, sys
os.chdir(sys.argv[1])
libc = ctypes.CDLL(None)
fd = libc.inotify_init1(0)
libc.inotify_add_watch(fd, b"mine", 0x100)
print(flush=True)
sys.stdin.read()
"""


@pytest.fixture
def watchers(tmp_path: Path) -> Iterator[list[int]]:
    """Two processes, each in a session of its own, that watch `mine` in the folder where they stand."""
    (tmp_path / "mine").mkdir()
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) for _ in range(2)]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    yield [process.pid for process in started]
    for process in started:
        process.communicate()


def test_each_watch_has_its_owner_and_its_path(watchers: list[int], tmp_path: Path) -> None:
    (tmp_path / "tree" / "deep").mkdir(parents=True)
    libc = ctypes.CDLL(None)
    fd = libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        libc.inotify_add_watch(fd, os.fsencode(tmp_path / "tree" / "deep"), 0x100)
        worker, stranger = watchers
        found = overlook(os.geteuid(), {"w": worker}, str(tmp_path / "tree"))
        owners = {one.name or one.pid: one for one in found.owners}
        assert found.owners[0].name == "supervisor"
        assert [place.path for place in owners["supervisor"].places if "tree" in place.path] == [str(tmp_path / "tree" / "deep")]
        assert (owners["w"].pid, owners["w"].instances, owners["w"].watches) == (worker, 1, 1)
        assert owners["w"].places[0].path == owners[stranger].places[0].path == str(tmp_path / "mine")
        assert found.budget.watches >= 3
        assert found.budget.own_watches == owners["supervisor"].watches + 1
        assert found.queued >= 0
        (tmp_path / "tree" / "deep" / "new").touch()
        assert overlook(os.geteuid(), {}, str(tmp_path)).queued >= found.queued + 16
    finally:
        os.close(fd)


def test_who_has_no_instance_has_no_queue() -> None:
    assert queued(()) == -1
