"""What a verb prints: plain text or JSON, safe for a terminal, coloured only where somebody looks at it.

Texts come from workers and files, so they are hostile: control characters are shown, never sent. JSON keeps the values as they
are, with the same characters escaped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import msgspec

DONE, FAILED, USAGE, NOT_RUNNING, NOT_CONVERGED, TIMED_OUT = 0, 1, 2, 3, 4, 124
INTERRUPTED, PIPE_CLOSED = 130, 141

_CONTROL = [*range(0x20), *range(0x7F, 0xA0)]
_BIDI = [0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]  # they make a line read other than it is
_SHOWN = {code: f"\\x{code:02x}" for code in _CONTROL} | {code: f"\\u{code:04x}" for code in _BIDI} | {ord("\t"): "    "}
_ESCAPED = {code: f"\\u{code:04x}" for code in [*range(0x7F, 0xA0), *_BIDI]}
_SGR = {"good": "32", "warn": "33", "bad": "31", "quiet": "2", "strong": "1", "+": "32", "-": "31", "@": "36"}


class Stop(Exception):
    """A verb's end before its time: a sentence, perhaps with a line for each problem, and the exit code."""

    def __init__(self, text: str, code: int = FAILED) -> None:
        super().__init__(text)
        self.code = code


def clean(text: str) -> str:
    return text.translate(_SHOWN)


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
    print((msgspec.json.format(raw, indent=2) if pretty else raw).decode().translate(_ESCAPED), flush=True)


def complain(text: str) -> None:
    print("\n".join(clean(line) for line in text.splitlines()), file=sys.stderr, flush=True)
