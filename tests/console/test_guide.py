"""The demo's guide: what it says at each moment, that it fits, and the whole walk with the real program on a terminal of 80x24."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import console_fake as fake
import pytest
from msgspec.structs import replace

from holdfast.api.client import Client, Unreachable
from holdfast.core.view import View
from holdfast_console import demo, embed, guide, out
from holdfast_console.actions import ACTIONS
from holdfast_console.guide import SAYS, Guide, Spot
from holdfast_console.playground import MINE, Occupied, Playground
from holdfast_console.text import wrap
from terminal import Terminal


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))
    yield path
    shutil.rmtree(path)


def says(view: View | None, screen: str = "fleet", typing: bool = False) -> str:
    """The name of the step."""
    text = guide.look(Spot(view, screen, typing)).text
    return next(name for name, one in SAYS.items() if re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", re.escape(one.text)), text))


def began(**changes: object) -> View:
    """A fleet on its first version."""
    return replace(fake.fleet(), target_seq=1, last=None, **changes)


def on(view: View, kind: str) -> View:
    """A plan of that kind is in flight in this View."""
    assert view.rollout is not None
    return replace(view, rollout=replace(view.rollout, kind=kind))


def test_it_goes_on_with_what_happens() -> None:
    assert says(began()) == "look"
    assert says(began(verdict="UNPROVEN")) == "start"
    plan = fake.waiting_plan()
    assert (says(plan), says(plan, "reload"), says(plan, "reload", typing=True)) == ("plan", "read", "type")
    assert says(fake.in_flight(), "reload") == "lanes"
    assert says(fake.one_liar()) == "drift"
    aside = replace(fake.liar(), mark="dead", phase="Quarantined")
    assert says(replace(fake.one_liar(), workers=(aside,))) == "aside"
    assert says(replace(fake.verifying(), workers=fake.fleet().workers, proven=6)) == "verify"


def test_it_says_something_true_after_a_detour() -> None:
    assert says(None) == "start"
    assert guide.look(Spot(began(), "fleet", lost=True)).text.startswith("The supervisor does not answer")
    rejected = replace(fake.ended().last or fake.rollout(), seq=9, outcome="rejected")
    assert says(replace(began(), last=rejected)) == "refused"
    assert says(replace(fake.fleet(), last=replace(rejected, outcome="rolled back"))) == "done"
    assert says(replace(fake.fleet(), verdict="UNPROVEN")) == "missing"
    undo = on(fake.waiting_plan(), "rollback")
    assert (says(undo), says(undo, "reload")) == ("plan", "undoing")
    assert guide.look(Spot(undo, "fleet")).number == 7


@pytest.mark.parametrize("name", SAYS)
def test_every_step_fits_and_hides_nothing(name: str) -> None:
    words = {"who": "policy-engine-2", "digits": "a7f9", "checksum": "a7f9e2b", "outcome": "refused"}
    words |= {action.id: action.keys[0] for action in ACTIONS if action.keys}
    step = SAYS[name]
    assert len(wrap(step.text.format(**words), 78)) <= guide.ROWS
    assert len(wrap(step.brief.format(**words), 38)) <= guide.ROWS


async def test_esc_puts_it_away_and_it_comes_back(desk, folder: Path) -> None:
    playground = Playground(folder)
    playground.lay_out()
    async with desk(began(), guide=Guide(playground)) as d:
        await d.shows("guide 1 of 7")
        d.same("guide-80x24")
        await d.press("slash", *"api", "enter", "escape")  # what was open goes first
        assert "guide 1 of 7" in d.frame()
        await d.press("escape")
        assert "guide 1 of 7" not in d.frame()
        await d.press("E")
        await d.shows("guide 1 of 7")
        assert "interval_s = 2.0" in playground.source.read_text()
        await d.press("E")
        await d.shows("interval_s 2.0 → 0.5")
        assert "interval_s = 0.5" in playground.source.read_text()
        await d.show(fake.waiting_plan())
        await d.press("E")
        await d.shows("it names the key")
        await d.press("enter", "escape")
        assert "guide 2 of 7" in d.frame()  # esc has left the worker's page, not the guide
    async with desk(began(), (40, 12), guide=Guide(playground)) as d:
        d.same("guide-40x12")
    async with desk(began()) as d:
        await d.press("E")
        await d.shows("in the demo only")


def test_a_folder_with_other_peoples_files_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "state").mkdir()
    with pytest.raises(Occupied, match="holds files that are not the demo's"):
        Playground(folder).lay_out()
    assert [path.name for path in folder.iterdir()] == ["state"]
    stopped: list[object] = []
    monkeypatch.setattr(demo, "_stop", stopped.append)
    (folder / "run").mkdir()
    (folder / "run" / "api.sock").touch()
    assert (demo.play(str(folder), True, None), stopped) == (out.FAILED, [])  # nor is its supervisor stopped
    shutil.rmtree(folder / "run")
    (folder / "state").rmdir()
    Playground(folder).lay_out()
    Playground(folder).lay_out()  # its own it makes anew
    assert (folder / MINE).exists()


@pytest.mark.timeout(120)
def test_the_whole_walk(folder: Path) -> None:
    """`holdfast demo` on a terminal: an edit, four digits, a liar, an undo, and nothing is left running."""
    operator = Terminal(
        [sys.executable, "-m", "holdfast_console.cli", "demo", str(folder)], (80, 24), PATH="/usr/bin:/bin", HOME=str(folder)
    )
    client = Client(str(folder / "run" / "api.sock"))
    try:
        operator.sees("guide 1 of 7")
        operator.sees("E edits")
        operator.type("E")
        operator.sees("guide 2 of 7")
        operator.type("2")
        approve(operator, client, "Press a to approve")
        operator.sees("z undoes the change")
        operator.type("z")
        approve(operator, client, "proof at the end")
        operator.sees("Done: all prove the old content")
        assert client.view().verdict == "CONVERGED"
        assert operator.leave_with("q") == 0
        operator.sees("The demo is over")
        with pytest.raises(Unreachable):
            client.view()
    finally:
        operator.close()
        try:
            embed.stop(client)
        except Unreachable:
            pass


def approve(operator: Terminal, client: Client, told: str) -> None:
    operator.sees(told)
    operator.type("a")
    operator.sees("▏")
    operator.sees("Type")
    plan = client.view().rollout
    assert plan is not None
    operator.type(plan.sha256[:4] + "\r")
