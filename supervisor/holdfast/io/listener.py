"""THE listener: hears that something happened to the source's path, and says when it cannot hear.

It watches the source's folder, never the file (an atomic save replaces the file, and a watch on it would die unseen). What it
hears are hints: the file is read and hashed again whatever was heard, and every few seconds anyway, when `check()` is called too.

watchdog's InotifyFD lies below watchdog's grouping of moves (which can sleep half a second) and reports overflows. It is
used without its thread: the loop reads it when it is readable. Where inotify cannot be had, watchdog's PollingObserver
looks at the folder once a second; every check() tries inotify again. A folder that is gone is waited for through the nearest
folder above it that exists.

Not heard, and left to the regular re-hash: changes behind a link into another folder, on the far side of a network file
system, and by a writer that never closes the file.
"""

from __future__ import annotations

import asyncio
import errno
import os
import resource
from collections.abc import Callable

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.inotify_c import CallbackId, InotifyConstants, InotifyEvent, InotifyFD, Mask, WatchDescriptor
from watchdog.observers.polling import PollingObserver

from holdfast.core.events import Touched, Watching
from holdfast.io import procfs
from holdfast.io.files import because

POLL_EVERY = 1.0  # seconds, without inotify
_PATIENCE = 2.0  # seconds that closing waits for the polling thread

_SETTLED = InotifyConstants.IN_CLOSE_WRITE | InotifyConstants.IN_MOVED_TO
# No opens and reads (we read the file ourselves: a loop), no MODIFY (a slow writer would be a storm).
_HINTS = InotifyConstants.IN_CREATE | InotifyConstants.IN_DELETE | InotifyConstants.IN_MOVED_FROM
_ITSELF = InotifyConstants.IN_DELETE_SELF | InotifyConstants.IN_MOVE_SELF | InotifyConstants.IN_ONLYDIR
_MASK = Mask(_SETTLED | _HINTS | _ITSELF)

_SWAPPED = b"..data"  # Kubernetes: file -> ..data/file, ..data -> a folder of that moment; only the second link is ever replaced


class Listener:
    """Emits Touched for the source's path, Watching whenever the way of watching changes. For one loop's thread."""

    def __init__(self, path: str, emit: Callable[[object], None]) -> None:
        self._folder, name = os.path.split(os.path.abspath(path))
        self._names = {os.fsencode(name), _SWAPPED}
        self._emit = emit
        self._ear: _Watch | _Polling | None = None  # on the folder; while it is missing, on one above
        self._said = Watching("")
        self._overflows = 0
        self._stopped = False

    def start(self) -> None:
        """Begin, and say how with a first Watching. The file itself is for the caller to read."""
        self._look_again()

    def check(self) -> None:
        """See to it that the folder of this moment is watched; cheap when it is. For the regular re-hash."""
        if not self._stopped and not self._hears():
            self._look_again()

    def stop(self) -> None:
        """Let go of every descriptor and thread. Nothing is emitted after it."""
        self._stopped = True
        self._take(None)

    def _hears(self) -> bool:
        return isinstance(self._ear, _Watch) and self._ear.folder == self._folder and self._ear.holds()

    def _take(self, ear: _Watch | _Polling | None) -> None:
        old, self._ear = self._ear, ear
        if old is not None:
            old.close()

    def _look_again(self) -> None:
        first = not self._said.mode
        if isinstance(self._ear, _Watch):
            self._take(None)  # before the new one, which may need its place among the instances
        try:
            self._take(_Watch(self._folder, self._heard, self.check, self._overflowed))
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR):
                self._wait_for_folder(error)
            else:
                self._poll(error)
            return
        self._say("inotify", "")
        if not first:  # whatever happened meanwhile was not heard
            self._emit(Touched(settled=True))

    def _wait_for_folder(self, error: OSError) -> None:
        """Listen in the nearest folder above for the next name on the way; the regular check() is the safety net."""
        self._say("inotify", f"cannot watch {self._folder}: {because(error)}; make the folder again, what runs goes on running")
        above, missing = self._folder, ""
        while not os.path.isdir(above):
            above, missing = os.path.split(above)

        def heard(events: list[InotifyEvent]) -> None:
            if any(event.name == os.fsencode(missing) for event in events):
                self.check()

        try:
            self._take(_Watch(above, heard, self.check, self.check) if missing else None)
        except OSError:
            self._take(None)
        if os.path.isdir(self._folder):  # made again before we listened
            asyncio.get_running_loop().call_later(POLL_EVERY, self.check)

    def _poll(self, error: OSError) -> None:
        reason = _explain(self._folder, error)
        if not isinstance(self._ear, _Polling) or not self._ear.works():
            try:
                self._take(_Polling(self._folder, self._names, self._glimpsed))
            except OSError as worse:
                self._take(None)
                reason += f" (nor can it be polled: {because(worse)})"
        self._say("polling", reason)

    def _heard(self, events: list[InotifyEvent]) -> None:
        """One Touched for everything that waited in the queue: a storm stays small."""
        ours = [event for event in events if event.name in self._names]
        if ours:
            self._emit(Touched(settled=any(event.mask & _SETTLED for event in ours)))

    def _glimpsed(self) -> None:
        """Polling saw a difference; whether the writer is done it cannot know."""
        if not self._stopped:
            self._emit(Touched(settled=False))

    def _overflowed(self) -> None:
        self._overflows += 1
        self._say(self._said.mode, self._said.reason)
        self._emit(Touched(settled=True))

    def _say(self, mode: str, reason: str) -> None:
        now = Watching(mode, reason, self._overflows)
        if now != self._said:
            self._said = now
            self._emit(now)


class _Instance(InotifyFD):
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


class _Watch:
    """One inotify instance with one watch on one folder, read by the loop. Raises OSError when it cannot be had.

    heard gets everything of one reading; lost is called once, soon after the folder was removed, moved or unmounted.
    """

    def __init__(
        self, folder: str, heard: Callable[[list[InotifyEvent]], None], lost: Callable[[], None], overflowed: Callable[[], None]
    ) -> None:
        self.folder = folder
        self._heard, self._lost, self._overflowed = heard, lost, overflowed
        self._alive = True
        self._events: list[InotifyEvent] = []
        self._loop = asyncio.get_running_loop()
        self._instance = _Instance()
        try:
            self._add()
        except OSError:
            self._instance.close()
            raise
        self._loop.add_reader(self._instance.fileno(), self._readable)

    def _add(self) -> None:
        """The inode that is identified is the one that is watched, whatever happens to the path meanwhile."""
        place = os.open(self.folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            about = os.fstat(place)
            wd = self._instance.add_callback(b"/proc/self/fd/%d" % place, _MASK, self, CallbackId(0))
        finally:
            os.close(place)
        if wd < 0:  # watchdog keeps EACCES to itself
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        self._identity = (about.st_dev, about.st_ino)  # a watched inode's number cannot be given out again

    def holds(self) -> bool:
        """Whether what is watched is still what the path leads to."""
        try:
            about = os.stat(self.folder)
        except OSError:
            return False
        return self._alive and (about.st_dev, about.st_ino) == self._identity

    def close(self) -> None:
        self._alive = False
        self._loop.remove_reader(self._instance.fileno())
        self._instance.close()

    def _readable(self) -> None:
        for event in self._instance.read_events():
            self._instance.handle_event(event)
        events, self._events = self._events, []
        if events:
            self._heard(events)

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


class _Polling(FileSystemEventHandler):
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


def _explain(folder: str, error: OSError) -> str:
    """Why there is no inotify watch. EMFILE has two causes; opening anything else tells them apart."""
    uid, limits = os.geteuid(), procfs.limits()
    if error.errno == errno.ENOSPC:
        why = f"all {limits.watches} inotify watches of uid {uid} are in use; raise fs.inotify.max_user_watches"
    elif error.errno == errno.EMFILE and not _descriptors_left():
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        why = f"all {most} file descriptors of this process are in use; raise RLIMIT_NOFILE (ulimit -n, LimitNOFILE=)"
    elif error.errno == errno.EMFILE:
        why = f"all {limits.instances} inotify instances of uid {uid} are in use; raise fs.inotify.max_user_instances"
    else:
        why = f"{because(error)}; check the folder's permissions"
    return f"cannot watch {folder}: {why}, until then the folder is polled"


def _descriptors_left() -> bool:
    try:
        os.close(os.open("/", os.O_PATH | os.O_CLOEXEC))
    except OSError:
        return False
    return True
