"""State machines as tables keyed by names: every cell is a move, a stay, or illegal.

A machine names its moves and, per state, the events that may come late or twice and change nothing. Everything else is
Illegal: an error that changes nothing. `cells()` gives the whole machine for tests and drawings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Generic, TypeVar

S = TypeVar("S", bound=Enum)
E = TypeVar("E", bound=Enum)


class Illegal(Exception):
    """That event cannot happen in that state; nothing was changed."""


class Machine(Generic[S, E]):
    """moves: {state: {event: next}}; stays: {state: events that change nothing there}."""

    def __init__(self, name: str, moves: Mapping[S, Mapping[E, S]], stays: Mapping[S, frozenset[E]]) -> None:
        self.name, self.moves, self.stays = name, moves, stays
        both = [(s, e) for s, row in moves.items() for e in row if e in stays.get(s, ())]
        if both:
            raise ValueError(f"{name}: both a move and a stay: {both}")

    def next(self, state: S, event: E) -> S:
        """The state after `event`. Raises Illegal."""
        moved = self.moves[state].get(event)
        if moved is not None:
            return moved
        if event in self.stays[state]:
            return state
        raise Illegal(f"{self.name}: {event.name} in {state.name}")

    def cells(self, states: type[S], events: type[E]) -> Iterator[tuple[S, E, S | None]]:
        """Every (state, event, next); next None = illegal."""
        for state in states:
            for event in events:
                stays = state if event in self.stays[state] else None
                yield state, event, self.moves[state].get(event, stays)
