"""The desk that operators speak to: each command is answered with one Reply, a yes with its plan or a no with its reason."""

from __future__ import annotations

from collections.abc import Callable

from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.book import Book
from holdfast.core.effects import Next, Ping, Reply
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.lifecycle import Life
from holdfast.core.naming import No, resolve
from holdfast.core.plan import Draft
from holdfast.core.processes import Processes
from holdfast.core.proving import Proving
from holdfast.core.rollout import IN_WAVES, Rollout, Step
from holdfast.core.source import Source
from holdfast.core.transaction import Transactions
from holdfast.core.words import Kind, Who, person


class Commands:
    def __init__(
        self, book: Book, fleet: Fleet, processes: Processes, proving: Proving, transactions: Transactions, source: Source
    ) -> None:
        self.book, self.fleet, self.processes = book, fleet, processes
        self.proving, self.transactions, self.source = proving, transactions, source
        self._rows: dict[type, Callable[..., tuple[str, int]]] = {
            ev.Approve: self._approve, ev.Reject: self._reject, ev.Apply: self._apply, ev.Reload: self._reload,
            ev.Rollback: self._rollback, ev.Restart: self._restart, ev.Freeze: self._freeze, ev.Cordon: self._cordon,
            ev.Hold: self._hold, ev.Settle: self._settle, ev.Kill: self._kill, ev.Prove: self._prove,
        }  # fmt: skip

    def take(self, command: ev.Command) -> None:
        """Does what it says, or says why not."""
        try:
            if self.book.read_only and needs_record(command):
                way_out = ", or stop without a reason: that needs no record" if isinstance(command, ev.Stop) else " (workers run on)"
                raise No(f"nothing can be recorded: {self.book.read_only}; mend that and restart the daemon{way_out}")
            if self.book.stopping:
                raise No("the supervisor is stopping")
            if isinstance(command, ev.Stop):
                self._stop(command)
                return
            text, seq = self._rows[type(command)](command)
            self.book.do(Reply(command.request, True, text, seq))
        except No as no:
            self.book.do(Reply(command.request, False, f"cannot {_verb(command)}: {no}"))

    # -- the plan that waits

    def _plan(self, seq: int) -> Rollout:
        rollout = self.transactions.open
        if rollout is None:
            raise No("no plan is open; `holdfast status` shows what runs")
        if seq and rollout.seq != seq:
            raise No(f"plan #{seq} is not open; #{rollout.seq} is")
        return rollout

    def _approve(self, c: ev.Approve) -> tuple[str, int]:
        rollout = self._plan(c.seq)
        if self.book.ledger.frozen:
            raise No(f"frozen by {self.book.ledger.frozen}; `holdfast unfreeze` first")
        if not self.transactions.undecided:
            raise No(f"#{rollout.seq} is decided already ({rollout.step.value})")
        if len(c.checksum) < 4 or not rollout.sha256.startswith(c.checksum.lower()):
            given = c.checksum or "(none)"
            raise No(f"the checksum {given} is not that of #{rollout.seq}; look at its diff again and give the first four digits")
        if rollout.step not in (Step.AWAITING, Step.PREPARING):
            raise No(f"#{rollout.seq} has not been checked yet ({rollout.step.value}); wait for the votes")
        self._may_approve(rollout, c.by)
        self.transactions.approve(rollout, c.by)
        return f"#{rollout.seq} approved by {c.by}", rollout.seq

    def _may_approve(self, rollout: Rollout, by: Who) -> None:
        if self.book.settings.rollout.exclude_author and rollout.author_uid in (by.uid, by.person):
            raise No(f"{by} drew up #{rollout.seq}, and authors may not approve their own plans here; somebody else must")
        given = [a for a in self.book.ledger.approvals if a.seq == rollout.seq]
        if any(person(a.uid, a.login_uid) == by.person for a in given):
            needed = f"; it needs {rollout.approvals_needed} different people" if rollout.approvals_needed > 1 else ""
            raise No(f"{by} has approved #{rollout.seq} already{needed}")

    def _reject(self, c: ev.Reject) -> tuple[str, int]:
        """Before the decision: an abort. After it: the way back."""
        rollout = self._plan(c.seq)
        reason = f"by {c.by}: {c.reason}" if c.reason else f"by {c.by}"
        if self.transactions.undecided:
            self.transactions.abort("rejected", reason, by=str(c.by))
            return f"#{rollout.seq} rejected", rollout.seq
        if rollout.step in (*IN_WAVES, Step.COMMITTING, Step.VERIFYING) and rollout.older is not None:
            self.transactions.revert(rollout, reason, by=str(c.by))
            return f"#{rollout.seq} is being taken back", rollout.seq
        if rollout.revert is not None:
            way_out = "; retry it, accept it, or roll back to a version" if rollout.step is Step.STUCK else "; wait for its end"
            raise No(f"#{rollout.seq} is being taken back already ({rollout.step.value}){way_out}")
        raise No(f"#{rollout.seq} is {rollout.step.value}; there is nothing to go back to")

    # -- new plans

    def _room(self, what: str) -> None:
        """Makes room for an operator's plan: an undecided one gives way, a decided one must end first."""
        rollout = self.transactions.open
        if self.book.ledger.frozen:
            raise No(f"frozen by {self.book.ledger.frozen}; `holdfast unfreeze` first")
        if self.book.ledger.target is None:
            raise No("nothing runs yet: the source has not given a first version")
        if rollout is None:
            return
        if self.transactions.undecided:
            self.transactions.abort("superseded", f"by {what}")
        elif rollout.step is Step.VERIFYING:
            self.transactions.finish(rollout, f"verify window cut short by {what}")
        elif rollout.step is Step.STUCK:
            self.transactions.accept(rollout, f"left stuck for {what}")
        else:
            raise No(f"#{rollout.seq} is {rollout.step.value}; wait for its end, or reject it to take it back")

    def _propose(self, kind: Kind, sha256: str, by: Who, approve: bool, content_of: int = 0) -> Rollout:
        rule = self.book.settings.rollout
        needed = rule.approvals if approve else max(1, rule.approvals)
        rollout = self.transactions.begin(Draft(kind, sha256, str(by), by.person, needed, content_of))
        if approve and not rule.exclude_author:
            self.transactions.approve(rollout, by)
        return rollout

    def _and_then(self, rollout: Rollout, by: Who) -> str:
        """What a new plan of an operator's waits for, in words."""
        if any(a.seq == rollout.seq for a in self.book.ledger.approvals):
            return f", approved by {by}"
        return "; it waits for approval" if rollout.approvals_needed else ""

    def _apply(self, c: ev.Apply) -> tuple[str, int]:
        sha256 = self.source.sha256
        if self.source.reason:
            raise No(self.source.reason)
        target = self.book.ledger.target
        if not sha256:
            raise No("the source has not been read yet; try again")
        if target is None:
            return self._first(c.by)
        if target.sha256 == sha256:
            raise No(f"the source is what runs already ({target.checksum}); `holdfast reload` runs it again")
        open_ = self.transactions.open
        if open_ is not None and open_.sha256 == sha256 and open_.step in (Step.AWAITING, Step.PREPARING):
            self._may_approve(open_, c.by)
            self.transactions.approve(open_, c.by)
            return f"#{open_.seq} approved by {c.by}", open_.seq
        self._room("apply")
        rollout = self._propose(Kind.APPLY, sha256, c.by, approve=True)
        return f"plan #{rollout.seq} drawn up from the source{self._and_then(rollout, c.by)}", rollout.seq

    def _first(self, by: Who) -> tuple[str, int]:
        """The first content of all was not taken, and somebody wants it looked at again."""
        if self.transactions.open is not None:
            raise No(f"#{self.transactions.open.seq} is being checked; wait for it")
        if self.book.ledger.frozen:
            raise No(f"frozen by {self.book.ledger.frozen}; `holdfast unfreeze` first")
        rollout = self.transactions.begin(Draft(Kind.BOOTSTRAP, self.source.sha256, str(by), by.person, 0))
        return f"plan #{rollout.seq} drawn up from the source", rollout.seq

    def _reload(self, c: ev.Reload) -> tuple[str, int]:
        if c.workers:
            return self._retry(c.workers)
        self._room("reload")
        target = self.book.ledger.target
        assert target is not None  # _room has asked
        rollout = self._propose(Kind.RELOAD, target.sha256, c.by, approve=True, content_of=target.seq)
        return f"plan #{rollout.seq}: {target.checksum} again{self._and_then(rollout, c.by)}", rollout.seq

    def _retry(self, names: tuple[str, ...]) -> tuple[str, int]:
        workers = [self._startable(name) for name in names]
        for worker in workers:
            if worker.order is not None or worker.prepared is not None:
                raise No(f"{worker.name} is in the middle of a step ({worker.phase.value}); wait for it")
        target = self.book.ledger.target
        return "; ".join(self._once_more(worker) for worker in workers), target.seq if target else 0

    def _once_more(self, worker: Worker) -> str:
        """Another chance for one worker, in words."""
        self.proving.release(worker)
        if worker.life in (Life.DOWN, Life.BACKOFF, Life.FATAL):
            self.processes.start(worker)
            return f"starting {worker.name}"
        if self.fleet.answers(worker):
            self.proving.retry(worker)
            return f"reloading {worker.name}"
        return f"{worker.name} is {worker.life.value.lower()}, its socket is not open: reloaded as soon as it can be asked"

    def _rollback(self, c: ev.Rollback) -> tuple[str, int]:
        version = resolve(self.book.ledger, c.to)
        target = self.book.ledger.target
        if target is not None and version.sha256 == target.sha256:
            raise No(f"{version.version} is what should run already ({target.checksum})")
        if not version.decided_at:
            raise No(f"{version.version} never ran ({version.outcome or 'open'}); choose one that did in `holdfast history`")
        self._room("rollback")
        rollout = self._propose(Kind.ROLLBACK, version.sha256, c.by, c.approve, version.seq)
        return f"plan #{rollout.seq}: back to the content of #{version.seq}{self._and_then(rollout, c.by)}", rollout.seq

    # -- single workers and the house

    def _worker(self, name: str) -> Worker:
        worker = self.fleet.get(name)
        if worker is None:
            raise No(f"there is no worker {name}; there are {', '.join(w.name for w in self.fleet)}")
        return worker

    def _startable(self, name: str) -> Worker:
        worker = self._worker(name)
        if self.book.ledger.boots(name) is None and self.book.read_only:
            raise No(f"what it should run is not known ({self.book.read_only})")
        if self.book.ledger.boots(name) is None:
            raise No("nothing runs yet: the source has not given a first version")
        return worker

    def _restart(self, c: ev.Restart) -> tuple[str, int]:
        worker = self._startable(c.worker)
        self.book.notice("info", f"restart asked for by {c.by}", worker.name)
        self.processes.restart(worker)
        return f"restarting {worker.name}", 0

    def _kill(self, c: ev.Kill) -> tuple[str, int]:
        worker = self._worker(c.worker)
        if not worker.pid:
            raise No(f"{worker.name} has no process ({worker.life.value.lower()})")
        self.book.remember(j.Acted(at=self.book.now.wall, what="kill", worker=worker.name, by=str(c.by), reason=c.reason))
        self.book.do(Next(ev.Condemned(worker.name, worker.pid, f"{c.by}{_why(c.reason)}")))
        return f"killing {worker.name}; it is started again", 0

    def condemned(self, event: ev.Condemned) -> None:
        """Who wanted it is on record: now it may happen, if it still is that process."""
        worker = self.fleet[event.worker]
        if worker.pid == event.pid:
            self.book.notice("warn", f"kill asked for by {event.why}", worker.name)
            self.processes.kill_now(worker)

    def _prove(self, c: ev.Prove) -> tuple[str, int]:
        asked = [self._worker(name) for name in c.workers] or list(self.fleet)
        able = [w.name for w in asked if self.fleet.answers(w)]
        others = ", ".join(w.name for w in asked if w.name not in able)
        if not able:
            raise No(f"none of them can be asked: {others or 'there are no workers'}; `holdfast status` shows why")
        self.book.do(Ping(tuple(able)))
        return f"a fresh challenge to {', '.join(able)}" + (f"; cannot be asked: {others}" if others else ""), 0

    def _freeze(self, c: ev.Freeze) -> tuple[str, int]:
        self.book.remember(j.Frozen(at=self.book.now.wall, on=c.on, reason=c.reason or "no reason given", by=str(c.by)))
        self.book.notice("warn" if c.on else "info", f"{'frozen' if c.on else 'unfrozen'} by {c.by}{_why(c.reason)}")
        return ("frozen: no plan begins or is approved" if c.on else "unfrozen"), 0

    def _cordon(self, c: ev.Cordon) -> tuple[str, int]:
        worker = self._worker(c.worker)
        self.book.remember(j.Cordoned(at=self.book.now.wall, worker=worker.name, on=c.on, by=str(c.by)))
        self.book.notice("info", f"{'cordoned' if c.on else 'back in the count'} by {c.by}", worker.name)
        return f"{worker.name} {'is left out of the count' if c.on else 'counts again'}", 0

    def _hold(self, c: ev.Hold) -> tuple[str, int]:
        rollout = self._plan(0)
        if self.transactions.undecided:
            raise No(f"#{rollout.seq} has not begun ({rollout.step.value}); reject it, or `holdfast freeze`")
        if rollout.step not in IN_WAVES:
            raise No(f"#{rollout.seq} is {rollout.step.value}: it has no wave ahead")
        return self._stop_here(rollout, f"{c.by}: {c.reason}" if c.reason else str(c.by)) if c.on else self._go(rollout, str(c.by))

    def _stop_here(self, rollout: Rollout, by: str) -> tuple[str, int]:
        if rollout.step is Step.PAUSED or rollout.held:
            raise No(f"#{rollout.seq} waits already: {rollout.reason or rollout.held}; `holdfast go` lets it go on")
        self.transactions.waving.hold(rollout, by)
        return f"#{rollout.seq} stops after this wave; `holdfast go` lets it go on", rollout.seq

    def _go(self, rollout: Rollout, by: str) -> tuple[str, int]:
        if rollout.step is Step.PAUSED and (why := self.transactions.waving.hindrance(rollout)):
            raise No(f"{why}; mend that, or `holdfast reject` to take #{rollout.seq} back")
        if rollout.step is Step.WAVE and not rollout.held:
            raise No(f"nothing is held: #{rollout.seq} goes on by itself when its wave has held")
        self.transactions.waving.go(rollout, by)
        return f"#{rollout.seq} goes on", rollout.seq

    def _settle(self, c: ev.Settle) -> tuple[str, int]:
        rollout = self._plan(0)
        if rollout.step is not Step.STUCK:
            raise No(f"#{rollout.seq} is not stuck ({rollout.step.value})")
        if c.choice == "accept":
            self.transactions.accept(rollout, f"as it is, by {c.by}{_why(c.reason)}")
            return f"#{rollout.seq} accepted as it is", rollout.seq
        if c.choice == "retry":
            self.transactions.retry(rollout)
            return f"#{rollout.seq}: trying again", rollout.seq
        raise No(f"a stuck plan takes retry or accept, not {c.choice}; or `holdfast rollback VERSION`")

    def _stop(self, c: ev.Stop) -> None:
        """A reason is given to be kept: then the stop waits for its record."""
        event = ev.Ended(c.request, f"{c.by}{_why(c.reason)}")
        self.book.do(Reply(c.request, True, "stopping the workers, then the supervisor"))
        if c.reason:
            self.book.remember(j.Acted(at=self.book.now.wall, what="stop", by=str(c.by), reason=c.reason))
            self.book.do(Next(event))
        else:
            self.ended(event)

    def ended(self, event: ev.Ended) -> None:
        if self.book.stopping:
            return
        self.book.notice("info", f"stop asked for by {event.why}")
        if self.transactions.undecided and not self.book.read_only:
            self.transactions.abort("aborted", "the supervisor was stopped", again=True)
        self.processes.stop_all(event.request)


def needs_record(command: ev.Command) -> bool:
    """Without a journal these are not done. What only ends or asks processes is: a supervisor that cannot write can still be stopped."""
    return not isinstance(command, ev.Restart | ev.Prove | ev.Stop) or (isinstance(command, ev.Stop) and bool(command.reason))


def _why(reason: str) -> str:
    return f": {reason}" if reason else ""


def _verb(command: ev.Command) -> str:
    match command:
        case ev.Rollback():
            return "roll back"
        case ev.Hold(on=False):
            return "go on"
    return type(command).__name__.lower()
