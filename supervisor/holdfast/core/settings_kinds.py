"""What one value of holdfast.toml may be, and how it is written.

A Kind reads one value of the file, or raises Wrong with what is wrong and what to write; `show` is the way back.
"""

from __future__ import annotations

import difflib
import ipaddress
import json
import re
import shlex
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from holdfast.core import secrets

_DURATION = re.compile(r"(\d+(?:\.\d+)?) ?(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_SIZE = re.compile(r"(\d+) ?(B|kB|KB|MB|GB|KiB|MiB|GiB)")
_BYTES = {"B": 1, "kB": 10**3, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
_ADDRESS = re.compile(r"(?:\[([^\[\]]*)\]|([^:\[\]]*)):(\d{1,5})", re.ASCII)
_SHARE = re.compile(r"(?:100|[1-9][0-9]?)%", re.ASCII)
SIGNALS = ("TERM", "INT", "QUIT", "HUP", "USR1", "USR2", "KILL")


class Wrong(ValueError):
    """A value that cannot be taken: why, and what to write instead. below: the key inside the value that is meant, if one is."""

    def __init__(self, what: str, fix: str, below: str = "") -> None:
        super().__init__(what)
        self.what, self.fix, self.below = what, fix, below


def same(value: Any) -> Any:
    return value


class Kind(NamedTuple):
    """read(key, value of the file) -> value of the struct, or Wrong; show is the way back."""

    read: Callable[[str, object], Any]
    show: Callable[[Any], Any] = same


class Row(NamedTuple):
    """One key of the file: the struct's field and the kind of its value."""

    field: str
    kind: Kind


def shown(value: object) -> str:
    """A value as an operator would recognise it, short."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"


def near(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or ''."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


# -- kinds


def _in_range(key: str, value: float, low: float, high: float, show: Callable[[Any], object], got: object) -> None:
    if not low <= value <= high:
        best = low if value < low else high
        raise Wrong(f"must be {show(low)} to {show(high)}, got {shown(got)}", f"write {key} = {shown(show(best))}")


def whole(low: int, high: int) -> Kind:
    def read(key: str, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong(f"must be a whole number, got {shown(value)}", f"write {key} = {low}")
        _in_range(key, value, low, high, same, value)
        return value

    return Kind(read)


def seconds_of(text: str) -> float | None:
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    return number / 1000 if unit == "ms" else number * _SECONDS[unit]


def duration_text(value: float) -> str | float:
    """The shortest way to write it: "24h", "500ms", or the bare seconds where no unit fits exactly."""
    for unit in ("h", "m", "s", "ms"):
        number = round(value / _SECONDS[unit])
        if number and seconds_of(f"{number}{unit}") == value:
            return f"{number}{unit}"
    return value


def duration(low: float, high: float) -> Kind:
    """A number of seconds or a text with a unit."""

    def read(key: str, value: object) -> float:
        found = seconds_of(value) if isinstance(value, str) else value
        if found is None or isinstance(found, bool) or not isinstance(found, int | float):
            raise Wrong(
                f'must be a duration ("500ms", "3s", "2m", "24h"; a bare number is seconds), got {shown(value)}', f'write {key} = "3s"'
            )
        _in_range(key, found, low, high, duration_text, value)
        return float(found)

    return Kind(read, duration_text)


def size_text(value: int) -> str | int:
    for unit in ("GiB", "MiB", "KiB"):
        if value and value % _BYTES[unit] == 0:
            return f"{value // _BYTES[unit]}{unit}"
    return value


def size(low: int, high: int) -> Kind:
    """A number of bytes or a text with a unit."""

    def read(key: str, value: object) -> int:
        match = _SIZE.fullmatch(value) if isinstance(value, str) else None
        found = int(match[1]) * _BYTES[match[2]] if match else value
        if isinstance(found, bool) or not isinstance(found, int):
            raise Wrong(f'must be a size ("64KiB", "1MiB", "10MB"; a bare number is bytes), got {shown(value)}', f'write {key} = "1MiB"')
        _in_range(key, found, low, high, size_text, value)
        return found

    return Kind(read, size_text)


def _read_factor(key: str, value: object) -> float:
    """0 (no limit) or a factor of at least one."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not (value == 0 or 1 <= value <= 1e6):
        raise Wrong(f"must be 0 (no limit) or a factor of 1 to 1000000, got {shown(value)}", f"write {key} = 10")
    return float(value)


def _read_flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong(
            f"must be true or false, got {shown(value)}", f"write {key} = {'true' if value in (1, 'true', 'yes', 'on') else 'false'}"
        )
    return value


def _read_text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise Wrong(f"must be text, got {shown(value)}", f'write {key} = "{"..." if isinstance(value, dict | list) else value}"')
    if "\0" in value:
        raise Wrong("has a NUL character, which neither a path nor a program can take", "remove it")
    return value


def _read_filled(key: str, value: object) -> str:
    if not _read_text(key, value):
        raise Wrong("must not be empty", f'write {key} = "...", or leave the line out')
    return str(value)


def choice(*options: str) -> Kind:
    def read(key: str, value: object) -> str:
        if not isinstance(value, str) or value not in options:
            best = near(str(value), options) or options[0]
            raise Wrong(f"must be one of {', '.join(options)}; got {shown(value)}", f'write {key} = "{best}"')
        return value

    return Kind(read)


def _read_signal(key: str, value: object) -> str:
    name = str(value).upper().removeprefix("SIG")
    return str(choice(*SIGNALS).read(key, name if name in SIGNALS else value))


def _read_loopback(key: str, value: object) -> str:
    """host:port that only this machine can reach, or nothing. A name is none: what it means is somebody else's to say."""
    fix = f'write {key} = "127.0.0.1:9464"'
    text = _read_text(key, value)
    if not text:
        return ""
    match = _ADDRESS.fullmatch(text)
    if match is None or not 1 <= int(match[3]) <= 65535:
        raise Wrong(f"must be address:port, got {shown(text)}", fix)
    try:
        address = ipaddress.ip_address(match[1] or match[2])
    except ValueError:
        raise Wrong(f"must be an address of the loopback in digits, got {shown(text)}", fix) from None
    if not address.is_loopback or address.version != (6 if match[1] else 4):
        raise Wrong(f"must be an address of the loopback (127.0.0.0/8 or [::1]), got {shown(text)}", fix)
    return text


def _read_texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item and "\0" not in item for item in value):
        fix = [str(value)] if isinstance(value, str) else ["...", "..."]
        raise Wrong(f"must be a list of texts, got {shown(value)}", f"write {key} = {json.dumps(fix, ensure_ascii=False)}")
    return tuple(value)


def _read_argv(key: str, value: object) -> tuple[str, ...]:
    """A string is the usual mistake: no shell is involved, so show the list that was probably meant."""
    if isinstance(value, str) and value.strip():
        try:
            words = shlex.split(value)
        except ValueError:
            words = value.split()
        raise Wrong("must be a list (no shell reads it), got text", f"write {key} = {json.dumps(words, ensure_ascii=False)}")
    good = isinstance(value, list) and value and value[0] and all(isinstance(item, str) and "\0" not in item for item in value)
    if not isinstance(value, list) or not good:
        raise Wrong(f"must be a list of texts, the program first, got {shown(value)}", f'write {key} = ["python3", "worker.py"]')
    return tuple(value)


def _read_argv_or_none(key: str, value: object) -> tuple[str, ...]:
    return () if value == [] else _read_argv(key, value)


def _read_waves(key: str, value: object) -> tuple[int | str, ...]:
    """Sizes of waves, the last of them "rest"; an empty list: all at once."""
    fix = f'write {key} = [1, "25%", "rest"]'
    if not isinstance(value, list) or len(value) > 32:
        raise Wrong(f"must be a list of at most 32 sizes, got {shown(value)}", fix)
    for size in value[:-1]:
        if isinstance(size, bool) or not (_SHARE.fullmatch(size) if isinstance(size, str) else isinstance(size, int) and size > 0):
            raise Wrong(f'has {shown(size)} where only a number of workers or a share ("1%" to "100%") can be', fix)
    if value and value[-1] != "rest":
        raise Wrong(f'must end with "rest", got {shown(value[-1])}', fix)
    return tuple(value)


def _read_env(key: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Wrong(f"must be a table of texts, got {shown(value)}", f'write {key} = {{ NAME = "value" }}')
    for name, item in value.items():
        if not name or "=" in name or "\0" in name:
            raise Wrong("cannot be the name of an environment variable", "use letters, digits and _", name)
        if name.startswith("HOLDFAST_"):
            raise Wrong("is set by holdfast itself", "choose another name", name)
        if not isinstance(item, str) or "\0" in item:
            got = secrets.MASK if secrets.is_secret(name, ()) else shown(item)
            raise Wrong(f"must be text, got {got}", f'write {name} = "..." in quotes', name)
    return dict(value)


factor = Kind(_read_factor)
flag = Kind(_read_flag)
text = Kind(_read_text)
filled = Kind(_read_filled)
signal_name = Kind(_read_signal)
loopback = Kind(_read_loopback)
texts = Kind(_read_texts, list)
argv = Kind(_read_argv, list)
argv_or_none = Kind(_read_argv_or_none, list)
waves = Kind(_read_waves, list)
env_table = Kind(_read_env)
