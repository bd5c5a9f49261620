"""The workers' stable paths, swapped by rename: RUN/w/NAME/current (the bytes), current.json (their number, label and value) and
current.d (the directory).

A process reads them when it starts, or when its fallback signal tells it to: both wait for the swap. Who has a channel got the
content over it; its paths follow a moment later, when the reload is over: 200 renames are no part of moving 100 workers. One thread
swaps, in the order of asking, so that an earlier content never lands on a later one.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from concurrent.futures import ThreadPoolExecutor

import msgspec

from holdfast.core.words import Target
from holdfast.engine.contents import Content, Known
from holdfast.io.files import Unwritable, publish

SOON = 0.5  # seconds


class StablePaths:
    """For the loop's thread. contents: KeyError where a content is not stored."""

    def __init__(self, run_dir: str, contents: Known) -> None:
        self._run_dir, self._contents = run_dir, contents
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="holdfast-paths")
        self._due: dict[str, Target] = {}
        self._timer: asyncio.TimerHandle | None = None

    def folder(self, worker: str) -> str:
        """RUN/w/NAME: where the worker's stable paths lie."""
        return os.path.join(self._run_dir, "w", worker)

    def soon(self, worker: str, target: Target) -> None:
        """Swap them when nobody is in a hurry. What cannot be swapped is said when the worker is next started."""
        self._due[worker] = target
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SOON, self._swap_due)

    async def swapped(self, worker: str, target: Target) -> str:
        """Swap them now; '' or why it could not be done."""
        self._due.pop(worker, None)
        try:
            content = self._contents.content(target.sha256)
        except KeyError as no:
            return str(no.args[0])
        return await asyncio.get_running_loop().run_in_executor(
            self._hand, _swap, self.folder(worker), target, content, self._contents.tree(target.sha256)
        )

    def close(self) -> None:
        """What is due is still swapped: the workers live on."""
        self._swap_due()
        self._hand.shutdown(wait=True)

    def _swap_due(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        due, self._due, self._timer = self._due, {}, None
        swaps = []
        for worker, target in due.items():
            try:
                swaps.append((self.folder(worker), target, self._contents.content(target.sha256), self._contents.tree(target.sha256)))
            except KeyError:
                continue  # its start will say so
        if swaps:
            self._hand.submit(lambda: [_swap(*swap) for swap in swaps])


def _swap(folder: str, target: Target, content: Content, tree: str) -> str:
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        name = msgspec.json.encode({"sha256": target.sha256, "seq": target.seq, "version": target.version})
        publish(f"{folder}/current.json", b'%s,"value":%s}' % (name[:-1], content.value_json), 0o400)
        if tree:
            _link(f"{folder}/current.d", tree)
        publish(f"{folder}/current", content.raw, 0o400)
    except (OSError, Unwritable) as no:
        return str(no)
    return ""


def _link(path: str, to: str) -> None:
    draft = f"{path}.{secrets.token_hex(6)}.tmp"
    os.symlink(to, draft)
    os.rename(draft, path)
