"""The desk that moves single workers: hello, prepare, vote, commit, proof, and again until there is proof.

It is level-triggered: whatever was lost, doubled or late, `judge` looks at the evidence at hand and `again` asks once more.
What the whole fleet decides (may this be committed?) is not decided here; this desk only ever commits what the ledger
desires for that worker.
"""

from __future__ import annotations

from holdfast.core import journal as j
from holdfast.core.book import Book
from holdfast.core.effects import Cancel, Order, Ping, Publish
from holdfast.core.events import Answered, Gone, Hello, Ponged
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.lifecycle import Happening, Life, jittered
from holdfast.core.phase import ALIVE, IN_STEP, Phase, Word
from holdfast.core.processes import LOST_AFTER, Processes
from holdfast.core.words import Grade, Kind, Proof, Target

COMMIT_ANSWER = 5.0  # seconds until a commit is called lost and sent again
GRACE = 0.5  # seconds that a lane has to report its own time-out before the World calls it one
SILENT = "no answer"
PATIENCE = 3  # failed proofs (or failed commits) until a worker is quarantined
AGAIN_MIN, AGAIN_MAX = 0.2, 5.0  # seconds between two tries with one worker


class Proving:
    def __init__(self, book: Book, fleet: Fleet, processes: Processes) -> None:
        self.book, self.fleet, self.processes = book, fleet, processes

    # -- channels

    def hello(self, event: Hello) -> bool:
        """False: nobody runs under that name; it is what was left in the socket of one that has ended."""
        worker = self.fleet[event.worker]
        if not worker.pid:
            return False
        redialled = worker.inc == event.inc
        proof = worker.proof if redialled else Proof()
        worker.forget_incarnation()
        worker.inc, worker.connected, worker.proof = event.inc, True, proof
        worker.acked = (event.seq, event.sha256)
        self.fleet.life(worker, Happening.HELLO)
        self.book.disarm("start", worker.name)
        self.book.disarm("lost", worker.name)
        self.fleet.turn(worker, Word.HELLO)
        self.book.do(Ping((worker.name,)))
        return True

    def gone(self, event: Gone) -> None:
        worker = self.fleet[event.worker]
        if event.inc != worker.inc or not worker.connected:
            return
        worker.connected = False
        self._end_step(worker)
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
        self.book.do(Publish(worker.name, target.sha256, self.book.settings.source.format))
        self.book.do(Order(worker.name, "commit", target.seq, target.version, target.sha256, kind, COMMIT_ANSWER))

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
        self._end_step(worker)
        if worker.connected:
            self.book.do(Cancel(worker.name, target.seq))
        self.fleet.turn(worker, Word.BACK)

    def unasked(self, worker: Worker) -> None:
        """What it was to be asked was never sent."""
        self._end_step(worker)
        self.fleet.turn(worker, Word.BACK)
        self.judge(worker)

    def _end_step(self, worker: Worker) -> None:
        worker.order = worker.prepared = None
        self.book.disarm("step", worker.name)

    def answered(self, event: Answered) -> bool:
        """Takes an answer; False: it is late, doubled, or of another incarnation, and changes nothing."""
        worker = self.fleet[event.worker]
        if worker.order is None or worker.order[0] != event.step or worker.order[1].seq != event.seq:
            return False
        if event.inc and event.inc != worker.inc:
            return False
        target = worker.order[1]
        worker.order = None
        self.book.disarm("step", worker.name)
        if event.step == "commit":
            self._committed(worker, target, event)
        elif event.ok:
            self._agreed(worker, target)
        else:
            self._refused(worker, target, event)
        return True

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
                self._try_again(worker)
            elif event.code == "E_SEQ":  # it runs that number with other bytes: only a new process can be told
                worker.reason = told(event)
                worker.failures += 1
                self._try_again(worker)
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
            worker.acked = (target.seq, event.claimed or target.sha256)
            self._proof(worker, event.sha256, event.grade, target.seq)
            if event.sha256 == target.sha256 and event.grade > Grade.CLAIMED:
                self.judge(worker)
                return
            self._lied(worker, target, event.sha256)
        else:
            worker.reason = event.error or event.code
            self.fleet.turn(worker, Word.LAG)
            self.book.notice("warn", f"commit failed: {event.code} {event.error}".rstrip(), worker.name, target.seq)
            worker.failures += event.code not in ("E_TIMEOUT", "E_NOTPREP")
            if event.code != "E_TIMEOUT":
                worker.proof = Proof()  # what it proved a moment ago is in doubt
        self._try_again(worker)

    def _lied(self, worker: Worker, target: Target, proves: str) -> None:
        worker.failures += 1
        what = proves[:7] or "bytes of no version we know"
        worker.reason = f"says it runs {target.checksum}, proves {what}"
        self.book.notice("bad", worker.reason, worker.name, target.seq)
        self.fleet.turn(worker, Word.DRIFT)

    # -- evidence

    def ponged(self, event: Ponged) -> None:
        worker = self.fleet[event.worker]
        if event.inc != worker.inc or not worker.connected:
            return
        self._proof(worker, event.sha256, event.grade, event.seq)
        if worker.phase is Phase.COMMITTING and worker.order is not None and event.seq < worker.order[1].seq:
            return  # it has not come to the commit yet
        self.judge(worker)

    def _proof(self, worker: Worker, sha256: str, grade: Grade, seq: int) -> None:
        worker.proof = Proof(grade, sha256, seq, self.book.now.mono, self.book.now.wall)

    def judge(self, worker: Worker) -> None:
        """Where the evidence at hand puts this worker. Nothing else ever says Active."""
        desired = self.book.ledger.desired(worker.name)
        if worker.phase not in ALIVE or worker.phase in (Phase.VALIDATING, Phase.PREPARED):
            return
        if not self.fleet.fresh(worker):
            if worker.phase is Phase.ACTIVE:
                self.fleet.turn(worker, Word.STALE)
                self.book.notice("warn", "no proof for three rounds", worker.name)
        elif not worker.connected:
            return
        elif left := self.book.ledger.left_behind(worker.name):
            self._stays_behind(worker, left, desired)
        elif desired is None:
            return
        elif self.fleet.proves(worker, desired):
            self._proves(worker, desired)
        elif worker.phase is not Phase.COMMITTING or worker.order is None:
            self._proves_other(worker, desired)

    def _proves(self, worker: Worker, desired: Target) -> None:
        worker.failures = worker.attempts = 0
        worker.behind = -1.0
        if worker.phase is Phase.COMMITTING:
            self._end_step(worker)
        self.book.disarm("again", worker.name)
        self._first_proof(worker, desired)
        if worker.phase is not Phase.ACTIVE:
            worker.reason = ""
            self.fleet.turn(worker, Word.PROVED)

    def _first_proof(self, worker: Worker, target: Target) -> None:
        """Once for each incarnation and number: a line of history."""
        if worker.first_proof == (worker.inc, target.seq, target.sha256):
            return
        worker.first_proof = (worker.inc, target.seq, target.sha256)
        self.book.remember(
            j.Proved(at=self.book.now.wall, worker=worker.name, pid=worker.pid, seq=target.seq, version=target.version,
                     checksum=worker.acked[1][:7] or target.checksum, sha256=target.sha256),
            sync=False,
        )  # fmt: skip

    def _stays_behind(self, worker: Worker, left: j.Left, good: Target | None) -> None:
        """It does not get what the others run, until somebody says so: whatever it proves, that is what there is to say of it."""
        if good is not None and self.fleet.proves(worker, good):
            self._first_proof(worker, good)
        self.fleet.turn(worker, Word.HOLD if left.state == Phase.HELD.value else Word.QUARANTINE)
        worker.reason = left.reason

    def _proves_other(self, worker: Worker, desired: Target) -> None:
        if worker.phase is Phase.QUARANTINED and worker.failures >= PATIENCE:
            return
        claims = worker.acked[1] == desired.sha256
        if claims and worker.phase is not Phase.DRIFTED:
            worker.reason = f"says it runs {desired.checksum}, proves {worker.proof.sha256[:7] or 'bytes of no version we know'}"
            self.book.notice("bad", worker.reason, worker.name, desired.seq)
        self.fleet.turn(worker, Word.DRIFT if claims else Word.LAG)
        if worker.order is None and ("again", worker.name) not in self.book.timers:
            self._try_again(worker)

    # -- again, until there is proof

    def _try_again(self, worker: Worker) -> None:
        if worker.failures >= PATIENCE:
            worker.attempts = 0
            if self.processes.quarantine(worker, f"{worker.reason} ({worker.failures} times)"):
                self.fleet.turn(worker, Word.QUARANTINE)
                worker.failures = 0
                self.processes.restart(worker)
                return
            self.fleet.turn(worker, Word.QUARANTINE)
            return
        if worker.behind >= 0 and self.book.now.mono - worker.behind >= self.book.settings.rollout.commit_limit:
            self._given_up(worker)
        delay = jittered(min(AGAIN_MAX, AGAIN_MIN * 2**worker.attempts), f"{worker.name}:{worker.attempts}")
        worker.attempts += 1
        self.book.arm("again", worker.name, delay)

    def _given_up(self, worker: Worker) -> None:
        """It has hung in commit for the whole limit: restarted where others depend on it, else shown as lost."""
        worker.behind = self.book.now.mono
        if worker.critical:
            self.book.notice("bad", "hangs in commit: restarted", worker.name)
            self.processes.restart(worker)
        else:
            self.fleet.turn(worker, Word.LOSE)
            self.book.notice("bad", "hangs in commit: lost", worker.name)

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

    def hold(self, worker: Worker, sha256: str, reason: str) -> None:
        """It said no (or nothing) to what is decided: it stays on its last good content, and is not forced."""
        worker.reason = reason
        left = self.book.ledger.left.get(worker.name)
        if left is None or (left.sha256, left.reason) != (sha256, reason):
            now = self.book.now.wall
            self.book.remember(j.Left(at=now, worker=worker.name, sha256=sha256, state=Phase.HELD.value, reason=reason), sync=False)
        self.book.notice("warn", f"held: {reason}", worker.name)
        if worker.phase in ALIVE:
            self.fleet.turn(worker, Word.HOLD)

    def ask_once_more(self, worker: Worker) -> None:
        """Who was silent when its plan was decided is asked again, once, when the plan has ended."""
        left = self.book.ledger.left.get(worker.name)
        if left is not None and left.reason.startswith(SILENT) and worker.silent < 2:
            self.book.remember(j.Released(at=self.book.now.wall, worker=worker.name), sync=False)
            self.judge(worker)

    def release(self, worker: Worker) -> None:
        """An operator gives it another chance."""
        worker.failures = worker.attempts = worker.silent = 0
        worker.deaths = []
        if worker.name in self.book.ledger.left:
            self.book.remember(j.Released(at=self.book.now.wall, worker=worker.name), sync=False)

    # -- rounds

    def round(self) -> None:
        """One fresh nonce to everybody who can answer, and a look at whose proof has become old."""
        self.book.arm("ping", "", self.book.settings.rollout.attest)
        asked = tuple(w.name for w in self.fleet if self.fleet.answers(w))
        if asked:
            self.book.do(Ping(asked))
        for worker in self.fleet:
            if worker.phase is Phase.ACTIVE and worker.life is Life.UP:
                self.judge(worker)


def told(event: Answered) -> str:
    """A refusal in words. Every silence begins with the same two, whatever the reason for it."""
    if event.code == "E_TIMEOUT" and not event.error.startswith(SILENT):
        return f"{SILENT}: {event.error}" if event.error else SILENT
    return event.error or event.code
