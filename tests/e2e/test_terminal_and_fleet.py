"""What is done to a terminal ends with the terminal: it is whole again, and the fleet has not noticed.

The real command on a real pseudo-terminal, on a real daemon with real workers, which all stories share. After each story the same
processes answer a fresh challenge with the right bytes.
"""

from __future__ import annotations

import os
import shutil
import signal
import termios

import pytest
from e2e_desk import CONSOLE, child, gone
from e2e_harness import LIMIT, Fleet


@pytest.mark.parametrize("name", ["TERM", "HUP", "INT", "QUIT"])
def test_a_signal_ends_the_console_alone(terminal, name: str) -> None:
    console = terminal()
    console.sees("PROOF ≡ 2/2")
    os.kill(console.pid, signal.Signals[f"SIG{name}"])
    assert console.wait() == 128 + signal.Signals[f"SIG{name}"]
    assert console.restored()


@pytest.mark.parametrize("name", ["KILL", pytest.param("SEGV", marks=pytest.mark.prove)])
def test_what_the_console_cannot_restore_its_keeper_does(terminal, name: str) -> None:
    console = terminal()
    console.sees("PROOF ≡ 2/2")
    os.kill(child(console.pid), signal.Signals[f"SIG{name}"])
    assert console.wait() == 128 + signal.Signals[f"SIG{name}"]
    assert console.restored()
    assert f"the console was ended by SIG{name}; workers are not affected" in console.text


def test_a_line_that_is_cut_takes_the_console_with_it(terminal) -> None:
    console = terminal()
    console.sees("PROOF ≡ 2/2")
    with gone(child(console.pid)) as has_gone:
        console.hang_up()
        assert has_gone(LIMIT)
    assert console.reap() == 129


def test_a_terminal_that_takes_nothing_holds_up_nobody(terminal, untouched: Fleet) -> None:
    """The supervisor goes on meanwhile; when the terminal drains it shows what is so now; and it cannot keep the console from ending."""
    console = terminal()
    console.sees("PROOF ≡ 2/2")
    with console.slave() as line:
        termios.tcflow(line, termios.TCOOFF)  # as ctrl+s does, or a dead ssh
        untouched.client.call("cordon", worker="w2")
        untouched.when("w2", lambda w: w.cordoned)
        termios.tcflow(line, termios.TCOON)
        console.sees("1 cordoned")
        termios.tcflow(line, termios.TCOOFF)
        untouched.client.call("uncordon", worker="w2")
        console.type("T")  # repaints the whole screen
        os.kill(console.pid, signal.SIGTERM)
        assert console.reap() == 143
        assert termios.tcgetattr(console.fd)[:4] == console.before[:4]


def test_a_terminal_that_nobody_reads_gets_no_old_pictures_afterwards(terminal) -> None:
    """Hundreds of pictures are wanted meanwhile; the kernel takes a few, and after those comes the newest."""
    console = terminal(size=(120, 36))
    console.sees("PROOF ≡ 2/2")
    before = len(console.raw)
    for n in range(100):
        console.type("2345"[n % 4])
        console.all_typed()
    console.insists("1", "CHAIN OF PROOF")
    assert len(console.raw) - before < 100_000  # of about four times as much


def test_resized_suspended_and_brought_back(terminal) -> None:
    """In a shell with job control: a small window and back, ctrl+z and fg, and at last kill -9 of the keeper."""
    shell = terminal("/bin/sh", "-i", size=(80, 24))
    shell.type(f"$PYTHON {CONSOLE} $SOCKET\r")
    shell.sees("PROOF ≡ 2/2")
    shell.resize((40, 12))
    shell.sees("▐1 Fleet▌ 2   3   4   5")
    shell.resize((120, 36))
    shell.sees("CHAIN OF PROOF")

    shell.type("\x1a")
    shell.sees("Stopped")
    assert shell.restored()
    shell.type("echo the shell $((40 + 2))\r")
    shell.sees("the shell 42")
    shell.type("fg\r")
    shell.sees("CHAIN OF PROOF")

    shell.answers = False  # what comes from now on would be the shell's
    keeper = child(shell.pid)
    with gone(child(keeper)) as has_gone:
        os.kill(keeper, signal.SIGKILL)
        shell.read(has_gone)
    shell.type("echo the shell $((40 + 3))\r")
    shell.sees("the shell 43")
    assert shell.raw.rpartition(b"\x1b[?1049h")[2].count(b"\x1b[?1049l") == 1


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_inside_tmux(terminal) -> None:
    tmux = shutil.which("tmux") or ""
    shell = terminal(tmux, "-f", "/dev/null", "new-session", "/bin/sh -i", size=(100, 30))
    shell.type(f"$PYTHON {CONSOLE} $SOCKET; echo code $?\r")
    shell.sees("PROOF ≡ 2/2")
    shell.resize((80, 24))
    shell.type("q")
    shell.sees("code 0")
    assert "PROOF" not in shell.text
    shell.type("exit\r")
    assert shell.wait() == 0
