"""A worker that cannot reach its supervisor gets what is decided by its fallback signal, and is not called proven for it."""

from __future__ import annotations

from e2e_harness import Fleet, row, worker


def test_told_by_signal_and_proved_when_it_dials_again() -> None:
    with Fleet(worker("w1"), worker("w2"), worker("far", "cut.py", critical=False), rollout={"approvals": 0}) as fleet:
        before = fleet.start().converged()
        assert row(before, "far").signal == "USR2"
        (fleet.home / "cut-far").touch()
        fleet.when("far", lambda far: far.phase == "Stale")
        fleet.kill()  # the next supervisor never hears of it, and knows from the journal what it declared
        new = fleet.write('text = "two"\n')
        fleet.start()
        view = fleet.until(lambda v: row(v, "far").told_sha256 == new)
        assert fleet.says("far", "text is two")
        far = row(view, "far")
        assert (far.pid, far.phase, far.mark, far.grade, far.proved_sha256) == (row(before, "far").pid, "Lost", "silent", 1, "")
        assert far.reason == "socket silent 5 s: USR2 sent (checked: caught); not proved"
        assert (view.verdict, view.proven) == ("STALE", 2)
        status = fleet.cli("status")
        assert status.code == 4
        assert far.reason in status.out
        (fleet.home / "cut-far").unlink()
        after = row(fleet.converged(), "far")
        assert (after.pid, after.mark, after.told_sha256) == (far.pid, "proven", "")
        assert fleet.stop() == 0
