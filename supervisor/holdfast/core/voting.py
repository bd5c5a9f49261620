"""From a change to a decision: draw up a plan, let every member check it, collect approvals.

A yes counts for the incarnation that gave it; an approval counts for the yeses that were on the screen. Nothing moves in here.
"""

from __future__ import annotations

from collections.abc import Collection, Set

from holdfast.core import journal as j
from holdfast.core import quorum
from holdfast.core.effects import Lint
from holdfast.core.events import Answered, Linted
from holdfast.core.fleet import Worker
from holdfast.core.flight import Flight
from holdfast.core.lifecycle import Life
from holdfast.core.plan import Draft, draw
from holdfast.core.proving import told
from holdfast.core.rollout import IN_WAVES, Rollout, Step, Turn, Vote
from holdfast.core.words import Kind, Target, Who, person


class Voting:
    def __init__(self, flight: Flight) -> None:
        self.flight = flight
        self.book, self.fleet, self.proving = flight.book, flight.fleet, flight.proving

    def begin(self, draft: Draft) -> Rollout:
        """Draws up a plan. The caller has made sure that none is open."""
        seq, version = self.flight.number()
        members, voters, gate = draw(self.fleet, self.book, draft.kind)
        rollout = Rollout(
            seq, version, draft.sha256, draft.kind, draft.author, draft.author_uid, self.book.ledger.target,
            members, voters, gate, draft.approvals if draft.kind is not Kind.BOOTSTRAP else 0, self.book.now.wall, draft.content_of,
        )  # fmt: skip
        self.flight.open = rollout
        base = rollout.base or Target(0, "", "")
        self.book.remember(
            j.Begin(
                at=self.book.now.wall, seq=seq, version=version, sha256=draft.sha256, base_seq=base.seq, base_sha256=base.sha256,
                kind=draft.kind, author=draft.author, author_uid=draft.author_uid, members=members, voters=voters, gate=gate,
                approvals=rollout.approvals_needed, content_of=draft.content_of,
            ),
            sync=False,
        )  # fmt: skip
        self.flight.turn(rollout, Turn.STORED, self.book.settings.rollout.lint_limit)
        self.book.notice("info", f"plan #{seq} {draft.sha256[:7]} by {draft.author} ({draft.kind.value})", seq=seq)
        self.book.do(Lint(seq, draft.sha256, base.sha256))
        return rollout

    def linted(self, event: Linted) -> Rollout | None:
        """What parse and schema say. Returns the plan if nobody is to be asked: the first content of a new journal."""
        rollout = self.flight.open
        for known in (rollout, self.flight.last):
            if known is not None and known.seq == event.seq and event.diff is not None:
                known.diff = event.diff
        if rollout is None or rollout.seq != event.seq or rollout.step is not Step.LINTING:
            return None
        if event.problems:
            self.flight.abort("refused", event.problems[0] if len(event.problems) == 1 else "; ".join(event.problems[:5]))
        elif rollout.kind is not Kind.BOOTSTRAP:
            self.flight.turn(rollout, Turn.FINE, self._prepare_limit(rollout))
            self._ask(rollout, rollout.members)
        elif self.book.ledger.frozen:
            self.flight.abort("aborted", f"frozen by {self.book.ledger.frozen}", again=True)
        else:
            return rollout
        return None

    def _prepare_limit(self, rollout: Rollout) -> float:
        return max((self.fleet[name].settings.prepare_limit for name in rollout.members), default=1.0) + 1.0

    def _ask(self, rollout: Rollout, names: tuple[str, ...]) -> None:
        """Prepare with everybody who can be asked; who already proves these bytes need not be (unless a reload is the point)."""
        target = rollout.target
        for name in names:
            worker = self.fleet[name]
            rollout.votes.pop(name, None)
            if not self.fleet.answers(worker) or worker.order == ("prepare", target):
                continue  # nobody is asked twice at a time: of two answers only the first would count
            if rollout.kind is not Kind.RELOAD and worker.order is None and self.fleet.proves(worker, target):
                rollout.votes[name] = Vote(True, worker.inc, self.book.now.mono)
            else:
                self.proving.prepare(worker, target, rollout.kind, worker.settings.prepare_limit)

    def voted(self, event: Answered) -> None:
        """A member's answer to prepare, before the decision."""
        rollout = self.flight.open
        if rollout is None or not self.flight.may_vote(event.worker) or (event.seq, event.step) != (rollout.seq, "prepare"):
            return
        if event.worker not in rollout.members:
            return
        rollout.votes[event.worker] = Vote(
            event.ok, event.inc, self.book.now.mono, event.code, "" if event.ok else told(event), event.checks, event.ms
        )
        if not event.ok:
            rollout.refused = True
            self.book.notice("warn", f"no to #{rollout.seq}: {told(event)}", event.worker, rollout.seq)

    def arrived(self, worker: Worker) -> None:
        """A worker said hello: if it is being waited for, it is asked (its earlier yes was another incarnation's)."""
        rollout = self.flight.open
        if rollout is None or worker.name not in rollout.members:
            return
        if rollout.step in (Step.PREPARING, Step.AWAITING) or (rollout.step in IN_WAVES and self.flight.may_vote(worker.name)):
            self._ask(rollout, (worker.name,))

    def proved(self, worker: Worker) -> None:
        """It has just said what it runs: a yes that was only a proof of these very bytes lasts as long as that is true."""
        rollout = self.flight.open
        asking = rollout is not None and rollout.step in (Step.PREPARING, *IN_WAVES) and self.flight.may_vote(worker.name)
        if rollout is None or not asking or not self.fleet.answers(worker):
            return
        vote, asked = rollout.votes.get(worker.name), worker.order is not None and worker.order[1] == rollout.target
        kept = asked or worker.prepared == rollout.target or self.fleet.proves(worker, rollout.target)
        if vote is not None and vote.ok and not kept:
            self._ask(rollout, (worker.name,))

    def approve(self, rollout: Rollout, by: Who) -> None:
        """One more approval, of exactly this content over exactly this base; `approvable` was asked before."""
        record = j.Approved(at=self.book.now.wall, seq=rollout.seq, by=str(by), uid=by.uid, login_uid=by.login_uid)
        self.book.remember(record)
        rollout.seen |= frozenset(rollout.yes)
        self.book.notice("good", f"#{rollout.seq} approved by {by}", seq=rollout.seq)

    def approved(self, rollout: Rollout) -> bool:
        """Enough distinct people? While it is frozen nobody is enough."""
        people = {person(r.uid, r.login_uid) for r in self.book.ledger.approvals if r.seq == rollout.seq}
        return len(people) >= rollout.approvals_needed and not self.book.ledger.frozen

    def _void(self, rollout: Rollout, why: str) -> None:
        """Approvals given so far do not count any more."""
        self.book.remember(j.Voided(at=self.book.now.wall, seq=rollout.seq, reason=why), sync=False)
        rollout.seen = frozenset()
        self.book.notice("warn", f"approvals of #{rollout.seq} are void: {why}", seq=rollout.seq)

    # -- may it go on?

    def _waiting_for(self, rollout: Rollout) -> set[str]:
        """Members whose vote may still come within the deadline."""
        return {name for name in rollout.members if name not in rollout.votes and self._may_answer(self.fleet[name])}

    @staticmethod
    def _may_answer(worker: Worker) -> bool:
        return worker.life in (Life.UP, Life.STARTING) or (worker.life is Life.STOPPING and worker.again)

    def _all_is_well(self, rollout: Rollout) -> bool:
        """Everybody lives, nobody has said no, and somebody is missing: nothing to decide yet.

        Asked after each event, so it does not look at everybody: from the end, where the last to be asked are.
        """
        lives = self.fleet.lives
        if rollout.refused or lives[Life.UP] + lives[Life.STARTING] < len(self.fleet.workers):
            return False
        return any(name not in rollout.votes for name in reversed(rollout.members))

    def preparing(self, rollout: Rollout, late: bool = False) -> None:
        if not late and self._all_is_well(rollout):
            return
        waiting = set[str]() if late else self._waiting_for(rollout)
        verdict = self._verdict(rollout, waiting)
        if verdict is quorum.Verdict.LOST:
            self._refused(rollout)
        elif verdict is quorum.Verdict.WON and not waiting:
            self._all_voted(rollout)

    def _verdict(self, rollout: Rollout, waiting: Set[str]) -> quorum.Verdict:
        """Silence is not a yes: a voter that is not waited for any more counts as a no."""
        votes = [(name, rollout.votes.get(name)) for name in rollout.voters]
        yes = sum(1 for _, vote in votes if vote is not None and vote.ok)
        no = sum(1 for name, vote in votes if (name not in waiting if vote is None else not vote.ok))
        return quorum.verdict(yes, no, len(votes), rollout.gate)

    def _refused(self, rollout: Rollout) -> None:
        yes = len(set(rollout.yes) & set(rollout.voters))
        refusers = [f"{name}: {vote.error}" for name, vote in rollout.votes.items() if not vote.ok]
        silent = [f"{name}: no answer" for name in rollout.voters if name not in rollout.votes]
        self.flight.abort("refused", f"{yes} of {rollout.gate} needed said yes; " + "; ".join([*refusers, *silent][:6]))

    def _all_voted(self, rollout: Rollout) -> None:
        self._hold_to(rollout, rollout.seen - set(rollout.yes))
        if self.approved(rollout):
            self.flight.turn(rollout, Turn.APPROVED)
        else:
            self.flight.turn(rollout, Turn.WON, self.book.settings.rollout.approval_expiry)
            said = f"{len(rollout.yes)} of {len(rollout.members)} said yes"
            waits = f"waits, frozen by {frozen}" if (frozen := self.book.ledger.frozen) else "waits for approval"
            self.book.notice("info", f"#{rollout.seq} {waits}: {said}", seq=rollout.seq)

    def _hold_to(self, rollout: Rollout, turned: Collection[str]) -> None:
        """Approvals were given to what was on the screen; `turned` said yes then, and do not now."""
        if turned:
            self._void(rollout, f"{', '.join(sorted(turned))} said yes when it was approved, and does not now")

    def awaiting(self, rollout: Rollout) -> None:
        target = self.book.ledger.target
        if (target.sha256 if target else "") != (rollout.base.sha256 if rollout.base else ""):
            self.flight.abort("aborted", "the base has moved since it was drawn up")
            return
        self._hold_to(rollout, rollout.seen & set(rollout.no))
        if not self.approved(rollout):
            return
        if old := self._old_votes(rollout):
            self.flight.turn(rollout, Turn.OLD, self._prepare_limit(rollout))
            self._ask(rollout, old)
        elif gone := rollout.seen - set(rollout.yes):
            self._hold_to(rollout, gone)
        elif self._verdict(rollout, set()) is quorum.Verdict.WON:
            self.flight.turn(rollout, Turn.APPROVED)
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
