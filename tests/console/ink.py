"""The colours of a frame as text: a second layer over its characters, so that the diff of a commit shows what has become green.

A letter for each cell in which something stands:

    .  text     b  bold     d  dim      l  lines and frames     a  keys and the shown tab (bold)
    g  proven   y  moving   r  wrong    m  silent               +  added     -  removed

and after each line what it stands on, from column to column: = the bar, ^ the cursor's line (or reverse), % the screen behind a dialog. A
style that is none of these gets a digit, and is described below.

What is stored is the layer of `dark`. From it follows what each other mode has to show (`projected`); a frame that does not keep to that
would get a file for that mode, too, and test_laws.py asks why.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby, product
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from holdfast_console import themes

LETTERS = {
    ".": "text", "b": "text", "d": "dim", "l": "rule", "a": "accent", "g": "proven", "y": "moving", "r": "wrong", "m": "silent",
    "+": "added", "-": "removed",
}  # fmt: skip
BOLD = "ab"
BAR, CURSOR, VEIL = "=", "^", "%"
FOLLOWS = {  # what becomes of a letter where there are fewer looks; others stay
    "dark": {}, "ascii": {}, "ansi": {"l": "d"},
    "NO_COLOR": {"l": "d", "a": "b", "y": "b", "r": "b", "g": ".", "m": ".", "+": ".", "-": "."},
}  # fmt: skip
DIGITS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse", "strike", "blink")


class Look(NamedTuple):
    """How a cell is drawn; colours as Rich names them, '' = the terminal's own."""

    colour: str
    ground: str
    attributes: tuple[str, ...] = ()

    def __str__(self) -> str:
        on = f"on {self.ground}" if self.ground else ""
        return " ".join(part for part in (*self.attributes, self.colour, on) if part) or "as it comes"


Cell = tuple[str, str]  # letter (' ' = nothing stands there), and the signs of what it stands on
Layer = list[list[Cell]]
Legend = dict[Look, Cell]


def look(style: Style | None) -> Look:
    style = style or Style()
    colour, ground = (c.name if c and not c.is_default else "" for c in (style.color, style.bgcolor))
    return Look(colour, ground, tuple(name for name in _ATTRIBUTES if getattr(style, name)))


# -- which look means what


@cache
def legend(mode: str) -> Legend:
    if mode == "NO_COLOR":
        return _few({})
    palette = themes.load_all()["ansi" if mode == "ansi" else "dark"]
    return _few(palette.colours) if palette.ansi else _many(palette.colours)


def _many(colours: dict[str, str]) -> Legend:
    """Every role has its own colour, and what stands on the bar or the cursor's line another ground."""
    back = colours["background"]
    made: Legend = {}
    for veil, (ground, sign) in product((VEIL, ""), ((back, ""), (colours["bar"], BAR), (colours["cursor"], CURSOR))):
        seen = {role: veiled(colour, back) if veil else colour for role, colour in colours.items()}
        for letter, role in LETTERS.items():
            bold = ("bold",) if letter in BOLD else ()
            made[Look(seen[role], veiled(ground, back) if veil else ground, bold)] = (letter, veil + sign)
        made[Look(back, seen["accent"], ("bold",))] = ("a", veil + CURSOR)  # the shown tab
        made[Look(back, seen["dim"])] = ("d", veil + CURSOR)  # and the same of a supervisor that has gone
    return made


def veiled(colour: str, back: str) -> str:
    """60 % of the way to the background, as the dialogs' own style sheet says."""
    pairs = ((int(colour[n : n + 2], 16), int(back[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{int(one + (other - one) * 0.6):02x}" for one, other in pairs)


def _few(colours: dict[str, str]) -> Legend:
    """The terminal's own colours, or none, on its own ground; the cursor's line is reversed."""
    made: Legend = {}
    for way, sign in (((), ""), (("reverse",), CURSOR)):
        made |= {Look("", "", (*kind, *way)): (letter, sign) for letter, kind in ((".", ()), ("b", ("bold",)), ("d", ("dim",)))}
        for letter, role in LETTERS.items():
            if (colour := colours.get(role, "ansi_default")) != "ansi_default":
                made[Look(colour.removeprefix(themes.ANSI), "", (*(("bold",) if letter in BOLD else ()), *way))] = (letter, sign)
    return made


# -- what a screen shows


def layer(strips: list[Strip], known: Legend) -> tuple[Layer, dict[str, Look]]:
    """The cells, and the looks that are in no legend, by their digits."""
    grounds = {(one.ground, "reverse" in one.attributes): sign for one, (_, sign) in known.items()}
    strange: dict[Look, Cell] = {}

    def cell(char: str, it: Look) -> Cell:
        if char == " " and not {"underline", "strike"} & set(it.attributes):
            if (sign := grounds.get((it.ground, "reverse" in it.attributes))) is not None:
                return " ", sign
            it = Look("", it.ground) if "reverse" not in it.attributes else Look(it.colour, "", ("reverse",))
        return known.get(it) or strange.setdefault(it, (DIGITS[len(strange)], ""))

    made = [
        [cell(char, look(s.style)) for s in strip if not s.control for char in s.text for _ in range(cell_len(char))] for strip in strips
    ]
    return made, {letter: it for it, (letter, _) in strange.items()}


def projected(layer: Layer, mode: str) -> Layer:
    """What follows for that mode from the layer of `dark`."""
    if mode in ("dark", "ascii"):
        return layer
    return [[_projected(letter, CURSOR if CURSOR in sign else "", FOLLOWS[mode]) for letter, sign in line] for line in layer]


def _projected(letter: str, sign: str, follows: dict[str, str]) -> Cell:
    letter = follows.get(letter, letter)
    return ("." if letter == "d" and sign else letter), sign  # what is reversed is not faint


def written(layer: Layer, strange: dict[str, Look]) -> str:
    lines = ["".join(letter for letter, _ in line).rstrip() + "".join(_grounds(line)) for line in layer]
    told = [f"{letter} = {it}" for letter, it in strange.items()]
    return "\n".join([*lines, *told]).rstrip("\n") + "\n"


def _grounds(line: list[Cell]) -> Iterator[str]:
    start = 0
    for sign, group in groupby(_filled(line)):
        end = start + len(list(group))
        if sign:
            yield f"  {sign} {start}-{end - 1}"
        start = end


def _filled(line: list[Cell]) -> Iterator[str]:
    """Where nothing stands, the screen behind a dialog looks as before: it goes with what is beside it."""
    last = VEIL if any(VEIL in sign for _, sign in line) and line[0][0] == " " else ""
    for letter, sign in line:
        last = VEIL if letter == " " and not sign and VEIL in last else sign
        yield last
