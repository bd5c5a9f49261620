"""A console on a pseudo-terminal, on a real daemon with two real workers, which are the same after each story as before it."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from e2e_harness import Fleet, pids, worker

from terminal import Terminal

CONSOLE = "-m holdfast_console.cli attach --socket"


@pytest.fixture(scope="module")
def house() -> Iterator[Fleet]:
    with Fleet(worker("w1"), worker("w2")) as fleet:
        fleet.start().converged()
        yield fleet


@pytest.fixture
def untouched(house: Fleet) -> Iterator[Fleet]:
    before = pids(house.view())
    yield house
    house.until(lambda view: view.proven == 2)
    assert house.cli("prove").code == 0
    assert pids(house.view()) == before


@pytest.fixture
def terminal(untouched: Fleet, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_one(*argv: str, size: tuple[int, int] = (80, 24)) -> Terminal:
        console = [sys.executable, *CONSOLE.split(), str(untouched.home / "run" / "api.sock")]
        homes = {name: str(tmp_path) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMUX_TMPDIR")}
        opened.append(Terminal([*argv] or console, size, PYTHON=sys.executable, SOCKET=console[-1], **homes))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def child(pid: int) -> int:
    """The console, of its keeper."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


@contextmanager
def gone(pid: int) -> Iterator[Callable[..., bool]]:
    """gone(seconds): it has ended, or does within that time."""
    handle = os.pidfd_open(pid)
    try:
        yield lambda seconds=0.0: bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)
