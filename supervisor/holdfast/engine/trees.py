"""The directories that workers read: STATE/trees/SHA256, made from the stored objects before a worker is told of them.

One look serves everybody who asks within a second: a directory that is there is compared with its manifest, one that is missing or has
been tampered with is made anew. Those that nobody needs any more are taken away when one is made, since only then there is one too many.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from holdfast.core.ledger import Ledger
from holdfast.core.tree import Entry
from holdfast.io import layout
from holdfast.io.files import Unwritable, because
from holdfast.io.store import Corrupt, Store

KEPT = 20  # versions, the newest: those that a rollback usually means
SHARED = 1.0  # seconds that a look is good for


class Trees:
    """For the loop's thread. run_dir: where the workers' stable links are; ledger: the present one."""

    def __init__(self, state_dir: str, run_dir: str, store: Store, ledger: Callable[[], Ledger]) -> None:
        self._root, self._run_dir = os.path.join(state_dir, "trees"), run_dir
        self._store, self._ledger = store, ledger
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="holdfast-trees")
        self._looks: dict[str, asyncio.Future[str]] = {}

    def path(self, sha256: str) -> str:
        """Where that version is or will be."""
        return os.path.join(self._root, sha256)

    async def ready(self, sha256: str, entries: tuple[Entry, ...]) -> str:
        """Once it is there and is what its manifest says: ''; else why it cannot be."""
        look = self._looks.get(sha256)
        if look is None:
            loop = asyncio.get_running_loop()
            needed = {*self._needed(), *self._looks, sha256}
            look = self._looks[sha256] = loop.run_in_executor(self._hand, self._make, sha256, entries, needed)
            look.add_done_callback(lambda _: loop.call_later(SHARED, self._looks.pop, sha256, None))
        return await asyncio.shield(look)

    def close(self) -> None:
        """Ends when the last one is made."""
        self._hand.shutdown(wait=True)

    def _make(self, sha256: str, entries: tuple[Entry, ...], needed: set[str]) -> str:
        try:
            os.makedirs(self._root, mode=0o700, exist_ok=True)
            if layout.fault(self.path(sha256), entries):
                layout.lay_out(self.path(sha256), entries, self._store.get)
                self._clear(needed | {*self._linked()})
        except OSError as error:
            return f"cannot write to {self._root}: {because(error)}; check who may write there"
        except (Unwritable, Corrupt) as no:
            return str(no)
        return ""

    def _needed(self) -> set[str]:
        """What may run or be asked for soon."""
        ledger = self._ledger()
        newest = sorted(ledger.versions.values(), key=lambda version: -version.seq)[:KEPT]
        targets = [*ledger.proved.values(), *ledger.last_good.values(), *([ledger.target] if ledger.target else [])]
        return {version.sha256 for version in newest} | {target.sha256 for target in targets}

    def _linked(self) -> Iterator[str]:
        """What the workers' stable links lead to."""
        for worker in os.listdir(os.path.join(self._run_dir, "w")):
            try:
                yield os.path.basename(os.readlink(os.path.join(self._run_dir, "w", worker, "current.d")))
            except OSError:  # the socket, or a worker of another source
                continue

    def _clear(self, needed: set[str]) -> None:
        for name in os.listdir(self._root):
            if name not in needed:
                layout.remove(os.path.join(self._root, name))
