"""What people see of a World: nothing is green that was not proved, every reason is there once, and the verdict is the sum of the rows."""

from __future__ import annotations

import pytest
from core_story import START, Story

from holdfast.core import show
from holdfast.core.view import View, WorkerView

FLEET = ("fleet w1! w2! w3",)
CHANGED = ("fleet w1! w2! w3 approvals=0", "edit b", "lint ok")
DECIDED = (*CHANGED, "everyone yes", "w1 active", "w2 active")
LIED = (*DECIDED, "w3 lies", "wait 0.5", "w3 yes", "w3 lies", "wait 1", "w3 yes", "w3 lies")


def seen(*lines: str) -> View:
    told = Story()
    for line in lines:
        told.play(line)
    assert told.world is not None
    return show.world_view(told.world, "edge-3", 4711)


def row(view: View, name: str = "w3") -> WorkerView:
    return next(worker for worker in view.workers if worker.name == name)


def test_a_plan_says_what_a_yes_would_set_off_and_who_may_not_say_it() -> None:
    waves = seen("fleet w1! w2! w3 waves=1,50%,rest bake=5 exclude_author=yes", "edit b", "lint ok").rollout
    assert waves is not None
    assert (waves.course.waves, waves.course.bake, waves.barred_uid) == (("1", "50%", "rest"), 5.0, 1000)
    plain = seen(*FLEET, "edit b", "lint ok").rollout
    assert plain is not None
    assert (plain.course.waves, plain.barred_uid) == ((), -1)


@pytest.mark.parametrize(
    ("lines", "phase", "mark", "verdict"),
    [
        (("start w3", "edit a"), "Down", "dead", "UNPROVEN"),
        (("start w3", "edit a", "lint ok"), "Starting", "silent", "UNPROVEN"),
        (("start w3", "edit a", "lint ok", "w3 mute", "w3 up"), "Idle", "acked", "UNPROVEN"),
        (FLEET, "Active", "proven", "CONVERGED"),
        (CHANGED, "Validating", "proven", "CONVERGED"),  # it is only being asked: it still proves what should run
        ((*CHANGED, "w3 yes"), "Prepared", "proven", "CONVERGED"),
        ((*CHANGED, "everyone yes"), "Committing", "acked", "MIXED"),
        ((*DECIDED, "w3 active"), "Active", "proven", "CONVERGED"),
        ((*DECIDED, "w3 silent"), "Lagging", "acked", "MIXED"),
        ((*DECIDED, "w3 lies"), "Drifted", "drift", "MIXED"),
        (LIED, "Quarantined", "dead", "MIXED"),
        ((*CHANGED, "w1 yes", "w2 yes", "w3 no redis is down"), "Held", "dead", "MIXED"),
        ((*FLEET, "w3 mute", "wait 4"), "Stale", "silent", "STALE"),
        ((*FLEET, "w3 gone", "wait 6"), "Lost", "silent", "STALE"),
        ((*FLEET, "w3 dies"), "Starting", "silent", "UNPROVEN"),
        ((*FLEET, "w3 dies", "w3 up", "w3 dies"), "Backoff", "dead", "UNPROVEN"),
        ((*FLEET, "w3 dies", "w3 unspawnable 'no such command'"), "Fatal", "dead", "UNPROVEN"),
        ((*FLEET, "restart w3 by ana", "w3 dies -15"), "Starting", "silent", "UNPROVEN"),
        ((*FLEET, "cordon w3 by ana"), "Active", "cordoned", "CONVERGED"),
        ((*FLEET, "w3 runs b", "w3 mute", "w3 hello"), "Idle", "acked", "UNPROVEN"),
        ((*DECIDED, "supervisor dies"), "Lagging", "acked", "MIXED"),
    ],
)
def test_phase_mark_and_verdict(lines: tuple[str, ...], phase: str, mark: str, verdict: str) -> None:
    view = seen(*lines)
    worker = row(view)
    assert (worker.phase, worker.mark, view.verdict) == (phase, mark, verdict)


@pytest.mark.parametrize(
    ("lines", "reason", "why"),
    [
        (FLEET, "", "its present process proved ca97811 over a fresh nonce"),
        ((*CHANGED, "w1 yes", "w2 yes", "w3 no redis is down"), "redis is down", ""),
        ((*DECIDED, "w3 lies"), "says it runs 3e23e81, proves ca97811", ""),
        (LIED, "says it runs 3e23e81, proves ca97811 (3 times)", ""),
        ((*FLEET, "w3 mute", "wait 4"), "", "no answer to three rounds of nonces: what it runs now is not known"),
        ((*FLEET, "w3 gone", "wait 6"), "its socket is closed, its process lives", ""),
        ((*FLEET, "w3 dies", "w3 unspawnable 'cannot start w3: no such command'"), "cannot start w3: no such command", ""),
        (
            (*FLEET, "w3 dies"), "",
            "exit 1; started again: has not dialled $HOLDFAST_SOCKET yet (a worker must, within 30 s of its start)",
        ),
        ((*DECIDED, "supervisor dies"), "", "still proves 20240521-142233.0001"),
    ],
)
def test_why_is_said_once(lines: tuple[str, ...], reason: str, why: str) -> None:
    worker = row(seen(*lines))
    assert (worker.reason, worker.why) == (reason, why)


def test_what_it_should_run_what_it_says_and_what_it_proves_are_three_things() -> None:
    """The liar's row: desired and acknowledged are the new content, proved is the old one, by its version."""
    worker = row(seen(*DECIDED, "w3 lies"))
    assert (worker.desired_seq, worker.desired_sha256[:7]) == (2, "3e23e81")
    assert (worker.acked_seq, worker.acked_sha256[:7]) == (2, "3e23e81")
    assert (worker.proved_sha256[:7], worker.proved_version) == ("ca97811", "20240521-142233.0001")
    assert worker.grade == 2


def test_everybody_set_aside_is_no_convergence() -> None:
    assert seen("fleet w1", "cordon w1 by ana").verdict == "UNPROVEN"


def test_history_is_newest_first_and_says_how_each_plan_ended() -> None:
    view = seen(*DECIDED, "w3 active", "reject by ana 'wrong numbers'", "everyone yes", "everyone active")
    assert [(v.seq, v.kind, v.outcome, v.current) for v in view.versions] == [
        (3, "revert", "active", True), (2, "edit", "rolled back", False), (1, "bootstrap", "active", False),
    ]  # fmt: skip
    assert view.versions[1].note == "by ana: wrong numbers"
    assert view.versions[0].content_of == 1
    assert view.last is not None
    assert (view.last.seq, view.last.outcome) == (2, "rolled back")


def test_the_open_plan_names_its_votes_its_gate_and_its_deadline() -> None:
    view = seen("fleet w1! w2! w3", "edit b", "lint ok", "w1 yes", "w3 no redis is down")
    plan = view.rollout
    assert plan is not None
    assert [(v.worker, v.vote, v.critical, v.error) for v in plan.votes] == [
        ("w1", "yes", True, ""), ("w2", "waiting", True, ""), ("w3", "no", False, "redis is down"),
    ]  # fmt: skip
    assert (plan.gate, plan.voters, plan.yes, plan.no, plan.members) == (2, 2, 1, 1, 3)
    assert (plan.base_version, plan.phase) == ("20240521-142233.0001", "Preparing")
    assert plan.deadline_at > START


def test_void_approvals_are_not_shown_any_more() -> None:
    lines = ("fleet w1! w2! w3! approvals=2", "edit b", "lint ok", "everyone yes", "approve b by ana")
    before = seen(*lines).rollout
    assert before is not None
    assert [a.by for a in before.approvals] == ["ana"]
    after = seen(*lines, "w3 dies", "w3 up", "w3 no redis is down").rollout
    assert after is not None
    assert (after.approvals, after.approvals_needed) == ((), 2)


@pytest.mark.parametrize(
    ("lines", "lane"),
    [
        (CHANGED, (1, "validating", False, False)),
        ((*CHANGED, "w3 yes"), (2, "voted yes", False, False)),
        ((*CHANGED, "w3 no redis is down"), (1, "refused", True, False)),
        ((*CHANGED, "everyone yes"), (3, "committing", False, False)),
        ((*DECIDED, "w3 lies"), (4, "drifted", True, False)),
        ((*DECIDED, "w3 active"), (5, "proved", False, False)),
        ((*DECIDED, "w3 active", "reject by ana no", "w3 yes"), (3, "committing", False, True)),
        ((*DECIDED, "w3 active", "reject by ana no", "w3 yes", "w3 active"), (5, "proved", False, True)),
    ],
)
def test_how_far_a_worker_has_come(lines: tuple[str, ...], lane: tuple[int, str, bool, bool]) -> None:
    rollout = seen(*lines).rollout
    assert rollout is not None
    shown = next(each for each in rollout.lanes if each.worker == "w3")
    assert (shown.step, shown.word, shown.failed, shown.back) == lane


def test_content_that_waits_for_the_plan_in_flight_is_named() -> None:
    view = seen(*CHANGED, "everyone yes", "edit c", "edit d")
    assert view.waiting_sha256[:7] == "18ac3e7"
    assert view.source.state == "drifted"
    assert seen(*CHANGED).waiting_sha256 == ""


def test_what_helps_is_named_where_something_is_wrong() -> None:
    assert row(seen(*FLEET)).do == ()
    for lines in ((*DECIDED, "w3 lies"), (*FLEET, "w3 gone", "wait 6"), (*FLEET, "w3 dies", "w3 up", "w3 dies")):
        assert any(hint.startswith("reload ") for hint in row(seen(*lines)).do)


def test_with_a_damaged_journal_a_row_says_what_is_proved_and_what_is_not_known() -> None:
    view = seen(*FLEET, "w2 gone", "w3 dies", "journal damaged 'record 4 is damaged'")
    assert (row(view, "w1").phase, row(view, "w1").mark) == ("Idle", "acked")
    assert row(view, "w1").why == "proves 20240521-142233.0001; what it should run is not known"
    assert row(view, "w2").why == "alive, nothing proven yet"
    assert row(view, "w3").reason == "not started, since what it should run is not known: record 4 is damaged"


def test_what_a_worker_was_told_by_signal_is_a_claim_and_no_proof() -> None:
    begun = ("start w1 w2 w3 approvals=0", "w3 declares USR2", "edit a", "lint ok", "everyone up", "wait 61")
    view = seen(*begun, "edit b", "lint ok", "everyone yes", "w1 active", "w2 active", "w3 gone", "wait 6", "w3 signalled")
    w3 = row(view)
    assert (w3.phase, w3.mark, w3.grade, w3.signal) == ("Lost", "silent", 1, "USR2")
    assert (w3.told_seq, w3.told_sha256) == (2, view.target_sha256)
    assert (w3.proved_seq, w3.proved_version, w3.proved_sha256, w3.proved_at) == (0, "", "", 0.0)
    assert w3.told_at > START
    assert (view.verdict, view.proven, view.silent) == ("STALE", 2, 1)
