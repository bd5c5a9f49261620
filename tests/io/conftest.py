"""What the stories of the io floor share: an ear for events, a look at our own descriptors and threads, real workers."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import threading

import pytest

from holdfast.core.events import Watching
from holdfast.io.listener import Listener
from holdfast.io.process import Processes

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


@pytest.fixture
async def processes(heard):
    made = Processes(heard)
    yield made
    for worker in [*made._running, *made._orphans._left]:
        made.signal(worker, "KILL")
    threads = list(made._starter._threads)
    made.close()
    for thread in threads:  # the next test counts threads
        thread.join(PATIENCE)


@pytest.fixture
def spawn(processes, tmp_path):
    """Start a shell script as a worker; its output goes to tmp_path/NAME.log."""

    async def go(worker, script, env=None):
        env = {"PATH": os.environ["PATH"]} | (env or {})
        await processes.spawn(worker, ("/bin/sh", "-c", script), str(tmp_path), env, str(tmp_path / f"{worker}.log"), "t" * 64)

    return go


@pytest.fixture
def fifo(tmp_path):
    """Lines that workers write into a FIFO, read without blocking the loop: `await line()`."""
    path = tmp_path / "ready"
    os.mkfifo(path)
    # read and write: so that it never comes to its end, and opening it never waits
    with open(path, "rb+", buffering=0) as pipe:
        os.set_blocking(pipe.fileno(), False)
        pending = bytearray()

        async def line():
            loop = asyncio.get_running_loop()
            async with asyncio.timeout(PATIENCE):
                while b"\n" not in pending:
                    readable = asyncio.Event()
                    loop.add_reader(pipe.fileno(), readable.set)
                    await readable.wait()
                    loop.remove_reader(pipe.fileno())
                    pending.extend(pipe.read(4096) or b"")
            first, _, rest = bytes(pending).partition(b"\n")
            pending[:] = rest
            return first.decode()

        yield path, line


@pytest.fixture
def ended():
    return ends


async def ends(pid):
    """Wait until that process, whoever's child it is, has ended."""
    try:
        fd = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    loop.add_reader(fd, done.set)
    try:
        async with asyncio.timeout(PATIENCE):
            await done.wait()
    finally:
        loop.remove_reader(fd)
        os.close(fd)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "conf" / "app.toml"
    path.parent.mkdir()
    path.write_text("a = 1\n")
    return path


@pytest.fixture
async def listener(source, heard):
    made = Listener(str(source), heard)
    made.start()
    assert heard.events == [Watching("inotify")]
    heard.events.clear()
    yield made
    made.stop()
