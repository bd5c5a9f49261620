"""The smallest terminal that is served, 40x12 (its frames are compared in test_frames.py). Below that the console says what it needs."""

from __future__ import annotations

import console_fake as fake


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
