"""Objects: what comes out is what went in, or an error."""

from __future__ import annotations

import errno
import hashlib
import os

import pytest

from holdfast.io.files import Unwritable
from holdfast.io.store import Corrupt, Store


@pytest.fixture
def store(tmp_path):
    return Store(str(tmp_path / "objects"))


def test_bytes_live_under_their_sha256_read_only(store):
    sha256 = store.put(b"a = 1\n")
    assert sha256 == hashlib.sha256(b"a = 1\n").hexdigest()
    assert store.get(sha256) == b"a = 1\n"
    assert store.has(sha256)
    assert os.stat(store.path(sha256)).st_mode & 0o777 == 0o400
    assert os.path.basename(store.path(sha256)) == sha256


def test_the_same_twice_is_one_object_also_for_the_next_daemon(store, tmp_path):
    sha256 = store.put(b"same")
    inode = os.stat(store.path(sha256)).st_ino
    assert store.put(b"same") == sha256
    assert os.stat(store.path(sha256)).st_ino == inode
    again = Store(str(tmp_path / "objects"))
    assert again.put(b"same") == sha256
    assert again.get(sha256) == b"same"
    assert again.shas() == [sha256]


def test_shas_lists_objects_and_nothing_else(store, tmp_path):
    names = sorted(store.put(raw) for raw in (b"1", b"2", b"3"))
    (tmp_path / "objects" / f"{names[0]}.abc.tmp").write_text("half an object of a daemon that died")
    assert store.shas() == names


def damage(store, sha256, raw):
    os.chmod(store.path(sha256), 0o600)
    with open(store.path(sha256), "wb") as file:
        file.write(raw)


@pytest.mark.parametrize("raw", [b"", b"a = 2\n", b"a = 1\n\n", b"a = "], ids=["empty", "changed", "longer", "shorter"])
def test_a_damaged_object_is_an_error_and_put_mends_it(store, raw):
    sha256 = store.put(b"a = 1\n")
    damage(store, sha256, raw)
    with pytest.raises(Corrupt, match=r"cannot use the object .*: its bytes have changed; bring it back"):
        store.get(sha256)
    assert store.put(b"a = 1\n") == sha256
    assert store.get(sha256) == b"a = 1\n"


def test_sync_makes_durable_what_was_put_files_before_their_folder_and_only_once(store, tmp_path, monkeypatch):
    synced = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (synced.append(os.readlink(f"/proc/self/fd/{fd}")), fsync(fd)))
    one, two = store.put(b"1"), store.put(b"2")
    assert not store.durable(one)
    store.sync()
    assert sorted(synced[:-1]) == sorted([store.path(one), store.path(two)])
    assert synced[-1] == str(tmp_path / "objects")
    assert store.durable(one)
    assert store.durable(two)
    store.put(b"1")
    store.sync()
    assert len(synced) == 3


def test_after_a_failed_sync_nothing_is_called_durable_any_more(store, monkeypatch):
    sha256 = store.put(b"1")

    def fails(_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", fails)
        with pytest.raises(Unwritable, match=r"cannot sync .*objects: input/output error; check the disk, then start again"):
            store.sync()
    with pytest.raises(Unwritable, match="cannot sync"):
        store.sync()
    assert not store.durable(sha256)


def test_a_missing_object(store):
    sha256 = store.put(b"x")
    os.unlink(store.path(sha256))
    assert not store.has(sha256)
    with pytest.raises(Corrupt, match="no such file or directory"):
        store.get(sha256)
    assert store.get(store.put(b"x")) == b"x"


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63])
def test_only_a_sha256_is_a_name(store, name):
    with pytest.raises(ValueError, match="not a sha256"):
        store.get(name)


def test_a_full_disk_keeps_nothing_and_says_so(store, full_disk):
    with full_disk(10), pytest.raises(Unwritable, match=r"cannot write .*: file too large"):
        store.put(b"x" * 100)
    assert store.shas() == []
    assert store.put(b"x" * 100) in store.shas()


def test_a_root_that_cannot_be(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Unwritable, match=r"cannot make .*: not a directory"):
        Store(str(tmp_path / "file" / "objects"))
