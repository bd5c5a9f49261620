"""From nothing to proof: a whole fleet, and one worker after kill -9; beside the same processes started bare.

The fleet is timed from the first decision (that is when the first worker may be started) to the last proof, both as the journal has
them. Bare means: as many processes of the same program, without a supervisor, all started at once, until each says that it is up.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator

from figures import Row, median, ms, spread
from programs import ENV, WORKER, Holdfast, until

from holdfast.core import journal


def starting(workers: int, rounds: int, goal: float) -> Iterator[Row]:
    """goal: how many times the bare start a supervised one may take."""
    bares, fleets, ratios = [], [], []
    bare(1)  # bytecode
    for _ in range(rounds):
        bares.append(bare(workers))
        with Holdfast(workers) as ours:
            fleets.append(started(ours))
        ratios.append(fleets[-1] / bares[-1])
    ratio = median(ratios)
    yield Row(f"{workers} workers started bare", "", f"{ms(median(bares))} ({rounds})")
    yield Row(
        f"{workers} workers, start to all proved", f"<= {goal:g}x bare", f"{ms(median(fleets))} ({rounds})", f"{ratio:.2f}x", ratio <= goal,
        "four at once start, and each is proved before its place is free",
    )


def bare(count: int) -> float:
    """Seconds until all of them are up."""
    with tempfile.NamedTemporaryFile(suffix=".json") as fallback:
        fallback.write(b'{"number": 0}')
        fallback.flush()
        hear, say = os.pipe()
        at = time.monotonic()
        processes = [
            subprocess.Popen([*WORKER, fallback.name], env=ENV | {"BENCH_READY": str(say)}, pass_fds=(say,)) for _ in range(count)
        ]
        os.close(say)
        up = 0
        try:
            while up < count:
                up += len(os.read(hear, count)) or _ended()
            return time.monotonic() - at
        finally:
            os.close(hear)
            for process in processes:
                process.kill()
                process.wait()


def _ended() -> int:
    raise RuntimeError("a worker that was started bare has ended")


def started(ours: Holdfast) -> float:
    records = ours.journal.records()
    decided = next(r.at for r in records if isinstance(r, journal.Decide))
    return max(r.at for r in records if isinstance(r, journal.Proved)) - decided


def killing(workers: int, rounds: int, goal: float) -> Iterator[Row]:
    """goal: seconds beyond the worker's own start-up. Each is killed once: from the second death in a minute on it would have to wait."""
    own, back = [], []
    bare(1)  # bytecode
    with Holdfast(workers) as ours:
        for name, pid in [*ours.pids().items()][:rounds]:
            own.append(bare(1))
            back.append(_replaced(ours, name, pid))
    extra = median(back) - median(own)
    yield Row("one worker's own start-up, bare", "", spread(own))
    yield Row(
        "kill -9 to the replacement proved", f"own start-up + {ms(goal)}", spread(back), f"+ {ms(extra)}", extra <= goal,
        "two files to swap, a fork, a hello and a proof, each waits for a processor",
    )  # fmt: skip


def _replaced(ours: Holdfast, name: str, pid: int) -> float:
    at = time.time()
    os.kill(pid, signal.SIGKILL)

    def proved() -> list[float]:
        return [r.at for r in ours.journal.records() if isinstance(r, journal.Proved) and r.worker == name and r.pid != pid]

    until(lambda: bool(proved()), f"the replacement of {name} to prove", pace=0.01)
    return proved()[0] - at
