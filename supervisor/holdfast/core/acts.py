"""What operators ask of the World: events, each of which is answered with one effects.Reply.

`request` is the number that the reply will name, `by` whom the kernel says it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.core.words import Who


@dataclass(frozen=True, slots=True)
class Command:
    request: int
    by: Who


@dataclass(frozen=True, slots=True)
class Approve(Command):
    """checksum: the first four or more digits of the new content's sha256; seq 0 = the open plan."""

    seq: int
    checksum: str


@dataclass(frozen=True, slots=True)
class Reject(Command):
    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Apply(Command):
    """Draw up a plan from the source's present content and count it as approved by `by`."""


@dataclass(frozen=True, slots=True)
class Reload(Command):
    """The same bytes again: to all (a new plan, counted as approved by `by`), or to the named workers (a retry)."""

    workers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rollback(Command):
    """A plan with the content of version `to` (a seq, label, label prefix, or checksum). approve: counts as approved by `by`."""

    to: str
    approve: bool


@dataclass(frozen=True, slots=True)
class Restart(Command):
    """Stop and start one worker on the committed content."""

    worker: str


@dataclass(frozen=True, slots=True)
class Kill(Command):
    """KILL to one worker's process group now, and start it on the committed content."""

    worker: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Prove(Command):
    """A round of nonces now, for the named workers (none: all); the rounds that come by themselves are not put off."""

    workers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Freeze(Command):
    on: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cordon(Command):
    worker: str
    on: bool


@dataclass(frozen=True, slots=True)
class Hold(Command):
    """on: stop before the next wave; off: go on (also out of Paused)."""

    on: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settle(Command):
    """The way out of STUCK. choice: retry | rollback | accept."""

    choice: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stop(Command):
    """Stop the workers, then the daemon. The reply says that it has begun; the end is the daemon's own."""

    reason: str = ""
