"""One worker process as the World's outside has it: it follows the worker's side of the protocol by the book, unless it is made a liar.

A commit needs a matching prepare of this connection; the sequence only grows.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from holdfast.core import effects as ef


@dataclass(slots=True)
class Process:
    """One worker process. content and seq: what it really runs; agreed: what this incarnation has found good."""

    name: str
    pid: int
    content: str
    seq: int
    candidate: tuple[int, str] | None = None
    agreed: set[str] = field(default_factory=set)  # whatever it said later
    rejected: set[str] = field(default_factory=set)  # contents that it says no to
    declares: str = ""  # its fallback signal
    liar: bool = False  # says "active" and keeps the old bytes
    mute: bool = False  # reads nothing and says nothing
    connected: bool = False
    dying: str = ""  # the signal it got
    inbox: deque[tuple[str, Any]] = field(default_factory=deque)
    ran: list[tuple[int, str]] = field(default_factory=list)  # every (seq, content) it put into use, in order
    said: str = ""
    born: int = 1  # grows when it replaces itself by exec: the same pid, another incarnation

    @property
    def inc(self) -> str:
        return f"{self.name}/{self.pid}/{self.born}"

    def prepare(self, order: ef.Order) -> tuple[bool, str, str]:
        """(yes, code, error)."""
        if order.seq < self.seq or (order.seq == self.seq and order.sha256 != self.content):
            return False, "E_SEQ", f"sequence {self.seq} runs already"
        self.candidate = None
        if order.sha256 in self.rejected:
            return False, "E_DEP", "redis is down"
        self.candidate = (order.seq, order.sha256)
        self.agreed.add(order.sha256)
        return True, "", ""

    def commit(self, order: ef.Order) -> tuple[bool, str, str]:
        if order.seq <= self.seq:
            same = (order.seq, order.sha256) == (self.seq, self.content)
            return (True, "", "") if same else (False, "E_SEQ", f"sequence {self.seq} runs already")
        if self.candidate != (order.seq, order.sha256) and order.sha256 != self.content:
            return False, "E_NOTPREP", "not the candidate that was prepared and found good"
        if self.candidate == (order.seq, order.sha256):
            self.candidate = None
            if not self.liar:
                self._use(order.seq, order.sha256)
        else:
            self.seq = order.seq  # the bytes are the same: it takes the new number
        return True, "", ""

    def _use(self, seq: int, content: str) -> None:
        self.seq, self.content = seq, content
        self.ran.append((seq, content))
