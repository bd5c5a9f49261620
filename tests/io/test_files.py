"""Reading what people edit: what is taken, what is refused and in which words; and publishing in one step."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import tempfile
import threading

import pytest

from holdfast.io import files
from holdfast.io.files import Reading, Untakeable, Unwritable, publish, read_stable


def refusal(path, max_bytes=1000):
    with pytest.raises(Untakeable) as caught:
        read_stable(str(path), max_bytes)
    text = str(caught.value)
    assert text.startswith(f"cannot read {path}: ")
    assert "; " in text  # what to do
    return text


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "conf" / "app.toml"
    path.parent.mkdir()
    path.write_bytes(b"a = 1\n")
    return path


def test_bytes_and_owner(source):
    assert read_stable(str(source), 1000) == Reading(b"a = 1\n", os.geteuid())


def test_exactly_max_bytes_is_taken_one_more_is_not(source):
    source.write_bytes(b"x" * 1000)
    assert len(read_stable(str(source), 1000).raw) == 1000
    source.write_bytes(b"x" * 1001)
    assert "it has 1001 bytes, more than 1000" in refusal(source)


def test_a_huge_file_is_refused_unread(source):
    os.truncate(source, 1 << 40)  # sparse
    assert f"it has {1 << 40} bytes" in refusal(source)


def test_missing(source):
    assert "there is no such file; put it back" in refusal(source.with_name("gone"))
    assert "there is no such file" in refusal(source.parent / "no" / "folder")


def test_a_file_as_folder(source):
    assert "not a directory" in refusal(source / "below")


def test_empty(source):
    source.write_bytes(b"")
    assert "it is empty" in refusal(source)


def test_a_fifo_does_not_make_us_wait(source):
    source.unlink()
    os.mkfifo(source)
    assert "it is a FIFO" in refusal(source)


def test_a_socket(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket may have 107 bytes only
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("app.toml")
        assert "it is a socket" in refusal(tmp_path / "app.toml")


def test_a_folder(source):
    assert "it is a folder" in refusal(source.parent)


def test_a_device_is_refused_unopened(source):
    assert "it is a device" in refusal("/dev/zero")
    source.unlink()
    source.symlink_to("/dev/zero")
    assert "it is a device" in refusal(source)


def test_a_dangling_link(source):
    source.unlink()
    source.symlink_to("nowhere")
    assert "it is a link to nowhere, which does not exist" in refusal(source)


def test_a_link_to_itself(source):
    source.unlink()
    source.symlink_to(source)
    assert "too many levels of symbolic links" in refusal(source)


def test_a_link_out_of_the_folder(source):
    outside = source.parent.parent / "secret"
    outside.write_text("x")
    source.unlink()
    source.symlink_to("../secret")
    assert f"a link that leads out of its folder, to {outside}; put the file itself there" in refusal(source)


def test_a_link_into_a_folder_whose_name_only_begins_alike(source):
    twin = source.parent.with_name("conf2") / "app.toml"
    twin.parent.mkdir()
    twin.write_text("x")
    source.unlink()
    source.symlink_to(twin)
    assert "leads out" in refusal(source)


def test_links_below_the_folder_are_followed_as_kubernetes_makes_them(source):
    (source.parent / "..2024").mkdir()
    (source.parent / "..2024" / "app.toml").write_text("b = 2\n")
    (source.parent / "..data").symlink_to("..2024")
    source.unlink()
    source.symlink_to("..data/app.toml")
    assert read_stable(str(source), 1000).raw == b"b = 2\n"


def test_a_folder_that_is_itself_reached_through_a_link(source):
    link = source.parent.with_name("current")
    link.symlink_to("conf")
    assert read_stable(str(link / "app.toml"), 1000).raw == b"a = 1\n"


PROGRAM = """
import os, sys
from holdfast.io import files
if os.geteuid() == 0:
    os.setuid(65534)  # root may read everything
try:
    files.read_stable(sys.argv[1], 1000)
except files.Untakeable as why:
    print(why)
"""


def test_unreadable_for_our_user():
    env = {"PYTHONPATH": ":".join(sys.path)}
    with tempfile.NamedTemporaryFile(dir="/tmp") as source:  # pytest's own folders are closed to others
        source.write(b"a = 1")
        source.flush()
        os.chmod(source.name, 0)
        out = subprocess.run([sys.executable, "-c", PROGRAM, source.name], env=env, stdout=subprocess.PIPE, text=True, check=True).stdout
    assert f"cannot read {source.name}: permission denied (for uid " in out
    assert "make it readable" in out


def test_what_is_taken_under_a_restless_writer_was_once_the_whole_file(source):
    """It empties the file and writes it in two pieces, without end. Any other mix of bytes would be a reading torn by us."""
    halves = b"x" * 300, b"y" * 300
    stop = threading.Event()

    def scribble():
        while not stop.is_set():
            with source.open("r+b", buffering=0) as file:
                file.truncate(0)
                file.write(halves[0])
                file.write(halves[1])

    writer = threading.Thread(target=scribble)
    source.write_bytes(halves[0] + halves[1])
    writer.start()
    try:
        for _ in range(30):
            try:
                taken = read_stable(str(source), 1000)
            except Untakeable as why:
                assert "keeps changing" in str(why) or "empty" in str(why)  # noqa: PT017
            else:
                assert taken.raw in (halves[0], halves[0] + halves[1])
    finally:
        stop.set()
        writer.join()
    assert read_stable(str(source), 1000).raw == halves[0] + halves[1]


def test_a_file_that_is_never_twice_the_same_is_given_up(source, monkeypatch):
    whole = files.read_found
    number = iter(range(1000))

    def read_then_change(*arguments):
        look = whole(*arguments)
        source.write_bytes(b"%d" % next(number))
        return look

    monkeypatch.setattr(files, "read_found", read_then_change)
    monkeypatch.setattr(files, "PAUSE", 0)
    assert "it keeps changing while it is read" in refusal(source)
    assert next(number) == files.TRIES


def test_a_file_replaced_between_the_two_readings_is_read_once_more(source, monkeypatch):
    whole = files.read_found
    replaced = []

    def read_then_replace_once(*arguments):
        look = whole(*arguments)
        if not replaced:
            publish(str(source), b"new\n", 0o600)
            replaced.append(True)
        return look

    monkeypatch.setattr(files, "read_found", read_then_replace_once)
    assert read_stable(str(source), 1000).raw == b"new\n"


def test_a_file_moved_away_while_it_is_read_is_no_link_out(source, monkeypatch):
    """An editor that moves the old file to a backup folder and writes a new one."""
    inside = files._inside
    moved = []

    def move_away_once(path, where):
        if not moved:
            os.rename(source, source.parent.parent / "backup")
            source.write_bytes(b"new\n")
            moved.append(True)
            where = str(source.parent.parent / "backup")
        return inside(path, where)

    monkeypatch.setattr(files, "_inside", move_away_once)
    assert read_stable(str(source), 1000).raw == b"new\n"


def test_reading_leaves_no_descriptor(source, ours):
    before = ours()
    read_stable(str(source), 1000)
    refusal(source, max_bytes=1)
    refusal(source.parent)
    assert ours() == before


def test_publish_replaces_in_one_step_and_sets_the_mode(source):
    with source.open("rb") as old:
        publish(str(source), b"new\n", 0o400)
        assert old.read() == b"a = 1\n"  # whoever had it open keeps the old content
    assert source.read_bytes() == b"new\n"
    assert source.stat().st_mode & 0o777 == 0o400
    publish(str(source), b"newer\n", 0o644, sync=True)
    assert source.stat().st_mode & 0o777 == 0o644
    assert os.listdir(source.parent) == ["app.toml"]


def test_publish_replaces_a_link_and_does_not_follow_it(source):
    link = source.with_name("current")
    link.symlink_to("app.toml")
    publish(str(link), b"new\n", 0o600)
    assert not link.is_symlink()
    assert source.read_bytes() == b"a = 1\n"


def test_what_cannot_be_published_leaves_nothing_behind(source, full_disk):
    with full_disk(10), pytest.raises(Unwritable, match=r"cannot write .*app.toml: file too large; check"):
        publish(str(source), b"x" * 100, 0o600)
    assert source.read_bytes() == b"a = 1\n"
    assert os.listdir(source.parent) == ["app.toml"]
    with pytest.raises(Unwritable, match="no such file or directory"):
        publish(str(source.parent / "no" / "folder"), b"x", 0o600)


def test_without_descriptors_the_limit_is_named_and_not_the_file(tmp_path):
    source = tmp_path / "app.toml"
    source.write_text("a = 1\n")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = max(int(name) for name in os.listdir("/proc/self/fd"))
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(highest, soft), hard))
    held = []
    try:
        while len(held) <= highest:
            try:
                held.append(os.open("/dev/null", os.O_RDONLY))
            except OSError:
                break
        told = refusal(source)
    finally:
        for fd in held:
            os.close(fd)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert "RLIMIT_NOFILE" in told
