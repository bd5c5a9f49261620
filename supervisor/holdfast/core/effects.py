"""What the World wants done. Frozen values; engine/perform.py has one row for each.

Order of one receive(): every Remember is made durable first (one sync if any asks for it), then the others start.
"""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.core.journal import Record
from holdfast.core.words import Kind


@dataclass(frozen=True, slots=True)
class Remember:
    """Append to the journal. sync: before any other effect of this step."""

    record: Record
    sync: bool


@dataclass(frozen=True, slots=True)
class Read:
    """Read the source until two readings agree; answer Content or Unreadable."""


@dataclass(frozen=True, slots=True)
class Lint:
    """Parse and check the stored content; answer Linted. base: sha256 to compare with, '' = nothing yet."""

    seq: int
    sha256: str
    base: str


@dataclass(frozen=True, slots=True)
class Order:
    """One step for one worker, in its lane; it replaces what runs there. limit in seconds. Answer: Answered.

    checks: run the worker's dependency pre-checks too (prepare only). kind and wave decide the wire's forward/wave/rollback.
    """

    worker: str
    step: str  # prepare | commit
    seq: int
    version: str
    sha256: str
    kind: Kind
    limit: float
    checks: bool = True
    wave: bool = False  # not decided yet: this worker's wave is


@dataclass(frozen=True, slots=True)
class Health:
    """Ask the settings' health command whether wave number `wave` (from 1) does well; answer Healthy with this `ask`.

    workers: those that run the version now.
    """

    seq: int
    ask: int
    wave: int
    version: str
    sha256: str
    workers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the worker's lane and tell it to forget candidate `seq`. No answer."""

    worker: str
    seq: int


@dataclass(frozen=True, slots=True)
class Ping:
    """One round: one fresh nonce to all the named workers; answers Ponged."""

    workers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spawn:
    """Start the worker's process with that content as its boot configuration. Answer Spawned or SpawnFailed, later Exited."""

    worker: str
    seq: int
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Signal:
    """To the worker's process group, through its pidfd. name: TERM, KILL, INT, QUIT ..."""

    worker: str
    name: str


@dataclass(frozen=True, slots=True)
class Sweep:
    """To what outlived the worker's process in its session. Its present process is not meant."""

    worker: str
    name: str


@dataclass(frozen=True, slots=True)
class Publish:
    """Swap the worker's stable path (run/w/NAME/current) to that content, soon."""

    worker: str
    seq: int
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Fallback:
    """Swap the stable path to that content, then send SIG`signal` to process `pid` if that is still the worker's and catches it.

    Answer: Signalled.
    """

    worker: str
    pid: int
    signal: str
    seq: int
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Next:
    """Give the World this event, once the records of this step are durable; if they cannot be, never."""

    event: object


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to an operator's command, sent after the records of this step are durable. seq: the plan concerned, 0 = none."""

    request: int
    ok: bool
    text: str
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Exit:
    """All workers have stopped after acts.Stop: the daemon may end."""
