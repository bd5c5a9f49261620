"""One house, one door, one short directory for each test."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import ModuleType

import pytest

if "fake" not in sys.modules:
    spec = importlib.util.spec_from_file_location("fake", Path(__file__).with_name("fake.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fake"] = module
    spec.loader.exec_module(module)


@pytest.fixture
def run() -> Iterator[Path]:
    """A directory whose socket's path is short enough for AF_UNIX."""
    path = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def fake() -> ModuleType:
    return sys.modules["fake"]


@pytest.fixture
async def house(run: Path, fake: ModuleType) -> AsyncIterator[object]:
    """A house whose door is open."""
    house = fake.House()
    door = await fake.door(house, run)
    yield house
    await door.close()
