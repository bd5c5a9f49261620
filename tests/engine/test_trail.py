"""Two minutes of figures, and no more."""

from __future__ import annotations

from holdfast.core.words import Figures
from holdfast.engine.trail import KEPT, Trail


def test_the_oldest_sample_makes_room() -> None:
    trail = Trail(1.0)
    for n in range(KEPT + 2):
        trail.note({"w": Figures(cpu=float(n), rss=n << 20)}, {"w": 0.26} if n else {}, 100.0 + n)
    series = trail.of("w")
    assert (series.every, series.at, len(series.cpu), len(series.rss), len(series.age)) == (1.0, 221.0, KEPT, KEPT, KEPT)
    assert (series.cpu[0], series.cpu[-1], series.rss[-1], series.age[-1]) == (2.0, 121.0, 121 << 20, 0.3)


def test_a_sample_may_stand_for_several() -> None:
    trail = Trail(1.0)
    trail.note({"w": Figures(cpu=1.0)}, {}, 100.0)
    trail.note({"w": Figures(cpu=2.0)}, {}, 110.0, times=10)
    assert trail.of("w").cpu == (1.0, *[2.0] * 10)
    trail.note({"w": Figures(cpu=3.0)}, {}, 5000.0, times=4890)
    assert trail.of("w").cpu == (3.0,) * KEPT


def test_who_has_proved_nothing_has_no_age_and_who_was_never_sampled_nothing() -> None:
    trail = Trail(1.0)
    trail.note({"w": Figures()}, {}, 1.0)
    assert trail.of("w").age == (-1.0,)
    assert trail.of("other").cpu == ()
