"""One process as /proc tells it: whose it is, where it stands, what it was started with.

Whatever cannot be read stays empty; a process may end between any two reads, and then it is None.
"""

from __future__ import annotations

import os
import pwd
import resource

from holdfast.core.detail import ProcessView
from holdfast.io import procfs

MAX_ARGV = 4096  # bytes of a command line that are shown
_STATES = {"R": "running", "S": "sleeping", "D": "waiting for a disk", "T": "stopped", "t": "traced", "Z": "zombie", "I": "idle"}
_PAGE = resource.getpagesize()
_PARENT, _GROUP, _SESSION, _NICE, _THREADS, _RSS = 1, 2, 3, 16, 17, 21  # places in procfs.stat()


def process(pid: int) -> ProcessView | None:
    fields = procfs.stat(pid)
    if not fields:
        return None
    uid = procfs.effective_uid(pid)
    return ProcessView(
        pid=pid, parent=int(fields[_PARENT]), group=int(fields[_GROUP]), session=int(fields[_SESSION]), nice=int(fields[_NICE]),
        state=_STATES.get(fields[0], fields[0]), threads=int(fields[_THREADS]), rss=int(fields[_RSS]) * _PAGE,
        uid=-1 if uid is None else uid, user="" if uid is None else _user(uid), argv=argv(pid), cwd=cwd(pid), fds=_count(pid),
    )  # fmt: skip


def argv(pid: int) -> tuple[str, ...]:
    """As the process shows itself, cut after MAX_ARGV bytes."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            raw = file.read(MAX_ARGV)
    except OSError:
        return ()
    return tuple(part.decode("utf-8", "replace") for part in raw.rstrip(b"\0").split(b"\0")) if raw else ()


def cwd(pid: int) -> str:
    try:
        return os.fsencode(os.readlink(f"/proc/{pid}/cwd")).decode("utf-8", "replace")
    except OSError:
        return ""


def command(pid: int) -> str:
    """The short name that the kernel keeps."""
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            return file.read().rstrip("\n")
    except OSError:
        return ""


def _count(pid: int) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return 0


def _user(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""
