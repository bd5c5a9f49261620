"""The contents that the daemon knows: bytes from the store, with their parsed value and their secrets beside them.

A content is parsed once, off the loop when it comes from the source. What is kept in memory is bounded; everything else is read
from the store again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import cached_property

from holdfast.core import secrets, snapshot
from holdfast.core.ledger import Ledger
from holdfast.core.settings import SourceSettings
from holdfast.engine.parse import Bad, parse
from holdfast.io.store import Corrupt, Store

KEPT = 48  # more than a proof is compared with (channels.LOOK_BACK)


class Content:
    """Immutable. value None and value_json b"null": the bytes do not parse, `bad` says why."""

    def __init__(self, raw: bytes, format: str, declared: tuple[str, ...]) -> None:
        self.raw, self._declared = raw, declared
        self.value: object = None
        self.value_json, self.bad = b"null", tuple[str, ...]()
        try:
            self.value = parse(raw, format)
            self.value_json = snapshot.canonical(self.value)
        except Bad as bad:
            self.bad = bad.reasons

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        return secrets.values(self.value, self._declared)


NOTHING = Content(b"", "json", ())  # what runs before the first content of all


class Known:
    """engine.channels.Contents, over the store. ledger: the present one, for what is most recent."""

    def __init__(self, store: Store, settings: SourceSettings, ledger: Callable[[], Ledger]) -> None:
        self.store, self.settings, self._ledger = store, settings, ledger
        self._kept: OrderedDict[str, Content] = OrderedDict()
        self._order: tuple[int, tuple[str, ...]] = (-1, ())

    @property
    def format(self) -> str:
        return self.settings.format

    def content(self, sha256: str) -> Content:
        """Raises KeyError: no such object, or a damaged one."""
        known = self._kept.get(sha256)
        if known is None:
            try:
                known = self._parse(self.store.get(sha256))
            except (Corrupt, ValueError) as bad:
                raise KeyError(str(bad)) from None
        self.keep(sha256, known)
        return known

    def take(self, raw: bytes) -> tuple[str, Content]:
        """Store it, durably, and parse it if it is new here: (sha256, content). Blocks: for a thread; then keep() it. Raises Unwritable."""
        sha256 = self.store.put(raw)
        return sha256, self._kept.get(sha256) or self._parse(raw)

    def keep(self, sha256: str, content: Content) -> None:
        """The most recent KEPT are kept."""
        self._kept[sha256] = content
        self._kept.move_to_end(sha256)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def _parse(self, raw: bytes) -> Content:
        return Content(raw, self.settings.format, self.settings.secrets)

    def raw(self, sha256: str) -> bytes:
        return self.content(sha256).raw

    def value_json(self, sha256: str) -> bytes:
        return self.content(sha256).value_json

    def path(self, sha256: str) -> str:
        return self.store.path(sha256)

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
