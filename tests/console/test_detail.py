"""The worker's page and Watches: what is asked of /proc, and when; what stands there when something is wrong."""

from __future__ import annotations

import console_fake as fake
import msgspec

from holdfast.api.routes import Refused


def asked(d, name: str) -> int:
    return sum(1 for call, _ in d.house.calls if call == name)


async def test_proc_is_read_once_a_second_while_somebody_looks_and_not_otherwise(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("enter")
        before = asked(d, "worker")
        for _ in range(3):
            d.still.move(1.0)
            await d.quiet()
            await d.quiet()
        assert asked(d, "worker") == before + 3
        await d.press("2")
        before = len(d.house.calls)
        d.still.move(60.0)
        await d.quiet()
        assert len(d.house.calls) == before


async def test_a_paused_page_asks_for_nothing(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("enter", "p")
        before = asked(d, "worker")
        d.still.move(60.0)
        await d.quiet()
        assert asked(d, "worker") == before


async def test_what_cannot_be_had_is_said(desk) -> None:
    unseen = "cannot look into process 4130: it belongs to user ana; only root and user ana see what it holds open"
    detail = fake.detail("metrics-collector")
    disk = msgspec.structs.replace(detail.anatomy.disk, sha256="", problem="cannot read /run/w/m/current: no such file or directory")
    anatomy = msgspec.structs.replace(detail.anatomy, disk=disk, unseen=(unseen,), handles=(), kinds={})
    async with desk(fake.fleet(), (120, 36)) as d:
        d.house.answers["worker"] = lambda worker: msgspec.structs.replace(detail, anatomy=anatomy)
        d.still.move(2.0)
        await d.press("enter")
        await d.shows("2 on disk  cannot read /run/w/m/current")
        await d.press("i")
        assert unseen in d.frame()
        d.house.answers["worker"] = Refused("cannot worker: /proc has not answered for 5 s; does a file system hang that it uses?")
        d.still.move(2.0)
        await d.shows("has not answered for 5 s")


async def test_why_the_source_is_polled_stands_beside_the_budget(desk) -> None:
    why = "cannot watch /srv: all 128 inotify instances of uid 0 are in use; raise fs.inotify.max_user_instances, until then it is polled"
    source = msgspec.structs.replace(fake.fleet().source, watching="polling", degraded=why, overflows=2)
    full = msgspec.structs.replace(fake.watched(), budget=fake.Budget(0, 37, 65536, 128, 128, 16384), listening=(0, 0), queued=-1)
    async with desk(fake.fleet(source=source), (120, 36)) as d:
        d.house.answers["watches"] = full
        await d.press("4")
        shown = " ".join(d.frame().split())
        assert why in shown
        assert "the supervisor has none" in shown
        assert "overflows 2" in shown
        assert "BY ITSELF not known" in shown
        await d.press("j", "enter", "enter")
        assert "Fleet › liar" in d.frame()
