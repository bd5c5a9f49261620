"""Samples of the workers' figures: seldom while nobody looks, and soon once somebody does."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from holdfast.core.events import Sampled
from holdfast.engine import upkeep
from holdfast.engine.trail import Trail


class Pump:
    """Counts what is put into it; nothing else ever happens."""

    def __init__(self) -> None:
        self.samples: asyncio.Queue[Sampled] = asyncio.Queue()
        self.world = SimpleNamespace(fleet=(), book=SimpleNamespace(event_id=0, events=()))

    def put(self, event: object) -> None:
        assert isinstance(event, Sampled)
        self.samples.put_nowait(event)

    async def changed(self, seen: int) -> int:
        return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return]


@pytest.mark.parametrize("wakes", ["looked", "newcomer"])
async def test_a_look_and_a_newcomer_are_answered_with_a_sample_that_was_not_due(monkeypatch: pytest.MonkeyPatch, wakes: str) -> None:
    monkeypatch.setattr(upkeep, "UNSEEN", 3600.0)
    pump = Pump()
    settings: Any = SimpleNamespace(sample=0.01, workers=(), log_dir="", logs=None)
    keeping = upkeep.Upkeep(settings, pump, dict, Trail(0.01))  # type: ignore[arg-type]
    keeping.start()
    async with asyncio.timeout(20):
        await pump.samples.get()
        for _ in range(3):
            getattr(keeping, wakes)()
            await pump.samples.get()
    await keeping.close()
