"""THE listener: hears that something happened to the source's path, and says when it cannot hear.

It watches the source's folder, never the file (an atomic save replaces the file, and a watch on it would die unseen). Of a directory
it watches, beside the folder that it lies in, each folder that the last reading came through: follow() tells it which. What it
hears are hints: the source is read and hashed again whatever was heard, and every few seconds anyway, when `check()` is called too.

Where inotify cannot be had, and on network file systems, where it hears but this machine, the folder is looked at once a second;
every check() tries inotify again. A folder that is gone is waited for through the nearest folder above it that exists.

Not heard, and left to the regular re-hash: changes behind a link into another folder, and by a writer that never closes the file.
"""

from __future__ import annotations

import asyncio
import errno
import os
import resource
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from watchdog.observers.inotify_c import InotifyConstants, InotifyEvent

from holdfast.core.events import Touched, Watching
from holdfast.core.tree import belongs
from holdfast.core.watched import Listening, Probe
from holdfast.io import mounts, procfs
from holdfast.io.ears import POLL_EVERY, SETTLED, Polling, TreePolling, Watch
from holdfast.io.files import because
from holdfast.io.probe import NotHeard, Probes

PROBES = 60  # of the last ones is shown how long they took
_SWAPPED = b"..data"  # Kubernetes: file -> ..data/file, ..data -> a folder of that moment; only the second link is ever replaced


class Last(NamedTuple):
    """What came last from one watch: when (wall clock), the event's mask, and the name that it was about."""

    at: float
    mask: int
    name: str


NOTHING = Last(0.0, 0, "")


class Listener:
    """Emits Touched for the source's path, Watching whenever the way of watching changes. For one loop's thread.

    tree: the source is a directory.
    """

    def __init__(self, path: str, emit: Callable[[object], None], tree: bool = False) -> None:
        self._path = os.path.abspath(path)
        self._folder, name = os.path.split(self._path)
        self._names = {os.fsencode(name), _SWAPPED}
        self._branches = frozenset([self._path]) if tree else frozenset[str]()  # folders of the directory source
        self._emit = emit
        self._ear: Watch | Polling | TreePolling | None = None  # on the folder; while it is missing, on one above
        self._said = Watching("")
        self._overflows = 0
        self._stopped = False
        self._last: dict[int, Last] = {}  # by the watch that it came from
        self._probes, self._probing = Probes(), asyncio.Lock()
        self.hints = 0  # events about the source, and whatever else was a reason to read it
        self.probes: deque[Probe] = deque(maxlen=PROBES)  # the newest last

    def start(self) -> None:
        """Begin, and say how with a first Watching. The file itself is for the caller to read."""
        self._look_again()

    def check(self) -> None:
        """See to it that the folder of this moment is watched; cheap when it is. For the regular re-hash."""
        if not self._stopped and not self._hears():
            self._look_again()

    def follow(self, folders: Iterable[str]) -> None:
        """What a directory source was read through just now; one that is new is read once more, since nobody listened before."""
        self._branches = frozenset([self._path, *folders])
        if self._stopped or not self._hears() or not isinstance(self._ear, Watch):
            return
        try:
            if self._ear.follow(self._branches):
                self._hint(settled=False)
        except OSError as error:
            self._poll(_explain(self._folder, error))

    def places(self) -> tuple[Listening, ...]:
        """The folders in which it listens now, each with what it heard there last; none while it polls."""
        if not isinstance(self._ear, Watch):
            return ()
        return tuple(
            Listening(path, inode, procfs.device(device), *self._last.get(wd, NOTHING)) for wd, path, (device, inode) in self._ear.places()
        )

    async def probe(self) -> Probe:
        """An event made on purpose in the source's folder, and how long it took to be heard. Raises NotHeard."""
        if self._stopped or not isinstance(self._ear, Watch) or not self._hears():
            raise NotHeard(f"cannot test the watch: {self._said.reason or f'{self._folder} is not watched by now'}")
        async with self._probing:
            try:
                took = await self._probes.heard(self._folder)
            except NotHeard as no:
                if str(no).startswith("cannot hear"):
                    self.probes.append(Probe(time.time(), -1.0))
                raise
        self.probes.append(Probe(time.time(), took))
        return self.probes[-1]

    def stop(self) -> None:
        """Let go of every descriptor and thread. Nothing is emitted after it."""
        self._stopped = True
        self._take(None)

    def _hears(self) -> bool:
        return isinstance(self._ear, Watch) and self._ear.folder == self._folder and self._ear.holds()

    def _take(self, ear: Watch | Polling | TreePolling | None) -> None:
        old, self._ear = self._ear, ear
        self._last.clear()
        if old is not None:
            old.close()

    def _look_again(self) -> None:
        first = not self._said.mode
        kind = mounts.file_system(self._path)
        if kind in mounts.NETWORK:
            self._poll(f"cannot rely on inotify for {self._path}: it is on {kind}, where what others do is not heard; it is polled")
            return
        if isinstance(self._ear, Watch):
            self._take(None)  # before the new one, which may need its place among the instances
        try:
            self._take(self._watch())
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR):
                self._wait_for_folder(error)
            else:
                self._poll(_explain(self._folder, error))
            return
        self._say("inotify", "")
        if not first:  # whatever happened meanwhile was not heard
            self._hint(settled=True)

    def _watch(self) -> Watch:
        """Raises OSError when the folder, or one of the source's own, cannot be watched."""
        watch = Watch(self._folder, self._heard, self.check, self._overflowed)
        try:
            watch.follow(self._branches)
        except OSError:
            watch.close()
            raise
        return watch

    def _wait_for_folder(self, error: OSError) -> None:
        """Listen in the nearest folder above for the next name on the way; the regular check() is the safety net."""
        self._say("inotify", f"cannot watch {self._folder}: {because(error)}; make the folder again, what runs goes on running")
        above, missing = self._folder, ""
        while not os.path.isdir(above):
            above, missing = os.path.split(above)

        def heard(events: list[InotifyEvent], below: list[InotifyEvent]) -> None:
            if any(event.name == os.fsencode(missing) for event in events):
                self.check()

        try:
            self._take(Watch(above, heard, self.check, self.check) if missing else None)
        except OSError:
            self._take(None)
        if os.path.isdir(self._folder):  # made again before we listened
            asyncio.get_running_loop().call_later(POLL_EVERY, self.check)

    def _poll(self, reason: str) -> None:
        if not isinstance(self._ear, Polling | TreePolling) or not self._ear.works():
            heard = self._glimpsed
            try:
                self._take(TreePolling(self._path, heard) if self._branches else Polling(self._folder, self._names, heard))
            except OSError as worse:
                self._take(None)
                reason += f" (nor can it be polled: {because(worse)})"
        self._say("polling", reason)

    def _heard(self, events: list[InotifyEvent], below: list[InotifyEvent]) -> None:
        """One Touched for everything that waited in the queue: a storm stays small. below: in the folders of a directory.

        There only the one rename of a Kubernetes volume is the end of a change; a saved file may be the first of several.
        """
        events = [event for event in events if not self._probes.took(event)]
        for event in (*events, *below):
            self._last[event.wd] = Last(time.time(), event.mask, os.fsdecode(event.name))
        ours = [event for event in events if event.name in self._names]
        inside = [event for event in below if event.name == _SWAPPED or belongs(os.fsdecode(event.name))]
        if ours or inside:
            swapped = any(event.name == _SWAPPED and event.mask & InotifyConstants.IN_MOVED_TO for event in inside)
            self._hint(swapped or any(event.mask & SETTLED for event in ours), len(ours) + len(inside))

    def _glimpsed(self) -> None:
        """Polling saw a difference; whether the writer is done it cannot know."""
        if not self._stopped:
            self._hint(settled=False)

    def _overflowed(self) -> None:
        self._overflows += 1
        self._say(self._said.mode, self._said.reason)
        self._hint(settled=True)

    def _hint(self, settled: bool, count: int = 1) -> None:
        self.hints += count
        self._emit(Touched(settled=settled))

    def _say(self, mode: str, reason: str) -> None:
        now = Watching(mode, reason, self._overflows)
        if now != self._said:
            self._said = now
            self._emit(now)


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
