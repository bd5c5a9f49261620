"""The workers as the World knows them: one record each, and what can be said of all of them together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from holdfast.core import phase as ph
from holdfast.core.book import Book
from holdfast.core.lifecycle import MACHINE as PROCESS
from holdfast.core.lifecycle import Happening, Life
from holdfast.core.phase import Phase, Word
from holdfast.core.settings import WorkerSettings
from holdfast.core.words import Figures, Grade, Proof, Target

STALE_ROUNDS = 3  # a proof older than this many rounds is no longer shown as one


@dataclass(slots=True)
class Worker:
    """One worker's state. Everything about an incarnation is forgotten when another one says hello."""

    settings: WorkerSettings
    life: Life = Life.DOWN
    phase: Phase = Phase.DOWN
    phase_at: float = 0.0
    pid: int = 0
    started_at: float = 0.0
    queued: bool = False
    again: bool = False  # start it again when it has stopped
    killed: bool = False
    deaths: list[float] = field(default_factory=list)
    left: int = 0  # processes that outlived its last one, and are being ended
    restarts: int = 0
    last_exit: str = ""
    # the incarnation
    inc: str = ""
    connected: bool = False
    boot: int = 0  # the number of the content it was started on
    acked: tuple[int, str] = (0, "")
    acked_at: float = 0.0
    proof: Proof = field(default_factory=Proof)
    first_proof: tuple[str, int, str] = ("", 0, "")  # (inc, seq, sha256) already in history
    # the way around its channel (fallback.py)
    signal: str = ""  # what it declared
    heard: float = -1.0  # monotonic: when its channel said something last, or ended
    told: Target | None = None  # what its fallback signal was last about
    tells: int = 0  # so often
    told_at: float = -1.0  # monotonic: when last
    # the step under way
    order: tuple[str, Target] | None = None
    prepared: Target | None = None
    silent: int = 0  # prepares without an answer, in a row
    failures: int = 0  # commits that came to nothing or to a lie
    attempts: int = 0
    behind: float = -1.0  # since when (monotonic) it has not proved what it should; -1: it does
    reason: str = ""
    status: str = ""  # its own words
    figures: Figures = field(default_factory=Figures)

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def critical(self) -> bool:
        return self.settings.critical

    def forget_incarnation(self) -> None:
        self.inc, self.connected, self.acked, self.acked_at, self.proof = "", False, (0, ""), 0.0, Proof()
        self.order = self.prepared = None
        self.signal, self.told, self.tells, self.told_at = "", None, 0, -1.0


class Fleet:
    """All workers, in the order of the settings."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.workers: dict[str, Worker] = {w.name: Worker(w) for w in book.settings.workers}
        self.lives = {**dict.fromkeys(Life, 0), Life.DOWN: len(self.workers)}  # how many of each: asked after every event

    def __getitem__(self, name: str) -> Worker:
        return self.workers[name]

    def get(self, name: str) -> Worker | None:
        return self.workers.get(name)

    def __iter__(self) -> Iterator[Worker]:
        return iter(self.workers.values())

    def counted(self) -> list[Worker]:
        """Those that the verdict is about: all but the cordoned."""
        return [w for w in self if w.name not in self.book.ledger.cordoned]

    def weighs(self, worker: Worker) -> bool:
        """Is what becomes of it a reason to take a plan back? A critical one's is; where there is none, everybody's."""
        return worker.critical or not any(w.critical for w in self)

    def life(self, worker: Worker, happening: Happening) -> None:
        self.lives[worker.life] -= 1
        worker.life = PROCESS.next(worker.life, happening)
        self.lives[worker.life] += 1
        self.book.news += 1

    def turn(self, worker: Worker, word: Word) -> None:
        after = ph.MACHINE.next(worker.phase, word)
        if after is not worker.phase:
            worker.phase, worker.phase_at = after, self.book.now.wall
            self.book.news += 1

    def fresh(self, worker: Worker) -> bool:
        """Is its last proof still worth something? It ages from the monotonic second in which it was checked."""
        ttl = STALE_ROUNDS * self.book.settings.rollout.attest
        return worker.proof.mono >= 0 and self.book.now.mono - worker.proof.mono <= ttl

    def proves(self, worker: Worker, target: Target | None) -> bool:
        """Does its present incarnation freshly prove that content?"""
        attested = worker.connected and worker.proof.grade > Grade.CLAIMED and self.fresh(worker)
        return target is not None and attested and worker.proof.sha256 == target.sha256

    def answers(self, worker: Worker) -> bool:
        """Can it be asked something now?"""
        return worker.life is Life.UP and worker.connected
