"""Processes: started in a session of their own, followed by pidfd, signalled as a group, and never killed by our own end.

A worker is a session: its leader is the process we start, so pid == process group == session id, and everything it starts in
turn belongs to it. Its output goes to a file (a pipe would kill it with EPIPE when the supervisor dies).

Numbers are given out again, pidfds are not. A pid is only ever signalled by number (killpg knows no other way) while something of
ours holds that number: the leader, alive or not yet reaped; or, after it, a member of its session that we hold by pidfd.
The kernel frees a number only when no process uses it as pid, group or session.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

from holdfast.core.events import Exited, Spawned, SpawnFailed
from holdfast.io import procfs
from holdfast.io.orphans import Orphan, Orphans, killpg, members, send_each
from holdfast.io.start import Born, Refused, start

UNKNOWN_STATUS = -256
"""Exited.status of a process that was not our child: only its parent is told. No real status (-64..255) has this value."""

_TRACER = 0.1  # seconds until a worker that ended under a tracer is looked at again


class Running(NamedTuple):
    """A worker's session leader. pidfd becomes readable when it ends."""

    worker: str
    pid: int
    pidfd: int
    start_time: int


class Processes:
    """All workers' processes. Called from the loop's thread; emits Spawned, SpawnFailed, Exited there."""

    def __init__(self, emit: Callable[[object], None]) -> None:
        self._emit = emit
        self._running: dict[str, Running] = {}
        self._starting: set[str] = set()
        self._orphans = Orphans(emit)
        # Popen blocks until the exec has happened. One thread that lives as long as we do: what a process inherits
        # from the thread that started it (signal mask, niceness) is then the same for all.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="holdfast-start")
        self._closed = False

    async def spawn(self, worker: str, command: tuple[str, ...], cwd: str, env: dict[str, str], output: str, token_sha256: str) -> None:
        """Start `command` in `cwd` with exactly `env`, output appended to the file `output` (made 0600). Emits the outcome.

        Cancelling does not stop the start, and its outcome is still emitted: nothing runs that nobody knows of.
        """
        if worker in self._running or worker in self._starting:
            self._emit(SpawnFailed(worker, f"cannot start {worker}: it is still running; stop it first", permanent=False))
            return
        self._starting.add(worker)
        loop = asyncio.get_running_loop()
        outcome = loop.run_in_executor(self._starter, start, command, cwd, env, output)
        outcome.add_done_callback(partial(self._started, worker, token_sha256))
        await asyncio.wait([outcome])

    def _started(self, worker: str, token_sha256: str, outcome: asyncio.Future[Born | Refused]) -> None:
        self._starting.discard(worker)
        if outcome.cancelled():  # close() came before its turn: nothing was started
            return
        result = outcome.result()
        if isinstance(result, Refused):
            self._emit(SpawnFailed(worker, result.reason, result.permanent))
        elif self._closed:
            os.close(result.pidfd)  # the process lives on; scan_own() finds it at the next start
        else:
            self._emit(Spawned(worker, result.pid, result.start_time, token_sha256))
            self._follow(Running(worker, result.pid, result.pidfd, result.start_time))

    def adopt(self, worker: str, pid: int, start_time: int) -> bool:
        """Follow a session leader that an earlier supervisor started. False: that process is gone.

        Its Exited has UNKNOWN_STATUS.
        """
        try:
            pidfd = os.pidfd_open(pid)
        except OSError:  # no such process, or the number of a thread by now
            return False
        # Looked at after pidfd_open: whatever the number meant before, this is about the process we hold.
        if worker in self._running or not procfs.alive(pid, start_time) or procfs.session(pid) != pid:
            os.close(pidfd)
            return False
        self._follow(Running(worker, pid, pidfd, start_time))
        return True

    def signal(self, worker: str, name: str) -> bool:
        """Send SIG`name` ("TERM", "KILL" ...) to the worker's process group. False: there was nobody to send it to.

        KILL goes to its whole session, and also to what is left of the session after the leader's end.
        """
        number = signal.Signals[f"SIG{name}"]
        sent = False
        running = self._running.get(worker)
        if running is not None and _holds_number(running.pidfd):
            others = members(running.pid, running.start_time) if number is signal.SIGKILL else []
            sent = killpg(running.pid, number)
            send_each(others, number)
            _release(others)
        if number is signal.SIGKILL:
            sent = self._orphans.sweep(worker, number) or sent
        return sent

    def sweep(self, worker: str, name: str) -> bool:
        """Send SIG`name` to what is left of the worker's earlier sessions, and to no process that runs under its name now."""
        return self._orphans.sweep(worker, signal.Signals[f"SIG{name}"])

    def tell(self, worker: str, pid: int, name: str) -> str:
        """Send SIG`name` to the worker's first process alone, if that is still process `pid` and has a handler for it.

        sent | uncaught | gone. (A handler that is taken away between the look and the signal cannot be seen.)
        """
        number = signal.Signals[f"SIG{name}"]
        running = self._running.get(worker)
        if running is None or running.pid != pid:
            return "gone"
        if not procfs.catches(pid, number):
            return "uncaught" if procfs.alive(pid, running.start_time) else "gone"
        try:
            signal.pidfd_send_signal(running.pidfd, number)
        except (ProcessLookupError, PermissionError):  # it has ended, or is another user's by now
            return "gone"
        return "sent"

    def close(self) -> None:
        """Let go of every process without touching it: workers outlive their supervisor."""
        self._closed = True
        for running in self._running.values():
            asyncio.get_running_loop().remove_reader(running.pidfd)
            os.close(running.pidfd)
        self._running.clear()
        self._orphans.close()
        self._starter.shutdown(wait=False, cancel_futures=True)

    @staticmethod
    def scan_own(worker_socket: str) -> list[tuple[str, int, int, str]]:
        """Those of the supervisor with that worker socket."""
        return Processes.scan(lambda socket: socket == worker_socket)

    @staticmethod
    def scan(ours: Callable[[str], bool]) -> list[tuple[str, int, int, str]]:
        """Session leaders of our user that were started as workers of a supervisor whose worker socket is ours, oldest first.

        (worker, pid, start time, token) each: for workers that a supervisor started just before it died, too late for its journal.
        A worker's own child that made itself a session looks the same, but is younger than its worker.
        """
        found = []
        for sid, pids in procfs.sessions().items():
            if sid not in pids or sid == os.getpid() or procfs.effective_uid(sid) != os.geteuid():
                continue
            env = procfs.environ(sid)
            started = procfs.start_time(sid)
            if ours(env.get("HOLDFAST_SOCKET", "")) and env.get("HOLDFAST_WORKER") and started is not None:
                found.append((env["HOLDFAST_WORKER"], sid, started, env.get("HOLDFAST_TOKEN", "")))
        return sorted(found, key=lambda one: one[2])

    def _follow(self, running: Running) -> None:
        self._running[running.worker] = running
        asyncio.get_running_loop().add_reader(running.pidfd, self._ended, running)

    def _ended(self, running: Running) -> None:
        if self._closed:
            return
        loop = asyncio.get_running_loop()
        loop.remove_reader(running.pidfd)
        # Before reaping: while the dead leader keeps its number, whoever is in that session is certainly ours.
        left = members(running.pid, running.start_time)
        status = _reap(running.pidfd)
        if status is None:
            _release(left)
            loop.call_later(_TRACER, self._ended, running)
            return
        os.close(running.pidfd)
        del self._running[running.worker]
        count = self._orphans.keep(running.worker, left)
        self._emit(Exited(running.worker, running.pid, status, count))


def _holds_number(pidfd: int) -> bool:
    """Whether that process still exists, if only as a zombie: then its number is its own."""
    try:
        signal.pidfd_send_signal(pidfd, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it changed its uid; it exists
        return True
    return True


def _release(others: list[Orphan]) -> None:
    for one in others:
        os.close(one.pidfd)


def _reap(pidfd: int) -> int | None:
    """The status as Popen.returncode has it, and no zombie; UNKNOWN_STATUS when the process is not our child.

    None: not ours to take yet, because a tracer (strace, gdb) is told of the end before the parent is.
    """
    try:
        result = os.waitid(os.P_PIDFD, pidfd, os.WEXITED | os.WNOHANG)
    except ChildProcessError:
        return UNKNOWN_STATUS
    if result is None:
        return None
    return result.si_status if result.si_code == os.CLD_EXITED else -result.si_status
