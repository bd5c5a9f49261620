"""The keys of this place, from the registry; a key that cannot act now is dim. As many as fit, help and quit always."""

from __future__ import annotations

from holdfast_console.actions import ACTIONS, Action, in_footer, why_not
from holdfast_console.place import Place
from holdfast_console.reasons import takes_back
from holdfast_console.text import Line, spread, width

_ALWAYS = ("quit", "help")


def footer(place: Place, cells: int, actions: tuple[Action, ...] = ACTIONS) -> Line:
    offered = [action for action in in_footer(place, actions) if action.keys]
    end = tuple(span for action in offered if action.id in _ALWAYS for span in _words(action, place))
    spans: list[tuple[str, str]] = []
    for action in offered:
        words = _words(action, place)
        if action.id not in _ALWAYS and width(tuple(spans)) + width(words) + width(end) <= cells:
            spans += words
    return spread(tuple(spans), end, cells)


def _words(action: Action, place: Place) -> Line:
    label = _label(action, place)
    if why_not(action, place):
        return ((f" {place.keys[action.id]} {label} ", "dim"),)
    return ((f" {place.keys[action.id]}", "accent"), (f" {label} ", "text"))


def _label(action: Action, place: Place) -> str:
    if action.id == "cordon" and place.worker and place.worker.cordoned:
        return "uncordon"
    if action.id == "pause" and place.paused:
        return "go on"
    if action.id == "reject" and place.open and takes_back(place.open):
        return "take back"
    return f"{action.label} {len(place.marked)}" if place.marked and action.takes == "workers" else action.label
