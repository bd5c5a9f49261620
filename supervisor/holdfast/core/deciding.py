"""The decision and what follows it: durable first, then the commits, then the wait for proof, then the time in which it must hold.

`decide` is the only place where a content that people want becomes the fleet's target (the way back is in undoing.py).
"""

from __future__ import annotations

from holdfast.core import journal as j
from holdfast.core.evidence import SILENT
from holdfast.core.fleet import Worker
from holdfast.core.flight import Flight
from holdfast.core.lifecycle import Life
from holdfast.core.phase import ALIVE
from holdfast.core.processes import Processes
from holdfast.core.rollout import Rollout, Turn
from holdfast.core.undoing import Undoing
from holdfast.core.words import Kind, Target


class Deciding:
    def __init__(self, flight: Flight, processes: Processes, undoing: Undoing) -> None:
        self.flight, self.processes, self.undoing = flight, processes, undoing
        self.book, self.fleet, self.proving = flight.book, flight.fleet, flight.proving

    def decide(self, rollout: Rollout) -> None:
        """Durable first: the record is synced before the commits that follow it in this step."""
        now, begun = self.book.now.wall, self.book.ledger.waved
        self.book.remember(j.Decide(
            at=now, seq=rollout.seq, version=rollout.version, sha256=rollout.sha256, kind=rollout.kind,
            content_of=rollout.content_of, author=rollout.author,
        ))  # fmt: skip
        rollout.decided_at = now
        self.flight.turn(rollout, Turn.GO, self.book.settings.rollout.commit_limit)
        self.book.notice("info", f"#{rollout.seq} decided: {rollout.version} {rollout.sha256[:7]}", seq=rollout.seq)
        for worker in self.fleet:
            if worker.name in begun:
                self.proving.judge(worker)  # it has it already
            else:
                self.hand_over(rollout, worker)
        self.processes.revive()

    def hand_over(self, rollout: Rollout, worker: Worker) -> None:
        """What the decision, or its wave, means for one worker."""
        vote, target = rollout.votes.get(worker.name), rollout.target
        if worker.prepared != target or not self.fleet.answers(worker):
            self.proving.forget(worker)  # it may be in the middle of what was the target until now, or on its way out
        if vote is not None and vote.ok:
            if worker.name in self.book.ledger.left:
                self.proving.release(worker)
            ready = worker.prepared == target or self.fleet.proves(worker, target)
            if ready and self.fleet.answers(worker):
                if rollout.waves and self.book.now.mono - vote.mono > self.book.settings.rollout.vote_ttl:
                    self.proving.prepare(worker, target, rollout.kind, worker.settings.prepare_limit)  # a yes commits it
                else:
                    self.proving.commit(worker, target, rollout.kind)
                return  # (who said yes and has lost its channel since is prepared again when it is back)
        elif worker.name in rollout.members and worker.phase in ALIVE and rollout.kind is not Kind.BOOTSTRAP:
            self.proving.hold(worker, rollout.sha256, vote.error if vote is not None else SILENT)
        self.proving.judge(worker)

    def _settled(self, name: str, target: Target) -> bool:
        """Nothing more is to be expected of this member: it proves the target, or was left behind, or is dead for good."""
        worker = self.fleet[name]
        gone = worker.life in (Life.FATAL, Life.DOWN)
        return gone or self.flight.has(worker, target) or self.book.ledger.left_behind(name) is not None

    def committing(self, rollout: Rollout, late: bool = False) -> None:
        members, target = rollout.members, rollout.target
        if not late and not all(self._settled(name, target) for name in reversed(members)):
            return  # asked after each answer: from the end, where the last to be told are
        proved = {name for name in members if self.flight.has(self.fleet[name], target)}
        voters = [name for name in rollout.voters if name in proved]
        if len(voters) >= rollout.gate or rollout.older is None:
            self.flight.turn(rollout, Turn.PROVED, self.book.settings.rollout.verify_window)
            level = "good" if len(proved) == len(members) else "warn"
            self.book.notice(level, f"#{rollout.seq} proved by {len(proved)} of {len(members)}", seq=rollout.seq)
        else:
            missing = ", ".join(name for name in rollout.voters if name not in proved)
            self.undoing.revert(rollout, f"{len(voters)} of {rollout.gate} needed proved it; not {missing}")

    def finish(self, rollout: Rollout, note: str = "", sync: bool = True) -> None:
        """It stays. How many prove it is written down with it. sync False: the decision that follows is waited for, and covers it."""
        proved = sum(1 for name in rollout.members if self.flight.has(self.fleet[name], rollout.target))
        total = len(rollout.members)
        outcome = "active" if proved == total else f"active ({proved} of {total})"
        self.flight.end(rollout, Turn.CLEAN, rollout.seq, outcome, note, sync)
        self.flight.close(rollout, outcome, note)
        for worker in self.fleet:
            self.proving.ask_once_more(worker)
