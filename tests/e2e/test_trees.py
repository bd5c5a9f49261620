"""A directory as the source: read as one manifest, laid out for the workers, proved by them, changed as one plan."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e_harness import Fleet, worker

from holdfast.core.view import PlanView, View


class Library(Fleet):
    """Two workers on the directory conf/."""

    def __init__(self) -> None:
        super().__init__(worker("w1", "library.py"), worker("w2", "library.py"), source={"path": "conf/"})
        self.conf = self.home / "conf"
        (self.conf / "parts").mkdir(parents=True)
        (self.conf / "app.toml").write_text('title = "first"\ninclude = "parts/a.txt"\n')
        (self.conf / "parts" / "a.txt").write_text("one\n")

    def manifest(self) -> bytes:
        """Written down independently of the product."""
        files = sorted((str(path.relative_to(self.conf)).encode(), path) for path in self.conf.rglob("*") if path.is_file())
        lines = [b"0644 %s %d %s\n" % (hashlib.sha256(p.read_bytes()).hexdigest().encode(), p.stat().st_size, name) for name, p in files]
        return b"".join(lines)

    def proved(self) -> View:
        wanted = hashlib.sha256(self.manifest()).hexdigest()
        return self.until(lambda v: v.verdict == "CONVERGED" and v.target_sha256 == wanted and v.rollout is None)

    def tree(self, sha256: str) -> Path:
        return (self.home / "state" / "trees" / sha256).resolve()

    def planned(self) -> PlanView:
        return self.awaiting(hashlib.sha256(self.manifest()).hexdigest())


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library() as library:
        library.start().proved()
        yield library
        assert library.stop() == 0


def test_two_files_edited_in_one_go_are_one_plan(library: Library) -> None:
    first = library.proved()
    assert (library.home / "run" / "w" / "w2" / "current.d").resolve() == library.tree(first.target_sha256)
    (library.conf / "parts" / "a.txt").write_text("two\n")
    (library.conf / "app.toml").write_text('title = "second"\ninclude = "parts/a.txt"\n')
    plan = library.planned()
    assert [(c.key, c.old, c.new) for c in plan.diff.changes if ":" in c.key] == [("app.toml: title", '"first"', '"second"')]
    assert "@@ -1,1 +1,1 @@ parts/a.txt" in [line.text for line in plan.diff.lines]
    library.approve(plan.rollout.sha256)
    library.proved()
    library.says("w1", "text is two, title is second")

    assert (library.tree(plan.rollout.sha256) / "parts" / "a.txt").read_text() == "two\n"
    assert library.cli("rollback", str(first.target_seq), "--wait").code == 0
    library.says("w2", "text is one, title is first")
