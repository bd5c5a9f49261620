"""An event made on purpose: it is heard, it is no change, nobody who lists the folder sees a thing; and silence is told apart."""

from __future__ import annotations

import errno
import os

import pytest

from holdfast.core.events import Touched
from holdfast.io import probe
from holdfast.io.listener import Listener
from holdfast.io.probe import NotHeard


@pytest.fixture
def folder(source):
    """The source's folder, on a file system that has unnamed files."""
    try:
        os.close(os.open(source.parent, os.O_TMPFILE | os.O_WRONLY))
    except OSError as error:
        pytest.skip(f"no unnamed files here: {error}")
    return source.parent


async def test_it_is_heard_and_is_no_change_and_leaves_nothing(folder, listener, source, heard):
    before, about = sorted(os.listdir(folder)), source.stat()
    took = [await listener.probe() for _ in range(3)]
    assert all(0 < one.took < probe.PATIENCE for one in took)
    assert list(listener.probes) == took
    assert (sorted(os.listdir(folder)), source.stat()) == (before, about)
    source.write_text("a = 2\n")
    await heard.next(Touched, settled=True)
    assert heard.events == []  # of the probes nothing was told
    assert listener.hints == 1


async def test_each_folder_says_what_it_heard_last(folder, listener, source, heard):
    (place,) = listener.places()
    assert (place.path, place.inode, place.at, place.event) == (str(folder), folder.stat().st_ino, 0.0, 0)
    await listener.probe()
    assert listener.places()[0].at == 0.0  # what we made ourselves is no news
    source.write_text("a = 2\n")
    await heard.next(Touched, settled=True)
    (place,) = listener.places()
    assert (place.name, place.event, place.at > 0) == (source.name, 8, True)  # CLOSE_WRITE


async def test_where_there_are_no_unnamed_files_nothing_is_tried(listener, source, monkeypatch):
    def refuse(*_: object) -> int:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    before = sorted(os.listdir(source.parent))
    monkeypatch.setattr(probe.os, "open", refuse)
    with pytest.raises(NotHeard, match="has no unnamed files, and a named one is not put beside a source"):
        await listener.probe()
    assert sorted(os.listdir(source.parent)) == before


async def test_a_deaf_listener_is_told_from_a_kernel_that_does_not_tell(folder, listener, monkeypatch):
    monkeypatch.setattr(probe, "PATIENCE", 0.05)
    monkeypatch.setattr(listener._probes, "took", lambda event: False)
    with pytest.raises(NotHeard, match=r"cannot hear .*: a new watch hears at once what the supervisor's own does not"):
        await listener.probe()
    assert [one.took for one in listener.probes] == [-1.0]
    monkeypatch.setattr(probe._Control, "hears", lambda self, folder: False)
    with pytest.raises(NotHeard, match="does not tell of unnamed files"):
        await listener.probe()


async def test_without_a_watch_it_says_what_is_instead(tmp_path, heard):
    gone = Listener(str(tmp_path / "gone" / "app.toml"), heard)
    with pytest.raises(NotHeard, match="is not watched by now"):
        await gone.probe()
    gone.start()
    with pytest.raises(NotHeard, match=r"cannot watch .*gone"):
        await gone.probe()
    gone.stop()
