"""A worker looked into: real processes with a deleted file, a socket, a child and inotify watches of their own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.core.detail import Anatomy
from holdfast.io import examine, handles, places

# In the folder of its argument: holds a file that it removes, listens twice, watches the folder and another, has a child.
PROGRAM = """
import ctypes, os, socket, sys
os.chdir(sys.argv[1])
held = open("old.toml", "w"); os.unlink("old.toml")
odd = open("not gone (deleted)", "w")
tcp = socket.create_server(("127.0.0.1", 0))
unix = socket.socket(socket.AF_UNIX); unix.bind("s p"); unix.listen()
libc = ctypes.CDLL(None)
fd = libc.inotify_init1(0)
for folder in (b".", b"rules", b"/proc/self/fd"):
    libc.inotify_add_watch(fd, folder, 0x100)
child = os.fork()
if child:
    print(held.fileno(), tcp.getsockname()[1], child, flush=True)
sys.stdin.read()
"""


class Seen:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "rules").mkdir()
        command = [sys.executable, "-c", PROGRAM, str(folder)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, start_new_session=True, text=True, **pipes)
        assert self.process.stdout is not None
        self.held, self.port, self.child = (int(word) for word in self.process.stdout.readline().split())

    def look(self, stable: str = "/nowhere/current") -> Anatomy:
        return examine.worker("w", self.process.pid, stable, str(self.folder))


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    made = Seen(tmp_path_factory.mktemp("seen"))
    yield made
    made.process.communicate("")


def test_a_worker_is_its_whole_session_the_leader_first(seen: Seen) -> None:
    leader, child = seen.look().processes
    assert (leader.pid, leader.session, leader.group, leader.parent) == (seen.process.pid, seen.process.pid, seen.process.pid, os.getpid())
    assert (child.pid, child.parent, child.session) == (seen.child, seen.process.pid, seen.process.pid)
    assert leader.argv[1:] == ("-c", PROGRAM, str(seen.folder))
    assert (leader.cwd, leader.uid, leader.nice) == (str(seen.folder), os.geteuid(), os.getpriority(os.PRIO_PROCESS, seen.process.pid))
    assert leader.fds >= 7
    assert leader.rss > 1 << 20


def test_a_file_that_nobody_can_name_any_more_comes_first(seen: Seen) -> None:
    found = seen.look()
    gone = [one for one in found.handles if one.deleted]
    assert {(one.fd, one.what) for one in gone} == {(seen.held, f"{seen.folder}/old.toml")}
    assert {one.pid for one in gone} == {seen.process.pid, seen.child}
    assert all(one.inode for one in gone)
    assert list(found.handles[: len(gone)]) == gone
    assert any(one.what == f"{seen.folder}/not gone (deleted)" and not one.deleted for one in found.handles)


def test_sockets_have_their_ends_in_words(seen: Seen) -> None:
    found = seen.look()
    words = {one.what for one in found.handles if one.kind == "socket"}
    assert words == {f"tcp 127.0.0.1:{seen.port} listening", "unix s p listening"}
    assert found.kinds["socket"] == 4


def test_a_watch_has_a_path_where_one_is_known_and_else_its_inode(seen: Seen) -> None:
    [ear] = seen.look().ears
    assert ear.watches == 3
    assert {place.path for place in ear.places} == {str(seen.folder), f"{seen.folder}/rules", ""}
    assert all(place.inode for place in ear.places)


def test_what_lies_on_the_disk_is_hashed(seen: Seen, tmp_path: Path) -> None:
    current = tmp_path / "current"
    current.write_bytes(b"a = 1\n")
    disk = seen.look(str(current)).disk
    assert (disk.sha256, disk.inode, disk.size) == (hashlib.sha256(b"a = 1\n").hexdigest(), current.stat().st_ino, 6)
    assert seen.look().disk.problem == "cannot read /nowhere/current: no such file or directory"


def test_who_has_no_process_has_a_disk_only() -> None:
    found = examine.worker("w", 0, "/nowhere/current", "/nowhere")
    assert (found.processes, found.handles, found.ears, found.unseen) == ((), (), (), ())


def test_a_process_that_may_not_be_looked_into_is_said(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(pid: int) -> Iterator[handles.Handle]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(handles, "of", refused)
    found = seen.look()
    assert found.processes[0].argv
    assert found.handles == ()
    assert f"cannot look into process {seen.process.pid}: it belongs to user " in found.unseen[0]


def test_addresses_are_read_as_the_kernel_writes_them() -> None:
    rows = {"0100007F:1F90" if sys.byteorder == "little" else "7F000001:1F90": "127.0.0.1:8080"}
    assert {raw: handles._address(raw) for raw in rows} == rows
    assert handles._address("0" * 32 + ":0050") == "[::]:80"


def test_a_folder_that_is_gone_gives_no_names() -> None:
    assert places.known(["/nowhere"], ["/nowhere"]) == {}
