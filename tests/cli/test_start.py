"""Finding the daemon, usage, what is imported, and the console's own supervisor."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdfast.api.client import Client, Unreachable
from holdfast_console import embed, find, verbs
from holdfast_console.out import Stop

ROOT = Path(__file__).parents[2]
Holdfast = Callable[..., Any]
Daemon = Callable[..., None]
HEAVY = {"asyncio", "aiohttp", "textual", "rich", "psutil", "http.client", "subprocess", "logging", "typing_extensions", "inspect"}


@pytest.fixture
def config(run: Path) -> Path:
    path = run / "holdfast.toml"
    path.write_text('name = "demo"\nrun_dir = "."\nstate_dir = "state"\nlog_dir = "log"\n[source]\npath = "app.toml"\n'
                    '[[worker]]\nname = "w"\ncommand = ["sleep", "1"]\n')  # fmt: skip
    return path


def test_a_verb_imports_nothing_heavy(daemon: Daemon, config: Path, environment: dict[str, str]) -> None:
    daemon()
    code = "import sys; from holdfast_console.cli import main; sys.exit(main() or ','.join(sorted(set(sys.modules) & set(%r))) or 0)"
    command = [sys.executable, "-c", code % sorted(HEAVY), "--config", str(config), "status"]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=20)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("words", [["bogus"], ["approve", "x"], ["status", "--wa"], ["settle", "maybe"], ["apply", "--wait=-1"], ["logs"]])
def test_wrong_usage_is_2(holdfast: Holdfast, words: list[str]) -> None:
    code, out, err = holdfast(*words)
    assert (code, out) == (2, "")
    assert err.startswith("usage: holdfast")


def test_the_exit_codes_are_in_every_help_and_every_verb_in_the_one(holdfast: Holdfast) -> None:
    whole = holdfast("--help").out
    assert all(f"\n    {row[0]} " in whole for row in verbs.TABLE)
    assert verbs.EXITS in whole
    assert verbs.EXITS in holdfast("apply", "--help").out


def test_the_operating_page_names_every_verb_and_every_exit_code() -> None:
    page = (ROOT / "docs" / "operating.md").read_text()
    assert [row[0] for row in verbs.TABLE if f"`holdfast {row[0]}" not in page] == []
    assert [code for code in ("0", "1", "2", "3", "4", "124", "130", "141") if f"| {code} |" not in page] == []


def test_not_running_is_3_and_says_how_to_start(holdfast: Holdfast, run: Path) -> None:
    code, out, err = holdfast("status")
    assert (code, out) == (3, "")
    assert err == f"cannot reach holdfast at {run}/api.sock: nobody listens there; start it with `holdfast --daemon --config FILE`\n"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("SSH-2.0", "what answers is not holdfast"),
        ("HTTP/1.0 200 OK\r\n\r\n{}", "its answer is of another version"),
        ("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\n{}", "the daemon went away in the middle of its answer"),
        ("", "the daemon hung up"),
    ],
)
def test_what_does_not_answer_as_holdfast_does_is_not_running(holdfast: Holdfast, run: Path, answer: str, told: str) -> None:
    listen = "import socket; s = socket.socket(socket.AF_UNIX); s.bind('api.sock'); s.listen(); print(flush=True)"
    code = f"{listen}; c = s.accept()[0]; c.recv(4096); c.send({answer.encode()!r})"
    with subprocess.Popen([sys.executable, "-W", "ignore", "-c", code], cwd=run, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        done = holdfast("status")
    assert (done.code, done.out) == (3, "")
    assert told in done.err


def test_the_environment_and_the_settings_say_where_the_socket_is(daemon: Daemon, holdfast: Holdfast, run: Path, config: Path) -> None:
    daemon()
    assert holdfast("status", socket=False, HOLDFAST_SOCKET_API=f"{run}/api.sock").code == 0
    assert holdfast("status", "--config", str(config), socket=False).code == 0
    assert holdfast("status", "--config", str(config), socket=False, HOLDFAST_SOCKET_API="/nowhere").code == 0


def test_settings_that_are_wrong_are_named_line_by_line(holdfast: Holdfast, config: Path) -> None:
    config.write_text("nonsense = 1\n")
    code, _, err = holdfast("status", "--config", str(config), socket=False)
    assert code == 1
    assert err.startswith(f"cannot use {config}: correct it, or give --socket PATH")
    assert "nonsense" in err


def test_settings_that_somebody_is_amid_changing_show_the_daemon_that_runs(daemon: Daemon, holdfast: Holdfast, config: Path) -> None:
    daemon()
    config.write_text(config.read_text() + "nonsense = 1\n")
    assert holdfast("status", "--config", str(config), socket=False).code == 0


def test_settings_that_are_not_there_say_so(holdfast: Holdfast) -> None:
    code, _, err = holdfast("status", "--config", "/nowhere/holdfast.toml", socket=False)
    assert (code, err) == (1, "cannot read /nowhere/holdfast.toml: No such file or directory; give --config FILE or --socket PATH\n")


@pytest.mark.parametrize(("uid", "found"), [(0, False), (1000, True)])
def test_only_as_a_user_is_the_current_directory_looked_at(config: Path, monkeypatch: pytest.MonkeyPatch, uid: int, found: bool) -> None:
    monkeypatch.chdir(config.parent)
    monkeypatch.setattr(find, "SYSTEM", str(config.parent / "none.toml"))
    monkeypatch.setattr(os, "geteuid", lambda: uid)
    if found:
        assert find.config_path(None) == str(config)
    else:
        with pytest.raises(Stop, match=r"^cannot find holdfast: there is no .*none.toml; give --config") as stop:
            find.config_path(None)
        assert stop.value.code == 2


def test_without_a_terminal_the_console_names_the_headless_command(holdfast: Holdfast, config: Path) -> None:
    code, _, err = holdfast("--config", str(config), socket=False)
    assert (code, err) == (2, "cannot open the console: this is no terminal; without a terminal use `holdfast --daemon --config FILE`\n")


def test_a_module_of_the_current_directory_is_not_run(run: Path, environment: dict[str, str]) -> None:
    (run / "holdfast").mkdir()
    (run / "holdfast" / "daemon.py").write_text("print('pwned')")
    (run / "holdfast" / "__init__.py").write_text("")
    command = [sys.executable, "-P", "-m", "holdfast_console.cli", "--daemon", "--config", "/nowhere.toml"]
    done = subprocess.run(command, capture_output=True, env=environment, cwd=run, timeout=20)
    assert b"pwned" not in done.stdout
    assert done.returncode != 0


# -- the console's own supervisor

STUB = """\
import asyncio, os, sys
sys.path.insert(0, {fake!r})
import fake
from pathlib import Path
fd, mode = int(sys.argv[sys.argv.index("--ready-fd") + 1]), {mode!r}
print("the daemon's own log", flush=True)
if mode == "cannot":
    os.write(fd, b"cannot start: another supervisor runs, pid 1; stop it first\\n")
    sys.exit(1)
if mode == "dies":
    sys.exit(7)
print("session", os.getsid(0) == os.getpid(), flush=True)
async def main():
    house = fake.House()
    stopped = asyncio.Event()
    house.after = lambda command: stopped.set()
    door = await fake.door(house, Path({run!r}))
    os.write(fd, b"ready\\n")
    os.close(fd)
    await stopped.wait()
    await door.close()
asyncio.run(main())
"""


@pytest.fixture
def stub(run: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """stub(mode): from now on Python, asked for holdfast.daemon, runs this in its place."""

    def put(mode: str) -> None:
        (run / "stub.py").write_text(STUB.format(fake=str(ROOT / "tests" / "support"), run=str(run), mode=mode))
        python = run / "python"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{run}/stub.py" "$@"\n')
        python.chmod(0o755)
        monkeypatch.setenv("PYTHONPATH", environment["PYTHONPATH"])
        monkeypatch.setattr(sys, "executable", str(python))

    return put


def test_a_supervisor_is_started_attached_to_and_stopped(run: Path, config: Path, stub: Callable[[str], None]) -> None:
    stub("ready")
    first = embed.start(str(config))
    assert first.started
    client = Client(first.socket_path)
    assert client.call("version").pid == first.pid
    assert embed.start(str(config)) == (first.socket_path, first.pid, False)
    assert (run / "log" / "daemon.log").read_text() == "the daemon's own log\nsession True\n"
    assert embed.stop(client).ok
    with pytest.raises(Unreachable):
        client.view()


def test_a_supervisor_that_cannot_start_says_why(config: Path, stub: Callable[[str], None]) -> None:
    stub("cannot")
    with pytest.raises(embed.CannotStart, match=r"^cannot start: another supervisor runs, pid 1; stop it first$"):
        embed.start(str(config))


def test_a_supervisor_that_dies_without_a_word_is_reported_with_its_log(config: Path, stub: Callable[[str], None]) -> None:
    stub("dies")
    with pytest.raises(embed.CannotStart, match=r"it ended with 7; see .*daemon.log\nthe daemon's own log$"):
        embed.start(str(config))


def test_wrong_settings_start_nothing(config: Path) -> None:
    config.write_text("nonsense = 1\n")
    with pytest.raises(embed.CannotStart, match="nonsense"):
        embed.start(str(config))
    assert not (config.parent / "log").exists()


def test_a_source_whose_name_tells_no_format_is_a_directory_to_the_verbs_too(tmp_path):
    (tmp_path / "conf.d").mkdir()
    file = tmp_path / "holdfast.toml"
    file.write_text('name = "t"\n[source]\npath = "conf.d"\n[[worker]]\nname = "w"\ncommand = ["true"]\n')
    assert find.settings(str(file)).source.format == "tree"
