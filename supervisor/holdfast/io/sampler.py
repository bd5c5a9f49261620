"""The workers' figures, sampled: cpu, memory, descriptors, threads, inotify use; and the user's inotify budget.

A worker is its whole session: the process we started and all it started in turn. Synchronous, made for a thread, one call at a
time. Sampling the own workers is cheap (a few ms for a dozen) and done at each call; looking through every process of the user is
not, and reading the fdinfo of a big foreign instance holds that instance's lock, so that is done at most every ten seconds.
"""

from __future__ import annotations

import os
import time

import psutil

from holdfast.core import watches
from holdfast.core.words import Budget, Figures
from holdfast.io import procfs

BUDGET_EVERY = 10.0  # seconds
BUDGET_SOON = 2.0  # seconds, when processes of ours have come or gone since


class Sampler:
    """Keeps what cpu percentages need between two samples, and the last budget."""

    def __init__(self) -> None:
        self._seen: dict[int, psutil.Process | None] = {}
        self._owners: dict[int, str] = {}
        self._budgets: dict[int, tuple[float, dict[int, str], Budget]] = {}

    def sample(self, workers: dict[str, int]) -> dict[str, Figures]:
        """Figures of each worker {name: pid of its session leader}; a worker whose processes are all gone has zeros.

        cpu is the percentage of one core since the previous sample (0.0 in the first one of a process).
        """
        sessions = procfs.sessions()
        members = {name: sessions.get(pid, []) for name, pid in workers.items()}
        self._owners = {pid: name for name, pids in members.items() for pid in pids}
        self._seen = {pid: self._process(pid) for pid in self._owners}
        return {name: self._figures(name, pids) for name, pids in members.items()}

    def _process(self, pid: int) -> psutil.Process | None:
        """The handle of the last sample (cpu figures are differences), unless the number is somebody else's by now."""
        known = self._seen.get(pid)
        try:
            return known if known is not None and known.is_running() else psutil.Process(pid)
        except psutil.Error:
            return None

    def _figures(self, name: str, pids: list[int]) -> Figures:
        found, _ = procfs.inotify_of(dict.fromkeys(pids, name))
        held = watches.use(found, procfs.same_instance)
        parts = [_measure(process) for pid in pids if (process := self._seen[pid]) is not None]
        return Figures(
            cpu=round(sum(part.cpu for part in parts), 1),
            rss=sum(part.rss for part in parts),
            fds=sum(part.fds for part in parts),
            threads=sum(part.threads for part in parts),
            watches=held.watches,
            instances=held.instances,
        )

    def budget(self, uid: int) -> Budget:
        """inotify use of `uid` against its limits; at most BUDGET_EVERY seconds old.

        Own are the workers of the last sample and this process.
        """
        now, known = time.monotonic(), self._budgets.get(uid)
        if known is not None and now - known[0] < (BUDGET_EVERY if known[1] == self._owners else BUDGET_SOON):
            return known[2]
        budget = self._count(uid)
        self._budgets[uid] = (now, self._owners, budget)
        return budget

    def _count(self, uid: int) -> Budget:
        own = self._owners | {os.getpid(): "supervisor"}
        owners = {pid: own.get(pid, "") for pid in procfs.pids() if procfs.effective_uid(pid) == uid}
        found, hidden = procfs.inotify_of(owners)
        return watches.budget(uid, procfs.limits(), found, hidden, procfs.same_instance)


def _measure(process: psutil.Process) -> Figures:
    """One process; zeros when it ended or may not be looked into."""
    try:
        with process.oneshot():
            return Figures(process.cpu_percent(), process.memory_info().rss, process.num_fds(), process.num_threads())
    except psutil.Error:
        return Figures()
