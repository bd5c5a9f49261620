"""A slow line between a program's terminal and the one who sits at it: bytes a second, a delay each way, and moments in which it stands.

What ssh and the kernels take in before anybody notices that the line is slow is a part of it (`ahead`): the program writes into that at
once, and the bytes come out at the far end when the line has carried them.
"""

from __future__ import annotations

import os
import random
import select
import socket
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

STEP = 0.01  # seconds between two looks
STANDS = 1.0  # seconds that the line stands when it does


@dataclass(frozen=True)
class Kind:
    """rate: bytes a second towards the terminal. delay: seconds one way. stalls: the share of time in which nothing passes."""

    name: str
    rate: float
    delay: float = 0.0
    stalls: float = 0.0
    ahead: int = 64 << 10


class Line:
    """`far` is what the terminal reads and writes instead of `master`."""

    def __init__(self, master: int, kind: Kind) -> None:
        self._master, self._kind = master, kind
        self._ours, self.far = socket.socketpair()
        self._ours.setblocking(False)
        self._waits = bytearray()  # taken from the program, not yet on the line
        self._down: deque[tuple[float, bytes]] = deque()  # on the line: when it arrives, what
        self._up: deque[tuple[float, bytes]] = deque()
        self._stands_until = 0.0
        threading.Thread(target=self._run, daemon=True).start()

    @property
    def held(self) -> int:
        """Bytes that are on their way."""
        return len(self._waits) + sum(len(chunk) for _, chunk in list(self._down))

    def _run(self) -> None:
        last = time.monotonic()
        with suppress(OSError):
            while True:
                reads = [self._ours, *([self._master] if len(self._waits) < self._kind.ahead else [])]
                ready = select.select(reads, [], [], STEP)[0]
                now = time.monotonic()
                if self._master in ready:
                    self._waits += os.read(self._master, 4096)
                if self._ours in ready:
                    self._up.append((now + self._kind.delay, self._ours.recv(4096)))
                self._carry(now, now - last)
                last = now

    def _carry(self, now: float, passed: float) -> None:
        if self._kind.stalls and random.random() < self._kind.stalls * passed / STANDS:
            self._stands_until = now + STANDS
        room = self._credit(passed) if now >= self._stands_until else 0
        if chunk := bytes(self._waits[:room]):
            del self._waits[:room]
            self._down.append((now + self._kind.delay, chunk))
        while self._down and self._down[0][0] <= now:
            self._ours.send(self._down.popleft()[1])
        while self._up and self._up[0][0] <= now:
            os.write(self._master, self._up.popleft()[1])

    _left = 0.0

    def _credit(self, passed: float) -> int:
        """How many bytes the line takes in that time; what is not used does not pile up."""
        self._left = min(self._left + passed * self._kind.rate, max(1.0, 2 * STEP * self._kind.rate))
        whole = int(self._left)
        if self._waits:
            self._left -= min(whole, len(self._waits))
        return whole
