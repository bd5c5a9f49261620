"""The real daemon with a stopwatch at its pump: every event as it is put in and as it is taken, every sync, every start of effects.

    BENCH_TRACE=FILE python bench/traced.py --config holdfast.toml --ready-fd N

Lines of `NANOSECONDS WHAT`, CLOCK_MONOTONIC, written at each turn of a second so that writing is not measured.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from holdfast import daemon
from holdfast.core.events import Answered
from holdfast.engine import memory, perform, pump

stamps: list[tuple[int, str]] = []


def note(what: str) -> None:
    stamps.append((time.monotonic_ns(), what))


def word(event: object) -> str:
    return f"{event.step}-{event.worker}" if isinstance(event, Answered) else type(event).__name__


class TracedPump(pump.Pump):
    def put(self, event: object) -> None:
        note(f"put {word(event)}")
        super().put(event)

    async def _sync(self) -> None:
        if stamps and stamps[-1][0] - stamps[0][0] > 500_000_000:
            with open(os.environ["BENCH_TRACE"], "a") as file:
                file.writelines(f"{at} {what}\n" for at, what in stamps)
            stamps.clear()
        await super()._sync()

    async def _step(self, event: object) -> None:
        note(f"take {word(event)}")
        await super()._step(event)
        note(f"done {word(event)}")


def around(owner: Any, name: str, what: str) -> None:
    """Notes the begin and the end of every call of a coroutine function."""
    inner = getattr(owner, name)

    async def timed(*args: Any) -> Any:
        note(f"begin {what}")
        try:
            return await inner(*args)
        finally:
            note(f"end {what}")

    setattr(owner, name, timed)


if __name__ == "__main__":
    daemon.Pump = TracedPump  # type: ignore[misc]
    around(memory.Memory, "remember", "remember")
    around(perform.Hands, "_read", "read")
    around(perform.Hands, "_lint", "lint")
    sys.exit(daemon.main())
