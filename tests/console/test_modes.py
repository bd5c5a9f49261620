"""The stored frames in the other modes: the same letters in 16 colours and in none, and one ASCII sign for each other sign."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import console_fake as fake
import pytest

from holdfast_console import frames
from holdfast_console.glyphs import ASCII

FRAMES = Path(__file__).with_name("frames")
MODES: dict[str, dict[str, Any]] = {"ansi": {"theme": "ansi"}, "NO_COLOR": {"colourless": True}, "ascii": {"ascii_only": True}}


def stored(scene: str, size: tuple[int, int]) -> str:
    return (FRAMES / f"{scene}-{size[0]}x{size[1]}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)], ids=["120x36", "80x24", "40x12"])
@pytest.mark.parametrize("mode", MODES)
async def test_the_same_frames(desk, mode: str, size: tuple[int, int]) -> None:
    async with desk(fake.one_liar(), size, started=True, **MODES[mode]) as d:
        for scene, view, key in (("fleet-one-liar", fake.one_liar(), "1"), ("reload-plan", fake.waiting_plan(), "2")):
            await d.show(view)
            await d.press(key)
            wanted = stored(scene, size)
            assert d.frame() == (wanted.translate(ASCII) if mode == "ascii" else wanted)
            assert mode != "ascii" or d.frame().isascii()
            colours = {colour for line in frames.colours(d.app) for _, colour in line}
            assert mode != "NO_COLOR" or colours <= {"", "default"}
            assert mode != "ansi" or not any(colour.startswith("#") for colour in colours)
