"""Who looks is told at once of all that can be seen, and seldom of a proof that says what the one before it said."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from core_story import Story

from holdfast.core.show import world_view
from holdfast.core.view import View
from holdfast.core.world import World

TRANSCRIPTS = Path(__file__).parent / "transcripts"


class Watched(Story):
    """A story in which every step is looked at."""

    before: tuple[World, View, int] | None = None

    def give(self, event: object) -> None:
        super().give(event)
        assert self.world is not None
        seen, news = timeless(self.see()), self.world.book.news
        if self.before is not None and self.before[0] is self.world:  # after a restart there is another
            assert seen == self.before[1] or news > self.before[2], event
        self.before = self.world, seen, news

    def see(self) -> View:
        assert self.world is not None
        return world_view(self.world, "edge-3", 4711)


def timeless(view: View) -> View:
    """But for when it was looked at, and when the workers have proved what they run."""
    workers = tuple(msgspec.structs.replace(worker, proved_at=0.0) for worker in view.workers)
    return msgspec.structs.replace(view, at=0.0, workers=workers)


@pytest.mark.parametrize("path", sorted(TRANSCRIPTS.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_that_can_be_seen_changes_without_news(path: Path) -> None:
    story = Watched()
    for line in path.read_text().splitlines():
        if line.startswith("> "):
            story.play(line.removeprefix("> "))


def test_a_fleet_that_goes_on_proving_the_same_makes_no_news() -> None:
    story = Watched()
    story.play("fleet w1! w2! w3")
    assert story.world is not None
    news, proved = story.world.book.news, story.see().workers[0].proved_at
    story.play("wait 120")
    assert (story.world.book.news, story.see().verdict) == (news, "CONVERGED")
    assert story.see().workers[0].proved_at > proved + 100
    story.play("w2 mute")
    story.play("wait 5")
    assert story.world.book.news > news
