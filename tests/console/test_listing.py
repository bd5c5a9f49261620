"""Filter, order and marks by themselves."""

from __future__ import annotations

import console_fake as fake
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.view import WorkerView
from holdfast_console import listing, rows, text
from holdfast_console.listing import Marks, held, next_match, order, parse

FLEET = (*(fake.worker(n) for n in range(5)), fake.liar())
NAMES = [w.name for w in FLEET]


def shown(words: str) -> list[str]:
    found = parse(words)
    return [w.name for w in FLEET if found.keeps(w)]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", NAMES),
        ("policy", ["policy-engine-1", "policy-engine-2"]),
        ("POLICY engine-2", ["policy-engine-2"]),
        ("!policy !log", ["metrics-collector", "liar"]),
        ("~pe2", ["policy-engine-2"]),
        ("phase:drifted", ["liar"]),
        ("phase:drifted,held", ["liar"]),
        ("!phase:active", ["liar"]),
        ("proof:!=", ["liar"]),
        ("proof:≠", ["liar"]),
        ("proof:drift", ["liar"]),
        ("!proof:=", ["liar"]),
        ("cpu:>5", ["policy-engine-1"]),
        ("rss:<25M", ["liar"]),
        ("restarts:1", ["liar"]),
        ("cpu:>=5 !~pe2", ["policy-engine-1"]),
        ("! ~ cpu:> phase: proof:", NAMES),
        ("why:nonce", ["liar"]),
        ("nobody", []),
    ],
)
def test_what_a_filter_shows(words: str, names: list[str]) -> None:
    assert shown(words) == names
    assert parse(words).problem == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("colour:red", "there is no field colour"),
        ("proof:maybe", "there is no proof maybe"),
        ("cpu:much", "cpu is a figure"),
        ("!a:b", "no field a"),
    ],
)
def test_what_means_nothing_is_named_and_hides_nobody(words: str, said: str) -> None:
    assert said in parse(words).problem
    assert shown(words) == NAMES


@given(st.text(max_size=30))
def test_anything_can_be_typed(words: str) -> None:
    assert set(shown(words)) <= set(NAMES)


def test_orders() -> None:
    assert order(FLEET)[0] == "liar"
    assert order(FLEET, "cpu")[:2] == ["policy-engine-1", "policy-engine-2"]
    assert order(FLEET, "cpu", reverse=True)[0] == "liar"
    ten = [fake.worker(0, name=f"api-{n}") for n in (10, 9, 1)]
    assert order(ten, "name") == ["api-1", "api-9", "api-10"]
    for sort in listing.SORTS:
        assert sorted(order(FLEET, sort)) == sorted(NAMES)
        assert listing.told(sort, True).endswith("reversed")


def test_who_is_shown_stays_in_place_while_it_must() -> None:
    assert held(["liar", *NAMES[:5]], NAMES) == NAMES
    assert held([*NAMES[1:], "new"], NAMES) == [*NAMES[1:], "new"]


def test_the_next_match_goes_round() -> None:
    hits = [False, True, False, False, True, False]
    assert next_match(hits, 0, 1) == 1
    assert next_match(hits, 4, 1) == 1
    assert next_match(hits, 3, -1) == 1
    assert next_match(hits, 1, -1) == 4
    assert next_match([False, True], 1, 1) == 1
    assert next_match([False] * 3, 0, 1) == next_match([], 0, 1) == -1


def test_a_range_runs_from_where_it_was_begun_to_the_cursor() -> None:
    marks = Marks()
    marks.range(NAMES, 3)
    assert marks.shown(NAMES, 1) == set(NAMES[1:4])
    assert marks.shown(NAMES, 5) == set(NAMES[3:6])
    marks.range(NAMES, 4)
    assert marks.names == set(NAMES[3:5])
    assert marks.clear()
    assert not marks.clear()


def test_marks_that_cannot_be_seen_do_not_count() -> None:
    marks = Marks()
    marks.all(NAMES)
    assert marks.shown(NAMES[:2], 0) == set(NAMES[:2])
    marks.all(NAMES)
    assert not marks.names


def test_chosen_columns_come_in_their_order_as_far_as_there_is_room() -> None:
    shown = [name for name, _ in rows.columns(FLEET, 100, ("restarts", "cpu")).shown]
    assert shown == ["restarts", "cpu"]
    narrow = rows.columns(FLEET, 44, ("rss", "restarts", "cpu"))
    assert [name for name, _ in narrow.shown] == ["rss", "restarts"]
    line = rows.line(rows.row(FLEET[0], 0.0, marked=True), narrow, cursor=False)
    assert text.width(line) == text.width(rows.head(narrow))
    assert text.plain([line]).startswith("◆")


def test_a_thousand_workers_are_filtered_and_ordered_once_a_view(benchmark_fleet: tuple[WorkerView, ...]) -> None:
    assert len(order([w for w in benchmark_fleet if parse("~w1 proof:=").keeps(w)], "name")) > 100


@pytest.fixture
def benchmark_fleet() -> tuple[WorkerView, ...]:
    return tuple(fake.worker(n) for n in range(6, 1006))
