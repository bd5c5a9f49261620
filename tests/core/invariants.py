"""What must be true after every step, whatever happens: the invariants as assertions over the World and its outside.

    I1   validated only: committed, or given in a wave, only to who found exactly that content good   here, waves.py
    I2   decision before effect: started, committed, told, run only what is durably decided           here, walk_watch.py
    I3   one version in the end: from every state, without faults, everybody proves the target        walk.py
    I4   history: an entry that is durable is never lost or changed, also across crashes              walk_watch.py
    I5   no false Active: only on the last proof of the present process, and not on an old one        here
    I6   gate: as many yeses as the plan began with ask for; silence is none, an old one is none      here, walk_watch.py
    I8   no zombie: numbers only grow, of plans, of decisions, and of what a worker runs              here, walk_watch.py
    I10  an end to everything: whoever is on the way somewhere has a limit, or somebody who reports   here
    I11  approvals: as many people as it needs, for this content, with the votes that they saw        here
    I13  one transaction at a time                                                                    here
    I15  canaries: nothing goes on before those who run it prove it; nobody else runs it (I2)         waves.py

And the durable half of the World is the fold of its records, always. Each assertion says which of them is broken.
"""

from __future__ import annotations

from typing import Any

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.evidence import PATIENCE
from holdfast.core.fleet import STALE_ROUNDS, Worker
from holdfast.core.lifecycle import Life
from holdfast.core.phase import Phase
from holdfast.core.quorum import gate
from holdfast.core.rollout import Step
from holdfast.core.show import mark, world_view
from holdfast.core.view import View
from holdfast.core.words import Grade, Kind


class Invariants:
    """One schedule's watch. It counts votes, approvals and proofs by itself, from the events, and compares."""

    def __init__(self, outside: Any) -> None:
        self.outside = outside
        self.yes: dict[str, tuple[str, int]] = {}  # worker: (incarnation, plan) of its yes
        self.proofs: dict[str, tuple[str, str, float]] = {}  # worker: (incarnation, content, when)
        self.approvals: list[tuple[int, frozenset[str]]] = []  # (person, the yeses on the screen) of the open plan
        self.shown: tuple[int, frozenset[str]] = (0, frozenset())  # the open plan, and the yeses that people see
        self.begun: j.Begin | None = None
        self.open = 0
        self.steps = 0

    # -- before anything is done

    def stepped(self, event: object, effects: list[object]) -> None:
        for effect in effects:
            match effect:
                case ef.Remember(record, _):
                    self._record(record)
                case ef.Spawn(name, seq, _, sha256):
                    self._spawn(name, seq, sha256)
                case ef.Order(name, "commit", seq, _, sha256):
                    self._commit(name, seq, sha256)
                case ef.Fallback(name, _, _, seq, _, sha256):
                    assert (seq, sha256) == self._what(self.outside.folded.desired(name)), "I2: told by signal what is not decided for it"
        if not self.outside.world.book.read_only:
            assert self.outside.world.ledger == self.outside.folded, "the ledger is not the fold of its records"

    def _spawn(self, name: str, seq: int, sha256: str) -> None:
        """Its content, or its last good one (a record of this very step may have given it another chance)."""
        ledger = self.outside.folded
        allowed = [self._what(target) for target in (ledger.content_for(name), ledger.last_good.get(name)) if target]
        assert (seq, sha256) in allowed, "I2: started on what is not decided"
        if name in ledger.left and ledger.left_behind(name) and name in ledger.last_good:
            assert (seq, sha256) == self._what(ledger.last_good[name]), "I2: started on what it was left behind on"

    @staticmethod
    def _what(target: Any) -> tuple[int, str]:
        return (target.seq, target.sha256) if target else (0, "")

    def heard(self, event: object) -> None:
        now = self.outside.now.mono
        match event:
            case ev.Answered(name, inc, "prepare", seq, False) if self.yes.get(name) == (inc, seq) and event.code != "E_TIMEOUT":
                del self.yes[name]
            case ev.Answered() if not self._asked(event):
                pass  # late, or twice
            case ev.Answered(name, inc, "prepare", seq, ok):
                self.yes.pop(name, None)
                if ok:
                    self.yes[name] = (inc, seq)
            case ev.Answered(name, inc, "commit", _, True, sha256):
                self.proofs[name] = (inc, sha256, now)
            case ev.Ponged(name, inc, _, sha256) if self.outside.world.fleet[name].inc == inc:
                self.proofs[name] = (inc, sha256, now)
            case ev.Exited(name):
                self.yes.pop(name, None)
                self.proofs.pop(name, None)
            case ev.Started():
                ledger = self.outside.folded
                going_on = ledger.decided or ledger.opened
                self.yes, self.proofs, self.approvals, self.begun = {}, {}, [], ledger.opened
                self.open = going_on.seq if going_on else 0

    def _asked(self, event: ev.Answered) -> bool:
        worker = self.outside.world.fleet[event.worker]
        return worker.order is not None and (worker.order[0], worker.order[1].seq) == (event.step, event.seq) and worker.inc == event.inc

    def _commit(self, name: str, seq: int, sha256: str) -> None:
        """Only what is durable, and only to who found it good (or runs it)."""
        assert (seq, sha256) == self._what(self.outside.folded.desired(name)), "I2: committed what is not decided for it"
        process = self.outside.processes.get(name)
        if process is not None and process.inc == self.outside.world.fleet[name].inc:
            known = process.agreed | {process.content} | {content for _, content in process.ran}
            known |= {content for inc, content, _ in self.proofs.values() if inc == process.inc}  # (it may have drifted twice)
            assert sha256 in known, "I1: committed what it never found good"

    # -- the records

    def _record(self, record: j.Record) -> None:
        match record:
            case j.Begin():
                assert not self.open, "I13: begun while another is open"
                assert not self.outside.folded.frozen, "begun while frozen"
                assert record.seq == 1 + max((r.seq for r in self._numbered(record)), default=0), "I8: numbers grow by one"
                self.begun, self.open, self.approvals = record, record.seq, []
                self._members(record)
            case j.Approved():
                person = record.login_uid if record.login_uid >= 0 else record.uid
                self.approvals.append((person, self.shown[1] if self.shown[0] == record.seq else frozenset()))
            case j.Voided():
                self.approvals = []
            case j.Decide():
                assert record.seq > max((r.seq for r in self._numbered(record) if isinstance(r, j.Decide)), default=0), "I8"
                if record.kind is not Kind.REVERT:
                    self._decision(record)
                self.open = record.seq
            case j.Abort() | j.End():
                self.open = 0

    def _numbered(self, before: j.Record) -> list[Any]:
        at = next(i for i, r in enumerate(self.outside.records) if r is before)
        return [r for r in self.outside.records[:at] if isinstance(r, j.Begin | j.Decide)]

    def _members(self, begun: j.Begin) -> None:
        """Everybody in the count is a member; the gate is what the settings ask for of those that are not down for good."""
        settings, fleet = self.outside.settings, self.outside.world.fleet
        if begun.kind is not Kind.BOOTSTRAP:
            assert set(begun.members) == {w.name for w in fleet} - self.outside.folded.cordoned
            able = [name for name in begun.members if fleet[name].life not in (Life.FATAL, Life.DOWN)]
            critical = [name for name in able if fleet[name].critical]
            assert set(begun.voters) == set(critical or able)
            assert begun.gate == gate(len(begun.voters), settings.rollout.quorum, bool(critical))

    def _decision(self, record: j.Decide) -> None:
        begun = self.begun
        assert begun is not None
        assert (begun.seq, begun.sha256) == (record.seq, record.sha256), "I6: decided without a plan"
        assert not self.outside.folded.frozen, "I11: decided while frozen"
        if record.kind is Kind.BOOTSTRAP:
            return
        yes = {name for name in begun.voters if self._says_yes(name, begun)}
        assert len(yes) >= begun.gate, f"I6: decided with {len(yes)} of {begun.gate} yeses"
        assert len({person for person, _ in self.approvals}) >= begun.approvals, "I11: decided without the approvals it needs"
        for _, shown in self.approvals:
            assert shown <= set(self._rollout(begun.seq).yes), "I11: a yes that an approver saw is no yes any more"
        if self.outside.settings.rollout.exclude_author:
            assert begun.author_uid not in {person for person, _ in self.approvals}, "I11: approved by its author"

    def _rollout(self, seq: int) -> Any:
        both = (self.outside.world.transactions.open, self.outside.world.transactions.last)
        return next(rollout for rollout in both if rollout is not None and rollout.seq == seq)

    def _says_yes(self, name: str, begun: j.Begin) -> bool:
        inc = self.outside.world.fleet[name].inc
        if self.yes.get(name) == (inc, begun.seq):
            return True
        proof = self.proofs.get(name)
        return begun.kind is not Kind.RELOAD and proof is not None and proof[:2] == (inc, begun.sha256)

    # -- after it is done

    def rested(self) -> None:
        world = self.outside.world
        self.steps += 1
        if self.steps % 10 == 0:
            self._shown(world_view(world, "host", 1))
        rollout = world.transactions.open
        self.shown = (rollout.seq, frozenset(rollout.yes)) if rollout is not None else (0, frozenset())
        if rollout is not None and rollout.step is not Step.STUCK and not world.book.read_only:
            assert ("rollout", "") in world.book.timers, f"I10: {rollout.step} has no deadline"
        if world.source.reading:
            waits = any(isinstance(e, ev.Content | ev.Unreadable) for e in self.outside.inbox)
            assert self.outside.reading or waits, "I10: waits for a reading that nobody does"
        for worker in world.fleet:
            self._proof(worker)
            self._life(worker)
            self._phase(worker)

    @staticmethod
    def _shown(view: View) -> None:
        """The verdict is the sum of the rows, and no row says the same thing twice."""
        rows = [row for row in view.workers if not row.cordoned]
        good = all(row.mark == "proven" and row.proved_sha256 == view.target_sha256 for row in rows)  # a wave proves something else
        assert (view.verdict == "CONVERGED") == (bool(rows) and good and view.target_seq > 0)
        assert view.proven == sum(1 for row in rows if row.mark == "proven")
        for row in view.workers:
            assert not row.why or row.why not in row.reason, "said twice"
            assert not row.reason or row.reason not in row.why, "said twice"
            assert row.mark != "dead" or row.reason or row.last_exit or row.life in ("Down", "Starting"), "dead, and nobody knows why"

    def _proof(self, worker: Worker) -> None:
        """Green only for what a living process proved, of the right bytes, not long ago; and no older proof comes after a newer one."""
        world, proof = self.outside.world, worker.proof
        if proof.grade > Grade.CLAIMED:
            assert (worker.inc, proof.sha256, proof.mono) == self.proofs.get(worker.name), "I5: the evidence has gone backwards"
        if mark(world.fleet, worker) != "proven":
            return
        inc, sha256, at = self.proofs.get(worker.name, ("", "", -1e9))
        assert inc == worker.inc, "I5: the proof of another incarnation"
        assert sha256 == world.ledger.content_for(worker.name).sha256, "I5: it proved other bytes"
        assert self.outside.now.mono - at <= STALE_ROUNDS * self.outside.settings.rollout.attest, "I5: the proof is too old"

    def _life(self, worker: Worker) -> None:
        """Whoever is on the way somewhere has a timer, or somebody who will report."""
        timers, name, out = self.outside.world.book.timers, worker.name, self.outside
        match worker.life:
            case Life.STARTING if worker.queued:
                others = sum(1 for w in out.world.fleet if w.life is Life.STARTING and not w.queued)
                assert others >= out.settings.restart.starting_at_once, "I10: queued, and nobody is in front of it"
            case Life.STARTING | Life.STOPPING if worker.pid == 0:
                told = any(isinstance(e, ev.Spawned | ev.SpawnFailed) and e.worker == name for e in out.inbox)
                assert name in out.spawning or told, "I10: waits for a start that nobody does"
            case Life.STARTING:
                assert ("start", name) in timers, "I10: no limit to its start"
            case Life.STOPPING:
                ending = name not in out.processes or out.processes[name].dying == "KILL"
                assert ("stop", name) in timers or ending, "I10: no limit to its stop"
            case Life.BACKOFF:
                assert ("backoff", name) in timers, "I10: no end to its delay"
            case Life.UP if not worker.connected:
                told = worker.phase in (Phase.LOST, Phase.HELD, Phase.QUARANTINED)
                assert ("lost", name) in timers or told, "I10: nobody misses it"

    def _phase(self, worker: Worker) -> None:
        book, rollout = self.outside.world.book, self.outside.world.transactions.open
        if worker.phase in (Phase.VALIDATING, Phase.COMMITTING):
            assert ("step", worker.name) in book.timers, f"I10: {worker.phase} without a limit"
        if worker.phase is Phase.PREPARED:
            assert rollout is not None, "I10: prepared for nothing"
            assert worker.prepared is not None
            assert worker.prepared.seq == rollout.seq, "I10: prepared for a plan that is over"
        if worker.phase in (Phase.LAGGING, Phase.DRIFTED) and self.outside.world.fleet.answers(worker):
            waits = ("again", worker.name) in book.timers or worker.failures >= PATIENCE
            assert waits, f"I10: {worker.phase}, and nobody tries again"
