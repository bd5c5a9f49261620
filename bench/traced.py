"""The real daemon with a stopwatch at its pump: every event as it is put in and as it is taken, the reading, every sync.

    BENCH_TRACE=FILE python bench/traced.py --config holdfast.toml --ready-fd N

When it has been stopped it writes lines of `NANOSECONDS WHAT`, CLOCK_MONOTONIC.
"""

from __future__ import annotations

import inspect
import os
import sys
import time
from typing import Any

from holdfast import daemon
from holdfast.core.events import Answered
from holdfast.engine import memory, perform, pump
from holdfast.io import store

stamps: list[tuple[int, str]] = []


def note(what: str) -> None:
    stamps.append((time.monotonic_ns(), what))


def word(event: object) -> str:
    return f"{event.step} {event.worker}" if isinstance(event, Answered) else type(event).__name__


class TracedPump(pump.Pump):
    def put(self, event: object) -> None:
        note(f"put {word(event)}")
        super().put(event)

    async def _step(self, event: object) -> None:
        note(f"take {word(event)}")
        await super()._step(event)


def around(owner: Any, name: str, what: str) -> None:
    """Notes the begin and the end of every call of a function."""
    inner = getattr(owner, name)

    async def timed_task(*args: Any) -> Any:
        note(f"begin {what}")
        try:
            return await inner(*args)
        finally:
            note(f"end {what}")

    def timed(*args: Any) -> Any:
        note(f"begin {what}")
        try:
            return inner(*args)
        finally:
            note(f"end {what}")

    setattr(owner, name, timed_task if inspect.iscoroutinefunction(inner) else timed)


if __name__ == "__main__":
    setattr(daemon, "Pump", TracedPump)  # noqa: B010 - the name is the daemon's own
    around(memory.Memory, "remember", "remember")
    around(perform, "read_stable", "read")
    around(store.Store, "put", "store")
    status = daemon.main()
    with open(os.environ["BENCH_TRACE"], "w") as file:
        file.writelines(f"{at} {what}\n" for at, what in stamps)
    sys.exit(status)
