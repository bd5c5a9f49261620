"""What is left of a worker's session when its leader has ended: each held by a pidfd, told to end, and seen to end.

A session's number is not given out again while anybody is in it; so it may be signalled by number as long as one of ours still is.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from typing import NamedTuple

from holdfast.core.events import Swept
from holdfast.io import procfs


class Orphan(NamedTuple):
    """A member of a worker's session that outlived the leader."""

    pid: int
    pidfd: int
    session: int


class Orphans:
    """For the loop's thread. Emits Swept(worker) when the last one of a worker's has ended."""

    def __init__(self, emit: Callable[[object], None]) -> None:
        self._emit = emit
        self._left: dict[str, list[Orphan]] = {}

    def keep(self, worker: str, members: list[Orphan]) -> int:
        """Follow them; how many are left of that worker now, earlier ones included."""
        for orphan in members:
            self._left.setdefault(worker, []).append(orphan)
            asyncio.get_running_loop().add_reader(orphan.pidfd, self._ended, worker, orphan)
        return len(self._left.get(worker, []))

    def sweep(self, worker: str, number: signal.Signals) -> bool:
        """Signal all that is left of that worker. Killed ones are not followed any more. False: nobody is left."""
        orphans = self._left.get(worker, [])
        for group in {orphan.session for orphan in orphans if procfs.session(orphan.pid) == orphan.session}:
            killpg(group, number)  # reaches what they forked since we looked
        kill = number is signal.SIGKILL
        alone = orphans if kill else [one for one in orphans if _group(one.pid) != one.session]
        hit = send_each(alone, number) or len(alone) < len(orphans)
        if kill and orphans:
            self._release(self._left.pop(worker))
            self._emit(Swept(worker))
        return hit

    def close(self) -> None:
        for orphans in self._left.values():
            self._release(orphans)
        self._left.clear()

    def _ended(self, worker: str, orphan: Orphan) -> None:
        self._release([orphan])
        self._left[worker].remove(orphan)
        if not self._left[worker]:
            del self._left[worker]
            self._emit(Swept(worker))

    @staticmethod
    def _release(orphans: list[Orphan]) -> None:
        for orphan in orphans:
            asyncio.get_running_loop().remove_reader(orphan.pidfd)
            os.close(orphan.pidfd)


def members(leader: int, start_time: int) -> list[Orphan]:
    """Every living process in that worker's session but its leader, each held by a pidfd that was opened before the last look."""
    try:
        if procfs.start_time(leader) not in (None, start_time):
            return []  # not our child, reaped by its parent, and its number already means somebody else
        pids = procfs.sessions().get(leader, [])
    except OSError:  # no descriptor left to look with; the leader's own end must be told all the same
        return []
    found = []
    for pid in pids:
        if pid == leader or not procfs.alive(pid, procfs.start_time(pid) or 0):
            continue
        try:
            pidfd = os.pidfd_open(pid)
        except OSError:
            continue
        if procfs.session(pid) == leader:
            found.append(Orphan(pid, pidfd, leader))
        else:
            os.close(pidfd)
    return found


def killpg(group: int, number: signal.Signals) -> bool:
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def send_each(orphans: list[Orphan], number: signal.Signals) -> bool:
    """By pidfd; whether any was still there."""
    hit = False
    for orphan in orphans:
        try:
            signal.pidfd_send_signal(orphan.pidfd, number)
            hit = True
        except (ProcessLookupError, PermissionError):
            continue
    return hit


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0
