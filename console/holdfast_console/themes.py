"""Colours, and only colours, from themes/*.toml.

A theme names a colour for every role below. An unknown key, a missing one or something that is no colour is refused here, with
the file and the key, because Textual would stumble over it much later. Green is `proven` and nothing else.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.theme import Theme

from holdfast_console.text import CURSOR

COLOURS = {
    "background": "behind everything",
    "bar": "behind the header and the footer",
    "cursor": "behind the line under the cursor",
    "text": "plain text",
    "dim": "labels, and what cannot be used now",
    "rule": "lines and frames",
    "accent": "keys, and the screen that is shown",
    "proven": "proved, and only that",
    "moving": "acknowledged, under way, waiting for you",
    "wrong": "drift, dead, refused",
    "silent": "no answer",
    "added": "+ lines",
    "removed": "- lines",
}
_DIM = ("dim", "rule", "head", "cordoned", "hunk")
_BOLD = frozenset({"bold", "title", "tab", "accent"})
_ALIAS = {"bold": "text", "title": "text", "tab": "accent", "head": "dim", "cordoned": "dim", "hunk": "dim"}
ROLES = (*(c for c in COLOURS if c not in ("background", "bar", "cursor")), *_ALIAS)
Styles = dict[str, Style]


class ThemeError(Exception):
    """The text says which file, which key, and what to do."""


@dataclass(frozen=True)
class Palette:
    name: str
    dark: bool
    colours: dict[str, str]


def parse(name: str, text: str) -> Palette:
    """A theme file's text -> Palette; raises ThemeError."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ThemeError(f"cannot use theme {name}: {error}") from error
    unknown = sorted(set(table) - set(COLOURS) - {"dark"})
    missing = [key for key in COLOURS if key not in table]
    if unknown or missing:
        what = f"unknown key {unknown[0]}" if unknown else f"{missing[0]} ({COLOURS[missing[0]]}) is missing"
        keys = ", ".join(COLOURS)
        raise ThemeError(f"cannot use theme {name}: {what}; a theme has dark = true or false, and a colour for each of {keys}")
    if not isinstance(table.get("dark", True), bool):
        raise ThemeError(f"cannot use theme {name}: dark must be true or false")
    return Palette(name, table.get("dark", True), {key: _colour(name, key, table[key]) for key in COLOURS})


def _colour(name: str, key: str, value: object) -> str:
    try:
        if isinstance(value, str):
            return Color.parse(value).hex6.lower()
    except ColorParseError:
        pass
    raise ThemeError(f'cannot use theme {name}: {key} = {value!r} is no colour; write "#rrggbb"')


def folder() -> Path:
    """themes/ of the checkout, or its copy inside the installed package."""
    checkout = Path(__file__).resolve().parents[2] / "themes"
    return checkout if any(checkout.glob("*.toml")) else Path(__file__).resolve().parent / "themes"


def load_all(where: Path | None = None) -> dict[str, Palette]:
    """Every theme by name; raises ThemeError for the first that cannot be used, or if there is none."""
    where = where or folder()
    found = {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(where.glob("*.toml"))}
    if not found:
        raise ThemeError(f"cannot find a theme: no *.toml in {where}; install holdfast again")
    return found


def for_textual(palette: Palette) -> Theme:
    """What Textual's own style sheet needs of a palette."""
    c = palette.colours
    return Theme(
        name=palette.name, dark=palette.dark, primary=c["accent"], secondary=c["dim"], accent=c["accent"], foreground=c["text"],
        background=c["background"], surface=c["background"], panel=c["bar"], success=c["proven"], warning=c["moving"], error=c["wrong"],
    )  # fmt: skip


def styles(palette: Palette, *, colourless: bool = False, faded: bool = False) -> Styles:
    """role -> Style, the same with ^ for the cursor's line, and "bar", the background of header and footer.

    faded: the last data of a supervisor that is gone.
    """
    made: Styles = {"bar": Style() if colourless else Style(bgcolor=palette.colours["bar"])}
    for role in ROLES:
        if colourless:
            bare = Style(bold=role in (*_BOLD, "wrong", "moving"), dim=role in _DIM, reverse=role == "tab")
            made[role], made[CURSOR + role] = bare, bare + Style(reverse=True, dim=False)
        else:
            made[role], made[CURSOR + role] = _coloured(palette.colours, role, faded)
    return made


def _coloured(colours: dict[str, str], role: str, faded: bool) -> tuple[Style, Style]:
    colour = colours["dim"] if faded and role != "rule" else colours[_ALIAS.get(role, role)]
    style = Style(color=colour, bgcolor=colours["background"], bold=role in _BOLD and not faded)
    if role == "tab":
        style = Style(color=colours["background"], bgcolor=colours["dim" if faded else "accent"], bold=True)
    return style, style if role == "tab" else style + Style(bgcolor=colours["cursor"])
