"""Every inotify instance of one user, by who holds it: the supervisor, its workers, strangers.

It walks through all processes of the user and their descriptors, and reading the fdinfo of a big instance holds that instance's lock
for a moment: for a thread, and not often.
"""

from __future__ import annotations

import array
import fcntl
import os
import termios
import time
from collections.abc import Iterable, Sequence

from holdfast.core import watches
from holdfast.core.detail import Place
from holdfast.core.watched import Owner, Watched, biggest
from holdfast.core.watches import Instance
from holdfast.io import anatomy, examine, places, procfs

SUPERVISOR = "supervisor"
MAX_OWNERS = 100
NAMED = 30  # owners whose watches are traced back to paths


def overlook(uid: int, workers: dict[str, int], source: str) -> Watched:
    """workers: {name: pid of its session's leader}. source: the path that is watched."""
    sessions = procfs.sessions()
    ours = {pid: name for name, leader in workers.items() for pid in sessions.get(leader, [])} | {os.getpid(): SUPERVISOR}
    everybody = {pid: ours.get(pid, "") for pid in procfs.pids() if procfs.effective_uid(pid) == uid}
    found, hidden = procfs.inotify_of(everybody)
    kept, guessed = watches.distinct(found, procfs.same_instance)
    owners = _owners(kept, source)
    return Watched(
        time.time(), watches.budget(uid, procfs.limits(), found, hidden, procfs.same_instance), tuple(owners[:MAX_OWNERS]),
        max(0, len(owners) - MAX_OWNERS), guessed, queued(kept), listening(kept, source),
    )  # fmt: skip


def _owners(kept: Iterable[Instance], source: str) -> list[Owner]:
    """Ours first, then who holds most."""
    groups: dict[object, list[Instance]] = {}
    for instance in kept:
        groups.setdefault(instance.owner or instance.pid, []).append(instance)
    ranked = sorted(groups.values(), key=lambda one: (one[0].owner != SUPERVISOR, not one[0].owner, -_held(one), one[0].pid))
    return [_owner(group, source, named=number < NAMED) for number, group in enumerate(ranked)]


def _owner(group: Sequence[Instance], source: str, named: bool) -> Owner:
    pid, name = min(instance.pid for instance in group), group[0].owner
    found = _places(group, pid, source) if named else ()
    tree, in_tree = biggest(place.path for place in found)
    return Owner(name, pid, anatomy.command(pid), len(group), _held(group), found[: places.MAX_PLACES], tree, in_tree)


def _held(group: Sequence[Instance]) -> int:
    return sum(len(instance.watches) for instance in group)


def _places(group: Sequence[Instance], pid: int, source: str) -> tuple[Place, ...]:
    if not any(instance.watches for instance in group):
        return ()
    process = anatomy.process(pid)
    folder = os.path.dirname(source)
    paths, folders = examine.candidates([process] if process else [], [], (source, folder))
    if group[0].owner == SUPERVISOR:
        paths += _of_source(source)
    names = places.known(paths, folders)
    return tuple(place for instance in group for place in places.all_of(instance, names))


def listening(kept: Iterable[Instance], source: str) -> tuple[int, int]:
    """Of the supervisor's own instances those that watch this source: the only one, else those with a watch that leads to it."""
    own = [instance for instance in kept if instance.owner == SUPERVISOR]
    if len(own) > 1:
        names = places.known(_of_source(source))
        own = [one for one in own if any((watch.device, watch.inode) in names for watch in one.watches)]
    return len(own), sum(len(one.watches) for one in own)


def _of_source(source: str) -> list[str]:
    """Folders that the listener may watch for it: its own tree, its folder, and those above, where it waits for one that is gone."""
    folder = os.path.dirname(source)
    return [*(_above(folder) if not os.path.isdir(folder) else [folder]), *_below(source)]


def _above(folder: str) -> list[str]:
    found = [folder]
    while os.path.dirname(found[-1]) != found[-1]:
        found.append(os.path.dirname(found[-1]))
    return found


def _below(source: str) -> list[str]:
    """The folders of a source that is a tree; none of a file."""
    walk = (root for root, _, _ in os.walk(source))
    return [root for root, _ in zip(walk, range(places.MAX_CHILDREN), strict=False)]


def queued(kept: Iterable[Instance]) -> int:
    """Bytes that wait in this process's own queues; -1: it has none."""
    own = [instance.fd for instance in kept if instance.pid == os.getpid()]
    return sum(_waiting(fd) for fd in own) if own else -1


def _waiting(fd: int) -> int:
    count = array.array("i", [0])
    try:
        fcntl.ioctl(fd, termios.FIONREAD, count)
    except OSError:  # closed meanwhile
        return 0
    return count[0]
