"""What keys do to a supervisor: what is asked first, what is sent, and what is never sent."""

from __future__ import annotations

import console_fake as fake
import pytest

from holdfast.api.client import Unreachable
from holdfast.api.routes import Refused


async def type_digits(d, digits: str) -> None:
    """Open the field of the waiting plan, wait the guard out, type and press enter."""
    await d.press("a")
    d.still.move(0.5)
    await d.press(*digits, "enter")


async def test_the_first_four_of_the_new_checksum_approve_that_plan(desk) -> None:
    async with desk(fake.waiting_plan()) as d:
        await type_digits(d, fake.sha(8)[:4])
        assert await d.acted() == [("approve", {"seq": 8, "checksum": fake.sha(8)[:4]})]
        await d.shows("approve: done")


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("ffff", "ffff is not the new checksum"),
        ("96", "4 digits are needed"),
        ("", "nothing is typed"),
        (fake.sha(7)[:4], "is not the new checksum"),
    ],
    ids=["wrong", "short", "empty", "the old one"],
)
async def test_anything_else_approves_nothing(desk, typed: str, complaint: str) -> None:
    async with desk(fake.waiting_plan()) as d:
        await type_digits(d, typed)
        assert complaint in d.frame()
        assert d.house.acts() == []


async def test_what_was_typed_ahead_is_not_for_the_field(desk) -> None:
    async with desk(fake.waiting_plan()) as d:
        await d.press("a", *fake.sha(8)[:4], "enter")
        d.still.move(0.5)
        await d.press("enter")
        assert "nothing is typed" in d.frame()
        assert d.house.acts() == []


async def test_a_plan_that_is_replaced_while_one_types_is_not_approved(desk) -> None:
    async with desk(fake.waiting_plan()) as d:
        await d.press("a")
        d.still.move(0.5)
        await d.press(*fake.sha(8)[:3])
        await d.show(fake.waiting_plan(seq=9, sha256=fake.sha(9)))
        assert "#8 does not wait for approval any more" in d.frame()
        await d.press(fake.sha(8)[3], "enter")
        assert d.house.acts() == []


async def test_escape_leaves_the_plan_as_it_is(desk) -> None:
    async with desk(fake.waiting_plan()) as d:
        await d.press("a")
        d.still.move(0.5)
        await d.press("9", "escape", "enter")
        assert "plan #8 NOT APPLIED" in d.frame()
        assert d.house.acts() == []


async def test_a_refusal_is_shown_in_its_own_words(desk) -> None:
    async with desk(fake.waiting_plan()) as d:
        d.house.answers["approve"] = Refused("cannot approve #8: you are its author; somebody else has to")
        await type_digits(d, fake.sha(8)[:4])
        await d.shows("cannot approve #8: you are its author")


async def test_b_in_history_draws_up_a_rollback_that_waits_for_approval(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("3", "j", "j", "b")
        assert await d.acted() == [("rollback", {"to": "5", "approve": False})]
        back = fake.waiting_plan(kind="rollback", content_of=5, author="root")
        await d.show(back)
        await d.shows("plan #8 NOT APPLIED · rollback to #5")


async def test_b_on_what_runs_already_says_so(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("3", "b")
        assert "#7 is what should run already" in d.frame()
        assert d.house.acts() == []


@pytest.mark.parametrize(
    ("key", "call"),
    [("r", ("reload", {"workers": ["liar"]})), ("P", ("prove", {"workers": ["liar"]})), ("u", ("cordon", {"worker": "liar"}))],
)
async def test_one_worker_is_asked_about_with_y(desk, key: str, call: tuple[str, object]) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press(key)
        assert "liar" in d.frame().splitlines()[-2]
        await d.press("y")
        assert await d.acted() == [call]


@pytest.mark.parametrize("answer", ["n", "enter", "escape", "space", "Y"])
async def test_everything_but_y_is_a_no(desk, answer: str) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("u", answer)
        assert "not done" in d.frame()
        await d.press("y")
        assert d.house.acts() == []


async def test_u_takes_a_cordoned_worker_back(desk) -> None:
    cordoned = fake.worker(0, cordoned=True, mark="cordoned")
    async with desk(fake.fleet(workers=(cordoned,), total=0, proven=0)) as d:
        await d.press("u", "y")
        assert await d.acted() == [("uncordon", {"worker": "metrics-collector"})]


async def test_reload_of_all_wants_the_checksum(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("R", "enter")
        d.still.move(0.5)
        await d.press("enter")
        assert d.house.acts() == []
        await d.press(*fake.sha(7)[:4], "enter")
        assert await d.acted() == [("reload", {"workers": []})]


async def test_a_checksum_that_is_not_the_one_any_more_does_nothing(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("R")
        d.still.move(0.5)
        await d.press(*fake.sha(7)[:4])
        await d.show(fake.fleet(target_seq=8, target_sha256=fake.sha(8)))
        await d.press("enter")
        assert "what should run has changed while you typed: nothing was done" in d.frame()
        assert d.house.acts() == []


async def test_x_rejects_after_y(desk) -> None:
    async with desk(fake.waiting_plan()) as d:
        await d.press("x", "y")
        assert await d.acted() == [("reject", {"seq": 8, "reason": ""})]


async def test_read_only_acts_on_nothing_and_says_so(desk) -> None:
    async with desk(fake.waiting_plan(), read_only=True) as d:
        for key in ("a", "x", "r", "R", "K", "u", "Q"):
            await d.press(key, "y")
            assert "this console is read-only" in d.frame()
        assert d.house.acts() == []


async def test_nothing_is_sent_to_a_supervisor_that_is_gone(desk) -> None:
    async with desk(fake.one_liar()) as d:
        d.house.views.put(Unreachable("cannot reach holdfast: the daemon has gone"))
        await d.until(lambda: not d.app.store.connected, "lost")
        await d.press("K", "y")
        assert "the supervisor is unreachable" in d.frame()
        assert d.house.acts() == []


# -- leaving


async def test_who_only_joined_leaves_at_once(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("q")
        assert d.app.return_value == 0
        assert d.house.acts() == []


async def test_who_started_the_supervisor_is_asked_and_the_focus_is_on_cancel(desk) -> None:
    async with desk(fake.fleet(), started=True) as d:
        await d.press("q")
        d.still.move(0.5)
        await d.press("enter")
        assert "This console started" not in d.frame()
        await d.press("q")
        d.still.move(0.5)
        await d.press("l")
        assert d.app.return_value == 0
        assert d.house.acts() == []


async def test_stop_wants_its_word_and_nothing_typed_ahead(desk) -> None:
    async with desk(fake.fleet(), started=True) as d:
        await d.press("Q", *"stop", "enter")
        d.still.move(0.5)
        await d.press("enter", *"halt", "enter")
        assert "type the word stop, or leave with esc" in d.frame()
        assert d.house.acts() == []
        await d.press(*"stop", "enter", "enter")
        assert "say why" in d.frame()
        assert d.house.acts() == []
        await d.press(*"moving", "space", *"house", "enter")
        [(name, sent)] = await d.acted()
        assert (name, sent["reason"][:12]) == ("stop", "moving house")
        await d.until(lambda: d.app.return_value == 0, "the end")


async def test_q_can_lead_to_the_same_word(desk) -> None:
    async with desk(fake.fleet(), started=True) as d:
        await d.press("q")
        d.still.move(0.5)
        await d.press("s")
        assert "type the word stop:" in d.frame()
        d.still.move(0.5)
        await d.press("escape")
        assert d.house.acts() == []


async def test_a_key_that_cannot_act_says_why(desk) -> None:
    async with desk(fake.in_flight()) as d:
        await d.press("a")
        assert "#8 is committing: nothing to approve now" in d.frame()
        await d.press("1", "R")
        assert "rollout #8 is under way: 2 shows it, x there takes it back" in d.frame()
        assert d.house.acts() == []


async def test_a_reason_may_be_given_and_nobody_has_to(desk) -> None:
    async with desk(fake.in_flight()) as d:
        await d.press("x", "w", *"p99 up", "escape")
        assert "not done" in d.frame()
        await d.press("x", "w", *"p99 up")
        assert "because: p99 up" in d.frame()
        await d.press("enter")
        assert await d.acted() == [("reject", {"seq": 8, "reason": "p99 up"})]
        assert "holdfast reject 8 --reason 'p99 up'" in [done.line for done in d.app.store.done]
    async with desk(fake.baking()) as d:
        await d.press("2", ":", *"hold look first", "enter")
        assert "stop #8 after wave 1 of 3?" in d.frame()
        await d.press("y")
        assert await d.acted() == [("hold", {"reason": "look first"})]
        assert "holdfast hold 'look first'" in [done.line for done in d.app.store.done]


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)], ids=["120x36", "80x24", "40x12"])
async def test_the_author_is_told_before_typing_where_authors_may_not_approve(desk, size: tuple[int, int]) -> None:
    """Whoever they have become since they logged in."""
    async with desk(fake.waiting_plan(barred_uid=1000), size) as d:
        await d.press("2")
        assert "you (root) are the author of #8" in d.frame()
        await d.press("a")
        assert d.app._main.reload.gate is None
        d.still.move(7)  # the reason above the footer has gone
        await d.show(fake.waiting_plan(barred_uid=1001))
        assert "you (root)" not in d.frame()
        await d.press("a")
        assert d.app._main.reload.gate is not None


async def test_x_takes_a_decided_rollout_back(desk) -> None:
    async with desk(fake.in_flight()) as d:
        await d.press("x")
        assert "take #8 back: every worker returns to #7?" in d.frame()
        await d.press("y")
        assert await d.acted() == [("reject", {"seq": 8, "reason": ""})]


async def test_a_rollback_pushes_a_waiting_plan_aside_only_after_y(desk) -> None:
    async with desk(fake.waiting_plan()) as d:
        await d.press("3", "j", "j", "b")
        assert "draw up a rollback to #5? plan #8 gives way" in d.frame()
        assert d.house.acts() == []
        await d.press("y")
        assert await d.acted() == [("rollback", {"to": "5", "approve": False})]


async def test_stuck_has_a_way_out_and_accepting_it_wants_a_word(desk) -> None:
    async with desk(fake.fleet(rollout=fake.rollout(phase="Stuck", reason="policy-engine-1 does not answer"))) as d:
        await d.press("2", "X")
        d.still.move(0.5)
        await d.press("a")
        d.still.move(0.5)
        await d.press(*"accept", "enter", "enter")
        assert "say why" in d.frame()
        await d.press(*"seen", "enter")
        [(name, sent)] = await d.acted()
        assert (name, sent["choice"], sent["reason"][:4]) == ("settle", "accept", "seen")
        await d.press("X")
        d.still.move(0.5)
        await d.press("t")
        await d.until(lambda: len(d.house.acts()) == 2, "a second act")
        assert d.house.acts()[1] == ("settle", {"choice": "retry"})


async def test_a_wave_is_held_and_let_go_with_the_same_key(desk) -> None:
    async with desk(fake.baking()) as d:
        await d.press("2", "H")
        await d.shows("stop #8 after wave 1 of 3?")
        await d.press("y")
        assert await d.acted() == [("hold", {"reason": ""})]
    async with desk(fake.baking(held="held by ana")) as d:
        await d.press("2")
        await d.shows("held by ana: it stops after this wave")
        await d.press("H", "n")
        await d.press("H")
        await d.shows("let #8 go on to wave 2 of 3?")
        await d.press("y")
        assert await d.acted() == [("go", {})]


async def test_nothing_can_be_held_outside_a_wave(desk) -> None:
    async with desk(fake.verifying()) as d:
        await d.press("2", "H")
        await d.shows("no rollout is in a wave")
        assert d.house.acts() == []
