"""Has a change been tried before? The contents of versions that did not stay, read from the store and compared key by key.

That takes its time, so it is for a thread. It is bounded: the last versions, no more bytes than are parsed in a moment, and what two
contents differ in is worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from holdfast.core.recall import LOOK_BACK, Fall, recalled
from holdfast.core.words import Change, Diff, Past
from holdfast.engine.contents import Known, keys

MOST = 2 << 20  # bytes of contents that are read for one answer; one content has 1 MiB at most, and most have a few KiB


class Recalling:
    def __init__(self, contents: Known) -> None:
        self._contents = contents
        self._known: dict[tuple[str, str], tuple[Change, ...]] = {}  # from, to: the keys that change

    def recall(self, diff: Diff, falls: Iterable[Fall]) -> Diff:
        """The difference, with what each key's new value reminds of. From any thread."""
        return replace(diff, changes=recalled(diff.changes, self._told(falls)))

    def _told(self, falls: Iterable[Fall]) -> Iterator[tuple[Past, tuple[Change, ...]]]:
        room = MOST
        for past, sha256, instead in falls:
            found = self._known.get((instead, sha256))
            if found is None:
                try:
                    old, new = self._contents.look(instead), self._contents.look(sha256)
                except KeyError:  # there is no such object any more
                    continue
                room -= old.size + new.size
                if room < 0:
                    return
                found = () if old.bad or new.bad else keys(old, new, self._contents.settings.patterns)
                self._keep((instead, sha256), found)
            yield past, found

    def _keep(self, pair: tuple[str, str], found: tuple[Change, ...]) -> None:
        if len(self._known) >= 2 * LOOK_BACK:
            self._known.clear()
        self._known[pair] = found
