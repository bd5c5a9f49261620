"""The daemon is killed; the workers serve on, and the next daemon takes them back: started twice is none, lost is none."""

from __future__ import annotations

import contextlib
import json
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from e2e_harness import DEMO, Fleet, demo, pids, row, worker
from e2e_procs import alive, end

from holdfast.api.client import Unreachable
from holdfast.core import journal

Make = Callable[..., Fleet]
APP = (DEMO / "app.toml").read_text()


def records(fleet: Fleet) -> tuple[Any, ...]:
    reading = journal.read(fleet.journal.read_bytes().splitlines())
    assert reading.fault is None
    return reading.records


def asked(url: str) -> str:
    with urllib.request.urlopen(f"{url}?path=/public/x", timeout=10) as answer:
        return str(json.load(answer)["decision"])


@pytest.fixture(scope="module")
def two() -> Iterator[Fleet]:
    """Two workers, whose daemon is killed in one story after the other."""
    with Fleet(worker("w1"), worker("w2")) as two:
        two.start().converged()
        yield two
        assert two.stop() == 0


def test_killed_and_started_again_with_everybody_serving(fleet: Make) -> None:
    house = fleet(demo("p1", "policy"), demo("p2", "policy"), content=APP)
    before = house.start().converged()
    urls = [house.says(name, "serving http").split("serving ")[1].split("?")[0] for name in ("p1", "p2")]
    house.kill()
    assert [asked(url) for url in urls] == ["allow", "allow"]

    house.start()
    seen = {}

    def proved(view: Any) -> bool:
        for w in view.workers:
            seen.setdefault(w.name, []).append((w.phase, w.mark, w.pid))
        return view.verdict == "CONVERGED"

    after = house.until(proved)
    assert pids(after) == pids(before)
    assert (after.epoch, after.target_sha256) == (before.epoch + 1, before.target_sha256)
    assert all(w.restarts == 0 and w.life == "Up" for w in after.workers)
    assert all(phase in ("Idle", "Active") and pid == pids(before)[name] for name, rows in seen.items() for phase, _, pid in rows)
    assert all(mark != "proven" for rows in seen.values() for phase, mark, _ in rows if phase != "Active")
    assert [asked(url) for url in urls] == ["allow", "allow"]
    assert len({r.pid for r in records(house) if isinstance(r, journal.Ran)}) == 2
    assert len(house.ours()) == 2
    house.change(APP.replace('"allow"', '"deny"'))
    assert [asked(url) for url in urls] == ["deny", "deny"]
    assert house.stop() == 0


def test_found_alive_is_idle_until_it_proves_itself(fleet: Make) -> None:
    house = fleet(worker("deaf", "raw.py"), worker("other"), rollout={"attest": "100ms"})
    before = house.start().converged()
    (house.home / "mood-deaf").write_text("mute")  # it dials and says hello, and never answers a nonce
    house.kill()
    house.start()
    house.when("other", lambda w: w.mark == "proven")
    deaf = house.when("deaf", lambda w: w.acked_sha256)
    assert (deaf.phase, deaf.mark, deaf.grade, deaf.pid) == ("Idle", "acked", 0, pids(before)["deaf"])
    assert house.view().verdict == "UNPROVEN"
    (house.home / "mood-deaf").write_text("honest")
    assert pids(house.converged()) == pids(before)
    assert house.stop() == 0


def test_killed_between_the_start_of_a_worker_and_its_record(fleet: Make) -> None:
    house = fleet(*(worker(f"w{n}") for n in range(1, 5)))
    house.try_start(launcher="dies_at_spawn.py", DIES_AT="3")
    assert house.wait() == -9
    orphans = set(house.ours())
    assert len(orphans) == 3
    assert len({r.pid for r in records(house) if isinstance(r, journal.Ran)}) < 3
    after = house.start().converged()
    assert orphans < set(pids(after).values())
    assert len(house.ours()) == 4
    recorded = {r.worker: r.pid for r in records(house) if isinstance(r, journal.Ran)}
    assert recorded == pids(after)
    house.kill()  # and what was found without a record has one now
    assert pids(house.start().converged()) == pids(after)
    assert house.stop() == 0


def test_a_torn_tail_is_cut_kept_aside_and_told(two: Fleet) -> None:
    house, before = two, two.converged()
    house.kill()
    whole = house.journal.read_bytes()
    with house.journal.open("ab") as file:
        file.write(b"00000165 621b3476 01654671a22542d1e9f48ef")
    after = house.start().converged()
    assert pids(after) == pids(before)
    assert after.read_only == ""
    assert house.journal.read_bytes().startswith(whole)
    (aside,) = house.journal.parent.glob("journal.torn-*")
    assert aside.read_bytes() == b"00000165 621b3476 01654671a22542d1e9f48ef"
    told = next(event for event in after.events if str(aside) in event.text)
    assert (told.level, told.at >= before.at) == ("warn", True)
    house.change('text = "after the torn tail"\n')


def test_killed_while_committing_goes_on_after_the_restart(fleet: Make) -> None:
    house = fleet(worker("w1"), worker("stuck", "raw.py"))
    before = house.start().converged()
    mood = house.home / "mood-stuck"
    mood.write_text("no-commit")
    sha256 = house.write('text = "two"\n')
    house.awaiting(sha256)
    seq = house.approve(sha256)
    house.until(lambda v: row(v, "w1").proved_sha256 == sha256 and v.rollout.phase == "Committing")
    house.kill()
    mood.write_text("honest")
    after = house.start().converged()
    assert (after.target_seq, after.target_sha256) == (seq, sha256)
    assert pids(after) == pids(before)
    ends = [r.outcome for r in records(house) if isinstance(r, journal.End) and r.seq == seq]
    assert ends == ["active"]
    assert house.stop() == 0


def test_killed_before_the_decision_the_plan_is_drawn_up_again(two: Fleet) -> None:
    house, before = two, two.converged()
    sha256 = house.write('text = "drawn up twice"\n')
    first = house.awaiting(sha256).rollout
    house.kill()
    again = house.start().awaiting(sha256).rollout
    assert again.seq > first.seq
    assert {vote.vote for vote in again.votes} == {"yes"}
    aborted = next(v for v in house.view().versions if v.seq == first.seq)
    assert aborted.outcome == "aborted"
    assert house.view().target_sha256 == before.target_sha256
    house.approve(sha256)
    assert pids(house.converged()) == pids(before)


@pytest.mark.parametrize(
    ("moment", "decided"),
    [
        ("before Begin", False), ("after Begin", False), ("before Decide", False),
        ("after Decide", True), ("before End", True), ("after End", True),
    ],
)  # fmt: skip
def test_killed_around_each_record_it_ends_on_what_the_journal_says(fleet: Make, moment: str, decided: bool) -> None:
    house = fleet(worker("w1"), worker("w2"))
    before = house.start(launcher="dies_at_record.py", DIES_AT=moment).converged()
    sha256 = house.write('text = "two"\n')
    if "Begin" not in moment:
        house.awaiting(sha256)
        with contextlib.suppress(Unreachable):
            house.approve(sha256)
    assert house.wait() == -9
    house.start()
    if decided:
        after = house.converged()
        assert after.target_seq == 2
    else:
        again = house.awaiting(sha256)
        assert {w.proved_sha256 for w in house.view().workers} == {before.target_sha256}
        assert again.rollout.approvals == ()
        house.approve(sha256)
        after = house.converged()
    assert (pids(after), after.target_sha256) == (pids(before), sha256)
    assert house.stop() == 0


def test_a_worker_that_died_meanwhile_is_started_and_a_foreign_pid_left_alone(two: Fleet) -> None:
    house, before = two, two.converged()
    house.kill()
    end(pids(before)["w1"])
    after = house.start().converged()
    assert pids(after)["w2"] == pids(before)["w2"]
    assert pids(after)["w1"] not in (0, pids(before)["w1"])


def test_the_file_edited_while_nobody_watched_becomes_a_plan(two: Fleet) -> None:
    house, before = two, two.converged()
    house.kill()
    sha256 = house.write('text = "unseen"\n')
    assert house.start().awaiting(sha256).rollout.kind == "edit"
    assert house.worker("w1").proved_sha256 == before.target_sha256
    assert alive(pids(before)["w1"])
    house.approve(sha256)
    assert pids(house.converged()) == pids(before)
