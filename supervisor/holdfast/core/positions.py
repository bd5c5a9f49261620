"""Where in a text each key and each value stands.

The parsers of the standard library say what a text means, not where. This walks TOML or JSON that has already been parsed, notes the
offset of every key and the extent of every value, and is then held against the parsed value: if the two do not name the same scalars
`locate` gives None. Better no line number than a wrong one, and better to mask too much than to trust a misreading.

A path is a tuple of keys and list indices: ("worker", 0, "check", 1, "tcp").
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

Path = tuple[str | int, ...]

_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}|\'\'\'(?:[^\']|\'{1,2}(?!\'))*\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL
)
_BARE = re.compile(r"[^,\]}\n#]+")
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"[ \t]*")
_GAP = re.compile(r"[ \t\r\n]*")
_COMMENT = re.compile(r"#[^\n]*")


class Span(NamedTuple):
    """text[start:end] is the value at `path`."""

    path: Path
    start: int
    end: int


class Places(NamedTuple):
    """keys: path -> offset of the key (or table header, or list item). comments: extents, TOML only."""

    text: str
    keys: dict[Path, int]
    values: list[Span]
    comments: list[tuple[int, int]]

    def line(self, path: Path) -> int:
        """Line, counted from 1, of the key or of the nearest table around it; 0: unknown."""
        while path:
            if path in self.keys:
                return self.text.count("\n", 0, self.keys[path]) + 1
            path = path[:-1]
        return 0


def locate(text: str, value: object) -> Places | None:
    """The places of `text`, whose meaning is `value`; None if it is neither TOML nor JSON, or if the walk cannot be trusted."""
    if not isinstance(value, dict | list):
        return None
    want = {path for path, item in leaves(value) if not isinstance(item, dict | list)}
    for walk in (_json, _toml):
        walker = _Walker(text)
        try:
            walk(walker)
        except (_Lost, RecursionError):
            continue
        if walker.scalars == want:
            return Places(text, walker.keys, walker.values, walker.comments)
    return None


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every scalar and every empty table or list in `value`, in document order."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list | tuple) and value:
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path, value


class _Lost(Exception):
    """The text is not what the walker understands."""


class _Walker:
    """A cursor over the text, and what it has seen."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.separator = "="
        self.keys: dict[Path, int] = {}
        self.values: list[Span] = []
        self.scalars: set[Path] = set()
        self.comments: list[tuple[int, int]] = []

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _Lost
        self.at = match.end()
        return match.group()

    def next_is(self, literal: str) -> bool:
        return self.text.startswith(literal, self.at)

    def expect(self, literal: str) -> None:
        if not self.next_is(literal):
            raise _Lost
        self.at += len(literal)

    def skip(self) -> None:
        """Past blanks, line ends and comments."""
        self.take(_GAP)
        while self.separator == "=" and self.next_is("#"):
            start = self.at
            self.take(_COMMENT)
            self.comments.append((start, self.at))
            self.take(_GAP)

    def key(self) -> Path:
        """A TOML key with its dots, or a JSON string."""
        if self.separator == ":":
            return (json.loads(self.take(_STRING), strict=False),)
        parts: list[str | int] = []
        while True:
            self.take(_BLANK)
            quoted = self.text[self.at : self.at + 1] in ('"', "'")
            part = self.take(_STRING if quoted else _NAME)
            parts.append(next(iter(tomllib.loads(part + "=0"))) if quoted else part)
            self.take(_BLANK)
            if not self.next_is("."):
                return tuple(parts)
            self.at += 1

    def pair(self, table: Path) -> None:
        """key = value, or "key": value."""
        start = self.at
        path = (*table, *self.key())
        for depth in range(len(table) + 1, len(path) + 1):
            self.keys.setdefault(path[:depth], start)
        self.take(_GAP)
        self.expect(self.separator)
        self.take(_GAP)
        self.value(path)

    def value(self, path: Path) -> None:
        start = self.at
        if self.next_is("["):
            self.items(path, "]")
        elif self.next_is("{"):
            self.items(path, "}")
        else:
            token = self.take(_STRING if self.text[start : start + 1] in ('"', "'") else _BARE)
            self.at = start + len(token.rstrip())
            self.scalars.add(path)
        self.values.append(Span(path, start, self.at))

    def items(self, path: Path, closing: str) -> None:
        """The inside of a list or of an inline table."""
        self.at += 1
        for index in range(len(self.text)):
            self.skip()
            if not self.next_is(closing):
                if closing == "}":
                    self.pair(path)
                else:
                    self.keys[(*path, index)] = self.at
                    self.value((*path, index))
                self.skip()
            if self.next_is(closing):
                break
            self.expect(",")
        self.expect(closing)


def _json(walker: _Walker) -> None:
    walker.separator = ":"
    walker.skip()
    walker.value(())
    walker.skip()
    if walker.at != len(walker.text):
        raise _Lost


def _toml(walker: _Walker) -> None:
    counts: dict[Path, int] = {}  # array of tables -> how many so far
    table: Path = ()
    walker.skip()
    while walker.at < len(walker.text):
        if walker.next_is("["):
            table = _header(walker, counts)
        else:
            walker.pair(table)
        walker.skip()


def _header(walker: _Walker, counts: dict[Path, int]) -> Path:
    """[a.b] or [[a.b]]: the table that the next pairs belong to."""
    start = walker.at
    many = walker.next_is("[[")
    walker.expect("[[" if many else "[")
    *parents, last = walker.key()
    walker.expect("]]" if many else "]")
    path: Path = ()
    for part in parents:
        path = (*path, part)
        walker.keys.setdefault(path, start)
        if path in counts:
            path = (*path, counts[path] - 1)
    path = (*path, last)
    if many:
        walker.keys.setdefault(path, start)
        counts[path] = counts.get(path, 0) + 1
        path = (*path, counts[path] - 1)
    walker.keys.setdefault(path, start)
    return path
