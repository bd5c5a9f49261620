"""A log that only grows: whole lines appended, synced when asked, never half a line left behind.

It knows nothing about what a line means. A line that a crash cut short is shown as `torn` and taken off only by cut(), which keeps
a copy. After a failed sync nothing is known about what is on the disk (the kernel drops the dirty pages and reports the error once),
so it is never tried again: from then on everything raises.
"""

from __future__ import annotations

import os

from holdfast.io.files import Unwritable, because, publish, sync_folder, write_all

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW


class AppendLog:
    """fresh: the file did not exist before. size: bytes of it. torn: what follows the last newline, set by read()."""

    def __init__(self, path: str) -> None:
        """Opens or makes (0600) the file. Raises Unwritable."""
        self.path = path
        self.fresh = False
        self.torn = b""
        self._broken = ""
        try:
            self._fd = self._open()
            self.size = os.fstat(self._fd).st_size
        except OSError as error:
            raise Unwritable(f"cannot open {path}: {because(error)}; check its folder and who may write there") from error
        self._clean = self.size == 0 or os.pread(self._fd, 1, self.size - 1) == b"\n"

    def _open(self) -> int:
        try:
            return os.open(self.path, _FLAGS)
        except FileNotFoundError:
            self.fresh = True
            fd = os.open(self.path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
            sync_folder(os.path.dirname(self.path))
            return fd

    def read(self) -> list[bytes]:
        """All whole lines, without their newlines. Raises Unwritable."""
        *lines, self.torn = self._content(0).split(b"\n")
        return lines

    def again(self, size: int) -> bytes:
        """Its first `size` bytes as its path has them now; fewer, where somebody has cut it. From any thread. Raises Unwritable."""
        return self._content(0)[:size]

    def cut(self, offset: int) -> str:
        """Take off everything from byte `offset`, which must begin a line. The path of the copy kept aside. Raises Unwritable."""
        self._refuse_broken()
        aside = self._free_name()
        publish(aside, self._content(offset), 0o600, sync=True)
        self._shorten(offset)
        self.torn = b""
        self._clean = True
        self.sync()
        return aside

    def append(self, lines: list[bytes]) -> None:
        """Add whole lines, or none of them. Durable only after sync(). Raises Unwritable."""
        self._refuse_broken()
        if any(b"\n" in line for line in lines):
            raise ValueError("a line holds a newline")
        if not self._clean:
            raise Unwritable(f"cannot write {self.path}: it ends in a torn line; cut() it first")
        raw = b"".join(line + b"\n" for line in lines)
        try:
            write_all(self._fd, raw)
        except OSError as error:
            self._shorten(self.size)
            raise Unwritable(f"cannot write {self.path}: {because(error)}; make room, then try again") from error
        self.size += len(raw)

    def sync(self) -> None:
        """Return when everything appended would survive a power cut. Raises Unwritable, and then for ever."""
        self._refuse_broken()
        try:
            os.fsync(self._fd)
        except OSError as error:
            self._break(error, "sync")

    def close(self) -> None:
        """Close the file; harmless twice. Nothing is synced."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
            self._broken = self._broken or f"cannot write {self.path}: it is closed"

    def _content(self, offset: int) -> bytes:
        try:
            with open(self.path, "rb") as file:
                file.seek(offset)
                return file.read()
        except OSError as error:
            raise Unwritable(f"cannot read {self.path}: {because(error)}; check the disk and who may read it") from error

    def _shorten(self, size: int) -> None:
        """A part of a record must not stay: whatever is appended next would run into it."""
        try:
            os.ftruncate(self._fd, size)
        except OSError as error:
            self._break(error, "cut back")
        self.size = size

    def _break(self, error: OSError, what: str) -> None:
        self._broken = f"cannot {what} {self.path}: {because(error)}; check the disk, then start again"
        raise Unwritable(self._broken) from error

    def _refuse_broken(self) -> None:
        if self._broken:
            raise Unwritable(self._broken)

    def _free_name(self) -> str:
        number = 1
        while os.path.exists(f"{self.path}.torn-{number}"):
            number += 1
        return f"{self.path}.torn-{number}"
