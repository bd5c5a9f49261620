"""The command line as users have it: a process of its own, against a daemon that is a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith(("HOLDFAST_", "COLUMNS", "NO_COLOR"))} | {
    "PYTHONPATH": os.pathsep.join([str(ROOT / "supervisor"), str(ROOT / "console")]),
    "TERM": "xterm",
}

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a runner in the background: what it starts would never hear of Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def environment() -> dict[str, str]:
    return dict(ENVIRONMENT)


@pytest.fixture
def spawn(run: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """spawn("logs", "w", "-f", stdout=..., NO_COLOR="1"): start it on the scripted daemon's socket; capitals are its environment."""

    def start(*words: str, socket: bool = True, **more: Any) -> subprocess.Popen[bytes]:
        where = ["--socket", f"{run}/api.sock"] if socket else []
        variables = {key: more.pop(key) for key in list(more) if key.isupper()}
        how = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": run} | more
        return subprocess.Popen([sys.executable, "-m", "holdfast_console.cli", *where, *words], env=ENVIRONMENT | variables, **how)

    return start


@pytest.fixture
def holdfast(spawn: Callable[..., subprocess.Popen[bytes]]) -> Callable[..., Done]:
    """holdfast("status", "--json"): run it to its end."""

    def call(*words: str, **more: Any) -> Done:
        with spawn(*words, **more) as process:
            out, err = process.communicate(timeout=40)
        return Done(process.returncode, out.decode(), err.decode())

    return call
