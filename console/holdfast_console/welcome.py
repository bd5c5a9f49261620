"""First run: nothing runs here yet, and nothing is started before somebody chooses.

A screen before the console: a demo to play with, a wizard that writes the settings, or the settings that were found. What was chosen is the
exit code of `run`; the command line does it after the terminal has been given back.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Mapping
from time import monotonic

from textual import events
from textual.app import ComposeResult

from holdfast_console import guard, keys, wizard
from holdfast_console.dressing import Dressing
from holdfast_console.driver import TolerantDriver
from holdfast_console.first_run import DEMO, NEW, QUIT, START, Found
from holdfast_console.glyphs import MARKS, WARN
from holdfast_console.outfit import Outfit, outfit
from holdfast_console.painter import TICK, Painter
from holdfast_console.screens.page import moved
from holdfast_console.text import EMPTY, Line, box, clean, spread, wrap
from holdfast_console.themes import ThemeError
from holdfast_console.widgets.approval import GUARD
from holdfast_console.widgets.command_line import Field
from holdfast_console.widgets.pane import Pane

_SIGNS: tuple[Line, ...] = (
    ((" Three things to know:", "text"),),
    ((f"  {MARKS['proven']} proven ", "proven"), ("  the worker answered a fresh challenge with the bytes it really runs", "dim")),
    ((f"  {MARKS['acked']} acked  ", "moving"), ("  the worker said done, and has not proved it yet", "dim")),
    ((f"  {MARKS['drift']} drift  ", "wrong"), ("  the worker proves something else than it should run", "dim")),
)


class Welcome(Painter, inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False
    TITLE = "holdfast"
    CSS = "Pane { height: 1fr; }"

    def __init__(self, wears: Outfit, found: Found | None, target: str, env: Mapping[str, str]) -> None:
        """target: the file that the wizard would write."""
        super().__init__(driver_class=TolerantDriver, ansi_color=True if wears.colourless else None)
        dressing = Dressing(self, wears.closet, wears.theme, self.paint, ascii_only=wears.ascii_only, colourless=wears.colourless)
        self._pane = Pane(dressing.look, id="welcome", fades=False)
        self._terminal = guard.terminal_settings()
        self._found, self._target, self._env = found, target, env
        self._start = START
        self._said = ""
        self._answers: dict[str, Field] | None = None  # of the wizard, while it asks
        self._at = 0
        self._opened = monotonic()
        self._resort: threading.Timer | None = None

    def compose(self) -> ComposeResult:
        yield self._pane

    def on_mount(self) -> None:
        if not self.is_headless:
            guard.on_signals(asyncio.get_running_loop(), self.leave)
        if (driver := self.tolerant) is not None:
            self.set_interval(TICK, driver.paint)
        self.paint()

    def on_resize(self) -> None:
        self.paint()

    def leave(self, code: int) -> None:
        self._resort = guard.last_resort(code, self._terminal)
        self.exit(code)

    def terminal_gone(self) -> None:
        self.leave(guard.GONE)

    # -- keys

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        key = keys.name(event.key, event.character)
        self._said = ""
        if key == "ctrl+c":
            self.exit(QUIT)
        elif self._answers is None:
            self._choose(key)
        else:
            self._answer(self._answers, key)
        self.paint()

    def on_paste(self, event: events.Paste) -> None:
        if self._answers is not None:
            for character in clean(event.text):
                self._answer(self._answers, "space" if character == " " else character)
            self.paint()

    def _choose(self, key: str) -> None:
        if key == "q":
            self.exit(QUIT)
        elif monotonic() - self._opened < GUARD:
            return  # typed ahead, at something else
        elif key == "d":
            self.exit(DEMO)
        elif key == "s" and self._found:
            self.exit(self._start)
        elif key == "n" and os.path.lexists(self._target):
            self._said = f"{self._target} is there already, and it stays; edit it, or move it away"
        elif key == "n":
            usual = {"name": os.path.basename(os.path.dirname(self._target)).lower()}
            self._answers = {asked.key: Field(usual.get(asked.key, asked.usual)) for asked in wizard.ASKED}
            self._at = 0

    def _answer(self, fields: dict[str, Field], key: str) -> None:
        """The last place, after the questions, is the file as it would be."""
        last = len(wizard.ASKED)
        if key == "esc" and self._at == 0:
            self._answers = None
        elif key in ("up", "esc"):
            self._at = moved(self._at, last + 1, "up", 1)
        elif key in ("down", "tab") or (key == "enter" and self._at < last):
            self._at = moved(self._at, last + 1, "down", 1)
        elif key == "enter":
            self._write(fields)
        elif self._at < last:
            fields[wizard.ASKED[self._at].key].key(key)

    def _write(self, fields: dict[str, Field]) -> None:
        answers = {key: field.text for key, field in fields.items()}
        if wizard.problems(answers, self._target, self._env):
            return  # they are on the screen
        try:
            wizard.write(answers, self._target)
        except wizard.CannotWrite as no:
            self._said = str(no)
        else:
            self._answers, self._found, self._start = None, Found(self._target, "written just now"), NEW
            self._opened = monotonic()

    # -- painting

    def paint(self) -> None:
        cells, height = self.size.width, self.size.height
        if not cells:
            return
        lines = self._first(cells) if self._answers is None else self._questions(self._answers, cells)
        said: list[Line] = [((f" {row}", "wrong"),) for row in wrap(f"{WARN} {self._said}", cells - 2)] if self._said else []
        title = "first run" if self._answers is None else f"new {clean(os.path.basename(self._target))}"
        room: list[Line] = [] if self._small else [EMPTY]
        framed = box(((title, "title"),), [*room, *lines, *room], cells, min(len(lines) + 2 + 2 * len(room), height - 1))
        head = spread(((" holdfast", "title"),), (("no supervisor  ", "dim"),), cells)
        rest: list[Line] = [EMPTY, *_SIGNS] if self._answers is None else []
        self._pane.show([head, *framed, *said, *rest][:height])

    @property
    def _small(self) -> bool:
        return self.size.height < 20

    def _first(self, cells: int) -> list[Line]:
        rows: list[tuple[str, str, str]] = [
            ("d", "the demo fleet", "six small workers in .demo of this folder, and a liar"),
            ("n", "new settings", "four questions, and the file is shown before it is written"),
        ]
        if self._found:
            rows.append(("s", "start", f"the supervisor from {self._found.path} ({self._found.words})"))
        rows.append(("q", "quit", "nothing is left behind"))
        told = f"Nothing runs here yet. {'' if self._found else f'There is no {self._target}. '}Nothing is started before you choose."
        made: list[Line] = [*(((f" {row}", "text"),) for row in wrap(told, cells - 4)), EMPTY]
        for key, name, words in rows:
            first, *more = wrap(words, cells - 25, 1 if self._small else 9)
            made.append(((f"   {key}  ", "accent"), (f"{name:<16}", "text"), (first, "dim")))
            made += [((" " * 22 + row, "dim"),) for row in more]
        return made

    def _questions(self, fields: dict[str, Field], cells: int) -> list[Line]:
        made: list[Line] = []
        for y, asked in enumerate(wizard.ASKED):
            field, here = fields[asked.key], y == self._at
            value: Line = field.spans("", cells - 12) if here else ((f" {clean(field.text)}", "text"),)
            made.append(((f" {asked.key:<8}", "accent" if here else "dim"), *value))
            made += [((f"          {asked.words}", "dim"),)] if here else []
        if self._at < len(wizard.ASKED):
            return [*made, EMPTY, (("⏎", "accent"), (" next  ", "dim"), ("esc", "accent"), (" back", "dim"))]
        return [*made, EMPTY, *self._file({key: field.text for key, field in fields.items()}, cells)]

    def _file(self, answers: dict[str, str], cells: int) -> list[Line]:
        wrong = wizard.problems(answers, self._target, self._env)
        if wrong:
            rows = [row for problem in wrong for row in wrap(f"{WARN} {problem}", cells - 4)]
            return [*(((f" {row}", "wrong"),) for row in rows), EMPTY, ((" esc", "accent"), (" back to the questions", "dim"))]
        shown: list[Line] = [
            ((f"   {clean(row)}", "text"),) for row in wizard.text(answers, self._target).splitlines() if not row.startswith("#")
        ]
        return [*shown, EMPTY, ((" ⏎", "accent"), (f" writes {clean(self._target)}  ", "dim"), ("esc", "accent"), (" back", "dim"))]


def run(found: Found | None, target: str, theme: str | None) -> int:
    """Show it; QUIT, DEMO, START, NEW, or the code of an end that nobody chose."""
    try:
        wears = outfit(os.environ, theme)
    except ThemeError as error:
        print("\n".join(clean(line) for line in str(error).splitlines()), file=sys.stderr)
        return 1
    app = Welcome(wears, found, target, dict(os.environ))
    code = app.run(mouse=False)
    if app._resort is not None:
        app._resort.cancel()
    return code if code is not None else app.return_code or 0
