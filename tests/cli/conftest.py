"""The command line as users have it: a process of its own, against a daemon that is a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
FAKE = ROOT / "tests" / "api" / "fake.py"
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
def run() -> Iterator[Path]:
    """A directory whose socket's path is short enough for AF_UNIX."""
    path = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def daemon(run: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """daemon(**story): a fake daemon that serves RUN/api.sock; see fake.py for what a story can say."""
    started: list[subprocess.Popen[str]] = []

    def start(**story: object) -> subprocess.Popen[str]:
        command = [sys.executable, str(FAKE), str(run), json.dumps(story)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def environment() -> dict[str, str]:
    return dict(ENVIRONMENT)


@pytest.fixture
def spawn(run: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """spawn("logs", "w", "-f", stdout=..., NO_COLOR="1"): start it on the fake daemon's socket; capitals are its environment."""

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
