"""Bad sources: each is refused with its reason, nothing moves, and the next good content works."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from e2e_harness import Fleet, pids, worker

from holdfast.core.view import View

SCHEMA = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "maxLength": 20}}}


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    with Fleet(worker("w1"), worker("w2"), source={"schema": "app.schema.json"}) as fleet:
        (fleet.home / "app.schema.json").write_text(json.dumps(SCHEMA))
        fleet.start().converged()
        yield fleet
        assert fleet.stop() == 0


def fifo(path: Path) -> None:
    os.mkfifo(path)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere.toml")


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(20 << 20)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def nothing_moved(before: View, after: View) -> bool:
    proven = {(w.phase, w.mark, w.proved_sha256) for w in after.workers} == {("Active", "proven", before.target_sha256)}
    return proven and (pids(after), after.target_seq, after.verdict) == (pids(before), before.target_seq, "CONVERGED")


@pytest.mark.parametrize(
    ("lay", "reason"),
    [
        (empty, "it is empty; write it again"),
        (large, "it has 20971520 bytes, more than 1048576"),
        (fifo, "it is a FIFO"),
        (folder, "it is a folder"),
        (dangling, "it is a link to nowhere.toml, which does not exist"),
        (device, "it is a device"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(fleet: Fleet, lay: Callable[[Path], None], reason: str) -> None:
    before = fleet.converged()
    thing = fleet.home / "thing"
    lay(thing)
    if thing.is_dir():
        fleet.source.unlink()  # a folder cannot be renamed over a file
    fleet.put(thing)
    refused = fleet.until(lambda v: v.source.state == "unreadable")
    assert reason in refused.source.reason
    assert refused.rollout is None
    assert nothing_moved(before, refused)
    shown = fleet.cli("status")
    assert (shown.code, shown.err) == (0, "")
    assert reason.split(",")[0] in shown.out
    assert any(reason in event.text for event in refused.events)

    if fleet.source.is_dir() and not fleet.source.is_symlink():
        fleet.source.rmdir()
    after = fleet.change(f'text = "after {lay.__name__}"\n')
    assert after.source.state == "in-sync"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'text = "half\n', "line 1"),
        (b'text = "one"\ntext = "two"\n', "line 2"),
        (b"text = 1\n", "text"),
        (b'text = "far longer than twenty characters"\n', "text"),
        (b'text = "caf\xe9"\n', "UTF-8"),
        (b'text = "a\x00b"\n', "line 1"),
        (b'text = "no from w2"\n', "w2: w2 will not have it"),
    ],
    ids=["syntax", "twice", "schema-type", "schema-length", "not-utf8", "nul", "a-no"],
)
def test_what_may_not_run_is_refused_with_its_reason(fleet: Fleet, content: bytes, reason: str) -> None:
    before = fleet.converged()
    sha256 = fleet.write(content)
    refused = fleet.until(lambda v: v.last is not None and v.last.sha256 == sha256)
    assert (refused.last.outcome, refused.source.state) == ("refused", "drifted")
    assert reason in refused.last.reason
    assert nothing_moved(before, refused)
    shown = fleet.cli("status")
    assert (shown.code, shown.err) == (0, "")
    assert reason in shown.out
    assert fleet.cli("apply", "--wait").code == 1  # also by name

    fleet.change(f'text = "mended {len(content)}"\n')


def test_the_file_may_be_gone_for_a_while(fleet: Fleet) -> None:
    before = fleet.converged()
    aside = fleet.home / "aside"
    os.rename(fleet.source, aside)
    missing = fleet.until(lambda v: v.source.state == "unreadable")
    assert "there is no such file; put it back" in missing.source.reason
    assert nothing_moved(before, missing)
    os.rename(aside, fleet.source)
    back = fleet.until(lambda v: v.source.state == "in-sync")
    assert back.target_seq == before.target_seq  # the same bytes are no plan


def test_what_the_daemons_user_may_not_read_is_refused_by_name() -> None:
    with Fleet(worker("w1")) as fleet:
        before = fleet.start(launcher="unprivileged.py").converged()
        hidden = fleet.home / "hidden"
        hidden.write_text('text = "two"\n')
        hidden.chmod(0)
        fleet.put(hidden)
        refused = fleet.until(lambda v: v.source.state == "unreadable")
        assert f"permission denied (for uid {os.geteuid()}); make it readable" in refused.source.reason
        assert nothing_moved(before, refused)
        fleet.change('text = "three"\n')
        assert fleet.stop() == 0
