"""Raw bytes of a source to a plain value, or Bad with the reasons.

The parsers are stricter than the libraries they use: a doubled key, NaN, a YAML alias or a document nested out of all reason is not
content that anybody meant, and two parsers (ours and a worker's) might read it differently.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

from holdfast.core import snapshot

DEPTH_MAX = 64  # tables and lists inside each other
_TOO_DEEP = f"is nested more than {DEPTH_MAX} deep"
_NO_YAML = "cannot read YAML: the extra is not installed; pip install 'holdfast[yaml]'"


class Bad(ValueError):
    """Content that cannot be taken, with every reason found."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def parse(raw: bytes, format: str, table: bool = True) -> Any:
    """The plain value (see snapshot.plain) of TOML, JSON or YAML; Bad otherwise. table: its top must be one."""
    value = _PARSERS[format](_text(raw))
    if _depth_over(value, DEPTH_MAX):
        raise Bad(_TOO_DEEP)
    if table and not isinstance(value, dict):
        raise Bad("must be a table of keys at the top, not a single value or a list")
    try:
        return snapshot.plain(value)
    except snapshot.NotPlain as error:
        raise Bad(f"{error.key}: {error}" if error.key else str(error)) from None


def _text(raw: bytes) -> str:
    if not raw.strip():
        raise Bad("is empty")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Bad(f"line {line}: is not UTF-8 (byte 0x{raw[error.start]:02x}); save the file as UTF-8") from None
    if text.startswith("\ufeff"):
        raise Bad("line 1: starts with a byte order mark; save the file as UTF-8 without it")
    return text


def _depth_over(value: object, limit: int) -> bool:
    """Level by level, since a deep value must not meet Python's own limit."""
    level = [value]
    for _ in range(limit):
        level = [item for part in level for item in _inside(part) if isinstance(item, dict | list)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    return [*value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


# -- the three formats


def _toml(text: str) -> object:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Bad(_TOO_DEEP) from None
    except ValueError as error:  # TOMLDecodeError, or a number of more digits than int() takes
        what, at = _toml_place(str(error), text)
        raise Bad(f"{at}is not TOML: {_lower(what)}") from None


def _toml_place(message: str, text: str) -> tuple[str, str]:
    """tomllib ends its messages with "(at line N, column M)" or "(at end of document)"."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if found is None:
        return "a number has more digits than can be read", ""
    line, column = (found[1], found[2]) if found[1] else (text.count("\n") + 1, len(text) - text.rfind("\n"))
    return message[: found.start()], f"line {line}, column {column}: "


def _json(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError:
        raise Bad(_TOO_DEEP) from None
    except json.JSONDecodeError as error:
        raise Bad(f"line {error.lineno}, column {error.colno}: is not JSON: {_lower(error.msg).removesuffix(' at')}") from None
    except Bad:
        raise
    except ValueError:
        raise Bad("is not JSON: a number has more digits than can be read") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        raise Bad(*(f"{json.dumps(key, ensure_ascii=False)}: the key is there twice in one table" for key in table if keys.count(key) > 1))
    return table


def _no_constant(name: str) -> object:
    raise Bad(f"{name} is not JSON; write a number")


def _yaml(text: str) -> object:
    try:
        from holdfast.engine import yaml_source
    except ImportError:
        raise Bad(_NO_YAML) from None
    try:
        return yaml_source.load(text, DEPTH_MAX)
    except yaml_source.Refused as refused:
        raise Bad(str(refused)) from None


_PARSERS: dict[str, Callable[[str], object]] = {"toml": _toml, "json": _json, "yaml": _yaml}
