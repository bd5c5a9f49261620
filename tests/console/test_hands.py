"""The rest of what the hands do: marks and their gates, what is grave, the command line, copies, files, the editor, the log of it all."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import console_fake as fake
import pytest

from holdfast.api.routes import Refused
from holdfast.core.view import SourceView
from holdfast_console.prefs import CannotKeep, Prefs

SIZES = pytest.mark.parametrize("size", [(80, 24)], ids=["80x24"])  # test_frames.py has the same frames at the others
MANY = fake.fleet(workers=tuple(fake.worker(n) for n in range(12)), total=12, proven=12)


def names(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


# -- finding and marking


@SIZES
async def test_a_filter_while_it_is_typed_and_when_it_hides_everybody(desk, size: tuple[int, int]) -> None:
    async with desk(fake.one_liar(), size) as d:
        await d.press("slash", *"log")
        d.same(f"filter-typing-{names(size)}")
        await d.press(*"x")
        assert "the filter hides all 6 workers" in d.frame()
        assert "0 of 6" in d.frame()
        await d.press("escape")
        assert "metrics-collector" in d.frame()


async def test_a_filter_is_kept_with_enter_and_its_matches_are_found_without_it(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("slash", *"engine", "enter")
        assert "workers 2 of 6 · filter engine" in d.frame()
        await d.press("escape")
        assert "workers 6" in d.frame()
        for key, name in (("n", "policy-engine-1"), ("n", "policy-engine-2"), ("n", "policy-engine-1"), ("N", "policy-engine-2")):
            await d.press(key)
            assert d.app._main.page.worker.name == name


@SIZES
async def test_marked_workers_are_reloaded_together(desk, size: tuple[int, int]) -> None:
    async with desk(MANY, size) as d:
        await d.press("space", "space", "j", "space")
        d.same(f"marked-{names(size)}")
        await d.press("r")
        assert "reload 3 workers (metrics-collector, log-forwarder-1, pol" in d.frame()
        await d.press("y")
        assert await d.acted() == [("reload", {"workers": ["metrics-collector", "log-forwarder-1", "policy-engine-1"]})]
        await d.press("escape", "r")
        assert "reload policy-engine-2, with proof?" in d.frame()


async def test_a_range_and_everything_that_is_shown(desk) -> None:
    async with desk(MANY) as d:
        await d.press("v", "j", "j")
        assert d.app._main.place.marked == fake.NAMES[:3]
        await d.press("v", "j", "j")
        assert d.app._main.place.marked == fake.NAMES[:3]
        await d.press("escape", "slash", *"log", "enter", "asterisk")
        assert d.app._main.place.marked == ("log-forwarder-1", "log-forwarder-2")


async def test_more_than_a_quarter_of_the_fleet_wants_the_checksum(desk) -> None:
    async with desk(MANY) as d:
        await d.press("asterisk", "u")
        assert "type the first 4 of" in d.frame()
        d.still.move(0.5)
        await d.press("y", "enter")
        assert d.house.acts() == []
        await d.press(*fake.sha(7)[:4], "enter")
        await d.until(lambda: len(d.house.acts()) == 12, "all are cordoned")
        assert {name for name, _ in d.house.acts()} == {"cordon"}


async def test_a_worker_that_the_filter_hides_is_never_acted_on(desk) -> None:
    async with desk(MANY) as d:
        await d.press("space", "slash", *"log", "enter", "space", "r")
        assert "reload log-forwarder-1, with proof?" in d.frame()


async def test_order_and_columns_are_there_the_next_time(desk) -> None:
    kept: dict[str, Any] = {}
    async with desk(fake.one_liar(), keep=kept.update) as d:
        await d.press("o", "O", "c")
        d.still.move(0.5)
        await d.press("space", "enter")
        assert kept == {"sort": "name", "reverse": True, "columns": ["phase", "runs", "proves", "cpu", "rss", "watches"]}
        assert "by name, reversed" in d.frame()
        assert " PID " not in d.frame()
        await d.press("T")
        d.still.move(0.5)
        await d.press("j", "enter")
        assert kept["theme"] == d.app.theme == "high-contrast"
    async with desk(fake.waiting_plan(), (120, 36), keep=kept.update) as d:
        await d.press("2", "vertical_line")
        assert kept["split"] is True
    async with desk(fake.waiting_plan(), (120, 36), keep=kept.update, wanted=Prefs(split=True)) as d:
        await d.press("2")
        assert "│ + timeout_ms = 1500" in d.frame()
        await d.press("vertical_line")
        assert kept["split"] is None
    async with desk(fake.one_liar(), wanted=Prefs(sort="name", reverse=True, columns=("rss", "age"), keymap={"reload": ("u",)})) as d:
        assert d.app._main.fleet.worker.name == "policy-engine-2"
        assert [problem.split(":")[0] for problem in d.app.problems] == ["keymap", "columns"]


async def test_what_cannot_be_kept_is_said(desk) -> None:
    def no(changes: object) -> None:
        raise CannotKeep("cannot keep preferences in /x: no space left")

    async with desk(fake.fleet(), keep=no) as d:
        await d.press(":", *"theme light", "enter")
        assert "cannot keep preferences in /x: no space left" in d.frame()


async def test_the_cursor_goes_with_its_worker_or_stays(desk) -> None:
    for keys, name in ((("j",), "metrics-collector"), (("f", "j"), "liar")):
        async with desk(fake.one_liar()) as d:
            await d.press(*keys)
            assert d.app._main.page.worker.name == "metrics-collector"
            d.still.move(9)
            drifts = [fake.worker(n, mark="drift") for n in range(1, 5)]
            await d.show(fake.fleet(workers=(drifts[0], fake.liar(), *drifts[1:], fake.worker(0))))
            assert d.app._main.page.worker.name == name


# -- grave things


@SIZES
async def test_kill_wants_a_word_and_a_reason(desk, size: tuple[int, int]) -> None:
    async with desk(fake.one_liar(), size) as d:
        await d.press("K")
        d.still.move(0.5)
        await d.press("9", "k")
        d.still.move(0.5)
        await d.press(*"kill", "enter", "enter")
        assert "say why" in d.frame()
        await d.press(*"hangs")
        d.same(f"kill-{names(size)}")
        assert d.house.acts() == []
        await d.press("enter")
        [(name, sent)] = await d.acted()
        assert (name, sent["worker"], sent["reason"][:5]) == ("kill", "liar", "hangs")


async def test_restart_is_in_the_same_menu_and_the_first_choice_is_to_do_nothing(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("K", "r")
        d.still.move(0.5)
        await d.press("enter")
        assert d.house.acts() == []
        await d.press("K")
        d.still.move(0.5)
        await d.press("r")
        assert await d.acted() == [("restart", {"worker": "liar"})]


async def test_freeze_wants_its_word_and_thaws_with_y(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("F")
        d.still.move(0.5)
        await d.press(*"freeze", "tab", *"sale", "enter")
        [(name, sent)] = await d.acted()
        assert (name, sent["reason"][:4]) == ("freeze", "sale")
        await d.show(fake.fleet(frozen="root: sale"))
        await d.press("F", "y")
        await d.until(lambda: d.house.acts()[-1] == ("unfreeze", {}), "unfrozen")


async def test_undo_draws_up_a_plan_and_approves_nothing(desk) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("z")
        assert await d.acted() == [("rollback", {"to": "6", "approve": False})]
        await d.press("Z")
        assert "nothing was undone" in d.frame()


# -- the three that stand still look different


@SIZES
async def test_paused_and_frozen(desk, size: tuple[int, int]) -> None:
    async with desk(fake.one_liar(), size) as d:
        await d.press("p")
        d.still.move(60)
        await d.show(fake.fleet(frozen="root: sale until Monday (tty /dev/pts/3)"))
        d.same(f"paused-{names(size)}")
        await d.press("p")
        d.same(f"frozen-{names(size)}")


# -- the command line and the palette


@SIZES
async def test_a_command_is_completed_and_done(desk, size: tuple[int, int]) -> None:
    async with desk(fake.one_liar(), size) as d:
        await d.press("colon", *"rel", "tab", "space", *"pol", "tab")
        d.same(f"command-{names(size)}")
        await d.press("enter", "y")
        assert await d.acted() == [("reload", {"workers": ["policy-engine-1"]})]
        await d.press("colon", *"plam", "enter")
        assert "there is no command plam; the nearest is plan" in d.frame()
        await d.press("colon", "up", "up", "down", "backspace", "n", "enter")
        assert d.app._main.page.key == "reload"


async def test_esc_and_an_empty_line_do_nothing(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("colon", *"stop", "escape", "colon", "enter", "colon", "backspace", "j")
        assert d.house.acts() == []
        assert d.app._main.prompt is None


async def test_the_palette_finds_an_action_and_its_gate_stands(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("ctrl+p", *"cordon")
        await d.until(lambda: "out of the quorum" in d.frame(), "a hit")
        await d.press("enter")
        await d.shows("cordon liar")
        assert d.house.acts() == []
        await d.press("y")
        assert await d.acted() == [("cordon", {"worker": "liar"})]


async def test_pasted_text_means_nothing_unless_something_is_typed(desk) -> None:
    from textual.events import Paste

    async with desk(fake.one_liar()) as d:
        d.app.screen.post_message(Paste("Ky"))
        await d.quiet()
        assert "restart" not in d.frame().splitlines()[-2]
        await d.press("slash")
        d.app.screen.post_message(Paste("li\x1b[31mar\n"))
        await d.quiet()
        assert "/liar" in d.frame()


async def test_a_paste_fills_a_field_and_confirms_nothing(desk) -> None:
    from textual.events import Paste

    async with desk(fake.waiting_plan()) as d:
        digits = d.app.store.view.rollout.sha256[:4]
        await d.press("2", "a")
        d.still.move(0.5)
        d.app.screen.post_message(Paste(f"{digits}\r\n"))
        await d.quiet()
        assert d.app._main.reload.gate.typed == digits
        await d.press("escape", "r")
        d.app.screen.post_message(Paste("y\n"))
        await d.press("escape", "K")
        d.still.move(0.5)
        d.app.screen.post_message(Paste("9\n"))
        await d.quiet()
        assert "kill -9…" in d.frame()
        await d.press("9")
        d.still.move(0.5)
        d.app.screen.post_message(Paste("kill\n"))
        await d.press("tab")
        d.app.screen.post_message(Paste("it\nhangs\r"))
        await d.quiet()
        assert "it hangs" in d.frame()
        assert d.house.acts() == []


# -- the log, copies, files


@SIZES
async def test_the_log_has_each_act_with_its_line_and_outcome(desk, size: tuple[int, int]) -> None:
    async with desk(fake.one_liar(), size) as d:
        d.house.answers["cordon"] = Refused("cannot cordon liar: nothing can be recorded")
        await d.press("r", "y", "u", "y", "l", "escape", "at")
        await d.quiet()
        d.same(f"commands-{names(size)}")
        await d.press("j", "y")
        assert d.app.clipboard == "holdfast cordon liar"


async def test_y_copies_what_is_chosen(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("y")
        d.still.move(0.5)
        await d.press("c")
        assert d.app.clipboard == fake.sha(6)
        await d.press("D", "y")
        d.still.move(0.5)
        assert "copied" in d.frame()


async def test_a_view_and_a_picture_are_written_and_never_over_something(desk, tmp_path: Path) -> None:
    async with desk(MANY) as d:
        d.app._main.folder = tmp_path
        await d.press("w", "S", "w")
        assert "cannot write" in d.frame()
        text, picture = sorted(tmp_path.iterdir(), key=lambda path: path.suffix, reverse=True)
        assert "worker-0011" in text.read_text()
        assert "<svg" in picture.read_text()
        assert text.stat().st_mode & 0o777 == 0o600


# -- the source in an editor


def local(path: Path) -> Any:
    return fake.fleet(host=socket.gethostname(), source=SourceView(str(path), "toml", "in-sync", fake.sha(7)))


@pytest.fixture
def lend(monkeypatch: pytest.MonkeyPatch) -> None:
    """A headless app has no terminal to lend."""

    @contextmanager
    def suspend(self: object) -> Iterator[None]:
        yield

    monkeypatch.setattr("holdfast_console.app.Console.suspend", suspend)


@pytest.mark.parametrize(
    ("script", "said"),
    [("echo x >> $1", "saved: the change comes back as a plan"), (":", "nothing has changed"), ("exit 3", "the editor ended with 3")],
    ids=["saves", "looks", "fails"],
)
async def test_what_the_editor_did_is_said(
    desk, lend: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    (tmp_path / "app.toml").write_text("a = 1\n")
    monkeypatch.setenv("VISUAL", f"sh -c '{script}' ed")
    async with desk(local(tmp_path / "app.toml")) as d:
        await d.press("e")
        assert said in d.frame()


async def test_a_source_that_is_elsewhere_is_edited_there(desk, tmp_path: Path) -> None:
    async with desk(fake.fleet()) as d:
        await d.press("e")
        assert "the source is a file on edge-3, this console runs elsewhere" in d.frame()
    async with desk(local(tmp_path)) as d:
        await d.press("e")
        assert "the source is no plain file of this host" in d.frame()


def test_a_signal_reaches_the_console_through_the_editor(tmp_path: Path) -> None:
    import threading

    from holdfast_console import editor

    (tmp_path / "f").write_text("")
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    threading.Thread(target=lambda: (ready.read_text(), os.kill(os.getpid(), 15)), daemon=True).start()
    end = editor.run(["sh", "-c", f"echo up > {ready}; exec sleep 60"], str(tmp_path / "f"))
    assert end.signal == 15
    assert editor.run(["/no/such/editor"], "f").problem.startswith("cannot edit: /no/such/editor: no such file")
    assert editor.command({"EDITOR": "emacs -nw", "VISUAL": "'"}) == ["emacs", "-nw"]
    assert editor.command({}) == ["vi"]


def test_from_where_something_was_said() -> None:
    from holdfast_console import whence

    assert whence.told({"SSH_CONNECTION": "10.0.0.7 5022 10.0.0.1 22"}, "/dev/pts/3") == "tty /dev/pts/3, ssh 10.0.0.7"
    assert whence.told({"SSH_CONNECTION": "fe80::1%eth0 1 2 3"}, "") == "ssh fe80::1"
    assert whence.told({"SSH_CONNECTION": "\x1b[31mnonsense"}, "") == ""
