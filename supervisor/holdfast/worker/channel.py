"""One connection to the supervisor, which never blocks: neither on reading nor on a supervisor that does not read.

Received descriptors are close-on-exec from the first moment: Python's recv_fds would leave them to any child that the application
starts in between.
"""

from __future__ import annotations

import array
import os
import socket

from .content import Descriptor

MAX_WAITING = 256 * 1024  # bytes not yet taken by the kernel
CHUNK = 8 * 1024  # a buffer of that size is made for each read; what is longer comes in several
ROOM_FOR_FDS = 8  # one is allowed; more must be seen to be refused
_ROOM = socket.CMSG_SPACE(ROOM_FOR_FDS * array.array("i").itemsize)


class Channel:
    """Every method raises OSError when the connection is lost (EOFError is told as ConnectionResetError)."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._waiting = bytearray()

    @classmethod
    def dial(cls, path: str) -> Channel:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)
            sock.connect(os.fsencode(path))
        except OSError:
            sock.close()
            raise
        return cls(sock)

    @property
    def waiting(self) -> bool:
        """Is there something that the kernel has not taken yet?"""
        return bool(self._waiting)

    def fileno(self) -> int:
        return self._sock.fileno()

    def read(self) -> tuple[bytes, list[Descriptor]]:
        """What has arrived; nothing at all if nothing has."""
        try:
            data, ancillary, _flags, _peer = self._sock.recvmsg(CHUNK, _ROOM, socket.MSG_CMSG_CLOEXEC)
        except (BlockingIOError, InterruptedError):
            return b"", []
        fds = [Descriptor(fd) for level, kind, part in ancillary for fd in _fds(level, kind, part)]
        if not data:
            raise ConnectionResetError("the supervisor closed the connection")
        return data, fds

    def write(self, line: bytes) -> None:
        """Take a line; `flush` sends it, together with what else was written until then."""
        if len(self._waiting) + len(line) > MAX_WAITING:
            raise ConnectionAbortedError("the supervisor does not read")
        self._waiting += line

    def flush(self) -> None:
        try:
            while self._waiting:
                del self._waiting[: self._sock.send(self._waiting)]
        except (BlockingIOError, InterruptedError):
            pass

    def close(self) -> None:
        self._sock.close()


def _fds(level: int, kind: int, part: bytes) -> array.array[int]:
    found = array.array("i")
    if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
        found.frombytes(part[: len(part) - len(part) % found.itemsize])
    return found
