"""The console: what each action does, the tick that brings the news to the screen, and how it ends.

`run` is the door for the command line. Everything the operator sees comes from the store; everything the operator does goes
through `_send`, one call in a thread of its own, whose answer flashes above the footer.
"""

from __future__ import annotations

import asyncio
import getpass
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from rich.text import Text
from textual.app import App
from textual.screen import Screen

from holdfast.api.client import Client, Unreachable
from holdfast.api.routes import Refused
from holdfast.core.view import View
from holdfast_console import guard, themes
from holdfast_console.actions import Action
from holdfast_console.bridge import Bridge, Open
from holdfast_console.driver import TolerantDriver
from holdfast_console.glyphs import MARKS, wants_ascii
from holdfast_console.screens.dialog import Choice, Help, Typed
from holdfast_console.screens.main import Main
from holdfast_console.store import Clock, Store
from holdfast_console.text import Line, clean
from holdfast_console.widgets.approval import Gate
from holdfast_console.widgets.pane import Look

TICK = 0.25  # seconds between two looks at what has arrived
DARK = "dark"


class Console(App[int], inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False
    TITLE = "holdfast"
    CSS_PATH = "screens/main.tcss"

    def __init__(self, store: Store, open_door: Open, palettes: dict[str, themes.Palette], *, started: bool = False,
                 theme: str = DARK, ascii_only: bool = False, colourless: bool = False) -> None:  # fmt: skip
        super().__init__(driver_class=TolerantDriver, ansi_color=True if colourless else None)
        self.store = store
        self._palettes, self._palette, self._colourless = palettes, palettes[theme], colourless
        self._started = started
        self._look = Look(*self._styles(), ascii_only)
        self._bridge = Bridge(store, open_door)
        self._terminal: guard.Settings | None = None
        self._title_shown = ""
        for palette in palettes.values():
            self.register_theme(themes.for_textual(palette))
        self.theme = theme
        self._main = Main(self._look, store, self._bridge, self.act)

    def get_default_screen(self) -> Screen[Any]:
        return self._main

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        if not self.is_headless:
            self._terminal = guard.terminal_settings()
            guard.on_signals(loop, self.leave)
        loop.set_exception_handler(lambda _, context: self._lost_exception(context.get("exception")))
        self._bridge.start()
        self.set_interval(TICK, self.tick)

    def on_unmount(self) -> None:
        self._bridge.stop()

    # -- the tick

    def tick(self) -> None:
        """Take what has arrived and show it; four times a second."""
        self.store.drain()
        self._main.paint()
        self._take_approval()
        self._name_terminal(self.store.view)
        if isinstance(self._driver, TolerantDriver) and self._driver.hung_up():
            self.terminal_gone()

    def _name_terminal(self, view: View | None) -> None:
        """The terminal's title carries the verdict, so that a bar of tabs shows trouble."""
        title = "holdfast"
        if view is not None:
            glyph = MARKS["drift"] if view.drift else MARKS["silent"] if view.silent else MARKS["proven"]
            title = clean(f"{glyph} {view.proven}/{view.total} {view.verdict} {view.service}@{view.host}")
        if not self.store.connected:
            title = f"unreachable {title}"
        if title != self._title_shown and self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b]2;{title}\x07")
            self._title_shown = title

    # -- what actions do

    def act(self, action: Action) -> None:
        """An action that is possible now. Each id has a method of its name."""
        getattr(self, "do_" + action.id.replace("-", "_"))()

    def _send(self, name: str, after: Callable[[int], None] | None = None, **args: Any) -> None:
        self._start(self._call(name, after, args))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self.run_worker(work, exit_on_error=True)

    async def _call(self, name: str, after: Callable[[int], None] | None, args: dict[str, Any]) -> None:
        try:
            reply = await self._bridge.call(name, **args)
        except (Refused, Unreachable) as error:
            self.store.flash(clean(str(error)), "wrong")
            if self._main.reload.gate is not None:
                self._main.reload.gate = None
        else:
            self.store.flash(clean(reply.text) or "done", "text" if reply.ok else "wrong")
            if reply.ok and after is not None:
                after(reply.seq)
        self._main.paint()

    def _ask_worker(self, words: str, name: str) -> None:
        worker = self._main.page.worker
        if worker is not None:
            arguments: dict[str, Any] = {"workers": [worker.name]} if name == "reload" else {"worker": worker.name}
            self._main.ask(words.format(clean(worker.name)), lambda: self._send(name, **arguments))

    def do_reload(self) -> None:
        self._ask_worker("reload {}, with proof?", "reload")

    def do_restart(self) -> None:
        self._ask_worker("restart {} on the committed content?", "restart")

    def do_cordon(self) -> None:
        worker = self._main.page.worker
        if worker is not None and worker.cordoned:
            self._ask_worker("take {} back into the quorum?", "uncordon")
        else:
            self._ask_worker("cordon {}: leave it out of the quorum?", "cordon")

    def do_reload_all(self) -> None:
        view = self.store.view
        if view is None:
            return
        words: list[Line] = [((f" Every one of {view.total} workers checks, takes and proves the same bytes again.", "text"),)]
        gate = Gate(view.target_sha256, self.store.clock.mono())
        dialog = Typed(self._look, self.store.clock, "reload all", words, f"type the first 4 of {view.target_sha256[:7]}:", gate)
        self.push_screen(dialog, lambda typed: self._reload_all() if typed else None)

    def _reload_all(self) -> None:
        self._send("reload", lambda seq: self._main.go("reload"), workers=[])

    def do_approve(self) -> None:
        self._main.go("reload")
        self._main.reload.open_gate()

    def _take_approval(self) -> None:
        if (approved := self._main.reload.approved) is not None:
            self._main.reload.approved = None
            seq, digits = approved
            self._send("approve", seq=seq, checksum=digits)

    def do_reject(self) -> None:
        plan = self.store.view.rollout if self.store.view else None
        if plan is not None:
            words = "abort and revert" if plan.phase in ("Wave", "Paused") else "reject"
            self._main.ask(f"{words} #{plan.seq}?", lambda: self._send("reject", seq=plan.seq, reason="from the console"))

    def do_rollback(self) -> None:
        version = self._main.page.version
        if version is not None:
            self._send("rollback", lambda seq: self._main.go("reload"), to=str(version.seq), approve=False)

    def do_diff(self) -> None:
        view, page = self.store.view, self._main.page
        if view is None:
            return
        if page.version is not None:
            old, new, title = page.version.seq, view.target_seq, f"version #{page.version.seq} → what should run"
        elif page.worker is not None:
            old, new, title = page.worker.proved_seq, page.worker.desired_seq, f"{page.worker.name}: proves → should run"
        else:
            return
        self._main.diff.open(old, new, title)
        self._main.go("diff")

    def do_enter(self) -> None:
        worker = self._main.page.worker
        if worker is not None:
            self._main.fleet.select(worker.name)
            self._main.go("worker")

    def do_logs(self) -> None:
        worker = self._main.page.worker
        if worker is not None:
            self._main.fleet.select(worker.name)
            self._main.go("logs")
            self._main.logs.open()

    def do_pane(self) -> None:
        self._main.reload.switch()

    def do_back(self) -> None:
        self._main.back()

    def do_fleet(self) -> None:
        self._main.go("fleet")

    def do_plan(self) -> None:
        self._main.go("reload")

    def do_history(self) -> None:
        self._main.go("history")

    def do_pause(self) -> None:
        self.store.paused = not self.store.paused
        self.tick()

    def do_theme(self) -> None:
        names = sorted(self._palettes)
        name = names[(names.index(self._palette.name) + 1) % len(names)]
        self._palette = self._palettes[name]
        self._look.change(*self._styles())
        self.theme = name
        self.store.flash(f"theme {name}", "dim")
        self._main.redraw()

    def do_help(self) -> None:
        self.push_screen(Help(self._look, self.store.clock, self._main.place))

    def do_quit(self) -> None:
        if not self._started:
            self.exit(0)
            return
        words: list[Line] = [
            ((" This console started the supervisor. It and its workers", "text"),),
            ((" can go on alone; `holdfast attach` joins them again.", "text"),),
        ]
        choices = [("esc", "", "cancel"), ("l", "leave", "leave them running"), ("s", "stop", "stop all workers and the supervisor…")]
        self.push_screen(Choice(self._look, self.store.clock, "quit", words, choices), self._quit)

    def _quit(self, word: str | None) -> None:
        if word == "leave":
            self.exit(0)
        elif word == "stop":
            if self.store.read_only:
                self.store.flash("stop: this console is read-only", "moving")
            else:
                self.do_stop()

    def do_stop(self) -> None:
        total = len(self.store.view.workers) if self.store.view else 0
        words: list[Line] = [
            ((f" All {total} workers are stopped, then the supervisor ends.", "text"),),
            ((" Nothing serves after that.", "text"),),
        ]
        gate = Gate("stop", self.store.clock.mono(), checksum=False)
        dialog = Typed(self._look, self.store.clock, "stop", words, "type the word stop:", gate)
        self.push_screen(dialog, lambda typed: self._stop() if typed else None)

    def _stop(self) -> None:
        self.store.flash("stopping…", "moving")
        self._send("stop", lambda seq: self._end(0))

    # -- how it ends

    def _end(self, code: int) -> None:
        self.exit(code)

    def leave(self, code: int) -> None:
        """A signal: restore the terminal and end, soon."""
        guard.last_resort(code, self._terminal)
        self.exit(code)

    def terminal_gone(self) -> None:
        self.leave(guard.GONE)

    def _lost_exception(self, error: object) -> None:
        if isinstance(error, Exception):
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """As Textual's, but nothing of it reaches the screen beyond one line, and no variable's value any file."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._fatal_error()
            self._exception_event.set()

    def _fatal_error(self) -> None:
        error = self._exception
        if error is not None and self._driver is not None and not self._driver.is_headless:
            self._exit_renderables.append(Text(guard.crash_line(error)))
        self._close_messages_no_wait()

    def _styles(self) -> tuple[themes.Styles, themes.Styles]:
        plain = themes.styles(self._palette, colourless=self._colourless)
        return plain, themes.styles(self._palette, colourless=self._colourless, faded=True)


def run(socket_path: str, *, read_only: bool, started: bool, theme: str | None) -> int:
    """Show the console for the supervisor at this socket; returns the exit code.

    started: this console started the supervisor, so quitting asks what becomes of it. theme: a name in themes/, None = dark.
    """
    if refused := guard.refusal(dict(os.environ)):
        print(refused, file=sys.stderr)
        return 1
    try:
        palettes = themes.load_all()
        name = theme or DARK
        if name not in palettes:
            raise themes.ThemeError(f"cannot use theme {name}: there is no such theme; there are {', '.join(palettes)}")
    except themes.ThemeError as error:
        print(error, file=sys.stderr)
        return 1
    store = Store(Clock(), read_only, getpass.getuser())
    console = Console(
        store, lambda: Client(socket_path, read_only=read_only), palettes, started=started, theme=name,
        ascii_only=wants_ascii(os.environ.get("HOLDFAST_GLYPHS", "auto"), os.environ), colourless="NO_COLOR" in os.environ,
    )  # fmt: skip
    _watch_threads(console)
    code = console.run(mouse=False)  # the terminal's own selection stays: operators copy checksums
    return code if code is not None else console.return_code or 0


def _watch_threads(console: Console) -> None:
    """An exception in a thread is a crash too; by itself it would vanish."""

    def caught(args: threading.ExceptHookArgs) -> None:
        error = args.exc_value
        if isinstance(error, Exception) and console._loop is not None and not console._loop.is_closed():
            console._loop.call_soon_threadsafe(console._lost_exception, error)

    threading.excepthook = caught
