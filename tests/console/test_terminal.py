"""The console on a real pseudo-terminal, against the real door: what it leaves behind when it ends by itself."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from terminal import Terminal

START = "import sys; from holdfast_console.app import run; sys.exit(run(sys.argv[1], read_only=False, started=False, theme=None))"


@pytest.fixture
def terminal(run: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_one(*args: str, **environment: str) -> Terminal:
        code = args[0] if args else START
        homes = {"XDG_STATE_HOME": str(run), "XDG_CONFIG_HOME": str(run)}
        opened.append(Terminal([sys.executable, "-c", code, f"{run}/api.sock"], **homes, **environment))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def test_q_leaves_the_terminal_whole(daemon, terminal) -> None:
    daemon()
    console = terminal()
    console.sees("PROOF ≡ 2/2")
    console.type("q")
    assert console.wait() == 0
    assert console.restored()


def test_a_plan_is_approved_through_the_real_door(daemon, terminal) -> None:
    daemon(plan=True, ends="active")
    console = terminal()
    console.sees("plan #8 e41d07a waits for approval")
    console.type("2")
    console.sees("port = 81")
    console.sees("log-forwarder-1: E_DEP redis: refused")
    console.type("a")
    console.sees("type the first 4 of the new checksum e41d07a: ▏")
    console.type("e41d\r")
    console.sees("#8 ended: active")


def test_the_console_outlives_its_supervisor_and_finds_the_next(daemon, mortal, terminal) -> None:
    first = mortal()
    console = terminal()
    console.sees("PROOF ≡ 2/2")
    first.kill()
    first.wait()
    console.sees("supervisor unreachable")
    daemon(verdict="MIXED")
    console.sees("MIXED")


CRASH = f"""
from holdfast_console.store import Store
def drain(self):
    password = "hunter2"
    raise KeyError
Store.drain = drain
{START}
"""


def test_a_crash_says_one_line_and_keeps_secrets(daemon, terminal, run: Path) -> None:
    daemon()
    console = terminal(CRASH)
    assert console.wait() == 1
    assert console.restored()
    said = console.raw.rpartition(b"\x1b[?1049l")[2].decode()
    assert "the console has ended by a mistake of its own (KeyError)" in " ".join(said.split())
    assert "workers are not affected" in " ".join(said.split())
    files = list((run / "holdfast").glob("console-crash-*.txt"))
    assert len(files) == 1
    assert files[0].stat().st_mode & 0o777 == 0o600
    assert "in drain" in files[0].read_text()
    assert "hunter2" not in files[0].read_text() + console.raw.decode()


UNSAID = """
import signal, sys
from holdfast_console.keeper import keep
def run():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    print("ready", flush=True)
    try:
        sys.stdin.read()
    except OSError:
        sys.stdout.write("nobody reads this")
    return 129
sys.exit(keep(run))
"""


def test_what_is_unsaid_when_the_line_is_cut_does_not_change_how_it_ends(terminal) -> None:
    console = terminal(UNSAID, PYTHONUNBUFFERED="")
    console.sees("ready")
    console.hang_up()
    assert console.reap() == 129


def test_a_dumb_terminal_gets_a_hint(terminal) -> None:
    console = terminal(TERM="dumb")
    assert console.wait() == 2
    assert b"cannot open the console: TERM is dumb" in console.raw
    assert b"\x1b[?1049h" not in console.raw


SGR = re.compile(rb"\x1b\[([0-9;]*)m")
PLAIN = {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"39", b"49"}  # bold, dim, italic, underlined, reverse; the terminal's own colours


@pytest.mark.parametrize(("theme", "colours"), [("dark", "none"), ("ansi", "sixteen")])
def test_the_colours_that_are_sent(daemon, terminal, theme: str, colours: str) -> None:
    """Not what the screen is made of but what the terminal gets: NO_COLOR sends none, the theme ansi only the sixteen."""
    daemon()
    console = terminal(START.replace("theme=None", f"theme={theme!r}"), **({"NO_COLOR": "1"} if colours == "none" else {}))
    console.sees("PROOF ≡ 2/2")
    sent = {code for codes in SGR.findall(console.raw) for code in codes.split(b";")} - PLAIN
    if colours == "none":
        assert sent == set()
    else:
        assert sent
        assert all((30 <= int(code) <= 49 and int(code) not in (38, 48)) or 90 <= int(code) <= 107 for code in sent)
