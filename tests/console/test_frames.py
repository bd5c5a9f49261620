"""What an operator sees, at three sizes and in four modes, compared as text: characters and colours (ink.py).

A frame is a file in frames/, its colours another; a change of either shows in the diff of a commit. In `make test` each frame is looked
at in one mode, and a few in all; in `make prove` all in all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import console_fake as fake
import pytest

from holdfast.api.client import Unreachable
from holdfast.core.view import View

EVERYWHERE = pytest.mark.parametrize("everywhere", [False, pytest.param(True, marks=pytest.mark.prove)], ids=["", "everywhere"])
SIZES = ((120, 36), (80, 24), (40, 12))
SCENES: dict[str, tuple[Callable[[], View], str]] = {
    "fleet-all-proven": (fake.fleet, ""),
    "fleet-one-liar": (fake.one_liar, ""),
    "fleet-plan-waits": (fake.waiting_plan, ""),
    "fleet-every-mark": (fake.every_mark, "G k k k"),
    "worker": (fake.one_liar, "enter"),
    "handles": (fake.one_liar, "enter i"),
    "watches": (fake.one_liar, "4 j"),
    "paths": (fake.one_liar, "4 enter"),
    "events": (fake.one_liar, "5 k k"),
    "event": (fake.one_liar, "5 k i"),
    "reload-nothing": (fake.fleet, "2"),
    "reload-plan": (fake.waiting_plan, "2"),
    "reload-in-flight": (fake.in_flight, "2"),
    "fleet-source-refused": (fake.refused, ""),
    "reload-refused": (fake.refused, "2"),
    "reload-verifying": (fake.verifying, "2"),
    "reload-wave-bakes": (fake.baking, "2"),
    "reload-wave-paused": (fake.paused, "2"),
    "fleet-wave-paused": (fake.paused, ""),
    "reload-late": (fake.late, "2"),
    "reload-going-back": (fake.going_back, "2"),
    "reload-ended": (fake.ended, "2"),
    "history": (fake.one_liar, "3"),
    "history-preview": (fake.one_liar, "3 j"),
    "history-no-trace": (fake.one_liar, "3 j j j j"),
    "proofs": (fake.one_liar, "3 enter"),
    "diff": (fake.one_liar, "D"),
    "help": (fake.fleet, "question_mark"),
    "quit": (fake.fleet, "q"),
    "stop": (fake.fleet, "Q"),
    "freeze": (fake.fleet, "F ... f r e e z e enter enter"),
    "kill": (fake.one_liar, "K ... 9 ... k i l l enter enter h a n g s"),
    "restart": (fake.one_liar, "K ... j"),
    "settle": (fake.stuck, "2 X"),
    "reload-stuck": (fake.stuck, "2"),
    "reload-approving": (fake.waiting_plan, "a ... 9 6"),
    "question": (fake.one_liar, "r"),
    "copy": (fake.one_liar, "y"),
    "command": (fake.one_liar, "colon r e l tab space p o l tab"),
    "palette": (fake.one_liar, "ctrl+p"),
    "palette-found": (fake.one_liar, "ctrl+p c o r d o n"),
    "command-log": (fake.one_liar, "r y u y at"),
    "filter-typing": (fake.one_liar, "slash l o g"),
    "themes": (fake.fleet, "T"),
    "marked": (fake.many, "space space j space"),
    "paused": (fake.one_liar, "p ......"),
    "frozen": (fake.frozen, ""),
    "fleet-empty": (fake.empty, ""),
    "history-empty": (fake.empty, "3"),
    "history-filtered": (fake.one_liar, "3 slash b y : a n a enter"),
    "events-filtered": (fake.one_liar, "5 slash n o b o d y enter"),
}


TELLING = {  # between them every colour, ground and kind of screen
    "fleet-every-mark", "reload-plan", "reload-in-flight", "worker", "watches", "events", "history", "kill", "palette", "disconnected",
}  # fmt: skip


async def typed(d: Any, key: str) -> None:
    """A key; ... = half a second passes, ...... = a minute."""
    if key.startswith("..."):
        d.still.move(0.5 if key == "..." else 60)
    else:
        await d.press(key)


async def photographed(d: Any, scene: str, everywhere: bool) -> None:
    """At each size; in the other modes a few at one of them, unless everywhere."""
    for size in SIZES:
        await d.pilot.resize_terminal(*size)
        await d.quiet()  # the first tick lays out what the second tells of: how many are below
        await d.quiet()
        name = f"{scene}-{size[0]}x{size[1]}"
        if everywhere or (size == (80, 24) and scene in TELLING):
            await d.same_in_all_modes(name)
            await d.wear("dark")
        else:
            d.same(name)


@EVERYWHERE
@pytest.mark.parametrize("scene", SCENES)
async def test_frame(desk, scene: str, everywhere: bool) -> None:
    view, keys = SCENES[scene]
    async with desk(view(), SIZES[0], started=True) as d:
        for key in keys.split():
            await typed(d, key)
        await photographed(d, scene, everywhere)


@EVERYWHERE
async def test_the_last_data_stay_when_the_supervisor_is_gone(desk, everywhere: bool) -> None:
    async with desk(fake.one_liar(), SIZES[0]) as d:
        d.house.views.put(Unreachable("cannot reach holdfast at /run/holdfast/api.sock: the daemon has gone; see `holdfast status`"))
        await d.until(lambda: not d.app.store.connected, "lost")
        d.still.move(4.2)
        await photographed(d, "disconnected", everywhere)


@EVERYWHERE
async def test_output_of_a_worker(desk, everywhere: bool) -> None:
    async with desk(fake.fleet(), SIZES[0]) as d:
        d.house.output = [f"line {n}: rules loaded in {n} ms" for n in range(60)]
        await d.press("l")
        await d.shows("the output has ended")
        await photographed(d, "logs", everywhere)


async def test_every_line_has_the_width_of_the_terminal(desk) -> None:
    """Ambiguous or wide text must not push a frame's edge out."""
    from rich.cells import cell_len

    wide = fake.worker(0, name="名前-worker-日本語-テスト", reason="日本語のとても長い理由" * 9, mark="silent", why="e\u0301" * 40)
    async with desk(fake.fleet(workers=(wide, *fake.fleet().workers[1:])), (120, 36)) as d:
        edges = {cell_len(line) for line in d.frame().splitlines() if line.endswith(("│", "╮", "╯"))}
    assert edges == {120}
