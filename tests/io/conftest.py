"""What the stories of the io floor share: an ear for events, and a look at our own descriptors and threads."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import threading

import pytest

PATIENCE = 20.0  # seconds; only a broken program waits this long


class Heard:
    """Collects what is emitted; `next` waits for the first event of a kind and takes it, leaving the others."""

    def __init__(self):
        self.events = []
        self._news = asyncio.Event()

    def __call__(self, event):
        self.events.append(event)
        self._news.set()

    async def next(self, kind, **fields):
        def fits(event):
            return isinstance(event, kind) and all(getattr(event, name) == value for name, value in fields.items())

        async with asyncio.timeout(PATIENCE):
            while True:
                for event in self.events:
                    if fits(event):
                        self.events.remove(event)
                        return event
                self._news.clear()
                await self._news.wait()


@pytest.fixture
async def heard():
    return Heard()


def holdings():
    """(descriptors by what they are, living threads) of this process."""
    fds = []
    for fd in os.listdir("/proc/self/fd"):
        try:
            fds.append(os.readlink(f"/proc/self/fd/{fd}"))
        except FileNotFoundError:  # the one that listed the folder
            continue
    return sorted(fds), sorted(thread.name for thread in threading.enumerate())


@pytest.fixture
def ours():
    return holdings


@contextlib.contextmanager
def limited(size):
    """No file of this process can grow beyond `size` bytes: write(2) takes what fits, then fails, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def full_disk():
    return limited
