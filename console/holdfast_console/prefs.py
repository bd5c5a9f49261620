"""The console's preferences: one TOML file, `$XDG_CONFIG_HOME/holdfast/console.toml`. Theme, glyphs, columns, order, split, keys.

Reading is tolerant: what cannot be used is named, its default stays, and the console opens all the same. Writing changes only the keys
that somebody changed in the console: the file is read again, everything else in it stays as it was written, comments too, and the new one
takes the old one's place in one step, readable by its owner only.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tomli_w

from holdfast_console import toml_lines

GLYPHS = ("auto", "unicode", "ascii")
LARGEST = 1 << 16  # bytes; a file of preferences has a few hundred


@dataclass(frozen=True)
class Prefs:
    """theme '' = the default one; columns () = as many as fit; sort '' = troubled first; keymap: action id -> its keys.

    split: differences are read side by side.
    """

    theme: str = ""
    glyphs: str = "auto"
    columns: tuple[str, ...] = ()
    sort: str = ""
    reverse: bool = False
    keymap: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    split: bool = False


class CannotKeep(Exception):
    """The text says which file, why, and what to do."""


class _Unusable(Exception):
    """Why the file cannot be read."""


def default_path(env: Mapping[str, str]) -> Path:
    """Where the preferences of this user are."""
    base = env.get("XDG_CONFIG_HOME", "")
    return (Path(base) if base.startswith("/") else Path(os.path.expanduser("~")) / ".config") / "holdfast" / "console.toml"


def load(path: Path) -> tuple[Prefs, list[str]]:
    """What the file says, and a sentence for everything in it that is not used. No file: the defaults."""
    try:
        _, table = _read(path)
    except _Unusable as why:
        return Prefs(), [f"cannot use {path}: {why}; the defaults stay"]
    prefs, problems = Prefs(), []
    for key, value in table.items():
        if key not in _READ:
            problems.append(f"{path}: {key} is no preference; it is kept and not used (there are {', '.join(_READ)})")
            continue
        wanted, read = _READ[key]
        made = read(value)
        if made is None:
            problems.append(f"{path}: {key} must be {wanted}; the default stays")
        else:
            prefs = replace(prefs, **{key: made})
    return prefs, problems


def save(path: Path, changes: Mapping[str, Any]) -> None:
    """Keep these: key -> value as TOML has it; None takes the key out. Raises CannotKeep, and then nothing has changed."""
    try:
        text, table = _read(path)
        for key, value in changes.items():
            table.pop(key, None)
            if value is not None:
                table[key] = value
        target = Path(os.path.realpath(path))  # a link into somebody's dotfiles stays a link
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(target, _written(text, table, changes).encode())
    except (_Unusable, OSError) as error:
        why = (error.strerror or str(error)).lower() if isinstance(error, OSError) else str(error)
        raise CannotKeep(f"cannot keep preferences in {path}: {why}; what you choose lasts as long as this console") from error


def _written(text: str, table: dict[str, Any], changes: Mapping[str, Any]) -> str:
    """The file's own lines where they can be kept, else the table anew."""
    made = toml_lines.changed(text, changes)
    try:
        return made if tomllib.loads(made) == table else tomli_w.dumps(table)
    except tomllib.TOMLDecodeError:
        return tomli_w.dumps(table)


def _replace(target: Path, raw: bytes) -> None:
    """All of it or nothing, 0600. Raises OSError."""
    handle, temporary = tempfile.mkstemp(prefix=".console-", suffix=".toml", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(handle)
        os.replace(temporary, target)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    """The file's text and its table, nothing without one. Raises _Unusable: nobody's file is overwritten for a typing mistake."""
    try:
        with open(path, "rb", opener=_opener) as file:
            raw = file.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise _Unusable(f"it is larger than {LARGEST} bytes")
        return raw.decode(), tomllib.loads(raw.decode())
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise _Unusable((error.strerror or str(error)).lower()) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _Unusable(f"{error}; mend it or remove it") from error


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)  # a FIFO there must not hold the console


# -- one reader for each key: the value that is used, or None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _glyphs(value: object) -> str | None:
    return value if isinstance(value, str) and value in GLYPHS else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _texts(value: object) -> tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else None


def _keymap(value: object) -> dict[str, tuple[str, ...]] | None:
    """A key, or a list of keys, for each action."""
    if not isinstance(value, dict):
        return None
    made = {name: (keys,) if isinstance(keys, str) else _texts(keys) for name, keys in value.items()}
    whole = {name: keys for name, keys in made.items() if keys is not None}
    return whole if len(whole) == len(made) else None


_READ: dict[str, tuple[str, Callable[[object], Any]]] = {
    "theme": ("a name", _text),
    "glyphs": (f"one of {', '.join(GLYPHS)}", _glyphs),
    "columns": ("a list of names", _texts),
    "sort": ("a column's name", _text),
    "reverse": ("true or false", _flag),
    "split": ("true or false", _flag),
    "keymap": ("a table: action = key, or a list of keys", _keymap),
}
