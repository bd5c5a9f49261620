"""What happened, followed: what is new, what is left out, and what led to a line."""

from __future__ import annotations

import console_fake as fake

from holdfast.core.view import EventView
from holdfast_console import chronicle
from holdfast_console.chronicle import Chronicle, Sieve


def at(first: int, last: int, **more: object) -> tuple[EventView, ...]:
    return tuple(EventView(n, fake.at(100 - n / 10), "info", f"event {n}", **more) for n in range(first, last + 1))


async def test_who_reads_further_up_is_told_what_has_come_below(desk) -> None:
    async with desk(fake.fleet(events=at(1, 50))) as d:
        await d.press("5")
        assert "event 50" in d.frame()
        await d.press("k", "k", "k")
        await d.show(fake.fleet(events=at(1, 53)))
        assert "3 new below" in d.frame()
        assert "event 53" not in d.frame()
        await d.press("G")
        assert "event 53" in d.frame()
        assert "new below" not in d.frame()


async def test_a_filter_is_shown_and_esc_takes_it_away_before_it_goes(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("5", "l", "l")
        assert "1 of 5 · failures only" in d.frame()
        assert "approved #7" not in d.frame().split("cause chain")[0]
        await d.press("o")
        assert "failures only · liar" in d.frame()
        await d.press("escape")
        assert "── events 5 ──" in d.frame()
        await d.press("escape")
        assert "── workers 6" in d.frame()


async def test_a_line_of_a_plan_brings_all_of_it_in_order_with_its_end(desk) -> None:
    async with desk(fake.one_liar(), (120, 36)) as d:
        await d.press("5", "k")
        chain = d.frame().split("cause chain of #7")[1]
        assert "ended: active (5 of 6) in 1.9 s" in chain
        places = [chain.index(e.text) for e in fake.events()]
        assert places == sorted(places)
        await d.press("enter")
        assert "Events › event 4" in d.frame()  # the line is about the fleet
        await d.press("escape", "G", "enter")
        assert "Fleet › liar" in d.frame()


async def test_what_fell_between_two_views_is_asked_for(desk) -> None:
    async with desk(fake.fleet(events=at(1, 3))) as d:
        d.house.answers["events"] = lambda after: at(after + 1, 300)
        await d.press("5")
        await d.show(fake.fleet(events=at(250, 300)))
        await d.shows("events 300")
        assert next(args for name, args in d.house.calls if name == "events") == {"after": 0}


def test_a_new_life_of_the_supervisor_begins_a_new_list_and_the_list_is_bounded() -> None:
    events = Chronicle()
    assert events.take(fake.fleet(events=at(1, 5))) == -1
    assert events.take(fake.fleet(events=at(9, 10))) == 5
    assert events.take(fake.fleet(events=at(1, 1), epoch=4)) == -1
    assert len(events) == 1
    events.add(at(2, chronicle.KEPT + 10))
    assert len(events) == chronicle.KEPT


def test_words_must_all_be_there_and_those_with_a_bang_must_not() -> None:
    events = Chronicle()
    events.add(fake.events())
    assert [e.id for e in events.shown(Sieve(text="#7 liar"))] == [3, 5]
    assert [e.id for e in events.shown(Sieve(text="liar !DRIFT"))] == [3]
    assert [e.id for e in events.shown(Sieve(level="warnings", seq=7))] == [3, 5]
