"""From the inode of an inotify watch back to a path: only where that is cheap and true.

The kernel keeps inodes, not names. A name is given where a path that we know anyway (where a process stands, what it was started
with, folders of files that it holds open, the source's folder) leads to that very inode of that very device now. No tree is walked.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from holdfast.core.detail import Ear, Place
from holdfast.core.watches import Instance, Watch
from holdfast.io import procfs

MAX_PLACES = 64  # watches of one instance that are listed
MAX_CHILDREN = 256  # entries of one folder that are looked at

Known = dict[tuple[int, int], str]  # (device as the kernel has it, inode) -> path


def known(paths: Iterable[str], folders: Iterable[str] = ()) -> Known:
    """The inodes that these paths, and what lies directly in these folders, lead to now."""
    found: Known = {}
    for path in paths:
        try:
            _add(found, path, os.stat(path))
        except OSError:
            continue
    for folder in folders:
        _children(found, folder)
    return found


def _children(found: Known, folder: str) -> None:
    try:
        with os.scandir(folder) as entries:
            for entry, _ in zip(entries, range(MAX_CHILDREN), strict=False):
                _add(found, entry.path, entry.stat(follow_symlinks=False))
    except OSError:
        pass  # gone, or not for us: then the inode is what is shown


def _add(found: Known, path: str, about: os.stat_result) -> None:
    found.setdefault((procfs.device(about.st_dev), about.st_ino), path)


def ear(instance: Instance, names: Known) -> Ear:
    places = tuple(all_of(instance, names))[:MAX_PLACES]
    return Ear(instance.pid, instance.fd, len(instance.watches), places)


def all_of(instance: Instance, names: Known) -> Iterator[Place]:
    return (_place(watch, names) for watch in instance.watches)


def _place(watch: Watch, names: Known) -> Place:
    return Place(watch.inode, watch.device, watch.mask, names.get((watch.device, watch.inode), ""))
