"""The nouns of the product: one thing, one word.

Everything here is an immutable value. `sha256` is always 64 lower-case hex digits, `checksum` its first seven, `seq` the
durable sequence number of a plan (never re-used), `version` the label people read: `20240521-142233.0007` (UTC, then seq).
Times called `at` are wall-clock seconds since the epoch; `now.mono` is monotonic and only ever compared, never shown.
"""

from __future__ import annotations

import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

import msgspec


class Now(NamedTuple):
    """What the pump's clock says: monotonic seconds for deadlines, wall-clock seconds for labels and records."""

    mono: float
    wall: float


class Grade(IntEnum):
    """How surely we know what a worker runs. Shown as E0..E4, never rounded up."""

    NONE = 0
    CLAIMED = 1  # a checksum echoed, a signal delivered
    ATTESTED = 2  # HMAC of a fresh nonce over the bytes in use
    SEEN = 3  # the kernel shows it: a sealed memfd held by that process, a new generation
    PROBED = 4  # its behaviour or its own status page shows it


class Kind(StrEnum):
    """Why a plan exists."""

    BOOTSTRAP = "bootstrap"  # the first content of a new journal
    EDIT = "edit"  # the source file changed
    APPLY = "apply"  # an operator asked for the source's present content
    RELOAD = "reload"  # an operator asked for the same bytes again
    ROLLBACK = "rollback"  # an operator asked for older content
    REVERT = "revert"  # the supervisor takes a failed rollout back by itself


class Strategy(StrEnum):
    """How a worker is told; the key into engine.reload.STRATEGIES."""

    SOCKET = "socket"


class Target(msgspec.Struct, frozen=True):
    """Content that has been decided: what a worker should run."""

    seq: int
    version: str
    sha256: str

    @property
    def checksum(self) -> str:
        return self.sha256[:7]


class Who(msgspec.Struct, frozen=True):
    """A person as the kernel knows them: the peer's uid at accept and the login uid behind it (-1: none)."""

    uid: int
    name: str
    login_uid: int = -1
    pid: int = 0

    def __str__(self) -> str:
        return self.name or f"uid {self.uid}"

    @property
    def person(self) -> int:
        return person(self.uid, self.login_uid)


def person(uid: int, login_uid: int) -> int:
    """Who it is, whatever user they have become since they logged in."""
    return login_uid if login_uid >= 0 else uid


class Check(msgspec.Struct, frozen=True):
    """One pre-check of one worker. `ms` is its duration in milliseconds."""

    name: str
    ok: bool
    ms: float = 0.0
    error: str = ""


class Figures(msgspec.Struct, frozen=True):
    """One sample of one worker's processes. cpu in percent of one core, rss in bytes."""

    cpu: float = 0.0
    rss: int = 0
    fds: int = 0
    threads: int = 0
    watches: int = 0
    instances: int = 0


class Budget(msgspec.Struct, frozen=True):
    """inotify use of one uid against its limits; instances shared between processes are counted once.

    `hidden` is the number of processes of that uid that could not be looked into: not visible, not zero.
    """

    uid: int = 0
    watches: int = 0
    watches_max: int = 0
    instances: int = 0
    instances_max: int = 0
    queue_max: int = 0
    hidden: int = 0
    own_watches: int = 0
    own_instances: int = 0


class Past(msgspec.Struct, frozen=True):
    """A version that did not stay. outcome: rolled back, refused, rejected; ran: seconds from its decision, 0.0 = never decided."""

    seq: int
    outcome: str
    ran: float = 0.0
    note: str = ""  # why, and by whom


class Change(msgspec.Struct, frozen=True):
    """One key of a difference; `old`/`new` are shown text, masked where the key is secret. None: the key is absent.

    past: a version that had brought the same and did not stay.
    """

    key: str
    old: str | None = None
    new: str | None = None
    past: Past | None = None

    @property
    def kind(self) -> str:
        return "added" if self.old is None else "removed" if self.new is None else "changed"


class Line(msgspec.Struct, frozen=True):
    """One line of a difference. mark: ' ' context, '+', '-', '@' (a hunk's head)."""

    mark: str
    text: str


class Diff(msgspec.Struct, frozen=True):
    """The difference of two contents as keys and as lines, secrets masked. `cut`: lines left out at the end.

    keys: how many there are in either, changed or not; 0 = not counted (a directory).
    """

    changes: tuple[Change, ...] = ()
    lines: tuple[Line, ...] = ()
    cut: int = 0
    keys: int = 0


class Proof(msgspec.Struct, frozen=True):
    """What one incarnation of a worker proved, and when (monotonic). sha256 '' = bytes we do not know.

    CLAIMED: not proved at all. It was told by its fallback signal to take these bytes; mono stays -1, so it is never fresh.
    """

    grade: Grade = Grade.NONE
    sha256: str = ""
    seq: int = 0
    mono: float = -1.0  # never
    at: float = 0.0


class Load(msgspec.Struct, frozen=True):
    """One line of history.log: one worker proved one content for the first time in one incarnation."""

    at: float
    pid: int
    version: str
    checksum: str
    sha256: str


def because(reason: str) -> str:
    """What is said after a deed for which somebody gave a reason; '' without one."""
    return f": {reason}" if reason else ""


def label(wall: float, seq: int) -> str:
    """The version of sequence `seq` begun at `wall`: `YYYYMMDD-HHMMSS.NNNN`, UTC."""
    stamp = datetime.datetime.fromtimestamp(int(wall), datetime.UTC)
    return f"{stamp:%Y%m%d-%H%M%S}.{seq:04d}"
