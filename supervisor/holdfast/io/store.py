"""Content under its own name: one read-only file per sha256, written once, never changed.

What is put here is durable when put() returns, and what get() returns is exactly what was put: it is hashed again on the way
out, so a rotten or tampered object is an error and never a configuration.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable

from holdfast.io.files import Unwritable, because, publish, publish_all

_NAME = re.compile(r"[0-9a-f]{64}")


class Corrupt(Exception):
    """An object is missing or is not what its name says."""


class Store:
    def __init__(self, root: str) -> None:
        """root: a folder of our own; made (0700) if it is missing. Raises Unwritable."""
        self._root = root
        self._durable: set[str] = set()
        try:
            os.makedirs(root, mode=0o700, exist_ok=True)
        except OSError as error:
            raise Unwritable(f"cannot make {root}: {because(error)}; check who may write there") from error

    def put(self, raw: bytes) -> str:
        """Keep `raw`, durably; its sha256. Putting the same again costs nothing, and mends a damaged object. Raises Unwritable."""
        sha256 = hashlib.sha256(raw).hexdigest()
        if sha256 not in self._durable or not self.has(sha256):
            publish(self.path(sha256), raw, 0o400, sync=True)
            self._durable.add(sha256)
        return sha256

    def put_all(self, raws: Iterable[tuple[str, bytes]]) -> None:
        """Keep many, each given with its sha256; all are durable when it returns, with one sync of the folder. Raises Unwritable."""
        new = [(sha256, raw) for sha256, raw in raws if sha256 not in self._durable or not self.has(sha256)]
        publish_all([(self.path(sha256), raw) for sha256, raw in new], 0o400)
        self._durable.update(sha256 for sha256, _ in new)

    def get(self, sha256: str) -> bytes:
        """The bytes whose sha256 that is. Raises Corrupt."""
        try:
            with open(self.path(sha256), "rb") as file:
                raw = file.read()
        except OSError as error:
            raise Corrupt(f"cannot use the object {self.path(sha256)}: {because(error)}; bring it back from a backup") from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            self._durable.discard(sha256)
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
