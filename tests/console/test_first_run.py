"""The first time: nothing starts before somebody chooses, and the wizard writes settings that the real reader takes."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.api.client import Client, Unreachable
from holdfast_console import embed, find, first_run, frames, themes, wizard
from holdfast_console.outfit import Outfit
from holdfast_console.wardrobe import Wardrobe
from holdfast_console.welcome import Welcome
from terminal import Terminal

ANSWERS = {"name": "orders", "source": "app.toml", "command": "python3 -m holdfast.worker.demo.metrics", "count": "2"}


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))
    for name in ("XDG_STATE_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(path / "x"))
    monkeypatch.chdir(path)
    monkeypatch.setattr(find, "SYSTEM", str(path / "etc.toml"))
    yield path
    shutil.rmtree(path)


# -- when it is the first time


def test_it_is_the_first_time_until_something_has_run(folder: Path) -> None:
    assert (first_run.found(), first_run.is_first()) == ("", True)
    (folder / "app.toml").write_text("a = 1\n")
    settings = folder / "etc.toml"
    wizard.write(ANSWERS, str(settings))
    settings.write_text(f'run_dir = "run"\nstate_dir = "state"\n{settings.read_text()}')  # root's are of the whole machine
    assert (first_run.found(), first_run.is_first()) == (str(settings), True)
    (folder / "state").mkdir()
    (folder / "state" / "journal").touch()
    assert not first_run.is_first()


def test_root_reads_no_file_of_this_folder_unasked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (folder / "holdfast.toml").write_text("of somebody else")
    assert (first_run.found(), first_run.is_first()) == (str(folder / "holdfast.toml"), True)


# -- the wizard


def test_four_answers_are_settings(folder: Path) -> None:
    (folder / "app.toml").write_text("a = 1\n")
    target = str(folder / "holdfast.toml")
    assert wizard.problems(ANSWERS, target, os.environ) == []
    wizard.write(ANSWERS, target)
    made = find.settings(target)
    assert [worker.name for worker in made.workers] == ["orders-1", "orders-2"]
    assert made.workers[0].command == ("python3", "-m", "holdfast.worker.demo.metrics")
    before = Path(target).read_text()
    with pytest.raises(wizard.CannotWrite, match="there is one already, and it stays"):
        wizard.write(ANSWERS | {"name": "other"}, target)
    assert Path(target).read_text() == before


@pytest.mark.parametrize("command", ["w", "sh -c 'echo [1, 2],' x", "w ',' ']' '[' '    a,'", 'w "\\"" \'\n]\' \x7f'])
def test_a_command_is_written_in_one_line_as_it_was_meant(command: str) -> None:
    written = wizard.text(ANSWERS | {"command": command}, "/srv/holdfast.toml")
    assert tomllib.loads(written)["worker"][0]["command"] == shlex.split(command)
    assert len([line for line in written.splitlines() if line.startswith("command = [")]) == 1


def test_a_folder_of_configuration_is_taken_as_one(folder: Path) -> None:
    (folder / "conf.d").mkdir()
    target = str(folder / "holdfast.toml")
    answers = ANSWERS | {"source": "conf.d"}
    assert wizard.problems(answers, target, os.environ) == []
    wizard.write(answers, target)
    assert 'format = "tree"' in Path(target).read_text()


@pytest.mark.parametrize(
    ("key", "answer", "what"),
    [
        ("name", "My Fleet", "name"),
        ("name", "", "name"),
        ("source", "gone.toml", "source.path: there is no"),
        ("source", "", "source"),
        ("command", "", "command"),
        ("command", "echo 'half", "command"),
        ("count", "many", "count"),
        ("count", "99", "count"),
        ("count", "\u0663", "count"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_written(folder: Path, key: str, answer: str, what: str) -> None:
    (folder / "app.toml").write_text("a = 1\n")
    problems = wizard.problems(ANSWERS | {key: answer}, str(folder / "holdfast.toml"), os.environ)
    assert any(what in problem for problem in problems), problems


# -- on a terminal


def start(folder: Path, *more: str, where: Path | None = None) -> Terminal:
    """`holdfast` in that folder (or there), where no settings of the machine are."""
    place = str(where or folder)
    code = f"import sys; from holdfast_console import find; find.SYSTEM = {str(folder / 'etc.toml')!r}; "
    code += (
        f"import os; os.chdir({place!r}); sys.argv = ['holdfast', *{more!r}]; from holdfast_console.cli import main; sys.exit(main())"
    )
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    return Terminal(
        [sys.executable, "-c", code], XDG_STATE_HOME=str(folder / "x"), XDG_RUNTIME_DIR=str(folder / "x"), HOME=str(folder), PATH=path
    )


def test_nothing_is_started_and_nothing_left_behind(folder: Path) -> None:
    shell = start(folder)
    try:
        shell.sees("There are no settings here")
        assert "  s  start" not in shell.text
        assert shell.leave_with("q") == 0
        assert shell.restored()
    finally:
        shell.close()
    assert list(folder.iterdir()) == []


@pytest.mark.timeout(120)
def test_from_nothing_to_a_proven_worker(folder: Path) -> None:
    """The wizard asks, shows, writes; `s` starts it, and the console opens on it."""
    (folder / "app.toml").write_bytes((Path(find.__file__).parents[2] / "supervisor/holdfast/worker/demo/app.toml").read_bytes())
    name = folder.name.replace("_", "-").lower()
    shell = start(folder)
    socket = f"{'/run/holdfast' if not os.geteuid() else folder / 'x' / 'holdfast'}/{name}/api.sock"
    try:
        shell.sees("four questions")
        press(shell, "n", "of this fleet")
        shell.type("\x15" + name + "\r")
        shell.sees("people edit")
        shell.type("\r")
        shell.sees("with its arguments")
        shell.type("python3 -m holdfast.worker.demo.metrics")  # so much at once is a paste
        shell.sees("demo.metrics")
        shell.type("\r")
        shell.sees("so many of them")
        shell.type("\r")
        shell.sees("[[worker]]")
        assert not (folder / "holdfast.toml").exists()
        shell.type("\r")
        shell.sees("written just now")
        press(shell, "n", "is there already")
        press(shell, "s", "PROOF ≡ 1/1")
        shell.type("q")
        shell.sees("leave them running")
        assert shell.leave_with("l") == 0
        assert Client(socket).view().verdict == "CONVERGED"
        joins_from_elsewhere(folder, name, socket)
    finally:
        shell.close()
        try:
            embed.stop(Client(socket))
        except Unreachable:
            pass
        for base in ("/var/lib/holdfast", "/var/log/holdfast", "/run/holdfast"):
            if not os.geteuid():
                shutil.rmtree(f"{base}/{name}", ignore_errors=True)


def joins_from_elsewhere(folder: Path, name: str, socket: str) -> None:
    """`c` lists whoever answers; a path is typed as well, and what is wrong with it is said."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    shell = start(folder, where=elsewhere)
    try:
        shell.sees("There are no settings here")
        press(shell, "c", f"{name}  pid ")
        number = next(line.split()[1] for line in shell.text.splitlines() if f"{name}  pid " in line)
        wrong = {"/nowhere": "at /nowhere: nobody listens", f"{elsewhere}": "elsewhere/api.sock: nobody", "x" * 150: "too long"}
        for typed, told in wrong.items():
            shell.type(f"\x15{typed}")
            shell.sees(f"{typed[-9:]}▏")
            shell.type("\r")
            shell.sees(told)
        shell.type(f"\x15{number}")
        shell.sees("PROOF ≡ 1/1")
        assert shell.leave_with("q") == 0  # it has started nothing, so nothing is asked
        assert Client(socket).view().verdict == "CONVERGED"
    finally:
        shell.close()


def press(shell: Terminal, key: str, seen: str) -> None:
    """A key, again while a guard against keys typed ahead swallows it."""
    for _ in range(40):
        if seen in shell.text:
            return
        shell.type(key)
        again = time.monotonic() + 0.5
        shell.read(lambda again=again: time.monotonic() > again or seen in shell.text)
    shell.sees(seen)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)], ids=["120x36", "80x24", "40x12"])
async def test_what_is_seen(size: tuple[int, int]) -> None:
    """With settings that were found; their name may hold anything."""
    wears = Outfit(Wardrobe(themes.load_all()), "dark", ascii_only=False, colourless=False)
    found = first_run.Found("/srv/orders/holdfast.toml", "12 workers", "/run/holdfast/orders/api.sock")
    app = Welcome(wears, found, "/srv/\x1b[31m\u202e/holdfast.toml", {})
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = frames.frame(app)
        path = Path(__file__).with_name("frames") / f"first-run-{size[0]}x{size[1]}.txt"
        if os.environ.get("HOLDFAST_UPDATE_FRAMES"):
            path.write_text(shown, encoding="utf-8")
        assert shown == path.read_text(encoding="utf-8")
        app._opened = 0.0  # the guard against keys typed ahead is over
        await pilot.press("n", "down", "down", "up", "escape", *"abc", "enter", "enter", "enter", "enter")
        assert "\x1b" not in frames.frame(app)
        assert "must" in frames.frame(app) or size[1] < 24
        await pilot.press("escape", "escape", "escape", "escape", "escape", "q")
    assert app.return_value == first_run.QUIT
