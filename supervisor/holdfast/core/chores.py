"""What operators ask about single workers: another process, another chance, a proof, or to be left out of the count."""

from __future__ import annotations

from holdfast.core import acts
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.book import Book
from holdfast.core.effects import Next, Ping
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.lifecycle import Life
from holdfast.core.naming import No
from holdfast.core.processes import Processes
from holdfast.core.proving import Proving
from holdfast.core.words import because


class Chores:
    """Each answer is the text of a yes and the number that is meant, 0 = none. Raises No."""

    def __init__(self, book: Book, fleet: Fleet, processes: Processes, proving: Proving) -> None:
        self.book, self.fleet, self.processes, self.proving = book, fleet, processes, proving

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

    def restart(self, c: acts.Restart) -> tuple[str, int]:
        worker = self._startable(c.worker)
        self.book.notice("info", f"restart asked for by {c.by}", worker.name)
        self.processes.restart(worker)
        return f"restarting {worker.name}", 0

    def kill(self, c: acts.Kill) -> tuple[str, int]:
        worker = self._worker(c.worker)
        if not worker.pid:
            raise No(f"{worker.name} has no process ({worker.life.value.lower()})")
        self.book.remember(j.Acted(at=self.book.now.wall, what="kill", worker=worker.name, by=str(c.by), reason=c.reason))
        self.book.do(Next(ev.Condemned(worker.name, worker.pid, f"{c.by}{because(c.reason)}")))
        return f"killing {worker.name}; it is started again", 0

    def condemned(self, event: ev.Condemned) -> None:
        """Who wanted it is on record: now it may happen, if it still is that process."""
        worker = self.fleet[event.worker]
        if worker.pid == event.pid:
            self.book.notice("warn", f"kill asked for by {event.why}", worker.name)
            self.processes.kill_now(worker)

    def prove(self, c: acts.Prove) -> tuple[str, int]:
        asked = [self._worker(name) for name in c.workers] or list(self.fleet)
        able = [w.name for w in asked if self.fleet.answers(w)]
        others = ", ".join(w.name for w in asked if w.name not in able)
        if not able:
            raise No(f"none of them can be asked: {others or 'there are no workers'}; `holdfast status` shows why")
        self.book.do(Ping(tuple(able)))
        return f"a fresh challenge to {', '.join(able)}" + (f"; cannot be asked: {others}" if others else ""), 0

    def cordon(self, c: acts.Cordon) -> tuple[str, int]:
        worker = self._worker(c.worker)
        self.book.remember(j.Cordoned(at=self.book.now.wall, worker=worker.name, on=c.on, by=str(c.by)))
        self.book.notice("info", f"{'cordoned' if c.on else 'back in the count'} by {c.by}", worker.name)
        return f"{worker.name} {'is left out of the count' if c.on else 'counts again'}", 0

    def retry(self, names: tuple[str, ...]) -> tuple[str, int]:
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
