"""Reading a directory as one content: every file of it, as they were at one moment.

Each look walks the whole directory and reads every file; two looks in a row must agree, in bytes, sizes, times and inodes, so that no
half of a change is taken (a refusal too counts only when it is met twice: a Kubernetes volume has dangling links for a moment).
Links are followed as long as they stay inside the directory, which is how such a volume is made:

    app.toml -> ..data/app.toml      ..data -> ..2024_05_21_14_22_33.123      (swapped by one rename)
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from typing import NamedTuple

from holdfast.core.tree import DEPTH_MAX, FILES_MAX, Entry, belongs, path_fault
from holdfast.io.files import KINDS, PAUSE, TRIES, Look, Untakeable, because, cure, find, identity, legible, read_found

_MISSING = "there is no such folder; put it back"


class TreeReading(NamedTuple):
    """A directory's whole content. files: by sha256. owner_uid: of what was changed last. folders: where all of it really lies."""

    entries: tuple[Entry, ...]
    files: dict[str, bytes]
    owner_uid: int
    folders: frozenset[str]


class _Seen(NamedTuple):
    """One look: files and folders by their relative path, with all that would show that they were changed meanwhile."""

    files: dict[bytes, Look]
    folders: dict[str, tuple[int, ...]]
    newest: tuple[int, int]  # ctime in ns, owner


def read_tree(path: str, max_bytes: int) -> TreeReading:
    """The directory `path` once two looks in a row agree. Blocks, for a thousand files about 0.1 s: call it in a thread. Raises Untakeable.

    max_bytes: of all files together.
    """
    before: _Seen | str | None = None
    for attempt in range(TRIES):
        try:
            look: _Seen | str = _Walk(path, max_bytes).look()
        except Untakeable as no:
            look = str(no)
        if look == before:
            if isinstance(look, str):
                raise Untakeable(look)
            return _reading(look)
        if attempt:
            time.sleep(PAUSE)
        before = look
    raise Untakeable(f"cannot read {path}: it keeps changing while it is read; it is read again when it is quiet")


def glimpse(path: str) -> object:
    """What would show that the directory has changed, without reading its files: to be compared with a later one. Blocks."""
    try:
        return _Walk(path, 0, reads=False).look()
    except Untakeable as no:
        return str(no)


def _reading(look: _Seen) -> TreeReading:
    entries: list[Entry] = []
    files: dict[str, bytes] = {}
    for path, found in look.files.items():
        sha256 = hashlib.sha256(found.raw).hexdigest()
        files[sha256] = found.raw
        entries.append(Entry(path.decode(), 0o755 if found.mode & 0o100 else 0o644, sha256, len(found.raw)))
    return TreeReading(tuple(entries), files, look.newest[1], frozenset(look.folders))


class _Walk:
    """One look at the directory."""

    def __init__(self, path: str, max_bytes: int, reads: bool = True) -> None:
        self._path, self._max_bytes, self._reads = path, max_bytes, reads
        self._left = max_bytes
        self._entered = 0
        self._files: dict[bytes, Look] = {}
        self._folders: dict[str, tuple[int, ...]] = {}
        self._newest = (0, -1)

    def look(self) -> _Seen:
        """Raises Untakeable."""
        place = find(self._path, _MISSING)
        try:
            self._root = os.readlink(f"/proc/self/fd/{place}")
            self._refuse_root(os.fstat(place))
            self._enter(place, b"", ())
        finally:
            os.close(place)
        if not self._files:
            raise Untakeable(f"cannot read {self._path}: there is no file in it; write them again")
        return _Seen(self._files, self._folders, self._newest)

    def _refuse_root(self, about: os.stat_result) -> None:
        if not stat.S_ISDIR(about.st_mode):
            what = "it is a file" if stat.S_ISREG(about.st_mode) else f"it is {KINDS.get(stat.S_IFMT(about.st_mode), 'no folder')}"
            raise Untakeable(f"cannot read {self._path}: {what}; put a folder there, or correct source.format")
        above = os.path.realpath(os.path.dirname(self._path))
        if not _within(above, self._root):
            what = f"it is a link that leads out of its folder, to {legible(self._root)}"
            raise Untakeable(f"cannot read {self._path}: {what}; name that folder in source.path")

    def _enter(self, place: int, below: bytes, above: tuple[tuple[int, int], ...]) -> None:
        """One folder. below: its relative path with a slash behind; above: the folders on the way to it."""
        about = os.fstat(place)
        here = (about.st_dev, about.st_ino)
        if here in above:
            raise self._no(below, "it is a link to a folder above it; take the link out")
        if len(above) >= DEPTH_MAX:
            raise self._no(below, f"it is more than {DEPTH_MAX} folders deep; make it flatter")
        self._note(os.readlink(f"/proc/self/fd/{place}"), about)
        for name in self._names(place, below):
            self._take(place, below + name, name, (*above, here))

    def _names(self, place: int, below: bytes) -> list[bytes]:
        try:
            listed = os.listdir(f"/proc/self/fd/{place}".encode())
        except OSError as error:
            raise self._no(below, f"{because(error)} (for uid {os.geteuid()}); {cure(error, 'make it readable')}") from error
        return sorted(name for name in listed if belongs(os.fsdecode(name)))

    def _take(self, folder: int, path: bytes, name: bytes, above: tuple[tuple[int, int], ...]) -> None:
        place = self._find(folder, path, name)
        try:
            about, where = os.fstat(place), os.readlink(f"/proc/self/fd/{place}")
            if about.st_nlink and not _within(self._root, where):
                raise self._no(path, f"it is a link that leads out of the directory, to {where}; put the file itself there")
            if stat.S_ISDIR(about.st_mode):
                self._enter(place, path + b"/", above)
            elif stat.S_ISREG(about.st_mode):
                self._read(place, path, about)
                self._folders.setdefault(os.path.dirname(where), ())
            else:
                raise self._no(path, f"it is {KINDS.get(stat.S_IFMT(about.st_mode), 'no regular file')}; take it out of the directory")
        finally:
            os.close(place)

    def _find(self, folder: int, path: bytes, name: bytes) -> int:
        """The very folder that was listed is asked, whatever has come to its path."""
        if fault := path_fault(path):
            raise self._no(path, fault)
        try:
            return os.open(name, os.O_PATH | os.O_CLOEXEC, dir_fd=folder)
        except FileNotFoundError:
            raise self._no(path, _gone(folder, name)) from None
        except OSError as error:
            what = "it is a link in a circle" if error.errno == errno.ELOOP else because(error)
            raise self._no(path, f"{what}; {cure(error, 'mend it or take it out of the directory')}") from error

    def _read(self, place: int, path: bytes, about: os.stat_result) -> None:
        if len(self._files) >= FILES_MAX:
            raise Untakeable(f"cannot read {self._path}: it has more than {FILES_MAX} files; make it smaller")
        if not self._reads:
            self._files[path] = Look(b"", about.st_uid, about.st_mode, identity(about))
            return
        if about.st_size > self._left:
            most = f"more than {self._max_bytes} bytes"
            raise Untakeable(f"cannot read {self._path}: its files have together {most}; make them smaller, or raise source.max_size")
        found = read_found(self._shown(path), place, self._left)
        if found is None:
            raise self._no(path, "it keeps changing while it is read; it is read again when it is quiet")
        self._files[path] = found
        self._left -= len(found.raw)
        self._newest = max(self._newest, (about.st_ctime_ns, about.st_uid))

    def _note(self, where: str, about: os.stat_result) -> None:
        """A folder that was entered; a change of its names shows in its times."""
        self._entered += 1  # each time: links can lead to one folder in very many ways
        if self._entered > FILES_MAX:
            raise Untakeable(f"cannot read {self._path}: it has more than {FILES_MAX} folders; make it smaller")
        self._folders[where] = (about.st_dev, about.st_ino, about.st_mtime_ns)
        self._newest = max(self._newest, (about.st_ctime_ns, about.st_uid))

    def _no(self, path: bytes, why: str) -> Untakeable:
        return Untakeable(f"cannot read {self._shown(path)}: {legible(why)}")

    def _shown(self, path: bytes) -> str:
        return os.path.join(self._path, legible(path.decode(errors="backslashreplace"))).rstrip("/")


def _within(folder: str, where: str) -> bool:
    return where == folder or where.startswith(folder.rstrip("/") + "/")


def _gone(folder: int, name: bytes) -> str:
    try:
        return f"it is a link to {os.fsdecode(os.readlink(name, dir_fd=folder))}, which does not exist; mend the link"
    except OSError:
        return "it vanished; it is read again when it is quiet"
