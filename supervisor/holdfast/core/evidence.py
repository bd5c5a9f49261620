"""The desk that judges the evidence: what a worker is, from what it proves, against what it should run.

It is level-triggered: whatever was lost, doubled or late, `judge` looks at the evidence at hand, and `try_again` has the worker asked
once more until there is proof, or until it is quarantined. Nothing else ever says Active.
"""

from __future__ import annotations

from holdfast.core import journal as j
from holdfast.core.book import Book
from holdfast.core.effects import Cancel, Ping
from holdfast.core.events import Ponged
from holdfast.core.fallback import Fallback
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.lifecycle import Life, jittered
from holdfast.core.phase import ALIVE, Phase, Word
from holdfast.core.processes import Processes
from holdfast.core.words import Grade, Proof, Target

SILENT = "no answer"
PATIENCE = 3  # failed proofs (or failed commits) until a worker is quarantined
AGAIN_MIN, AGAIN_MAX = 0.2, 5.0  # seconds between two tries with one worker
DOUBLINGS = 5  # of the first delay: it is at its longest by then


class Evidence:
    def __init__(self, book: Book, fleet: Fleet, processes: Processes, fallback: Fallback) -> None:
        self.book, self.fleet, self.processes, self.fallback = book, fleet, processes, fallback

    # -- rounds of nonces

    def round(self) -> None:
        """One fresh nonce to everybody who can answer, and a look at whose proof has become old, and at who does not answer at all."""
        self.book.arm("ping", "", self.book.settings.rollout.attest)
        asked = tuple(w.name for w in self.fleet if self.fleet.answers(w))
        if asked:
            self.book.do(Ping(asked))
        for worker in self.fleet:
            fresh = self.fleet.fresh(worker)
            self.book.news += not fresh  # how old its proof is, is shown
            if worker.phase is Phase.ACTIVE and worker.life is Life.UP and not fresh:
                self.judge(worker)
            self.fallback.look(worker)

    def ponged(self, event: Ponged) -> None:
        worker = self.fleet[event.worker]
        if event.inc != worker.inc or not worker.connected:
            return
        self.proof(worker, event.sha256, event.grade, event.seq)
        self._wait_no_longer(worker)
        if worker.phase is Phase.COMMITTING and worker.order is not None and event.seq < worker.order[1].seq:
            return  # it has not come to the commit yet
        self.judge(worker)

    def _wait_no_longer(self, worker: Worker) -> None:
        """A yes to a plan that waits for people keeps a worker from being put right only as long as the yes is worth something."""
        desired, waiting = self.book.ledger.desired(worker.name), worker.prepared
        if worker.phase is not Phase.PREPARED or waiting is None or desired is None or self.fleet.proves(worker, desired):
            return
        if self.book.now.wall - worker.phase_at > self.book.settings.rollout.vote_ttl:
            self.end_step(worker)
            self.book.do(Cancel(worker.name, waiting.seq))
            self.fleet.turn(worker, Word.BACK)

    def proof(self, worker: Worker, sha256: str, grade: Grade, seq: int) -> None:
        before, worker.proof = worker.proof, Proof(grade, sha256, seq, self.book.now.mono, self.book.now.wall)
        if (before.grade, before.sha256, before.seq) != (grade, sha256, seq):
            self.book.news += 1
        worker.heard, worker.told, worker.tells = self.book.now.mono, None, 0

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
            self.end_step(worker)
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
            self.try_again(worker)

    def end_step(self, worker: Worker) -> None:
        """Nothing is asked of it any more."""
        worker.order = worker.prepared = None
        self.book.disarm("step", worker.name)

    # -- again, until there is proof

    def lied(self, worker: Worker, target: Target, proves: str) -> None:
        worker.failures += 1
        what = proves[:7] or "bytes of no version we know"
        worker.reason = f"says it runs {target.checksum}, proves {what}"
        self.book.notice("bad", worker.reason, worker.name, target.seq)
        self.fleet.turn(worker, Word.DRIFT)

    def try_again(self, worker: Worker) -> None:
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
        longest = min(AGAIN_MAX, AGAIN_MIN * 2 ** min(worker.attempts, DOUBLINGS))
        delay = jittered(longest, f"{worker.name}:{worker.attempts}")
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

    # -- left behind, and given another chance

    def hold(self, worker: Worker, sha256: str, reason: str) -> None:
        """It said no (or nothing) to what is decided: it stays on its last good content, and is not forced."""
        worker.reason = reason
        left = self.book.ledger.left.get(worker.name)
        if left is None or (left.sha256, left.reason) != (sha256, reason):
            now = self.book.now.wall
            self.book.remember(j.Left(at=now, worker=worker.name, sha256=sha256, state=Phase.HELD.value, reason=reason), sync=False)
        content = self.book.ledger.content_for(worker.name)
        self.book.notice("warn", f"held: {reason}", worker.name, content.seq if content is not None else 0)
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
