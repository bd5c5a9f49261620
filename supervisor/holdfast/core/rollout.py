"""One transaction of the fleet as a table: from a detected change to proof, or back.

    Quiet --BEGIN--> Detected --STORED--> Linting --FINE--> Preparing --WON--> Awaiting --APPROVED--> Prepared
    Prepared --GO--> Committing --PROVED--> Verifying --CLEAN--> Quiet   (DECIDE is durable before GO's first effect)
    Prepared --WAVES--> Wave --PROVED--> Wave --GO--> Committing         (WAVE(k) is durable before its first effect)
    Linting --GO--> Committing                                           (the first content of all: there is nobody to ask)
    Preparing --APPROVED--> Prepared                                     (automatic, or approved while they were checking)
    Awaiting --OLD--> Preparing                                          (a vote is too old, or its voter is gone)
    Detected, Linting, Preparing, Awaiting, Prepared --ABORT--> Aborted --CLOSE--> Quiet
    Wave --UNCLEAR--> Paused --WAVES--> Wave                             (health unclear, or held: a human decides)
    Paused --GO--> Committing
    Wave, Committing, Verifying, Paused --REVERT--> RollingBack --PROVED--> Quiet
    RollingBack --LATE--> Stuck --REVERT--> RollingBack                  (a human decides: retry,
    Stuck --ACCEPT--> Quiet                                              or leave it as it is)

Every phase but Awaiting has a limit of seconds, so that nobody waits for ever (I10).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from holdfast.core.table import Machine
from holdfast.core.words import Check, Diff, Kind, Target


class Step(StrEnum):
    QUIET = "Quiet"
    DETECTED = "Detected"
    LINTING = "Linting"
    PREPARING = "Preparing"
    AWAITING = "Awaiting"
    PREPARED = "Prepared"
    WAVE = "Wave"
    COMMITTING = "Committing"
    VERIFYING = "Verifying"
    ROLLING_BACK = "RollingBack"
    PAUSED = "Paused"
    STUCK = "Stuck"
    ABORTED = "Aborted"


class Turn(Enum):
    BEGIN = "begin"
    STORED = "stored"
    FINE = "fine"
    WON = "won"
    APPROVED = "approved"
    OLD = "old"
    ABORT = "abort"
    CLOSE = "close"
    WAVES = "waves"
    GO = "go"
    PROVED = "proved"
    UNCLEAR = "unclear"
    REVERT = "revert"
    CLEAN = "clean"
    LATE = "late"
    ACCEPT = "accept"


_S, _T = Step, Turn
MACHINE: Machine[Step, Turn] = Machine(
    "rollout",
    {
        _S.QUIET: {_T.BEGIN: _S.DETECTED},
        _S.DETECTED: {_T.STORED: _S.LINTING, _T.ABORT: _S.ABORTED},
        _S.LINTING: {_T.FINE: _S.PREPARING, _T.ABORT: _S.ABORTED, _T.GO: _S.COMMITTING},
        _S.PREPARING: {_T.WON: _S.AWAITING, _T.APPROVED: _S.PREPARED, _T.ABORT: _S.ABORTED},
        _S.AWAITING: {_T.APPROVED: _S.PREPARED, _T.OLD: _S.PREPARING, _T.ABORT: _S.ABORTED},
        _S.PREPARED: {_T.GO: _S.COMMITTING, _T.WAVES: _S.WAVE, _T.ABORT: _S.ABORTED},
        _S.WAVE: {_T.GO: _S.COMMITTING, _T.UNCLEAR: _S.PAUSED, _T.REVERT: _S.ROLLING_BACK},
        _S.COMMITTING: {_T.PROVED: _S.VERIFYING, _T.REVERT: _S.ROLLING_BACK},
        _S.VERIFYING: {_T.CLEAN: _S.QUIET, _T.REVERT: _S.ROLLING_BACK},
        _S.ROLLING_BACK: {_T.PROVED: _S.QUIET, _T.LATE: _S.STUCK},
        _S.PAUSED: {_T.GO: _S.COMMITTING, _T.WAVES: _S.WAVE, _T.REVERT: _S.ROLLING_BACK},
        _S.STUCK: {_T.REVERT: _S.ROLLING_BACK, _T.ACCEPT: _S.QUIET},
        _S.ABORTED: {_T.CLOSE: _S.QUIET},
    },
    {
        _S.QUIET: frozenset({_T.WON, _T.PROVED, _T.LATE, _T.CLOSE}),
        _S.DETECTED: frozenset({_T.BEGIN}),
        _S.LINTING: frozenset({_T.STORED}),
        _S.PREPARING: frozenset({_T.FINE, _T.OLD}),
        _S.AWAITING: frozenset({_T.WON}),
        _S.PREPARED: frozenset({_T.WON}),
        _S.WAVE: frozenset({_T.PROVED, _T.WAVES}),
        _S.COMMITTING: frozenset({_T.GO}),
        _S.VERIFYING: frozenset({_T.PROVED}),
        _S.ROLLING_BACK: frozenset({_T.REVERT}),
        _S.PAUSED: frozenset({_T.UNCLEAR}),
        _S.STUCK: frozenset({_T.LATE}),
        _S.ABORTED: frozenset({_T.ABORT}),
    },
)


class Stage(StrEnum):
    """What a wave is at; '' where there is none."""

    NONE = ""
    PROVING = "proving"
    BAKING = "baking"
    ASKING = "asking"


OPEN = frozenset(_S) - {_S.QUIET, _S.ABORTED}
UNDECIDED = frozenset({_S.DETECTED, _S.LINTING, _S.PREPARING, _S.AWAITING, _S.PREPARED})
IN_WAVES = frozenset({_S.WAVE, _S.PAUSED})


@dataclass(frozen=True, slots=True)
class Vote:
    """A worker's answer to prepare. inc: the incarnation that gave it; mono: when."""

    ok: bool
    inc: str = ""
    mono: float = 0.0
    code: str = ""
    error: str = ""
    checks: tuple[Check, ...] = ()
    ms: float = 0.0


@dataclass(slots=True)
class Rollout:
    """The transaction in flight. Members, voters and gate are fixed when it begins."""

    seq: int
    version: str
    sha256: str
    kind: Kind
    author: str
    author_uid: int
    base: Target | None
    members: tuple[str, ...]
    voters: tuple[str, ...]
    gate: int
    approvals_needed: int
    began_at: float
    content_of: int = 0
    step: Step = Step.DETECTED
    diff: Diff = field(default_factory=Diff)
    votes: dict[str, Vote] = field(default_factory=dict)
    refused: bool = False  # has anybody ever said no?
    seen: frozenset[str] = frozenset()  # the yeses that were on the screen when somebody approved
    exits: dict[str, int] = field(default_factory=dict)
    decided_at: float = 0.0
    ended_at: float = 0.0
    deadline_at: float = 0.0
    revert: Target | None = None  # the older content under its new number
    outcome: str = ""
    reason: str = ""
    waves: tuple[tuple[str, ...], ...] = ()  # the members of each wave but the last, which is the decision; () = all at once
    wave: int = -1  # the one that has begun
    wave_count: int = 0  # with the last one
    stage: Stage = Stage.NONE
    until: float = 0.0  # monotonic: a bake that would end later is not begun any more
    asked: int = 0  # how often the health command was
    held: str = ""  # by whom; it stops after this wave

    @property
    def target(self) -> Target:
        """What the transaction wants its members to run now."""
        return self.revert or Target(self.seq, self.version, self.sha256)

    @property
    def older(self) -> Target | None:
        """What there is to go back to: other bytes than its own."""
        return self.base if self.base is not None and self.base.sha256 != self.sha256 else None

    @property
    def yes(self) -> list[str]:
        return [name for name in self.members if (vote := self.votes.get(name)) and vote.ok]

    @property
    def no(self) -> list[str]:
        return [name for name in self.members if (vote := self.votes.get(name)) and not vote.ok]
