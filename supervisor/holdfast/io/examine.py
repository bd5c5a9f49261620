"""One worker looked into: its session's processes, what they hold open, and what lies at its stable path.

Synchronous, made for a thread of its own, a few milliseconds for a worker of a few processes. Contents are hashed, never kept.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence

from holdfast.core import watches
from holdfast.core.detail import Anatomy, Ear, Handle, OnDisk, ProcessView
from holdfast.io import anatomy, handles, places, procfs
from holdfast.io.files import because

MAX_PROCESSES = 64
MAX_HANDLES = 256
MAX_CONTENT = 8 << 20  # bytes; no content is larger
_FIRST = {"socket": 1, "inotify": 2, "file": 3}


def worker(name: str, leader: int, stable: str, source: str) -> Anatomy:
    """leader: pid of its session's leader, 0 = no process. stable: RUN/w/NAME/current. source: the folder that is watched."""
    disk = on_disk(stable)
    pids = procfs.sessions().get(leader, []) if leader else []
    ordered = sorted(pids, key=lambda pid: (pid != leader, pid))
    processes = [one for pid in ordered[:MAX_PROCESSES] if (one := anatomy.process(pid)) is not None]
    found, unseen = _handles(processes)
    ears = _ears(name, processes, found, (source, os.path.dirname(stable)))
    shown = sorted(found, key=lambda one: (not one.deleted, _FIRST.get(one.kind, 4), one.pid, one.fd))
    return Anatomy(
        disk, tuple(processes), len(pids) - len(ordered[:MAX_PROCESSES]), dict(Counter(one.kind for one in found).most_common()),
        tuple(shown[:MAX_HANDLES]), max(0, len(shown) - MAX_HANDLES), ears, unseen,
    )  # fmt: skip


def _handles(processes: Sequence[ProcessView]) -> tuple[list[Handle], tuple[str, ...]]:
    found: list[Handle] = []
    unseen: list[str] = []
    for one in processes:
        try:
            found += handles.with_ends(one.pid, handles.of(one.pid))
        except PermissionError:
            whose = f"user {one.user or one.uid}"
            unseen.append(f"cannot look into process {one.pid}: it belongs to {whose}; only root and {whose} see what it holds open")
    return found, tuple(unseen)


def _ears(name: str, processes: Sequence[ProcessView], found: Sequence[Handle], folders: Sequence[str]) -> tuple[Ear, ...]:
    """Its inotify instances, each once, with the paths that are known."""
    instances, _ = procfs.inotify_of({one.pid: name for one in processes})
    if not instances:
        return ()
    kept, _ = watches.distinct(instances, procfs.same_instance)
    names = places.known(*candidates(processes, found, folders))
    return tuple(places.ear(instance, names) for instance in sorted(kept, key=lambda one: (one.pid, one.fd)))


def candidates(processes: Sequence[ProcessView], found: Sequence[Handle], folders: Sequence[str]) -> tuple[list[str], list[str]]:
    """Paths, and folders whose entries are worth a look, to which a watch of these processes may lead."""
    stand = [one.cwd for one in processes if one.cwd]
    said = [os.path.join(one.cwd, word) for one in processes for word in one.argv[:64] if one.cwd and "/" in word]
    held = [one.what for one in found if one.kind == "file" and not one.deleted]
    paths = [*folders, *stand, *said, *held, *(os.path.dirname(path) for path in (*said, *held))]
    return list(dict.fromkeys(paths)), list(dict.fromkeys([*folders, *stand]))


def on_disk(path: str) -> OnDisk:
    try:
        with open(path, "rb") as file:
            about, raw = os.fstat(file.fileno()), file.read(MAX_CONTENT)
    except OSError as error:
        return OnDisk(path, problem=f"cannot read {path}: {because(error)}")
    return OnDisk(path, hashlib.sha256(raw).hexdigest(), about.st_ino, about.st_size, about.st_mtime)
