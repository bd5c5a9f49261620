"""The Watches screen's hands, and its figures by themselves."""

from __future__ import annotations

import console_fake as fake
import msgspec
import pytest

from holdfast.api.routes import Refused
from holdfast.core.watched import FanOut, Heard, Probe, Watched
from holdfast.core.words import Budget
from holdfast_console.text import plain
from holdfast_console.widgets import arrival, budget, owners

CLOCK = fake.Still().clock()


def watched(**changes: object) -> Watched:
    return msgspec.structs.replace(fake.watched(), **changes)


async def test_an_event_made_on_purpose_is_told_logged_and_counted_anew(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("4", "t")
        await d.shows("heard after 0.4 ms")
        assert d.house.acts() == [("probe", {})]
        assert [name for name, _ in d.house.calls].count("watches") == 2
        d.house.answers["probe"] = Refused("cannot hear /srv/demo: a new watch hears at once what the supervisor's own does not")
        await d.press("t")
        await d.shows("cannot hear /srv/demo")
        await d.press("at")
        assert d.frame().count("holdfast watches --test") == 2


async def test_where_the_source_is_polled_there_is_no_watch_to_test(desk) -> None:
    source = msgspec.structs.replace(fake.fleet().source, watching="polling", degraded="cannot watch /srv/demo: it is on nfs4")
    async with desk(fake.fleet(source=source)) as d:
        await d.press("4", "t")
        assert "test: there is no watch to test: cannot watch /srv/demo: it is on nfs4" in d.frame()
        assert d.house.acts() == []


async def test_a_fleet_that_is_only_imagined(desk) -> None:
    async with desk(fake.one_liar(), (120, 36)) as d:
        await d.press("4", "m", *"200", "enter")
        assert "IF 200 WORKERS WATCHED BY THEMSELVES  200 inst · 400 watches instead of 1 · 2; too many instances" in d.frame()
        await d.press("escape")
        assert "IF EVERY WORKER WATCHED BY ITSELF  6 inst" in d.frame()
        await d.press("m", *"many", "enter")
        assert "simulate: how many workers? a figure up to" in d.frame()


async def test_a_limit_is_raised_by_a_line_to_copy(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("4", "y")
        d.still.move(0.5)
        await d.press("i")
        assert d.app.clipboard == "sysctl -w fs.inotify.max_user_instances=256"


async def test_owners_in_another_order_and_where_one_watches(desk) -> None:
    async with desk(fake.one_liar(), (120, 36)) as d:
        await d.press("4", "o")
        assert "most watches first" in d.frame()
        assert d.frame().index("  liar   ") < d.frame().index("▸ supervisor")
        await d.press("enter", "left_square_bracket", "left_square_bracket")
        assert "── Watches › liar ──" in d.frame()
        assert "and 20 more" not in d.frame()
        await d.press("enter")
        assert "Fleet › liar" in d.frame()
        await d.press("escape", "escape", "escape")
        assert "ours first" in d.frame()


@pytest.mark.parametrize(("simulated", "watches"), [(0, 131072), (30_000, 131072), (100_000, 524288)])
def test_a_limit_is_doubled_until_half_of_it_is_left(simulated: int, watches: int) -> None:
    lines = budget.raising(fake.watched(), fake.one_liar(), simulated)
    assert lines[0] == ("w", "watches", f"sysctl -w fs.inotify.max_user_watches={watches}")
    assert budget.raising(watched(budget=Budget()), fake.one_liar(), 0) == []  # the kernel does not say: nothing is made up


def told(found: Watched, height: int = 4, cells: int = 120) -> list[str]:
    return plain(arrival.lines(found, fake.one_liar(), CLOCK, "t", (height, cells))).splitlines()


def test_what_was_not_measured_is_not_drawn() -> None:
    nothing = told(watched(latency=(), probes=()))
    assert nothing[0].split("  ")[-1] == "not measured yet: t makes an event and waits for it"
    assert [line.split()[-1] for line in nothing[1:3]] == ["yet", "yet"]
    assert "p50" not in "".join(nothing)
    assert "was not heard" in told(watched(probes=(Probe(fake.NOW, 0.001), Probe(fake.NOW, -1.0))))[0]


def test_from_a_hundred_samples_on_the_99th_is_another_than_the_slowest() -> None:
    many = tuple(Probe(0.0, n / 1000) for n in range(1, 101))
    assert "max   1.1ms" in told(fake.watched())[0]
    assert "p50  50.5ms  p99  99.0ms" in told(watched(probes=many))[0]


def test_the_way_is_cut_where_the_plan_is_sent() -> None:
    way = FanOut(7, 1.0, 0.010, 6, (("event", 0.004), ("lint", 0.003), ("send", 0.003)))
    lines = told(watched(latency=(way,), heard=Heard(0.0, 9, 2, 7, 1, 3, 18, 17)), 5)
    assert ["7.0ms" in lines[1], "3.0ms" in lines[2]] == [True, True]
    assert lines[3].strip() == "9 hints, 2 coalesced · 7 readings, 1 same · 3 broadcasts, delivered 17/18"
    assert lines[4].startswith("     #7")


@pytest.mark.parametrize("order", owners.ORDERS)
def test_every_order_has_everybody(order: str) -> None:
    assert sorted(one.pid for one in owners.order(fake.watched().owners, order)) == [881, 4121, 4135]
