"""What holds on every screen and in every dialog: ASCII is ASCII, and in the smallest terminal what decides can be read whole."""

from __future__ import annotations

import ast
from pathlib import Path

import console_fake as fake
import console_walk as walk

import holdfast_console
from holdfast_console.glyphs import ASCII
from holdfast_console.place import TITLES
from holdfast_console.screens.dialog import Dialog
from holdfast_console.text import plain

HOUSE = Path(holdfast_console.__file__).parent
SCROLLED = {"help", "help of the plan", "palette", "themes", "copy", "columns"}  # lists


async def test_in_ascii_mode_nothing_else_is_drawn_and_the_walk_is_everywhere(desk) -> None:
    """The data of the walk are ASCII, so whatever is not is ours."""
    pages, dialogs = set(), set()
    async with desk(fake.fleet(), (120, 36), started=True, ascii_only=True) as d:
        async for stop in walk.walk(d):
            assert d.frame().isascii(), (stop, [line for line in d.frame().splitlines() if not line.isascii()])
            pages.add(d.app._main.page.key)
            dialogs.add(type(d.app.screen))
    assert pages == set(TITLES)
    assert walk.dialogs() <= dialogs


def test_every_sign_that_is_written_in_the_console_has_one_of_ascii() -> None:
    for path in HOUSE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        told = {ast.get_docstring(n, clean=False) for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)}
        unknown = {sign for text in texts - told for sign in text if not sign.isascii() and ord(sign) not in ASCII}
        assert unknown == set(), path


async def test_what_will_happen_and_what_must_be_typed_is_read_whole_in_40_columns_and_12_lines(desk) -> None:
    async with desk(fake.fleet(), (40, 12), started=True) as d:
        async for stop in walk.walk(d):
            screen = d.app.screen
            if isinstance(screen, Dialog):
                shown = plain(walk.lines(d))
                assert "…│" not in shown, (stop, shown)
                assert "…" not in shown.splitlines()[-1], (stop, shown)
                assert stop in SCROLLED or len([line for line in screen.lines() if line]) <= screen.room, (stop, shown)
            elif d.app._main.question is not None:
                assert "y/N" in d.frame()
                assert "…" not in plain(d.app._main._line.lines)
