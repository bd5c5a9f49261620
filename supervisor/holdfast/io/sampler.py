"""The workers' figures, sampled: cpu, memory, descriptors, threads, inotify use; and the user's inotify budget.

A worker is its whole session: the process we started and all it started in turn. Synchronous, made for a thread, one call at a
time. What is cheap is looked at in each call (30 us a worker). Where every descriptor has to be asked what it is, that is the inotify
instances, a look is taken every ten seconds, and at once when processes of ours have come or gone; through all the user's processes
(where the fdinfo of a big foreign instance holds that instance's lock) never sooner than after two.
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
        self._held: dict[str, watches.Use] = {}
        self._looked = 0.0  # when _held was taken
        self._budgets: dict[int, tuple[float, dict[int, str], Budget]] = {}

    def sample(self, workers: dict[str, int]) -> dict[str, Figures]:
        """Figures of each worker {name: pid of its session leader}; a worker whose processes are all gone has zeros.

        cpu is the percentage of one core since the previous sample (0.0 in the first one of a process); watches and instances are at
        most BUDGET_EVERY seconds old.
        """
        sessions = procfs.sessions()
        members = {name: sessions.get(pid, []) for name, pid in workers.items()}
        owners = {pid: name for name, pids in members.items() for pid in pids}
        if owners != self._owners or time.monotonic() - self._looked >= BUDGET_EVERY:
            self._owners, self._looked = owners, time.monotonic()
            self._held = _held(owners)
        used = {pid: usage for pid in self._owners if (usage := procfs.usage(pid)) is not None}
        before, since = self._seconds, self._at
        self._seconds, self._at = {(pid, usage.started): usage.cpu for pid, usage in used.items()}, time.monotonic()
        share = {pid: usage.cpu - before.get((pid, usage.started), usage.cpu) for pid, usage in used.items()}
        span = self._at - since
        return {
            name: _figures(
                [used[pid] for pid in pids if pid in used], pids, sum(share.get(pid, 0.0) for pid in pids) / span, self._held.get(name)
            )
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


def _held(owners: dict[int, str]) -> dict[str, watches.Use]:
    """The inotify use of each worker that has any."""
    found: dict[str, list[watches.Instance]] = {}
    for instance in procfs.inotify_of(owners)[0]:
        found.setdefault(instance.owner, []).append(instance)
    return {name: watches.use(instances, procfs.same_instance) for name, instances in found.items()}


def _figures(used: list[procfs.Usage], pids: list[int], share: float, held: watches.Use | None) -> Figures:
    """Of one worker's processes together. share: of one core, since the last sample."""
    return Figures(
        cpu=round(100 * share, 1),
        rss=sum(usage.rss for usage in used),
        fds=sum(map(procfs.descriptors, pids)),
        threads=sum(usage.threads for usage in used),
        watches=held.watches if held else 0,
        instances=held.instances if held else 0,
    )
