"""What stands beside a change: how many times as much, new, gone. Nothing is said where it is not sure which line is meant."""

from __future__ import annotations

import console_fake as fake
import pytest

from holdfast.core.words import Change, Diff, Line, Past
from holdfast_console import past, rows, text
from holdfast_console.widgets import diff, notes


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("200", "800", "×4"), ("800", "200", "÷4"), ("3", "10", "×3.3"), ("1", "2", "×2"), ("1.5", "150", "×100"), ("-2", "-8", "×4"),
        ('"250ms"', '"1000ms"', "×4"), ("100", "199", ""), ("0", "5", ""), ("-2", "8", ""), ('"250ms"', '"1s"', ""),
        ('"1.2"', '"2.4"', ""), ("true", "false", ""), ("••••", "••••", ""), ("1e3", "1e5", "×100"), ("1e400", "2", ""), ("2", "1e400", ""),
    ],
)  # fmt: skip
def test_numbers_that_become_many_times_as_much_say_so(old: str, new: str, words: str) -> None:
    assert notes.factor(old, new) == words


def noted(changes: tuple[Change, ...], *lines: str) -> list[str]:
    """The notes of these lines; each begins with its mark."""
    made = notes.beside(Diff(changes, tuple(Line(line[0], line[1:]) for line in lines)))
    return [text.plain([line.note]) for line in made]


def test_a_line_that_says_what_a_key_says_has_its_note() -> None:
    toml = Change("limits.max", "200", "800"), Change("on", None, "true"), Change("a.level", '"info"', None)
    assert noted(toml, "@@@ -1 +1 @@", "-max = 200", "+max = 8_00", "+on = true", "-level = 'info'") == ["", "", "×4", "new key", "goes"]
    assert noted(toml[:1], "-  max: 200", "+  max: 800  # a lot") == ["", "×4"]
    assert noted(toml[:1], '-  "max": 200,', '+  "max": 800,') == ["", "×4"]
    assert noted(toml[:1], "-limits.max=200", "+limits.max=800") == ["", "×4"]


def test_where_two_lines_or_two_keys_may_be_meant_nothing_is_said() -> None:
    twice = Change("a.max", "1", "2"), Change("b.max", "1", "2")
    assert noted(twice, "-max = 1", "+max = 2", "-max = 1", "+max = 2") == [""] * 4
    assert noted(twice[:1], "-max = 1", "+max = 2", "+max = 2") == [""] * 3
    assert noted(twice[:1], "-max = 1", "+max = 3") == [""] * 2
    assert noted((Change("list[0]", "1", "2"),), "-list = [1]", "+list = [2]") == [""] * 2


def test_notes_stand_in_a_column_and_the_line_gives_way() -> None:
    changes = Change("max", "2", "8"), Change("name", None, '"' + "x" * 60 + '"')
    found = Diff(changes, (Line("+", "max = 8"), Line("+", f'name = "{"x" * 60}"')))
    shown = text.plain(diff.lines(found, 50)).splitlines()
    assert shown[0].endswith("×4")
    assert shown[1].endswith("…  new key")
    assert len(shown[1]) == 50
    assert "×4" not in text.plain(diff.lines(found))


# -- tried before

ONCE = Past(6, "rolled back", 240.0, "by ana: p99 up")


def test_what_was_tried_before_is_told_once_for_all_its_keys() -> None:
    newer = Past(9, "refused", 0.0, "w1: no")
    changes = (Change("a", "1", "2", ONCE), Change("b", "1", None, ONCE), Change("c", "1", None, newer), Change("d", "1", "2"))
    assert past.sentences(changes, rows.age) == [
        "c was not there in #9, refused: w1: no",
        "a, b were so in #6, rolled back after 4m by ana: p99 up",
    ]
    assert past.sentences(changes[:1], rows.age) == ["a was 2 in #6, rolled back after 4m by ana: p99 up"]
    assert text.plain([notes.of(changes[0])]) == "▲ rolled back in #6  ×2"


async def test_the_plan_says_so_beside_the_key_and_whole_below(desk) -> None:
    many = tuple(Change(f"k{n}", "1", "2", Past(n, "rolled back", 3.0, "by ana")) for n in range(1, 6))
    async with desk(fake.waiting_plan(), (120, 36)) as d:
        await d.press("2")
        assert "▲ rolled back in #4  ÷3.3" in d.frame()
        assert "HISTORY  policy.timeout_ms was 1500 in #4, rolled" in d.frame()
    async with desk() as d:
        d.house.answers["diff"] = Diff(many)
        await d.show(fake.waiting_plan())
        await d.press("2", "tab", "tab")
        assert "k5 was 2 in #5, rolled back after 3.0 s by ana" in d.frame()
        assert "and 3 more versions had some of it" in d.frame()
