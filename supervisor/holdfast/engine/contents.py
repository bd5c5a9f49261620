"""The contents that the daemon knows: bytes from the store, with their parsed value and their secrets beside them.

A content is parsed once, off the loop when it comes from the source. What is kept in memory is bounded; everything else is read
from the store again.
"""

from __future__ import annotations

import io
import tarfile
from collections import OrderedDict
from collections.abc import Callable, Container, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

from holdfast.core import secrets, snapshot, tree, tree_diff
from holdfast.core.ledger import Ledger
from holdfast.core.settings import SourceSettings
from holdfast.core.words import Change, Diff
from holdfast.engine import tree_value
from holdfast.engine.parse import Bad, parse
from holdfast.engine.trees import Trees
from holdfast.io.store import Corrupt, Store
from holdfast.io.tree import TreeReading

KEPT = 48  # more than a proof is compared with (channels.LOOK_BACK)


class Content:
    """Immutable; parsed when it is first asked what it means. value None and value_json b"null": it does not parse, `bad` says why."""

    def __init__(self, raw: bytes, format: str, declared: tuple[str, ...], store: Store | None = None) -> None:
        """store: where the files of a directory's manifest are."""
        self.raw, self._format, self._declared, self._store = raw, format, declared, store

    @property
    def value(self) -> object:
        return self._parsed[0]

    @property
    def value_json(self) -> bytes:
        return self._parsed[1]

    @property
    def bad(self) -> tuple[str, ...]:
        return self._parsed[2]

    @cached_property
    def _parsed(self) -> tuple[object, bytes, tuple[str, ...]]:
        try:
            value = self._meaning()
            return value, snapshot.canonical(value), ()
        except Bad as bad:
            return None, b"null", bad.reasons
        except Corrupt as bad:
            return None, b"null", (str(bad),)

    def _meaning(self) -> object:
        if self._format != tree.FORMAT:
            return parse(self.raw, self._format)
        if self.entries is None:
            raise Bad("is no manifest of a directory, but content of another format")
        return tree_value.value(self.entries, self.files())

    @cached_property
    def entries(self) -> tuple[tree.Entry, ...] | None:
        """The files of a directory; None for a single file."""
        if self._format != tree.FORMAT:
            return None
        try:
            return tree.decode(self.raw)
        except tree.NotManifest:
            return None

    def files(self, but: Container[tree.Entry] = ()) -> dict[str, bytes]:
        """The bytes of a directory's files by their sha256, without those in `but`. Raises Corrupt."""
        assert self._store is not None
        wanted = {entry.sha256 for entry in self.entries or () if entry not in but}
        return {sha256: self._store.get(sha256) for sha256 in wanted}

    @property
    def size(self) -> int:
        """Bytes, of all files together."""
        return len(self.raw) if self.entries is None else tree.total(self.entries)

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        return secrets.values(self.value, self._declared)


def difference(old: Content, new: Content, declared: tuple[str, ...], full: bool = False) -> Diff:
    """What changes from old to new, secrets masked; full: with all that stays. Takes its time: for a thread. Raises Corrupt."""
    if old.entries is None and new.entries is None:
        return snapshot.diff(old.raw, old.value, new.raw, new.value, declared, full)
    return tree_diff.diff(*_sides(old, new), declared, full)


def keys(old: Content, new: Content, declared: tuple[str, ...]) -> tuple[Change, ...]:
    """Which keys change, secrets masked; of contents that parse. For a thread."""
    if old.entries is None and new.entries is None:
        return snapshot.changes(old.value, new.value, {*old.secrets, *new.secrets}, declared)
    sides = [tree_diff.Side(side.entries or (), side.value, {}) for side in (old, new)]
    return tree_diff.keys(sides[0], sides[1], declared)


def exported(content: Content) -> bytes:
    """Its exact bytes; of a directory a tar of its files, the same bytes for the same content. Raises Corrupt."""
    if content.entries is None:
        return content.raw
    files, packed = content.files(), io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for entry in content.entries:
            about = tarfile.TarInfo(entry.path)  # owned by root, of 1970: neither is part of the content
            about.size, about.mode = entry.size, entry.mode
            tar.addfile(about, io.BytesIO(files[entry.sha256]))
    return packed.getvalue()


def _sides(old: Content, new: Content) -> tuple[tree_diff.Side, tree_diff.Side]:
    """Only the files that differ are read."""
    both = {*(old.entries or ())} & {*(new.entries or ())}
    sides = [tree_diff.Side(side.entries or (), side.value, side.files(both) if side.entries else {}) for side in (old, new)]
    return sides[0], sides[1]


NOTHING = Content(b"", "json", ())  # what runs before the first content of all


class Known:
    """engine.channels.Contents, over the store. ledger: the present one, for what is most recent."""

    def __init__(self, store: Store, settings: SourceSettings, ledger: Callable[[], Ledger], trees: Trees) -> None:
        self.store, self.settings, self._ledger, self._trees = store, settings, ledger, trees
        self._kept: OrderedDict[str, Content] = OrderedDict()
        self._order: tuple[int, tuple[str, ...]] = (-1, ())
        self._syncer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="holdfast-objects")

    def close(self) -> None:
        self._syncer.shutdown(wait=True)

    @property
    def format(self) -> str:
        return self.settings.format

    def content(self, sha256: str) -> Content:
        """Raises KeyError: no such object, or a damaged one."""
        known = self._kept.get(sha256)
        if known is None:
            try:
                known = self._content(self.store.get(sha256))
            except (Corrupt, ValueError) as bad:
                raise KeyError(str(bad)) from None
        self.keep(sha256, known)
        return known

    def look(self, sha256: str) -> Content:
        """The same from another thread: it is not kept. Raises KeyError."""
        try:
            return self._kept.get(sha256) or self._content(self.store.get(sha256))
        except (Corrupt, ValueError) as bad:
            raise KeyError(str(bad)) from None

    def again(self, sha256: str) -> Content:
        """Read anew from the store, whatever is kept here. Raises Corrupt, ValueError (no sha256)."""
        return self._content(self.store.get(sha256))

    def take(self, raw: bytes, note: Callable[[str], None] = lambda _: None) -> tuple[str, Content]:
        """Store it, and parse it if it is new here: (sha256, content). Blocks: for a thread; then keep() it. Raises Unwritable.

        It is being synced from here on, beside the parsing, the plan, the workers' votes; who decides waits for that (memory.py).
        note: is told what begins: store, parse, and the end, parsed.
        """
        note("store")
        sha256 = self.store.put(raw)
        if not self.store.durable(sha256):
            self._syncer.submit(self.store.sync)  # should it fail, the decision says so
        note("parse")
        content = self._kept.get(sha256) or self._content(raw)
        content.value_json  # noqa: B018  # parsed here and not on the loop
        note("parsed")
        return sha256, content

    def take_tree(self, reading: TreeReading, note: Callable[[str], None] = lambda _: None) -> tuple[str, Content]:
        """The same for a directory."""
        note("store")
        self.store.put_all(reading.files.items())
        return self.take(tree.encode(reading.entries), note)

    def keep(self, sha256: str, content: Content) -> None:
        """The most recent KEPT are kept."""
        self._kept[sha256] = content
        self._kept.move_to_end(sha256)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def _content(self, raw: bytes) -> Content:
        return Content(raw, self.settings.format, self.settings.patterns, self.store)

    def raw(self, sha256: str) -> bytes:
        return self.content(sha256).raw

    def value_json(self, sha256: str) -> bytes:
        return self.content(sha256).value_json

    def path(self, sha256: str) -> str:
        return self.store.path(sha256)

    def tree(self, sha256: str) -> str:
        """The directory that a manifest stands for, laid out for the workers; '' for a single file. See laid_out()."""
        return self._trees.path(sha256) if self.content(sha256).entries is not None else ""

    async def laid_out(self, sha256: str) -> str:
        """Once workers may read it: '', at once for a single file; else why they may not. That it is not stored, others say."""
        try:
            entries = self.content(sha256).entries
        except KeyError:
            return ""
        return "" if entries is None else await self._trees.ready(sha256, entries)

    def known(self) -> Iterable[str]:
        """Contents of versions, newest first, each once."""
        ledger = self._ledger()
        if self._order[0] != ledger.seq:
            newest = sorted(ledger.versions.values(), key=lambda v: -v.seq)
            self._order = (ledger.seq, tuple(dict.fromkeys(v.sha256 for v in newest)))
        return self._order[1]

    def redact(self, text: str, sha256: str) -> str:
        """`text` without the secrets of that content."""
        try:
            return secrets.redact(text, self.content(sha256).secrets)
        except KeyError:
            return text
