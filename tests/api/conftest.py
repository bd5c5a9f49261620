"""One house with its door open, for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from types import ModuleType

import pytest

import fake as scripted


@pytest.fixture
def fake() -> ModuleType:
    return scripted


@pytest.fixture
async def house(run: Path) -> AsyncIterator[object]:
    house = scripted.House()
    door = await scripted.door(house, run)
    yield house
    await door.close()
