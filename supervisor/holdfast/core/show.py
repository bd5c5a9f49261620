"""World -> View: one plain value for console, command line and metrics. Nothing is green here that was not proved."""

from __future__ import annotations

from holdfast.core.fleet import Fleet, Worker
from holdfast.core.ledger import Ledger, Version
from holdfast.core.lifecycle import Life
from holdfast.core.phase import IN_STEP, Phase
from holdfast.core.rollout import IN_WAVES, Rollout, Step
from holdfast.core.settings import RolloutSettings
from holdfast.core.view import (
    ApprovalView,
    CourseView,
    LaneView,
    RolloutView,
    SourceView,
    VersionView,
    View,
    VoteView,
    WorkerView,
)
from holdfast.core.waving import IN_WAVES as KINDS_IN_WAVES
from holdfast.core.words import Grade, Proof, Target
from holdfast.core.world import World

VERSIONS_SHOWN = 100
EVENTS_SHOWN = 100
_DEAD = (Phase.DOWN, Phase.HELD, Phase.QUARANTINED)
_SILENT = (Phase.STALE, Phase.LOST)


def world_view(world: World, host: str, pid: int) -> View:
    """Everything an operator can see. Times are wall-clock seconds."""
    book, ledger = world.book, world.ledger
    rows = tuple(worker_view(world.fleet, worker) for worker in world.fleet)
    counted = [row for row in rows if not row.cordoned]
    target = ledger.target or Target(0, "", "")
    return View(
        service=book.settings.name, host=host, pid=pid, epoch=ledger.epoch, started_at=world.started_at, at=book.now.wall,
        verdict=verdict(counted, ledger.target), source=_source(world),
        target_seq=target.seq, target_version=target.version, target_sha256=target.sha256,
        proven=sum(1 for row in counted if row.mark == "proven"), total=len(counted),
        drift=sum(1 for row in counted if row.mark == "drift"), silent=sum(1 for row in counted if row.mark == "silent"),
        moving=sum(1 for row in counted if row.phase in {p.value for p in IN_STEP} or row.life == Life.STARTING.value),
        frozen=ledger.frozen, read_only=book.read_only, stopping=book.stopping, waiting_sha256=world.source.waiting,
        rollout=rollout_view(world, world.transactions.open), last=rollout_view(world, world.transactions.last),
        workers=rows, versions=versions(ledger, VERSIONS_SHOWN),
        events=tuple(reversed(list(book.events)[-EVENTS_SHOWN:])), budget=world.budget, records=ledger.records,
    )  # fmt: skip


def verdict(rows: list[WorkerView], target: Target | None) -> str:
    """CONVERGED only if everybody in the count proves the target now."""
    if target is None or not rows:
        return "UNPROVEN"
    marks = {row.mark for row in rows}
    if marks == {"proven"} and all(row.proved_sha256 == target.sha256 for row in rows):  # a wave proves what is not the target yet
        return "CONVERGED"
    if "drift" in marks or any(row.phase in (Phase.HELD.value, Phase.QUARANTINED.value, Phase.LAGGING.value) for row in rows):
        return "MIXED"
    if any(row.proved_sha256 not in ("", target.sha256) for row in rows):
        return "MIXED"
    if any(row.phase in {p.value for p in _SILENT} for row in rows):
        return "STALE"
    return "UNPROVEN"


def mark(fleet: Fleet, worker: Worker) -> str:
    """The proof vocabulary: proven acked drift silent dead cordoned."""
    target = fleet.book.ledger.content_for(worker.name)
    if worker.name in fleet.book.ledger.cordoned:
        return "cordoned"
    if worker.phase in _DEAD:
        return "dead"
    if worker.phase is Phase.ACTIVE and fleet.proves(worker, target):
        return "proven"
    if worker.phase is Phase.DRIFTED:
        return "drift"
    if worker.phase in _SILENT:
        return "silent"
    if worker.phase in (Phase.VALIDATING, Phase.PREPARED) and fleet.proves(worker, target):
        return "proven"  # it is only being asked about something else
    return "acked" if worker.phase in IN_STEP or worker.acked[1] else "silent"


def worker_view(fleet: Fleet, worker: Worker) -> WorkerView:
    ledger = fleet.book.ledger
    want = ledger.content_for(worker.name) or Target(0, "", "")
    claims = worker.proof.grade is Grade.CLAIMED
    proved, told = (Proof(Grade.CLAIMED), worker.proof) if claims else (worker.proof, Proof())
    figures = worker.figures if worker.pid else type(worker.figures)()
    shown, proves = mark(fleet, worker), _name_of(ledger, proved.sha256, want)
    return WorkerView(
        name=worker.name, group=worker.settings.group, command=" ".join(worker.settings.command), critical=worker.critical,
        cordoned=worker.name in ledger.cordoned, life=worker.life.value, phase=_phase(worker), mark=shown, pid=worker.pid,
        started_at=worker.started_at if worker.pid else 0.0, phase_at=worker.phase_at, restarts=worker.restarts, last_exit=worker.last_exit,
        desired_seq=want.seq, desired_version=want.version, desired_sha256=want.sha256,
        acked_seq=worker.acked[0], acked_sha256=worker.acked[1], acked_at=worker.acked_at,
        proved_seq=proved.seq, proved_version=proves, proved_sha256=proved.sha256,
        grade=int(proved.grade), proved_at=proved.at,
        signal=worker.signal, told_seq=told.seq, told_sha256=told.sha256, told_at=told.at,
        status=worker.status if worker.pid else "",
        reason=worker.reason, why=why(worker, want, shown, proves), do=do(worker, want, shown),
        cpu=figures.cpu, rss=figures.rss, fds=figures.fds, threads=figures.threads, watches=figures.watches, instances=figures.instances,
    )  # fmt: skip


def _phase(worker: Worker) -> str:
    """Life where there is nothing to run yet, else the phase."""
    return worker.life.value if worker.phase is Phase.DOWN and worker.life is not Life.UP else worker.phase.value


def _name_of(ledger: Ledger, sha256: str, want: Target) -> str:
    """The newest version with that content that was ever decided; the one it should run where they are the same."""
    if not sha256:
        return ""
    if sha256 == want.sha256:
        return want.version
    same = [v for v in ledger.versions.values() if v.sha256 == sha256]
    ran = [v for v in same if v.decided_at] or same
    return ran[-1].version if ran else ""


def why(worker: Worker, want: Target, shown: str, proves: str) -> str:
    """What the evidence says, in a sentence; '' where the reason says it all (it stands beside this, and is not said twice)."""
    if shown == "proven":
        return f"its present process proved {want.checksum} over a fresh nonce"
    if _idles(worker, want):
        return "there is nothing to run yet: the source has no content that was accepted"
    if _not_dialled(worker) and not worker.reason:
        before = f"{worker.last_exit}; started again: " if worker.last_exit else ""
        return f"{before}has not dialled $HOLDFAST_SOCKET yet (a worker must, within {worker.settings.start_limit:g} s of its start)"
    if worker.phase is Phase.IDLE and worker.proof.sha256 and not want.seq:
        return f"proves {proves or worker.proof.sha256[:7]}; what it should run is not known"
    if worker.phase is Phase.IDLE:
        return "alive, nothing proven yet"
    if worker.phase is Phase.STALE:
        return "no answer to three rounds of nonces: what it runs now is not known"
    if worker.phase is Phase.LAGGING and not worker.reason:
        return f"still proves {proves or 'bytes of no version we know'}"
    return "" if worker.reason else worker.last_exit


def _idles(worker: Worker, want: Target) -> bool:
    """Never started: nobody has decided anything for it."""
    return worker.life is Life.DOWN and not want.seq and not worker.started_at


def _not_dialled(worker: Worker) -> bool:
    return worker.life is Life.STARTING and not worker.connected


def do(worker: Worker, want: Target, shown: str) -> tuple[str, ...]:
    """What helps, each `action  words`: the action by the name that the console and, for most, the command line have for it."""
    if shown in ("proven", "acked"):
        return ()
    reload_, restart = "reload  reload this worker, with proof", "restart  restart it"
    cordon, logs = "cordon  cordon: leave it out of the count", "logs  its output"
    if _idles(worker, want):
        return ("edit  edit the source",)
    if _not_dialled(worker):
        return (logs, restart, cordon)
    if worker.life in (Life.FATAL, Life.BACKOFF):
        return (logs, "reload  try again", cordon)
    if worker.phase in (Phase.HELD, Phase.QUARANTINED):
        return ("reload  give it another chance", logs, restart, cordon)
    return (reload_, restart, logs, cordon)


def versions(ledger: Ledger, limit: int) -> tuple[VersionView, ...]:
    """History, newest first."""
    newest = sorted(ledger.versions.values(), key=lambda v: -v.seq)[:limit]
    current = ledger.target.seq if ledger.target else 0
    return tuple(_version(v, v.seq == current) for v in newest)


def _version(v: Version, current: bool) -> VersionView:
    return VersionView(
        v.seq, v.version, v.sha256, v.kind.value, v.author, v.at, v.outcome or "open", v.content_of, v.members, v.proved,
        max(0.0, (v.proved_at or v.ended_at) - v.decided_at) if v.decided_at and v.ended_at else 0.0, v.approved_by, v.note, current,
    )  # fmt: skip


def _source(world: World) -> SourceView:
    s, settings = world.source, world.book.settings.source
    return SourceView(
        settings.path, settings.format, s.state, s.sha256, s.reason, s.changed_at, s.watching.mode, s.watching.reason, s.watching.overflows,
        settings.name,
    )


def rollout_view(world: World, rollout: Rollout | None) -> RolloutView | None:
    if rollout is None:
        return None
    ledger, base = world.ledger, rollout.base or Target(0, "", "")
    kinds = [change.kind for change in rollout.diff.changes]
    approvals = tuple(ApprovalView(a.by, a.at) for a in ledger.approvals if a.seq == rollout.seq)
    return RolloutView(
        seq=rollout.seq, version=rollout.version, sha256=rollout.sha256, kind=rollout.kind.value, author=rollout.author,
        phase=rollout.step.value if not rollout.outcome else "Done", base_seq=base.seq, base_version=base.version, base_sha256=base.sha256,
        content_of=rollout.content_of, reason=rollout.reason, outcome=rollout.outcome, began_at=rollout.began_at,
        decided_at=rollout.decided_at, ended_at=rollout.ended_at, deadline_at=rollout.deadline_at, gate=rollout.gate,
        voters=len(rollout.voters), yes=len(rollout.yes), no=len(rollout.no), members=len(rollout.members),
        proved=sum(1 for name in rollout.members if _proves(world, name, rollout.target)),
        wave=max(0, rollout.wave_count - 1 if rollout.decided_at else rollout.wave), waves=rollout.wave_count,
        stage=rollout.stage.value if rollout.step is Step.WAVE else "", held=rollout.held,
        course=_course(world.book.settings.rollout, rollout), approvals_needed=rollout.approvals_needed, approvals=approvals,
        barred_uid=rollout.author_uid if world.book.settings.rollout.exclude_author else -1,
        votes=tuple(_vote(rollout, name) for name in rollout.members),
        lanes=tuple(_lane(world, rollout, name) for name in rollout.members),
        keys_changed=kinds.count("changed"), keys_added=kinds.count("added"), keys_removed=kinds.count("removed"),
    )  # fmt: skip


def _course(rule: RolloutSettings, rollout: Rollout) -> CourseView:
    waves = tuple(map(str, rule.waves)) if rollout.kind in KINDS_IN_WAVES and rollout.older is not None else ()
    return CourseView(waves, rule.bake, bool(rule.health), rule.commit_limit, rule.verify_window)


def _proves(world: World, name: str, target: Target) -> bool:
    worker = world.fleet.get(name)
    return worker is not None and worker.phase is Phase.ACTIVE and world.fleet.proves(worker, target)


def _vote(rollout: Rollout, name: str) -> VoteView:
    vote = rollout.votes.get(name)
    if vote is None:
        return VoteView(name, "waiting" if rollout.step is Step.PREPARING else "left-out", name in rollout.voters)
    return VoteView(name, "yes" if vote.ok else "no", name in rollout.voters, vote.code, vote.error, vote.checks, vote.ms)


def _lane(world: World, rollout: Rollout, name: str) -> LaneView:
    """How far one member has come, judged from what is known of it now."""
    worker, back = world.fleet.get(name), rollout.revert is not None
    vote = rollout.votes.get(name)
    if worker is None:
        return LaneView(name)
    if _proves(world, name, rollout.target):
        return LaneView(name, 5, "proved", back=back)
    if rollout.step in IN_WAVES and name in rollout.yes and name not in world.ledger.waved:
        return LaneView(name, 2, f"wave {_wave_of(rollout, name)}")
    if worker.phase in (Phase.HELD, Phase.QUARANTINED, Phase.DRIFTED, Phase.LOST) or worker.life is Life.FATAL:
        return LaneView(name, 4 if worker.phase is Phase.DRIFTED else 2, worker.phase.value.lower(), True, back, worker.reason)
    if vote is not None and not vote.ok:
        return LaneView(name, 1, "refused", True, back, vote.error)
    if worker.phase is Phase.COMMITTING:
        return LaneView(name, 3, "committing", back=back)
    if worker.phase is Phase.PREPARED or (vote is not None and not rollout.decided_at):
        return LaneView(name, 2, "voted yes", back=back)
    if worker.phase is Phase.VALIDATING:
        return LaneView(name, 1, "validating", back=back)
    return LaneView(name, 0, worker.phase.value.lower() if rollout.decided_at else "waiting", back=back, detail=worker.reason)


def _wave_of(rollout: Rollout, name: str) -> int:
    """The wave that it waits for, from 1."""
    return next((number for number, wave in enumerate(rollout.waves, 1) if name in wave), rollout.wave_count)
