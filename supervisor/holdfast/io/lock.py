"""One supervisor at a time: an flock on a file that also says who holds it.

The kernel lets go of the lock when its holder dies, however it dies, so nothing stale can be left behind. The file itself
stays: removing it would let two daemons lock two different files of the same name.
"""

from __future__ import annotations

import fcntl
import os

from holdfast.io.files import Unwritable, because


class Held(Exception):
    """Somebody else has the lock. pid: who, as they wrote it down; 0 = not known."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"cannot start: already running, pid {pid or 'unknown'}; attach to it, or stop it first")
        self.pid = pid


class Lock:
    def __init__(self, path: str) -> None:
        self._path = path
        self._fd = -1

    def take(self) -> None:
        """Lock and write our pid into the file. Raises Held, or Unwritable when there can be no such file."""
        try:
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
            try:
                self._lock(fd)
            except (OSError, Held):
                os.close(fd)
                raise
        except OSError as error:
            raise Unwritable(f"cannot lock {self._path}: {because(error)}; its folder must exist and be ours to write") from error
        self._fd = fd

    def _lock(self, fd: int) -> None:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(fd, 32, 0).strip()
            raise Held(int(holder) if holder.isdigit() else 0) from None
        os.ftruncate(fd, 0)
        os.pwrite(fd, b"%d\n" % os.getpid(), 0)

    def release(self) -> None:
        """Let go; harmless without the lock."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
