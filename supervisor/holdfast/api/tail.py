"""A worker's output file, read from its end and followed.

The file is rotated by copy and truncate, so a file that became shorter is read again from its start. Lines are given as text;
bytes that are no UTF-8 are shown as U+FFFD, and a line longer than 64 KiB is given in pieces.
"""

from __future__ import annotations

import os

from holdfast.api.routes import Refused

MAX_LINES = 10_000
MAX_TAIL = 1 << 20  # bytes looked at for the last lines
MAX_STEP = 1 << 18  # bytes taken at one time while following
MAX_LINE = 1 << 16


def _read(path: str, offset: int, size: int) -> tuple[bytes, int]:
    """Bytes from the offset (negative: that many before the end) and the offset after them. No file yet: nothing."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return b"", 0
    except OSError as error:
        raise Refused(f"cannot read {path}: {error.strerror}") from error
    try:
        end = os.fstat(fd).st_size
        start = max(0, end + offset) if offset < 0 else offset if offset <= end else 0
        raw = os.pread(fd, size, start)
    finally:
        os.close(fd)
    return raw, start + len(raw)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").removesuffix("\r")


def last(path: str, lines: int) -> tuple[list[str], int]:
    """At most so many of the last whole lines, and the offset after the last of them."""
    raw, offset = _read(path, -MAX_TAIL, MAX_TAIL)
    whole, newline, rest = raw.rpartition(b"\n")
    count = max(0, min(lines, MAX_LINES))
    return [_text(line) for line in whole.split(b"\n")[-count:]] if count and newline else [], offset - len(rest)


def following(path: str, offset: int) -> tuple[list[str], int]:
    """The whole lines after the offset, and where to go on."""
    raw, end = _read(path, offset, MAX_STEP)
    whole, newline, rest = raw.rpartition(b"\n")
    if not newline:
        return ([_text(raw)], end) if len(raw) >= MAX_LINE else ([], end - len(raw))
    return [_text(line) for line in whole.split(b"\n")], end - len(rest)
