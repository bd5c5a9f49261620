"""The directories that workers read: made from objects, looked at again, mended, and taken away when nobody needs them."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import tarfile
from types import SimpleNamespace

import pytest

from holdfast.core.settings import SourceSettings
from holdfast.core.tree import Entry
from holdfast.core.words import Target
from holdfast.engine import trees as module
from holdfast.engine.contents import Known, exported
from holdfast.engine.trees import Trees
from holdfast.io.store import Store
from holdfast.io.tree import TreeReading


@pytest.fixture
def house(tmp_path):
    """Contents and trees over a real store; `take` what a directory was read as."""
    (tmp_path / "run" / "w").mkdir(parents=True)
    ledger = SimpleNamespace(seq=0, versions={}, proved={}, last_good={}, target=None)
    store = Store(str(tmp_path / "objects"))
    trees = Trees(str(tmp_path), str(tmp_path / "run"), store, lambda: ledger)
    known = Known(store, SourceSettings("/conf", "tree"), lambda: ledger, trees)

    def take(files, modes=()):
        entries = [Entry(path, 0o755 if path in modes else 0o644, hashlib.sha256(raw).hexdigest(), len(raw)) for path, raw in files.items()]
        sha256, content = known.take_tree(TreeReading(tuple(entries), {e.sha256: files[e.path] for e in entries}, 0, frozenset()))
        known.keep(sha256, content)
        return sha256

    yield SimpleNamespace(known=known, store=store, ledger=ledger, take=take, root=tmp_path / "trees", run=tmp_path / "run", trees=trees)
    trees.close()


def modes(root):
    return {str(path.relative_to(root)): path.stat().st_mode & 0o777 for path in root.rglob("*")}


async def test_it_is_laid_out_read_only_with_every_file_and_the_value_of_each(house):
    sha256 = house.take({"app.toml": b"a = 1\n", "bin/run": b"#!\n", "list.json": b"[1]", "logo": b"\x00", "motd": b"hi\n"}, {"bin/run"})
    assert await house.known.laid_out(sha256) == ""
    root = house.root / sha256
    assert modes(root) == {"app.toml": 0o444, "bin": 0o555, "bin/run": 0o555, "list.json": 0o444, "logo": 0o444, "motd": 0o444}
    assert (root / "app.toml").read_bytes() == b"a = 1\n"
    assert house.known.content(sha256).value == {
        "app.toml": {"a": 1}, "bin/run": "#!\n", "list.json": [1], "logo": {"sha256": hashlib.sha256(b"\x00").hexdigest()}, "motd": "hi\n",
    }  # fmt: skip
    assert [name for name in os.listdir(house.root) if name != sha256] == []


async def forget():
    """The last look is no longer good, once the loop has turned."""
    for _ in range(3):
        await asyncio.sleep(0)


def change(path):
    path.chmod(0o644)
    path.write_bytes(b"a = 2\n")


def unlock(path):
    path.chmod(0o644)


def lose(path):
    path.parent.chmod(0o755)
    path.unlink()


def add(path):
    path.parent.chmod(0o755)
    path.with_name("more").write_bytes(b"x")


def turn(path):
    lose(path)
    path.symlink_to("/dev/null")


@pytest.mark.parametrize("tamper", [change, unlock, lose, add, turn])
async def test_one_that_has_been_tampered_with_is_made_anew(house, tamper, monkeypatch):
    monkeypatch.setattr(module, "SHARED", 0)
    sha256 = house.take({"app.toml": b"a = 1\n"})
    path = house.root / sha256 / "app.toml"
    assert await house.known.laid_out(sha256) == ""
    tamper(path)
    await forget()
    assert await house.known.laid_out(sha256) == ""
    assert (path.read_bytes(), modes(house.root / sha256)) == (b"a = 1\n", {"app.toml": 0o444})


async def test_an_export_is_a_tar_and_always_the_same_bytes(house):
    sha256 = house.take({"bin/run": b"#!\n", "é.txt": b"x" * 1000}, {"bin/run"})
    raw = exported(house.known.content(sha256))
    assert raw == exported(house.known.content(sha256))
    with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
        assert [(m.name, m.mode, m.uid, m.mtime) for m in tar.getmembers()] == [("bin/run", 0o755, 0, 0), ("é.txt", 0o644, 0, 0)]
        assert tar.extractfile("é.txt").read() == b"x" * 1000


async def test_a_lost_object_is_said(house):
    sha256 = house.take({"app.toml": b"a = 1\n"})
    os.unlink(house.store.path(hashlib.sha256(b"a = 1\n").hexdigest()))
    assert "no such file or directory; bring it back from a backup" in await house.known.laid_out(sha256)
    assert os.listdir(house.root) == []


def test_files_that_do_not_parse_are_named(house):
    sha256 = house.take({"conf.d/a.toml": b"a = \n", "b.json": b"", "c.txt": b""})
    assert [bad.partition(": ")[0] for bad in house.known.content(sha256).bad] == ["b.json", "conf.d/a.toml"]


async def test_what_runs_what_is_linked_and_the_newest_stay(house, monkeypatch):
    monkeypatch.setattr(module, "KEPT", 2)
    monkeypatch.setattr(module, "SHARED", 0)
    names = [house.take({"n.txt": b"%d" % number}) for number in range(6)]
    for seq, sha256 in enumerate(names):
        house.ledger.versions[seq] = SimpleNamespace(seq=seq, sha256=sha256)
        await house.known.laid_out(sha256)
        await forget()
        if seq == 1:
            house.ledger.proved["w1"] = Target(seq, "", sha256)
        if seq == 2:
            (house.run / "w" / "w2").mkdir()
            (house.run / "w" / "w2" / "current.d").symlink_to(house.root / sha256)
    assert sorted(os.listdir(house.root)) == sorted([names[1], names[2], names[4], names[5]])
    assert await house.known.laid_out(names[0]) == ""  # and any other is made again
    assert names[0] in os.listdir(house.root)
