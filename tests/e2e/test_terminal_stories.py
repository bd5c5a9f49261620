"""What happens to terminals in the course of a night: tmux, job control with an editor open, a line that stands, a session that dies.

They take long, and run in `make prove`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import termios
from pathlib import Path

import pytest
from e2e_desk import CONSOLE, child, gone
from e2e_harness import LIMIT, Fleet

from terminal import Terminal

pytestmark = [pytest.mark.prove, pytest.mark.timeout(240)]
TMUX = shutil.which("tmux") or ""
needs_tmux = pytest.mark.skipif(not TMUX, reason="tmux is not installed")
STALLED = 30  # proofs in a row, a second apart at the most


def tmux(home: Path, *words: str) -> str:
    env = {**os.environ, "TMUX_TMPDIR": str(home)}
    return subprocess.run([TMUX, "-f", "/dev/null", *words], env=env, capture_output=True, text=True, check=True).stdout.strip()


@needs_tmux
def test_detached_attached_seen_by_two_and_killed_with_its_session(terminal, untouched: Fleet, tmp_path: Path) -> None:
    """A rollout runs meanwhile. What tmux shows is what the console shows, whoever comes and goes in whatever size."""
    first = terminal(TMUX, "-f", "/dev/null", "new-session", "-s", "ops", f"$PYTHON {CONSOLE} $SOCKET", size=(100, 30))
    first.sees("PROOF ≡ 2/2")
    keeper = int(tmux(tmp_path, "display", "-p", "-t", "ops", "#{pane_pid}"))
    first.type("\x02d")
    assert first.wait() == 0
    plan = untouched.write('text = "while nobody looks"')
    untouched.awaiting(plan)

    second = terminal(TMUX, "-f", "/dev/null", "attach", "-t", "ops", size=(120, 36))
    second.sees("waits for approval")
    second.type("2")
    second.sees("a approve…")
    second.insists("a", "type the first 4")
    small = terminal(TMUX, "-f", "/dev/null", "attach", "-t", "ops", size=(60, 18))
    small.sees("PROOF")
    untouched.approve(plan)
    for size in ((50, 14), (90, 30), (70, 20)):
        small.resize(size)
    untouched.converged()
    small.type("\x02d")
    assert small.wait() == 0
    second.resize((110, 40))
    second.insists("1", "▐1 Fleet▌")
    second.sees("≡ PROVEN")
    with gone(child(keeper)) as has_gone:
        tmux(tmp_path, "kill-session", "-t", "ops")
        assert has_gone(LIMIT)


EDITOR = """#!/bin/sh
trap 'echo in the editor again' CONT
echo in the editor
read -r line || read -r line || exit 1
printf 'text = "%s"\\n' "$line" > "$1.new" && mv "$1.new" "$1"
"""


def settings(shell: Terminal, home: Path) -> tuple[str, object]:
    """As the shell's own commands find the terminal; and the modes, but for the one that line editing sets at each prompt."""
    file = home / "stty"
    file.unlink(missing_ok=True)
    shell.type(f"stty -a > {file}.new; mv {file}.new {file}\r")
    shell.read(file.exists)
    _, unusual, *pushed = shell.state()
    assert isinstance(unusual, dict)
    return file.read_text(), ({mode: on for mode, on in unusual.items() if mode != b"?2004"}, pushed[:2])


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no shell with line editing")
def test_suspended_in_a_real_shell_also_with_the_editor_open(terminal, untouched: Fleet, tmp_path: Path) -> None:
    shell = terminal(shutil.which("bash") or "", "--norc", "--noprofile", "-i", size=(100, 30))
    (tmp_path / "ed").write_text(EDITOR)
    shell.type(f"PS1='ready> '; export VISUAL='sh {tmp_path}/ed'; clear\r")
    shell.sees("ready>")
    before = settings(shell, tmp_path)
    shell.type(f"$PYTHON {CONSOLE} $SOCKET\r")
    shell.sees("PROOF ≡ 2/2")
    plan = untouched.write('text = "a rollout while suspended"')
    untouched.awaiting(plan)
    shell.type("\x1a")
    shell.sees("Stopped")
    shell.sees("ready>")
    assert settings(shell, tmp_path) == before
    untouched.approve(plan)
    untouched.converged()
    shell.type("fg\r")
    shell.sees("PROOF ≡ 2/2")

    shell.type("e")
    shell.sees("in the editor")
    shell.type("\x1a")  # the terminal is the editor's: the kernel stops the whole job
    shell.read(lambda: shell.text.rstrip().endswith("ready>") and "Stopped" in shell.text.rstrip().splitlines()[-2])
    assert settings(shell, tmp_path) == before
    shell.type("echo the shell $((40 + 2))\r")
    shell.sees("the shell 42")
    shell.type("fg\r")
    shell.sees("in the editor again")
    shell.type("by hand\r")
    shell.sees("PROOF")
    untouched.approve(untouched.until(lambda v: v.rollout is not None and v.rollout.phase == "Awaiting").rollout.sha256)
    untouched.converged()
    assert "by hand" in untouched.source.read_text()
    shell.insists("q", "ready>")
    assert settings(shell, tmp_path) == before


def test_a_line_that_stands_for_half_a_minute(terminal, untouched: Fleet) -> None:
    """Proofs are given as ever; afterwards the newest is shown, and keys that were typed at the old picture have done nothing."""
    console = terminal(size=(120, 36))
    console.sees("PROOF ≡ 2/2")
    with console.slave() as line:
        termios.tcflow(line, termios.TCOOFF)
        seen = untouched.worker("w1").proved_at
        for _ in range(STALLED):
            console.type("uy")  # asks, and would confirm what nobody has been asked
            seen = untouched.when("w1", lambda w, seen=seen: w.proved_at > seen).proved_at
        untouched.client.call("cordon", worker="w2")
        termios.tcflow(line, termios.TCOON)
    console.sees("1 cordoned")
    assert [w.name for w in untouched.view().workers if w.cordoned] == ["w2"]
    untouched.client.call("uncordon", worker="w2")


@pytest.mark.parametrize("name", ["KILL", "HUP"])
def test_the_leader_of_its_session_dies(terminal, name: str) -> None:
    """As sshd's shell does when the line is cut: the console goes with it."""
    shell = terminal("/bin/sh", "-c", f"$PYTHON {CONSOLE} $SOCKET; :", size=(100, 30))
    shell.sees("PROOF ≡ 2/2")
    keeper = child(shell.pid)
    with gone(child(keeper)) as console, gone(keeper) as parent:
        os.kill(shell.pid, signal.Signals[f"SIG{name}"])
        shell.read(lambda: parent() and console())
        assert parent(LIMIT)
        assert console(LIMIT)
