"""A worker's process: Down, Starting, Up, Stopping, Backoff, Fatal. Whether it runs at all, not what it runs.

    Down --START--> Starting --HELLO--> Up --STOP--> Stopping --EXIT--> Down
    Down --ADOPTED--> Up                                         (a new daemon found it alive)
    Down, Starting, Up --DIED--> Starting                        (the first death in a minute)
    Down, Starting, Up --DIED_AGAIN--> Backoff --DUE--> Starting
    Down, Starting, Up --SPENT--> Fatal --START--> Starting      (no more tries, or it can never start)
    Starting --LATE--> Stopping                                  (no hello in time: it is killed, and counts as a death)

Restarts have a budget (five in a minute) and a jittered, doubling delay from the second death on.
"""

from __future__ import annotations

import hashlib
from enum import Enum, StrEnum

from holdfast.core.settings import RestartSettings
from holdfast.core.table import Machine


class Life(StrEnum):
    DOWN = "Down"
    STARTING = "Starting"
    UP = "Up"
    STOPPING = "Stopping"
    BACKOFF = "Backoff"
    FATAL = "Fatal"


class Happening(Enum):
    START = "start"  # somebody wants it to run
    STOP = "stop"  # somebody wants it to stop (also before a restart)
    HELLO = "hello"  # it dialled and was accepted
    ADOPTED = "adopted"  # a new daemon found it alive
    EXIT = "exit"  # it ended after STOP
    DIED = "died"  # it ended by itself: try again at once
    DIED_AGAIN = "died again"  # ... try again after a delay
    SPENT = "spent"  # ... do not try again; or it can never start
    DUE = "due"  # the delay is over
    LATE = "late"  # no hello within the start limit


_H = Happening
MACHINE: Machine[Life, Happening] = Machine(
    "process",
    {
        Life.DOWN: {
            _H.START: Life.STARTING, _H.ADOPTED: Life.UP,
            _H.DIED: Life.STARTING, _H.DIED_AGAIN: Life.BACKOFF, _H.SPENT: Life.FATAL,  # after it was killed for being late
        },
        Life.STARTING: {
            _H.HELLO: Life.UP, _H.STOP: Life.STOPPING, _H.LATE: Life.STOPPING,
            _H.DIED_AGAIN: Life.BACKOFF, _H.SPENT: Life.FATAL, _H.EXIT: Life.DOWN,
        },
        Life.UP: {_H.STOP: Life.STOPPING, _H.DIED: Life.STARTING, _H.DIED_AGAIN: Life.BACKOFF, _H.SPENT: Life.FATAL},
        Life.STOPPING: {_H.EXIT: Life.DOWN},
        Life.BACKOFF: {_H.DUE: Life.STARTING, _H.START: Life.STARTING, _H.STOP: Life.DOWN},
        Life.FATAL: {_H.START: Life.STARTING, _H.STOP: Life.DOWN},
    },
    {
        Life.DOWN: frozenset({_H.STOP, _H.EXIT, _H.DUE, _H.LATE}),
        Life.STARTING: frozenset({_H.START, _H.DIED, _H.DUE}),
        Life.UP: frozenset({_H.START, _H.HELLO, _H.ADOPTED, _H.DUE, _H.LATE}),
        Life.STOPPING: frozenset({_H.START, _H.STOP, _H.HELLO, _H.DUE, _H.LATE}),
        Life.BACKOFF: frozenset({_H.EXIT, _H.LATE}),
        Life.FATAL: frozenset({_H.EXIT, _H.DUE, _H.LATE}),
    },
)


def after_death(deaths: list[float], now: float, rule: RestartSettings, name: str) -> tuple[Happening, float]:
    """What follows a death at `now`, given all deaths so far (this one included), and the delay in seconds.

    The jitter is drawn from the name and the count, so that it is the same in every replay and differs between workers.
    """
    recent = sum(1 for at in deaths if now - at < rule.window)
    if recent >= rule.budget:
        return Happening.SPENT, 0.0
    if recent <= 1:
        return Happening.DIED, 0.0
    return Happening.DIED_AGAIN, jittered(min(rule.backoff_max, rule.backoff_min * 2 ** (recent - 2)), f"{name}:{recent}")


def jittered(seconds: float, key: str) -> float:
    """Between 50 % and 100 % of `seconds`, decided by `key`."""
    share = hashlib.sha256(key.encode()).digest()[0] / 255
    return seconds * (0.5 + 0.5 * share)
