"""A change that was tried before, in words: `was 1500 in #6, rolled back after 4m by ana: p99 up`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from holdfast.core.safe import clean
from holdfast.core.words import Change, Past

Age = Callable[[float], str]  # seconds in words


def end(past: Past, age: Age) -> str:
    """in #6, rolled back after 4m by ana: p99 up"""
    ran = f" after {age(past.ran)}" if past.ran else ""
    note = clean(past.note)
    why = "" if not note else f" {note}" if note.startswith("by ") else f": {note}"
    return f"in #{past.seq}, {clean(past.outcome)}{ran}{why}"


def sentences(changes: Iterable[Change], age: Age) -> list[str]:
    """One for each version that is reminded of, newest first: all the keys that had the same in it."""
    found: dict[Past, list[Change]] = {}
    for change in changes:
        if change.past is not None:
            found.setdefault(change.past, []).append(change)
    return [_sentence(end(past, age), found[past]) for past in sorted(found, key=lambda past: -past.seq)]


def _sentence(end: str, changes: list[Change]) -> str:
    if len(changes) == 1:
        (change,) = changes
        return f"{clean(change.key)} was {'not there' if change.new is None else clean(change.new)} {end}"
    names = ", ".join(clean(change.key) for change in changes)
    return f"{names} were so {end}"
