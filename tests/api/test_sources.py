"""A daemon with several sources: each request finds the one it means, or is told to name it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from holdfast.api.client import Client, Refused
from holdfast.core import acts


class Two:
    """Behind one door: app with web-1 and web-2, proxy with edge."""

    def __init__(self, fake: Any, run: Path) -> None:
        self.run = run
        self.app, self.proxy = self._house(fake, "app", "web-1", "web-2"), self._house(fake, "proxy", "edge")
        self.houses = fake.Houses(app=self.app, proxy=self.proxy)

    @staticmethod
    def _house(fake: Any, source: str, *workers: str) -> Any:
        house = fake.House()
        view = house.now
        house.now = msgspec.structs.replace(
            view, source=msgspec.structs.replace(view.source, name=source), workers=tuple(fake.worker(name) for name in workers)
        )
        house.reply = lambda n, command: fake.Reply(n, True, f"{type(command).__name__} of {source}", 8)
        return house

    def client(self, source: str = "") -> Client:
        return Client(f"{self.run}/api.sock", source=source)

    async def call(self, name: str, at: str = "", **args: Any) -> Any:
        return await asyncio.to_thread(lambda: self.client(at).call(name, **args))

    def first_view(self, at: str) -> Any:
        with self.client(at).stream("stream") as views:
            return next(views)

    def asked(self) -> dict[str, list[str]]:
        return {name: [type(command).__name__ for command in house.asked] for name, house in self.houses.by_source.items()}


@pytest.fixture
async def two(run: Path, fake: Any) -> AsyncIterator[Two]:
    made = Two(fake, run)
    door = await fake.door(made.houses, run)
    yield made
    await door.close()


async def test_one_that_is_named_is_the_one_that_answers(two: Two) -> None:
    assert (await two.call("version")).sources == ("app", "proxy")
    assert [view.source.name for view in await two.call("views")] == ["app", "proxy"]
    assert (await two.call("view", source="proxy")).source.name == "proxy"
    assert (await two.call("view", at="proxy")).source.name == "proxy"
    answer = await two.call("approve", at="proxy", checksum="e41d")
    assert (answer.text, answer.seq, answer.source) == ("Approve of proxy", 8, "proxy")
    await two.app.show(two.app.now)
    assert (await asyncio.to_thread(two.first_view, "app")).source.name == "app"
    assert two.asked() == {"app": [], "proxy": ["Approve"]}


async def test_without_a_name_it_says_which_there_are(two: Two) -> None:
    for name, args in [("view", {}), ("plan", {}), ("history", {}), ("approve", {"checksum": "e41d"}), ("reload", {})]:
        with pytest.raises(Refused, match=rf"^cannot {name}: there are several sources: app, proxy; name one with --source$"):
            await two.call(name, **args)
    with pytest.raises(Refused, match=r"^cannot stream: there are several sources"):
        await asyncio.to_thread(lambda: two.client().stream("stream"))
    with pytest.raises(Refused, match=r"^cannot view: there is no source web; there are app, proxy$"):
        await two.call("view", source="web")
    assert two.asked() == {"app": [], "proxy": []}


async def test_a_worker_s_name_says_which_source_is_meant(two: Two) -> None:
    assert (await two.call("restart", worker="edge")).source == "proxy"
    assert (await two.call("reload", workers=["web-1", "web-2"])).source == "app"
    with pytest.raises(Refused, match=r"^cannot reload: these workers are of 2 sources, app, proxy; name those of one at a time$"):
        await two.call("reload", workers=["web-1", "edge"])
    with pytest.raises(Refused, match=r"^cannot cordon: there is no worker moon; there are web-1, web-2, edge$"):
        await two.call("cordon", worker="moon")
    assert two.asked() == {"app": ["Reload"], "proxy": ["Restart"]}


async def test_stop_and_freeze_are_for_all(two: Two, fake: Any) -> None:
    answer = await two.call("freeze", reason="sale")
    assert (answer.text, answer.source) == ("app: Freeze of app; proxy: Freeze of proxy", "")
    await two.call("unfreeze", source="app")
    two.proxy.reply = lambda n, command: fake.Reply(n, False, "cannot do that: the disk is full")
    with pytest.raises(Refused, match=r"^cannot freeze: app: Freeze of app; proxy: cannot do that: the disk is full$"):
        await two.call("freeze")
    two.proxy.reply = lambda n, command: fake.Reply(n, True, "stopped")
    await two.call("stop", at="app")  # a client that looks at one source can only stop them all
    assert two.asked() == {"app": ["Freeze", "Freeze", "Freeze", "Stop"], "proxy": ["Freeze", "Freeze", "Stop"]}
    assert isinstance(two.app.asked[0], acts.Freeze)


async def test_the_only_source_without_a_name_has_none_to_be_called_by(run: Path, house: Any) -> None:
    with pytest.raises(Refused, match=r"^cannot view: there is no source app; there is one source, and it has no name; leave"):
        await asyncio.to_thread(lambda: Client(f"{run}/api.sock", source="app").view())
