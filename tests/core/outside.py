"""Everything outside the World, truthfully: processes, channels, lanes, the file, the journal; and the pump between them.

It does what the engine's hands do, one small step at a time and in whatever order it is told, so that a schedule can put a death, a
lost channel or a crash of the supervisor between any two of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from core_process import Process

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.fleet import STALE_ROUNDS
from holdfast.core.ledger import Ledger, fold
from holdfast.core.settings import Settings
from holdfast.core.words import Grade, Now
from holdfast.core.world import World

STRANGE = ""  # bytes of no version that anybody knows


class Watch(Protocol):
    """Looks at every step. heard: an event, about to be given; stepped: decided and remembered, nothing done yet; rested: done."""

    def heard(self, event: object) -> None: ...

    def stepped(self, event: object, effects: list[object]) -> None: ...

    def rested(self) -> None: ...


class Outside:
    """The pump, the hands and the kernel. `step(event)` gives one event to the World; `inbox` holds those that wait.

    declares: the fallback signal that every process declares, '' = none.
    """

    declares = ""

    def __init__(self, settings: Settings, watch: Callable[[Outside], Watch]) -> None:
        self.settings = settings
        self.now = Now(1000.0, 1_716_301_353.0)
        self.records: list[j.Record] = []
        self.synced = 0  # how many of the records would survive a power cut
        self.folded = Ledger()  # of the records, kept up step by step
        self.disk_full = False
        self.cut: int | None = None  # the power fails in the next synced write, after so many of its records
        self.file = ""
        self.processes: dict[str, Process] = {}
        self.spawning: dict[str, ef.Spawn] = {}
        self.lanes: dict[str, ef.Order] = {}
        self.lint: ef.Lint | None = None
        self.reading = False
        self.inbox: deque[object] = deque()
        self.replies: list[ef.Reply] = []
        self.ended = False
        self.pid = 100
        self.boot = 1
        self.log: list[str] = []
        self.watch = watch(self)
        self.start()

    # -- the daemon's life

    def start(self) -> None:
        """The daemon starts: folds what is durable, adopts who lives."""
        epoch = j.Epoch(at=self.now.wall, epoch=self.folded.epoch + 1, boot_id=f"boot {self.boot}")
        self.records.append(epoch)
        self.synced = len(self.records)
        self.folded = self.durable = self.folded.apply(epoch)
        self.world = World(self.settings, self.folded)
        for p in self.processes.values():
            ran = self.folded.spawned.get(p.name)
            if ran is None or ran.pid != p.pid:  # started in the daemon's last moment: found by its environment
                self._write_down(j.Ran(at=self.now.wall, worker=p.name, pid=p.pid, start_time=1, token_sha256="t", seq=0))
        self.step(ev.Started({p.name: (p.pid, 1) for p in self.processes.values()}))

    def _write_down(self, record: j.Ran) -> None:
        self.records.append(record)
        self.folded = self.folded.apply(record)
        self.world.book.ledger = self.folded

    def crash(self, *, power: bool, keep: int = 0) -> None:
        """The daemon is killed; with `power` the whole machine loses power, and only synced records (and `keep` others) are left."""
        for spawn in self.spawning.values():  # the starter's thread is not stopped
            self._born(spawn)
        self.spawning.clear()
        self.lanes.clear()
        self.inbox.clear()
        self.lint, self.cut, self.reading, self.disk_full, self.ended = None, None, False, False, False
        for p in self.processes.values():
            self._hang_up(p)
        if power:
            self.processes.clear()
            self.boot += 1
            del self.records[min(len(self.records), self.synced + keep) :]
        self.folded = self.fold()

    def fold(self) -> Ledger:
        return fold(self.records)

    # -- the pump

    def step(self, event: object) -> None:
        """Receive, remember, act; and a Tick if a deadline has passed."""
        self._one(event)
        deadline = self.world.deadline()
        if deadline is not None and deadline <= self.now.mono:
            self._one(ev.Tick())

    def _one(self, event: object) -> None:
        self.log.append(f"{self.now.mono:.2f} {event}")
        before = self.world.ledger
        self.watch.heard(event)
        effects = list(self.world.receive(event, self.now))
        remembered = [e for e in effects if isinstance(e, ef.Remember)]
        if remembered and self.disk_full:
            effects = list(self.world.receive(ev.JournalFailed(before, "no space left on device"), self.now))
            self.log.append("    the journal cannot be written")
            remembered = []
        if self.cut is not None and any(e.sync for e in remembered):
            self._power_fails(remembered[: self.cut])
            return
        for effect in remembered:
            self.records.append(effect.record)
            self.folded = self.folded.apply(effect.record)
        if any(e.sync for e in remembered):
            self.synced = len(self.records)
        self.log += [f"    {effect}" for effect in effects if not isinstance(effect, ef.Ping)]
        self.watch.stepped(event, effects)
        for effect in effects:
            self._act(effect)
        self.watch.rested()

    def _power_fails(self, written: list[ef.Remember]) -> None:
        """In the middle of a write: some of its records are there, and nothing that was to follow has happened."""
        self.records += [effect.record for effect in written]
        self.crash(power=True, keep=len(self.records))
        self.start()

    def pass_time(self, seconds: float) -> None:
        self.now = Now(self.now.mono + seconds, self.now.wall + seconds)
        deadline = self.world.deadline()
        if deadline is not None and deadline <= self.now.mono:
            self._one(ev.Tick())

    # -- the hands

    def _act(self, effect: object) -> None:
        match effect:
            case ef.Read():
                self.reading = True
            case ef.Lint():
                self.lint = effect
            case ef.Order():
                self._order(effect)
            case ef.Cancel(name, seq):
                self.lanes.pop(name, None)
                self._send(name, ("abort", seq))
            case ef.Ping(names):
                for name in names:
                    self._send(name, ("ping", self.now.mono))
            case ef.Spawn():
                assert effect.worker not in self.processes, "started twice"
                assert effect.worker not in self.spawning, "started twice"
                self.spawning[effect.worker] = effect
            case ef.Fallback():
                self._told(effect)
            case ef.Signal(name, signal):
                if name in self.processes:
                    self.processes[name].dying = signal
            case ef.Reply():
                self.replies.append(effect)
            case ef.Next(event):
                self.inbox.append(event)
            case ef.Exit():
                self.ended = True

    def _told(self, effect: ef.Fallback) -> None:
        """It takes what is newer than what it runs, if it finds it good, and dials again."""
        p = self.processes.get(effect.worker)
        if p is None or p.pid != effect.pid or p.mute:
            return
        if effect.seq > p.seq and effect.sha256 not in p.rejected:
            p.agreed.add(effect.sha256)
            p._use(effect.seq, effect.sha256)
        self.hangs_up(p)
        self.inbox.append(ev.Signalled(p.name, p.pid, effect.seq, "sent"))

    def _order(self, order: ef.Order) -> None:
        self.lanes[order.worker] = order
        if not self._send(order.worker, (order.step, order)):
            self._lane_ends(order, "no connection")

    def _send(self, name: str, message: tuple[str, Any]) -> bool:
        p = self.processes.get(name)
        if p is None or not p.connected:
            return False
        p.inbox.append(message)
        return True

    def _lane_ends(self, order: ef.Order, why: str) -> None:
        """Time-out, or the connection went."""
        if self.lanes.get(order.worker) is order:
            del self.lanes[order.worker]
            inc = p.inc if (p := self.processes.get(order.worker)) else ""
            self.inbox.append(ev.Answered(order.worker, inc, order.step, order.seq, ok=False, code="E_TIMEOUT", error=why))

    def lane_times_out(self, name: str) -> None:
        self._lane_ends(self.lanes[name], "no answer within 3 s")

    # -- the kernel

    def born(self, name: str) -> None:
        spawn = self.spawning.pop(name)
        p = self._born(spawn)
        self.inbox.append(ev.Spawned(name, p.pid, 1, "t"))

    def _born(self, spawn: ef.Spawn) -> Process:
        self.pid += 1
        p = self.processes[spawn.worker] = Process(spawn.worker, self.pid, spawn.sha256, spawn.seq, declares=self.declares)
        p.ran.append((spawn.seq, spawn.sha256))
        return p

    def stillborn(self, name: str, permanent: bool) -> None:
        del self.spawning[name]
        self.inbox.append(ev.SpawnFailed(name, f"cannot start {name}", permanent))

    def dies(self, name: str, status: int, gone_first: bool = True, stray: bool = False) -> None:
        """stray: its hello was still in the socket, and is let in before its end is known to everybody."""
        p = self.processes.pop(name)
        if gone_first:
            self._hang_up(p, told=True)
        self.inbox.append(ev.Exited(name, p.pid, status))
        if not gone_first:
            self._hang_up(p, told=True)
        if stray:
            self.inbox.append(ev.Hello(name, p.inc, p.pid, p.seq, p.content))

    def execs(self, p: Process) -> None:
        """It becomes another incarnation of itself: what it said yes to is forgotten."""
        self._hang_up(p, told=True)
        p.born += 1
        p.agreed.clear()

    def may_dial(self, p: Process) -> bool:
        """The channel lets in only whom the World knows by pid and token."""
        return not p.connected and self.world.fleet[p.name].pid == p.pid

    def dials(self, p: Process) -> None:
        p.connected = True
        self.inbox.append(ev.Hello(p.name, p.inc, p.pid, p.seq, p.said or p.content, p.declares))

    def hangs_up(self, p: Process) -> None:
        self._hang_up(p, told=True)

    def _hang_up(self, p: Process, told: bool = False) -> None:
        """The connection goes, and with it what was on its way and the candidate."""
        was, p.connected, p.candidate = p.connected, False, None
        p.inbox.clear()
        if was and told:
            self.inbox.append(ev.Gone(p.name, p.inc, "closed"))
            if order := self.lanes.get(p.name):
                self._lane_ends(order, "closed by the worker")

    # -- the workers

    def works(self, p: Process, *, lost: bool = False, twice: bool = False) -> None:
        """Takes one message from its socket; what it answers is put into the pump's inbox (or lost, or comes twice)."""
        op, message = p.inbox.popleft()
        if op == "abort":
            if p.candidate and p.candidate[0] == message:
                p.candidate = None
            return
        answer = self._pong(p, message) if op == "ping" else self._answer(p, message)
        if answer is not None and not lost:
            self.inbox += [answer] * (2 if twice else 1)

    def _pong(self, p: Process, asked: float) -> ev.Ponged | None:
        if self.now.mono - asked > STALE_ROUNDS * self.settings.rollout.attest:
            return None  # the channel does not take an answer to so old a nonce
        grade = Grade.ATTESTED if p.content != STRANGE else Grade.NONE
        return ev.Ponged(p.name, p.inc, p.seq, p.content, grade)

    def _answer(self, p: Process, order: ef.Order) -> ev.Answered:
        """A late one (another order has taken the lane since) is answered as well: the World has to see that itself."""
        ok, code, error = p.prepare(order) if order.step == "prepare" else p.commit(order)
        if self.lanes.get(p.name) is order:
            del self.lanes[p.name]
        grade = Grade.ATTESTED if ok and p.content != STRANGE else Grade.NONE
        proof = {"sha256": p.content, "grade": grade, "claimed": order.sha256} if ok and order.step == "commit" else {}
        if proof:
            p.said = order.sha256
        return ev.Answered(p.name, p.inc, order.step, order.seq, ok, code=code, error=error, **proof)

    # -- the file

    def saved(self, content: str, settled: bool) -> None:
        self.file = content
        self.inbox.append(ev.Touched(settled))

    def read(self) -> None:
        self.reading = False
        if self.file:
            self.inbox.append(ev.Content(self.file, 10, 1000))
        else:
            self.inbox.append(ev.Unreadable("cannot read app.toml: it does not exist"))

    def linted(self, problems: tuple[str, ...] = ()) -> None:
        assert self.lint is not None
        self.inbox.append(ev.Linted(self.lint.seq, problems))
        self.lint = None
