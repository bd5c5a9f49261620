"""The real worker of the measurements: holdfast.worker with a check of its own, and nothing else to do.

Started bare (without a supervisor, FALLBACK as its argument) it writes one byte to the descriptor in $BENCH_READY when it is up.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import holdfast.worker.threads  # noqa: F401  # what stays connected: bare or not, it starts with the same imports
from holdfast.worker import Worker


def check(value: Any) -> None:
    if not isinstance(value, dict):
        raise ValueError("must be a table")


Worker(validate=check, fallback=sys.argv[1] if len(sys.argv) > 1 else None).start()
if ready := os.environ.get("BENCH_READY"):
    os.write(int(ready), b".")
while True:
    signal.pause()
