"""Colours, and only colours, from a theme's text.

A theme names a colour for every role below: "#rrggbb", or all of them by the names of the terminal's own sixteen ("ansi_red"). An unknown
key, a missing one or something that is no colour is refused here, with the file and the key, because Textual would stumble over it much
later. Green is `proven` and nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
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
DARK, FEW = "dark", "ansi"  # the theme without a wish, and the one for sixteen colours
ANSI = "ansi_"  # how the names of the terminal's own colours begin
_MANY = ("256color", "truecolor", "direct", "kitty")  # how the TERM of a terminal ends that has more than sixteen


class ThemeError(Exception):
    """The text says which file, which key, and what to do."""


@dataclass(frozen=True)
class Palette:
    """ansi: its colours are the terminal's own sixteen."""

    name: str
    dark: bool
    colours: dict[str, str]
    ansi: bool = False


def parse(name: str, text: str) -> Palette:
    """A theme file's text -> Palette; raises ThemeError."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ThemeError(f"cannot use theme {name}: {error}; mend it or remove it") from error
    unknown = sorted(set(table) - set(COLOURS) - {"dark"})
    missing = [key for key in COLOURS if key not in table]
    if unknown or missing:
        what = f"unknown key {unknown[0]}" if unknown else f"{missing[0]} ({COLOURS[missing[0]]}) is missing"
        keys = ", ".join(COLOURS)
        raise ThemeError(f"cannot use theme {name}: {what}; a theme has dark = true or false, and a colour for each of {keys}")
    if not isinstance(table.get("dark", True), bool):
        raise ThemeError(f"cannot use theme {name}: dark must be true or false")
    colours = {key: _colour(name, key, table[key]) for key in COLOURS}
    named = [key for key, colour in colours.items() if colour.startswith(ANSI)]
    if named and len(named) < len(colours):
        mixed = next(key for key in COLOURS if key not in named)
        raise ThemeError(f"cannot use theme {name}: {named[0]} is one of the terminal's colours and {mixed} is not; write all the one way")
    return Palette(name, table.get("dark", True), colours, bool(named))


def _colour(name: str, key: str, value: object) -> str:
    try:
        if isinstance(value, str):
            return value.lower() if (colour := Color.parse(value)).ansi is not None else colour.hex6.lower()
    except ColorParseError:
        pass
    raise ThemeError(f'cannot use theme {name}: {key} = {value!r} is no colour; write "#rrggbb"')


def few_colours(env: Mapping[str, str]) -> bool:
    """Has this terminal only sixteen colours (or fewer)? TEXTUAL_COLOR_SYSTEM decides, else what its TERM and COLORTERM say."""
    system = env.get("TEXTUAL_COLOR_SYSTEM", "auto").strip().lower()
    if system in ("truecolor", "256", "standard"):
        return system == "standard"
    if env.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return False
    return not env.get("TERM", "").endswith(_MANY)


def fitting(env: Mapping[str, str], wished: str, palettes: Mapping[str, Palette]) -> str:
    """The theme to begin with. wished: of the preferences, '' = none. Sixteen colours want a theme made of them."""
    wished = wished if wished in palettes else DARK
    return FEW if few_colours(env) and not palettes[wished].ansi and FEW in palettes else wished


def folder() -> Path:
    """themes/ of the checkout, or its copy inside the installed package."""
    checkout = Path(__file__).resolve().parents[2] / "themes"
    return checkout if any(checkout.glob("*.toml")) else Path(__file__).resolve().parent / "themes"


def load_all(where: Path | None = None) -> dict[str, Palette]:
    """Every theme of ours by name; raises ThemeError for the first that cannot be used, or if there is none."""
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
        ansi=palette.ansi, boost=c["bar"] if palette.ansi else None, variables=_OVER_ANSI if palette.ansi else {},
    )  # fmt: skip


# what Textual's own widgets would mix from colours that cannot be mixed
_OVER_ANSI = {
    "ansi-background": "ansi_black", "ansi-foreground": "ansi_white",
    "block-cursor-foreground": "ansi_black", "block-cursor-background": "ansi_white", "input-cursor-foreground": "ansi_black",
    "input-cursor-background": "ansi_white", "input-selection-foreground": "ansi_black", "input-selection-background": "ansi_cyan",
    "border-blurred": "ansi_default", "screen-selection-foreground": "ansi_black", "screen-selection-background": "ansi_cyan",
}  # fmt: skip


def styles(palette: Palette, *, colourless: bool = False, faded: bool = False) -> Styles:
    """role -> Style, the same with ^ for the cursor's line, and "bar", the background of header and footer.

    faded: the last data of a supervisor that is gone.
    """
    made: Styles = {"bar": Style() if colourless else Style(bgcolor=_rich(palette.colours["bar"]))}
    for role in ROLES:
        if colourless:
            bold, dim = role in (*_BOLD, "wrong", "moving") and not faded, role in _DIM or faded
            bare = Style(bold=bold, dim=dim and role != "tab", reverse=role == "tab")
            made[role], made[CURSOR + role] = bare, bare + Style(reverse=True, dim=False)
        else:
            made[role], made[CURSOR + role] = _coloured(palette, role, faded)
    return made


def _coloured(palette: Palette, role: str, faded: bool) -> tuple[Style, Style]:
    """Of a role, and of the same role on the cursor's line: reversed where the theme has no colour of its own for that line."""
    colours, back = palette.colours, _rich(palette.colours["background"])
    colour = _rich(colours["dim"] if faded and role != "rule" else colours[_ALIAS.get(role, role)])
    faint = palette.ansi and (faded or role in _DIM)  # sixteen colours have no shades
    style = Style(color=colour, bgcolor=back, bold=role in _BOLD and not faded, dim=faint)
    if role == "tab":
        tab = _rich(colours["dim" if faded else "accent"])
        style = Style(color=tab, bgcolor=back, reverse=True) if palette.ansi else Style(color=back, bgcolor=tab)
        style += Style(bold=not faded)
        return style, style
    if colours["cursor"] == colours["background"]:
        return style, style + Style(reverse=True, dim=False)
    return style, style + Style(bgcolor=_rich(colours["cursor"]))


def _rich(colour: str) -> str:
    """As Rich writes it."""
    return colour.removeprefix(ANSI)
