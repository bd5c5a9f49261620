"""A keymap that moves every action: nowhere on any screen is a key named that does nothing any more."""

from __future__ import annotations

import re

import console_fake as fake
import console_walk as walk
import pytest

from holdfast_console import commands, keys, prefs
from holdfast_console.actions import ACTIONS
from holdfast_console.screens.dialog import Choice
from holdfast_console.text import plain

LETTERS = [chr(n) for n in (*range(0x430, 0x450), *range(0x3B1, 0x3CA), *range(0x410, 0x430))]  # on no key of ours
MOVED = {action.id: (LETTERS[n],) for n, action in enumerate(ACTIONS)}
DEFAULTS = {keys.printed(key) for action in ACTIONS for key in action.keys}
OWN = {"⏎", "esc", "tab", "spc", "y", "N", "w", "↑", "↓", "/", ":"}  # of fields, questions and dialogs
WORDS = {*"as-/{}↓→←12345?"}  # an article, seconds, nothing, a rate, JSON, figures, signs: keys only where drawn as keys
TAKEN = {action.id: () for action in ACTIONS if action.id not in ("command", "quit")}
KEYMAPS = {"moved": MOVED, "taken away": TAKEN | {"command": ("f9",), "quit": ("f10",)}}


def named(text: str) -> set[str]:
    """Default keys that stand there as a word of their own."""
    return DEFAULTS & set(re.findall(r"(?<![^\s│(])(?:\w|[^\w\s]+|esc|tab|spc|\^\w|pg\w+)(?=[\s:;,]|$)", text))


def own(d) -> set[str]:
    """Keys that are taken by what is open: nobody has moved those."""
    main, screen = d.app._main, d.app.screen
    if isinstance(screen, Choice):
        return OWN | {key for key, _, _ in screen._choices}
    return OWN if screen is not main or main.prompt or main.question or main.reload.gate else set()


@pytest.mark.parametrize("keymap", KEYMAPS)
async def test_no_screen_names_a_key_that_does_nothing_any_more(desk, keymap: str) -> None:
    """Neither as a key nor in a sentence; and what is said by its name can be said on the command line."""
    async with desk(fake.fleet(), (120, 36), started=True, wanted=prefs.Prefs(keymap=KEYMAPS[keymap])) as d:
        assert d.app.problems == []
        names = {action.id for action in commands.named(d.app._main.actions)}
        wrong: list[tuple[str, ...]] = []
        async for stop in walk.walk(d):
            shown = walk.lines(d)
            drawn = {word for line in shown for text, role in line if role.endswith("accent") for word in named(text)}
            wrong += [(stop, word) for word in sorted(drawn - own(d))]
            for line in plain(shown).splitlines():
                wrong += [(stop, word, line) for word in sorted(named(line) - WORDS - own(d))]
                wrong += [(stop, word, line) for word in re.findall(r"(?<!\S):([a-z][a-z-]*)", line) if word not in names]
        assert wrong == []
