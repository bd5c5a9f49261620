"""Is the key of a moment right? Two moments with one key are taken for one state: then the same moves must lead both to the same states.

The walk goes on from the first of them only. Twins looks at some of those that came later, each `every`-th: all that can happen next,
also as a fault, an edit or a deed, and a crash in each move, happens to both, and the keys of what comes of it are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core_walk import Visit, Walk
from core_walk_moves import Cost
from core_walk_state import Key

ANYTHING = Cost(1, 1, 1)


@dataclass
class Twins(Walk):
    every: int = 1
    compared: int = 0
    _later: int = 0
    _firsts: dict[int, tuple[Any, Visit]] = field(default_factory=dict)  # of each state: the moment it was found in, and how

    def _arrive(self, visit: Visit) -> int:
        known = self.states
        state = super()._arrive(visit)
        if state == known:
            self._firsts[state] = (self.out.save(), visit)
            return state
        self._later += 1
        if self._later % self.every == 0:
            self._compare(state, self.out.save(), visit)
        return state

    def _compare(self, state: int, second: Any, visit: Visit) -> None:
        self.compared += 1
        first, found = self._firsts[state]
        assert self._futures(first) == self._futures(second), (
            f"one key, two futures\n{self.path(found)}\n-- and\n{self.path(visit)}"
        )  # fmt: skip

    def _futures(self, saved: Any) -> list[bytes]:
        """Sorted: of two workers with the same settings the key does not say which is which."""
        self.out.load(saved)
        found = []
        for move, _ in list(self.out.moves(ANYTHING)):
            self.out.load(saved)
            self.out.do(move)
            found.append(Key(self.out).digest())
            for crash in list(self.out.crashes()):
                self.out.load(saved)
                self.out.do(move, crash)
                found.append(Key(self.out).digest())
        return sorted(found)
