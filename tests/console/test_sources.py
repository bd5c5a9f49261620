"""Several sources in one console: one is shown, trouble in another is seen, and every key means the one that is shown."""

from __future__ import annotations

import console_fake as fake
import msgspec
import pytest

from holdfast.core.brief import brief
from holdfast.core.view import View, WorkerView
from holdfast_console.store import Store

SIZES = pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])


def named(view: View, name: str, *workers: WorkerView) -> View:
    source = msgspec.structs.replace(view.source, name=name, path=f"/srv/demo/{name}.toml")
    return msgspec.structs.replace(view, source=source, workers=workers or view.workers)


def two(app: View, proxy: View) -> tuple[View, View]:
    """As the supervisor sends them: each knows of both."""
    edges = tuple(fake.worker(n, name=f"edge-{n}") for n in (1, 2))
    both = named(app, "app"), named(proxy, "proxy", *edges)
    rows = tuple(brief(view) for view in both)
    return msgspec.structs.replace(both[0], sources=rows), msgspec.structs.replace(both[1], sources=rows)


@SIZES
async def test_it_begins_where_somebody_is_needed_and_sees_that_from_the_other(desk, size: tuple[int, int]) -> None:
    async with desk(size=size, beside=two(fake.fleet(), fake.waiting_plan())) as d:
        assert "proxy 2/2" in d.frame()
        assert "edge-1" in d.frame()
        await d.press("s")
        await d.shows("app 1/2")
        assert "edge-1" not in d.frame()
        d.same(f"two-sources-{size[0]}x{size[1]}")


async def test_where_nobody_is_needed_it_begins_with_the_first(desk) -> None:
    async with desk(beside=two(fake.fleet(), fake.fleet())) as d:
        assert "app 1/2" in d.frame()
        assert "proxy" not in d.frame()


async def test_a_key_acts_on_the_source_that_is_shown(desk) -> None:
    async with desk(beside=two(fake.one_liar(), fake.waiting_plan())) as d:
        await d.press("s")
        await d.shows("app 1/2")
        await d.press("K")
        d.still.move(0.5)
        await d.press("r")
        assert await d.acted() == [("restart", {"worker": "liar"})]
        assert ("restart", "app") in d.house.at
        assert d.app.store.done[-1].line == "holdfast restart liar --source app"


async def test_a_plan_is_turned_to_on_the_same_page_and_a_worker_s_page_is_left(desk) -> None:
    app, proxy = two(fake.fleet(), fake.waiting_plan())
    async with desk(beside=(app, proxy)) as d:
        await d.press("2")
        assert "#8" in d.frame()
        await d.press("s")
        await d.shows("app 1/2")
        assert d.app._main.page.key == "reload"
        assert "waits for approval" not in "\n".join(d.frame().splitlines()[3:])
        await d.press("1", "enter", "s")
        assert d.app._main.page.key == "fleet"


async def test_one_source_has_no_next(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("s")
        assert "source: there is only one source" in d.frame()


def test_what_was_on_its_way_when_the_operator_turned_is_not_mixed_in() -> None:
    app, proxy = two(fake.fleet(), fake.waiting_plan())
    store = Store()
    store.turn("proxy")
    store.arrive(proxy)
    store.answer("diff", "of proxy", "proxy")
    store.turn("app")
    store.arrive(proxy)
    store.answer("diff", "of proxy, late", "proxy")
    assert not store.drain()
    assert store.answered("diff") is None
    store.arrive(app)
    assert store.drain()
    assert store.view is app


async def test_trouble_of_one_s_own_comes_first_and_the_other_s_name_stays(desk) -> None:
    full = "the disk is full; make room on it, then restart the supervisor"
    async with desk(beside=two(fake.fleet(frozen="sale"), fake.fleet(read_only=full))) as d:
        await d.press("s", "enter")
        await d.shows("app 1/2")
        tabs, alert = d.frame().splitlines()[1:3]
        assert tabs.endswith("s ▲ proxy")
        assert "FROZEN: sale" in alert


async def test_a_plan_of_one_does_not_replace_that_of_the_other(desk) -> None:
    async with desk(beside=two(fake.waiting_plan(seq=9, sha256=fake.sha(9)), fake.waiting_plan())) as d:
        await d.press("2")
        await d.shows("plan #9 NOT APPLIED")
        await d.press("1", "s", "2")
        await d.shows("plan #8 NOT APPLIED")
        assert "replaced by" not in d.frame()
