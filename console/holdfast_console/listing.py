"""Which workers a list shows, and in which order. Pure: a filter's text or a column's name in, a test or an order out.

A filter is what grammar.py says: here `phase:held,drifted`, `proof:!=` by the sign of the proof (or its word: drift, silent ...), `cpu:>5`
and `rss:>100M` by a figure, `~plcy` letters of the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from holdfast.core.view import WorkerView
from holdfast_console import grammar
from holdfast_console.grammar import Grammar, Test

Filter: TypeAlias = grammar.Filter[WorkerView]

SIGNS = {
    "≡": "proven", "=": "proven", "~": "acked", "≠": "drift", "!=": "drift", "!": "drift", "?": "silent", "✗": "dead", "x": "dead",
    "◦": "cordoned", "o": "cordoned",
}  # fmt: skip
MARKS = ("proven", "acked", "drift", "silent", "dead", "cordoned")


def _proof(value: str) -> Test[WorkerView] | str:
    wanted = {SIGNS.get(one, one.lower()) for one in value.split(",") if one}
    unknown = [one for one in wanted if not any(mark.startswith(one) for mark in MARKS)]
    if unknown:
        return f"there is no proof {unknown[0]}; there are = ~ != ? x o, or {', '.join(MARKS)}"
    return lambda w: any(w.mark.startswith(one) for one in wanted)


GRAMMAR: Grammar[WorkerView] = Grammar(
    hay=lambda w: f"{w.name} {w.group} {w.phase} {w.life} {w.mark} {w.pid} {w.proved_version} {w.proved_sha256[:12]}",
    name=lambda w: w.name,
    texts={
        "name": lambda w: w.name, "group": lambda w: w.group, "phase": lambda w: w.phase, "life": lambda w: w.life,
        "runs": lambda w: w.proved_version, "proves": lambda w: w.proved_sha256, "why": lambda w: f"{w.why} {w.reason}",
    },
    own={"proof": _proof, "mark": _proof},
    figures={
        "pid": lambda w: w.pid, "grade": lambda w: w.grade, "cpu": lambda w: w.cpu, "rss": lambda w: w.rss, "fds": lambda w: w.fds,
        "watches": lambda w: w.watches, "restarts": lambda w: w.restarts,
    },
)  # fmt: skip
FIELDS = tuple(name for name in GRAMMAR.fields if name != "mark")  # the same as proof


def parse(text: str) -> Filter:
    """Which workers are shown."""
    return GRAMMAR.parse(text)


# -- the order

_TROUBLE = {"drift": 0, "dead": 1, "silent": 2, "acked": 3, "proven": 4, "cordoned": 5}
_DIGITS = re.compile(r"(\d+)")


def natural(name: str) -> list[Any]:
    """api-2 before api-10."""
    return [int(part) if part.isdigit() else part for part in _DIGITS.split(name)]


# column -> (what is compared, the first is the ...)
SORTS: dict[str, tuple[Callable[[WorkerView], Any], str]] = {
    "trouble": (lambda w: _TROUBLE.get(w.mark, 1), "troubled first"),
    "name": (lambda w: natural(w.name), "by name"),
    "pid": (lambda w: w.pid, "by pid"),
    "phase": (lambda w: w.phase, "by phase"),
    "runs": (lambda w: w.proved_version, "oldest version first"),
    "proof": (lambda w: w.proved_at, "oldest proof first"),
    "cpu": (lambda w: -w.cpu, "most cpu first"),
    "rss": (lambda w: -w.rss, "most memory first"),
    "watches": (lambda w: -w.watches, "most watches first"),
    "restarts": (lambda w: -w.restarts, "most restarts first"),
}
USUAL = "trouble"


def order(workers: Sequence[WorkerView], sort: str = USUAL, reverse: bool = False) -> list[str]:
    """Names, in that order; equal ones as the View has them."""
    compare = SORTS.get(sort, SORTS[USUAL])[0]
    return [w.name for w in sorted(workers, key=compare, reverse=reverse)]


def told(sort: str, reverse: bool) -> str:
    """The order in words."""
    words = SORTS.get(sort, SORTS[USUAL])[1]
    return f"{words}, reversed" if reverse else words


def held(names: Iterable[str], before: Sequence[str]) -> list[str]:
    """The same names, those that were shown in the places they had; newcomers come last."""
    found = list(names)
    living, shown = set(found), set(before)
    return [*(n for n in before if n in living), *(n for n in found if n not in shown)]


def next_match(matches: Sequence[bool], here: int, step: int) -> int:
    """Of a list's lines: the next one after place `here` (step 1), or before it (step -1), that matches; round the end; -1 = none does."""
    count = len(matches)
    return next((place for n in range(1, count + 1) if matches[place := (here + step * n) % count]), -1)


# -- marks


class Marks:
    """Workers that acts are about, by name. A range runs from where it was begun to the cursor until it is closed."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.anchor = ""

    def __bool__(self) -> bool:
        return bool(self.names or self.anchor)

    def shown(self, names: Sequence[str], cursor: int) -> set[str]:
        """Those marked among what is shown, with the range that is still open."""
        return (self.names | set(self._range(names, cursor))) & set(names)

    def toggle(self, name: str) -> None:
        self.names ^= {name}

    def range(self, names: Sequence[str], cursor: int) -> None:
        """v: begin at the cursor, or close here."""
        if self.anchor:
            self.names |= set(self._range(names, cursor))
            self.anchor = ""
        else:
            self.anchor = names[cursor]

    def all(self, names: Sequence[str]) -> None:
        """Everything that is shown; if that is marked already, nothing."""
        self.names = set() if self.names >= set(names) else self.names | set(names)

    def clear(self) -> bool:
        """True: there was something to clear."""
        had = bool(self)
        self.names, self.anchor = set(), ""
        return had

    def _range(self, names: Sequence[str], cursor: int) -> Sequence[str]:
        if self.anchor not in names:
            return ()
        first, last = sorted((names.index(self.anchor), cursor))
        return names[first : last + 1]
