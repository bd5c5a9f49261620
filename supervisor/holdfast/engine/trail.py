"""Two minutes of every worker's figures, for the small curves beside its row. Bounded: 120 samples of three numbers a worker."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

from holdfast.core.detail import Series
from holdfast.core.words import Figures

KEPT = 120  # samples


class Trail:
    """every: seconds between two samples."""

    def __init__(self, every: float) -> None:
        self.every = every
        self._at = 0.0
        self._rings: dict[str, tuple[array[float], array[float], array[float]]] = {}

    def note(self, figures: Mapping[str, Figures], ages: Mapping[str, float], at: float, times: int = 1) -> None:
        """One sample of everybody. ages: how old each worker's proof is (seconds; nobody there: none).

        times: for how many it stands, where nobody looked and so none were taken (its cpu is the average since the one before).
        """
        self._at = at
        times = min(KEPT, max(1, times))
        for worker, sample in figures.items():
            rings = self._rings.setdefault(worker, (array("d"), array("d"), array("d")))
            for ring, value in zip(rings, (sample.cpu, float(sample.rss), ages.get(worker, -1.0)), strict=True):
                ring.extend([value] * times)
                del ring[:-KEPT]

    def of(self, worker: str) -> Series:
        """Empty for a worker that was never sampled."""
        rings = self._rings.get(worker)
        if rings is None:
            return Series(self.every)
        cpu, rss, age = rings
        return Series(self.every, self._at, tuple(cpu), tuple(map(int, rss)), tuple(round(value, 1) for value in age))
