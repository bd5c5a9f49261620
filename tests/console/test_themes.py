"""Themes: that they can be read and told apart; and that an operator's own are tried on, kept, and followed while being written."""

from __future__ import annotations

import colorsys
import itertools
import os
import re
import tomllib
from pathlib import Path

import console_fake as fake
import msgspec
import pytest
from rich.color import Color, ColorSystem

from holdfast_console import frames, glyphs, rows, themes
from holdfast_console.wardrobe import MOST, Wardrobe

ROOT = Path(__file__).parents[2]
OURS = themes.load_all()
MIXED = [palette for palette in OURS.values() if not palette.ansi]
by_name = pytest.mark.parametrize("palette", MIXED, ids=lambda palette: palette.name)
RGB = tuple[float, float, float]


# -- how an eye sees two colours


def rgb(colour: str) -> RGB:
    """Linear light, 0 to 1."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """WCAG 2: 1 to 21."""
    light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (rgb(one), rgb(other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


def times(matrix: tuple[RGB, ...], vector: RGB) -> RGB:
    a, b, c = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return a, b, c


# Viénot, Brettel and Mollon (1999): light to the answers of the three cones, what the missing one would answer, and back
CONES = ((17.8824, 43.5161, 4.11935), (3.45565, 27.1554, 3.86714), (0.0299566, 0.184309, 1.46709))
LIGHT = (
    (0.0809444479, -0.130504409, 0.116721066),
    (-0.0102485335, 0.0540193266, -0.113614708),
    (-0.000365296938, -0.00412161469, 0.693511405),
)
EYES = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.0, 2.02344, -2.52581), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "deuteranopia": ((1.0, 0.0, 0.0), (0.494207, 0.0, 1.24827), (0.0, 0.0, 1.0)),
}


def lab(colour: str, eye: str) -> RGB:
    """CIELAB of what this eye makes of the colour."""
    seen = times(LIGHT, times(EYES[eye], times(CONES, rgb(colour))))
    r, g, b = (min(1.0, max(0.0, part)) for part in seen)
    white = ((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b,
             (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)  # fmt: skip
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in white)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one: str, other: str, eye: str) -> float:
    return sum((p - q) ** 2 for p, q in zip(lab(one, eye), lab(other, eye), strict=True)) ** 0.5


# -- ours


def test_there_are_at_least_five_for_the_eyes_and_terminals_there_are() -> None:
    assert {"ansi", "colour-blind", "dark", "high-contrast", "light"} <= set(OURS)
    assert [name for name, palette in OURS.items() if palette.ansi] == ["ansi"]


@by_name
def test_everything_can_be_read_wherever_it_stands(palette: themes.Palette) -> None:
    """Every colour that a text is written in, on everything that can be behind it."""
    least = 7.0 if palette.name == "high-contrast" else 4.5
    written = [key for key in themes.COLOURS if key not in ("background", "bar", "cursor", "rule")]
    for key, back in itertools.product(written, ("background", "bar", "cursor")):
        assert contrast(palette.colours[key], palette.colours[back]) >= least, f"{key} on {back}"
    for key in ("accent", "dim"):  # the shown tab, also when the supervisor is gone
        assert contrast(palette.colours["background"], palette.colours[key]) >= least


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize(("name", "least"), [("colour-blind", 30), ("light", 20), ("dark", 15), ("high-contrast", 15)])
def test_states_are_told_apart_without_red_or_without_green(name: str, least: float, eye: str) -> None:
    """By lightness or by blue. One theme is made for it; the others do what they can beside looking as one expects."""
    colours = OURS[name].colours
    for one, other in itertools.combinations(("proven", "moving", "wrong", "silent", "text"), 2):
        assert apart(colours[one], colours[other], eye) >= least, f"{one} and {other}"
    assert apart(colours["added"], colours["removed"], eye) >= 30


def of_256(colour: str) -> str:
    """What a terminal without COLORTERM is sent instead: a step of 6x6x6, or a grey."""
    number = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).number
    assert number is not None
    steps = (0, 95, 135, 175, 215, 255)
    place = number - 16
    parts = [8 + (number - 232) * 10] * 3 if number >= 232 else [steps[place // 36], steps[place // 6 % 6], steps[place % 6]]
    return "#" + "".join(f"{part:02x}" for part in parts)


@by_name
def test_with_256_colours_it_is_the_same_theme(palette: themes.Palette) -> None:
    seen = {key: of_256(colour) for key, colour in palette.colours.items()}
    for role, (low, high) in HUES.items():
        assert low <= hue(seen[role]) <= high, role
        assert [key for key, colour in seen.items() if colour == seen[role]] == [role]
    for key, back in itertools.product(("text", "dim", "accent", "proven", "moving", "wrong", "silent"), ("background", "bar", "cursor")):
        assert contrast(seen[key], seen[back]) >= 4, f"{key} on {back}"


def test_the_measure_itself_knows_red_and_green() -> None:
    """What confuses such an eye is found to confuse it."""
    assert apart("#a05a2c", "#6b7a1e", "usual") > 2 * apart("#a05a2c", "#6b7a1e", "deuteranopia")
    assert round(contrast("#000000", "#ffffff"), 3) == 21


def hls(colour: str) -> RGB:
    return colorsys.rgb_to_hls(*(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)))


def hue(colour: str) -> float:
    """Degrees, -20 to 340: red is in the middle of what is near it."""
    return (hls(colour)[0] * 360 + 20) % 360 - 20


HUES = {"proven": (90, 190), "moving": (36, 66), "wrong": (-20, 20)}


@by_name
def test_green_is_proven_yellow_moving_red_wrong_and_nothing_else_is(palette: themes.Palette) -> None:
    for key, colour in palette.colours.items():
        _, _, grey = hls(colour)
        degrees = hue(colour)
        for role, (low, high) in HUES.items():
            if key not in ("background", "bar", "cursor", "text", "dim", "rule"):  # greys have no hue to speak of
                assert grey > 0.2
                assert (low <= degrees <= high) is (key == role), f"{key} {colour} {degrees:.0f}"


def test_the_sixteen_colours_keep_the_same_rule() -> None:
    colours = OURS["ansi"].colours
    for role, word in (("proven", "green"), ("moving", "yellow"), ("wrong", "red")):
        assert [key for key, colour in colours.items() if colour.endswith(word)] == [role]


@pytest.mark.parametrize("mark", rows.ROLE)
def test_a_row_is_green_where_it_is_proven_yellow_where_it_moves_red_where_it_is_wrong(mark: str) -> None:
    """Whatever else is the case with the worker, on the cursor's line and off it."""
    for life, phase, here in itertools.product(("Up", "Starting", "Backoff", "Fatal"), (*PHASES, "Fatal"), (False, True)):
        worker = fake.worker(0, mark=mark, life=life, phase=phase)
        line = rows.line(rows.row(worker, fake.NOW), rows.columns([worker], 120), here)
        roles = {role.removeprefix("^") for _, role in line}
        assert ("proven" in roles) is (mark == "proven")
        assert "moving" not in roles or mark == "acked"
        assert "wrong" not in roles or mark in ("drift", "dead") or life in ("Backoff", "Fatal") or phase in TROUBLED
        signed = next(role.removeprefix("^") for text, role in line if text.startswith(glyphs.MARKS[mark]))
        assert signed == rows.ROLE[mark]


PHASES = ("Idle", "Validating", "Prepared", "Committing", "Active", "Held", "Drifted", "Quarantined", "Lost", "Down")
TROUBLED = ("Held", "Drifted", "Quarantined", "Lost", "Down", "Fatal")


async def test_where_nothing_is_proven_nothing_is_green_on_any_screen(desk) -> None:
    """Silent, dead and drifted workers; what history says of other days counts as little."""
    workers = tuple(fake.worker(n, mark=mark) for n, mark in enumerate(("silent", "dead", "drift", "cordoned", "acked", "silent")))
    view = msgspec.structs.replace(fake.in_flight(), workers=workers, proven=0, verdict="MIXED")
    async with desk(view, (120, 36)) as d:
        for key in ("1", "2", "3", "4", "5", "1", "enter"):
            await d.press(key)
            assert [text for line in frames.colours(d.app) for text, colour in line if colour == OURS["dark"].colours["proven"]] == []


# -- which one to begin with


@pytest.mark.parametrize(
    ("env", "wished", "theme"),
    [
        ({"TERM": "xterm-256color"}, "", "dark"),
        ({"TERM": "xterm-256color"}, "light", "light"),
        ({"TERM": "xterm-256color"}, "no-such", "dark"),
        ({"TERM": "linux"}, "", "ansi"),
        ({"TERM": "xterm"}, "light", "ansi"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "light", "light"),
        ({"TERM": "xterm-kitty"}, "", "dark"),
        ({"TEXTUAL_COLOR_SYSTEM": "truecolor"}, "light", "light"),
    ],
)
def test_a_terminal_of_sixteen_colours_gets_a_theme_made_of_them(env: dict[str, str], wished: str, theme: str) -> None:
    assert themes.fitting(env, wished, OURS) == theme


async def test_the_sixteen_colours_are_sent_as_they_are(desk) -> None:
    """As the terminal's own, not as somebody's idea of them."""
    async with desk(fake.one_liar(), theme="ansi") as d:
        seen = {colour for line in frames.colours(d.app) for _, colour in line}
        assert {"green", "red", "cyan"} <= seen <= {"", "default", "green", "red", "cyan", "yellow", "magenta"}
        for key, words in (("question_mark", "keys: Fleet"), ("Q", "type"), ("ctrl+p", "all actions")):
            await d.press(key)
            await d.shows(words)
            await d.press("escape")
        await d.press("T")
        d.still.move(0.5)
        await d.press("j")
        assert d.app.theme != "ansi"
        assert any(colour.startswith("#") for line in frames.colours(d.app) for _, colour in line)


# -- the operator's own

MINE = (ROOT / "themes" / "dark.toml").read_text(encoding="utf-8")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "mine.toml").write_text(MINE.replace("#57c785", "#00ff00"))
    return tmp_path


def test_own_themes_stand_beside_ours_and_go_before_them(own: Path) -> None:
    (own / "light.toml").write_text(MINE)
    closet = Wardrobe(OURS, own)
    assert closet.names == sorted([*OURS, "mine"])
    assert (closet.palettes["light"].dark, closet.problems) == (True, [])
    (own / "light.toml").unlink()
    closet.read()
    assert not closet.palettes["light"].dark


BAD = {
    "broken.toml": ("dark =", "Invalid value"),
    "far.toml": ("# far\n" * 20000, "it is larger than 65536 bytes"),
    "light.toml": (MINE.replace("#57c785", "leaf"), "proven = 'leaf' is no colour"),
    "my theme.toml": (MINE, "letters, digits, - and _ only"),
    "half.toml": (MINE.replace("#57c785", "ansi_green"), "proven is one of the terminal's colours and background is not"),
    "strange.toml": ('"\x1b[31m\u202e" = 1\n', "unknown key"),
}


def test_whatever_stands_in_a_file_it_is_named_and_the_others_work(own: Path) -> None:
    for name, (text, _) in BAD.items():
        (own / name).write_text(text.replace("\x1b", "\\u001b"), encoding="utf-8")
    os.mkfifo(own / "pipe.toml")
    (own / "bytes.toml").write_bytes(b"\xff\xfe")
    closet = Wardrobe(OURS, own)
    assert closet.names == sorted([*OURS, "mine"])
    for name, (_, what) in BAD.items():
        assert [p for p in closet.problems if p.endswith(f"({own / name})") and what in p], (name, closet.problems)
    assert len(closet.problems) == len(BAD) + 2
    assert not closet.palettes["light"].dark


def test_a_folder_of_anything_is_read_to_an_end(tmp_path: Path) -> None:
    for n in range(MOST + 5):
        (tmp_path / f"t{n}.toml").write_text(MINE)
    assert len(Wardrobe({}, tmp_path).names) == MOST
    assert Wardrobe(OURS, tmp_path / "nowhere").names == sorted(OURS)


async def test_moving_shows_each_theme_esc_goes_back_enter_keeps(desk, own: Path) -> None:
    kept: dict[str, str] = {}
    async with desk(fake.fleet(), own_themes=own, keep=kept.update) as d:
        before = frames.colours(d.app)
        await d.press("T")
        d.still.move(0.5)
        await d.press("G", "k")
        assert (d.app.theme, green(d)) == ("light", OURS["light"].colours["proven"])
        await d.press("escape")
        assert (d.app.theme, frames.colours(d.app), kept) == ("dark", before, {})
        await d.press("T")
        d.still.move(0.5)
        await d.press("G", "enter")
        assert (d.app.theme, green(d), kept) == ("mine", "#00ff00", {"theme": "mine"})


def green(d) -> str:
    return next(colour for line in frames.colours(d.app) for text, colour in line if "≡ 6/6" in text)


def write(path: Path, text: str) -> None:
    """As an editor saves: a new file in the place of the old."""
    draft = path.with_suffix(".new")
    draft.write_text(text)
    draft.replace(path)


async def test_saving_the_theme_that_is_shown_shows_it(desk, own: Path) -> None:
    async with desk(fake.fleet(), own_themes=own, theme="mine") as d:
        write(own / "mine.toml", MINE.replace("#57c785", "#11ee11"))
        d.still.move(1.1)
        await d.until(lambda: green(d) == "#11ee11", "the new colour")
        await d.shows("theme mine is read anew")
        write(own / "mine.toml", MINE.replace("#57c785", "leaf"))
        d.still.move(1.1)
        await d.shows("proven = 'leaf' is no")
        assert green(d) == "#11ee11"
        (own / "mine.toml").unlink()
        d.still.move(1.1)
        await d.quiet()
        assert "has gone" not in d.frame()
        d.still.move(1.1)
        await d.shows("theme mine has gone: what is shown stays")
        (own / "mine.toml").mkdir()
        d.still.move(1.1)
        await d.shows("cannot use theme mine: is a directory")
        (own / "mine.toml").rmdir()
        (own / "mine.toml").write_bytes(bytes(10 << 20))
        d.still.move(1.1)
        await d.shows("cannot use theme mine: it is larger than")
        (own / "mine.toml").unlink()
        assert green(d) == "#11ee11"
        await d.press("T")  # whoever chooses is shown what there is now
        assert d.app.theme == "dark"


async def test_what_cannot_be_used_is_told_where_one_chooses(desk, own: Path) -> None:
    (own / "broken.toml").write_text("dark = true")
    async with desk(fake.fleet(), (120, 36), own_themes=own) as d:
        await d.press("T")
        shown = re.sub(r"[│\s]+", " ", d.frame())
        assert "cannot use theme broken: background" in shown


def test_every_key_of_a_theme_is_in_the_docs() -> None:
    told = (ROOT / "docs" / "console.md").read_text(encoding="utf-8")
    for key, words in themes.COLOURS.items():
        assert f"| `{key}` | {words} |" in told
    example = told.partition("```toml\n# ~/.config/holdfast/themes/")[2].partition("```")[0]
    assert themes.parse("dusk", "#" + example).name == "dusk"
    assert set(tomllib.loads("#" + example)) == {*themes.COLOURS, "dark"}
