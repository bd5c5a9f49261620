"""What can happen next: the moves of the walk, each with what it costs.

What costs nothing may happen without end (a worker takes a message, a window passes, people approve and mend). The rest is bounded:
`faults` (a refusal, a silence, a loss, a death, a lie, a crash ...), `edits` of the file, and `deeds` of operators.

Three things are made one move, because what could come between them changes nothing that is not a move of its own: the pump gives the
World all that waits, in order; a round of nonces is answered at once by whoever is not asked something else before it; and an edit is
read when it is noticed. Late, doubled and overtaken answers are kept aside (`late`) and may come at any time afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from core_process import Process
from core_walk_doing import ANA, BOB, CONTENTS, DO
from core_walk_shelf import Loader, Saved, Shelf, save
from core_waves import House

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core.fallback import SILENCE
from holdfast.core.fleet import STALE_ROUNDS
from holdfast.core.ledger import Ledger
from holdfast.core.lifecycle import Life
from holdfast.core.phase import Phase
from holdfast.core.rollout import Stage, Step
from holdfast.core.settings import Settings
from holdfast.core.words import Who


class Cost(NamedTuple):
    faults: int = 0
    edits: int = 0
    deeds: int = 0


DEEDS = ("reject", "rollback", "reload", "apply", "freeze", "restart", "cordon", "hold")
FAULTS = (
    "crash",  # in the middle of a write: with none, some or all of its records
    "kill", "power", "disk full", "lint", "health", "stillborn", "dies", "mute", "hangs up", "drifts",
    "no", "lies", "lost", "twice", "late",  # of an answer
    "silent", "limit",  # nobody should have to wait for these
)  # fmt: skip
FREE, FAULT, EDIT, DEED = Cost(), Cost(faults=1), Cost(edits=1), Cost(deeds=1)
Move = tuple[str, ...]
_NOT_SAVED = (
    "settings", "watch", "world", "home", "log", "replies", "shelf", "places", "loader", "writes", "crash_at", "deeds", "faults",
    "declares",
)  # fmt: skip


def _kind(fault: Move) -> str:
    return {"works": fault[-1], "due": "limit"}.get(fault[0], fault[0])


class CrashHere(Exception):
    """The daemon ends in the middle of a move."""


class Walked(House):
    """The outside for a walk: one move at a time, no clock of its own, and a crash at any write on request."""

    def __init__(
        self, settings: Settings, watch: Callable[[Any], Any], deeds: Collection[str] = DEEDS, faults: Collection[str] = FAULTS,
        declares: str = "",
    ) -> None:  # fmt: skip
        self.deeds, self.faults, self.declares = deeds, faults, declares
        self.durable = Ledger()
        self.late: list[Any] = []
        self.writes: list[tuple[int, bool]] = []  # of the present move: (how many records, synced?)
        self.crash_at: tuple[int, int, bool] | None = None  # (which write of the move, how many of its records are kept, power)
        self.asked: ef.Health | None = None
        super().__init__(settings, watch)
        self.home = self.world  # every moment is taken out into this one; a restart makes another
        self.shelf = Shelf(self.world)
        self.places = self._places()
        self.loader = Loader(self.places)

    def _places(self) -> list[tuple[Any, str]]:
        own = [(self, field) for field in vars(self) if field not in _NOT_SAVED]
        watch = [(self.watch, field) for field in vars(self.watch) if field != "outside"]
        return own + watch + self.shelf.places(self.world)

    # -- put away, taken out

    def save(self) -> Saved:
        return save(self.places if self.world is self.home else self._places())

    def load(self, saved: Saved) -> None:
        self.world = self.home
        self.loader.load(saved)
        self.world.book.events.clear()

    # -- the pump

    def step(self, event: object) -> None:
        self._one(event)
        self.flow()

    def _one(self, event: object) -> None:
        before = self.world.ledger
        self.watch.heard(event)
        effects = list(self.world.receive(event, self.now))
        remembered = [e for e in effects if isinstance(e, ef.Remember)]
        if remembered and self.disk_full:
            effects = list(self.world.receive(ev.JournalFailed(before, "no space left on device"), self.now))
            remembered = []
        if remembered:
            self._write(remembered)
        self.watch.stepped(event, effects)
        self._share()
        for effect in effects:
            self._act(effect)
        self.watch.rested()

    def _share(self) -> None:
        """The watch has seen that both ledgers are equal: from here on they are one, which saves comparing them."""
        if not self.world.book.read_only:
            if self.durable is self.folded:
                self.durable = self.world.book.ledger
            self.folded = self.world.book.ledger

    def _write(self, remembered: list[ef.Remember]) -> None:
        """One write, and a sync if any of its records asks for it. The daemon may end in the middle."""
        synced = any(e.sync for e in remembered)
        self.writes.append((len(remembered), synced))
        crash = self.crash_at if self.crash_at is not None and self.crash_at[0] == len(self.writes) - 1 else None
        for effect in remembered if crash is None else remembered[: crash[1]]:
            self.records.append(effect.record)
            self.folded = self.folded.apply(effect.record)
        if crash is not None:
            raise CrashHere
        if synced:
            self.synced, self.durable = len(self.records), self.folded

    def flow(self) -> None:
        """All that needs nobody's decision."""
        while True:
            if self.inbox:
                self._one(self.inbox.popleft())
            elif ("read", "") in self.world.book.timers:
                self._one(ev.Due(("read", "")))
            elif self.reading:
                self.read()
            elif busy := next((p for p in self.processes.values() if self._chatters(p)), None):
                self.works(busy)
            else:
                return

    def _chatters(self, p: Process) -> bool:
        """A nonce, or an abort, is next. Whoever is mute will be asked again; of two nonces in a row the later one will do."""
        pings = [m for m in p.inbox if m[0] == "ping"]
        while len(pings) > (0 if p.mute else 1):
            p.inbox.remove(pings.pop(0))
        return bool(p.inbox) and not p.mute and p.inbox[0][0] in ("ping", "abort")

    def fold(self) -> Ledger:
        """The records that are left are all, or those that were synced, and what they add up to is known step by step."""
        return self.folded if len(self.records) == self.folded.records else self.durable

    def start(self) -> None:
        super().start()

    def crash(self, *, power: bool, keep: int = 0) -> None:
        super().crash(power=power, keep=keep)
        self.late.clear()

    # -- the moves

    def moves(self, left: Cost) -> Iterator[tuple[Move, Cost]]:
        yield from self._free()
        if left.faults:
            yield from ((move, FAULT) for move in self._faults() if _kind(move) in self.faults)
        if left.edits:
            yield from ((("edit", letter), EDIT) for letter, content in CONTENTS.items() if content != self.file)
        if left.deeds:
            yield from ((move, DEED) for move in self._deeds() if move[0] in self.deeds)

    def _free(self) -> Iterator[tuple[Move, Cost]]:
        timers, moves = self.world.book.timers, list[Move]()
        for name in self.spawning:
            moves.append(("born", name))
        for p in self.processes.values():
            if p.dying and (not p.mute or p.dying == "KILL"):
                moves.append(("ends", p.name))
            if p.mute:
                moves.append(("speaks", p.name))
            elif self.may_dial(p):
                moves.append(("dials", p.name))
            elif p.inbox:
                moves.append(("works", p.name, ""))
        if self.lint is not None:
            moves.append(("lint", "ok"))
        for kind, name in timers:
            silent = kind == "step" and name not in self.lanes
            if silent or kind in ("backoff", "again", "lost") or (kind == "rollout" and self._in_window()):
                moves.append(("due", kind, name))
        moves += [("comes", str(n)) for n in range(len(self.late))]
        if self.asked is not None:
            moves.append(("health", "go"))
        if self._something_ages():
            moves.append(("ages",))
        if self._something_to_show():
            moves.append(("round",))
        moves += self._mends()
        return ((move, FREE) for move in moves or self._lateness())

    def _in_window(self) -> bool:
        """Is the time that passes one in which nothing should happen?"""
        rollout = self.world.transactions.open
        return rollout is not None and (rollout.step is Step.VERIFYING or (rollout.step is Step.WAVE and rollout.stage is Stage.BAKING))

    def _mends(self) -> list[Move]:
        """People who look at what is left: what waits is approved, what is stuck or left behind is tried again."""
        rollout, ledger, moves = self.world.transactions.open, self.world.ledger, []
        if self.world.book.read_only or self.ended:
            return [("restarted",)]
        if ledger.frozen:
            moves.append(("unfreeze",))
        if rollout is not None and rollout.step in (Step.PREPARING, Step.AWAITING) and rollout.approvals_needed:
            moves += [("approve", who.name) for who in (ANA, BOB)[: rollout.approvals_needed] if self._may_approve(who)]
        if rollout is not None and rollout.step is Step.STUCK:
            moves += [("settle", "retry"), ("settle", "accept")]
        if rollout is not None and rollout.step is Step.PAUSED:
            moves.append(("reject",) if self.world.transactions.waving.hindrance(rollout) else ("go",))
        if rollout is None:
            for worker in self.world.fleet:
                if worker.phase in (Phase.HELD, Phase.QUARANTINED) and worker.order is None and worker.prepared is None:
                    moves += [("again", worker.name), ("restart", worker.name)]
                elif worker.phase is Phase.DOWN and not worker.pid and not worker.queued:
                    moves.append(("restart", worker.name))
        return moves

    def _may_approve(self, who: Who) -> bool:
        return all(approval.uid != who.uid for approval in self.world.ledger.approvals) and not self.world.ledger.frozen

    def _faults(self) -> Iterator[Move]:
        yield ("kill",)
        yield ("power",)
        if not self.disk_full:
            yield ("disk full",)
        if self.lint is not None:
            yield ("lint", "no")
        if self.asked is not None:
            yield from (("health", "back"), ("health", "unclear"))
        for name in self.spawning:
            yield ("stillborn", name)
        for p in self.processes.values():
            yield from self._faults_of(p)
        yield from self._lateness()

    def _lateness(self) -> list[Move]:
        """The limits that nobody should have to wait for. Where nothing else can happen, time passes until one of them does."""
        kinds = ("start", "stop") if self._in_window() else ("start", "stop", "rollout")
        timers = [timer for timer in self.world.book.timers if timer[0] in kinds]
        return [("silent", name) for name in self.lanes] + [("due", *timer) for timer in timers]

    def _faults_of(self, p: Process) -> Iterator[Move]:
        yield ("dies", p.name)
        if not p.mute:
            yield ("mute", p.name)
        if p.connected:
            yield ("hangs up", p.name)
            yield ("drifts", p.name)
        if p.inbox and not p.mute:
            for how in ("no", "lies", "lost", "twice", "late"):
                if not (how == "no" and p.inbox[0][0] != "prepare") and not (how == "lies" and p.inbox[0][0] != "commit"):
                    yield ("works", p.name, how)

    def _deeds(self) -> Iterator[Move]:
        rollout, ledger = self.world.transactions.open, self.world.ledger
        if rollout is not None:
            yield ("reject",)
            if rollout.step is Step.WAVE:
                yield ("hold",)
        if ledger.target is not None:
            olds = {v.sha256: v.seq for v in ledger.versions.values() if v.decided_at and v.sha256 != ledger.target.sha256}
            yield from (("rollback", str(seq)) for seq in olds.values())
            yield ("reload",)
        if self.world.source.state == "drifted":
            yield ("apply",)
        if not ledger.frozen:
            yield ("freeze",)
        for worker in self.world.fleet:
            yield ("restart", worker.name)
            if worker.name not in ledger.cordoned:
                yield ("cordon", worker.name)

    # -- done

    def do(self, move: Move, crash_at: tuple[int, int, bool] | None = None) -> None:
        self.writes, self.crash_at = [], crash_at
        try:
            DO[move[0]](self, *move[1:])
            self.flow()
        except CrashHere:
            self.crash_at = None
            assert crash_at is not None
            self.crash(power=crash_at[2], keep=len(self.records))
            self.start()
        finally:
            self.crash_at = None

    def crashes(self) -> Iterator[tuple[int, int, bool]]:
        """Where the daemon could have ended in the move just done: killed, or without power, with so many records of a write kept."""
        if "crash" not in self.faults:
            return
        for number, (records, synced) in enumerate(self.writes):
            yield number, 0, False
            yield number, records, False
            if synced:
                yield from ((number, kept, True) for kept in range(records + 1))

    def _something_ages(self) -> bool:
        rollout = self.world.transactions.open
        ttl, limit, now = STALE_ROUNDS * self.settings.rollout.attest, self.settings.rollout.commit_limit, self.now.mono
        if rollout is not None and any(now - v.mono <= self.settings.rollout.vote_ttl for v in rollout.votes.values()):
            return rollout.step is Step.AWAITING
        for w in self.world.fleet:
            p = self.processes.get(w.name)
            heard = p is not None and p.connected and not p.mute and not p.inbox
            if w.proof.mono >= 0 and now - w.proof.mono <= ttl and not heard:
                return True
            if w.behind >= 0 and now - w.behind < limit:
                return True
            if w.signal and not heard and w.life is Life.UP and now - w.heard < SILENCE:
                return True
        return False

    def _something_to_show(self) -> bool:
        return any(
            p.connected and not p.mute and not p.inbox and (w.proof.sha256 != p.content or not self.world.fleet.fresh(w))
            for w in self.world.fleet if (p := self.processes.get(w.name))
        ) or any(self.world.fallback.due(w) for w in self.world.fleet)  # fmt: skip
