"""A TOML file with some of its top-level keys changed, and everything else as its owner wrote it, comments too.

Lines are found by their looks, which is not how TOML is read; so whoever writes the result reads it first, and takes another way where it
does not say what it should (prefs.py). What a value looks like tomli-w alone knows.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import tomli_w


def changed(text: str, changes: Mapping[str, Any]) -> str:
    """changes: key -> value; None takes the key out."""
    for key, value in changes.items():
        text = _put(text.splitlines(keepends=True), key, "" if value is None else tomli_w.dumps({key: value}))
    return text


def _put(lines: list[str], key: str, made: str) -> str:
    """made: the key's own lines from now on, '' = none."""
    head = next((n for n, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))  # where tables begin
    first = next((n for n in range(head) if re.match(rf"\s*{re.escape(key)}\s*=", lines[n])), head)
    if first == head:
        return _added(lines, head, made)
    last = next((n for n in range(first + 1, head + 1) if _read("".join(lines[first:n])) is not None), first + 1)
    kept = _comment("".join(lines[first:last]))
    return "".join([*lines[:first], made.rstrip("\n") + kept if made else "", *lines[last:]])


def _added(lines: list[str], head: int, made: str) -> str:
    """Below the last of the top-level keys, above what is said of the first table."""
    place = head
    while place and lines[place - 1].strip()[:1] in ("", "#"):
        place -= 1
    place = place or head
    before = "".join(lines[:place])
    return before + ("\n" if before and not before.endswith("\n") else "") + made + "".join(lines[place:])


def _comment(chunk: str) -> str:
    """What stands behind the value, up to the end of its line."""
    value = _read(chunk)
    ends = [n for n, sign in enumerate(chunk) if sign == "#" and _read(chunk[:n]) == value]
    return f"  {chunk[ends[0] :].rstrip()}\n" if ends else "\n"


def _read(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
