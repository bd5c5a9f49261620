"""Marks and the time line that they make: small stories with made-up times."""

from __future__ import annotations

from holdfast.core.timeline import UNANSWERED, timeline
from holdfast.core.trace import Mark, Span, Trace, TraceView


def line(*marks: tuple[object, ...], members: tuple[str, ...] = ("w1", "w2")) -> TraceView:
    """Times in whole milliseconds, for who reads this."""
    taken = tuple(Mark(at / 1000, *rest) for at, *rest in marks)  # type: ignore[arg-type, operator]
    return timeline(Trace(8, "20240521-142233.0008", "e" * 64, "edit", "ana", 1_716_301_353.0, members, taken, outcome="active"))


def told(steps: tuple[Span, ...]) -> str:
    """'read 0+2, ...': step, start and duration in milliseconds."""
    return ", ".join(f"{s.of + ' ' if s.of else ''}{s.step} {s.start * 1000:g}+{s.took * 1000:g}" for s in steps)


TO_A_PLAN = ((0, "touched"), (1, "read"), (2, "store"), (7, "parse"), (8, "parsed"), (9, "begin"), (10, "linted"))
ASKED = (*TO_A_PLAN, (11, "prepare", "w1"), (11, "prepare", "w2"), (15, "vote", "w1", "yes", 0.003), (20, "vote", "w2", "yes", 0.007))
DECIDED = (*ASKED, (20, "decide"), (24, "durable"), (24, "commit", "w1"), (24, "commit", "w2"))
PROVED = (
    *DECIDED, (27, "answer", "w1", "yes", 0.002), (28, "proved", "w1"), (32, "answer", "w2", "yes", 0.006), (33, "proved", "w2"),
    (33, "verify"), (1033, "close"), (1034, "end"),
)  # fmt: skip


def test_a_reload_is_told_step_by_step_without_a_gap_and_its_verify_window_is_no_part_of_what_it_took() -> None:
    view = line(*PROVED)
    assert told(view.steps) == (
        "event 0+1, read 1+1, store 2+5, parse 7+1, plan 8+1, lint 9+1, send 10+3, vote 13+7, fsync 20+4, commit 24+2, proof 26+7, "
        "verify 33+1000, close 1033+1"
    )
    assert (view.took, view.machine, view.people, view.time) == (0.033, 0.033, 0.0, 0.0)


def test_the_verify_window_is_left_out_whatever_the_clock_s_last_digits_are() -> None:
    view = line(*((at * 1.0007 / 3 + 0.0004321, *rest) for at, *rest in PROVED))
    assert 0.010 < view.machine == view.took < 0.012


def test_workers_are_told_slowest_first_from_their_own_prepare_to_their_own_proof() -> None:
    view = line(*PROVED)
    assert [(w.worker, w.vote, w.vote_took, w.answer_took, w.proof_took, w.took) for w in view.workers] == [
        ("w2", "yes", 0.007, 0.006, 0.001, 0.014), ("w1", "yes", 0.003, 0.002, 0.001, 0.006),
    ]  # fmt: skip
    assert view.slowest == "w2"
    assert [w.proved_at for w in view.workers] == [0.033, 0.028]


def test_what_waits_for_people_is_told_apart() -> None:
    then = (14220, "approved", "", "bob"), (14220, "decide"), (14224, "durable"), (14230, "verify"), (14240, "end")
    view = line(*ASKED, (20, "waits"), *then)
    assert [span for span in view.steps if span.waits == "people"] == [Span("approval", 0.02, 14.2, "", "people")]
    assert (view.took, view.machine, view.people) == (14.23, 0.03, 14.2)
    assert view.approved_by == ("bob",)


def test_waves_have_their_names_and_a_bake_is_nobody_s_fault() -> None:
    view = line(
        *ASKED, (20, "wave", "", "1"), (22, "durable"), (22, "commit", "w1"), (25, "answer", "w1", "yes", 0.002), (25, "proved", "w1"),
        (25, "bake"), (325, "health"), (330, "paused"), (9330, "decide"), (9333, "durable"), (9333, "commit", "w2"),
        (9340, "answer", "w2", "yes", 0.006), (9340, "proved", "w2"), (9340, "verify"), (9400, "end"),
    )  # fmt: skip
    assert told(view.steps[8:]) == (
        "wave 1 fsync 20+2, wave 1 commit 22+1, wave 1 proof 23+2, wave 1 bake 25+300, wave 1 health 325+5, wave 1 paused 330+9000, "
        "the rest fsync 9330+3, the rest commit 9333+1, the rest proof 9334+6, verify 9340+60"
    )
    assert (view.waves, view.people, view.time, view.machine) == (1, 9.0, 0.3, 0.04)


def test_a_refused_plan_is_told_as_far_as_it_came_with_who_refused_and_who_said_nothing() -> None:
    view = line(*ASKED[:-1], (18, "vote", "w2", "no: E_DEP redis is down", 0.005), (19, "close"), (23, "end"), members=("w1", "w2", "w3"))
    assert told(view.steps[-3:]) == "send 10+3, vote 13+6, close 19+4"
    assert view.took == 0.019
    assert [(w.worker, w.vote, w.said) for w in view.workers] == [("w2", "no", "E_DEP redis is down"), ("w1", "yes", ""), ("w3", "", "")]


def test_the_way_back_is_told_beside_the_way_there() -> None:
    view = line(
        *DECIDED, (27, "answer", "w1", "no: E_SHA other bytes", 0.002), (30, "decide", "", "back"), (33, "durable"),
        (33, "prepare", "w1"), (35, "vote", "w1", "yes", 0.001), (35, "commit", "w1"), (38, "answer", "w1", "yes", 0.003),
        (39, "proved", "w1"), (39, "close"), (42, "end"),
    )  # fmt: skip
    assert told(view.steps[-4:]) == "back fsync 30+3, back commit 33+2, back proof 35+4, close 39+3"
    assert {(w.worker, w.back): w.said for w in view.workers} == {
        ("w1", False): "E_SHA other bytes", ("w2", False): UNANSWERED, ("w1", True): "",
    }  # fmt: skip
    assert view.workers[0].worker == "w2"  # who has not answered comes before who was slow


def test_a_first_content_is_proved_by_starting_on_it() -> None:
    proved = (90, "proved", "w1"), (95, "proved", "w2"), (95, "verify"), (99, "end")
    view = line((0, "begin"), (2, "linted"), (2, "decide"), (5, "durable"), *proved)
    assert told(view.steps) == "lint 0+2, send 2+0, fsync 2+3, proof 5+90, verify 95+4"
    assert view.slowest == ""


def test_nothing_at_all_is_a_time_line_too() -> None:
    assert line().steps == ()
