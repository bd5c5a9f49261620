"""How much may be on its way to the terminal: what a slow line has carried is known only to the terminal, so it is asked.

Between the console and the eyes of an operator stand a pseudo-terminal, sshd, two kernels: they take tens of kilobytes at once, and none of
them says how much of that has arrived (TIOCOUTQ of a pseudo-terminal is always 0). So after each piece of a picture the terminal is
asked where its cursor is. It answers when it comes to that, and the answers tell how long the way is and how much a second it carries.
A quarter of a second's worth may be on its way beyond that; the rest waits here, where a newer picture replaces it.

A terminal that has never answered is not waited for; it is mute.
"""

from __future__ import annotations

import threading
from collections import deque

ASK = "\x1b[1;{}H\x1b[6n"  # go there, and where are you? Every terminal since the VT100 answers, so do tmux and screen
PLACES = 64  # columns in which it is asked: the answer tells which question it is of, in a terminal that is as wide
FIRST = 4096  # bytes before the first answer
LEAST = 512  # bytes that may always be on their way: two lines or so
MOST = 1 << 20
OPEN = 32  # questions without an answer; a mute terminal is not asked for ever
AHEAD = 0.25  # seconds of work that the line may have before it
PATIENCE = 1.0  # seconds until a terminal that has never answered counts as mute
GIVEN_UP = 30.0  # seconds until one that did answer does


class Pace:
    """All times are monotonic seconds. Answers come from the thread that reads."""

    def __init__(self) -> None:
        self.quiet = threading.Event()  # no question is open
        self._lock = threading.Lock()
        self.begin()

    def begin(self) -> None:
        """A terminal of which nothing is known."""
        self._open: deque[tuple[int, float, int]] = deque()  # bytes with a question behind them, when they were sent, its column
        self._number = 0
        self._way = float("inf")  # the shortest time from a question to its answer
        self._rate = 0.0  # bytes a second
        self._answered = 0.0
        self._shown = 0.0  # when what the last answer speaks of was sent
        self.mute = False
        self.quiet.set()

    @property
    def known(self) -> bool:
        """It has answered."""
        return self._way < float("inf")

    def seen(self, since: float) -> bool:
        """Something that was sent after that second has arrived. Of a mute terminal nobody knows."""
        return self.mute or not self.known or self._shown >= since

    def room(self, now: float) -> int:
        """Bytes that may be sent now."""
        with self._lock:
            if self._open and now - self._open[0][1] > (GIVEN_UP if self.known else PATIENCE):
                self.mute = True
            if self.mute:
                return MOST
            if len(self._open) >= OPEN:
                return 0
            flying = sum(size for size, _, _ in self._open)
            most = min(MOST, max(LEAST, int(self._rate * (self._way + AHEAD)))) if self.known else FIRST
            room = most - flying
            return room if room >= LEAST or not flying else 0

    def sent(self, size: int, now: float) -> str:
        """So many bytes go. Returns the question that goes behind them; '' while too many are open."""
        with self._lock:
            if len(self._open) >= OPEN:
                before, at, column = self._open.pop()
                self._open.append((before + size, at, column))
                return ""
            self._number = (self._number + 1) % PLACES
            self._open.append((size, now, self._number + 1))
            self.quiet.clear()
            return ASK.format(self._number + 1)

    def answered(self, column: int, now: float) -> None:
        with self._lock:
            self.mute = False
            if not self._open:
                return  # nobody has asked
            size, at, asked = self._open.popleft()
            while asked != column and any(other == column for _, _, other in self._open):  # an answer was lost
                more, at, asked = self._open.popleft()
                size += more
            self._way, self._shown = min(self._way, now - at), at
            busy_since = max(at + self._way, self._answered)
            if size >= LEAST // 2:
                seen = size / max(now - busy_since, 0.001)
                self._rate = seen if not self._rate else (self._rate + seen) / 2
            self._answered = now
            if not self._open:
                self.quiet.set()
