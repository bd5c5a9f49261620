"""The last thing we know: plain Python between the threads that listen and the screen that shows.

The bridge's threads put Views, answers and lines in; the 4 Hz tick takes them out with `drain`. While the display is paused the
Views wait here and the last one is shown when it goes on. Nothing in here waits for anything.
"""

from __future__ import annotations

import datetime
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from holdfast.core.view import View
from holdfast.core.words import Who

ANSWERS = 64  # differences and lists kept; the oldest goes first
LINES = 2000  # of a worker's output
DONE = 500  # actions remembered for the command log
FLASH = 6.0  # seconds a message stays above the footer


@dataclass(frozen=True)
class Clock:
    """Where time comes from, so that a test can stop it. tz None: the operator's local time."""

    mono: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    tz: datetime.tzinfo | None = None

    def hms(self, at: float) -> str:
        return f"{datetime.datetime.fromtimestamp(at, self.tz):%H:%M:%S}" if at else "--:--:--"

    def day(self, at: float) -> str:
        return f"{datetime.datetime.fromtimestamp(at, self.tz):%m-%d %H:%M:%S}" if at else "-"


@dataclass
class Done:
    """One action done in this session: its command line, '' = it has none, and what came of it."""

    at: float
    action: str
    line: str
    outcome: str = "asked…"
    role: str = "dim"


@dataclass
class Store:
    clock: Clock = field(default_factory=Clock)
    read_only: bool = False
    user: str = ""
    source: str = ""  # whose Views are taken: '' = of the only one, or it is not known yet which there are
    you: Who | None = None  # as the supervisor knows us
    view: View | None = None  # what is shown
    paused: bool = False
    paused_at: float = 0.0  # monotonic
    connected: bool = False
    lost_why: str = ""
    lost_at: float = 0.0  # monotonic
    logs: deque[str] = field(default_factory=lambda: deque(maxlen=LINES))
    logs_of: str = ""
    logs_end: str = ""  # why no more lines come, '' = they do
    done: deque[Done] = field(default_factory=lambda: deque(maxlen=DONE))
    flash_text: str = ""
    flash_role: str = "text"
    _flash_at: float = 0.0
    _stands: float = 0.0  # what `now` says while the display is paused
    _answers: dict[object, object] = field(default_factory=dict)
    _newest: View | None = None  # the last that came, also while the display is paused
    _arrived: tuple[float, float] = (0.0, 0.0)  # the View's own time, our monotonic time when it came
    _lock: threading.Lock = field(default_factory=threading.Lock)

    # -- from the bridge's threads

    def arrive(self, view: View) -> None:
        with self._lock:
            if self.source and view.source.name != self.source:
                return  # it was on its way when the operator turned to another
            self._newest = view
            self._arrived = (view.at, self.clock.mono())
            self.connected, self.lost_why = True, ""

    def lose(self, why: str) -> None:
        with self._lock:
            if self.connected or not self.lost_why:
                self.lost_at = self.clock.mono()
            self.connected, self.lost_why = False, why

    def answer(self, key: object, value: object, source: str = "") -> None:
        """source: of whom it was asked."""
        with self._lock:
            if source != self.source:
                return
            self._answers[key] = value
            while len(self._answers) > ANSWERS:
                del self._answers[next(iter(self._answers))]

    def turn(self, source: str) -> None:
        """Another source is shown from now on; what is known of the one before is not mixed with it."""
        with self._lock:
            self.source, self.view, self._newest = source, None, None
            self.paused, self._stands = False, 0.0
            self._answers.clear()

    # -- from the loop

    def drain(self) -> bool:
        """Take the newest View, unless the display is paused. True: there is something new."""
        with self._lock:
            if self._newest is self.view or self.paused:
                return False
            self.view = self._newest
            return True

    def answered(self, key: object) -> object | None:
        with self._lock:
            return self._answers.get(key)

    def now(self) -> float:
        """Wall-clock seconds as the supervisor counts them: its last View's time and what has passed since. Paused, they stand."""
        if self.paused and self._stands:
            return self._stands
        at, mono = self._arrived
        return at + self.clock.mono() - mono if at else self.clock.wall()

    def pause(self) -> None:
        """Stand still, or go on."""
        self._stands = 0.0 if self.paused else self.now()
        self.paused = not self.paused
        self.paused_at = self.clock.mono()

    def shown_at(self) -> float:
        return self.view.at if self.view else 0.0

    def did(self, action: str, line: str, outcome: str = "asked…") -> Done:
        """Into the command log; whoever asked fills in what came of it."""
        made = Done(self.clock.wall(), action, line, outcome)
        self.done.append(made)
        return made

    def flash(self, text: str, role: str = "text") -> None:
        self.flash_text, self.flash_role, self._flash_at = text, role, self.clock.mono()

    def flashing(self) -> bool:
        return bool(self.flash_text) and self.clock.mono() - self._flash_at < FLASH
