"""What can happen to the World. Each event is a frozen value; nothing else ever changes the World, but what operators ask (acts.py)."""

from __future__ import annotations

from dataclasses import dataclass, field

from holdfast.core.words import Budget, Check, Diff, Figures, Grade


@dataclass(frozen=True, slots=True)
class Tick:
    """The earliest deadline has passed."""


@dataclass(frozen=True, slots=True)
class Due:
    """One named timer fires (World.receive turns a Tick into these; the state walk fires any of them)."""

    timer: tuple[str, str]


# -- the source


@dataclass(frozen=True, slots=True)
class Touched:
    """Something happened to the source's path. `settled`: renamed in or closed after writing."""

    settled: bool


@dataclass(frozen=True, slots=True)
class Content:
    """A stable reading of the source; its bytes are in the store under sha256."""

    sha256: str
    size: int
    owner_uid: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The source cannot be taken: missing, empty, too large, no regular file, ... What runs goes on running."""

    reason: str


@dataclass(frozen=True, slots=True)
class Watching:
    """How the source is watched now. mode: inotify | polling; reason non-empty: degraded, and why. `overflows` so far."""

    mode: str
    reason: str = ""
    overflows: int = 0


@dataclass(frozen=True, slots=True)
class Linted:
    """Parse, schema, size and growth of plan `seq`; problems is empty when it may go on. diff may come later, in a second one."""

    seq: int
    problems: tuple[str, ...]
    diff: Diff | None = None


@dataclass(frozen=True, slots=True)
class Healthy:
    """The health command's answer to effects.Health. verdict: go | back | unclear; reason: what it said, '' = nothing."""

    seq: int
    ask: int
    verdict: str
    reason: str = ""


# -- processes


@dataclass(frozen=True, slots=True)
class Spawned:
    worker: str
    pid: int
    start_time: int  # clock ticks since boot, field 22 of /proc/PID/stat
    token_sha256: str


@dataclass(frozen=True, slots=True)
class SpawnFailed:
    """permanent: trying again cannot help (no such command, not executable, no such directory)."""

    worker: str
    reason: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Exited:
    """status as Popen.returncode: >= 0 exit code, < 0 minus the signal. left: so many of its session live on; Swept when none does."""

    worker: str
    pid: int
    status: int
    left: int = 0


@dataclass(frozen=True, slots=True)
class Swept:
    worker: str


# -- workers' channels


@dataclass(frozen=True, slots=True)
class Hello:
    """A worker's accepted connection. seq and sha256: what it says it runs (a claim; 0 and '' for nothing yet).

    signal: the one that makes this process read its stable path again, USR2 for example; '' = none.
    """

    worker: str
    inc: str
    pid: int
    seq: int
    sha256: str
    signal: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """The channel of that incarnation closed; the process may be alive."""

    worker: str
    inc: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A worker's (or its lane's) answer to an order. step: prepare | commit.

    For commit, `sha256` is the content whose bytes the proof matched: '' = a proof that matches nothing we know;
    `claimed` is what the worker said it activated. code E_TIMEOUT: nothing came within the order's limit.
    """

    worker: str
    inc: str
    step: str
    seq: int
    ok: bool
    sha256: str = ""
    grade: Grade = Grade.NONE
    code: str = ""
    error: str = ""
    checks: tuple[Check, ...] = ()
    ms: float = 0.0
    claimed: str = ""


@dataclass(frozen=True, slots=True)
class Ponged:
    """An answer to a round of nonces. sha256 as in Answered; grade NONE: the proof matched nothing."""

    worker: str
    inc: str
    seq: int
    sha256: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Said:
    """A worker's own words for the operator: one line fit to show, secrets masked."""

    worker: str
    inc: str
    text: str


@dataclass(frozen=True, slots=True)
class Signalled:
    """What came of effects.Fallback. outcome: sent | uncaught (the process has no handler for it) | gone | unwritten (reason: why)."""

    worker: str
    pid: int
    seq: int
    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Misbehaved:
    """A connection was refused or closed for what it sent. worker '' when it is not known whose it was."""

    worker: str
    reason: str


# -- the house itself


@dataclass(frozen=True, slots=True)
class Started:
    """The daemon is up: the ledger is folded, `alive` are the adopted workers {name: (pid, start_time)}."""

    alive: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sampled:
    figures: dict[str, Figures]
    budget: Budget


@dataclass(frozen=True, slots=True)
class Condemned:
    """That an operator wants this process killed has been recorded. why: who and what for, in words."""

    worker: str
    pid: int
    why: str


@dataclass(frozen=True, slots=True)
class Ended:
    """That an operator wants all of them stopped has been recorded, or need not be. why: who and what for, in words."""

    request: int
    why: str


@dataclass(frozen=True, slots=True)
class JournalFailed:
    """The records of the last receive() are not durable: go back to `ledger` and change nothing any more."""

    ledger: object
    reason: str
