"""A worker on a directory: it checks each file against the manifest, at its start and at every prepare, and proves the manifest."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from holdfast.worker import Directory, Worker
from holdfast.worker.tree import Differs, verify


def manifest(files):
    lines = (f"0644 {hashlib.sha256(raw).hexdigest()} {len(raw)} {path}\n" for path, raw in sorted(files.items()))
    return "".join(lines).encode()


def lay(root, files):
    for path, raw in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    return root


@pytest.fixture
def one(tmp_path):
    return lay(tmp_path / "1", ONE)


ONE = {"app.toml": b"a = 1\n", "parts/b.txt": b"b\n"}
TWO = {"app.toml": b"a = 2\n", "parts/c d.txt": b"c\n"}


def replace_by_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


@pytest.mark.parametrize(
    ("tamper", "why"),
    [
        (lambda root: (root / "app.toml").write_bytes(b"a = 2\n"), "app.toml has changed"),
        (lambda root: (root / "app.toml").chmod(0o755), "app.toml has changed"),
        (lambda root: (root / "parts" / "b.txt").unlink(), "parts/b.txt is missing"),
        (lambda root: (root / "parts" / "more").write_bytes(b""), "parts/more is too much"),
        (lambda root: (root / "parts" / "more").symlink_to("/etc"), "parts/more is too much"),
        (lambda root: replace_by_link(root / "app.toml"), "cannot read"),
        (lambda root: os.rename(root, root.with_name("away")), "No such file or directory"),
    ],
)
def test_whatever_is_not_as_the_manifest_says_is_named(one, tamper, why):
    verify(one, manifest(ONE))
    tamper(one)
    with pytest.raises(Differs, match=why):
        verify(one, manifest(ONE))


def test_from_the_start_to_a_proof_over_the_next_manifest(supervisor, script, one, tmp_path):
    link = supervisor.folder / "current.d"
    link.symlink_to(one)
    env = supervisor.environment({"app.toml": {"a": 1}}, manifest(ONE)) | {"HOLDFAST_CONFIG_TREE": str(link)}
    seen = []
    worker = Worker(validate=seen.append, environ=env).start()
    assert worker.config == Directory(one, {"app.toml": {"a": 1}})
    peer = supervisor.accepts()
    peer.welcomes()

    two = lay(tmp_path / "2", TWO)
    (two / "app.toml").write_bytes(b"a = 3\n")
    peer.prepares(2, {"app.toml": {"a": 2}}, manifest(TWO), tree=str(two))
    peer.hears("vote", ok=False, code="E_SHA", error=f"{two} is not what its manifest says: app.toml has changed", still={"seq": 1})

    (two / "app.toml").write_bytes(b"a = 2\n")
    raw = peer.prepares(3, {"app.toml": {"a": 2}}, manifest(TWO), tree=str(two))
    peer.hears("vote", ok=True)
    peer.commits(3, raw)
    peer.hears("active", sha256=script.sha(raw), proof=script.proof_of(raw))
    assert worker.config == seen[-1] == Directory(two, {"app.toml": {"a": 2}})
    worker.stop()


def test_it_does_not_start_on_a_directory_that_is_not_its_manifests(supervisor, one):
    env = supervisor.environment({}, manifest(TWO)) | {"HOLDFAST_CONFIG_TREE": str(one)}
    with pytest.raises(SystemExit, match=r"cannot start: .*/1 is not what its manifest says: parts/b.txt is too much"):
        Worker(environ=env).start()


def test_alone_it_runs_on_the_directory_that_is_named(one):
    (one / ".app.toml.swp").write_bytes(b"half")
    (one / "logo").write_bytes(b"\xff")
    worker = Worker(fallback=one, environ={}).start()
    value = {"app.toml": {"a": 1}, "logo": {"sha256": hashlib.sha256(b"\xff").hexdigest()}, "parts/b.txt": "b\n"}
    assert worker.config == Directory(one, value)
    assert worker.current.raw == manifest(ONE | {"logo": b"\xff"})
