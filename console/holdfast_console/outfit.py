"""What a console of this user, in this terminal, begins with: preferences, themes, signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from holdfast_console import prefs, themes, wardrobe
from holdfast_console.glyphs import wants_ascii
from holdfast_console.wardrobe import Wardrobe


@dataclass(frozen=True)
class Outfit:
    """where: the file of the preferences. problems: a sentence for everything in it, and in the themes, that is not used."""

    closet: Wardrobe
    theme: str
    ascii_only: bool
    colourless: bool
    wanted: prefs.Prefs = field(default_factory=prefs.Prefs)
    where: Path = Path()
    problems: tuple[str, ...] = ()


def outfit(env: Mapping[str, str], theme: str | None) -> Outfit:
    """theme: the one that was asked for by name; None = the preferred one, as far as this terminal has the colours. Raises ThemeError."""
    where = prefs.default_path(env)
    wanted, problems = prefs.load(where)
    closet = Wardrobe(themes.load_all(), wardrobe.folder(where))
    if theme and theme not in closet.palettes:
        why = "".join(f"\n{problem}" for problem in closet.problems)
        raise themes.ThemeError(f"cannot use theme {theme}: there is no such theme; there are {', '.join(closet.names)}{why}")
    problems += closet.problems
    if wanted.theme and wanted.theme not in closet.palettes:
        problems.append(f"{where}: there is no theme {wanted.theme}; there are {', '.join(closet.names)}")
    return Outfit(
        closet, theme or themes.fitting(env, wanted.theme, closet.palettes), wants_ascii(env.get("HOLDFAST_GLYPHS") or wanted.glyphs, env),
        "NO_COLOR" in env, wanted, where, tuple(problems),
    )  # fmt: skip
