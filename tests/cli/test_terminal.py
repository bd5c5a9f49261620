"""The verbs on a real terminal: typed approval, colours, interruption, pipes that close."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest

Daemon = Callable[..., None]
Spawn = Callable[..., "subprocess.Popen[Any]"]


class Terminal:
    """A pseudo-terminal with `holdfast` on it."""

    def __init__(self, spawn: Spawn, words: tuple[str, ...], environment: dict[str, str]) -> None:
        self.ours, theirs = pty.openpty()
        self.process = spawn(*words, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, **environment)
        os.close(theirs)
        self.text = ""

    def read(self, until: str = "") -> str:
        """All that is shown, to the end or until that text."""
        while not until or until not in self.text:
            try:
                chunk = os.read(self.ours, 4096)
            except OSError:  # EIO: nobody holds the other side any more
                break
            self.text += chunk.decode()
        return self.text

    def type(self, text: str) -> None:
        os.write(self.ours, text.encode())

    def end(self) -> int:
        self.read()
        return self.process.wait(20)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.ours)


@pytest.fixture
def terminal(spawn: Spawn) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_one(*words: str, **environment: str) -> Terminal:
        opened.append(Terminal(spawn, words, environment))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def test_approval_is_typed_under_the_difference(daemon: Daemon, terminal: Callable[..., Terminal]) -> None:
    daemon(plan=True)
    screen = terminal("approve")
    assert "port = 81" in screen.read(until="to approve: ")
    screen.type("e41d\n")
    assert screen.end() == 0
    assert "done Approve" in screen.text


def test_nothing_typed_changes_nothing(daemon: Daemon, terminal: Callable[..., Terminal]) -> None:
    daemon(plan=True)
    screen = terminal("approve")
    screen.read(until="to approve: ")
    screen.type("\n")
    assert screen.end() == 1
    assert "cannot approve: nothing was typed" in screen.text


def test_a_plan_that_is_not_open_cannot_be_approved(daemon: Daemon, terminal: Callable[..., Terminal]) -> None:
    daemon(plan=True)
    screen = terminal("approve", "9")
    assert screen.end() == 1
    assert "cannot approve: plan 9 is not open; see `holdfast plan`" in screen.text


def test_colours_are_for_terminals_and_not_for_no_color(daemon: Daemon, terminal: Callable[..., Terminal]) -> None:
    daemon()
    shown, plain, dumb = terminal("status"), terminal("status", NO_COLOR="1"), terminal("status", TERM="dumb")
    assert [screen.end() for screen in (shown, plain, dumb)] == [0, 0, 0]
    assert "\x1b[32mCONVERGED\x1b[0m" in shown.text
    assert "\x1b" not in plain.text + dumb.text


def test_raw_bytes_are_not_written_to_a_terminal(daemon: Daemon, terminal: Callable[..., Terminal]) -> None:
    daemon()
    screen = terminal("export", "7")
    assert screen.end() == 2
    assert "holdfast export 7 > file" in screen.text


def test_ctrl_c_ends_quietly_with_130(daemon: Daemon, spawn: Spawn) -> None:
    daemon()
    with spawn("events", "-f") as follower:
        assert follower.stdout is not None
        assert follower.stdout.readline().endswith(b"event 1\n")
        follower.send_signal(signal.SIGINT)
        _, err = follower.communicate(timeout=20)
    assert (follower.returncode, err) == (130, b"")


def test_a_pipe_that_closes_ends_it_quietly(daemon: Daemon, spawn: Spawn) -> None:
    daemon()
    reader, writer = os.pipe()
    os.close(reader)
    with spawn("status", stdout=writer) as process:
        os.close(writer)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (141, b"")


@pytest.mark.parametrize("words", [[], ["attach"]], ids=["console", "attach"])
def test_a_dumb_terminal_gets_no_console_but_a_hint(terminal: Callable[..., Terminal], words: list[str]) -> None:
    screen = terminal(*words, TERM="dumb")
    assert screen.end() == 2
    assert "cannot open the console: TERM is dumb; without a terminal use `holdfast " in screen.text
