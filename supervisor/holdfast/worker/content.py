"""The configuration as a worker holds it: one immutable pair of the raw bytes and the value that was parsed from them.

The raw bytes are what a proof is computed over, the value is what the application reads. They travel in one sealed memfd, are
checked together, and are put into use together by one assignment; nobody can be shown one and run the other by accident.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import stat
from typing import TYPE_CHECKING, Any, NamedTuple

from .codec import strict_json
from .tree import Differs, Directory, verify

if TYPE_CHECKING:  # its import is a tenth of a worker's start, and only directories need it
    from pathlib import Path

MAX_CONFIG = 8 * 1024 * 1024  # bytes, of the raw text and of the value each
SEALS = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE


class Refused(Exception):
    """Why content cannot be taken. `code` is the protocol's error word."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class Descriptor:
    """A file descriptor that closes with its last reference, so that no path through the code can leak one."""

    def __init__(self, number: int) -> None:
        self.number = number

    def close(self) -> None:
        number, self.number = self.number, -1
        if number >= 0:
            os.close(number)

    __del__ = close


class Content(NamedTuple):
    """One content and the name under which it was decided. `memfd` stays open as long as the content is kept: the kernel
    can then show from outside which bytes this process holds."""

    raw: bytes
    value: Any
    sha256: str
    seq: int = 0
    version: str = ""
    memfd: Descriptor | None = None
    tree: Path | None = None  # of a source that is a directory, where this version of it lies; `raw` is its manifest

    @property
    def config(self) -> Any:
        """What the application gets: the value, or for a directory its `tree` and `value`."""
        return self.value if self.tree is None else Directory(self.tree, self.value)

    @property
    def checksum(self) -> str:
        """The first seven digits, as people read them."""
        return self.sha256[:7]

    def proof(self, nonce: str) -> str:
        """HMAC-SHA256 over the raw bytes, keyed with the nonce (hex); lower-case hex."""
        return hmac.new(bytes.fromhex(nonce), self.raw, hashlib.sha256).hexdigest()


class Offer(NamedTuple):
    """A prepare message as a value. Sizes in bytes."""

    id: int
    epoch: int
    seq: int
    version: str
    sha256: str
    size: int
    value_sha256: str
    value_size: int
    via: str
    memfd: Descriptor | None
    tree: str = ""


def load(offer: Offer) -> Content:
    """Read and check the offered content. Raises Refused."""
    if offer.via != "memfd" or offer.memfd is None:
        raise Refused("E_FD", "this worker takes content by memfd, and none came with prepare")
    if max(offer.size, offer.value_size) > MAX_CONFIG:
        raise Refused("E_TOOBIG", f"more than {MAX_CONFIG} bytes")
    raw, value_text = _read_sealed(offer.memfd.number, offer.size, offer.value_size)
    if digest(raw) != offer.sha256:
        raise Refused("E_SHA", "the content is not what its sha256 says")
    if digest(value_text) != offer.value_sha256:
        raise Refused("E_SHA", "the value is not what its sha256 says")
    return Content(raw, _value(value_text), offer.sha256, offer.seq, offer.version, offer.memfd, _tree(offer.tree, raw))


def _tree(path: str, manifest: bytes) -> Path | None:
    if not path:
        return None
    from pathlib import Path

    try:
        verify(Path(path), manifest)
    except Differs as reason:
        raise Refused("E_SHA", f"{path} is not what its manifest says: {reason}") from None
    return Path(path)


def digest(data: bytes) -> str:
    """sha256, 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def _read_sealed(fd: int, size: int, value_size: int) -> tuple[bytes, bytes]:
    try:
        seals = fcntl.fcntl(fd, fcntl.F_GET_SEALS)
    except OSError:
        raise Refused("E_FD", "the descriptor is no memfd") from None
    if seals & SEALS != SEALS:
        raise Refused("E_FD", "the memfd is not sealed: its bytes could change after the check")
    found = os.fstat(fd)
    if not stat.S_ISREG(found.st_mode) or found.st_size != size + value_size:
        raise Refused("E_FD", f"the memfd holds {found.st_size} bytes, not {size} + {value_size}")
    data = _pread(fd, size + value_size)
    return data[:size], data[size:]


def _pread(fd: int, size: int) -> bytes:
    """pread, not read: a passed descriptor may share its offset with others."""
    data = os.pread(fd, size, 0)
    while len(data) < size and (part := os.pread(fd, size - len(data), len(data))):
        data += part
    return data


def _value(text: bytes) -> Any:
    try:
        return strict_json(text)
    except ValueError as error:
        raise Refused("E_PROTO", f"the parsed value is not strict JSON: {error}") from None
