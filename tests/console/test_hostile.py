"""Texts from workers, files and people are somebody else's bytes: none of what they try reaches a screen, a table or a terminal."""

from __future__ import annotations

import base64
import json as jsonlib
import re
import sys
import tomllib
import unicodedata
from argparse import Namespace
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import console_fake as fake
import console_walk as walk
import msgspec
import pytest
import tomli_w
from rich.cells import cell_len

from holdfast.core import safe
from holdfast.core.archive import Verified
from holdfast.core.view import PlanView
from holdfast.engine import check, upkeep
from holdfast_console import frames, guard, out, verbs_look
from holdfast_console.text import plain
from terminal import Terminal

EVIL = (
    "\x1b[2J\x1b]0;pwned\x07\x9b31m\x1bP1$r\x1b\\"  # clears the screen, names the terminal, colours it
    "[red]mark[/red][@click=app.bell]up[/]\\[" "\u202egnp.exe\u2066\u200b\u200d\ufeff\u2028\r\n\t\x00\x7f\xad"
    "名前🎉\ufe0f👍🏽🇩🇪हिन्दी 한글\u1112\u1161\u11ab ☰\u0378 שלום سلام" + "z" + "\u0301" * 40 + "\U000e0041\u3164\ud800"
)  # fmt: skip
KEPT = {  # words that painters look up, and what other data are found by
    "mark", "phase", "life", "verdict", "state", "outcome", "kind", "vote", "word", "level", "step", "watching", "format", "stage",
    "read_only",
}  # fmt: skip


def poisoned(value: Any, name: str = "", evil: str = EVIL, before: bool = False) -> Any:
    """The same value with all that is evil after (or before) every text in it that can be anybody's."""
    worse = partial(poisoned, evil=evil, before=before)
    if isinstance(value, str):
        return value if name in KEPT else evil + value if before else value + evil
    if isinstance(value, tuple):
        return tuple(worse(one, name) for one in value)
    if isinstance(value, dict):
        return {worse(key): worse(one) for key, one in value.items()}
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(value, **{one: worse(getattr(value, one), one) for one in value.__struct_fields__})
    return value


HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def hostile(text: str) -> set[str]:
    """What in it a terminal would obey, or nobody would see."""
    return {repr(char) for char in text if unicodedata.category(char) in HIDDEN and char != "\n"} | set(
        re.findall("\u0301{3,}|[\ufe0f\u3164🏽]", text)
    )


def test_the_measure_finds_what_is_evil() -> None:
    assert len(hostile(EVIL)) > 12
    assert hostile("名前 ≡ z\u0301 🎉") == set()
    assert hostile(safe.clean(EVIL)) == hostile(safe.shown(EVIL)) == set()


def test_every_sign_is_as_wide_as_terminals_make_it() -> None:
    """Or is shown as another one. Whole scripts of equal signs are looked at here and there."""
    dull = ((0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0x12000, 0x1AFFF), (0x20000, 0x2FFFF))
    for code in range(0x20, 0x30000):
        if code % 31 == 0 or not any(low <= code <= high for low, high in dull):
            drawn = safe.clean(f"x{chr(code)}")
            assert safe.cells(drawn) == cell_len(drawn), f"U+{code:04X}"


def house_of_evil(house: Any, spoil: Callable[[Any], Any] = poisoned) -> Any:
    """All that it answers is poisoned."""

    def answered(answer: Any, **args: Any) -> Any:
        return spoil(answer(**args) if callable(answer) else answer)

    for name, answer in house.answers.items():
        if name != "version":
            house.answers[name] = partial(answered, answer)
    house.output = [f"line {n} {EVIL}" for n in range(60)]
    return house


@pytest.mark.parametrize("before", [False, pytest.param(True, marks=pytest.mark.prove)], ids=["after", "before"])
async def test_no_screen_and_no_file_shows_any_of_it(desk, before: bool) -> None:
    """Every line keeps the width of the terminal, and markup stands there as it was written."""
    spoil = partial(poisoned, before=before)
    async with desk(spoil(fake.one_liar()), (120, 36), started=True) as d:
        house_of_evil(d.house, spoil)
        seen = ""
        async for stop in walk.walk(d, spoil):
            shown = harmless(d, stop)
            seen += shown if stop != "event" else ""  # that is JSON, with escapes
            assert hostile(plain(d.app._main.page.export())) == set(), stop
        assert "[red]mark[/red]" in seen
        assert "pwned" not in seen
        await d.press("5")
        picture = d.app.export_screenshot(title="holdfast")
        assert hostile(picture) == set()
        ElementTree.fromstring(picture)


def harmless(d: Any, place: str) -> str:
    frame: str = d.frame()
    assert hostile(frame) == set(), (place, frame)
    for measure in (cell_len, safe.cells):  # Textual's, and what terminals make of it
        assert {sum(measure(s.text) for s in strip if not s.control) for strip in frames.strips(d.app)} == {120}, place
    return frame


VERBS = {
    "proofs": {"version": "7"}, "journal": {},
    "status": {}, "worker": {"worker": "liar"}, "watches": {"test": False},
    "plan": {}, "diff": {"old": "1", "new": "2", "full": False}, "history": {"lines": 9},
    "trace": {"version": "", "all": True}, "events": {"lines": 9, "follow": False}, "logs": {"worker": "liar", "lines": 9, "follow": False},
}  # fmt: skip


class Door:
    """Answers every look with something poisoned."""

    def __init__(self, evil: str, source: str = "") -> None:
        self.evil, self.source = evil, source

    def call(self, name: str, **args: Any) -> Any:
        answers = {
            "views": (fake.waiting_plan(), fake.in_flight(), fake.one_liar()), "worker": fake.detail("liar"), "watches": fake.watched(),
            "plan": PlanView(fake.rollout(), fake.DIFF), "diff": fake.DIFF, "history": fake.versions(), "trace": fake.trace("7"),
            "proofs": fake.proofs("7"), "sound": fake.sound("1"), "journal": Verified(1.0, 1, 1, "no such file"),
            "events": fake.events(), "logs": ("ready", "steady"),
        }  # fmt: skip
        if name == "version":
            return type("About", (), {"sources": ("app" + self.evil, "proxy")})
        return poisoned(answers[name], "", self.evil)

    def at(self, source: str) -> Door:
        return Door(self.evil, source)


@pytest.mark.parametrize("json", [False, True], ids=["text", "json"])
@pytest.mark.parametrize("verb", VERBS)
def test_no_table_prints_any_of_it(verb: str, json: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    evil = EVIL.replace("\ud800", "") if json else EVIL  # a lone surrogate does not come out of JSON, nor go into it
    monkeypatch.setattr(verbs_look, "client", lambda args: Door(evil))
    getattr(verbs_look, verb)(Namespace(json=json, **VERBS[verb]))
    printed = capsys.readouterr().out
    assert "[red]mark[/red]" in printed
    assert hostile(printed) == set()
    if json:
        assert any(evil in text for text in strings(jsonlib.loads(printed)))


def strings(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def test_complaints_are_as_clean(capsys: pytest.CaptureFixture[str]) -> None:
    out.complain(f"cannot see {EVIL}")
    assert hostile(capsys.readouterr().err) == set()


def test_neither_does_what_is_written_or_said_beside_the_screens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The file about a crash, the daemon's log, and what `holdfast check` says of settings that somebody else wrote."""
    evil = EVIL.replace("\ud800", "")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    crash = Path(guard.crash_file(ValueError(evil))).read_text(encoding="utf-8")
    upkeep.say(evil)
    config = tmp_path / "holdfast.toml"
    config.write_text(tomli_w.dumps({"name": evil, evil: 1, "worker": [{"name": "w", "command": [evil], "cwd": evil}]}), encoding="utf-8")
    for more in ([], ["--json"]):
        assert check.main(["--config", str(config), *more]) == 1
    words = evil.replace("\x00", "")
    worker = {"name": "w", "command": ["true", words], "env": {"A": words}}
    config.write_text(tomli_w.dumps({"name": "x", "source": {"path": f"{tmp_path}/a.toml"}, "worker": [worker]}), encoding="utf-8")
    (tmp_path / "a.toml").write_text("a = 1")
    assert check.main(["--config", str(config), "--print"]) == 0
    said = capfd.readouterr()
    assert [hostile(text) for text in (crash, said.out, said.err)] == [set()] * 3
    assert tomllib.loads(said.out.partition("}\n")[2])["worker"][0]["env"]["A"] == words


OURS = re.compile(  # attributes; the cursor, modes and questions of the start; the title, the pointer, a notification, the clipboard
    rb"\x1b\[[0-9;]*m|\x1b\[\??[0-9;]*[GHhlu]|\x1b\[[<>=][0-9;]*u|\x1b\[2[23];2t|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9]*c|\x1b\[6n"
    rb"|\x1b\]2;[^\x00-\x1f\x7f]*\x07|\x1b\]22;default\x07|\x07\x1b\]9;[^\x00-\x1f\x7f]*\x07|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"
)
COLOUR = re.compile(rb"\x1b\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9]+)*m")

PROGRAM = """
import datetime, sys, importlib.util, time
sys.path[:0] = {path!r}
def load(name, file):
    spec = importlib.util.spec_from_file_location(name, file)
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
fake = load("console_fake", {folder!r} + "/fake.py")
load("console_walk", {folder!r} + "/walk.py")
hostile = load("hostile", {folder!r} + "/test_hostile.py")
from holdfast_console import app, themes
from holdfast_console.store import Clock, Store
from holdfast_console.wardrobe import Wardrobe
def prove(workers):
    house.views.put(hostile.poisoned(fake.ended()))
    return hostile.poisoned(fake.Answer(True, "asked"))
house = hostile.house_of_evil(fake.House(hostile.poisoned(fake.one_liar())))
house.answers["prove"] = prove
clock = Clock(time.monotonic, lambda: fake.NOW, datetime.UTC)
console = app.Console(Store(clock), house.open, Wardrobe(themes.load_all()), colourless=True)
sys.exit(console.run(mouse=False))
"""


def test_no_byte_of_it_reaches_a_terminal_and_no_colour_one_that_wants_none() -> None:
    """Through every screen on a real one: each control sequence that arrives is one that the console itself sends."""
    here = Path(__file__).parent
    program = PROGRAM.format(folder=str(here), path=[str(here.parent / "support")])
    console = Terminal([sys.executable, "-c", program], (120, 36), NO_COLOR="1", TMUX="")
    try:
        console.sees("PROOF ≡ 5/6")
        for keys, seen in (
            ("2", "no plan"), ("3", "versions"), ("4", "INSTANCES"), ("5", "EVENTS"), ("1", "workers"), ("\r", "CHAIN"),
            ("l", "output of"), ("@", "holdfast history"), ("1", "workers"), ("?", "keys: Fleet"), ("\x1b", "-keys: Fleet"),
            (":", "approve  reject"), ("\x1b", "-approve  reject"), ("y", "esc  cancel"),
        ):  # fmt: skip
            console.type(keys)
            console.read(lambda seen=seen: (seen.lstrip("-").lower() in console.text.lower()) is not seen.startswith("-"))
        console.insists("w", "copied", 2.0)
        console.type("P")
        console.sees("y/N")
        console.type("y\x1b[O")  # nobody looks, and a rollout ends
        console.read(lambda: b"\x1b]9;" in console.raw)
        assert console.leave_with("q") == 0
    finally:
        console.close()
    rest = OURS.sub(b"", console.raw)
    assert b"pwned" not in console.raw
    assert hostile(rest.decode().replace("\r", "")) == set(), re.findall(rb"\x1b.{0,12}", rest)
    [copied] = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", console.raw)
    assert hostile(base64.b64decode(copied).decode()) == set()
    assert COLOUR.findall(console.raw) == []
