"""Does the listener really hear? An event made on purpose, and how long it took to arrive.

The event is the closing of an unnamed file (O_TMPFILE) in the watched folder: the kernel tells the folder's watch of it, by the number of
its inode, and yet no name is ever made there. Nobody who lists the folder can see it, nothing can be left behind, the source is not
touched. Where a file system has no unnamed files nothing is tried: a named file beside a configuration might be taken for one.
"""

from __future__ import annotations

import asyncio
import errno
import os
import select
import time
from collections.abc import Callable

from watchdog.observers.inotify_c import InotifyConstants, InotifyEvent, Mask, WatchDescriptor

from holdfast.io.ears import Instance
from holdfast.io.files import because

PATIENCE = 2.0  # seconds for the event to arrive
CONTROL = 0.3  # seconds for that of a second, quite new, watch
_UNSUPPORTED = (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL)


class NotHeard(Exception):
    """It was not heard, or could not be tried, as one sentence: "cannot X: why; what to do"."""


class Probes:
    """Events that are waited for, by the name under which they come. For one loop's thread, but what begins with `_`."""

    def __init__(self) -> None:
        self._waiting: dict[bytes, asyncio.Future[float]] = {}

    def took(self, event: InotifyEvent) -> bool:
        """Whether it is one of ours: then it is nobody else's."""
        future = self._waiting.get(event.name)
        if future is not None and not future.done():
            future.set_result(time.monotonic())
        return future is not None

    async def heard(self, folder: str) -> float:
        """Seconds from closing the file until the loop had read the event. Raises NotHeard."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        names: list[bytes] = []

        def expect(name: bytes) -> None:
            names.append(name)
            self._waiting[name] = future

        try:
            closed = await asyncio.to_thread(_make, folder, expect)
            async with asyncio.timeout(PATIENCE):
                return await future - closed
        except TimeoutError:
            raise NotHeard(await asyncio.to_thread(_silence, folder)) from None
        finally:
            for name in names:
                self._waiting.pop(name, None)


def _make(folder: str, expect: Callable[[bytes], None]) -> float:
    """When the file was closed (monotonic seconds). expect: is told under which name, before. Raises NotHeard."""
    try:
        fd = os.open(folder, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno in _UNSUPPORTED and os.path.isdir(folder):
            why = "its file system has no unnamed files, and a named one is not put beside a source; change the source to see"
        else:
            why = f"{because(error)}; the supervisor must be able to write there for this"
        raise NotHeard(f"cannot test the watch on {folder}: {why}") from None
    try:
        expect(b"#%d" % os.fstat(fd).st_ino)
        return time.monotonic()
    finally:
        os.close(fd)


def _silence(folder: str) -> str:
    """Why nothing came: a second watch tells a listener that is deaf from a kernel that does not tell of unnamed files."""
    try:
        control = _Control(folder)
    except OSError as error:
        why = f"nor can a second watch be had to compare with ({because(error)}); look at `holdfast watches`"
        return f"cannot say whether {folder} is heard: no event within {PATIENCE:g} s, {why}"
    try:
        if control.hears(folder):
            return f"cannot hear {folder}: a new watch hears at once what the supervisor's own does not; restart the supervisor"
        return f"cannot test the watch on {folder}: its file system does not tell of unnamed files; change the source to see"
    finally:
        control.close()


class _Control:
    """A watch of its own, for a moment. Raises OSError."""

    def __init__(self, folder: str) -> None:
        self._instance = Instance()
        self._names: list[bytes] = []
        try:
            self._instance.watch(folder, Mask(InotifyConstants.IN_CLOSE_WRITE), self)
        except OSError:
            self._instance.close()
            raise

    def hears(self, folder: str) -> bool:
        expected: list[bytes] = []
        _make(folder, expected.append)
        poll = select.poll()
        poll.register(self._instance.fileno(), select.POLLIN)
        for event in self._instance.read_events() if poll.poll(CONTROL * 1000) else ():
            self._instance.handle_event(event)
        return expected[0] in self._names

    def close(self) -> None:
        self._instance.close()

    # What watchdog calls from handle_event()

    def on_event(self, event: InotifyEvent) -> None:
        self._names.append(event.name)

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        """The folder has gone: nothing will be heard."""

    def on_queue_overflow(self) -> None:
        """It is a new queue."""
