"""Preferences: read without trust, written without loss."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

import pytest

from holdfast_console import prefs
from holdfast_console.prefs import CannotKeep, Prefs

FULL = """
theme = "light"   # by day
glyphs = "ascii"
columns = ["pid", "cpu"]
sort = "cpu"
reverse = true
later = "something of a newer version"
[keymap]
reload = "ctrl+x"
cordon = ["u", "U"]
"""


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert prefs.load(tmp_path / "none.toml") == (Prefs(), [])


def test_what_is_in_the_file_is_used_and_what_is_not_known_is_named(tmp_path: Path) -> None:
    path = tmp_path / "console.toml"
    path.write_text(FULL)
    found, problems = prefs.load(path)
    assert found == Prefs("light", "ascii", ("pid", "cpu"), "cpu", True, {"reload": ("ctrl+x",), "cordon": ("u", "U")})
    assert len(problems) == 1
    assert "later is no preference; it is kept" in problems[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("theme = 3", "theme must be a name"),
        ('glyphs = "emoji"', "glyphs must be one of auto, unicode, ascii"),
        ("columns = [1]", "columns must be a list of names"),
        ('keymap = "r"', "keymap must be a table"),
        ("[keymap]\nreload = 3", "keymap must be a table"),
        ('split = "yes"', "split must be true or false"),
        ("reverse = 1", "reverse must be true or false"),
    ],
)
def test_one_bad_value_costs_only_itself(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "console.toml"
    path.write_text(line)
    found, problems = prefs.load(path)
    assert found == Prefs()
    assert said in problems[0]


@pytest.mark.parametrize("raw", [b"theme = ", b"\xff\xfe", b"a" * (prefs.LARGEST + 1), b"x = " + b"[" * 5000])
def test_what_is_no_toml_is_said_and_never_overwritten(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "console.toml"
    path.write_bytes(raw)
    assert prefs.load(path)[0] == Prefs()
    assert str(path) in prefs.load(path)[1][0]
    with pytest.raises(CannotKeep):
        prefs.save(path, {"theme": "dark"})
    assert path.read_bytes() == raw


def test_a_fifo_holds_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "console.toml")
    assert prefs.load(tmp_path / "console.toml")[0] == Prefs()


def test_a_change_is_kept_with_everything_else_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "console.toml"
    prefs.save(path, {"theme": "light"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text(FULL)
    prefs.save(path, {"theme": "dark", "sort": None})
    found, problems = prefs.load(path)
    assert found == Prefs("dark", "ascii", ("pid", "cpu"), "", True, {"reload": ("ctrl+x",), "cordon": ("u", "U")})
    assert "later" in problems[0]
    assert [p.name for p in path.parent.iterdir()] == ["console.toml"]


MINE = """# mine, since 2024
theme = "light"   # by day
columns = [  # few
    "pid",  # first
    "cpu",
]
note = "# no comment"

# my keys
[keymap]
reload = "f5"  # as in a browser
"""


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"theme": "dark"}, MINE.replace('theme = "light"   #', 'theme = "dark"  #')),
        ({"theme": None}, MINE.replace('theme = "light"   # by day\n', "")),
        ({"sort": "cpu", "reverse": True}, MINE.replace("\n# my keys", 'sort = "cpu"\nreverse = true\n\n# my keys')),
        ({"columns": ["rss"]}, MINE.replace(MINE[MINE.index("columns") : MINE.index("note")], 'columns = [\n    "rss",\n]\n')),
        ({"note": None, "columns": None}, MINE.replace(MINE[MINE.index("columns") : MINE.index("\n# my keys")], "")),
    ],
)
def test_what_somebody_wrote_stays_as_it_was_written(tmp_path: Path, changes: dict[str, object], wanted: str) -> None:
    path = tmp_path / "console.toml"
    path.write_text(MINE)
    prefs.save(path, changes)
    assert path.read_text() == wanted


SLY = ('"theme" = "light"\n', 'x = """\ntheme = 1\n"""\n', 'x = [\n[1],\n]\ntheme = "light"', "[a]\nb = 1\n", "# only\n", "")


@pytest.mark.parametrize("text", SLY)
def test_where_lines_mislead_the_file_still_says_what_it_should(tmp_path: Path, text: str) -> None:
    path = tmp_path / "console.toml"
    path.write_text(text)
    prefs.save(path, {"theme": "dark", "sort": "cpu"})
    assert tomllib.loads(path.read_text()) == tomllib.loads(text) | {"theme": "dark", "sort": "cpu"}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles.toml").write_text('theme = "light"\n')
    (tmp_path / "console.toml").symlink_to("dotfiles.toml")
    prefs.save(tmp_path / "console.toml", {"theme": "dark"})
    assert (tmp_path / "console.toml").is_symlink()
    assert (tmp_path / "dotfiles.toml").read_text() == 'theme = "dark"\n'


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotKeep, match="cannot keep preferences"):
        prefs.save(tmp_path / "file" / "console.toml", {"theme": "dark"})


def test_the_file_is_in_the_users_configuration_directory() -> None:
    assert prefs.default_path({"XDG_CONFIG_HOME": "/c"}) == Path("/c/holdfast/console.toml")
    assert prefs.default_path({"XDG_CONFIG_HOME": "relative"}).parts[-3:] == (".config", "holdfast", "console.toml")
