"""What one connection brings in: messages, within the limits that both sides hold each other to.

A descriptor arrives with the first byte of its line, but the kernel may hand it over together with earlier lines. So it waits
here until a prepare takes it; one that no prepare takes is closed and counts as a bad line.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, Union

from .codec import BadLine, Lines, decode
from .content import Descriptor
from .shapes import check

RATE = 200  # messages a second
BAD_LINES, BAD_WINDOW = 3, 60.0  # so many within so many seconds end the connection

Item = Union["tuple[str, dict[str, Any]]", BadLine]


class Intake:
    """Bytes and descriptors of one connection in, (op, message) or BadLine out."""

    def __init__(self) -> None:
        self._lines = Lines()
        self._fds: list[Descriptor] = []
        self._seen: deque[float] = deque(maxlen=RATE)
        self._bad: deque[float] = deque(maxlen=BAD_LINES)

    def receive(self, data: bytes, fds: list[Descriptor], now: float) -> Iterator[Item]:
        """What one read brought, message by message; the caller may take the descriptor in between."""
        self._fds += fds
        for line in self._lines.feed(data):
            try:
                yield self._message(line, now)
            except BadLine as bad:
                yield self.bad(bad, now)
        if len(self._fds) > 1 or (self._fds and not self._lines.partial):
            self._fds = []
            yield self.bad(BadLine("E_FD", "a descriptor that belongs to no prepare"), now)

    def take_fd(self) -> Descriptor | None:
        """The descriptor that came with this prepare, if one did."""
        return self._fds.pop(0) if self._fds else None

    def bad(self, bad: BadLine, now: float) -> BadLine:
        """Count a bad line; the third in a minute is fatal."""
        self._bad.append(now)
        if len(self._bad) == BAD_LINES and now - self._bad[0] < BAD_WINDOW:
            bad.fatal = True
        return bad

    def _message(self, line: bytes | None, now: float) -> tuple[str, dict[str, Any]]:
        if len(self._seen) == RATE and now - self._seen[0] < 1.0:
            raise BadLine("E_PROTO", f"more than {RATE} messages a second", fatal=True)
        self._seen.append(now)
        if line is None:
            raise BadLine("E_TOOBIG", "a line of more than 64 KiB")
        message = decode(line)
        return check(message), message
