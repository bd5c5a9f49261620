"""How the listener hears: an inotify instance with a watch on each folder, or a look at the folders now and then.

watchdog's InotifyFD lies below watchdog's grouping of moves (which can sleep half a second) and reports overflows. It is used
without its thread: the loop reads it when it is readable.
"""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable, Iterable

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.inotify_c import CallbackId, InotifyConstants, InotifyEvent, InotifyFD, Mask, WatchCallback, WatchDescriptor
from watchdog.observers.polling import PollingObserver

from holdfast.io.tree import glimpse

POLL_EVERY = 1.0  # seconds, without inotify
_PATIENCE = 2.0  # seconds that closing waits for the polling thread

SETTLED = InotifyConstants.IN_CLOSE_WRITE | InotifyConstants.IN_MOVED_TO
# No opens and reads (we read the file ourselves: a loop), no MODIFY (a slow writer would be a storm).
_HINTS = InotifyConstants.IN_CREATE | InotifyConstants.IN_DELETE | InotifyConstants.IN_MOVED_FROM
_BELOW = InotifyConstants.IN_ATTRIB  # in a directory source a file's executable bit is part of the content
_ITSELF = InotifyConstants.IN_DELETE_SELF | InotifyConstants.IN_MOVE_SELF | InotifyConstants.IN_ONLYDIR
_MASK = Mask(SETTLED | _HINTS | _ITSELF)
_BRANCH_MASK = Mask(SETTLED | _HINTS | _BELOW | _ITSELF)

Heard = Callable[[list[InotifyEvent], list[InotifyEvent]], None]


class Instance(InotifyFD):
    """watchdog's inotify instance, its thread never started."""

    def __init__(self) -> None:
        try:
            super().__init__()
        except OSError:
            if "_inotify_fd" in self.__dict__:  # the pipe that it opens next had no descriptor left
                os.close(self._inotify_fd)
            raise
        os.set_inheritable(self._inotify_fd, False)  # a worker must never read our queue; inotify_init() has no CLOEXEC
        self._is_reading = False  # nobody is inside read(): close() shall close at once, not leave it to the thread

    def fileno(self) -> int:
        return self._inotify_fd

    def watch(self, folder: str, mask: Mask, ear: WatchCallback) -> tuple[WatchDescriptor, tuple[int, int]]:
        """The inode that is identified is the one that is watched, whatever happens to the path meanwhile. Raises OSError."""
        place = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            about = os.fstat(place)
            wd = self.add_callback(b"/proc/self/fd/%d" % place, mask, ear, CallbackId(0))
        finally:
            os.close(place)
        if wd < 0:  # watchdog keeps EACCES to itself
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return wd, (about.st_dev, about.st_ino)  # a watched inode's number cannot be given out again


class Watch:
    """One inotify instance with a watch on one folder, and on branches elsewhere, read by the loop. Raises OSError if it cannot be had.

    heard gets everything of one reading, the folder's events and the branches'; lost is called once, soon after the folder was
    removed, moved or unmounted.
    """

    def __init__(self, folder: str, heard: Heard, lost: Callable[[], None], overflowed: Callable[[], None]) -> None:
        self.folder = folder
        self._branches: dict[tuple[int, int], _Branch] = {}  # by (device, inode)
        self._below: list[InotifyEvent] = []
        self._heard, self._lost, self._overflowed = heard, lost, overflowed
        self._alive = True
        self._events: list[InotifyEvent] = []
        self._loop = asyncio.get_running_loop()
        self._instance = Instance()
        try:
            self._wd, self._identity = self._instance.watch(folder, _MASK, self)
        except OSError:
            self._instance.close()
            raise
        self._loop.add_reader(self._instance.fileno(), self._readable)

    def follow(self, folders: Iterable[str]) -> bool:
        """Hear of these branches and of no others any more; whether one is new, so that it should be looked at once more.

        Raises OSError when one cannot be watched; one that is gone is left out.
        """
        wanted = {identity: folder for folder in folders if (identity := _identity(folder))}
        for identity, branch in list(self._branches.items()):
            if identity not in wanted or branch.gone:
                del self._branches[identity]
                if not branch.gone:
                    self._instance.remove_callbacks([(branch.wd, CallbackId(0))])
        new = wanted.keys() - self._branches.keys()
        for folder in (wanted[identity] for identity in new):
            branch = _Branch(folder, self._below)
            try:
                branch.wd, identity = self._instance.watch(folder, _BRANCH_MASK, branch)
            except (FileNotFoundError, NotADirectoryError):
                continue
            self._branches[identity] = branch
        return bool(new)

    def places(self) -> list[tuple[WatchDescriptor, str, tuple[int, int]]]:
        """Each folder that is watched: its watch, its path, its device and inode."""
        branches = [(branch.wd, branch.folder, identity) for identity, branch in self._branches.items() if not branch.gone]
        return [(self._wd, self.folder, self._identity), *branches] if self._alive else branches

    def holds(self) -> bool:
        """Whether what is watched is still what the path leads to."""
        return self._alive and _identity(self.folder) == self._identity

    def close(self) -> None:
        self._alive = False
        self._loop.remove_reader(self._instance.fileno())
        self._instance.close()

    def _readable(self) -> None:
        for event in self._instance.read_events():
            self._instance.handle_event(event)
        events, self._events = self._events, []
        below = self._below.copy()
        self._below.clear()
        if events or below:
            self._heard(events, below)

    # What watchdog calls from handle_event()

    def on_event(self, event: InotifyEvent) -> None:
        if event.is_move_self:
            self._end()
        else:
            self._events.append(event)

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        self._end()

    def on_queue_overflow(self) -> None:
        self._overflowed()

    def _end(self) -> None:
        if self._alive:
            self._alive = False
            self._loop.call_soon(self._lost)


class _Branch:
    """A watch on a folder of a directory source, wherever that is moved. What watchdog calls; events: where to put what is heard.

    folder: its path when it was begun.
    """

    wd = WatchDescriptor(-1)
    gone = False

    def __init__(self, folder: str, events: list[InotifyEvent]) -> None:
        self.folder, self._events = folder, events

    def on_event(self, event: InotifyEvent) -> None:
        self._events.append(event)

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        self.gone = True

    def on_queue_overflow(self) -> None:
        """The folder's own watch says so."""


class Polling(FileSystemEventHandler):
    """watchdog's polling observer and its two threads. Raises OSError when the folder cannot be listed."""

    def __init__(self, folder: str, names: set[bytes], touched: Callable[[], None]) -> None:
        self._names = names
        self._touched = touched
        self._loop = asyncio.get_running_loop()
        self._observer = PollingObserver(timeout=POLL_EVERY)
        self._observer.schedule(self, folder)
        self._observer.start()

    def works(self) -> bool:
        return self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)

    def close(self) -> None:
        self._observer.stop()
        self._observer.join(_PATIENCE)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """In the observer's thread; raising here would end it."""
        paths = (os.fsencode(event.src_path), os.fsencode(event.dest_path))
        if any(os.path.basename(path) in self._names for path in paths):
            try:
                self._loop.call_soon_threadsafe(self._touched)
            except RuntimeError:  # the loop is closed: nobody is left to tell
                pass


class TreePolling:
    """Looks at a whole directory, as its reader does, but without reading. touched: it is not what it was."""

    def __init__(self, path: str, touched: Callable[[], None]) -> None:
        self._task = asyncio.get_running_loop().create_task(self._look(path, touched))

    def works(self) -> bool:
        return not self._task.done()

    def close(self) -> None:
        self._task.cancel()

    async def _look(self, path: str, touched: Callable[[], None]) -> None:
        before = await asyncio.to_thread(glimpse, path)
        touched()  # whatever happened before this first look
        while True:
            await asyncio.sleep(POLL_EVERY)
            now = await asyncio.to_thread(glimpse, path)
            if now != before:
                before = now
                touched()


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        about = os.stat(folder)
    except OSError:
        return None
    return about.st_dev, about.st_ino
