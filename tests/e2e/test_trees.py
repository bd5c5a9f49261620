"""A directory as the source: read as one manifest, laid out for the workers, proved by them, changed as one plan."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e_harness import ENV, Fleet, worker

from holdfast.core.view import PlanView, View


class Library(Fleet):
    """Two workers on the directory conf/; w1 has a check that looks into the candidate."""

    def __init__(self) -> None:
        look = {"command": ["sh", "-c", 'test -r "$HOLDFAST_CANDIDATE/app.toml"'], "name": "candidate"}
        super().__init__(
            worker("w1", "library.py", check=[look]), worker("w2", "library.py"), source={"path": "conf/"}
        )
        self.conf = self.home / "conf"
        (self.conf / "parts").mkdir(parents=True)
        self.save("first", "one")

    def save(self, title: str, text: str, include: str = "parts/a.txt") -> None:
        (self.conf / "parts" / "a.txt").write_text(f"{text}\n")
        (self.conf / "app.toml").write_text(f'title = "{title}"\ninclude = "{include}"\n')

    def sha256(self) -> str:
        """The manifest's, written down independently of the product."""
        names = [os.path.join(folder, name)[len(f"{self.conf}/") :] for folder, _, names in os.walk(self.conf) for name in names]
        shown = sorted((name for name in names if not name.startswith("..")), key=os.fsencode)
        if (self.conf / "..data").is_symlink():
            shown = ["app.toml", "parts/a.txt"]
        lines = [f"0644 {hashlib.sha256((self.conf / n).read_bytes()).hexdigest()} {(self.conf / n).stat().st_size} {n}\n" for n in shown]
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def proved(self) -> View:
        wanted = self.sha256()
        return self.until(lambda v: v.verdict == "CONVERGED" and v.target_sha256 == wanted and v.rollout is None)

    def planned(self) -> PlanView:
        return self.awaiting(self.sha256())

    def runs(self, title: str, text: str) -> View:
        """Whatever lies there, in the end this is approved and proved."""
        self.save(title, text)
        target = self.view().target_sha256
        if target != self.sha256():
            self.approve(self.planned().rollout.sha256)
        return self.proved()

    def tree(self, sha256: str) -> Path:
        return (self.home / "state" / "trees" / sha256).resolve()


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library() as library:
        library.start().proved()
        yield library
        assert library.stop() == 0


def test_two_files_edited_in_one_go_are_one_plan_from_edit_to_rollback(library: Library) -> None:
    first = library.runs("first", "one")
    stable = library.home / "run" / "w" / "w2" / "current.d"
    library.until(lambda _: stable.resolve() == library.tree(first.target_sha256))  # it follows the reload within a second or so
    library.save("second", "two")
    plan = library.planned()
    assert ("app.toml: title", '"first"', '"second"') in [(change.key, change.old, change.new) for change in plan.diff.changes]
    lines = [line.mark + line.text for line in plan.diff.lines]
    assert lines[-3:] == ["@@@ -1,1 +1,1 @@ parts/a.txt", "-one", "+two"]
    library.approve(plan.rollout.sha256)
    library.proved()
    library.says("w1", "text is two, title is second")
    assert (library.tree(plan.rollout.sha256) / "parts" / "a.txt").read_text() == "two\n"

    assert library.cli("rollback", str(first.target_seq), "--wait").code == 0
    library.says("w2", "text is one, title is first")
    assert {w.proved_sha256 for w in library.view().workers} == {first.target_sha256}


def test_a_version_is_exported_as_a_tar_and_a_bad_file_is_refused_by_name(library: Library) -> None:
    before = library.runs("first", "one")
    command = [sys.executable, "-m", "holdfast_console.cli", "--config", str(library.settings), "export", str(before.target_seq)]
    packed = subprocess.run(command, env=ENV, capture_output=True, check=True, timeout=40).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        assert tar.getnames() == ["app.toml", "parts/a.txt"]

    os.mkfifo(library.conf / "parts" / "pipe")
    refused = library.until(lambda v: v.source.state == "unreadable")
    assert refused.source.reason == f"cannot read {library.conf}/parts/pipe: it is a FIFO; take it out of the directory"
    (library.conf / "parts" / "pipe").unlink()

    library.save("third", "three", include="parts/gone.txt")
    sha256 = library.sha256()
    refused = library.until(lambda v: v.last is not None and v.last.sha256 == sha256 and v.last.outcome == "refused")
    assert "cannot include /parts/gone.txt: No such file or directory" in refused.last.reason
    (library.conf / "app.toml").write_text("title = \n")
    broken = library.sha256()
    refused = library.until(lambda v: v.last is not None and v.last.sha256 == broken)
    assert refused.last.reason.startswith("app.toml: line 1, column 9: is not TOML")
    assert (refused.target_seq, refused.verdict) == (before.target_seq, "CONVERGED")


def test_the_swap_of_a_kubernetes_volume_is_one_plan(library: Library) -> None:
    """The directory is replaced by a volume of the same files; then one rename swaps both of them."""
    real = library.conf.with_name("real")

    def moment(number: int) -> None:
        folder = library.conf / f"..2024_{number}"
        (folder / "parts").mkdir(parents=True)
        (folder / "parts" / "a.txt").write_text(f"{number}\n")
        (folder / "app.toml").write_text(f'title = "moment {number}"\ninclude = "parts/a.txt"\n')
        (library.conf / "..data_tmp").symlink_to(folder.name)
        os.rename(library.conf / "..data_tmp", library.conf / "..data")

    library.conf, conf = real, library.conf
    moment(1)
    for name in ("app.toml", "parts"):
        (real / name).symlink_to(f"..data/{name}")
    os.rename(conf, conf.with_name("old"))
    os.rename(real, conf)
    library.conf = conf
    plan = library.planned()
    library.approve(plan.rollout.sha256)
    before = library.proved()
    moment(2)
    plan = library.planned()
    assert plan.rollout.seq == before.target_seq + 1
    assert ("app.toml: title", '"moment 1"', '"moment 2"') in [(change.key, change.old, change.new) for change in plan.diff.changes]
    library.approve(plan.rollout.sha256)
    library.proved()
    library.says("w1", "text is 2, title is moment 2")


def test_a_tree_that_was_tampered_with_is_mended_before_a_worker_starts_on_it(library: Library) -> None:
    view = library.runs("whole", "whole")
    file = library.tree(view.target_sha256) / "parts" / "a.txt"
    honest = file.read_text()
    file.chmod(0o644)
    file.write_text("evil\n")
    assert library.cli("restart", "w2", "--wait").code == 0
    assert file.read_text() == honest
    assert library.proved().proven == 2
