"""What an operator sees, at both sizes, compared as text. A frame is a file in frames/; a changed one shows in the diff of a commit."""

from __future__ import annotations

from collections.abc import Callable

import console_fake as fake
import pytest

from holdfast.api.client import Unreachable
from holdfast.core.view import View

SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
SCENES: dict[str, tuple[Callable[[], View], str]] = {
    "fleet-all-proven": (fake.fleet, ""),
    "fleet-one-liar": (fake.one_liar, ""),
    "fleet-plan-waits": (fake.waiting_plan, ""),
    "worker": (fake.one_liar, "enter"),
    "handles": (fake.one_liar, "enter i"),
    "watches": (fake.one_liar, "4 j"),
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
}


@SIZES
@pytest.mark.parametrize("scene", SCENES)
async def test_frame(desk, scene: str, size: tuple[int, int]) -> None:
    view, keys = SCENES[scene]
    async with desk(view(), size, started=True) as d:
        await d.press(*keys.split())
        d.same(f"{scene}-{size[0]}x{size[1]}")


@SIZES
async def test_the_field_of_an_approval(desk, size: tuple[int, int]) -> None:
    async with desk(fake.waiting_plan(), size) as d:
        await d.press("a")
        d.still.move(0.5)
        await d.press("9", "6")
        d.same(f"reload-approving-{size[0]}x{size[1]}")


@SIZES
async def test_the_last_data_stay_when_the_supervisor_is_gone(desk, size: tuple[int, int]) -> None:
    async with desk(fake.one_liar(), size) as d:
        d.house.views.put(Unreachable("cannot reach holdfast at /run/holdfast/api.sock: the daemon has gone; see `holdfast status`"))
        await d.until(lambda: not d.app.store.connected, "lost")
        d.still.move(4.2)
        await d.quiet()
        d.same(f"disconnected-{size[0]}x{size[1]}")


@SIZES
async def test_output_of_a_worker(desk, size: tuple[int, int]) -> None:
    async with desk(fake.fleet(), size) as d:
        d.house.output = [f"line {n}: rules loaded in {n} ms" for n in range(60)]
        await d.press("l")
        await d.shows("the output has ended")
        d.same(f"logs-{size[0]}x{size[1]}")


@SIZES
async def test_ascii(desk, size: tuple[int, int]) -> None:
    async with desk(fake.in_flight(), size, ascii_only=True) as d:
        await d.press("2")
        assert d.frame().isascii()
        d.same(f"ascii-reload-in-flight-{size[0]}x{size[1]}")


async def test_every_line_has_the_width_of_the_terminal(desk) -> None:
    """Ambiguous or wide text must not push a frame's edge out."""
    from rich.cells import cell_len

    wide = fake.worker(0, name="名前-worker-日本語-テスト", reason="日本語のとても長い理由" * 9, mark="silent", why="e\u0301" * 40)
    async with desk(fake.fleet(workers=(wide, *fake.fleet().workers[1:])), (120, 36)) as d:
        edges = {cell_len(line) for line in d.frame().splitlines() if line.endswith(("│", "╮", "╯"))}
    assert edges == {120}
