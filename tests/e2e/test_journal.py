"""The journal in trouble: without a record nothing changes, what runs runs on, and the operator is told."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e_harness import Fleet, pids, row, worker
from e2e_procs import alive, end, gone

from holdfast.api.client import Refused

Make = Callable[..., Fleet]


def test_no_room_for_a_record_means_no_change(fleet: Make) -> None:
    house = fleet(worker("w1"), worker("w2"))
    before = house.start("--log", str(house.home / "full.log")).converged()
    whole = house.journal.read_bytes()
    resource.prlimit(house.pid, resource.RLIMIT_FSIZE, (len(whole), len(whole)))

    sha256 = house.write('text = "two"\n')
    shut = house.until(lambda v: v.read_only)
    assert "cannot write" in shut.read_only
    assert "journal" in shut.read_only
    assert shut.rollout is None
    assert house.journal.read_bytes() == whole
    no = house.cli("apply")
    assert (no.code, no.out) == (1, "")
    assert "nothing can be recorded" in no.err
    status = house.cli("status")
    assert "read-only" in status.out.lower()
    still = house.until(lambda v: min(w.proved_at for w in v.workers) > shut.at)
    assert (pids(still), still.verdict, still.target_sha256) == (pids(before), "CONVERGED", before.target_sha256)

    end(pids(before)["w1"])  # what dies is still kept alive, on what was decided
    again = house.when("w1", lambda w: w.mark == "proven" and w.pid not in (0, pids(before)["w1"]))
    assert again.proved_sha256 == before.target_sha256

    house.kill()
    house.start().awaiting(sha256)  # room again: the edit is a plan now
    house.approve(sha256)
    after = house.converged()
    assert pids(after) == pids(before) | {"w1": again.pid}
    assert house.stop() == 0


def fill(path: Path) -> None:
    """Takes all the room there is."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass


def freeze_until_refused(house: Fleet) -> None:
    """The journal's last block has room for some more records."""
    for _ in range(100):
        house.client.call("freeze", reason="is there room for this? " * 20)


def test_a_full_disk(fleet: Make) -> None:
    house = fleet(worker("w1"))
    said = house.try_start("--log", "state/daemon.log", launcher="small_disk.py", DISK_BYTES=str(64 << 10))
    if not said and house.told().startswith("cannot m"):
        pytest.skip(f"no disk of its own can be had here: {house.told()}")
    assert said == "ready\n", house.told()
    before = house.converged()
    state = Path(f"/proc/{house.pid}/root{house.home}/state")
    fill(state / "filler")

    house.write('text = "two"\n')
    untakeable = house.until(lambda v: v.source.state == "unreadable")
    assert "no space left on device" in untakeable.source.reason
    with pytest.raises(Refused, match="no space left"):
        freeze_until_refused(house)
    shut = house.until(lambda v: v.read_only)
    assert "no space left on device" in shut.read_only
    assert not shut.frozen or "room" in shut.frozen
    still = house.until(lambda v: row(v, "w1").proved_at > shut.at)
    assert (pids(still), still.verdict) == (pids(before), "CONVERGED")

    end(pids(before)["w1"])
    house.when("w1", lambda w: w.mark == "proven" and w.pid not in (0, pids(before)["w1"]))
    assert house.stop() == 0


def test_a_damaged_journal_is_not_written_and_nobody_is_touched(fleet: Make) -> None:
    house = fleet(worker("w1"), worker("raw", "raw.py"))
    house.start().converged()
    house.change('text = "two"\n')
    before = house.change('text = "three"\n')
    house.kill()
    raw = bytearray(house.journal.read_bytes())
    lines = raw.splitlines(keepends=True)
    second = next(n for n, line in enumerate(lines) if b'"k":"DECIDE","seq":2' in line)
    at = sum(len(line) for line in lines[:second]) + 100
    raw[at] ^= 0x20
    house.journal.write_bytes(raw)

    shut = house.start().until(lambda v: v.read_only)
    assert f"record {second + 1} of {house.journal} is damaged" in shut.read_only
    assert pids(shut) == pids(before)
    seen = house.until(lambda v: all(w.proved_at for w in v.workers))
    assert {w.proved_sha256 for w in seen.workers} == {before.target_sha256}
    later = house.until(lambda v: min(w.proved_at for w in v.workers) > seen.at + 1)
    assert pids(later) == pids(before)
    assert (house.home / "log" / "raw.log").read_text().count("prepare") == 2  # the two changes; nothing since
    assert house.journal.read_bytes() == raw
    no = house.cli("rollback", "1")
    assert (no.code, "nothing can be recorded" in no.err) == (1, True)
    assert house.stop() == 0
    assert house.journal.read_bytes() == raw


def test_without_its_journal_it_does_not_start_unless_told_to(fleet: Make) -> None:
    house = fleet(worker("w1"))
    house.start().converged()
    before = house.change('text = "two"\n')
    house.kill()
    house.journal.unlink()
    said = house.try_start()
    assert house.wait() == 1
    assert "has stored contents but no journal" in said
    assert "--new-history" in said
    assert alive(pids(before)["w1"])
    assert house.try_start() == said  # asking twice does not help itself to a new one
    assert house.wait() == 1

    house.start("--new-history")
    after = house.when("w1", lambda w: w.mark == "proven" and w.pid not in (0, pids(before)["w1"]))  # the old one had a higher number
    assert (after.proved_sha256, after.proved_seq) == (before.target_sha256, 1)
    assert gone(pids(before)["w1"])
    assert len(list((house.home / "state").glob("history.log.until-*"))) == 1
    house.change('text = "three"\n')
    house.kill()
    house.start().converged()  # and from then on as always
    assert house.stop() == 0
