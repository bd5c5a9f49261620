"""The desk that moves the whole fleet: one transaction at a time through rollout.MACHINE.

`review()` is called after every event and asks one question per phase: may it go on, must it go back, is it over? The
decision itself, `_decide`, is the only place where a fleet's target comes into being.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from holdfast.core import journal as j
from holdfast.core import quorum
from holdfast.core.book import Book
from holdfast.core.effects import Lint
from holdfast.core.events import Answered, Linted
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.ledger import Ledger
from holdfast.core.lifecycle import Life
from holdfast.core.phase import ALIVE, Phase
from holdfast.core.plan import Draft, draw
from holdfast.core.processes import Processes
from holdfast.core.proving import Proving, told
from holdfast.core.rollout import MACHINE, OPEN, UNDECIDED, Rollout, Step, Turn, Vote
from holdfast.core.words import Kind, Target, Who, label


class Transactions:
    """`open` is the transaction in flight, `last` the one that ended most recently."""

    def __init__(self, book: Book, fleet: Fleet, processes: Processes, proving: Proving) -> None:
        self.book, self.fleet, self.processes, self.proving = book, fleet, processes, proving
        self.open: Rollout | None = None
        self.last: Rollout | None = None

    # -- small words

    def turn(self, rollout: Rollout, turn: Turn, limit: float | None = None) -> None:
        """Moves on, and (re)starts the one deadline of the transaction. limit None: this phase has none of its own."""
        rollout.step = MACHINE.next(rollout.step, turn)
        rollout.deadline_at = 0.0
        self.book.disarm("rollout", "")
        if limit is not None:
            self.book.arm("rollout", "", limit)
            rollout.deadline_at = self.book.now.wall + limit

    def _next(self) -> tuple[int, str]:
        """A new sequence number and its label; the label's time never goes back, whatever the clock does."""
        seq = self.book.ledger.seq + 1
        return seq, label(max(self.book.now.wall, self.book.ledger.last_label), seq)

    @property
    def undecided(self) -> bool:
        return self.open is not None and self.open.step in UNDECIDED

    # -- from a change to a decision

    def begin(self, draft: Draft) -> Rollout:
        """Draws up a plan. The caller has made sure that none is open."""
        seq, version = self._next()
        members, voters, gate = draw(self.fleet, self.book, draft.kind)
        rollout = Rollout(
            seq, version, draft.sha256, draft.kind, draft.author, draft.author_uid, self.book.ledger.target,
            members, voters, gate, draft.approvals if draft.kind is not Kind.BOOTSTRAP else 0, self.book.now.wall, draft.content_of,
        )  # fmt: skip
        self.open = rollout
        base = rollout.base or Target(0, "", "")
        self.book.remember(
            j.Begin(
                at=self.book.now.wall, seq=seq, version=version, sha256=draft.sha256, base_seq=base.seq, base_sha256=base.sha256,
                kind=draft.kind, author=draft.author, author_uid=draft.author_uid, members=members, voters=voters, gate=gate,
                approvals=rollout.approvals_needed, content_of=draft.content_of,
            ),
            sync=False,
        )  # fmt: skip
        self.turn(rollout, Turn.STORED, self.book.settings.rollout.lint_limit)
        self.book.notice("info", f"plan #{seq} {draft.sha256[:7]} by {draft.author} ({draft.kind.value})", seq=seq)
        self.book.do(Lint(seq, draft.sha256, base.sha256))
        return rollout

    def linted(self, event: Linted) -> None:
        rollout = self.open
        if rollout is None or rollout.seq != event.seq or rollout.step is not Step.LINTING:
            return
        if event.diff is not None:
            rollout.diff = event.diff
        if event.problems:
            self.abort("refused", event.problems[0] if len(event.problems) == 1 else "; ".join(event.problems[:5]))
        elif rollout.kind is Kind.BOOTSTRAP:
            self._decide(rollout)
        else:
            self.turn(rollout, Turn.FINE, self._prepare_limit(rollout))
            self._ask(rollout, rollout.members)

    def _prepare_limit(self, rollout: Rollout) -> float:
        return max((self.fleet[name].settings.prepare_limit for name in rollout.members), default=1.0) + 1.0

    def _ask(self, rollout: Rollout, names: tuple[str, ...]) -> None:
        """Prepare with everybody who can be asked; who already proves these bytes need not be (unless a reload is the point)."""
        for name in names:
            worker = self.fleet[name]
            rollout.votes.pop(name, None)
            if not self.fleet.answers(worker):
                continue
            if rollout.kind is not Kind.RELOAD and self.fleet.proves(worker, rollout.target):
                rollout.votes[name] = Vote(True, worker.inc, self.book.now.mono)
            else:
                self.proving.prepare(worker, rollout.target, rollout.kind, worker.settings.prepare_limit)

    def voted(self, event: Answered) -> None:
        """A member's answer to prepare, before the decision."""
        rollout = self.open
        if rollout is None or not self.undecided or (event.seq, event.step) != (rollout.seq, "prepare"):
            return
        if event.worker not in rollout.members:
            return
        rollout.votes[event.worker] = Vote(
            event.ok, event.inc, self.book.now.mono, event.code, "" if event.ok else told(event), event.checks, event.ms
        )
        if not event.ok:
            self.book.notice("warn", f"no to #{rollout.seq}: {told(event)}", event.worker, rollout.seq)

    def arrived(self, worker: Worker) -> None:
        """A worker said hello: if it is being waited for, it is asked (its earlier yes was another incarnation's)."""
        rollout = self.open
        if rollout is not None and rollout.step in (Step.PREPARING, Step.AWAITING) and worker.name in rollout.members:
            self._ask(rollout, (worker.name,))

    def approve(self, rollout: Rollout, by: Who) -> None:
        """One more approval, of exactly this content over exactly this base; `approvable` was asked before."""
        record = j.Approved(at=self.book.now.wall, seq=rollout.seq, by=str(by), uid=by.uid, login_uid=by.login_uid)
        self.book.remember(record)
        rollout.seen = frozenset(rollout.yes) if rollout.step is Step.AWAITING else rollout.seen
        self.book.notice("good", f"#{rollout.seq} approved by {by}", seq=rollout.seq)

    def approved(self, rollout: Rollout) -> bool:
        """Enough distinct people? A person is a login uid where there is one."""
        people = {r.login_uid if r.login_uid >= 0 else r.uid for r in self.book.ledger.approvals if r.seq == rollout.seq}
        return len(people) >= rollout.approvals_needed

    def void(self, rollout: Rollout, why: str) -> None:
        """Approvals given so far do not count any more."""
        self.book.ledger = self.book.ledger.without_approvals()
        rollout.seen = frozenset()
        self.book.notice("warn", f"approvals of #{rollout.seq} are void: {why}", seq=rollout.seq)

    # -- one look after every event

    def review(self) -> None:
        """May it go on, must it go back, is it over? Until nothing changes."""
        rollout = self.open
        while rollout is not None and not self.book.read_only:
            before = rollout.step
            look = {
                Step.PREPARING: self._preparing, Step.AWAITING: self._awaiting, Step.PREPARED: self._decide,
                Step.COMMITTING: self._committing, Step.ROLLING_BACK: self._rolling_back,
            }.get(rollout.step)  # fmt: skip
            if look is not None:
                look(rollout)
            if self.open is not rollout or rollout.step is before:
                return

    def _waiting_for(self, rollout: Rollout) -> list[str]:
        """Members whose vote may still come within the deadline."""
        return [
            name for name in rollout.members
            if name not in rollout.votes and self.fleet[name].life in (Life.UP, Life.STARTING)
        ]  # fmt: skip

    def _preparing(self, rollout: Rollout, late: bool = False) -> None:
        waiting = () if late else self._waiting_for(rollout)
        verdict = self._verdict(rollout, waiting)
        if verdict is quorum.Verdict.LOST:
            self._refused(rollout)
        elif verdict is quorum.Verdict.WON and not waiting:
            self._all_voted(rollout)

    def _verdict(self, rollout: Rollout, waiting: Collection[str]) -> quorum.Verdict:
        """Silence is not a yes: a voter that is not waited for any more counts as a no."""
        yes = set(rollout.yes)
        no = sum(1 for name in rollout.voters if name not in yes and name not in waiting)
        return quorum.verdict(len(yes & set(rollout.voters)), no, len(rollout.voters), rollout.gate)

    def _refused(self, rollout: Rollout) -> None:
        yes = len(set(rollout.yes) & set(rollout.voters))
        refusers = [f"{name}: {vote.error}" for name, vote in rollout.votes.items() if not vote.ok]
        silent = [f"{name}: no answer" for name in rollout.voters if name not in rollout.votes]
        self.abort("refused", f"{yes} of {rollout.gate} needed said yes; " + "; ".join([*refusers, *silent][:6]))

    def _all_voted(self, rollout: Rollout) -> None:
        if rollout.seen and not rollout.seen <= set(rollout.yes):
            turned = ", ".join(sorted(rollout.seen - set(rollout.yes)))
            self.void(rollout, f"{turned} said yes when it was approved, and does not now")
        if self.approved(rollout):
            self.turn(rollout, Turn.APPROVED)
        else:
            self.turn(rollout, Turn.WON, self.book.settings.rollout.approval_expiry)
            said = f"{len(rollout.yes)} of {len(rollout.members)} said yes"
            self.book.notice("info", f"#{rollout.seq} waits for approval: {said}", seq=rollout.seq)

    def _awaiting(self, rollout: Rollout) -> None:
        target = self.book.ledger.target
        if (target.sha256 if target else "") != (rollout.base.sha256 if rollout.base else ""):
            self.abort("aborted", "the base has moved since it was drawn up")
        elif self.approved(rollout):
            if old := self._old_votes(rollout):
                self.turn(rollout, Turn.OLD, self._prepare_limit(rollout))
                self._ask(rollout, old)
            elif self._verdict(rollout, ()) is quorum.Verdict.WON:
                self.turn(rollout, Turn.APPROVED)
            else:
                self._refused(rollout)

    def _old_votes(self, rollout: Rollout) -> tuple[str, ...]:
        """Whom to ask (again) before going on: no vote yet, or a yes of another incarnation, too old, or lost with its connection."""
        ttl = self.book.settings.rollout.vote_ttl
        old = [name for name in rollout.members if name not in rollout.votes and self.fleet.answers(self.fleet[name])]
        for name in rollout.yes:
            worker, vote = self.fleet[name], rollout.votes[name]
            kept = worker.prepared == rollout.target or (rollout.kind is not Kind.RELOAD and self.fleet.proves(worker, rollout.target))
            if worker.inc != vote.inc or not kept or self.book.now.mono - vote.mono > ttl:
                old.append(name)
        return tuple(old)

    # -- the decision and after it

    def _decide(self, rollout: Rollout) -> None:
        """Durable first: the record is synced before the commits that follow it in this step."""
        now = self.book.now.wall
        self.book.remember(j.Decide(
            at=now, seq=rollout.seq, version=rollout.version, sha256=rollout.sha256, kind=rollout.kind,
            content_of=rollout.content_of, author=rollout.author,
        ))  # fmt: skip
        rollout.decided_at = now
        self.turn(rollout, Turn.GO, self.book.settings.rollout.commit_limit)
        self.book.notice("info", f"#{rollout.seq} decided: {rollout.version} {rollout.sha256[:7]}", seq=rollout.seq)
        if rollout.kind is Kind.BOOTSTRAP:
            self.processes.start_all()
        for worker in self.fleet:
            self._hand_over(rollout, worker)

    def _hand_over(self, rollout: Rollout, worker: Worker) -> None:
        """What the decision means for one worker."""
        vote = rollout.votes.get(worker.name)
        left = self.book.ledger.left.get(worker.name)
        if vote is not None and vote.ok and self.fleet.answers(worker):
            if left is not None:
                self.proving.release(worker)
            if worker.prepared == rollout.target or self.fleet.proves(worker, rollout.target):
                self.proving.commit(worker, rollout.target, rollout.kind)
                return
        elif worker.name in rollout.members and worker.phase in ALIVE:
            self.proving.cancel(worker, rollout.seq)
            self.proving.hold(worker, rollout.sha256, vote.error if vote is not None else "no answer")
        self.proving.judge(worker)

    def _settled(self, name: str, target: Target) -> bool:
        """Nothing more is to be expected of this member: it proves the target, or was left behind, or is dead for good."""
        worker = self.fleet[name]
        left = self.book.ledger.left.get(name)
        return self._has(worker, target) or worker.life in (Life.FATAL, Life.DOWN) or (left is not None and left.sha256 == target.sha256)

    def _has(self, worker: Worker, target: Target) -> bool:
        return worker.phase is Phase.ACTIVE and self.fleet.proves(worker, target)

    def _committing(self, rollout: Rollout, late: bool = False) -> None:
        members = rollout.members
        proved = [name for name in members if self._has(self.fleet[name], rollout.target)]
        if not late and not all(self._settled(name, rollout.target) for name in members):
            return
        voters = [name for name in rollout.voters if name in proved]
        if len(voters) >= rollout.gate or rollout.base is None:
            self.turn(rollout, Turn.PROVED, self.book.settings.rollout.verify_window)
            level = "good" if len(proved) == len(members) else "warn"
            self.book.notice(level, f"#{rollout.seq} proved by {len(proved)} of {len(members)}", seq=rollout.seq)
        else:
            missing = ", ".join(name for name in rollout.voters if name not in proved)
            self.revert(rollout, f"{len(voters)} of {rollout.gate} needed proved it; not {missing}")

    def exited(self, worker: Worker) -> None:
        """A worker died by itself: that counts for a transaction that has just given it something new to run."""
        rollout = self.open
        if rollout is None:
            return
        if (vote := rollout.votes.get(worker.name)) and self.undecided and vote.ok:
            del rollout.votes[worker.name]
        if rollout.step in (Step.COMMITTING, Step.VERIFYING) and rollout.base is not None:
            count = rollout.exits[worker.name] = rollout.exits.get(worker.name, 0) + 1
            if count >= 2 and (worker.critical or not any(w.critical for w in self.fleet)):
                self.revert(rollout, f"{worker.name} has died {count} times since it was given this ({worker.last_exit})")

    def finish(self, rollout: Rollout, note: str = "") -> None:
        """It stays. How many prove it is written down with it."""
        proved = sum(1 for name in rollout.members if self._has(self.fleet[name], rollout.target))
        total = len(rollout.members)
        outcome = "active" if proved == total else f"active ({proved} of {total})"
        self._end(rollout, Turn.CLEAN, rollout.seq, outcome, note)
        self._close(rollout, outcome, note)
        for worker in self.fleet:
            self.proving.ask_once_more(worker)

    def _end(self, rollout: Rollout, turn: Turn, seq: int, outcome: str, note: str) -> None:
        proved = sum(1 for w in self.fleet if self._has(w, rollout.target))
        self.turn(rollout, turn)
        end = j.End(at=self.book.now.wall, seq=seq, outcome=outcome, members=len(rollout.members), proved=proved, note=note)
        self.book.remember(end)

    def _close(self, rollout: Rollout, outcome: str, reason: str) -> None:
        rollout.outcome, rollout.ended_at = outcome, self.book.now.wall
        rollout.reason = reason or rollout.reason
        self.last, self.open = rollout, None
        level = "good" if outcome == "active" else "info" if outcome == "superseded" else "warn"
        self.book.notice(level, f"#{rollout.seq} {outcome}" + (f": {reason}" if reason else ""), seq=rollout.seq)

    def abort(self, outcome: str, reason: str, by: str = "", again: bool = False) -> None:
        """Before the decision: nothing has moved, and nothing will."""
        rollout = self.open
        if rollout is None:
            return
        self.turn(rollout, Turn.ABORT)
        record = j.Abort(at=self.book.now.wall, seq=rollout.seq, outcome=outcome, reason=reason, by=by, again=again)
        self.book.remember(record)
        self.turn(rollout, Turn.CLOSE)
        self._close(rollout, outcome, reason)
        for worker in self.fleet:
            self.proving.cancel(worker, rollout.seq)

    # -- back

    def revert(self, rollout: Rollout, reason: str, by: str = "") -> None:
        """Older content under a new number (the old number could be revived by a late commit)."""
        if rollout.base is None or self.book.read_only:
            return
        now = self.book.now.wall
        seq, version = self._next()
        rollout.revert, rollout.reason = Target(seq, version, rollout.base.sha256), reason
        self.turn(rollout, Turn.REVERT, self.book.settings.rollout.rollback_limit)
        self.book.remember(j.Abort(at=now, seq=rollout.seq, outcome="rolled back", reason=reason, by=by), sync=False)
        self.book.remember(j.Decide(
            at=now, seq=seq, version=version, sha256=rollout.base.sha256, kind=Kind.REVERT,
            content_of=rollout.base.seq, author=by or "holdfast",
        ))  # fmt: skip
        self.book.notice("bad", f"#{rollout.seq} is taken back: {reason}", seq=rollout.seq)
        for worker in self.fleet:
            if worker.phase in ALIVE:
                self._take_back(worker, rollout.revert)

    def _take_back(self, worker: Worker, target: Target) -> None:
        self.proving.cancel(worker, worker.order[1].seq if worker.order else target.seq)
        worker.failures = worker.attempts = 0
        if self.fleet.proves(worker, target):
            self.proving.commit(worker, target, Kind.REVERT)
        elif self.fleet.answers(worker):
            self.proving.prepare(worker, target, Kind.REVERT, worker.settings.prepare_limit, checks=False)

    def _rolling_back(self, rollout: Rollout) -> None:
        living = [w for w in self.fleet.counted() if w.life in (Life.UP, Life.STARTING, Life.BACKOFF)]
        if rollout.revert is not None and all(self._has(w, rollout.revert) for w in living):
            self._end(rollout, Turn.PROVED, rollout.revert.seq, "active", f"took #{rollout.seq} back")
            self._close(rollout, "rolled back", rollout.reason)

    # -- deadlines

    def due(self) -> None:
        """The transaction's own limit has passed."""
        rollout = self.open
        if rollout is None or self.book.read_only:
            return
        limit = self.book.settings.rollout
        if rollout.step is Step.LINTING:
            self.abort("aborted", f"checking it took longer than {limit.lint_limit:.0f} s")
        elif rollout.step is Step.PREPARING:
            self._preparing(rollout, late=True)
        elif rollout.step is Step.AWAITING:
            self.abort("aborted", f"not approved within {limit.approval_expiry / 3600:.0f} h")
        elif rollout.step is Step.COMMITTING:
            self._committing(rollout, late=True)
        elif rollout.step is Step.VERIFYING:
            self.finish(rollout)
        elif rollout.step is Step.ROLLING_BACK and rollout.revert is not None:
            behind = [w.name for w in self.fleet if not self._has(w, rollout.revert)]
            self._stuck(rollout, f"not back on {rollout.base.checksum if rollout.base else ''}: {', '.join(behind)}")

    def _stuck(self, rollout: Rollout, reason: str) -> None:
        self.turn(rollout, Turn.LATE)
        rollout.reason = reason
        self.book.remember(j.Stuck(at=self.book.now.wall, seq=rollout.target.seq, reason=reason))
        self.book.notice("bad", f"#{rollout.seq} is stuck: {reason}", seq=rollout.seq)

    def retry(self, rollout: Rollout) -> None:
        """An operator wants a stuck way back tried once more."""
        if rollout.revert is None:
            return
        self.turn(rollout, Turn.REVERT, self.book.settings.rollout.rollback_limit)
        for worker in self.fleet:
            if worker.phase in ALIVE and not self._has(worker, rollout.revert):
                self.proving.release(worker)
                self._take_back(worker, rollout.revert)

    def accept(self, rollout: Rollout, note: str) -> None:
        """An operator takes a stuck fleet as it is."""
        self._end(rollout, Turn.ACCEPT, rollout.target.seq, "accepted", note)
        self._close(rollout, "accepted", note)

    # -- after a restart

    def resume(self) -> None:
        """What the last durable record of the earlier daemon asks for (its deadlines start anew)."""
        ledger = self.book.ledger
        if ledger.decided is not None:
            self.open = resumed(ledger, ledger.decided, tuple(w.name for w in self.fleet))
            limit = self.book.settings.rollout
            step = self.open.step
            self.book.arm("rollout", "", limit.commit_limit if step is Step.COMMITTING else limit.rollback_limit)
            self.book.notice("info", f"#{self.open.seq} was decided before the restart: going on", seq=self.open.seq)
        elif ledger.opened is not None:
            begun = ledger.opened
            why = "the supervisor was restarted before it was decided"
            self.book.remember(j.Abort(at=self.book.now.wall, seq=begun.seq, outcome="aborted", reason=why, again=True))
            self.book.notice("info", f"#{begun.seq} aborted: {why}", seq=begun.seq)


def resumed(ledger: Ledger, decided: j.Decide, names: tuple[str, ...]) -> Rollout:
    """The transaction of a DECIDE without an END, as far as the ledger knows it."""
    begun = ledger.opened if ledger.opened is not None and ledger.opened.seq == decided.seq else None
    known = [v for v in ledger.versions.values() if v.seq < decided.seq and v.decided_at]
    older = max(known, key=lambda v: v.seq, default=None)
    base = Target(older.seq, older.version, older.sha256) if older is not None else None
    failed = max((v for v in ledger.versions.values() if v.outcome == "rolled back"), key=lambda v: v.seq, default=None)
    if decided.kind is Kind.REVERT and failed is not None:
        decided = msgspec.structs.replace(decided, seq=failed.seq, version=failed.version, sha256=failed.sha256)
    rollout = Rollout(
        decided.seq, decided.version, decided.sha256, decided.kind, decided.author, begun.author_uid if begun else -1, base,
        begun.members if begun and begun.members else names, begun.voters if begun else (), begun.gate if begun else 0,
        0, decided.at, decided.content_of,
        step=Step.COMMITTING, decided_at=decided.at,
    )  # fmt: skip
    if decided.kind is Kind.REVERT:
        rollout.step = Step.STUCK if ledger.stuck else Step.ROLLING_BACK
        rollout.revert = ledger.target
        rollout.reason = ledger.stuck
    return rollout


__all__ = ["OPEN", "Transactions"]
