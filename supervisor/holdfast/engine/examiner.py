"""Looks into /proc on request: one at a time, in a thread of its own, and at most once a second for each thing asked about.

However many consoles stand on a worker's page, the machine is looked at once a second; while nobody asks, not at all.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from holdfast.core.detail import Anatomy
from holdfast.core.settings import Settings
from holdfast.core.watched import Watched
from holdfast.io import examine, overlook
from holdfast.io.files import because

T = TypeVar("T")

FRESH = 0.9  # seconds that an answer is good for: who asks once a second gets a new one each time
OVERLOOK = 9.0  # seconds, for everything that a user watches: reading it holds the locks of other people's instances
PATIENCE = 5.0  # seconds; a file system that hangs may keep a look for ever
KEPT = 64  # answers


class NotSeen(Exception):
    """There is nothing to show: why, and what to do."""


class Examiner:
    """For the loop's thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._eye = ThreadPoolExecutor(max_workers=1, thread_name_prefix="holdfast-eye")
        self._looks: dict[object, tuple[float, asyncio.Future[Any]]] = {}

    async def anatomy(self, worker: str, pid: int) -> Anatomy:
        """pid: the leader of its session, 0 = it has no process. Raises NotSeen."""
        stable = os.path.join(self._settings.run_dir, "w", worker, "current")
        folder = os.path.dirname(os.path.abspath(self._settings.source.path))
        return await self._look((worker, pid), lambda: examine.worker(worker, pid, stable, folder))

    async def watched(self, workers: dict[str, int]) -> Watched:
        """workers: {name: pid of its session's leader}. At most OVERLOOK seconds old. Raises NotSeen."""
        source = os.path.abspath(self._settings.source.path)
        return await self._look("watches", lambda: overlook.overlook(os.geteuid(), workers, source), OVERLOOK)

    async def _look(self, about: object, look: Callable[[], T], fresh: float = FRESH) -> T:
        now = time.monotonic()
        known = self._looks.get(about)
        if known is None or (known[1].done() and now - known[0] > fresh):
            self._looks[about] = known = (now, asyncio.get_running_loop().run_in_executor(self._eye, look))
            while len(self._looks) > KEPT:
                del self._looks[next(iter(self._looks))]
        try:
            async with asyncio.timeout(PATIENCE):
                answer: T = await asyncio.shield(known[1])
                return answer
        except TimeoutError:
            raise NotSeen(f"/proc has not answered for {PATIENCE:g} s; does a file system hang that it uses?") from None
        except OSError as error:
            raise NotSeen(f"cannot look into /proc: {because(error)}; raise RLIMIT_NOFILE if descriptors are what is missing") from None

    def close(self) -> None:
        self._eye.shutdown(wait=False, cancel_futures=True)
