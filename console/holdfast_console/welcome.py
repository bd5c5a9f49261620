"""First run: nothing runs here yet, and nothing is started before somebody chooses.

A screen before the console: a demo to play with, a wizard that writes the settings, the settings that were found, or another supervisor
that runs already. What was chosen is the exit code of `run`; the command line does it after the terminal has been given back.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Mapping
from time import monotonic

from textual import events
from textual.app import ComposeResult

from holdfast_console import connect, find, guard, keys, wizard
from holdfast_console.connect import Form
from holdfast_console.dressing import Dressing
from holdfast_console.driver import TolerantDriver
from holdfast_console.first_run import DEMO, JOIN, NEW, QUIT, START, Found
from holdfast_console.glyphs import MARKS, WARN
from holdfast_console.outfit import Outfit, outfit
from holdfast_console.painter import TICK, Painter
from holdfast_console.screens.page import moved
from holdfast_console.text import EMPTY, Line, box, clean, cut, spread, wrap
from holdfast_console.themes import ThemeError
from holdfast_console.widgets.approval import GUARD
from holdfast_console.widgets.command_line import Field
from holdfast_console.widgets.pane import Pane

_SIGNS: tuple[Line, ...] = (
    ((" Three things to know:", "text"),),
    ((f"  {MARKS['proven']} proven ", "proven"), ("  the worker answered a fresh challenge with the bytes it really runs", "dim")),
    ((f"  {MARKS['acked']} acked  ", "moving"), ("  the worker said done, and has not proved it yet", "dim")),
    (
        (f"  {MARKS['drift']} drift  ", "wrong"), ("  it proves something else than it should run   ", "dim"),
        (f"{MARKS['silent']} silent", "silent"), ("  no answer", "dim"),
    ),
)  # fmt: skip

NARROW = 60  # cells: below, a choice has a few words only
Tell = Callable[[str], object]


def _nobody(path: str) -> None:
    """A welcome that is only looked at."""


class Welcome(Painter, inherit_bindings=False):
    ENABLE_COMMAND_PALETTE = False
    TITLE = "holdfast"
    CSS = "Pane { height: 1fr; }"

    def __init__(self, wears: Outfit, found: Found | None, target: str, env: Mapping[str, str], tell: Tell = _nobody) -> None:
        """target: the file that the wizard would write. tell: takes the socket to join, before the end."""
        super().__init__(driver_class=TolerantDriver, ansi_color=True if wears.colourless else None)
        dressing = Dressing(self, wears.closet, wears.theme, self.paint, ascii_only=wears.ascii_only, colourless=wears.colourless)
        self._pane = Pane(dressing.look, id="welcome", fades=False)
        self._terminal = guard.terminal_settings()
        self._found, self._target, self._env = found, target, env
        self._tell = tell
        self._form: Form | None = None  # of another socket, while it is asked for
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
        elif self._form is not None:
            self._join(self._form, key)
        elif self._answers is None:
            self._choose(key)
        else:
            self._answer(self._answers, key)
        self.paint()

    def on_paste(self, event: events.Paste) -> None:
        if self._answers is not None:
            for character in clean(event.text):
                self._answer(self._answers, "space" if character == " " else character)
        elif self._form is not None:
            for character in clean(event.text):
                self._form.key("space" if character == " " else character)
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
        elif key == "c":
            self._form = Form(connect.runtime(self._env, os.geteuid()))
            self.run_worker(self._search(self._form))
        elif key == "n" and os.path.lexists(self._target):
            self._said = f"{self._target} is there already, and it stays; edit it, or move it away"
        elif key == "n":
            usual = {"name": os.path.basename(os.path.dirname(self._target)).lower()}
            self._answers = {asked.key: Field(usual.get(asked.key, asked.usual)) for asked in wizard.ASKED}
            self._at = 0

    async def _search(self, form: Form) -> None:
        form.running = await asyncio.to_thread(connect.answering, form.folder)
        self.paint()

    def _join(self, form: Form, key: str) -> None:
        if key == "esc":
            self._form = None
        elif path := form.key(key):
            self._said = f"asking {path} ..."
            self.run_worker(self._ask(path), exclusive=True)

    async def _ask(self, path: str) -> None:
        """Join it, if somebody answers there."""
        self._said = await asyncio.to_thread(connect.refusal, path)
        if not self._said and self._form is not None:
            self._tell(path)
            self.exit(JOIN)
        self.paint()

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
        asked = self._answers is not None or self._form is not None
        title, lines = self._asked(cells)
        said: list[Line] = [((f" {row}", "wrong"),) for row in wrap(f"{WARN} {self._said}", cells - 2)] if self._said else []
        room: list[Line] = [] if self._small else [EMPTY]
        framed = box(((title, "title"),), [*room, *lines, *room], cells, min(len(lines) + 2 + 2 * len(room), height - 1 - len(said)))
        head = spread(((" holdfast", "title"),), (("no supervisor  ", "dim"),), cells)
        rest: list[Line] = [EMPTY, *_SIGNS] if not asked and not self._small else []
        self._pane.show([head, *framed, *said, *rest][:height])

    def _asked(self, cells: int) -> tuple[str, list[Line]]:
        """What stands in the box."""
        if self._form is not None:
            return "connect", self._form.lines(cells)
        if self._answers is not None:
            return f"new {clean(os.path.basename(self._target))}", self._questions(self._answers, cells)
        return "first run", self._first(cells)

    @property
    def _small(self) -> bool:
        return self.size.height < 20

    def _first(self, cells: int) -> list[Line]:
        rows = [
            ("d", "the demo fleet", "six small workers in .demo of this folder, a liar, and a guide", "demo: six workers, one lies"),
            ("n", "new settings", "four questions, and the file is shown before it is written", "new settings: four questions"),
            ("c", "connect", "to a supervisor that runs already, by its socket", "connect to one that runs"),
            ("q", "quit", "nothing is left behind", "quit; nothing is left behind"),
        ]
        if self._found:
            path, words = self._found.path, self._found.words
            rows.insert(2, ("s", "start", f"the supervisor from {path} ({words})", f"start {os.path.basename(path)} ({words})"))
        made: list[Line] = [*(((f" {row}", "text"),) for row in wrap(self._told(), cells - 4, 3 if self._small else 9)), EMPTY]
        for key, name, words, brief in rows:
            if cells < NARROW:
                made.append(((f"  {key}  ", "accent"), (cut(clean(brief), cells - 8), "text")))
                continue
            first, *more = wrap(words, cells - 25, 1 if self._small else 9)
            made.append(((f"   {key}  ", "accent"), (f"{name:<16}", "text"), (first, "dim")))
            made += [((" " * 22 + row, "dim"),) for row in more]
        return made

    def _told(self) -> str:
        """Why this is asked, and where it was looked."""
        if self._found is None:
            why = f"There are no settings here (looked at {self._target} and {find.SYSTEM})."
        else:
            looked = f" (looked at {self._found.looked})" if self._found.looked else ""
            why = f"No supervisor runs for {self._found.path}{looked}."
        return f"Nothing is started before you choose. {why}" if self._small else f"{why} Nothing is started before you choose."

    def _questions(self, fields: dict[str, Field], cells: int) -> list[Line]:
        made: list[Line] = []
        for y, asked in enumerate(wizard.ASKED):
            field, here = fields[asked.key], y == self._at
            value: Line = field.spans("", cells - 12) if here else ((f" {clean(field.text)}", "text"),)
            made.append(((f" {asked.key:<8}", "accent" if here else "dim"), *value))
            made += [((f"          {row}", "dim"),) for row in wrap(asked.words, cells - 12)] if here else []
        if self._at < len(wizard.ASKED):
            return [*made, EMPTY, ((" ⏎", "accent"), (" next  ", "dim"), ("esc", "accent"), (" back", "dim"))]
        file = self._file({key: field.text for key, field in fields.items()}, cells)
        return [*file[-1:], EMPTY, *file[:-2]] if self._small else [*made, EMPTY, *file]  # there the keys come first

    def _file(self, answers: dict[str, str], cells: int) -> list[Line]:
        wrong = wizard.problems(answers, self._target, self._env)
        if wrong:
            rows = [row for problem in wrong for row in wrap(f"{WARN} {problem}", cells - 4)]
            return [*(((f" {row}", "wrong"),) for row in rows), EMPTY, ((" esc", "accent"), (" back to the questions", "dim"))]
        shown: list[Line] = [
            ((f"   {clean(row)}", "text"),) for row in wizard.text(answers, self._target).splitlines() if not row.startswith("#")
        ]
        shown = [line for line in shown if line[0][0].strip()] if self._small else shown[1:]
        path = cut(clean(os.path.basename(self._target) if cells < NARROW else self._target), cells - 24)
        return [*shown, EMPTY, ((" ⏎", "accent"), (f" writes {path}  ", "dim"), ("esc", "accent"), (" back", "dim"))]


def run(found: Found | None, target: str, theme: str | None, tell: Tell) -> int:
    """Show it; QUIT, DEMO, START, NEW, JOIN (then `tell` has the socket), or the code of an end that nobody chose."""
    try:
        wears = outfit(os.environ, theme)
    except ThemeError as error:
        print("\n".join(clean(line) for line in str(error).splitlines()), file=sys.stderr)
        return 1
    app = Welcome(wears, found, target, dict(os.environ), tell)
    code = app.run(mouse=False)
    if app._resort is not None:
        app._resort.cancel()
    return code if code is not None else app.return_code or 0
