"""The desk that speaks with single workers: hello, prepare, vote, commit; one order at a time.

What their answers mean is judged in evidence.py; what the whole fleet decides (may this be committed?) is not decided here either.
This desk only ever commits what the ledger desires for that worker.
"""

from __future__ import annotations

from holdfast.core.book import Book
from holdfast.core.effects import Cancel, Order, Ping, Publish
from holdfast.core.events import Answered, Gone, Hello, Said
from holdfast.core.evidence import SILENT, Evidence
from holdfast.core.fallback import Fallback
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.lifecycle import Happening, Life
from holdfast.core.phase import IN_STEP, Word
from holdfast.core.processes import LOST_AFTER
from holdfast.core.words import Grade, Kind, Proof, Target

COMMIT_ANSWER = 5.0  # seconds until a commit is called lost and sent again
GRACE = 0.5  # seconds that a lane has to report its own time-out before the World calls it one


class Proving:
    def __init__(self, book: Book, fleet: Fleet, evidence: Evidence, fallback: Fallback) -> None:
        self.book, self.fleet, self.evidence, self.fallback = book, fleet, evidence, fallback
        self.judge, self.hold = evidence.judge, evidence.hold
        self.release, self.ask_once_more = evidence.release, evidence.ask_once_more

    # -- channels

    def hello(self, event: Hello) -> bool:
        """False: nobody runs under that name; it is what was left in the socket of one that has ended."""
        worker = self.fleet[event.worker]
        if not worker.pid:
            return False
        redialled = worker.inc == event.inc
        proof = worker.proof if redialled else Proof()
        worker.status = worker.status if redialled else ""
        worker.forget_incarnation()
        worker.inc, worker.connected, worker.proof = event.inc, True, proof
        worker.acked, worker.acked_at = (event.seq, event.sha256), self.book.now.wall
        worker.heard = self.book.now.mono
        self.fallback.declared(worker, event)
        self.fleet.life(worker, Happening.HELLO)
        self.book.disarm("start", worker.name)
        self.book.disarm("lost", worker.name)
        self.fleet.turn(worker, Word.HELLO)
        self.book.do(Ping((worker.name,)))
        target, left = self.book.ledger.content_for(worker.name), self.book.ledger.left_behind(worker.name)
        if target is not None and event.sha256 != target.sha256 and left is None:
            self.evidence.try_again(worker)  # it may say nothing more than this
        return True

    def said(self, event: Said) -> None:
        worker = self.fleet[event.worker]
        if event.inc == worker.inc:
            worker.status = event.text

    def gone(self, event: Gone) -> None:
        worker = self.fleet[event.worker]
        if event.inc != worker.inc or not worker.connected:
            return
        worker.connected, worker.heard = False, self.book.now.mono
        self.evidence.end_step(worker)
        self.fleet.turn(worker, Word.BACK)
        self.book.arm("lost", worker.name, LOST_AFTER)

    def lost(self, worker: Worker) -> None:
        """Five seconds without a channel: if the process still lives, that is a finding."""
        if worker.life is Life.UP and not worker.connected:
            worker.reason = "its socket is closed, its process lives"
            self.fleet.turn(worker, Word.LOSE)
            self.book.notice("warn", worker.reason, worker.name)

    # -- one order at a time

    def prepare(self, worker: Worker, target: Target, kind: Kind, limit: float, checks: bool = True) -> None:
        """Ask it to check that content without using it."""
        worker.order, worker.prepared = ("prepare", target), None
        self.fleet.turn(worker, Word.PREPARE)
        self.book.arm("step", worker.name, limit + GRACE)
        self.book.do(Order(worker.name, "prepare", target.seq, target.version, target.sha256, kind, limit, checks))

    def commit(self, worker: Worker, target: Target, kind: Kind) -> None:
        """Ask it to use what it prepared (or take the new number of what it already runs). Only for what is durable."""
        worker.order = ("commit", target)
        self.fleet.turn(worker, Word.COMMIT)
        self.book.arm("step", worker.name, COMMIT_ANSWER + GRACE)
        self.book.do(Publish(worker.name, target.seq, target.version, target.sha256))
        wave = worker.name in self.book.ledger.waved
        self.book.do(Order(worker.name, "commit", target.seq, target.version, target.sha256, kind, COMMIT_ANSWER, wave=wave))

    def cancel(self, worker: Worker, seq: int) -> None:
        """Plan `seq` is over for this worker: it forgets the candidate, and an order about it is not waited for."""
        target = worker.order[1] if worker.order else worker.prepared
        if target is not None and target.seq == seq:
            self.forget(worker)
            self.judge(worker)

    def forget(self, worker: Worker) -> None:
        """Whatever it is being asked, or has said yes to, is over. What is on its way to it may still arrive there."""
        target = worker.order[1] if worker.order else worker.prepared
        if target is None:
            return
        self.evidence.end_step(worker)
        if worker.connected:
            self.book.do(Cancel(worker.name, target.seq))
        self.fleet.turn(worker, Word.BACK)

    def unasked(self, worker: Worker) -> None:
        """What it was to be asked was never sent."""
        self.evidence.end_step(worker)
        self.fleet.turn(worker, Word.BACK)
        self.judge(worker)

    def answered(self, event: Answered) -> bool:
        """Takes an answer; False: it is late, doubled, or of another incarnation, and changes nothing."""
        worker = self.fleet[event.worker]
        if event.inc and event.inc != worker.inc:
            return False
        target = worker.order[1] if worker.order else self._taken_back(worker, event)
        if target is None or target.seq != event.seq or (worker.order and worker.order[0] != event.step):
            return False
        worker.order = worker.prepared = None
        if event.code != "E_TIMEOUT":
            worker.heard = self.book.now.mono
        self.book.disarm("step", worker.name)
        if event.step == "commit":
            self._committed(worker, target, event)
        elif event.ok:
            self._agreed(worker, target)
        else:
            self._refused(worker, target, event)
        return True

    @staticmethod
    def _taken_back(worker: Worker, event: Answered) -> Target | None:
        """It was asked twice (its channel came back meanwhile), said yes, and now no: the last word counts."""
        no = event.step == "prepare" and not event.ok and event.code != "E_TIMEOUT"
        return worker.prepared if no else None

    def step_due(self, worker: Worker) -> None:
        """Nobody reported within the limit: a lane that died is a time-out like any other."""
        if worker.order is not None:
            step, target = worker.order
            self.answered(Answered(worker.name, worker.inc, step, target.seq, ok=False, code="E_TIMEOUT", error=SILENT))

    def _agreed(self, worker: Worker, target: Target) -> None:
        worker.silent, worker.prepared = 0, target
        self.fleet.turn(worker, Word.YES)
        if self._decided(worker, target):
            self.commit(worker, target, Kind.REVERT if self._reverting(target) else Kind.APPLY)

    def _refused(self, worker: Worker, target: Target, event: Answered) -> None:
        """Before the decision a no is a vote; after it, the worker is left behind (silence is asked about once more)."""
        silent = event.code == "E_TIMEOUT"
        worker.silent = worker.silent + 1 if silent else 0
        self.fleet.turn(worker, Word.BACK)
        if self._decided(worker, target):
            if self.fleet.proves(worker, target):
                self.book.notice("warn", f"no to doing it again: {told(event)}; it goes on with {target.checksum}", worker.name)
            elif silent and worker.silent < 2:
                self.evidence.try_again(worker)
            elif event.code == "E_SEQ":  # it runs that number with other bytes: only a new process can be told
                worker.reason = told(event)
                worker.failures += 1
                self.evidence.try_again(worker)
            else:
                self.hold(worker, target.sha256, told(event))
        self.judge(worker)

    def _decided(self, worker: Worker, target: Target) -> bool:
        desired = self.book.ledger.desired(worker.name)
        return desired is not None and desired.seq == target.seq and desired.sha256 == target.sha256

    def _committed(self, worker: Worker, target: Target, event: Answered) -> None:
        worker.prepared = None
        if worker.behind < 0:
            worker.behind = self.book.now.mono
        if event.ok:
            worker.acked, worker.acked_at = (target.seq, event.claimed or target.sha256), self.book.now.wall
            self.evidence.proof(worker, event.sha256, event.grade, target.seq)
            if event.sha256 == target.sha256 and event.grade > Grade.CLAIMED:
                self.judge(worker)
                return
            self.evidence.lied(worker, target, event.sha256)
        else:
            worker.reason = event.error or event.code
            self.fleet.turn(worker, Word.LAG)
            self.book.notice("warn", f"commit failed: {event.code} {event.error}".rstrip(), worker.name, target.seq)
            worker.failures += event.code not in ("E_TIMEOUT", "E_NOTPREP")
            if event.code != "E_TIMEOUT":
                worker.proof = Proof()  # what it proved a moment ago is in doubt
        self.evidence.try_again(worker)

    # -- again, until there is proof

    def again(self, worker: Worker) -> None:
        """Prepare, and then commit, what this worker should run; the way back from lagging, drifting and held."""
        desired = self.book.ledger.desired(worker.name)
        if desired is None or not self.fleet.answers(worker) or worker.phase in IN_STEP:
            return
        if self.fleet.proves(worker, desired):
            self.judge(worker)
        else:
            self.prepare(worker, desired, Kind.REVERT if self._reverting(desired) else Kind.APPLY, worker.settings.prepare_limit)

    def retry(self, worker: Worker) -> None:
        """An operator wants it done once more, also where it proves the target already."""
        desired = self.book.ledger.desired(worker.name)
        if desired is not None and self.fleet.answers(worker):
            self.prepare(worker, desired, Kind.RELOAD, worker.settings.prepare_limit)

    def _reverting(self, desired: Target) -> bool:
        decided = self.book.ledger.decided
        return decided is not None and decided.seq == desired.seq and decided.kind is Kind.REVERT

def told(event: Answered) -> str:
    """A refusal in words. Every silence begins with the same two, whatever the reason for it."""
    if event.code == "E_TIMEOUT" and not event.error.startswith(SILENT):
        return f"{SILENT}: {event.error}" if event.error else SILENT
    return event.error or event.code or "no reason given"
