"""A worker's stream, bounded: bytes become lines, and there is an end to how many and how bad they may be.

What a line means is core/wire.py's matter; a line that is too long leaves here as the `Bad` that it would be there.
"""

from __future__ import annotations

from collections import deque

from holdfast.core.wire import LINE, Bad, too_long

MESSAGES_PER_SECOND = 200
BAD_LINES = 3  # this many bad lines ...
BAD_WINDOW = 60.0  # ... within so many seconds end the connection


class Framer:
    """Cuts a stream into lines. Holds at most one line; an over-long one is reported once and skipped to its newline."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._skipping = False

    def feed(self, chunk: bytes) -> list[bytes | Bad]:
        """The lines that `chunk` completes, in order, without their newlines."""
        out: list[bytes | Bad] = []
        first, *others = chunk.split(b"\n")
        self._add(first, out)
        if others:
            self._end(out)
            *whole, last = others
            out.extend(line if len(line) <= LINE else too_long() for line in whole)
            self._add(last, out)
        return out

    def _add(self, part: bytes, out: list[bytes | Bad]) -> None:
        if self._skipping:
            return
        self._rest += part
        if len(self._rest) > LINE:
            self._skipping = True
            self._rest.clear()
            out.append(too_long())

    def _end(self, out: list[bytes | Bad]) -> None:
        if not self._skipping:
            out.append(bytes(self._rest))
        self._rest.clear()
        self._skipping = False


class Rate:
    """How much one worker may say. `now` is monotonic seconds; each method is False when the connection must end."""

    def __init__(self) -> None:
        self._left = float(MESSAGES_PER_SECOND)
        self._at = 0.0
        self._bad: deque[float] = deque(maxlen=BAD_LINES)

    def message(self, now: float) -> bool:
        """One line came: at most 200 a second, with a burst of as many."""
        self._left = min(MESSAGES_PER_SECOND, self._left + (now - self._at) * MESSAGES_PER_SECOND)
        self._at = now
        self._left -= 1
        return self._left >= 0

    def bad(self, now: float) -> bool:
        """One bad line came."""
        self._bad.append(now)
        return len(self._bad) < BAD_LINES or now - self._bad[0] > BAD_WINDOW
