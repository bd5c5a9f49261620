"""Workers that send what they should not: each is closed or marked as it deserves, and the others notice nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from e2e_harness import Fleet, pids, row, worker

from holdfast.core.view import View

Make = Callable[..., Fleet]


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    with Fleet(worker("w1"), worker("w2"), worker("bad", "raw.py", critical=False)) as fleet:
        fleet.start().converged()
        yield fleet
        assert fleet.stop() == 0


@pytest.fixture
def before(fleet: Fleet) -> Iterator[View]:
    """Everybody honest; and afterwards everybody is again, the others with the processes they had."""
    before = fleet.converged()
    yield before
    (fleet.home / "mood-bad").write_text("honest")
    after = fleet.converged()
    assert {name: pids(after)[name] for name in ("w1", "w2")} == {name: pids(before)[name] for name in ("w1", "w2")}
    assert [row(after, name).restarts for name in ("w1", "w2")] == [0, 0]


def others_prove(fleet: Fleet, since: float) -> bool:
    """Their proofs go on being fresh while the bad one does what it does."""
    view = fleet.until(lambda v: all(row(v, name).proved_at > since for name in ("w1", "w2")))
    return {row(view, name).mark for name in ("w1", "w2")} == {"proven"}


@pytest.mark.parametrize(
    ("mood", "reason"),
    [("garbage", "E_PROTO"), ("megabyte", "E_TOOBIG"), ("flood", "more than 200 messages a second")],
)
def test_what_is_no_message_ends_the_connection_not_the_fleet(fleet: Fleet, before: View, mood: str, reason: str) -> None:
    (fleet.home / "mood-bad").write_text(mood)
    seen = max(event.id for event in before.events)
    view = fleet.until(lambda v: any(e.id > seen and e.worker == "bad" and reason in e.text for e in v.events))
    assert others_prove(fleet, view.at)
    assert row(view, "bad").pid == row(before, "bad").pid  # its process is left alone: it dials again


def test_silence_makes_a_proof_stale(fleet: Fleet, before: View) -> None:
    (fleet.home / "mood-bad").write_text("mute")
    view = fleet.until(lambda v: row(v, "bad").phase == "Stale")
    assert (view.verdict, row(view, "bad").mark) == ("STALE", "silent")
    assert others_prove(fleet, view.at)


def test_a_wrong_proof_is_drift_and_quarantine(fleet: Fleet, before: View) -> None:
    (fleet.home / "mood-bad").write_text("wrong-proof")
    view = fleet.until(lambda v: row(v, "bad").phase == "Drifted")
    assert (view.verdict, row(view, "bad").proved_sha256) == ("MIXED", "")
    assert "proves bytes of no version we know" in row(view, "bad").reason
    assert fleet.cli("status").code == 4
    assert others_prove(fleet, view.at)
    fleet.until(lambda v: row(v, "bad").phase == "Quarantined")
    (fleet.home / "mood-bad").write_text("honest")
    assert fleet.cli("reload", "bad", "--wait", "10").code == 0  # another chance


@pytest.mark.parametrize("mood", ["token", "name", "old-epoch"])
def test_who_is_not_who_it_says_is_not_let_in(fleet: Fleet, before: View, mood: str) -> None:
    """Another worker's token, another worker's name, a supervisor that has been replaced."""
    environ = Path(f"/proc/{row(before, 'w1').pid}/environ").read_bytes().split(b"\0")
    token = next(item.partition(b"=")[2].decode() for item in environ if item.startswith(b"HOLDFAST_TOKEN="))
    rest = {"token": token, "name": "w1"}.get(mood, "")
    (fleet.home / "mood-bad").write_text(f"{mood} {rest}")
    seen = max(event.id for event in before.events)
    fleet.client.call("restart", worker="bad")
    code = "E_EPOCH" if mood == "old-epoch" else "E_AUTH"
    view = fleet.until(lambda v: any(e.id > seen and code in e.text for e in v.events))
    assert row(view, "bad").phase == "Starting"
    assert row(view, "bad").mark == "silent"
    assert row(view, "w1").mark == "proven"
    assert others_prove(fleet, view.at)


def test_one_that_never_dials_is_killed_and_given_up(tmp_path: Path) -> None:
    quiet = worker("quiet", "sleep", "1000", start_limit="200ms", critical=False)
    with Fleet(worker("w1"), quiet, restart={"budget": 2}) as house:
        view = house.start().until(lambda v: row(v, "quiet").life == "Fatal")
        assert "2 crashes" in row(view, "quiet").reason
        assert any("said nothing on its socket within" in event.text for event in view.events)
        house.when("w1", lambda w: w.mark == "proven")
        assert house.stop() == 0
