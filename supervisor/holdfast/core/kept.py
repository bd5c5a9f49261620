"""A mapping that never changes: `plus` gives the next one, and costs the same however much is in it.

What is new lies in a small dict over a large one that many generations share; now and then the two become one. So a ledger of 4,000
versions or 500 workers is as quick to go on from as an empty one, and every earlier ledger stays as it was.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

SMALL = 32  # entries that are copied at each step, at most


class Kept(Mapping[K, V]):
    """In the order in which the keys were first put in."""

    __slots__ = ("_new", "_old")

    def __init__(self, old: dict[K, V] | None = None, new: dict[K, V] | None = None) -> None:
        self._old: dict[K, V] = old or {}
        self._new: dict[K, V] = new or {}

    def plus(self, key: K, value: V) -> Kept[K, V]:
        new = {**self._new, key: value}
        return Kept(self._old, new) if len(new) <= SMALL else Kept({**self._old, **new})

    def _all(self) -> dict[K, V]:
        """Both in one; the same content in another shape."""
        if self._new:
            self._old, self._new = {**self._old, **self._new}, {}
        return self._old

    def __getitem__(self, key: K) -> V:
        return self._new[key] if key in self._new else self._old[key]

    def get(self, key: K, default: V | None = None) -> V | None:  # type: ignore[override]  # Mapping's own tries and catches
        return self._new[key] if key in self._new else self._old.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._new or key in self._old

    def __iter__(self) -> Iterator[K]:
        return iter(self._all())

    def __reversed__(self) -> Iterator[K]:
        return reversed(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return f"Kept({self._all()!r})"

    def values(self) -> ValuesView[V]:
        return self._all().values()

    def items(self) -> ItemsView[K, V]:
        return self._all().items()
