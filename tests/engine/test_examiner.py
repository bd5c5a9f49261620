"""However many look, /proc is looked at once in a while; and what cannot be seen is said."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.core.settings import Settings, SourceSettings
from holdfast.engine import examiner
from holdfast.engine.examiner import Examiner, NotSeen


@pytest.fixture
def eye(tmp_path: Path) -> Iterator[Examiner]:
    folder = str(tmp_path)
    made = Examiner(Settings("t", f"{folder}/t.toml", folder, folder, folder, SourceSettings(path=f"{folder}/app.toml", format="toml"), ()))
    yield made
    made.close()


async def test_ten_consoles_cost_one_look(eye: Examiner) -> None:
    looks: list[int] = []
    told = await asyncio.gather(*(eye._look("w", lambda: looks.append(1) or len(looks)) for _ in range(10)))
    assert told == [1] * 10
    assert await eye._look("w", lambda: 2, fresh=-1.0) == 2


async def test_a_look_that_hangs_is_given_up_and_not_started_again(eye: Examiner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examiner, "PATIENCE", 0.02)
    hangs = threading.Event()
    for _ in range(2):
        with pytest.raises(NotSeen, match=r"has not answered for 0\.02 s"):
            await eye._look("w", hangs.wait)
    hangs.set()


async def test_no_descriptors_left_is_said(eye: Examiner) -> None:
    def full() -> None:
        raise OSError(24, "Too many open files")

    with pytest.raises(NotSeen, match="cannot look into /proc: too many open files"):
        await eye._look("w", full)


async def test_answers_are_bounded(eye: Examiner) -> None:
    for n in range(examiner.KEPT + 3):
        await eye._look(n, lambda: 0)
    assert len(eye._looks) == examiner.KEPT
