"""The listener hears every way in which people and programs save a file, and nothing else."""

from __future__ import annotations

import asyncio
import os
import subprocess

import pytest

from holdfast.core.events import Touched, Watching
from holdfast.io.listener import Listener


async def queue_empty(source, heard):
    """Everything written so far has been heard: the kernel keeps the order, and this mark comes last."""
    mark = source.with_name("..data")
    mark.symlink_to("nowhere")
    os.rename(mark, source.with_name("mark-of-the-test"))  # MOVED_FROM ..data
    await heard.next(Touched)
    os.unlink(source.with_name("mark-of-the-test"))


def in_place(source):
    source.write_text("a = 2\n")


def rename_beside(source):
    draft = source.with_name("app.toml.tmp")
    draft.write_text("a = 2\n")
    os.replace(draft, source)


def rename_from_elsewhere(source):
    draft = source.parent.parent / "draft"
    draft.write_text("a = 2\n")
    os.replace(draft, source)


def sed(source):
    subprocess.run(["sed", "-i", "s/1/2/", source], check=True)


def append(source):
    with source.open("a") as file:
        file.write("b = 2\n")


def backup_first(source):
    """As vim does with backupcopy=no: the old file is moved away, a new one is made."""
    os.rename(source, source.with_name("app.toml~"))
    source.write_text("a = 2\n")


def truncate(source):
    os.truncate(source, 0)
    with source.open("r+") as file:
        file.write("a = 2\n")


@pytest.mark.parametrize("save", [in_place, rename_beside, rename_from_elsewhere, sed, append, backup_first, truncate])
async def test_every_way_of_saving_is_heard_and_settled(listener, source, heard, save):
    save(source)
    await heard.next(Touched, settled=True)


async def test_ten_saves_in_a_row_are_all_heard(listener, source, heard):
    for _ in range(10):
        rename_beside(source)
        await heard.next(Touched, settled=True)


@pytest.mark.parametrize(
    "touch",
    [
        lambda source: source.unlink(),
        lambda source: os.rename(source, source.parent.parent / "away"),
    ],
    ids=["removed", "moved away"],
)
async def test_a_source_that_goes_is_a_hint(listener, source, heard, touch):
    touch(source)
    await heard.next(Touched, settled=False)


async def test_a_link_or_a_hard_link_in_its_place_is_a_hint(listener, source, heard):
    source.with_name("other").write_text("a = 3\n")
    source.unlink()
    await heard.next(Touched)
    os.link(source.with_name("other"), source)  # nothing was opened, nothing closed
    await heard.next(Touched, settled=False)


async def test_neighbours_and_readers_are_not_heard(listener, source, heard):
    source.with_name("other.toml").write_text("x")
    (source.parent / "folder").mkdir()
    source.read_text()
    os.listdir(source.parent)
    await queue_empty(source, heard)
    assert heard.events == []


async def test_a_storm_of_writes_stays_small(listener, source, heard):
    for _ in range(2000):  # the loop does not run meanwhile: it all waits in the kernel's queue
        in_place(source)
        rename_beside(source)
    await heard.next(Touched, settled=True)
    await queue_empty(source, heard)
    assert len(heard.events) < 40
    assert listener.hints > 500  # each of them counted


async def test_a_kubernetes_volume_swap_is_heard(tmp_path, heard):
    folder = tmp_path / "volume"
    for number in (1, 2):
        (folder / f"..{number}").mkdir(parents=True)
        (folder / f"..{number}" / "app.toml").write_text(f"a = {number}\n")
    (folder / "..data").symlink_to("..1")
    (folder / "app.toml").symlink_to("..data/app.toml")
    listener = Listener(str(folder / "app.toml"), heard)
    listener.start()
    (folder / "..data_tmp").symlink_to("..2")
    os.rename(folder / "..data_tmp", folder / "..data")
    await heard.next(Touched, settled=True)
    listener.stop()


async def test_nothing_of_it_reaches_a_child(listener, source):
    held = os.open(source, os.O_RDONLY)
    os.set_inheritable(held, True)
    child = await asyncio.create_subprocess_exec("ls", "-l", "/proc/self/fd", stdout=subprocess.PIPE, close_fds=False)
    out, _ = await child.communicate()
    os.close(held)
    assert b"app.toml" in out  # a child that gets all it can get
    assert b"inotify" not in out


async def test_stop_leaves_no_descriptor_and_no_thread(source, heard, ours):
    before = ours()
    for _ in range(5):
        listener = Listener(str(source), heard)
        listener.start()
        rename_beside(source)
        listener.stop()
        listener.check()
    stopped = len(heard.events)
    assert ours() == before
    missing = Listener(str(source.parent / "no" / "such" / "file"), heard)
    missing.start()
    missing.stop()
    assert ours() == before
    assert heard.events[stopped:] == [Watching("inotify", heard.events[-1].reason)]
