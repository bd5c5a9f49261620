"""What stories on several floors share: a short directory, and scripted daemons behind the real door."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# aiohttp reads the system's certificates whenever it is imported; nobody here needs them, and a hundred daemons start
os.environ.setdefault("SSL_CERT_FILE", os.devnull)

import fake
from terminal import ROOT


def pytest_collection_finish() -> None:
    """Thousands of tests live to the end: looking through them again and again for garbage was a quarter of the console's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture
def run() -> Iterator[Path]:
    """A directory whose socket's path is short enough for AF_UNIX."""
    path = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def stage() -> Iterator[fake.Stage]:
    stage = fake.Stage()
    yield stage
    stage.close()


@pytest.fixture
def daemon(run: Path, stage: fake.Stage) -> Iterator[Callable[..., None]]:
    """daemon(**story): a scripted daemon serves RUN/api.sock; fake.py says what a story can say."""
    ends: list[Callable[[], None]] = []
    yield lambda **story: ends.append(stage.begin(run, story))
    for end in ends:
        end()


@pytest.fixture
def mortal(run: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """mortal(**story): the same as a process of its own, which can be killed."""
    started: list[subprocess.Popen[str]] = []

    def start(**story: object) -> subprocess.Popen[str]:
        env = os.environ | {"PYTHONPATH": f"{ROOT}/supervisor:{ROOT}/console"}
        process = subprocess.Popen([sys.executable, fake.__file__, str(run), json.dumps(story)], stdout=subprocess.PIPE, text=True, env=env)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
