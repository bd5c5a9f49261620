"""What a process holds open: its descriptors by kind, files that nobody can name any more, the ends of its sockets.

Everything is bounded: so many descriptors of one process are looked at, so many bytes of the kernel's tables of sockets. No file
is opened and no content is read; only of a deleted file the inode is asked for, by the link in /proc.
"""

from __future__ import annotations

import os
import re
import socket
import struct
from collections.abc import Iterable, Iterator

from holdfast.core.detail import Handle

MAX_FDS = 2048  # of one process
MAX_TABLE = 1 << 20  # bytes of one table of sockets

_DELETED = " (deleted)"
_ANONYMOUS = re.compile(r"anon_inode:\[?([^\]]+)\]?|(pipe|socket|pidfd|mnt|net|pid|user|uts|ipc|cgroup|time):\[(\d+)\]")
_NAMED = {"eventpoll": "epoll"}
_TCP = {1: "established", 2: "connecting", 3: "connecting", 4: "closing", 5: "closing", 6: "waiting", 7: "closed", 8: "closing",
        9: "closing", 10: "listening", 11: "closing"}  # fmt: skip
_LISTENS = 1 << 16  # a flag of unix sockets


def of(pid: int) -> Iterator[Handle]:
    """Every descriptor, up to MAX_FDS of them. Raises PermissionError where the process may not be looked into."""
    try:
        names = sorted(os.listdir(f"/proc/{pid}/fd"), key=int)[:MAX_FDS]
    except (FileNotFoundError, ProcessLookupError):
        return
    for name in names:
        try:
            yield _handle(pid, int(name), os.fsencode(os.readlink(f"/proc/{pid}/fd/{name}")).decode("utf-8", "replace"))
        except (FileNotFoundError, ProcessLookupError):
            continue


def _handle(pid: int, fd: int, link: str) -> Handle:
    if found := _ANONYMOUS.fullmatch(link):
        kind = found[1] or found[2]
        return Handle(pid, fd, _NAMED.get(kind, kind), inode=int(found[3] or 0))
    if link.startswith("/memfd:"):
        return Handle(pid, fd, "memfd", link.removeprefix("/memfd:").removesuffix(_DELETED))
    if link.endswith(_DELETED):  # which may also be a file's real name: the count of its links tells
        about = os.stat(f"/proc/{pid}/fd/{fd}")
        if not about.st_nlink:
            return Handle(pid, fd, "file", link.removesuffix(_DELETED), about.st_ino, True)
    return Handle(pid, fd, "device" if link.startswith("/dev/") else "file", link)


def with_ends(pid: int, found: Iterable[Handle]) -> list[Handle]:
    """The same, sockets with their two ends in words; those of other families keep none."""
    handles = list(found)
    wanted = {handle.inode for handle in handles if handle.kind == "socket"}
    words: dict[int, str] = {}
    for table in ("unix", "tcp", "tcp6", "udp", "udp6"):
        if wanted - words.keys():
            words |= _ends(pid, table, wanted)
    return [_named(handle, words.get(handle.inode, "")) if handle.kind == "socket" else handle for handle in handles]


def _named(handle: Handle, words: str) -> Handle:
    return Handle(handle.pid, handle.fd, handle.kind, words, handle.inode)


def _ends(pid: int, table: str, wanted: set[int]) -> dict[int, str]:
    """The rows of that table, in the process's own network namespace, that are about these inodes."""
    place, tell = (6, _unix) if table == "unix" else (9, _inet)
    found: dict[int, str] = {}
    try:
        with open(f"/proc/{pid}/net/{table}", encoding="utf-8", errors="replace") as file:
            for line in file.read(MAX_TABLE).splitlines()[1:]:
                row = line.split(None, 7 if table == "unix" else -1)
                if len(row) > place and row[place].isdigit() and int(row[place]) in wanted:
                    found[int(row[place])] = tell(table, row)
    except OSError:
        pass  # it ended, or the kernel has no such family
    return found


def _unix(table: str, row: list[str]) -> str:
    name = row[7] if len(row) > 7 else ""
    if int(row[3], 16) & _LISTENS:
        return f"unix {name} listening"
    state = {1: "open", 2: "connecting", 3: "connected", 4: "closing"}.get(int(row[5], 16), "open")
    return f"unix {name} {state}" if name else f"unix {state}"


def _inet(table: str, row: list[str]) -> str:
    here, there, state = _address(row[1]), _address(row[2]), _TCP.get(int(row[3], 16), "") if table.startswith("tcp") else ""
    far = "" if there.endswith(":0") else f" → {there}"
    return f"{table.removesuffix('6')} {here}{far} {state}".rstrip()


def _address(text: str) -> str:
    """`0100007F:1F90` -> 127.0.0.1:8080. The kernel prints an address as words of the machine's own byte order."""
    host, _, port = text.partition(":")
    raw = b"".join(struct.pack("=I", int(host[at : at + 8], 16)) for at in range(0, len(host), 8))
    shown = socket.inet_ntop(socket.AF_INET if len(raw) == 4 else socket.AF_INET6, raw)
    return f"[{shown}]:{int(port, 16)}" if ":" in shown else f"{shown}:{int(port, 16)}"
