"""A storm of file events becomes one settled change: when to read the source next.

A rename or a closed write is settled and is read at once; anything else (a file still being written) waits until it is quiet
for 100 ms, two seconds at most, so that a steady writer cannot starve everybody. Two readings start at least 125 ms apart.
"""

from __future__ import annotations

from dataclasses import dataclass

QUIET = 0.1  # a burst of writes to one file by editors and cp comes within a few milliseconds
PATIENCE = 2.0  # an operator looks for the plan within about two seconds
APART = 0.125  # at most eight plans a second


@dataclass(slots=True)
class Coalescer:
    """Times are monotonic seconds. `due` is when to read, None while nothing has happened."""

    due: float | None = None
    _first: float | None = None
    _started: float = float("-inf")

    def touched(self, settled: bool, now: float) -> float:
        """Notes one event; returns when the source is to be read."""
        if self._first is None:
            self._first = now
        wanted = now if settled else min(now + QUIET, self._first + PATIENCE)
        if settled and self.due is not None:
            wanted = min(wanted, self.due)
        self.due = max(wanted, self._started + APART)
        return self.due

    def started(self, now: float) -> None:
        """A reading starts: what comes from now on is a new storm."""
        self.due = self._first = None
        self._started = now
