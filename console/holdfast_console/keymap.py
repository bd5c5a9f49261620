"""Other keys for actions, from the preferences: `[keymap]`, an action's id and its key or keys.

What cannot be is named and stays as it was: an action that does not exist, a key that belongs to the terminal, a key that means
something else on the same screen. An action that is left without a key is reached by its name; ctrl+c always leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from holdfast_console import keys
from holdfast_console.actions import Action

WAY_OUT = ("quit", "ctrl+c")
SAYS_NAMES = "command"


def remap(actions: Sequence[Action], wanted: Mapping[str, tuple[str, ...]]) -> tuple[tuple[Action, ...], list[str]]:
    """The actions with the operator's keys, and a sentence for each wish that cannot be."""
    known = {action.id: action for action in actions}
    chosen: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    for name, names in wanted.items():
        why = _refusal(name, names, known)
        if why:
            problems.append(f"keymap: {why}; {_stays(known.get(name))}")
        else:
            chosen[name] = (*names, WAY_OUT[1]) if name == WAY_OUT[0] and WAY_OUT[1] not in names else names
    while clash := _clash(_apply(actions, chosen), chosen):
        mine, other, key = clash
        del chosen[mine.id]
        problems.append(f"keymap: {mine.id} = {key!r}: {key} is {other.id} on the same screen; {_stays(known[mine.id])}")
    return _apply(actions, chosen), problems


def _refusal(name: str, names: Sequence[str], known: Mapping[str, Action]) -> str:
    if name not in known:
        return f"there is no action {name}, see docs/keys.md"
    if name == SAYS_NAMES and not names:
        return f"{name} needs a key: what has none is reached by its name there"
    return next((why for key in names if (why := keys.refusal(key))), "")


def _stays(action: Action | None) -> str:
    if action is None:
        return "it is left out"
    return f"{action.id} stays on {' '.join(action.keys) or 'no key'}"


def _apply(actions: Iterable[Action], chosen: Mapping[str, tuple[str, ...]]) -> tuple[Action, ...]:
    return tuple(replace(action, keys=chosen.get(action.id, action.keys)) for action in actions)


def _clash(actions: Sequence[Action], chosen: Mapping[str, tuple[str, ...]]) -> tuple[Action, Action, str] | None:
    """One remapped action that has a key with another one in common where both are."""
    for mine in actions:
        for other in actions if mine.id in chosen else ():
            both = set(mine.keys) & set(other.keys)
            if mine.id != other.id and both and _meet(mine, other):
                return mine, other, min(both)
    return None


def _meet(one: Action, other: Action) -> bool:
    return not one.where or not other.where or bool(set(one.where) & set(other.where))
