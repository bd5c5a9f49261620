"""What is known of one worker beyond its row: its processes, what they hold open, what lies on its disk, its last two minutes.

Nothing of it is in the View: it is read from /proc when somebody asks (io/examine.py), and never decides anything. Times are
wall-clock seconds, 0.0 = never; text comes from other programs and is cleaned by whoever shows it.
"""

from __future__ import annotations

import msgspec

from holdfast.core.view import EventView, WorkerView


class ProcessView(msgspec.Struct, frozen=True):
    """One process of a worker. What could not be read is empty, and `Anatomy.unseen` says why. rss in bytes."""

    pid: int
    parent: int = 0
    group: int = 0
    session: int = 0
    uid: int = -1
    user: str = ""
    nice: int = 0
    state: str = ""  # running sleeping ... as the kernel's letter says
    threads: int = 0
    rss: int = 0
    fds: int = 0
    argv: tuple[str, ...] = ()
    cwd: str = ""


class Handle(msgspec.Struct, frozen=True):
    """One open descriptor. what: a path, or a socket's ends in words. deleted: no name leads to that file any more."""

    pid: int
    fd: int
    kind: str
    what: str = ""
    inode: int = 0
    deleted: bool = False


class Place(msgspec.Struct, frozen=True):
    """One inotify watch. path: '' where nothing cheap and true leads from the inode to a name."""

    inode: int
    device: int
    mask: int
    path: str = ""


class Ear(msgspec.Struct, frozen=True):
    """One inotify instance; `watches` of them in all, the first ones by place."""

    pid: int
    fd: int
    watches: int
    places: tuple[Place, ...] = ()


class OnDisk(msgspec.Struct, frozen=True):
    """RUN/w/NAME/current: what the worker would read if it started now. problem: why it could not be read, '' = it could."""

    path: str
    sha256: str = ""
    inode: int = 0
    size: int = 0
    at: float = 0.0  # when it was put there
    problem: str = ""


class Anatomy(msgspec.Struct, frozen=True):
    """One look into /proc. Counts are whole; lists are cut, and the `more_` fields say by how many."""

    disk: OnDisk
    processes: tuple[ProcessView, ...] = ()  # the session's leader first
    more_processes: int = 0
    kinds: dict[str, int] = {}  # descriptors by kind
    handles: tuple[Handle, ...] = ()  # what is worth a look first: deleted files, then sockets, then files
    more_handles: int = 0
    ears: tuple[Ear, ...] = ()
    unseen: tuple[str, ...] = ()  # "cannot look into ...: why; what to do"


class Series(msgspec.Struct, frozen=True):
    """A worker's last samples, oldest first, `every` seconds apart. cpu in percent of a core, rss in bytes, age of its proof in
    seconds (-1: it had none). at: when the newest was taken."""

    every: float = 1.0
    at: float = 0.0
    cpu: tuple[float, ...] = ()
    rss: tuple[int, ...] = ()
    age: tuple[float, ...] = ()


class Detail(msgspec.Struct, frozen=True):
    """Answer to `worker`. events: its own last ones, oldest first. anatomy is at most a second older than `at`.

    attest: seconds between two fresh challenges.
    """

    at: float
    worker: WorkerView
    anatomy: Anatomy
    series: Series = Series()
    events: tuple[EventView, ...] = ()
    attest: float = 0.0
