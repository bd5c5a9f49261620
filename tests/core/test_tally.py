"""What is counted: told on the stories of the World, each of which must be the same story with the Tally before it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from core_story import Story

from holdfast.core.tally import BOUNDS, ENDS, FAILURES, OWN_FAILURES, SUPERVISOR, Durations, Tally

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


class Before:
    """A World whose events go through a Tally."""

    def __init__(self, world: Any) -> None:
        self.tally = Tally(world)
        self.receive = self.tally.receive

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tally.world, name)


class Counted(Story):
    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, Before(value) if name == "world" and value is not None else value)

    @property
    def counts(self) -> Any:
        return self.world.tally.counts  # type: ignore[union-attr]

    def failures(self) -> dict[str, int]:
        """{"w1 refused": 1}: what happened after the beginning, when no story has a source yet."""
        found = {" ".join(key): count for key, count in self.counts.failures.items() if count}
        found["_supervisor unreadable"] -= 1
        return {key: count for key, count in found.items() if count}

    def ends(self) -> dict[str, int]:
        return {word: count for word, count in self.counts.ends.items() if count}


def told(*lines: str) -> Counted:
    story = Counted()
    story.play_quietly(*lines)
    return story


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda p: p.stem)
def test_a_story_is_the_same_with_somebody_counting_and_only_known_words_are_counted(path: Path) -> None:
    plain, counted = Story(), Counted()
    for line in path.read_text().splitlines():
        if line.startswith(">"):
            assert counted.play(line[1:]) == plain.play(line[1:]), line
            counts = counted.counts
            names = [w.name for w in counted.settings.workers]
            words = {(name, word) for name in names for word in FAILURES} | {(SUPERVISOR, word) for word in OWN_FAILURES}
            assert set(counts.failures) == words
            assert set(counts.ends) == set(ENDS)
            assert all(count >= 0 for count in counts.failures.values())


THREE = "fleet w1! w2! w3 approvals=0"
ASKED = (THREE, "edit b", "lint ok")
DECIDED = (*ASKED, "everyone yes")
PROVED = (*DECIDED, "everyone active")

FAILED: list[tuple[str, tuple[str, ...], dict[str, int]]] = [
    ("nothing", PROVED, {}),
    ("a dependency", (*ASKED, "w1 yes", "w2 yes", "w3 no mysql away", "w1 active", "w2 active"), {"w3 dependency": 1}),
    ("silence", (*ASKED, "w1 yes", "w2 yes", "w3 silent", "w1 active", "w2 active"), {"w3 timeout": 1}),
    ("nobody to ask", (THREE, "w3 gone", "edit b", "lint ok", "w1 yes", "w2 yes", "wait 5"), {"w3 timeout": 1, "w3 lost": 1}),
    ("a failed commit", (*DECIDED, "w3 fails E_INTERNAL cannot swap"), {"w3 failed": 1}),
    ("a late commit", (*DECIDED, "w3 silent"), {"w3 timeout": 1}),
    ("a lie", (*DECIDED, "w3 lies"), {"w3 lied": 1}),
    ("a lie, and another", (*DECIDED, "w3 lies", "wait 1", "w3 yes", "w3 lies"), {"w3 lied": 2}),
    ("a lie found later", (*PROVED, "w3 runs a", "wait 2"), {"w3 lied": 1}),
    ("a death while checking", (*ASKED, "w3 dies"), {"w3 crashed": 1}),
    ("a death while taking it", (*DECIDED, "w3 dies"), {"w3 crashed": 1}),
    ("a death in the verify window", (*PROVED, "w3 dies"), {"w3 crashed": 1}),
    ("a death in peace", (*PROVED, "wait 61", "w3 dies"), {}),
    ("a stop that was asked for", (*PROVED, "restart w3 by ana", "w3 dies 0"), {}),
    ("its socket closed, its process lives", (THREE, "w3 gone", "wait 5"), {"w3 lost": 1}),
    ("the lint", (THREE, "edit b", "lint no port: must be a number"), {"_supervisor schema": 1}),
    ("a lint without end", (THREE, "edit b", "wait 11"), {"_supervisor timeout": 1}),
    ("a stop while it is checked", (THREE, "edit b", "stop by ana"), {}),
    ("a source that cannot be read", (THREE, "unreadable it is empty", "wait 20"), {"_supervisor unreadable": 1}),
    ("late and doubled answers", (*PROVED, "again w3 prepare no", "again w3 commit no"), {}),
]


@pytest.mark.parametrize(("lines", "failed"), [row[1:] for row in FAILED], ids=[row[0] for row in FAILED])
def test_each_try_that_comes_to_nothing_is_counted_once_under_its_word(lines: tuple[str, ...], failed: dict[str, int]) -> None:
    assert told(*lines).failures() == failed


ENDED: list[tuple[tuple[str, ...], dict[str, int]]] = [
    ((*PROVED, "wait 61"), {"active": 2}),  # the first content of all is one
    ((*ASKED, "w1 yes", "w2 yes", "w3 no away", "w1 active", "w2 active", "wait 61"), {"active": 1, "partial": 1}),
    ((*ASKED, "w1 no away"), {"active": 1, "refused": 1}),
    ((THREE, "edit b", "edit c"), {"active": 1, "superseded": 1}),
    ((THREE, "edit b", "lint no port"), {"active": 1, "refused": 1}),
    (("fleet w1!", "edit b", "lint ok", "w1 yes", "reject by ana no"), {"active": 1, "rejected": 1}),
    (("fleet w1! approval_expiry=10", "edit b", "lint ok", "w1 yes", "wait 11"), {"active": 1, "aborted": 1}),
    (("fleet w1!", "edit b", "lint ok", "w1 yes", "disk full no space", "approve b by ana"), {"active": 1, "not recorded": 1}),
]


@pytest.mark.parametrize(("lines", "ended"), ENDED)
def test_each_plan_is_counted_once_when_it_has_ended(lines: tuple[str, ...], ended: dict[str, int]) -> None:
    assert told(*lines).ends() == ended


def test_a_move_is_timed_from_the_decision_to_the_last_proof() -> None:
    story = told(*DECIDED)
    story.play_quietly("w1 active", "w2 active", "wait 0.3", "w3 active")
    forward = story.counts.durations["forward"]
    assert sum(forward.counts) == 2  # the first content's too
    assert forward.total == pytest.approx(0.3, abs=0.01)
    assert story.counts.durations["back"] == Durations()


def test_the_way_back_is_timed_for_itself_and_what_failed_is_not_timed() -> None:
    story = told(*DECIDED)
    before = story.counts.durations["forward"]
    story.play_quietly("w1 active", "reject by ana wrong", "wait 0.3", "w1 yes", "everyone active")
    assert story.ends() == {"active": 1, "rolled back": 1}
    assert story.counts.durations["forward"] == before
    back = story.counts.durations["back"]
    assert sum(back.counts) == 1
    assert back.total == pytest.approx(0.3, abs=0.01)


def test_a_duration_is_in_the_first_place_whose_bound_it_does_not_exceed() -> None:
    found = Durations().plus(0.005).plus(0.0051).plus(61.0)
    assert found.counts == (1, 1, *(0,) * (len(BOUNDS) - 2), 1)
    assert found.total == pytest.approx(61.0101)
