"""What a verb prints: plain text or JSON, safe for a terminal, coloured only where somebody looks at it.

Texts come from workers and files, so they are hostile: control characters are shown, never sent (`clean`, of safe.py). JSON keeps the
values as they are, with the same characters escaped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TypeVar, cast

import msgspec

from holdfast.core.safe import in_json, shown

DONE, FAILED, USAGE, NOT_RUNNING, NOT_CONVERGED, TIMED_OUT = 0, 1, 2, 3, 4, 124
INTERRUPTED, PIPE_CLOSED = 130, 141

_SGR = {"good": "32", "warn": "33", "bad": "31", "quiet": "2", "strong": "1", "+": "32", "-": "31", "@": "36"}


clean = shown
T = TypeVar("T")


class Stop(Exception):
    """A verb's end before its time: a sentence, perhaps with a line for each problem, and the exit code."""

    def __init__(self, text: str, code: int = FAILED) -> None:
        super().__init__(text)
        self.code = code


def tamed(value: T) -> T:
    """The same value with every text in it safe for a terminal. Whatever came from a daemon goes through here before a table is made."""
    return cast("T", _tamed(value))


def _tamed(value: object) -> object:
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, tuple | list):
        return type(value)(_tamed(one) for one in value)
    if isinstance(value, dict):
        return {_tamed(key): _tamed(one) for key, one in value.items()}
    if isinstance(value, msgspec.Struct):
        return type(value)(*(_tamed(getattr(value, name)) for name in value.__struct_fields__))
    return value


def colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


def paint(text: str, style: str, on: bool) -> str:
    return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if on and style in _SGR else text


def say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
    sys.stdout.flush()


def say_json(value: object, pretty: bool = True) -> None:
    raw = msgspec.json.encode(value)
    print(in_json((msgspec.json.format(raw, indent=2) if pretty else raw).decode()), flush=True)


def complain(text: str) -> None:
    print("\n".join(clean(line) for line in text.splitlines()), file=sys.stderr, flush=True)
