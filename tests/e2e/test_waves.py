"""An edit in waves, on real workers, with a real health command: the canary first, and a human where nobody else can tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import e2e_procs as procs
import pytest
from e2e_harness import Fleet, row, worker

from holdfast.core import journal

ASKS = 'echo "$HOLDFAST_SEQ $HOLDFAST_WAVE $HOLDFAST_WORKERS" >> asked; echo "errors at 7 %" >&2; exit "$(cat verdict)"'
RULE = {"approvals": 0, "waves": [1, "rest"], "bake": "300ms", "health": ["sh", "-c", ASKS]}


@pytest.fixture(scope="module")
def house() -> Iterator[Fleet]:
    with Fleet(worker("w1"), worker("w2"), worker("w3"), rollout=RULE) as house:
        house.start().converged()
        yield house
        assert house.stop() == 0


@pytest.fixture
def fleet(house: Fleet) -> Fleet:
    """Everybody runs one, and the health command has not been asked yet."""
    verdict(house, 0)
    house.write('text = "one"\n')
    house.converged()
    (house.home / "asked").unlink(missing_ok=True)
    return house


def verdict(fleet: Fleet, status: int) -> None:
    (fleet.home / "verdict").write_text(str(status))


def records(fleet: Fleet) -> tuple[Any, ...]:
    reading = journal.read(fleet.journal.read_bytes().splitlines())
    assert reading.fault is None
    return reading.records


def proved(fleet: Fleet, seq: int) -> list[str]:
    """Who has proved that number, in the order in which they did."""
    return [r.worker for r in records(fleet) if isinstance(r, journal.Proved) and r.seq == seq]


def texts(fleet: Fleet) -> list[str]:
    """What each worker really runs, as it says itself."""
    lines = ((fleet.home / "log" / f"{name}.log").read_text().splitlines() for name in ("w1", "w2", "w3"))
    return [said[-1] for said in lines]


def test_the_canary_proves_it_bakes_and_then_the_others_follow(fleet: Fleet) -> None:
    verdict(fleet, 0)
    fleet.write('text = "two"\n')
    after = fleet.converged()

    assert texts(fleet) == ["text is two"] * 3
    assert (fleet.home / "asked").read_text() == f"{after.target_seq} 1 w1\n"
    mine = [r for r in records(fleet) if getattr(r, "seq", 0) == after.target_seq]
    kinds = [type(r).__name__ for r in mine if not isinstance(r, journal.Ran)]
    assert kinds == ["Begin", "Wave", "Proved", "Decide", "Proved", "Proved", "End"]
    assert (mine[1].members, mine[2].worker) == (("w1",), "w1")


def test_the_health_command_says_back_and_nobody_else_ever_ran_it(fleet: Fleet) -> None:
    verdict(fleet, 1)
    sha256 = fleet.write('text = "bad"\n')
    view = fleet.until(lambda v: v.last is not None and v.last.sha256 == sha256 and v.last.outcome == "rolled back" and v.rollout is None)

    assert view.last is not None
    assert view.last.reason == "the health command says no: errors at 7 %"
    assert (view.verdict, view.source.state) == ("CONVERGED", "drifted")
    assert proved(fleet, view.last.seq) == ["w1"]
    assert texts(fleet) == ["text is one"] * 3
    assert "text is bad" in (fleet.home / "log" / "w1.log").read_text()
    assert "text is bad" not in (fleet.home / "log" / "w2.log").read_text()


def test_unclear_waits_for_a_human_who_says_go(fleet: Fleet) -> None:
    verdict(fleet, 3)
    fleet.write('text = "two"\n')
    paused = fleet.until(lambda v: v.rollout is not None and v.rollout.phase == "Paused")

    assert paused.rollout is not None
    assert (paused.rollout.wave, paused.rollout.waves, paused.verdict) == (0, 2, "MIXED")
    assert paused.rollout.reason == "the health command is unclear: errors at 7 %"
    assert [lane.word for lane in paused.rollout.lanes] == ["proved", "wave 2", "wave 2"]
    assert "paused" in fleet.cli("status").out.lower()
    assert "waits already" in fleet.cli("hold").err
    done = fleet.cli("go")
    assert (done.code, done.err) == (0, "")
    fleet.converged()
    assert texts(fleet) == ["text is two"] * 3


def test_a_killed_supervisor_takes_the_wave_back_and_draws_the_plan_up_again(fleet: Fleet) -> None:
    verdict(fleet, 3)
    first = fleet.view().target_seq
    fleet.write('text = "two"\n')
    fleet.until(lambda v: v.rollout is not None and v.rollout.phase == "Paused")
    before = {w.name: w.pid for w in fleet.view().workers}
    fleet.kill()
    verdict(fleet, 0)

    after = fleet.start().converged()
    assert {w.name: w.pid for w in after.workers} == before
    ends = [(r.outcome, r.again) for r in records(fleet) if isinstance(r, journal.Abort) and r.seq > first]
    assert ends == [("rolled back", True)]
    assert after.target_seq == first + 3  # the wave, the way back, the same change again
    assert texts(fleet) == ["text is two"] * 3


def test_the_canary_is_killed_and_everybody_is_back(fleet: Fleet) -> None:
    verdict(fleet, 3)
    sha256 = fleet.write('text = "two"\n')
    paused = fleet.until(lambda v: v.rollout is not None and v.rollout.phase == "Paused")
    assert row(paused, "w1").proved_sha256 == sha256
    fleet.cli("restart", "w1", "--wait")  # by an operator: that is no death
    still = fleet.until(lambda v: v.rollout is not None and row(v, "w1").mark == "proven" and row(v, "w1").pid != row(paused, "w1").pid)
    assert still.rollout is not None
    assert (still.rollout.phase, row(still, "w1").proved_sha256) == ("Paused", sha256)

    procs.end(row(still, "w1").pid)
    view = fleet.until(lambda v: v.verdict == "CONVERGED" and v.rollout is None)
    assert view.last is not None
    assert (view.last.outcome, view.last.reason) == ("rolled back", "w1 has died in its wave (killed by SIGKILL)")
    assert view.target_sha256 != sha256
