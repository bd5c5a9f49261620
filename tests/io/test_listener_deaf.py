"""The listener says when it cannot hear, why, and hears again as soon as it can."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest

from holdfast.core.events import Touched, Watching
from holdfast.io import ears, procfs
from holdfast.io.listener import Listener

HEARS = Watching("inotify")


def in_place(source):
    source.write_text("a = 2\n")


def rename_beside(source):
    draft = source.with_name("app.toml.tmp")
    draft.write_text("a = 2\n")
    os.replace(draft, source)


async def degraded(heard):
    said = await heard.next(Watching)
    assert said.reason
    return said


async def test_a_folder_removed_and_made_again_is_watched_again_at_once(listener, source, heard):
    source.unlink()
    source.parent.rmdir()
    said = await degraded(heard)
    assert said.reason.startswith(f"cannot watch {source.parent}: no such file or directory; make the folder again")
    await heard.next(Touched, settled=False)
    source.parent.mkdir()
    assert await heard.next(Watching) == HEARS
    await heard.next(Touched, settled=True)
    rename_beside(source)
    await heard.next(Touched, settled=True)


async def test_a_folder_whose_parents_went_too_is_found_again(tmp_path, heard):
    source = tmp_path / "a" / "b" / "c" / "app.toml"
    source.parent.mkdir(parents=True)
    listener = Listener(str(source), heard)
    listener.start()
    await heard.next(Watching)
    for folder in (tmp_path / "a" / "b" / "c", tmp_path / "a" / "b", tmp_path / "a"):
        folder.rmdir()
    await degraded(heard)
    source.parent.mkdir(parents=True)
    assert await heard.next(Watching) == HEARS
    in_place(source)
    await heard.next(Touched, settled=True)
    listener.stop()


async def test_a_folder_swapped_for_another_is_noticed(listener, source, heard):
    fresh = source.parent.with_name("fresh")
    fresh.mkdir()
    (fresh / "app.toml").write_text("a = 2\n")
    os.rename(source.parent, source.parent.with_name("old"))
    os.rename(fresh, source.parent)
    await heard.next(Touched, settled=True)
    in_place(source)
    await heard.next(Touched, settled=True)
    assert all(event == HEARS for event in heard.events if isinstance(event, Watching))


async def test_a_folder_behind_a_link_that_is_turned_is_found_by_check(tmp_path, heard):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "conf").symlink_to("one")
    listener = Listener(str(tmp_path / "conf" / "app.toml"), heard)
    listener.start()
    await heard.next(Watching)
    listener.check()
    assert heard.events == []
    (tmp_path / "conf").unlink()
    (tmp_path / "conf").symlink_to("two")
    listener.check()
    assert heard.events == [Touched(settled=True)]
    in_place(tmp_path / "two" / "app.toml")
    await heard.next(Touched, settled=True)
    listener.stop()


async def test_a_real_overflow_of_the_kernels_queue_is_told_and_everything_is_read_again(listener, source, heard):
    depth = procfs.limits().queue
    if depth > 100_000:
        pytest.skip(f"fs.inotify.max_queued_events is {depth}: filling the queue would take too long")
    other = source.with_name("other")
    other.touch()
    for _ in range(depth // 2 + 10):  # two events each, and no neighbours alike
        os.rename(other, source.with_name("another"))
        os.rename(source.with_name("another"), other)
    assert await heard.next(Watching) == Watching("inotify", "", overflows=1)
    await heard.next(Touched, settled=True)
    rename_beside(source)
    await heard.next(Touched, settled=True)


async def test_without_inotify_the_folder_is_polled_until_inotify_is_back(source, heard, ours, monkeypatch):
    def none_left(self):
        raise OSError(24, "inotify instance limit reached")

    monkeypatch.setattr(ears, "POLL_EVERY", 0.05)
    before = ours()
    with monkeypatch.context() as patch:
        patch.setattr(ears.Instance, "__init__", none_left)
        listener = Listener(str(source), heard)
        listener.start()
        said = await degraded(heard)
        assert said.mode == "polling"
        assert "inotify instances of uid" in said.reason
        assert "raise fs.inotify.max_user_instances" in said.reason
        rename_beside(source)
        await heard.next(Touched, settled=False)
        source.unlink()
        await heard.next(Touched, settled=False)
        listener.check()
        assert not any(isinstance(event, Watching) for event in heard.events)
    listener.check()
    assert await heard.next(Watching) == HEARS
    in_place(source)
    await heard.next(Touched, settled=True)
    listener.stop()
    assert ours() == before


PROGRAM = """
import asyncio, ctypes, os, resource, sys
from holdfast.core.events import Watching
from holdfast.io.listener import Listener

def namespace(limit, most):
    # a user namespace of our own has limits of its own, so nobody else's are touched
    uid = os.geteuid()
    if ctypes.CDLL(None, use_errno=True).unshare(0x10000000):
        sys.exit(77)
    try:
        with open("/proc/self/setgroups", "w") as file: file.write("deny")
        with open("/proc/self/uid_map", "w") as file: file.write(f"0 {uid} 1")
        with open(f"/proc/sys/user/{limit}", "w") as file: file.write(str(most))
    except OSError:
        sys.exit(77)

def descriptors():
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) - 1, 4096))

async def main():
    heard = []
    listener = Listener(sys.argv[1], heard.append)
    SHORTAGE
    listener.start()
    listener.check()
    print(heard)
    listener.stop()
asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("shortage", "words"),
    [
        ("namespace('max_inotify_instances', 0)", "all 0 inotify instances of uid 0 are in use; raise fs.inotify.max_user_instances"),
        ("namespace('max_inotify_watches', 0)", "all 0 inotify watches of uid 0 are in use; raise fs.inotify.max_user_watches"),
        ("descriptors()", "file descriptors of this process are in use; raise RLIMIT_NOFILE"),
    ],
    ids=["instances", "watches", "descriptors"],
)
async def test_the_kernels_three_refusals_are_told_apart(source, shortage, words):
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM.replace("SHORTAGE", shortage), source, stdout=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)}
    )
    out, _ = await child.communicate()
    if child.returncode == 77:
        pytest.skip("this system does not let us make a user namespace")
    text = out.decode()
    assert "Watching(mode='polling'" in text
    assert f"cannot watch {source.parent}: " in text
    assert words in text
