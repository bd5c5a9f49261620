"""A rollout under one's eyes: what happens by itself and when, who moves on top, the way back, a burst of plans, the end."""

from __future__ import annotations

import console_fake as fake
import msgspec
import pytest
from textual import events

from holdfast.core.view import LaneView, View, VoteView
from holdfast_console import ending, text
from holdfast_console.widgets import lane


def changed(view: View, **changes: object) -> View:
    assert view.rollout is not None
    return msgspec.structs.replace(view, rollout=msgspec.structs.replace(view.rollout, **changes))


def lanes(d) -> list[str]:
    """The names in the lanes, from the top."""
    return [name for line in d.frame().splitlines() for name in fake.NAMES if line[2:].startswith(name + " ") and set("▰▱◁✗") & set(line)]


# -- what happens by itself


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (fake.late(), "automatic revert in 8s: proved by 1, needed 2; not policy-engine-1, policy-engine-2, liar"),
        (changed(fake.late(), gate=1), "it goes on in 8s without policy-engine-1, policy-engine-2, liar"),
        (changed(fake.late(), base_sha256=fake.sha(8)), "it stays, there is nothing else to run"),
        (changed(fake.late(), deadline_at=fake.NOW - 1), "automatic revert now"),
        (fake.paused(), "it goes back in 9m without a word: H lets it go on, x takes it back"),
        (fake.going_back(), "a human decides in 27s unless all are back: log-forwarder-1"),
    ],
    ids=["revert", "enough", "same bytes", "due", "paused", "back"],
)
async def test_what_happens_by_itself_is_counted_down(desk, view: View, words: str) -> None:
    async with desk(view, (120, 36)) as d:
        await d.press("2")
        assert words in d.frame()


async def test_a_rollout_that_has_just_begun_frightens_nobody(desk) -> None:
    async with desk(fake.in_flight(), (120, 36)) as d:
        await d.press("2")
        assert "automatic revert" not in d.frame()
        d.still.move(1.5)
        await d.quiet()
        assert "automatic revert in 27s" in d.frame()


# -- lanes


def test_who_moves_stands_on_top_and_stays_there() -> None:
    first = [LaneView("a", 2, "wave 2"), LaneView("b", 2, "wave 2"), LaneView("c", 4, "proving"), LaneView("d", 3, "committing")]
    order = lane.arranged(first, ())
    assert order == ("c", "d", "a", "b")
    second = [LaneView("a", 2, "wave 2"), LaneView("b", 3, "committing"), LaneView("c", 5, "proved"), LaneView("d", 5, "proved")]
    assert lane.arranged(second, order) == ("c", "d", "b", "a")


async def test_the_way_back_runs_backwards_step_by_step(desk) -> None:
    async with desk(fake.late()) as d:
        await d.press("2")
        order = lanes(d)
        await d.show(fake.going_back())
        shown = []
        for _ in range(7):
            shown.append(next(line for line in d.frame().splitlines() if line[2:].startswith("metrics-collector ")))
            d.still.move(lane.PACE)
            await d.quiet()
        assert [line[20:25] for line in shown[:6]] == ["◁◁◁◁◁", "◁◁◁◁▰", "◁◁◁▰▰", "◁◁▰▰▰", "◁▰▰▰▰", "▰▰▰▰▰"]
        assert "going back" in shown[0]
        assert "back, proved" in shown[6]
        assert lanes(d)[: len(order)] == order


async def test_lanes_fade_ten_seconds_after_the_end(desk) -> None:
    async with desk(fake.ended()) as d:
        await d.press("2")
        roles = lambda: {role for line in d.app._main.reload.pane.lines for text, role in line if "▰" in text}  # noqa: E731
        assert "proven" in roles()
        d.still.move(10)
        await d.quiet()
        assert roles() <= {"dim", "wrong", "^dim", "^wrong"}


async def test_a_canary_that_was_taken_back_has_moved(desk) -> None:
    """The plan was never decided, but its first wave ran it; so its lanes are shown, and its end is told."""
    back = tuple(LaneView(name, 5, "proved", back=True) for name in fake.NAMES)
    plan = msgspec.structs.replace(fake.baking().rollout, phase="Done", outcome="rolled back", lanes=back, ended_at=fake.NOW)
    over = fake.fleet(last=plan)
    async with desk(over) as d:
        await d.press("2")
        assert "#8 ended: rolled back" in d.frame()
        assert "No worker has moved" not in d.frame()
        assert lanes(d) == list(fake.NAMES)
    assert "#8 rolled back" in ending.words(fake.baking(), over)


# -- the fleet in one line


@pytest.mark.parametrize(
    ("view", "cells", "words"),
    [
        (fake.in_flight(), 120, "prepare ✓5 ✗1 ─ vote 3≥2 ✓ ─ approved ✓ ana ─ commit ▶5/5 ─ prove 2/5"),
        (fake.in_flight(), 40, "✓5 ✗1 ─ commit ▶5/5 ─ prove 2/5"),
        (changed(fake.in_flight(), approvals_needed=2, gate=4), 120, "vote 3≥4 … ─ approved 1/2 ana"),
        (changed(fake.in_flight(), proved=6), 120, "prove 6/6"),
        (fake.going_back(), 120, "back ▶3/5 ─ proved there 2/5"),
    ],
    ids=["forward", "narrow", "approvals", "a refuser came round", "back"],
)
def test_every_step_has_its_count(view: View, cells: int, words: str) -> None:
    assert view.rollout is not None
    assert words in text.plain([lane.counts(view.rollout, cells)])


async def test_what_helps_stays_in_view_where_there_are_many_lanes(desk) -> None:
    """Every lane that fits is shown before the chain of proof is."""
    names = tuple(f"w{n:02}" for n in range(40))
    plan = fake.in_flight().rollout
    lanes = tuple(LaneView(n, 1, "refused", failed=True, detail="E_DEP") if n == "w07" else LaneView(n, 5, "proved") for n in names)
    votes = tuple(VoteView(n, "no" if n == "w07" else "yes", True) for n in names)
    workers = tuple(msgspec.structs.replace(fake.held() if n == "w07" else fake.worker(0, 8), name=n) for n in names)
    many = fake.fleet(rollout=msgspec.structs.replace(plan, lanes=lanes, votes=votes), workers=workers)
    async with desk(many) as d:
        await d.press("2")
        assert "WHY E_DEP kafka:9092" in d.frame()
        assert "it stays on #7; the rollout goes on without it; x takes all back" in d.frame()
        assert "1 desired" not in d.frame()
        assert sum(line[2:].startswith("w") and "▰" in line for line in d.frame().splitlines()) == 13


async def test_who_said_no_to_a_wave_says_why_though_it_proves_what_it_should_run(desk) -> None:
    said = VoteView("log-forwarder-1", "no", False, "E_SCHEMA", "forward.match is not a regular expression")
    plan = fake.baking().rollout
    votes = tuple(said if v.worker == said.worker else v for v in plan.votes)
    lanes = tuple(LaneView(e.worker, 1, "refused", failed=True) if e.worker == said.worker else e for e in plan.lanes)
    async with desk(msgspec.structs.replace(fake.baking(), rollout=msgspec.structs.replace(plan, votes=votes, lanes=lanes))) as d:
        await d.press("2")
        assert "NO  E_SCHEMA forward.match is not a regular expression" in d.frame()
        assert "it stays on #7; the rollout goes on without it" in d.frame()


# -- a burst


def plan(seq: int, **changes: object) -> View:
    return fake.waiting_plan(seq=seq, sha256=fake.sha(seq), **changes)


async def test_plans_of_a_burst_stand_for_two_seconds_each(desk) -> None:
    """And none of them can be approved once it has been replaced."""
    async with desk(plan(8)) as d:
        await d.press("2")
        await d.show(plan(9))
        await d.show(plan(10))
        assert "plan #8 NOT APPLIED" in d.frame()
        assert "replaced by #10" in d.frame()
        await d.press("a")
        assert "#10 has replaced this plan" in d.frame()
        assert d.app._main.reload.gate is None
        d.still.move(2)
        await d.quiet()
        assert "plan #10 NOT APPLIED" in d.frame()
        assert ("diff", {"old": "7", "new": "9"}) not in d.house.calls


async def test_a_superseded_plan_does_not_flash_by_as_ended(desk) -> None:
    async with desk(plan(8)) as d:
        await d.press("2")
        assert plan(8).rollout is not None
        over = msgspec.structs.replace(plan(8).rollout, phase="Done", outcome="superseded")
        await d.show(fake.fleet(last=over))
        assert "plan #8 NOT APPLIED" in d.frame()


# -- the end


async def test_who_looks_elsewhere_is_told_of_the_end_once(desk, monkeypatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    async with desk(fake.in_flight()) as d:
        sent: list[str] = []
        d.app._driver.write = sent.append
        d.app.post_message(events.AppBlur())
        await d.until(lambda: not d.app.app_focus, "looks elsewhere")
        await d.show(fake.ended())
        await d.show(msgspec.structs.replace(fake.ended(), at=fake.NOW + 1))
        told = [text for text in sent if "\x1b]9;" in text]
        assert told == ["\x07\x1b]9;demo: #8 active (5 of 6), 5 of 6 proven\x07"]


def test_tmux_is_asked_to_hand_the_notification_on() -> None:
    assert ending.notification("done", tmux=True) == "\x07\x1bPtmux;\x1b\x1b]9;done\x07\x1b\\"


async def test_who_looks_here_is_not_told(desk) -> None:
    async with desk(fake.in_flight()) as d:
        sent: list[str] = []
        d.app._driver.write = sent.append
        await d.show(fake.ended())
        assert [text for text in sent if "\x07" in text] == []


def test_nothing_is_said_of_what_moved_nobody_or_of_another_source() -> None:
    assert ending.words(fake.waiting_plan(), fake.refused()) == ""
    assert ending.words(None, fake.ended()) == ""
    other = msgspec.structs.replace(fake.in_flight(), epoch=9)
    assert ending.words(other, fake.ended()) == ""
