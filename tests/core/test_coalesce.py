"""From a storm of file events to few readings: the last bytes are always read, and nobody waits long for them."""

from __future__ import annotations

import random
from itertools import pairwise

from core_story import Story
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.core.coalesce import APART, PATIENCE, QUIET, Coalescer
from holdfast.core.events import Touched


class Reader:
    """Plays events at their seconds and reads when the coalescer says so, as the World's timer does."""

    def __init__(self) -> None:
        self.coalescer, self.reads = Coalescer(), list[float]()

    def until(self, now: float) -> None:
        while self.coalescer.due is not None and self.coalescer.due <= now:
            at = self.coalescer.due
            self.reads.append(at)
            self.coalescer.started(at)

    def play(self, events: list[tuple[float, bool]]) -> list[float]:
        for at, settled in events:
            self.until(at)
            self.coalescer.touched(settled, at)
        self.until(float("inf"))
        return self.reads


def test_a_renamed_file_is_read_at_once() -> None:
    assert Reader().play([(10.0, True)]) == [10.0]


def test_saving_again_and_again_is_read_each_time_but_not_more_than_eight_times_a_second() -> None:
    reads = Reader().play([(10.0 + n * 0.01, True) for n in range(100)])
    assert len(reads) == 9
    assert reads[-1] >= 10.99


def test_a_file_that_is_being_written_is_read_when_it_is_quiet() -> None:
    assert Reader().play([(10.0, False), (10.05, False), (10.08, False)]) == [10.08 + QUIET]


def test_a_steady_writer_is_read_within_two_seconds_and_again() -> None:
    """Written every 50 ms for ten seconds, never settled: it cannot starve its readers."""
    reads = Reader().play([(n * 0.05, False) for n in range(200)])
    assert reads[0] == PATIENCE
    gaps = [after - before for before, after in pairwise(reads)]
    assert max(gaps) <= PATIENCE + 0.05
    assert reads[-1] >= 199 * 0.05


def test_ten_thousand_events_in_two_seconds_are_at_most_twenty_readings() -> None:
    """And the last content is read: the last reading starts at or after the last event."""
    dice = random.Random(7)
    storm = sorted((dice.uniform(0, 2.0), dice.random() < 0.5) for _ in range(10_000))
    reads = Reader().play(storm)
    assert len(reads) <= 20
    assert reads[-1] >= storm[-1][0]
    assert reads[-1] - storm[-1][0] <= max(APART, QUIET)


@given(st.lists(st.tuples(st.floats(0, 10), st.booleans()), min_size=1, max_size=60).map(sorted))
@settings(deadline=None, max_examples=200)
def test_after_every_event_a_reading_starts_soon_and_never_two_close_together(events: list[tuple[float, bool]]) -> None:
    reads = Reader().play(events)
    for at, _ in events:
        assert min(read for read in reads if read >= at) - at <= PATIENCE + 1e-9
    assert all(after - before >= APART - 1e-9 for before, after in pairwise(reads))


def test_a_change_right_after_the_regular_look_is_read_at_once() -> None:
    """One reload in forty used to wait up to 125 ms for a look that had found nothing."""
    story = Story()
    story.play("fleet w1")
    assert story.world is not None
    source, book = story.world.source, story.world.book
    source.rehash()
    story.give(Touched(settled=True))
    assert book.timers["read", ""] == book.now.mono  # but for the reading that is under way
    source.reading = False
    source.read()
    source.reading = False
    story.give(Touched(settled=True))
    assert book.timers["read", ""] == book.now.mono + APART
