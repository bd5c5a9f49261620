"""Hints that fall together, readings that find nothing new, contents that reach workers: what is counted of them."""

from __future__ import annotations

import msgspec
import pytest

from holdfast.core import events as ev
from holdfast.core.effects import Order, Read
from holdfast.core.hearing import Hearing
from holdfast.core.watched import biggest, words
from holdfast.core.words import Kind

HINT = ev.Touched(settled=True)


def content(letter: str) -> ev.Content:
    return ev.Content(letter * 64, 10, 0)


def prepare(worker: str, seq: int) -> Order:
    return Order(worker=worker, step="prepare", seq=seq, version=f"v{seq}", sha256="a" * 64, kind=Kind.EDIT, limit=1.0)


def answered(worker: str, seq: int, code: str = "") -> ev.Answered:
    return ev.Answered(worker, "inc", "prepare", seq, ok=not code, code=code)


def test_from_hints_to_answers() -> None:
    hearing = Hearing()
    story = [
        (None, [Read()]), (content("a"), []),  # the regular look of the start
        (HINT, []), (HINT, []), (HINT, [Read()]), (content("b"), [prepare("w1", 2), prepare("w2", 2)]),
        (answered("w1", 2), []), (answered("w2", 2, "E_TIMEOUT"), []),
        (HINT, [Read()]), (content("b"), []),  # saved without a change
        (None, [Read()]), (content("b"), []), (None, [Read()]), (content("c"), [prepare("w1", 3)]), (answered("w1", 3, "E_SCHEMA"), []),
    ]  # fmt: skip
    for event, effects in story:
        hearing.saw(event, effects)
    assert msgspec.structs.asdict(hearing.heard(5.0, 9)) == {
        "since": 5.0, "hints": 9, "coalesced": 7, "readings": 2, "same": 1, "broadcasts": 2, "sent": 3, "answered": 2,
    }  # fmt: skip


def test_a_hint_that_is_still_to_be_read_for_has_not_fallen_together_with_any() -> None:
    hearing = Hearing()
    hearing.saw(HINT, [])
    assert (hearing.heard(0.0, 1).coalesced, hearing.heard(0.0, 3).coalesced) == (0, 2)


@pytest.mark.parametrize(
    ("paths", "tree"),
    [
        ([], ("", 0)),
        (["", ""], ("", 0)),
        (["/etc/app"], ("/etc/app", 1)),
        (["/srv", "/srv/a", "/srv/a/b", "/etc/app"], ("/srv", 3)),
        (["/srv/a", "/srv/ab", "/srv/a/x"], ("/srv/a", 2)),
        (["/srv/a", "/srv/a", "/etc/app"], ("/srv/a", 2)),
        (["/srv/only/one", "/srv"], ("/srv", 2)),
    ],
)
def test_the_biggest_tree_of_an_owner(paths: list[str], tree: tuple[str, int]) -> None:
    assert biggest(paths) == tree


def test_masks_in_the_kernels_words() -> None:
    assert words(0x88) == "CLOSE_WRITE|MOVED_TO"
    assert words(1 << 30) == ""
