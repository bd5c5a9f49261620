"""The themes there are: ours, and the operator's own from `$XDG_CONFIG_HOME/holdfast/themes/*.toml`, which go before ours of that name.

A file that cannot be used is named with what is wrong in it, and what was there before stays. The one that is shown is looked at once a
second (one stat), so that saving it in an editor shows it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from holdfast_console import themes
from holdfast_console.themes import Palette, ThemeError

LARGEST = 1 << 16  # bytes; a theme has a few hundred
MOST = 200  # files that are read
EVERY = 1.0  # seconds between two looks at the file of the theme that is shown
_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}", re.ASCII)  # it becomes the name of a style class
_Stamp = tuple[int, int, int]


class Wardrobe:
    """palettes: every theme by name. problems: a sentence for each file that is not used."""

    def __init__(self, ours: dict[str, Palette], folder: Path | None = None) -> None:
        self._ours, self._folder = ours, folder
        self._stamps: dict[str, _Stamp | None] = {}
        self._looked, self._missed = 0.0, 0
        self.palettes: dict[str, Palette] = dict(ours)
        self.problems: list[str] = []
        self.read()

    @property
    def names(self) -> list[str]:
        return sorted(self.palettes)

    def read(self) -> None:
        """All of the operator's own, anew. One that has become unusable stays as it was."""
        self.problems = []
        found = self._files()
        for name in set(self._stamps) - {path.stem for path in found}:
            self._stamps.pop(name)
            self.palettes.pop(name)
            if name in self._ours:
                self.palettes[name] = self._ours[name]
        for path in found:
            self._take(path)

    def changed(self, name: str, now: float) -> str | None:
        """Has the file of this theme changed since it was read? None: no, or nobody looks now; '' = it is read anew; else why not, once.

        now: monotonic seconds.
        """
        if self._folder is None or name not in self._stamps or now - self._looked < EVERY:
            return None
        self._looked = now
        path = self._folder / f"{name}.toml"
        stamp = _stamp(path)
        self._missed = 0 if stamp else self._missed + 1
        if self._missed == 2:  # at the first look it may just be being replaced
            return f"the file of theme {name} has gone: what is shown stays until another is chosen ({path})"
        if stamp is None or stamp == self._stamps[name]:
            return None
        before = len(self.problems)
        self._take(path)
        return self.problems[-1] if len(self.problems) > before else ""

    def _files(self) -> list[Path]:
        try:
            return sorted(self._folder.glob("*.toml"))[:MOST] if self._folder else []
        except OSError as error:
            self.problems.append(f"cannot read themes in {self._folder}: {(error.strerror or str(error)).lower()}")
            return []

    def _take(self, path: Path) -> None:
        try:
            if not _NAME.fullmatch(path.stem):
                raise ThemeError(f"cannot use theme {path.stem}: a name has letters, digits, - and _ only, at most 32; rename it")
            self._stamps[path.stem] = _stamp(path)
            self.palettes[path.stem] = themes.parse(path.stem, _text(path))
        except ThemeError as error:
            self.problems.append(f"{error} ({path})")
            if path.stem not in self.palettes:
                self._stamps.pop(path.stem, None)


def folder(preferences: Path) -> Path:
    """Beside the file of the preferences."""
    return preferences.parent / "themes"


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _text(path: Path) -> str:
    """Raises ThemeError."""
    why = f"it is larger than {LARGEST} bytes"
    try:
        with open(path, "rb", opener=_opener) as file:
            raw = file.read(LARGEST + 1)
        if len(raw) <= LARGEST:
            return raw.decode()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
    except UnicodeDecodeError:
        why = "it is not UTF-8"
    raise ThemeError(f"cannot use theme {path.stem}: {why}; mend it or remove it")


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)  # a FIFO there must not hold the console
