"""What the daemon costs while nothing changes, and what a question to it costs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

from figures import Row, median, spread
from programs import ENV, HERE, Holdfast

from holdfast.api.client import Stream, Unreachable

TICK = os.sysconf("SC_CLK_TCK")
COMMAND = Path(sys.executable).with_name("holdfast")


def standing(workers: int, seconds: float, goals: tuple[float, float, float]) -> Iterator[Row]:
    """goals: seconds of CPU a minute without and with a console attached (a View a second), MB of memory."""
    with Holdfast(workers) as ours:
        time.sleep(3)  # what follows a start has come to rest
        alone = cpu(ours, seconds)
        stream = ours.client.stream("stream")
        reader = Thread(target=_read, args=(stream,), daemon=True)
        reader.start()
        attached = cpu(ours, seconds)
        stream.close()
        reader.join()
        rss = memory(ours)
    rows = (
        ("daemon's CPU a minute", alone, goals[0], "s", "100 nonces and 100 proofs a second"),
        ("with a console attached", attached, goals[1], "s", "beside the proofs a sample of everybody and a View of 100 rows a second"),
        ("daemon's memory (RSS)", rss, goals[2], "MB", "the HTTP server and the parsers"),
    )
    for what, measured, goal, unit, why in rows:
        yield Row(f"{workers} workers, {what}", f"<= {goal:g} {unit}", f"{measured:.3g} {unit}", "", measured <= goal, why)


def _read(stream: Stream) -> None:
    with suppress(Unreachable, OSError, ValueError):
        for _ in stream:
            pass


def cpu(ours: Holdfast, seconds: float) -> float:
    """Seconds of CPU a minute, user and system, measured over `seconds`."""
    at, before = time.monotonic(), _ticks(ours)
    time.sleep(seconds)
    return (_ticks(ours) - before) / TICK / (time.monotonic() - at) * 60


def _ticks(ours: Holdfast) -> int:
    assert ours.process is not None
    fields = Path(f"/proc/{ours.process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])  # utime, stime: fields 14 and 15 of proc(5)


def memory(ours: Holdfast) -> float:
    assert ours.process is not None
    status = Path(f"/proc/{ours.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


def status(workers: int, rounds: int, goal: float) -> Iterator[Row]:
    """`holdfast status` as a process of its own; beside a Python that does nothing. goal in seconds."""
    nothing, asked = [], []
    with Holdfast(workers) as ours:
        process(str(COMMAND), "status", "--config", str(ours.settings))  # bytecode
        for _ in range(rounds):
            nothing.append(process(sys.executable, "-c", "pass"))
            asked.append(process(str(COMMAND), "status", "--config", str(ours.settings)))
    yield Row("a Python process that does nothing", "", spread(nothing))
    yield Row(
        f"`holdfast status`, {workers} workers, the whole process", f"<= {goal * 1000:.0f} ms", spread(asked),
        f"{median(asked) / median(nothing):.1f}x", median(asked) <= goal, "Python's own start, and msgspec",
    )  # fmt: skip


def process(*command: str) -> float:
    at = time.monotonic()
    subprocess.run(command, env=ENV, cwd=HERE, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - at
