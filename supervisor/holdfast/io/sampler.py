"""The workers' figures, sampled: cpu, memory, descriptors, threads, inotify use; and the user's inotify budget.

A worker is its whole session: the process we started and all it started in turn. Synchronous, made for a thread, one call at a
time. Sampling the own workers is cheap (50 us each) and done at each call; looking through every process of the user is
not, and reading the fdinfo of a big foreign instance holds that instance's lock, so that is done at most every ten seconds.
"""

from __future__ import annotations

import os
import time

from holdfast.core import watches
from holdfast.core.words import Budget, Figures
from holdfast.io import procfs

BUDGET_EVERY = 10.0  # seconds
BUDGET_SOON = 2.0  # seconds, when processes of ours have come or gone since


class Sampler:
    """Keeps what cpu percentages need between two samples, and the last budget."""

    def __init__(self) -> None:
        self._at = 0.0
        self._seconds: dict[tuple[int, int], float] = {}  # (pid, start time): of cpu, at the last sample
        self._owners: dict[int, str] = {}
        self._budgets: dict[int, tuple[float, dict[int, str], Budget]] = {}

    def sample(self, workers: dict[str, int]) -> dict[str, Figures]:
        """Figures of each worker {name: pid of its session leader}; a worker whose processes are all gone has zeros.

        cpu is the percentage of one core since the previous sample (0.0 in the first one of a process).
        """
        sessions = procfs.sessions()
        members = {name: sessions.get(pid, []) for name, pid in workers.items()}
        self._owners = {pid: name for name, pids in members.items() for pid in pids}
        used = {pid: usage for pid in self._owners if (usage := procfs.usage(pid)) is not None}
        before, since = self._seconds, self._at
        self._seconds, self._at = {(pid, usage.started): usage.cpu for pid, usage in used.items()}, time.monotonic()
        share = {pid: usage.cpu - before.get((pid, usage.started), usage.cpu) for pid, usage in used.items()}
        span = self._at - since
        return {
            name: _figures(name, {pid: used[pid] for pid in pids if pid in used}, sum(share.get(pid, 0.0) for pid in pids) / span)
            for name, pids in members.items()
        }

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


def _figures(name: str, used: dict[int, procfs.Usage], share: float) -> Figures:
    """Of one worker's processes together. share: of one core, since the last sample. What may not be looked into holds no descriptors."""
    fds, instances = 0, list[watches.Instance]()
    for pid in used:
        try:
            count, found = procfs.descriptors(pid, name)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        fds += count
        instances += found
    held = watches.use(instances, procfs.same_instance)
    return Figures(
        cpu=round(100 * share, 1),
        rss=sum(usage.rss for usage in used.values()),
        fds=fds,
        threads=sum(usage.threads for usage in used.values()),
        watches=held.watches,
        instances=held.instances,
    )
