"""The World: receive(event, now) -> effects. Memory only; every decision of the product is made in here.

It owns the desks (processes, proving, transactions, source, commands) and the book that they share, and knows which desk an
event belongs to. After each event the open transaction and the source are looked at once more, so that nothing depends on
an event arriving in a particular order, or at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from holdfast.core import acts
from holdfast.core import events as ev
from holdfast.core.book import Book
from holdfast.core.commands import Commands, needs_record
from holdfast.core.effects import Cancel, Exit, Order, Ping, Read, Reply, Signal, Spawn
from holdfast.core.evidence import Evidence
from holdfast.core.fallback import Fallback
from holdfast.core.fleet import Fleet
from holdfast.core.ledger import Ledger
from holdfast.core.processes import Processes
from holdfast.core.proving import Proving
from holdfast.core.settings import Settings
from holdfast.core.source import Source
from holdfast.core.transaction import Transactions
from holdfast.core.words import Budget, Now

# What comes all day long while nothing happens. Whatever comes of it counts as news by itself.
_ROUTINE = ev.Ponged, ev.Content, ev.Tick, ev.Due
_ROUNDS = "ping", "rehash", "read"


class World:
    """One service: its settings, its durable ledger, and everything that is known of its workers at this moment."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self.book = Book(settings, ledger)
        self.fleet = Fleet(self.book)
        self.processes = Processes(self.book, self.fleet)
        self.fallback = Fallback(self.book, self.fleet)
        self.evidence = Evidence(self.book, self.fleet, self.processes, self.fallback)
        self.proving = Proving(self.book, self.fleet, self.evidence, self.fallback)
        self.transactions = Transactions(self.book, self.fleet, self.processes, self.proving)
        self.source = Source(self.book, self.transactions)
        self.commands = Commands(self.book, self.fleet, self.processes, self.proving, self.transactions, self.source)
        self.budget = Budget()
        self.started_at = 0.0
        self._said = 0  # the last notice before the present step
        self._vain = False  # the present step is a command that is nothing without its record
        self._rows: dict[type, Callable[..., object]] = {
            ev.Tick: self._tick, ev.Due: self._due, ev.Started: self._started, ev.Sampled: self._sampled,
            ev.Touched: self.source.touched, ev.Content: self.source.content, ev.Unreadable: self.source.unreadable,
            ev.Watching: self.source.watched, ev.Linted: self.transactions.linted, ev.Healthy: self.transactions.healthy,
            ev.Spawned: self.processes.spawned, ev.SpawnFailed: self.processes.spawn_failed, ev.Exited: self._exited,
            ev.Hello: self._hello, ev.Gone: self.proving.gone, ev.Answered: self._answered, ev.Ponged: self._ponged,
            ev.Misbehaved: self._misbehaved, ev.Signalled: self.fallback.signalled, ev.Said: self.proving.said,
            ev.Swept: self.processes.swept, ev.Condemned: self.commands.chores.condemned, ev.Ended: self.commands.ended,
        }  # fmt: skip
        self._timers: dict[str, Callable[..., None]] = {
            "read": lambda _: self.source.read(), "rehash": lambda _: self.source.rehash(), "ping": lambda _: self.evidence.round(),
            "rollout": lambda _: self.transactions.due(), "start": self._for(self.processes.late), "stop": self._for(self.processes.kill),
            "sweep": self._for(self.processes.sweep),
            "backoff": self._for(self.processes.retry), "lost": self._for(self.proving.lost),
            "step": self._for(self.proving.step_due), "again": self._for(self.proving.again),
        }  # fmt: skip

    def receive(self, event: object, now: Now) -> Sequence[object]:
        """Takes one event; returns what should happen. Nothing else changes the World."""
        self.book.now = now
        before, self.book.out = self.book.out, []
        said, self._said = self._said, self.book.event_id
        vain, self._vain = self._vain, isinstance(event, acts.Command) and needs_record(event)
        self.book.news += not isinstance(event, _ROUTINE)
        if isinstance(event, ev.JournalFailed):
            self._journal_failed(event, before, said, vain)
        elif isinstance(event, acts.Command):
            self.commands.take(event)
        else:
            self._rows[type(event)](event)
        self._settle()
        return self.book.out

    @property
    def ledger(self) -> Ledger:
        return self.book.ledger

    def deadline(self) -> float | None:
        """The monotonic second at which a Tick is due."""
        return min(self.book.timers.values(), default=None)

    def _settle(self) -> None:
        self.transactions.review()
        self.source.consider()
        self.processes.start_some()

    # -- time

    def _tick(self, _: ev.Tick) -> None:
        due = sorted((at, key) for key, at in self.book.timers.items() if at <= self.book.now.mono)
        for _at, key in due:
            if self.book.timers.get(key, math.inf) <= self.book.now.mono:  # an earlier one may have put it off
                self._due(ev.Due(key))
                self._settle()

    def _due(self, event: ev.Due) -> None:
        if self.book.timers.pop(event.timer, None) is not None:
            self.book.news += event.timer[0] not in _ROUNDS
            self._timers[event.timer[0]](event.timer[1])

    def _for(self, handler: Callable[..., None]) -> Callable[[str], None]:
        return lambda name: handler(self.fleet[name])

    # -- the house

    def _started(self, event: ev.Started) -> None:
        """Recovery: what the journal says, then who is alive, then the source."""
        self.started_at = self.book.now.wall
        self.book.arm("ping", "", self.book.settings.rollout.attest)
        for name, (pid, _start) in event.alive.items():
            if worker := self.fleet.get(name):
                self.processes.adopt(worker, pid, self.book.now.wall)
                self.fallback.adopted(worker)
        self.transactions.resume()
        self.processes.start_all()
        self.source.rehash()

    def _journal_failed(self, event: ev.JournalFailed, undone: Sequence[object], said: int, vain: bool) -> None:
        """No record, no change: back to what is durable, and nothing that needs a record happens any more. Workers run on.

        vain: it was a command's step. Nothing of that has happened, nor been said, and who gave it hears why.
        """
        assert isinstance(event.ledger, Ledger)
        self.book.read_only = event.reason
        if event.ledger is not self.book.ledger:  # else a later sync has failed: what was asked for has been done
            self.book.ledger = event.ledger
            self.book.unsay(said, all_of_it=vain)
            self._take_up(undone)
            for reply in (effect for effect in undone if isinstance(effect, Reply)):
                self.book.do(Reply(reply.request, False, f"cannot do that: {event.reason}") if vain else reply)
        self.transactions.drop("not recorded", event.reason)
        self.book.notice("bad", f"read-only: {event.reason}")

    def _take_up(self, undone: Sequence[object]) -> None:
        """None of that step's effects has happened. What needs no record is asked for again, what does is forgotten."""
        for effect in undone:
            match effect:
                case Spawn(name):
                    self.processes.unspawned(self.fleet[name])
                case Order(name):
                    self.proving.unasked(self.fleet[name])
                case Read() | Signal() | Cancel() | Ping() | Exit():
                    self.book.do(effect)

    def _sampled(self, event: ev.Sampled) -> None:
        self.budget = event.budget
        for name, figures in event.figures.items():
            if worker := self.fleet.get(name):
                worker.figures = figures

    # -- events that concern two desks

    def _exited(self, event: ev.Exited) -> None:
        worker = self.fleet[event.worker]
        if event.pid == worker.pid:
            self.transactions.exited(worker, by_itself=self.processes.exited(event))

    def _hello(self, event: ev.Hello) -> None:
        if self.proving.hello(event):
            self.transactions.arrived(self.fleet[event.worker])

    def _answered(self, event: ev.Answered) -> None:
        if self.proving.answered(event):
            self.transactions.voted(event)
            self.transactions.proved(self.fleet[event.worker])

    def _ponged(self, event: ev.Ponged) -> None:
        self.evidence.ponged(event)
        self.transactions.proved(self.fleet[event.worker])

    def _misbehaved(self, event: ev.Misbehaved) -> None:
        self.book.notice("warn", event.reason, event.worker)
