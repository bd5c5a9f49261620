"""A manifest's files laid out as a read-only directory, and looked at again.

It is written under another name and renamed, so that a directory of that name is whole or not there. It is not synced: it can be made
again at any time, and is compared with its manifest, byte by byte, before it is first used.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence

from holdfast.core.tree import Entry
from holdfast.io.files import Unwritable, because, write_all

DRAFT = ".draft-"  # how the name of what is being written begins


def lay_out(path: str, entries: Sequence[Entry], bytes_of: Callable[[str], bytes]) -> None:
    """Make `path` hold exactly those files; what was there is replaced. bytes_of: by sha256. Raises Unwritable."""
    folder, name = os.path.split(path)
    draft = os.path.join(folder, f"{DRAFT}{name[:8]}-{secrets.token_hex(6)}")
    try:
        try:
            os.makedirs(draft, mode=0o700)
            for entry in entries:
                _write(os.path.join(draft, entry.path), bytes_of(entry.sha256), _mode(entry))
            for inside, _, _ in os.walk(draft, topdown=False):
                os.chmod(inside, 0o555)
            remove(path)
            os.rename(draft, path)
        finally:
            remove(draft)
    except OSError as error:
        raise Unwritable(f"cannot write {path}: {because(error)}; check the space left and who may write there") from error


def fault(path: str, entries: Sequence[Entry]) -> str:
    """What in that directory is not as the manifest says; '' = nothing."""
    wanted = {entry.path: entry for entry in entries}
    try:
        found = set(_files(path))
        for name in sorted(found ^ wanted.keys()):
            return f"{name} is {'missing' if name in wanted else 'too much'}"
        for entry in entries:
            if not _holds(os.path.join(path, entry.path), entry):
                return f"{entry.path} has changed"
    except OSError as error:
        return f"{error.filename or path}: {because(error)}"
    return ""


def remove(path: str) -> None:
    """Take such a directory away, if it is there. Nobody but its owner may, and its folders must be made writable first."""
    if not os.path.lexists(path):
        return
    doomed = os.path.join(os.path.dirname(path), f"{DRAFT}{secrets.token_hex(8)}")
    os.rename(path, doomed)
    for inside, _, _ in os.walk(doomed):
        os.chmod(inside, 0o700)
    shutil.rmtree(doomed, ignore_errors=True)


def _write(path: str, raw: bytes, mode: int) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        write_all(fd, raw)
        os.fchmod(fd, mode)
    finally:
        os.close(fd)


def _mode(entry: Entry) -> int:
    return 0o555 if entry.mode & 0o100 else 0o444


def _files(path: str) -> Iterator[str]:
    """Relative paths of everything that is no folder; links are not followed."""
    for inside, folders, names in os.walk(path, onerror=_raise):
        names += [name for name in folders if os.path.islink(os.path.join(inside, name))]
        for name in names:
            yield os.path.relpath(os.path.join(inside, name), path)


def _raise(error: OSError) -> None:
    raise error


def _holds(path: str, entry: Entry) -> bool:
    about = os.lstat(path)
    if not stat.S_ISREG(about.st_mode) or (stat.S_IMODE(about.st_mode), about.st_size) != (_mode(entry), entry.size):
        return False
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest() == entry.sha256
