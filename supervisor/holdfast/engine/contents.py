"""The contents that the daemon knows: bytes from the store, with their parsed value and their secrets beside them.

A content is parsed once. What is kept in memory is bounded; everything else is read from the store again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from holdfast.core import secrets, snapshot
from holdfast.core.ledger import Ledger
from holdfast.core.settings import SourceSettings
from holdfast.engine.parse import Bad, parse
from holdfast.io.store import Corrupt, Store

KEPT = 48  # more than a proof is compared with (channels.LOOK_BACK)


@dataclass(frozen=True, slots=True)
class Content:
    """value None and value_json b"null": the bytes do not parse."""

    raw: bytes
    value: object
    value_json: bytes
    secrets: tuple[str, ...]


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
            known = self._kept[sha256] = self._read(sha256)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(sha256)
        return known

    def _read(self, sha256: str) -> Content:
        try:
            raw = self.store.get(sha256)
        except (Corrupt, ValueError) as bad:
            raise KeyError(str(bad)) from None
        try:
            value = parse(raw, self.settings.format)
        except Bad:
            return Content(raw, None, b"null", ())
        return Content(raw, value, snapshot.canonical(value), secrets.values(value, self.settings.secrets))

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
