"""Lines and messages: what may stand on the wire, and nothing else.

A message is one JSON object on one line. Python's json forgives a lot (duplicate keys, NaN, NUL, lone surrogates, nesting that
ends in RecursionError); whoever forgives reads something else than the other side wrote. So everything doubtful is a bad line.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

MAX_LINE = 64 * 1024  # bytes, the newline not counted
MAX_DEPTH = 16  # the outermost object is depth 1
MAX_INT = 2**63 - 1

# Made once: json.loads and json.dumps make theirs anew at each call when they are given anything but the defaults, and a worker
# that sleeps between two messages does everything with cold caches.
_encoder = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class BadLine(ValueError):
    """A line that is no message. `code` is the protocol's error word, `id` the message's own number where it could be read,
    `fatal` says that the connection has to end."""

    def __init__(self, code: str, reason: str, id: int = 0, fatal: bool = False) -> None:
        super().__init__(reason)
        self.code = code
        self.id = id
        self.fatal = fatal


class Lines:
    """Cuts a byte stream into lines and never holds more than one line of it."""

    def __init__(self) -> None:
        self._rest = b""
        self._skipping = False  # inside a line that was too long already

    @property
    def partial(self) -> bool:
        """Has a line begun that has not ended?"""
        return bool(self._rest) or self._skipping

    def feed(self, data: bytes) -> list[bytes | None]:
        """The lines that `data` completes, without their newline; None stands for one that was too long."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        lines: list[bytes | None] = []
        for line in whole:
            lines.append(None if self._skipping or len(line) > MAX_LINE else line)
            self._skipping = False
        if len(self._rest) > MAX_LINE:
            self._rest, self._skipping = b"", True
        return lines


def encode(message: dict[str, Any]) -> bytes:
    """One message as a line. Keys keep their order, so that a conversation can be compared as bytes."""
    return _encoder.encode(message).encode() + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """The message of a line, strictly. Raises BadLine."""
    if line.count(b"{") + line.count(b"[") > MAX_DEPTH and depth(line) > MAX_DEPTH:
        raise BadLine("E_PROTO", f"nested deeper than {MAX_DEPTH}")
    try:
        message = strict_json(line)
    except ValueError as error:
        raise BadLine("E_PROTO", f"not strict JSON: {error}") from None
    if not isinstance(message, dict):
        raise BadLine("E_PROTO", "not a JSON object")
    return message


def depth(text: bytes) -> int:
    """How deep the brackets of a JSON text nest, those within strings left out."""
    deepest = level = 0
    for bracket in _BRACKET.findall(_STRING.sub(b"", text)):
        level += 1 if bracket in b"[{" else -1
        deepest = max(deepest, level)
    return deepest


def strict_json(text: bytes) -> Any:
    """json.loads without its leniency. Raises ValueError (also for what nests too deep for Python)."""
    try:
        value = _decoder.decode(text.decode("utf-8"))
    except RecursionError:
        raise ValueError("nested too deep") from None
    if b"\\u" in text:  # only an escape can bring in what raw UTF-8 cannot
        _well_formed(value)
    return value


def brief(text: str, limit: int) -> str:
    """At most `limit` characters that can stand in a line and on a screen."""
    clean = "".join(char if char.isprintable() else " " for char in text[: 2 * limit]).strip()
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits[:20]} is out of range")
    return number


_decoder = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)


def _well_formed(value: Any) -> None:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += [*part.keys(), *part.values()]
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, str):
            if "\0" in part:
                raise ValueError("NUL in a string")
            if _SURROGATE.search(part):
                raise ValueError("lone surrogate in a string")
