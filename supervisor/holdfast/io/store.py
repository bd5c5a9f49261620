"""Content under its own name: one read-only file per sha256, written once, never changed.

What is put here can be read at once and is durable after the next sync(), which may go on beside other work. What get() returns is
exactly what was put: it is hashed again on the way out, so a rotten, tampered or half-written object is an error and never a
configuration. That is why a name may be there before its content is durable.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterable

from holdfast.io.files import Unwritable, because, publish_all, sync_file, sync_folder

_NAME = re.compile(r"[0-9a-f]{64}")


class Corrupt(Exception):
    """An object is missing or is not what its name says."""


class Store:
    def __init__(self, root: str) -> None:
        """root: a folder of our own; made (0700) if it is missing. Raises Unwritable."""
        self._root = root
        self._durable: set[str] = set()
        self._fresh: set[str] = set()  # put, and not durable yet
        self._syncing = threading.Lock()
        self._broken = ""
        try:
            os.makedirs(root, mode=0o700, exist_ok=True)
        except OSError as error:
            raise Unwritable(f"cannot make {root}: {because(error)}; check who may write there") from error

    def put(self, raw: bytes) -> str:
        """Keep `raw`; its sha256. Putting the same again costs nothing, and mends a damaged object. Raises Unwritable."""
        sha256 = hashlib.sha256(raw).hexdigest()
        self.put_all([(sha256, raw)])
        return sha256

    def put_all(self, raws: Iterable[tuple[str, bytes]]) -> None:
        """Keep many, each given with its sha256; all of them or none. Raises Unwritable."""
        new = {sha256: raw for sha256, raw in raws if sha256 not in self._durable | self._fresh or not self.has(sha256)}
        publish_all([(self.path(sha256), raw) for sha256, raw in new.items()], 0o400)
        self._fresh.update(new)

    def sync(self) -> None:
        """Return when everything that was put before would survive a power cut; at once where it already would. From any thread.

        Raises Unwritable, and then for ever: after a failed sync nothing is known about what is on the disk.
        """
        with self._syncing:
            if self._broken:
                raise Unwritable(self._broken)
            fresh = set(self._fresh)  # what is put meanwhile is for the next one
            if not fresh:
                return
            try:
                for sha256 in fresh:
                    sync_file(self.path(sha256))
                sync_folder(self._root)
            except OSError as error:
                self._broken = f"cannot sync {self._root}: {because(error)}; check the disk, then start again"
                raise Unwritable(self._broken) from error
            self._durable |= fresh
            self._fresh -= fresh

    def durable(self, sha256: str) -> bool:
        """Would it survive a power cut, as far as this process knows?"""
        return sha256 in self._durable

    def get(self, sha256: str) -> bytes:
        """The bytes whose sha256 that is. Raises Corrupt."""
        try:
            with open(self.path(sha256), "rb") as file:
                raw = file.read()
        except OSError as error:
            raise Corrupt(f"cannot use the object {self.path(sha256)}: {because(error)}; bring it back from a backup") from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            self._durable.discard(sha256)
            self._fresh.discard(sha256)
            raise Corrupt(f"cannot use the object {self.path(sha256)}: its bytes have changed; bring it back from a backup")
        return raw

    def has(self, sha256: str) -> bool:
        """Whether there is such an object (get() says whether it is sound)."""
        return os.path.isfile(self.path(sha256))

    def path(self, sha256: str) -> str:
        """Where that object is or would be."""
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"not a sha256: {sha256!r}")
        return os.path.join(self._root, sha256)

    def shas(self) -> list[str]:
        """All objects, sorted by name."""
        return sorted(name for name in os.listdir(self._root) if _NAME.fullmatch(name))
