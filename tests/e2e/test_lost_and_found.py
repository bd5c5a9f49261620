"""The supervisor goes away under an open console, in every way there is; the console says so, since when, and comes back by itself."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from e2e_harness import Fleet, worker

from terminal import Terminal

OPEN = "import sys; from holdfast_console.app import run; sys.exit(run(sys.argv[1], read_only=False, started=False, theme=None))"


@contextmanager
def console_on(house: Fleet, home: Path) -> Iterator[Terminal]:
    where = {name: str(home) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    console = Terminal([sys.executable, "-c", OPEN, str(house.home / "run" / "api.sock")], (120, 36), **where)
    try:
        yield console
        assert console.leave_with("q") == 0
        assert console.restored()
    finally:
        console.close()


@pytest.mark.prove
@pytest.mark.timeout(120)
def test_stopped_it_keeps_half_a_connection_and_is_found_out(tmp_path: Path) -> None:
    """Its socket stays open and takes what is sent: only its silence tells, a quarter of a minute of it."""
    with Fleet(worker("w1")) as house, console_on(house.start(), tmp_path) as console:
        console.sees("PROOF ≡ 1/1")
        house.signal(signal.SIGSTOP)
        console.sees("supervisor unreachable")
        console.sees("is the daemon stopped?")
        house.signal(signal.SIGCONT)
        console.sees("PROOF ≡ 1/1")


def test_before_it_is_there_killed_and_replaced(tmp_path: Path) -> None:
    with Fleet(worker("w1"), worker("w2")) as house, console_on(house, tmp_path) as console:
        console.sees("no supervisor answers yet")
        house.start().converged()
        console.sees("PROOF ≡ 2/2")

        house.kill()
        console.sees("supervisor unreachable")
        console.sees("– showing")
        console.sees("≡ E2")  # the last that is known stays
        console.type("u")
        console.sees("the supervisor is unreachable")
        house.start()
        console.sees("PROOF ≡ 2/2")

        house.client.call("freeze", reason="so that it looks different")
        console.sees("FROZEN: root: so that it looks different")
        console.type("p")
        console.sees("PAUSED for")
        house.kill()
        console.sees("supervisor unreachable")
        house.start().client.call("unfreeze")
        console.sees("PROOF")
        assert "PAUSED for" in console.text  # it is there again, and the picture stands as it was told to
        console.type("p")
        console.gone("PAUSED for")
        console.gone("FROZEN")
