"""Files in and out: a reading that can be relied on, a writing that is all or nothing.

Reading the file people edit must never hang (a FIFO), touch a device, follow a link out of the file's own folder, or take half of
what an editor is still writing. So the path is first opened with O_PATH, which has no side effects; what that descriptor
really is and where it lies is checked; and the very same inode is then opened for reading through /proc/self/fd.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Sequence
from typing import NamedTuple

TRIES = 8  # readings until two neighbours must agree
PAUSE = 0.01  # seconds between two that did not

KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class Untakeable(Exception):
    """The file cannot be taken; the text says why and what to do."""


class Unwritable(Exception):
    """Bytes could not be made to stay; the text says why and what to do."""


class Reading(NamedTuple):
    """A file's whole content, and who owns the file."""

    raw: bytes
    owner_uid: int


class Look(NamedTuple):
    """One reading with all that would show that the file was changed meanwhile."""

    raw: bytes
    owner_uid: int
    mode: int
    identity: tuple[int, ...]


def legible(text: str) -> str:
    """A name from the disk, whatever bytes it is made of, as part of one line that can be shown and sent."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def because(error: OSError) -> str:
    """The kernel's reason in words: "no space left on device"."""
    return (error.strerror or str(error)).lower()


def read_stable(path: str, max_bytes: int) -> Reading:
    """The content of `path` once two readings in a row agree. Blocks for 0.1 s at most: call it in a thread.

    Links are followed as long as they stay in the file's own folder and below (Kubernetes' ..data does). Raises Untakeable.
    """
    before: Look | None = None
    for attempt in range(TRIES):
        look = _look(path, max_bytes)
        if look is not None and look == before:
            return Reading(look.raw, look.owner_uid)
        if attempt:
            time.sleep(PAUSE)
        before = look
    raise Untakeable(f"cannot read {path}: it keeps changing while it is read; it is read again when it is quiet")


def _look(path: str, max_bytes: int) -> Look | None:
    """Read once; None when the file changed or vanished under our hands."""
    place = find(path)
    try:
        where = os.readlink(f"/proc/self/fd/{place}")
        about = os.fstat(place)
        inside = _inside(path, where)
        if about.st_nlink == 0 or not (inside or os.path.islink(path)):
            return None  # removed or moved away since
        _refuse(path, "" if inside else where, about, max_bytes)
        return read_found(path, place, max_bytes)
    finally:
        os.close(place)


def find(path: str, missing: str = "there is no such file; put it back") -> int:
    """Where that path leads, as a descriptor that only names it (O_PATH): nothing is opened yet. Raises Untakeable."""
    try:
        return os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        raise Untakeable(f"cannot read {path}: {absence(path, missing)}") from None
    except OSError as error:
        raise Untakeable(f"cannot read {path}: {because(error)}; {cure(error, 'check the folders and links on the way to it')}") from error


def cure(error: OSError, usual: str) -> str:
    full = error.errno in (errno.EMFILE, errno.ENFILE)
    return "all file descriptors are in use, raise the supervisor's RLIMIT_NOFILE (ulimit -n, LimitNOFILE=)" if full else usual


def absence(path: str, missing: str) -> str:
    """Why nothing is found there."""
    try:
        return f"it is a link to {legible(os.readlink(path))}, which does not exist; mend the link"
    except OSError:  # there is not even a link
        return missing


def _inside(path: str, where: str) -> bool:
    """Whether `where`, which no link is part of, lies in the folder of `path` or below. Most folders are named without links, too."""
    folder = os.path.dirname(os.path.abspath(path))
    return _below(where, folder) or _below(where, os.path.realpath(folder))


def _below(where: str, folder: str) -> bool:
    return where.startswith(folder.rstrip("/") + "/")


def _refuse(path: str, outside: str, about: os.stat_result, max_bytes: int) -> None:
    """outside: where it really lies, '' = in its folder or below."""
    kind = stat.S_IFMT(about.st_mode)
    if kind != stat.S_IFREG:
        raise Untakeable(f"cannot read {path}: it is {KINDS.get(kind, 'no regular file')}; put a regular file there")
    if outside:
        raise Untakeable(f"cannot read {path}: it is a link that leads out of its folder, to {outside}; put the file itself there")
    if about.st_size == 0:
        raise Untakeable(f"cannot read {path}: it is empty; write it again")
    if about.st_size > max_bytes:
        what = f"it has {about.st_size} bytes, more than {max_bytes}"
        raise Untakeable(f"cannot read {path}: {what}; make it smaller, or raise source.max_size")


def read_found(path: str, place: int, max_bytes: int) -> Look | None:
    """What find() found, read once; None when it changed meanwhile. Raises Untakeable."""
    try:
        fd = os.open(f"/proc/self/fd/{place}", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Untakeable(f"cannot read {path}: {because(error)} (for uid {os.geteuid()}); {cure(error, 'make it readable')}") from error
    try:
        before = os.fstat(fd)
        raw = _all(fd, max_bytes + 1)
        after = os.fstat(fd)
    except OSError as error:
        raise Untakeable(f"cannot read {path}: {because(error)}; check the disk or the network behind it") from error
    finally:
        os.close(fd)
    if identity(before) != identity(after) or len(raw) != after.st_size:
        return None
    return Look(raw, after.st_uid, after.st_mode, identity(after))


def _all(fd: int, most: int) -> bytes:
    """Up to `most` bytes from the start; a regular file may still give them in pieces."""
    pieces: list[bytes] = []
    have = 0
    while have < most and (piece := os.pread(fd, most - have, have)):
        pieces.append(piece)
        have += len(piece)
    return b"".join(pieces)


def identity(about: os.stat_result) -> tuple[int, ...]:
    """What differs when a file was changed or replaced."""
    return (about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_mode, about.st_uid)


def publish(path: str, raw: bytes, mode: int, sync: bool = False) -> None:
    """Put `raw` at `path` in one step: readers see the old content or the new, never a part. Raises Unwritable.

    sync: return only when file and name would survive a power cut.
    """
    draft = f"{path}.{secrets.token_hex(6)}.tmp"
    try:
        try:
            _write(draft, raw, mode, sync)
            os.rename(draft, path)
        except OSError:
            _forget(draft)
            raise
        if sync:
            sync_folder(os.path.dirname(path))
    except OSError as error:
        raise Unwritable(f"cannot write {path}: {because(error)}; check the space left and who may write there") from error


def publish_all(contents: Sequence[tuple[str, bytes]], mode: int) -> None:
    """Like publish(), for many files of one folder: all of them or, where one cannot be written, none."""
    drafts = [f"{path}.{secrets.token_hex(6)}.tmp" for path, _ in contents]
    try:
        try:
            for draft, (_, raw) in zip(drafts, contents, strict=True):
                _write(draft, raw, mode, sync=False)
            for draft, (path, _) in zip(drafts, contents, strict=True):
                os.rename(draft, path)
        except OSError:
            for draft in drafts:
                _forget(draft)
            raise
    except OSError as error:
        folder = os.path.dirname(contents[0][0])
        raise Unwritable(f"cannot write to {folder}: {because(error)}; check the space left and who may write there") from error


def sync_file(path: str) -> None:
    """Make what is in a file durable; its name is its folder's matter."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _write(path: str, raw: bytes, mode: int, sync: bool) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        write_all(fd, raw)
        os.fchmod(fd, mode)
        if sync:
            os.fsync(fd)
    finally:
        os.close(fd)


def _forget(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:  # it was never made, or the folder is gone: nothing is left of it either way
        pass


def write_all(fd: int, raw: bytes) -> None:
    """write(2) until all is written: a nearly full disk takes 2 of 130 bytes without an error, and fails at the next call."""
    rest = memoryview(raw)
    while rest:
        rest = rest[os.write(fd, rest) :]


def sync_folder(path: str) -> None:
    """Make the names in a folder durable."""
    fd = os.open(path or ".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
