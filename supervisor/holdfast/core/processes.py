"""The desk that starts, stops and restarts worker processes: spawn queue, restart budget, TERM, wait, KILL."""

from __future__ import annotations

from holdfast.core import journal as j
from holdfast.core.book import Book
from holdfast.core.effects import Exit, Signal, Spawn, Sweep
from holdfast.core.events import Exited, Spawned, SpawnFailed, Swept
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.lifecycle import Happening, Life, after_death
from holdfast.core.phase import Phase, Word

LOST_AFTER = 5.0  # seconds; a redial takes milliseconds, so five seconds without a channel are a finding


class Processes:
    def __init__(self, book: Book, fleet: Fleet) -> None:
        self.book, self.fleet = book, fleet
        self.stop_request = 0

    # -- starting

    def start(self, worker: Worker) -> None:
        """Wants the worker to run: it is queued for `start_some`."""
        if self.book.stopping or not self._knows_content(worker):
            return
        self.book.disarm("backoff", worker.name)
        before = worker.life
        self.fleet.life(worker, Happening.START)
        if worker.life is Life.STARTING and before is not Life.STARTING:
            worker.queued = True

    def _knows_content(self, worker: Worker) -> bool:
        """Is there something that it may be started on? Not before the first version, and not with a damaged journal."""
        known = self.book.ledger.boots(worker.name) is not None
        if not known and self.book.read_only:
            worker.reason = f"not started, since what it should run is not known: {self.book.read_only}"
        return known

    def start_all(self) -> None:
        for worker in self.fleet:
            if worker.life is Life.DOWN:
                self.start(worker)

    def revive(self) -> None:
        """Another content is decided: it may mend those that were given up on, and those that never ran."""
        for worker in self.fleet:
            if worker.life is Life.FATAL:
                worker.deaths = []
        for worker in self.fleet:
            if worker.life in (Life.FATAL, Life.DOWN):
                self.start(worker)

    def start_some(self) -> None:
        """After each event, when everything is decided: those in the queue, as long as few others are starting."""
        if not self.fleet.lives[Life.STARTING]:
            return
        queue = [worker for worker in self.fleet if worker.queued]
        starting = self.fleet.lives[Life.STARTING] - len(queue)
        for worker in queue:
            if starting < self.book.settings.restart.starting_at_once:
                self._spawn(worker)
                starting += worker.life is Life.STARTING

    def _spawn(self, worker: Worker) -> None:
        target = self.book.ledger.boots(worker.name)
        worker.queued = worker.killed = worker.again = False
        if target is None:  # what it waited for was never recorded
            self._knows_content(worker)
            self.fleet.life(worker, Happening.EXIT)
            return
        worker.forget_incarnation()
        worker.status = ""
        worker.failures = worker.attempts = 0
        worker.behind = -1.0
        worker.boot = target.seq
        worker.started_at = self.book.now.wall
        self.fleet.turn(worker, Word.SPAWN)
        self.book.do(Spawn(worker.name, target.seq, target.version, target.sha256))

    def unspawned(self, worker: Worker) -> None:
        """The order to start it was never carried out: it waits in the queue once more."""
        self.fleet.turn(worker, Word.EXIT)
        if worker.life is Life.STARTING:
            worker.queued = True
        elif worker.life is Life.STOPPING:
            self.fleet.life(worker, Happening.EXIT)

    def spawned(self, event: Spawned) -> None:
        worker = self.fleet[event.worker]
        worker.pid = event.pid
        ran = j.Ran(at=self.book.now.wall, worker=worker.name, pid=event.pid, start_time=event.start_time,
                    token_sha256=event.token_sha256, seq=worker.boot)  # fmt: skip
        self.book.remember(ran, sync=False)
        self.book.arm("start", worker.name, worker.settings.start_limit)
        if worker.life is Life.STOPPING or self.book.stopping:
            self._terminate(worker)

    def spawn_failed(self, event: SpawnFailed) -> None:
        worker = self.fleet[event.worker]
        worker.pid = 0
        worker.reason = event.reason
        self.book.notice("bad", event.reason, worker.name)
        self._dead(worker, permanent=event.permanent)

    def adopt(self, worker: Worker, pid: int, started_at: float) -> None:
        """A process of an earlier daemon is alive: it is ours again, and unproven."""
        worker.pid, worker.started_at = pid, started_at
        self.fleet.life(worker, Happening.ADOPTED)
        self.fleet.turn(worker, Word.ADOPT)
        self.book.arm("lost", worker.name, LOST_AFTER)
        self.book.notice("info", f"found alive, pid {pid}; waiting for its proof", worker.name)

    # -- ending

    def exited(self, event: Exited) -> bool:
        """True: it died by itself. False: somebody wanted it to end, or it is not the process we have."""
        worker = self.fleet[event.worker]
        if event.pid != worker.pid:
            return False
        worker.pid = 0
        worker.last_exit = told(event.status)
        wanted = worker.life is Life.STOPPING and not worker.killed
        self.book.notice("info" if wanted else "bad", worker.last_exit, worker.name)
        if event.left:
            self._leaves(worker, event.left)
        self._dead(worker, wanted=wanted)
        return not wanted

    def _leaves(self, worker: Worker, count: int) -> None:
        """Children that outlived it. If it was told to stop so were they, and they have the rest of its limit."""
        worker.left, limit = count, worker.settings.stop_limit
        name, stop = worker.settings.stop_signal, self.book.timers.get(("stop", worker.name))
        if worker.life is not Life.STOPPING:
            self.book.notice("warn", f"left {count} of its processes behind: {name}, then KILL after {limit:.0f} s", worker.name)
            self.book.do(Sweep(worker.name, name))
        elif stop is None:  # all of them were killed
            limit = 0.0
        else:
            limit = max(0.0, stop - self.book.now.mono)
        self.book.arm("sweep", worker.name, limit)

    def swept(self, event: Swept) -> None:
        worker = self.fleet[event.worker]
        worker.left = 0
        self.book.disarm("sweep", worker.name)
        if self.book.stopping:
            self.finish_stop()

    def sweep(self, worker: Worker) -> None:
        """What it left behind has had its time."""
        self.book.do(Sweep(worker.name, "KILL"))
        worker.left = 0
        if self.book.stopping:
            self.finish_stop()

    def _dead(self, worker: Worker, *, wanted: bool = False, permanent: bool = False) -> None:
        for kind in ("start", "stop", "lost", "lag", "again"):
            self.book.disarm(kind, worker.name)
        worker.forget_incarnation()
        worker.queued = False
        self.fleet.turn(worker, Word.EXIT)
        if worker.life is Life.STOPPING:
            self.fleet.life(worker, Happening.EXIT)
        if self.book.stopping:
            self.finish_stop()
        elif not wanted:
            self._again(worker, permanent)
        elif worker.again:
            worker.again = False
            self.start(worker)

    def _again(self, worker: Worker, permanent: bool) -> None:
        """It died by itself: at once, after a delay, on its last good content, or not any more."""
        worker.restarts += 1
        worker.deaths = [*worker.deaths[-20:], self.book.now.mono]
        rule = self.book.settings.restart
        spent = f"{rule.budget} crashes in {rule.window:.0f} s"
        happening, delay = after_death(worker.deaths, self.book.now.mono, rule, worker.name)
        if permanent:
            happening = Happening.SPENT
        elif happening is Happening.SPENT:
            worker.reason = f"{worker.last_exit}; {spent}"
            content = self.book.ledger.content_for(worker.name)
            if self.quarantine(worker, f"{spent} on {content.version}" if content else spent):
                happening = Happening.DIED
        self.fleet.life(worker, happening)
        if worker.life is Life.STARTING:
            worker.queued = True
        elif worker.life is Life.BACKOFF:
            self.book.arm("backoff", worker.name, delay)
        else:
            self.book.notice("bad", f"will not be started again: {worker.reason}", worker.name)

    def quarantine(self, worker: Worker, reason: str) -> bool:
        """Leaves the worker behind on its last good content, which is tried once. False: there is nothing else to try."""
        content = self.book.ledger.content_for(worker.name)
        good = self.book.ledger.last_good.get(worker.name)
        tried = self.book.ledger.left_behind(worker.name) is not None
        if content is None or good is None or good.sha256 == content.sha256 or tried or self.book.read_only:
            return False
        worker.reason = reason
        worker.deaths = []
        self.book.remember(
            j.Left(at=self.book.now.wall, worker=worker.name, sha256=content.sha256, state=Phase.QUARANTINED.value, reason=worker.reason),
            sync=False,
        )
        self.book.notice("bad", f"quarantined: {reason}; its last good version, {good.version}, is tried once", worker.name, content.seq)
        return True

    # -- stopping

    def restart(self, worker: Worker) -> None:
        """Stop it, and start it on what it should run; starts it where it does not run."""
        if worker.life in (Life.STARTING, Life.UP) and not worker.queued:
            worker.again = True
            self.stop(worker)
        elif worker.life is Life.STOPPING:
            worker.again = True
        else:
            worker.deaths = []
            self.start(worker)

    def kill_now(self, worker: Worker) -> None:
        """An operator does not want to wait for its stop limit; it comes back on what it should run."""
        worker.again = True
        if worker.life in (Life.STARTING, Life.UP):
            self.fleet.life(worker, Happening.STOP)
        self.book.do(Signal(worker.name, "KILL"))

    def stop(self, worker: Worker) -> None:
        self.book.disarm("backoff", worker.name)
        if worker.queued:
            worker.queued = False
            self.fleet.life(worker, Happening.EXIT)
            return
        self.fleet.life(worker, Happening.STOP)
        if worker.life is Life.STOPPING and worker.pid:
            self._terminate(worker)

    def _terminate(self, worker: Worker) -> None:
        self.book.do(Signal(worker.name, worker.settings.stop_signal))
        self.book.arm("stop", worker.name, worker.settings.stop_limit)

    def kill(self, worker: Worker) -> None:
        """The stop limit has passed."""
        if worker.life is Life.STOPPING and worker.pid:
            self.book.notice("warn", f"did not stop within {worker.settings.stop_limit:.0f} s: killed", worker.name)
            self.book.do(Signal(worker.name, "KILL"))

    def late(self, worker: Worker) -> None:
        """No hello within the start limit: killed, and counted as a death."""
        if worker.life is not Life.STARTING or not worker.pid:
            return
        limit = worker.settings.start_limit
        worker.reason = f"said nothing on its socket within {limit:.0f} s of its start: a worker must dial $HOLDFAST_SOCKET"
        self.book.notice("bad", worker.reason, worker.name)
        worker.killed = True
        self.fleet.life(worker, Happening.LATE)
        self.book.do(Signal(worker.name, "KILL"))

    def retry(self, worker: Worker) -> None:
        """The back-off is over."""
        if worker.life is Life.BACKOFF:
            self.fleet.life(worker, Happening.DUE)
            worker.queued = True

    def stop_all(self, request: int) -> None:
        self.book.stopping, self.stop_request = True, request
        for worker in self.fleet:
            self.stop(worker)
        self.finish_stop()

    def finish_stop(self) -> None:
        if all(w.pid == 0 and w.left == 0 and w.life in (Life.DOWN, Life.FATAL) for w in self.fleet):
            self.book.do(Exit())


_SIGNALS = {
    1: "HUP", 2: "INT", 3: "QUIT", 4: "ILL", 6: "ABRT", 7: "BUS", 8: "FPE", 9: "KILL", 11: "SEGV", 13: "PIPE", 14: "ALRM", 15: "TERM",
}  # fmt: skip
UNKNOWN = -256  # the status of a process that an earlier daemon started: only its parent was told


def told(status: int) -> str:
    """An exit status in words."""
    if status == UNKNOWN:
        return "ended, status unknown (an earlier daemon started it)"
    return f"exit {status}" if status >= 0 else f"killed by SIG{_SIGNALS.get(-status, f' {-status}')}"
