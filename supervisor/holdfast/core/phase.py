"""What a worker runs, as far as we know: the thirteen phases behind the three that everybody knows (Idle, Validating, Active).

    Down --SPAWN--> Starting --HELLO--> Idle --PROVED--> Active
    Down --ADOPT--> Idle                                         (a new daemon found it alive)
    Idle, Active, Held, Lagging --PREPARE--> Validating --YES--> Prepared --COMMIT--> Committing --PROVED--> Active
    Validating, Prepared, Committing --BACK--> Idle              (and the evidence at hand is judged anew)
    Active --STALE--> Stale                                      (no fresh proof any more)
    Active, Committing --DRIFT--> Drifted                        (says one thing, proves another)
    Active, Committing --LAG--> Lagging                          (still older)
    Idle, Validating, Committing --HOLD--> Held                  (refused: runs its last good)
    Drifted, Lagging --QUARANTINE--> Quarantined                 (given up on this content)
    Active, Stale, Idle --LOSE--> Lost                           (channel gone, process alive)
    Starting, Idle, Committing, Active, Held --EXIT--> Down      (and so from everywhere)

Only PROVED leads to Active, and PROVED is only ever said of a fresh proof by the present incarnation.
"""

from __future__ import annotations

from enum import Enum, StrEnum

from holdfast.core.table import Machine


class Phase(StrEnum):
    DOWN = "Down"
    STARTING = "Starting"
    IDLE = "Idle"
    VALIDATING = "Validating"
    PREPARED = "Prepared"
    COMMITTING = "Committing"
    ACTIVE = "Active"
    STALE = "Stale"
    HELD = "Held"
    LAGGING = "Lagging"
    LOST = "Lost"
    DRIFTED = "Drifted"
    QUARANTINED = "Quarantined"


class Word(Enum):
    SPAWN = "spawn"
    HELLO = "hello"
    ADOPT = "adopt"
    PREPARE = "prepare"
    YES = "yes"
    BACK = "back"
    COMMIT = "commit"
    PROVED = "proved"
    LAG = "lag"
    DRIFT = "drift"
    STALE = "stale"
    LOSE = "lose"
    HOLD = "hold"
    QUARANTINE = "quarantine"
    EXIT = "exit"


_W = Word
_P = Phase
ALIVE = frozenset(_P) - {_P.DOWN, _P.STARTING}
IN_STEP = frozenset({_P.VALIDATING, _P.PREPARED, _P.COMMITTING})

# From every phase in which nothing is under way, the evidence alone decides where to go.
_JUDGED = {
    _W.HELLO: _P.IDLE, _W.PREPARE: _P.VALIDATING, _W.PROVED: _P.ACTIVE, _W.LAG: _P.LAGGING, _W.DRIFT: _P.DRIFTED,
    _W.STALE: _P.STALE, _W.LOSE: _P.LOST, _W.HOLD: _P.HELD, _W.QUARANTINE: _P.QUARANTINED, _W.EXIT: _P.DOWN, _W.COMMIT: _P.COMMITTING,
}  # fmt: skip
# A step is under way: pongs that arrive meanwhile prove the old content and change nothing.
_STEP = {_W.HELLO: _P.IDLE, _W.BACK: _P.IDLE, _W.PREPARE: _P.VALIDATING, _W.HOLD: _P.HELD, _W.QUARANTINE: _P.QUARANTINED, _W.EXIT: _P.DOWN}


def _without(row: dict[Word, Phase], same: Phase) -> dict[Word, Phase]:
    return {word: phase for word, phase in row.items() if phase is not same}


_QUIET = [_P.IDLE, _P.ACTIVE, _P.STALE, _P.HELD, _P.LAGGING, _P.LOST, _P.DRIFTED, _P.QUARANTINED]
MACHINE: Machine[Phase, Word] = Machine(
    "worker",
    {
        _P.DOWN: {_W.SPAWN: _P.STARTING, _W.ADOPT: _P.IDLE},
        _P.STARTING: {_W.HELLO: _P.IDLE, _W.EXIT: _P.DOWN},
        _P.VALIDATING: {**_without(_STEP, _P.VALIDATING), _W.YES: _P.PREPARED},
        _P.PREPARED: {**_STEP, _W.COMMIT: _P.COMMITTING},
        _P.COMMITTING: {**_STEP, _W.PROVED: _P.ACTIVE, _W.LAG: _P.LAGGING, _W.DRIFT: _P.DRIFTED, _W.LOSE: _P.LOST},
        **{phase: _without(_JUDGED, phase) for phase in _QUIET},
    },
    {
        _P.DOWN: frozenset({_W.EXIT, _W.BACK}),
        _P.STARTING: frozenset({_W.SPAWN, _W.BACK}),
        _P.VALIDATING: frozenset({_W.PREPARE, _W.PROVED, _W.LAG, _W.DRIFT, _W.STALE, _W.LOSE}),
        _P.PREPARED: frozenset({_W.YES, _W.PROVED, _W.LAG, _W.DRIFT, _W.STALE, _W.LOSE}),
        _P.COMMITTING: frozenset({_W.COMMIT, _W.STALE}),
        **{phase: frozenset({word for word, to in _JUDGED.items() if to is phase} | {_W.BACK}) for phase in _QUIET},
    },
)
