"""Whatever is typed at random, nothing of danger tier 2 or 3 happens: no approval, no rollback that moves, no stop, kill or freeze."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import console_fake as fake
import pytest
from textual.events import Key, Paste

from holdfast.core.view import View
from holdfast_console import editor
from holdfast_console.actions import ACTIONS
from holdfast_console.screens.dialog import Dialog
from holdfast_console.screens.main import Main

NAMES = {"?": "question_mark", "/": "slash", ":": "colon", "*": "asterisk", "@": "at", "-": "minus", "[": "left_square_bracket",
         "]": "right_square_bracket", "esc": "escape", "pgdn": "pagedown", "pgup": "pageup"}  # fmt: skip
CHARACTERS = {name: key for key, name in NAMES.items() if len(key) == 1} | {"enter": "\r", "space": " "}
KEYS = sorted({NAMES.get(key, key) for action in ACTIONS for key in action.keys if action.id != "quit"})
KEYS += ["enter", "y", "n", "tab", "up", "down", "space", "backspace", *"0123456789abcdef", *["enter", "escape", "y"] * 6]
SMALL = frozenset({"reload", "restart", "prove", "cordon", "uncordon", "reject", "hold", "go", "unfreeze", "probe"})  # tier 1
VIEWS: tuple[Callable[[], View], ...] = (
    fake.one_liar, fake.waiting_plan, fake.in_flight, fake.paused, lambda: fake.fleet(frozen="root: sale"),
    lambda: fake.fleet(rollout=fake.rollout(phase="Stuck", reason="one does not answer")),
)  # fmt: skip
LOOKS = ("events", "worker", "figures", "trace", "watches", "export", "version", "views", "probe")  # a test of the watch changes nothing
ROUNDS, EACH = 6, 400


async def press(d: Any, key: str) -> None:
    """Straight to whatever has the keys; a dialog that opens or closes is waited for, a frame is not."""
    before: Main | Dialog = d.app.screen
    before.on_key(Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
    await asyncio.sleep(0)
    if d.app.screen is not before:
        await d.pilot.pause()


def grave(name: str, args: dict[str, Any]) -> bool:
    """Of tier 2 or 3. A rollback that waits for its approval is only a plan; a settle may try again."""
    if name == "reload":
        asked = args["workers"]
        return not asked or (len(asked) > 1 and 4 * len(asked) > 6)
    if name == "rollback":
        return bool(args["approve"])
    return args["choice"] != "retry" if name == "settle" else name not in SMALL


@pytest.mark.parametrize("seed", range(ROUNDS))
async def test_random_keys_do_nothing_grave(desk, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(f"holdfast {seed}")
    monkeypatch.setattr(editor, "not_local", lambda view: "a test has no editor")
    async with desk(VIEWS[seed % len(VIEWS)](), (60, 20), started=True) as d:
        d.app._main.folder = tmp_path
        d.house.answers["export"] = b"x = 1"
        left: list[object] = []
        monkeypatch.setattr(d.app, "exit", left.append)  # leaving is no harm; the keys go on
        with d.app.batch_update():  # nobody looks: what would be painted is not what this is about
            for _ in range(EACH):
                d.still.move(chance.choice((0.0, 0.1, 0.5, 4.0)))
                await press(d, chance.choice(KEYS))
                if chance.random() < 0.01:
                    d.app.screen.on_paste(Paste(chance.choice(("y\n", "stop\nbecause\n", "kill\rit hangs\r"))))
                if chance.random() < 0.02:
                    d.app.store.arrive(chance.choice(VIEWS)())
                    d.app.tick()
        await d.quiet()
        assert [act for act in d.house.acts() if act[0] not in LOOKS and grave(*act)] == []
        assert d.app.is_running
        assert len(d.house.calls) > 3
