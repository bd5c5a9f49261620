"""The workers' output files: kept within bounds, and read from the end.

A worker holds its output open and knows nothing of us, so its file cannot be renamed away: it is copied to PATH.1 and emptied (the
worker appends, O_APPEND, and simply starts at 0 again). Lines written between the last copied byte and the emptying are lost: a
window of microseconds, the price of workers that need no reopen signal. A crash in between leaves lines twice, never less.
"""

from __future__ import annotations

import os
import shutil
from typing import IO

from holdfast.io.files import Untakeable, Unwritable, because

TAIL_BYTES = 1 << 20  # tail() never reads more than this from the end of a file
_BLOCK = 1 << 16


def rotate(path: str, max_bytes: int, keep: int) -> bool:
    """When `path` is larger than `max_bytes`: move it to path.1 (path.1 to path.2, ... `keep` of them) and empty it.

    Blocks while it copies: call it in a thread. False: it was small enough, or there is none. Raises Unwritable.
    """
    try:
        with open(path, "rb+") as file:
            if os.fstat(file.fileno()).st_size <= max_bytes:
                return False
            if keep > 0:
                _shift(path, keep)
                _copy(file, f"{path}.1")
            os.ftruncate(file.fileno(), 0)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Unwritable(f"cannot rotate {path}: {because(error)}; make room, or lower logs.keep") from error
    return True


def _shift(path: str, keep: int) -> None:
    """The oldest falls off first, which also makes room on a full disk."""
    for number in range(keep, 0, -1):
        old = f"{path}.{number}"
        if not os.path.exists(old):
            continue
        if number == keep:
            os.unlink(old)
        else:
            os.rename(old, f"{path}.{number + 1}")


def _copy(source: IO[bytes], target: str) -> None:
    draft = f"{target}.tmp"
    try:
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with open(fd, "wb") as copy:
            shutil.copyfileobj(source, copy, _BLOCK)
        os.rename(draft, target)
    except OSError:
        if os.path.exists(draft):
            os.unlink(draft)
        raise


def tail(path: str, lines: int) -> list[bytes]:
    """The last `lines` lines without their newlines, oldest first; from path.1 too when a rotation has just emptied `path`.

    At most TAIL_BYTES of each file are read; a line cut by that bound is left out. [] when there is no file. Raises Untakeable.
    """
    found = _tail(path, lines)
    if len(found) < lines:
        found = _tail(f"{path}.1", lines - len(found)) + found
    return found


def _tail(path: str, lines: int) -> list[bytes]:
    if lines <= 0:
        return []
    try:
        with open(path, "rb") as file:
            raw, whole = _end(file, lines)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Untakeable(f"cannot read {path}: {because(error)}; check who may read it") from error
    found = raw.removesuffix(b"\n").split(b"\n") if raw else []
    return (found if whole else found[1:])[-lines:]


def _end(file: IO[bytes], lines: int) -> tuple[bytes, bool]:
    """Enough of the file's end to hold that many lines, and whether that is all of the file."""
    start = file.seek(0, os.SEEK_END)
    floor = max(0, start - TAIL_BYTES)
    raw = b""
    while start > floor and raw.count(b"\n") <= lines:
        step = min(_BLOCK, start - floor)
        start -= step
        file.seek(start)
        raw = file.read(step) + raw
    return raw, start == 0
