"""The console: the tick that brings the news to the screen, the colours, and how it ends. `run` is the door for the command line.

Everything the operator sees comes from the store; everything the operator does is in deeds.py.
"""

from __future__ import annotations

import asyncio
import gc
import getpass
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from textual.driver import Driver
from textual.screen import Screen

from holdfast.api.client import Client
from holdfast.core.view import View
from holdfast_console import ending, guard, keeper, prefs, themes
from holdfast_console.actions import ACTIONS
from holdfast_console.bridge import Bridge, Open
from holdfast_console.deeds import Deeds
from holdfast_console.dressing import Dressing
from holdfast_console.driver import TolerantDriver
from holdfast_console.glyphs import MARKS
from holdfast_console.guide import Guide
from holdfast_console.keymap import remap
from holdfast_console.outfit import outfit
from holdfast_console.painter import TICK, Painter
from holdfast_console.rows import whose
from holdfast_console.store import Clock, Store
from holdfast_console.text import clean
from holdfast_console.wardrobe import Wardrobe
from holdfast_console.widgets.pane import Pane

Keep = Callable[[Mapping[str, Any]], None]  # what was changed is kept for the next time; raises prefs.CannotKeep


def _forget(changes: Mapping[str, Any]) -> None:
    """A console without a file of preferences."""


class Console(Painter, inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False
    TITLE = "holdfast"
    CSS_PATH = "screens/main.tcss"

    def __init__(self, store: Store, open_door: Open, closet: Wardrobe, *, started: bool = False, theme: str = themes.DARK,
                 ascii_only: bool = False, colourless: bool = False, wanted: prefs.Prefs | None = None,
                 keep: Keep = _forget, driver: type[Driver] = TolerantDriver, guide: Guide | None = None) -> None:  # fmt: skip
        """wanted: the operator's order, columns and keys; keep: where changes to them go. guide: of the demo."""
        super().__init__(driver_class=driver, ansi_color=True if colourless else None)
        self.store = store
        self._keep = keep
        self.dressing = Dressing(self, closet, theme, self.redraw, ascii_only=ascii_only, colourless=colourless)
        self._bridge = Bridge(store, open_door)
        self._terminal = guard.terminal_settings()  # before anything changes them
        self._title_shown = ""
        self.last_resort: threading.Timer | None = None
        wanted = wanted or prefs.Prefs()
        actions, self.problems = remap(ACTIONS, wanted.keymap)
        self._main = Deeds(self, self, self.dressing.look, store, self._bridge, actions, started=started).main
        self._main.themes, self._main.guide.guide = closet.names, guide
        self._main.read_split(wanted.split)
        self.problems += self._main.fleet.wish(wanted.columns, wanted.sort, wanted.reverse)

    def get_default_screen(self) -> Screen[Any]:
        return self._main

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        if not self.is_headless:
            guard.on_signals(loop, self.leave)
            gc.freeze()  # what is here stays: every full collection would walk it again, for 40 ms
        if keeper.link is not None:
            loop.add_reader(keeper.link, self.orphaned)
        loop.set_exception_handler(lambda _, context: self._lost_exception(context.get("exception")))
        self._bridge.start()
        self.set_interval(TICK, self.tick)

    def on_unmount(self) -> None:
        self._bridge.stop()

    # -- the tick

    def tick(self) -> None:
        """Take what has arrived and show it; four times a second."""
        before = self.store.view
        if self.store.drain() and not self.app_focus:
            self._tell(ending.words(before, self.store.view))
        if told := self.dressing.look_again(self.store.clock.mono()):
            self.store.flash(clean(told), "moving")
        self._main.paint()
        self._name_terminal(self.store.view)
        if (driver := self.tolerant) is not None:
            if driver.torn:
                self._title_shown = ""
            driver.paint()
            if driver.hung_up():
                self.terminal_gone()

    def _tell(self, words: str) -> None:
        if words and self._driver is not None:
            self._driver.write(ending.notification(words, tmux=bool(os.environ.get("TMUX"))))

    def _name_terminal(self, view: View | None) -> None:
        """The terminal's title carries the verdict, so that a bar of tabs shows trouble."""
        title = "holdfast"
        if view is not None:
            glyph = MARKS["drift"] if view.drift else MARKS["silent"] if view.silent else MARKS["proven"]
            title = clean(f"{glyph} {view.proven}/{view.total} {view.verdict} {whose(view)}@{view.host}")
        if not self.store.connected:
            title = f"unreachable {title}"
        if title != self._title_shown and self._driver is not None and not self.is_headless:
            self._driver.write(f"\x1b]2;{title}\x07")
            self._title_shown = title

    def redraw(self) -> None:
        """All colours have changed."""
        for screen in self.screen_stack:
            for pane in screen.query(Pane):
                pane.refresh()

    def keep(self, **changes: Any) -> None:
        """Preferences changed here are there the next time; where that is not possible it is said."""
        try:
            self._keep(changes)
        except prefs.CannotKeep as no:
            self.store.flash(clean(str(no)), "moving")

    # -- how it ends

    def leave(self, code: int) -> None:
        """Restore the terminal and end, soon: a terminal that takes nothing is not waited for."""
        if self.last_resort is None and not self.is_headless:
            self.last_resort = guard.last_resort(code, self._terminal)
        super().exit(code)

    def exit(self, result: int | None = None, return_code: int = 0, message: Any = None) -> None:
        self.leave(result or return_code)

    def terminal_gone(self) -> None:
        self.leave(guard.GONE)

    def orphaned(self) -> None:
        """The keeper has been killed: the shell may have the terminal by now, which must not stop us from restoring it."""
        if keeper.link is not None:
            asyncio.get_running_loop().remove_reader(keeper.link)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        self.terminal_gone()

    def _lost_exception(self, error: object) -> None:
        if isinstance(error, Exception):
            self._handle_exception(error)


def run(socket_path: str, *, read_only: bool, started: bool, theme: str | None, source: str = "",
        driver: type[Driver] | None = None, guide: Guide | None = None) -> int:  # fmt: skip
    """Show the console for the supervisor at this socket; returns the exit code.

    source: to begin with, '' = the only one, or the one that needs somebody most. started: this console started the supervisor, so
    quitting asks what becomes of it. theme: its name, None = the preferred one, as far as this terminal has the colours for it.
    driver: of a browser's page, None = a terminal. A page changes no preferences. guide: of the demo.
    """
    if driver is None and (refused := guard.refusal(dict(os.environ))):
        print(refused, file=sys.stderr)
        return 2
    try:
        wears = outfit(os.environ, theme)
    except themes.ThemeError as error:
        print("\n".join(clean(line) for line in str(error).splitlines()), file=sys.stderr)
        return 1
    store = Store(Clock(), read_only, getpass.getuser(), source)
    console = Console(
        store, lambda source: Client(socket_path, read_only=read_only, source=source), wears.closet, started=started, theme=wears.theme,
        ascii_only=wears.ascii_only, colourless=wears.colourless, wanted=wears.wanted,
        keep=_forget if driver else lambda changes: prefs.save(wears.where, changes), driver=driver or TolerantDriver, guide=guide,
    )  # fmt: skip
    problems = [*wears.problems, *console.problems]
    if problems:
        store.flash(clean(problems[0]) + (f" (and {len(problems) - 1} more)" if problems[1:] else ""), "moving")
    _watch_threads(console)
    code = console.run(mouse=False)  # the terminal's own selection stays: operators copy checksums
    if console.last_resort is not None:
        console.last_resort.cancel()
    return code if code is not None else console.return_code or 0


def _watch_threads(console: Console) -> None:
    """An exception in a thread is a crash too; by itself it would vanish."""

    def caught(args: threading.ExceptHookArgs) -> None:
        error = args.exc_value
        if isinstance(error, Exception) and console._loop is not None and not console._loop.is_closed():
            console._loop.call_soon_threadsafe(console._lost_exception, error)

    threading.excepthook = caught
