"""The README's pictures are made by the program: they are stored, compared, and so cannot go stale."""

from __future__ import annotations

import os
from pathlib import Path

import console_fake as fake

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


async def test_the_picture_of_the_fleet_with_a_liar(desk) -> None:
    async with desk(fake.one_liar(), (120, 30)) as d:
        same("fleet", d.app.export_screenshot(title="holdfast"))


async def test_the_picture_of_a_plan(desk) -> None:
    async with desk(fake.waiting_plan(), (120, 30)) as d:
        await d.press("2")
        same("plan", d.app.export_screenshot(title="holdfast"))


def same(name: str, svg: str) -> None:
    """HOLDFAST_UPDATE_FRAMES=1 stores it."""
    path = PICTURES / f"{name}.svg"
    if os.environ.get("HOLDFAST_UPDATE_FRAMES"):
        path.write_text(svg, encoding="utf-8")
    assert svg == path.read_text(encoding="utf-8"), f"{path} is not what the program shows; HOLDFAST_UPDATE_FRAMES=1 stores it"
