"""The smallest terminal that is served, 40x12 (its frames are compared in test_frames.py). Below that the console says what it needs."""

from __future__ import annotations

import console_fake as fake
<<<<<<< HEAD
import pytest

SCENES = {
    "fleet-one-liar": (fake.one_liar, ""),
    "reload-plan": (fake.waiting_plan, "2"),
    "reload-in-flight": (fake.in_flight, "2"),
    "history": (fake.one_liar, "3"),
    "proofs": (fake.one_liar, "3 enter"),
    "worker": (fake.one_liar, "enter"),
    "events": (fake.one_liar, "5"),
    "watches": (fake.one_liar, "4"),
    "stop": (fake.fleet, "Q"),
}


@pytest.mark.parametrize("scene", SCENES)
async def test_frame(desk, scene: str) -> None:
    view, keys = SCENES[scene]
    async with desk(view(), (40, 12), started=True) as d:
        await d.press(*keys.split())
        d.same(f"{scene}-40x12")


async def test_the_field_of_an_approval_has_room_for_what_is_typed(desk) -> None:
    async with desk(fake.waiting_plan(), (40, 12)) as d:
        await d.press("a")
        d.still.move(0.5)
        await d.press("9", "6")
        d.same("reload-approving-40x12")
=======
>>>>>>> dc4c563 (Frames have their colours stored as a second layer of text, at three sizes and in four modes; laws read them. Without colours a lost supervisor fades, and the palette tells its line)


async def test_a_question_keeps_its_answers_in_sight(desk) -> None:
    async with desk(fake.fleet(), (40, 12)) as d:
        await d.press("j", "j", "r")
        assert "y/N" in d.frame()


async def test_smaller_than_that_is_said_with_what_is_needed(desk) -> None:
    async with desk(fake.one_liar(), (39, 12)) as d:
        assert "39x12 is too small: 40x12 is needed" in d.frame()
        await d.pilot.resize_terminal(40, 12)
        await d.quiet()
        assert "too small" not in d.frame()
        assert "PROOF ≡ 5/6" in d.frame()
