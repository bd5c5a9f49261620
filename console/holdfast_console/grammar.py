"""What can be typed after `/`, the same on every screen: words that must all hold, over things of one kind.

`text` anywhere in the line, `!text` not, `~lttrs` letters of the name in that order, `field:value` with several values between commas,
`field:>5` by a figure with a unit. Pure: a text and what a thing has in, a test out. Words that mean nothing (yet) hide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
Test = Callable[[T], bool]
_UNITS = {"": 1.0, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


@dataclass(frozen=True)
class Filter(Generic[T]):
    """text as it was typed; keeps(thing): is it shown?; problem: what in the text means nothing."""

    text: str
    tests: tuple[Test[T], ...] = ()
    problem: str = ""

    def keeps(self, thing: T) -> bool:
        return all(test(thing) for test in self.tests)


@dataclass(frozen=True)
class Grammar(Generic[T]):
    """hay: what can be seen of it in its line; name: what ~ looks at; texts, figures: its fields; own: fields with words of their own."""

    hay: Callable[[T], str]
    name: Callable[[T], str]
    texts: Mapping[str, Callable[[T], str]]
    figures: Mapping[str, Callable[[T], float]] = field(default_factory=dict)
    own: Mapping[str, Callable[[str], Test[T] | str]] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.texts, *self.own, *self.figures)

    def parse(self, text: str) -> Filter[T]:
        """The first word that means nothing is named."""
        made = [self._word(word) for word in text.split()]
        problems = [one for one in made if isinstance(one, str)]
        return Filter(text, tuple(one for one in made if one and not isinstance(one, str)), problems[0] if problems else "")

    def _word(self, word: str) -> Test[T] | str | None:
        if word.startswith("!") and len(word) > 1:
            inner = self._word(word[1:])
            return inner if inner is None or isinstance(inner, str) else lambda thing: not inner(thing)
        if word in ("!", "~"):
            return None
        if word.startswith("~"):
            letters = re.compile(".*?".join(re.escape(letter) for letter in word[1:]), re.IGNORECASE)
            return lambda thing: letters.search(self.name(thing)) is not None
        name, colon, value = word.partition(":")
        if not colon:
            plain = word.lower()
            return lambda thing: plain in self.hay(thing).lower()
        return self._field(name.lower(), value) if value else None

    def _field(self, name: str, value: str) -> Test[T] | str | None:
        if name in self.own:
            return self.own[name](value)
        if name in self.texts:
            read, parts = self.texts[name], [part for part in value.lower().split(",") if part]
            return lambda thing: any(part in read(thing).lower() for part in parts)
        if name in self.figures:
            return _figure(name, self.figures[name], value)
        return f"there is no field {name}; there are {', '.join(self.fields)}"


def _figure(name: str, read: Callable[[T], float], value: str) -> Test[T] | str | None:
    found = re.fullmatch(r"(>=|<=|>|<|=|)(\d*\.?\d*)([kKmMgG]?)", value)
    if found is None:
        return f"{name} is a figure: {name}:>5, {name}:<100M, {name}:3"
    if not found[2].strip("."):
        return None  # not typed yet
    limit = float(found[2]) * _UNITS[found[3].lower()]
    compare: dict[str, Test[T]] = {
        ">": lambda thing: read(thing) > limit, "<": lambda thing: read(thing) < limit, ">=": lambda thing: read(thing) >= limit,
        "<=": lambda thing: read(thing) <= limit, "=": lambda thing: read(thing) == limit, "": lambda thing: read(thing) == limit,
    }  # fmt: skip
    return compare[found[1]]
