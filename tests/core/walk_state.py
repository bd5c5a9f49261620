"""The key of a moment of the World and its outside: two moments with one key have the same future.

Whatever is there is put away (walk_shelf.py); the key is written out by hand, because it says what does not matter (KEPT_OUT, with the
reasons): labels, notices and wall-clock times; clock readings, of which only fresh and old are told apart; pids and
incarnations, of which only equality counts; sequence numbers, of which only the order counts; and which of two workers with the same
settings is which.
"""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

import msgspec
from core_process import Process

from holdfast.core.book import Book
from holdfast.core.evidence import SILENT
from holdfast.core.fallback import SILENCE
from holdfast.core.fleet import STALE_ROUNDS, Fleet, Worker
from holdfast.core.ledger import Ledger, Version
from holdfast.core.phase import Phase
from holdfast.core.resuming import IN_A_WAVE
from holdfast.core.rollout import IN_WAVES, UNDECIDED, Rollout, Step, Vote
from holdfast.core.settings import Settings

_encode = msgspec.msgpack.Encoder().encode

# Fields that are saved and are not in the key, with what makes that right.
KEPT_OUT = {
    "World": {"budget": "figures", "started_at": "wall clock", "_said": "notices", "_vain": "lasts one step"},
    "Book": {
        "now": "only ages count", "out": "the last step's effects, all done", "event_id": "notices", "news": "notices",
        "settings": "fixed",
    },
    "Worker": {
        "started_at": "wall clock", "acked_at": "wall clock",
        "restarts": "shown only", "last_exit": "shown only", "boot": "written down only", "attempts": "decides a delay only",
        "reason": "shown only", "figures": "shown only", "status": "shown only",
    },
    "Source": {"owner_uid": "one owner", "changed_at": "wall clock", "watching": "shown only"},
    "Coalescer": {"due": "a delay", "_first": "a delay", "_started": "a delay"},
    "Flight": {"last": "shown only"},
    "Fleet": {"lives": "counted from the workers'"},
    "Rollout": {
        "version": "a label", "author": "shown only", "began_at": "wall clock", "content_of": "written down only", "diff": "shown only",
        "decided_at": "wall clock", "ended_at": "wall clock", "deadline_at": "wall clock", "outcome": "shown only", "reason": "shown only",
        "refused": "only whether everybody is looked at, or it is clear that nothing is to be decided",
    },
}  # fmt: skip



def _lasts(version: Version) -> bool:
    """What was neither decided nor taken back is of no consequence once it is over."""
    return bool(version.decided_at) or version.outcome == "rolled back"


class Page:
    """What the key reads in one ledger. Ledgers never change, and the same one lies under many moments: it is read once."""

    known: ClassVar[dict[int, Page]] = {}

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        found = {0}
        found.update(v.seq for v in ledger.versions.values() if _lasts(v))
        found.update(x.seq for x in (ledger.target, ledger.opened, ledger.decided, *ledger.approvals) if x is not None)
        found.update(x.seq for part in (ledger.proved, ledger.last_good) for x in part.values())
        self.numbers = sorted(found)
        self.read: dict[Any, Any] = {}

    @classmethod
    def of(cls, ledger: Ledger) -> Page:
        page = cls.known.get(id(ledger))
        if page is None or page.ledger is not ledger:
            if len(cls.known) > 20_000:
                cls.known.clear()
            page = cls.known[id(ledger)] = Page(ledger)
        return page


class Key:
    """Reads one moment; `digest()` is its name."""

    def __init__(self, out: Any) -> None:
        self.out, self.world = out, out.world
        self.book: Book = out.world.book
        self.fleet: Fleet = out.world.fleet
        self.settings: Settings = out.settings
        self.mono = out.now.mono
        self.ttl = STALE_ROUNDS * self.settings.rollout.attest
        self.page, self.durable = Page.of(self.book.ledger), Page.of(out.durable)
        self.rollout: Rollout | None = out.world.transactions.open
        self.step = self.rollout.step if self.rollout is not None else Step.QUIET
        self.voting = self.step in UNDECIDED or self.step in IN_WAVES
        self.rank = {seq: n for n, seq in enumerate(sorted(self._numbers()))}

    def digest(self) -> bytes:
        everything, workers = self._parts()
        body = _encode(everything) + b"|" + b"|".join(sorted(map(_encode, workers)))
        return hashlib.blake2b(body, digest_size=12).digest()

    def _numbers(self) -> set[int]:
        """The sequence numbers that are still spoken of. Plans that were never decided and are over are not among them."""
        out, r, begun = self.out, self.rollout, self.out.watch.begun if self.out.watch.open else None
        found = {*self.page.numbers, *self.durable.numbers, out.watch.open}
        found.update([x.seq for x in (begun, out.lint, out.asked) if x is not None])
        if r is not None:
            found.update([x.seq for x in (r, r.base, r.revert) if x is not None])
        for w in self.fleet:
            if w.inc and w.first_proof[0] == w.inc:
                found.add(w.first_proof[1])
            found.update([x.seq for x in (w.prepared, w.order[1] if w.order else None, w.told) if x is not None])
        for p in out.processes.values():
            found.add(p.seq)
            found.add(p.ran[-1][0])
            if p.candidate is not None:
                found.add(p.candidate[0])
            for op, m in p.inbox:
                if op == "prepare" or op == "commit":
                    found.add(m.seq)
        for some in (out.spawning.values(), out.lanes.values(), out.late):
            for x in some:
                found.add(x.seq)
        return found

    def _parts(self) -> tuple[Any, list[Any]]:
        names = list(self.fleet.workers)
        return self._everything(), [self._one(name) for name in names]

    def seq(self, seq: int) -> int:
        return self.rank[seq]

    def target(self, target: Any) -> Any:
        return None if target is None else (self.seq(target.seq), target.sha256)

    def _pair(self, pair: tuple[int, str] | None) -> Any:
        return None if pair is None else (self.seq(pair[0]), pair[1])

    def fresh(self, mono: float) -> int:
        return 0 if mono < 0 else 1 if self.mono - mono <= self.ttl else 2

    # -- what belongs to nobody in particular

    def _everything(self) -> Any:
        out, book, source = self.out, self.book, self.world.source
        return (
            *self._both(), self._rollout(),
            source.reading, source.sha256, bool(source.reason), source._in_sync, out.file, out.reading,
            bool(book.read_only), book.stopping, bool(self.world.processes.stop_request), out.ended, out.disk_full,
            None if out.asked is None else self.seq(out.asked.seq),
            None if out.lint is None else (self.seq(out.lint.seq), out.lint.sha256), len(out.inbox),
            tuple(kind for kind, name in sorted(book.timers) if not name and kind not in ("ping", "rehash")),
            self._watch(out.watch),
        )  # fmt: skip

    def _both(self, name: str = "") -> tuple[Any, Any]:
        """The ledger (or what it says of one worker), and how much of it would survive a power cut, where that is less."""
        now = self._read(self.page, name)
        durable = now if self.durable is self.page else self._read(self.durable, name)
        return now, None if durable == now else durable

    def _read(self, page: Page, name: str) -> Any:
        key = (name, *[self.rank[seq] for seq in page.numbers])
        found = page.read.get(key)
        if found is None:
            found = page.read[key] = self._in_ledger(page.ledger, name) if name else self._ledger(page.ledger)
        return found

    def _ledger(self, ledger: Ledger) -> Any:
        opened, decided = ledger.opened, ledger.decided
        newest = ledger.versions.get(ledger.seq)
        return (
            newest is not None and newest.outcome == "rolled back",
            self.target(ledger.target), ledger.last_considered, bool(ledger.stuck), bool(ledger.frozen),
            None if opened is None else (self.target(opened), opened.kind, opened.gate, opened.approvals, opened.base_sha256),
            None if decided is None else (self.seq(decided.seq), decided.kind),
            tuple((self.seq(a.seq), a.uid) for a in ledger.approvals),
            tuple(
                (self.seq(v.seq), v.sha256, v.kind, bool(v.decided_at), v.outcome == "rolled back", v.note == IN_A_WAVE)
                for v in ledger.versions.values() if _lasts(v)
            ),
        )  # fmt: skip

    def _rollout(self) -> Any:
        r = self.rollout
        if r is None:
            return None
        return (
            r.step, self.seq(r.seq), r.sha256, r.kind, self.target(r.base), r.gate, r.approvals_needed, r.author_uid, self.target(r.revert),
            self._wave(r) if r.step in IN_WAVES else None,
        )  # fmt: skip

    def _wave(self, r: Rollout) -> Any:
        """asked: only whether the answer that is waited for is the one that may still come."""
        asked, may_come = r.asked, self.out.asked
        late = self.mono + self.settings.rollout.bake > r.until
        waited_for = may_come is not None and (may_come.seq, may_come.ask) == (r.seq, asked)
        return (r.wave, r.wave_count, r.stage, bool(r.held), late, waited_for)

    def _watch(self, watch: Any) -> Any:
        """Only while something is open, and approvals only until it is decided."""
        begun = watch.begun if watch.open else None
        return (
            self.seq(watch.open), None if begun is None else (self.seq(begun.seq), begun.sha256, begun.gate, begun.approvals),
            tuple(person for person, _ in watch.approvals) if self.voting else (),
        )  # fmt: skip

    # -- what belongs to one worker

    def _one(self, name: str) -> Any:
        out, worker = self.out, self.fleet[name]
        p = out.processes.get(name)
        self.incs = {"": 0, (p.inc if p else "?"): 1}
        spawn, lane = out.spawning.get(name), out.lanes.get(name)
        return (
            self._worker(worker, p), None if p is None else self._process(p, lane),
            *self._both(name), self._in_rollout(name), self._in_watch(name),
            self.target(spawn), None if lane is None else self._order(lane), tuple(self._late(e) for e in out.late if e.worker == name),
            tuple(sorted(kind for kind, who in self.book.timers if who == name)),
        )  # fmt: skip

    def inc(self, inc: str) -> int:
        return self.incs.setdefault(inc, len(self.incs))

    def _order(self, order: Any) -> Any:
        return (order.step, self.seq(order.seq), order.sha256, order.kind)

    def _late(self, e: Any) -> Any:
        return (self.inc(e.inc), getattr(e, "step", ""), self.seq(e.seq), getattr(e, "ok", True), e.sha256, e.grade > 1)

    def _worker(self, w: Worker, p: Process | None) -> Any:
        limit = self.settings.rollout.commit_limit
        inc, number, content = w.first_proof
        waits = self.out.now.wall - w.phase_at > self.settings.rollout.vote_ttl and w.phase is Phase.PREPARED
        return (
            w.critical, w.life, w.phase, 0 if not w.pid else 1 if p is not None and p.pid == w.pid else 2, w.queued, w.again, w.killed,
            len(w.deaths), self.inc(w.inc), w.connected, w.acked[1], (w.proof.grade > 1, w.proof.sha256, self.fresh(w.proof.mono)),
            None if inc != w.inc or not inc else (self.seq(number), content),
            None if w.order is None else (w.order[0], self.target(w.order[1])),
            self.target(w.prepared), min(w.silent, 2), min(w.failures, 3), waits, w.left,
            0 if w.behind < 0 else 1 if self.mono - w.behind < limit else 2, self._told(w),
        )  # fmt: skip

    def _told(self, w: Worker) -> Any:
        """Of consequence only where a signal was declared."""
        silent, rested = self.mono - w.heard >= SILENCE, self.mono - w.told_at >= SILENCE * 2 ** max(0, w.tells - 1)
        told = (w.signal, silent, self.target(w.told), w.tells, w.told_at < 0 or rested)
        return told if w.signal else None

    def _process(self, p: Process, lane: Any) -> Any:
        known = p.agreed | {content for _, content in p.ran}
        return (
            p.content, self.seq(p.seq), sorted(known), self._pair(p.candidate), self._pair(p.ran[-1]),
            p.mute, p.connected, p.dying, p.said,
            tuple((op, m is lane, self._order(m)) if op in ("prepare", "commit") else (op,) for op, m in p.inbox),
        )  # fmt: skip

    def _in_ledger(self, ledger: Ledger, name: str) -> Any:
        left, opened = ledger.left.get(name), ledger.opened
        return (
            name in ledger.cordoned, None if left is None else (left.sha256, left.state, left.reason.startswith(SILENT)),
            self.target(ledger.proved.get(name)), self.target(ledger.last_good.get(name)), name in ledger.waved,
            None if opened is None else (name in opened.members, name in opened.voters),
        )  # fmt: skip

    def _in_rollout(self, name: str) -> Any:
        """Who has a part in it. Votes count until it is decided, deaths afterwards."""
        r = self.rollout
        if r is None:
            return None
        part = (name in r.members, name in r.voters)
        if self.voting:
            return (*part, self._vote(r.votes.get(name)), name in r.seen, tuple(name in members for members in r.waves))
        return (*part, min(r.exits.get(name, 0), 2) if r.step in (Step.COMMITTING, Step.VERIFYING) else 0)

    def _vote(self, vote: Vote | None) -> Any:
        if vote is None or not vote.ok:
            return None if vote is None else vote.error.startswith(SILENT)
        return (self.inc(vote.inc), self.mono - vote.mono > self.settings.rollout.vote_ttl)

    def _in_watch(self, name: str) -> Any:
        """The watch's own count of the votes while they count, and of the proofs that have come since the decision."""
        watch, r = self.out.watch, self.rollout
        proof = watch.proofs.get(name)
        known = None if proof is None else (self.inc(proof[0]), proof[1], self.fresh(proof[2]))
        if r is None or not self.voting:
            return (known, r is not None and name in watch.arrived)
        yes = watch.yes.get(name)
        return (
            known, self.inc(yes[0]) if yes is not None and yes[1] == r.seq else None,
            self.mono - watch.said.get(name, 0.0) > self.settings.rollout.vote_ttl,
            tuple(name in shown for _, shown in watch.approvals), name in watch.early,
        )  # fmt: skip
