"""The README's pictures are made by the program: they are stored, compared, and so cannot go stale. `make pictures` makes them anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import console_fake as fake
import console_film as film
import console_ink as ink
import msgspec
import pytest

from holdfast.core.view import View
from holdfast_console import editor

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
LARGE, SMALL = (120, 36), (80, 24)
SCENES: dict[str, tuple[Callable[[], View], str, tuple[int, int]]] = {
    "fleet": (fake.one_liar, "", LARGE),
    "fleet-80x24": (fake.one_liar, "", SMALL),
    "worker": (fake.one_liar, "enter", LARGE),
    "plan": (fake.waiting_plan, "2", LARGE),
    "flight": (fake.in_flight, "2", LARGE),
    "history": (fake.one_liar, "3 j", LARGE),
    "watches": (fake.one_liar, "4", LARGE),
    "events": (fake.one_liar, "5", LARGE),
}


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture is the same on a machine that has a file where the fleet of the picture has one."""
    monkeypatch.setattr(editor, "not_local", lambda _view: "the source is a file on edge-3")


@pytest.mark.parametrize("name", SCENES)
async def test_a_picture_is_what_the_program_shows(desk, name: str) -> None:
    view, keys, size = SCENES[name]
    async with desk(view(), size) as d:
        await d.press(*keys.split())
        same(f"{name}.svg", d.app.export_screenshot(title="holdfast"))


async def test_the_film_is_of_this_program(desk) -> None:
    """reload.gif, as text: a reload of the demo's fleet, recorded, in which a liar is found. The picture says of which frames it is."""
    story = film.load()
    filming = bool(os.environ.get("HOLDFAST_FILM"))
    shown: list[tuple[str, str, int]] = []
    shots: list[tuple[str, int]] = []

    async with desk(None, LARGE) as d:
        d.still.ahead = story.views[0].at - d.still.mono
        d.house.answers |= {"plan": story.plan, "diff": story.plan.diff, "worker": story.liar}
        d.house.answers["figures"] = lambda worker: story.figures[worker]
        d.house.output = list(story.output)

        def shoot(milliseconds: int) -> None:
            shown.append((d.frame(), ink.written(*d.ink("dark")), milliseconds))
            if filming:
                shots.append((d.app.export_screenshot(title="holdfast"), milliseconds))

        for view in story.views:
            d.still.ahead = max(d.still.ahead, view.at - d.still.mono)  # a film is slower than the fleet was, and never goes back
            await d.show(msgspec.structs.replace(view, at=d.still.clock().wall()))
            phase = view.rollout.phase if view.rollout else ""
            shoot(500 if phase not in ("", "Awaiting") else 1500)
            if phase == "Awaiting":
                await approve(d, story.plan.rollout.sha256[:4], shoot)
            for _ in range({"Committing": 3, "Verifying": 1}.get(phase, 0)):  # the lanes move
                d.still.move(0.25)
                await d.quiet()
                shoot(500)
        await d.press("1")
        shoot(3500)
        await d.press("enter")
        shoot(5000)
    same("reload.txt", "\n".join(f"{'-' * 20} {n}\n{frame}" for n, (frame, _, _) in enumerate(shown, 1)))
    if filming:
        film.gif(shots, PICTURES / "reload.gif", film.mark(shown))
    assert film.mark(shown).encode() in (PICTURES / "reload.gif").read_bytes(), "reload.gif is of another film; make pictures"


async def approve(d, digits: str, shoot: Callable[[int], None]) -> None:
    await d.press("2")
    shoot(2500)
    await d.press("a")
    d.still.move(0.5)
    for digit in digits:
        await d.press(digit)
        shoot(400)
    await d.press("enter")


def same(name: str, made: str) -> None:
    """HOLDFAST_UPDATE_FRAMES=1 stores it."""
    path = PICTURES / name
    if os.environ.get("HOLDFAST_UPDATE_FRAMES"):
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8"), f"{path} is not what the program shows; make pictures"
