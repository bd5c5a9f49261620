"""The one plain value that everybody outside looks at: console, command line, metrics.

`View` and its parts are what the API sends (JSON, msgspec); world_view() makes one from a World. Ages are not in it, only
times (`at`, wall-clock seconds, 0.0 = never), so that nothing changes while nothing happens. Reasons, diffs and events are
already masked. Lists are in the order in which they should be shown.
"""

from __future__ import annotations

import msgspec

from holdfast.core.words import Budget, Check, Diff


class WorkerView(msgspec.Struct, frozen=True):
    """One row of the fleet."""

    name: str
    group: str = ""
    command: str = ""
    critical: bool = False
    cordoned: bool = False
    life: str = "Down"  # Down Starting Up Stopping Backoff Fatal
    phase: str = "Down"  # Down Starting Idle Validating Prepared Committing Active Stale Held Lagging Lost Drifted Quarantined
    mark: str = "silent"  # proven acked drift silent dead cordoned: the proof vocabulary of the console
    pid: int = 0
    started_at: float = 0.0
    phase_at: float = 0.0
    restarts: int = 0
    last_exit: str = ""
    # what it should run, what it said it runs, what it proved
    desired_seq: int = 0
    desired_version: str = ""
    desired_sha256: str = ""
    acked_seq: int = 0
    acked_sha256: str = ""
    acked_at: float = 0.0
    proved_seq: int = 0
    proved_version: str = ""  # '' where the bytes match no version we know
    proved_sha256: str = ""
    grade: int = 0
    proved_at: float = 0.0
    signal: str = ""  # the fallback signal it declared: USR2 ...
    told_seq: int = 0  # told by that signal to take this, and nothing proved since: a claim
    told_sha256: str = ""
    told_at: float = 0.0
    status: str = ""  # its own words
    reason: str = ""
    why: str = ""  # one or two sentences: what the evidence shows
    do: tuple[str, ...] = ()  # what helps, each "action  words"
    cpu: float = 0.0
    rss: int = 0
    fds: int = 0
    threads: int = 0
    watches: int = 0
    instances: int = 0


class VoteView(msgspec.Struct, frozen=True):
    worker: str
    vote: str  # yes no waiting left-out ("left-out": not asked)
    critical: bool = False
    code: str = ""
    error: str = ""
    checks: tuple[Check, ...] = ()
    ms: float = 0.0


class LaneView(msgspec.Struct, frozen=True):
    """How far a worker has come. step 0..5: waiting, preparing, voted, committing, proving, proved; back: on its way to the old content."""

    worker: str
    step: int = 0
    word: str = "waiting"
    failed: bool = False
    back: bool = False
    detail: str = ""


class ApprovalView(msgspec.Struct, frozen=True):
    by: str
    at: float


class CourseView(msgspec.Struct, frozen=True):
    """What a yes would set off, by the settings. waves: their sizes ("1", "25%", "rest"), () = all at once; times in seconds."""

    waves: tuple[str, ...] = ()
    bake: float = 0.0  # that each wave must hold
    health: bool = False  # a command is asked after each
    commit_limit: float = 0.0  # for the proofs
    verify_window: float = 0.0  # in which a worker that dies twice takes it back


class RolloutView(msgspec.Struct, frozen=True):
    """The transaction in flight, or the last one that ended (then `outcome` is set)."""

    seq: int
    version: str
    sha256: str
    kind: str
    author: str
    phase: str  # Detected Linting Preparing Awaiting Prepared Wave Committing Verifying RollingBack Paused Stuck Aborted Done
    base_seq: int = 0
    base_version: str = ""
    base_sha256: str = ""
    content_of: int = 0
    reason: str = ""
    outcome: str = ""  # active, active (n of m), superseded, aborted, rejected, refused, rolled back, stuck
    began_at: float = 0.0
    decided_at: float = 0.0
    ended_at: float = 0.0
    deadline_at: float = 0.0
    gate: int = 0
    voters: int = 0
    yes: int = 0
    no: int = 0
    members: int = 0
    proved: int = 0
    wave: int = 0
    waves: int = 0  # 0 = all at once; else the last of them is the decision, and `wave` counts from 0
    stage: str = ""  # of a wave: proving baking asking ('' = none is under way); deadline_at is its end
    held: str = ""  # by whom it will be stopped after this wave
    course: CourseView = CourseView()
    approvals_needed: int = 0
    approvals: tuple[ApprovalView, ...] = ()
    barred_uid: int = -1  # its author, a uid or login uid, where authors may not approve; -1 = nobody is barred
    votes: tuple[VoteView, ...] = ()
    lanes: tuple[LaneView, ...] = ()
    keys_changed: int = 0
    keys_added: int = 0
    keys_removed: int = 0


class PlanView(msgspec.Struct, frozen=True):
    """Answer to `plan`: the transaction and its difference."""

    rollout: RolloutView
    diff: Diff


class VersionView(msgspec.Struct, frozen=True):
    """One line of History, newest first. outcome as in RolloutView, 'open' while in flight."""

    seq: int
    version: str
    sha256: str
    kind: str
    author: str
    at: float
    outcome: str
    content_of: int = 0
    members: int = 0
    proved: int = 0
    took: float = 0.0  # seconds from the decision to the last proof before its end, 0 = not decided, or not ended
    approved_by: tuple[str, ...] = ()
    note: str = ""
    current: bool = False


class EventView(msgspec.Struct, frozen=True):
    """level: info good warn bad. worker '' = the fleet; seq 0 = no plan."""

    id: int
    at: float
    level: str
    text: str
    worker: str = ""
    seq: int = 0


class SourceView(msgspec.Struct, frozen=True):
    path: str
    format: str
    state: str = "unknown"  # in-sync planned drifted unreadable unknown
    sha256: str = ""
    reason: str = ""
    changed_at: float = 0.0
    watching: str = ""  # inotify | polling
    degraded: str = ""
    overflows: int = 0
    name: str = ""  # '' = the only source, without a name


class SourceRow(msgspec.Struct, frozen=True):
    """One source and its workers in a line: for whoever looks at another."""

    name: str
    verdict: str
    proven: int = 0
    total: int = 0
    target_seq: int = 0
    target_version: str = ""
    phase: str = ""  # of its plan in flight, '' = none
    waits: str = ""  # what its plan waits for a human for, '' = nothing
    trouble: str = ""  # what else a human should know, '' = nothing

    @property
    def calls(self) -> str:
        """Why somebody should look there, '' = no need."""
        moving = f", {self.phase.lower()}" if self.phase else ""
        return self.waits or self.trouble or ("" if self.verdict == "CONVERGED" else self.verdict + moving)

    @property
    def urgency(self) -> int:
        """0: no need to look there; 3: its plan waits for a human."""
        return 3 if self.waits else 2 if self.trouble else int(self.verdict != "CONVERGED")


class View(msgspec.Struct, frozen=True):
    """Everything an operator can see at one moment."""

    service: str
    host: str
    pid: int
    epoch: int
    started_at: float
    at: float
    verdict: str  # CONVERGED MIXED STALE UNPROVEN
    source: SourceView
    target_seq: int = 0
    target_version: str = ""
    target_sha256: str = ""
    proven: int = 0
    total: int = 0  # workers that are not cordoned
    drift: int = 0
    silent: int = 0
    moving: int = 0
    frozen: str = ""  # the reason, '' = not frozen
    read_only: str = ""  # why nothing can be recorded, '' = fine
    stopping: bool = False
    waiting_sha256: str = ""  # newer content that waits for the transaction in flight
    rollout: RolloutView | None = None
    last: RolloutView | None = None
    workers: tuple[WorkerView, ...] = ()
    versions: tuple[VersionView, ...] = ()
    events: tuple[EventView, ...] = ()
    budget: Budget = Budget()
    records: int = 0  # journal records so far
    sources: tuple[SourceRow, ...] = ()  # all that the daemon has, this one too, in the order of the settings
