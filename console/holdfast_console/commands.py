"""The command line: `:` and the name of an action, and for some of them what it is about. Pure: text and place in, meaning or words out.

`:reload policy-1 liar`, `:rollback 5`, `:sort cpu`, `:theme light`, `:filter !phase:active`. An unknown name says which is the nearest.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from holdfast_console import listing, rows
from holdfast_console.actions import Action
from holdfast_console.place import TITLES, Place

_HIDDEN = ("move", "select")  # groups that are only keys, as long as they have one
_ONLY_KEYS = ("command", "palette")  # where names are said


@dataclass(frozen=True)
class Meant:
    """An action, where it is meant, and what was written behind its name."""

    action: Action
    place: Place
    words: tuple[str, ...]


def named(actions: Sequence[Action]) -> list[Action]:
    """What has a name on the command line."""
    return [a for a in actions if (a.group not in _HIDDEN or not a.keys) and a.id not in _ONLY_KEYS]


def read(text: str, place: Place, actions: Sequence[Action], themes: Sequence[str]) -> Meant | str:
    """What a line means, or why it means nothing."""
    name, *words = text.split()
    action = next((a for a in named(actions) if a.id == name), None)
    if action is None:
        return _unknown(name, actions)
    if words and not action.takes:
        return f"{name}: nothing can follow it"
    if action.takes == "text":
        words = [text.partition(name)[2].strip()]
    elif not action.takes.endswith("s") and action.takes and len(words) > 1:
        return f"{name}: one {action.takes} is enough"
    choices = _choices(action.takes, place, themes)
    for word in words if choices else ():
        if word not in choices:
            return f"{name}: there is no {action.takes.rstrip('s')} {word}{_nearest(word, choices)}"
    if words and action.takes in ("worker", "workers") and place.view:
        found = next(w for w in place.view.workers if w.name == words[0])
        place = replace(place, worker=found, marked=tuple(words) if action.takes == "workers" else ())
    elif words and action.takes == "version" and place.view:
        place = replace(place, version=next((v for v in place.view.versions if str(v.seq) == words[0]), None))
    elif not action.here(place.screen):
        return f"{name}: only on {' or '.join(TITLES.get(screen, screen) for screen in action.where)}"
    return Meant(action, place, tuple(words))


def complete(text: str, place: Place, actions: Sequence[Action], themes: Sequence[str]) -> list[str]:
    """Whole lines that this one can become, those that begin as it does first."""
    name, space, rest = text.lstrip().partition(" ")
    rest = rest.lstrip()
    if not space:
        return _matching(name, [a.id for a in named(actions)])
    action = next((a for a in named(actions) if a.id == name), None)
    if action is None:
        return []
    head, _, last = rest.rpartition(" ") if action.takes.endswith("s") else ("", "", rest)
    taken = set(head.split())
    start = f"{name} {head} " if head else f"{name} "
    return [start + word for word in _matching(last, [c for c in _choices(action.takes, place, themes) if c not in taken])]


def _matching(text: str, words: Sequence[str]) -> list[str]:
    begins = [word for word in words if word.startswith(text)]
    return begins + [word for word in words if text in word and word not in begins]


def _choices(takes: str, place: Place, themes: Sequence[str]) -> list[str]:
    """What may stand there; [] = anything."""
    view = place.view
    sources: dict[str, Callable[[], list[str]]] = {
        "worker": lambda: [w.name for w in view.workers] if view else [],
        "source": lambda: [row.name for row in view.sources] if view else [],
        "version": lambda: [str(v.seq) for v in view.versions] if view else [],
        "column": lambda: list(listing.SORTS),
        "columns": lambda: list(rows.COLUMNS),
        "theme": lambda: list(themes),
    }
    kind = "worker" if takes == "workers" else takes
    return sources[kind]() if kind in sources else []


def _unknown(name: str, actions: Sequence[Action]) -> str:
    return f"there is no command {name}{_nearest(name, [a.id for a in named(actions)])}"


def _nearest(word: str, words: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, words, 1, 0.5) or [w for w in words if w.startswith(word)][:1]
    return f"; the nearest is {near[0]}" if near else ""
