"""Listening to a directory: its folders are followed as readings find them, and only a Kubernetes swap is settled."""

from __future__ import annotations

import asyncio
import os
import shutil

import pytest

from holdfast.core.events import Touched, Watching
from holdfast.io import ears, mounts
from holdfast.io.listener import Listener


@pytest.fixture
def conf(source):
    (source.parent / "parts").mkdir()
    return source.parent


@pytest.fixture
async def tree(conf, heard):
    made = Listener(str(conf), heard, tree=True)
    made.start()
    made.follow({str(conf), str(conf / "parts")})
    assert heard.events == [Watching("inotify"), Touched(settled=False)]  # parts is new: to be read once more
    heard.events.clear()
    yield made
    made.stop()


async def test_every_folder_is_heard_and_nothing_in_it_is_settled(tree, conf, heard):
    (conf / "app.toml").write_text("a = 2\n")
    await heard.next(Touched, settled=False)
    (conf / "parts" / "new").write_text("x")
    await heard.next(Touched, settled=False)
    (conf / "app.toml").chmod(0o755)
    await heard.next(Touched, settled=False)
    assert not any(event.settled for event in heard.events)


async def test_a_new_folder_is_heard_once_it_is_followed(tree, conf, heard):
    (conf / "more").mkdir()
    await heard.next(Touched, settled=False)
    (conf / "more" / "unheard").write_text("x")
    tree.follow({str(conf), str(conf / "parts"), str(conf / "more")})
    assert heard.events == [Touched(settled=False)]
    heard.events.clear()
    tree.follow({str(conf), str(conf / "parts"), str(conf / "more")})
    assert heard.events == []
    (conf / "more" / "heard").write_text("x")
    await heard.next(Touched, settled=False)


async def test_a_folder_replaced_or_not_followed_any_more(tree, conf, heard):
    os.rename(conf / "parts", conf.with_name("away"))
    (conf / "parts").mkdir()
    tree.follow({str(conf), str(conf / "parts")})
    await heard.next(Touched)
    heard.events.clear()
    (conf.with_name("away") / "x").write_text("x")
    (conf / "parts" / "y").write_text("y")
    await heard.next(Touched, settled=False)
    tree.follow({str(conf)})
    (conf / "parts" / "z").write_text("z")
    (conf / "last").write_text("z")
    await heard.next(Touched, settled=False)


async def test_a_directory_behind_a_link_is_watched_once_and_its_turn_is_settled(tmp_path, heard, recwarn):
    for name in ("1", "2"):
        (tmp_path / name).mkdir()
    (tmp_path / "current").symlink_to("1")
    listener = Listener(str(tmp_path / "current"), heard, tree=True)
    listener.start()
    listener.follow({str(tmp_path / "1")})
    assert heard.events == [Watching("inotify")]
    (tmp_path / "1" / "app.toml").write_text("a = 1\n")
    await heard.next(Touched, settled=False)
    (tmp_path / "draft").symlink_to("2")
    os.rename(tmp_path / "draft", tmp_path / "current")
    await heard.next(Touched, settled=True)
    listener.follow({str(tmp_path / "2")})
    await heard.next(Touched, settled=False)
    listener.stop()
    assert not recwarn.list


async def test_what_editors_leave_is_not_heard(tree, conf, heard):
    for name in (".app.toml.swp", "4913", "app.toml~", "..2024_05_21"):
        (conf / name).write_text("x")
    for _ in range(5):  # the kernel has queued it all by now: the loop only has to turn
        await asyncio.sleep(0)
    assert heard.events == []


async def test_the_swap_of_a_kubernetes_volume_is_settled(tree, conf, heard):
    (conf / "..2024_2").mkdir()
    (conf / "..data_tmp").symlink_to("..2024_2")
    os.rename(conf / "..data_tmp", conf / "..data")
    await heard.next(Touched, settled=True)


async def test_a_single_file_in_a_folder_of_such_a_volume_is_heard_when_the_old_moment_goes(tmp_path, heard):
    """A key with a path of its own: sub -> ..data/sub. What is watched is the folder of one moment, which kubelet takes away."""
    for moment in ("..2024_1", "..2024_2"):
        (tmp_path / moment / "sub").mkdir(parents=True)
        (tmp_path / moment / "sub" / "app.toml").write_text("a = 1\n")
    (tmp_path / "..data").symlink_to("..2024_1")
    (tmp_path / "sub").symlink_to("..data/sub")
    listener = Listener(str(tmp_path / "sub" / "app.toml"), heard)
    listener.start()
    (tmp_path / "..data_tmp").symlink_to("..2024_2")
    os.rename(tmp_path / "..data_tmp", tmp_path / "..data")
    shutil.rmtree(tmp_path / "..2024_1")
    await heard.next(Touched, settled=True)
    (tmp_path / "..2024_2" / "sub" / "app.toml").write_text("a = 2\n")
    await heard.next(Touched, settled=True)
    listener.stop()


async def test_the_directory_itself_replaced_is_heard_and_its_heir_watched(tree, conf, heard):
    heir = conf.with_name("heir")
    heir.mkdir()
    os.rename(conf, conf.with_name("old"))
    os.rename(heir, conf)
    await heard.next(Touched, settled=True)
    tree.follow({str(conf)})
    heard.events.clear()
    (conf / "app.toml").write_text("a = 3\n")
    await heard.next(Touched, settled=False)


@pytest.mark.parametrize("kind", ["file", "tree"])
async def test_on_a_network_file_system_it_is_polled_and_said(source, heard, kind, monkeypatch, tmp_path, ours):
    mountinfo = tmp_path / "mountinfo"
    monkeypatch.setattr(mounts, "MOUNTINFO", str(mountinfo))
    monkeypatch.setattr(ears, "POLL_EVERY", 0.05)
    mountinfo.write_text(f"1 0 8:1 / / rw - ext4 /dev/sda rw\n2 1 0:50 / {source.parent} rw,relatime shared:1 - nfs4 host:/x rw\n")
    before = ours()[0]
    path = source if kind == "file" else source.parent
    listener = Listener(str(path), heard, tree=kind == "tree")
    listener.start()
    said = await heard.next(Watching)
    assert (said.mode, said.reason[:39]) == ("polling", f"cannot rely on inotify for {path}"[:39])
    assert "it is on nfs4, where what others do is not heard" in said.reason
    if kind == "tree":
        await heard.next(Touched, settled=False)  # its first look
    source.write_text("a = 1234\n")
    await heard.next(Touched, settled=False)
    listener.check()
    assert not any(isinstance(event, Watching) for event in heard.events)
    mountinfo.write_text("1 0 8:1 / / rw - ext4 /dev/sda rw\n")
    listener.check()
    assert await heard.next(Watching) == Watching("inotify")
    listener.stop()
    assert ours()[0] == before


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/etc/app", "ext4"),
        ("/srv/data/x", "nfs4"),
        ("/srv/database", "ext4"),
        ("/mnt/with space/x", "fuse.sshfs"),
        ("/home/ann", "tmpfs"),
    ],
)
def test_the_deepest_and_last_mount_tells(path, kind, monkeypatch, tmp_path):
    monkeypatch.setattr(mounts, "MOUNTINFO", str(tmp_path / "mountinfo"))
    (tmp_path / "mountinfo").write_text(
        "21 1 8:1 / / rw,relatime - ext4 /dev/sda rw\n22 21 0:40 / /srv/data rw - nfs4 host:/x rw\n"
        "23 21 0:41 / /mnt/with\\040space rw shared:3 master:1 - fuse.sshfs u@h: rw\n"
        "24 21 0:42 / /home rw - nfs host:/home rw\n25 24 0:43 / /home rw - tmpfs none rw\nnot a mount\n"
    )
    assert mounts.file_system(path) == kind
    assert (kind in mounts.NETWORK) == (kind in ("nfs4", "fuse.sshfs"))
