"""What stays, what moves and what is shown while Views arrive: the cursor, the order, the colours, hostile text."""

from __future__ import annotations

import re
from collections.abc import Callable

import console_fake as fake
import pytest

from holdfast.api.client import Unreachable
from holdfast.core.view import View
from holdfast_console import frames, themes

GREEN = {palette.colours["proven"] for palette in themes.load_all().values()}


def rows(d) -> list[str]:
    """The names of the fleet, from the top."""
    return [name for line in d.frame().splitlines() for name in fake.NAMES if line[1:2] in set("≡~≠?✗◦") and line[12:].startswith(name)]


def cursor(d) -> str:
    return next(name for line in d.frame().splitlines() for name in fake.NAMES if line.startswith("▸") and name in line)


async def test_trouble_comes_first_but_not_under_a_moving_cursor(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("j", "j")
        await d.show(fake.one_liar())
        assert rows(d) == list(fake.NAMES)
        assert cursor(d) == "log-forwarder-2"
        d.still.move(3.5)
        await d.quiet()
        assert rows(d)[0] == "liar"
        assert cursor(d) == "log-forwarder-2"


def waves(view: View, *moved: str) -> View:
    """The same rollout; these workers have been told to move."""
    assert view.rollout is not None
    lanes = tuple(fake.LaneView(name, 4 if name in moved else 2, "proving" if name in moved else "wave 3") for name in fake.NAMES)
    return fake.msgspec.structs.replace(view, rollout=fake.msgspec.structs.replace(view.rollout, lanes=lanes))


async def test_who_moves_goes_to_the_top_once_and_stays_there_until_the_rollout_has_settled(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("j", "j")
        d.still.move(3.5)
        await d.show(waves(fake.baking(), "liar"))
        assert "moving on top until it settles" in d.frame()
        await d.show(waves(fake.baking(), "liar", "log-forwarder-1"))
        assert rows(d) == ["liar", "log-forwarder-1", "metrics-collector", *fake.NAMES[2:5]]
        assert cursor(d) == "log-forwarder-2"
        await d.show(fake.paused())  # all lanes but the canary's are as before; still nothing falls back
        assert rows(d)[:2] == ["liar", "log-forwarder-1"]
        await d.show(fake.fleet())
        assert rows(d)[:2] == ["liar", "log-forwarder-1"]
        d.still.move(3.5)
        await d.quiet()
        assert rows(d) == list(fake.NAMES)


async def test_the_red_ones_stand_above_those_that_move(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.show(waves(fake.baking(), "liar"))
        await d.show(fake.in_flight())  # log-forwarder-2 refuses, all others move
        assert rows(d)[:3] == ["log-forwarder-2", "liar", "metrics-collector"]


async def test_no_row_moves_under_a_hand_not_even_during_a_rollout(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("j")
        await d.show(waves(fake.baking(), "liar"))
        assert rows(d) == list(fake.NAMES)
        d.still.move(3.5)
        await d.quiet()
        assert rows(d)[0] == "liar"


async def test_before_anyone_moves_the_cursor_it_is_on_the_worst(desk) -> None:
    async with desk(fake.fleet()) as d:
        d.still.move(5)
        await d.show(fake.one_liar())
        assert cursor(d) == "liar"


async def test_a_large_fleet_scrolls_with_the_cursor(desk) -> None:
    async with desk(fake.fleet(workers=tuple(fake.worker(n) for n in range(200)), total=200)) as d:
        assert "more below" in d.frame()
        await d.press("G")
        assert "worker-0199" in d.frame()
        assert "troubled first" in d.frame()
        await d.press("g")
        assert cursor(d) == "metrics-collector"


async def test_the_console_comes_back_by_itself(desk) -> None:
    async with desk(fake.fleet()) as d:
        d.house.views.put(Unreachable("gone"))
        await d.shows("supervisor unreachable")
        await d.show(fake.one_liar())
        assert "unreachable" not in d.frame()
        assert "drift 1" in d.frame()


async def test_a_paused_display_stands_still_and_goes_on_with_the_newest(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("p")
        await d.show(fake.one_liar())
        assert "PAUSED for 0s: this is how it was at 14:30:00" in d.frame()
        assert "drift 1" not in d.frame()
        await d.press("p")
        assert "drift 1" in d.frame()


PROOFS = re.compile(r" *(▰*|≡( E\d| \d+/\d+| PROVEN)? *|CONVERGED|[0-9a-f]{7} *)")
SCENES = ((fake.one_liar, "1"), (fake.waiting_plan, "2"), (fake.in_flight, "2"), (fake.one_liar, "3 j"), (fake.ended, "2"))


@pytest.mark.parametrize(("view", "keys"), SCENES, ids=[f"{view.__name__} {keys}" for view, keys in SCENES])
async def test_green_is_proven_and_nothing_else(desk, view: Callable[[], View], keys: str) -> None:
    """Every green piece of a screen is a proof: a glyph with its grade, a fraction, a bar, a proved checksum, CONVERGED."""
    async with desk(view(), (120, 36)) as d:
        await d.press(*keys.split())
        green = [text for line in frames.colours(d.app) for text, colour in line if colour in GREEN]
        assert green
        assert [text for text in green if not PROOFS.fullmatch(text)] == []


async def test_without_a_supervisor_nothing_is_green(desk) -> None:
    async with desk(fake.fleet()) as d:
        d.house.views.put(Unreachable("gone"))
        await d.shows("supervisor unreachable")
        assert not [text for line in frames.colours(d.app) for text, colour in line if colour in GREEN]


async def test_hostile_text_is_only_text(desk) -> None:
    evil = "\x1b]0;owned\x07\x1b[2J[bold red]x[/] \u202egnp\r\n"
    worker = fake.worker(0, name=f"w{evil}", reason=evil, why=evil * 3, do=(f"r {evil}",), command=evil, last_exit=evil)
    view = fake.fleet(workers=(worker,), frozen=evil, service=evil, host=evil)
    async with desk(view, (120, 36)) as d:
        d.house.output = [evil, "plain"]
        await d.press("enter")
        assert "[bold red]x[/] gnp" in d.frame()
        await d.press("l")
        await d.shows("plain")
        assert not any(bad in d.frame() for bad in ("\x1b", "\x07", "owned", "\u202e", "\r"))


async def test_brackets_walk_through_the_fleet(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("enter", "]")
        assert "Fleet › log-forwarder-1" in d.frame()
        await d.press("l", "]")
        assert "output of log-forwarder-2" in d.frame()
        await d.press("escape", "escape")
        assert cursor(d) == "log-forwarder-2"


async def test_the_output_is_followed_until_one_scrolls(desk) -> None:
    async with desk(fake.fleet()) as d:
        d.house.output = [f"line {n}" for n in range(100)]
        await d.press("l")
        await d.shows("line 99")
        await d.press("k", "k")
        assert "line 99" not in d.frame()
        d.app.store.logs.append("line 100")
        await d.quiet()
        assert "line 100" not in d.frame()
        await d.press("G")
        assert "line 100" in d.frame()


async def test_the_theme_changes_at_once(desk) -> None:
    async with desk(fake.fleet()) as d:
        before = frames.colours(d.app)
        await d.press("T")
        d.still.move(0.5)
        await d.press("j", "enter")
        assert frames.colours(d.app) != before


async def test_without_colours_the_glyphs_still_say_it(desk) -> None:
    async with desk(fake.one_liar(), colourless=True) as d:
        assert {colour for line in frames.colours(d.app) for _, colour in line} <= {"", "default"}
        assert "≠ 14m" in d.frame()


async def test_the_first_content_is_compared_with_nothing(desk) -> None:
    first = fake.rollout(seq=1, base_seq=0, base_sha256="", kind="bootstrap", phase="Done", outcome="active")
    async with desk(fake.fleet(last=first)) as d:
        await d.press("2")
        assert "#1 ended: active" in d.frame()
        assert "diff" not in {name for name, _ in d.house.calls}


async def test_newer_content_that_waits_is_shown(desk) -> None:
    view = fake.msgspec.structs.replace(fake.in_flight(), waiting_sha256=fake.sha(9))
    async with desk(view) as d:
        await d.press("2")
        assert f"newer content {fake.sha(9)[:7]} waits" in d.frame()


async def test_a_supervisor_of_another_version_is_named(desk) -> None:
    async with desk(fake.fleet()) as d:
        d.house.views.put(fake.msgspec.ValidationError("Expected `str`, got `int` - at `$.service`"))
        await d.until(lambda: "another version" in d.app.store.lost_why, "the reason")


async def test_a_shrinking_terminal_keeps_the_cursor_in_view(desk) -> None:
    async with desk(fake.fleet(workers=tuple(fake.worker(n) for n in range(60)), total=60), (120, 36)) as d:
        await d.press("G")
        await d.pilot.resize_terminal(80, 24)
        await d.quiet()
        assert "worker-0059" in d.frame()
        await d.pilot.resize_terminal(40, 12)
        await d.quiet()
        assert len(d.frame().splitlines()) <= 12


async def test_what_it_printed_last_stands_beside_a_worker_that_died(desk) -> None:
    dead = fake.worker(0, life="Fatal", phase="Down", mark="dead", pid=0, reason="exit 1; 5 crashes in 60 s")
    async with desk(fake.fleet(workers=(dead, *fake.fleet().workers[1:]))) as d:
        d.house.answers["logs"] = ("Traceback", "No module named '\x1b[31morders'", " ")
        d.still.move(3.0)
        await d.shows("LOG No module named 'orders'")
        assert ("logs", {"worker": dead.name, "lines": 3}) in d.house.calls
        await d.press("j")
        assert "LOG" not in d.frame()


async def test_columns_that_do_not_fit_come_with_the_arrows_and_name_and_proof_stay(desk) -> None:
    async with desk(fake.one_liar(), (40, 12)) as d:
        assert "→ 6" in d.frame()
        await d.press("right", "right")
        assert "PHASE" not in d.frame()
        assert "RUNS" in d.frame()
        assert "← 2" in d.frame()
        assert cursor(d) == "liar"
        await d.press("h", "h", "h")
        assert "no column is hidden on that side: c chooses which there are" in d.frame().replace("\n ", " ")
        await d.press("right")
        await d.pilot.resize_terminal(120, 36)
        await d.quiet()
        assert "PID" in d.frame()


async def test_a_long_line_of_output_is_read_with_the_arrows(desk) -> None:
    async with desk(fake.fleet()) as d:
        d.house.output = [f"{'x' * 70} and then it ends"]
        await d.press("l")
        await d.shows("xxx and")
        await d.press("right")
        assert "and then it ends" in d.frame()
        assert "from letter 21" in d.frame()
        await d.press("left")
        assert "from letter" not in d.frame()
