"""What each action of the registry does: one method `do_ID` for one id, here and in the parts that this is made of.

Looking and going change the page. What acts on the supervisor is in acting.py, finding in the fleet in finding.py, copies, files and the
editor in taking.py. All are called with `self.at` set to the place that the action was meant at.
"""

from __future__ import annotations

from typing import Any

from textual.app import App

from holdfast_console import equivalent
from holdfast_console.acting import Acting
from holdfast_console.actions import Action
from holdfast_console.bridge import Bridge
from holdfast_console.finding import Finding
from holdfast_console.hands import Console
from holdfast_console.keys import Keys
from holdfast_console.place import Place
from holdfast_console.rows import proved_seq
from holdfast_console.screens.dialog import Choice, told
from holdfast_console.screens.help import Help
from holdfast_console.screens.main import Main
from holdfast_console.screens.palette import Palette
from holdfast_console.screens.reader import Reader
from holdfast_console.screens.theme import Themes
from holdfast_console.store import Store
from holdfast_console.taking import Taking
from holdfast_console.text import clean
from holdfast_console.watching import Watching
from holdfast_console.widgets.command_line import CommandLine
from holdfast_console.widgets.pane import Look


class Deeds(Acting, Finding, Taking, Watching):
    def __init__(self, app: App[int], console: Console, look: Look, store: Store, bridge: Bridge, actions: tuple[Action, ...],
                 *, started: bool) -> None:  # fmt: skip
        self.app, self.console, self.look, self.store, self.bridge, self.started = app, console, look, store, bridge, started
        look.keys = Keys({action.id: action.keys for action in actions})
        self.main = Main(look, store, bridge, self.do, actions, console.seen)
        self.main.reload.approve = self.approve
        self.at = Place()
        self._earlier: list[str] = []

    def do(self, action: Action, place: Place, words: tuple[str, ...] = ()) -> None:
        """An action that is possible at this place."""
        self.at = place
        if line := equivalent.of_look(action.id, place):
            self.store.did(action.id, line, "shown")
        deed: Any = getattr(self, "do_" + action.id.replace("-", "_"))
        deed(*words)

    # -- looking

    def do_diff(self) -> None:
        view = self.at.view
        if view is None:
            return
        if self.at.version is not None and self.at.base is not None:
            old, new = self.at.base.seq, self.at.version.seq
            title = f"version #{old} → version #{new}"
        elif self.at.version is not None:
            old, new, title = self.at.version.seq, view.target_seq, f"version #{self.at.version.seq} → what should run"
        elif self.at.worker is not None:
            old, new, title = proved_seq(self.at.worker), self.at.worker.desired_seq, f"{self.at.worker.name}: proves → should run"
        else:
            return
        self.main.diff.open(old, new, title)
        self.main.go("diff")

    def do_enter(self, *_: str) -> None:
        if self.at.worker is not None:
            self.main.fleet.select(self.at.worker.name)
            self.main.go("worker")
        elif self.at.event is not None:
            self.main.go("event")

    def do_logs(self, *_: str) -> None:
        if self.at.worker is not None:
            self.main.fleet.select(self.at.worker.name)
            self.main.go("logs")

    def do_handles(self) -> None:
        self.main.go("handles")

    def do_proofs(self) -> None:
        self.main.go("proofs")

    def do_json(self) -> None:
        self.main.go("event")

    def do_level(self) -> None:
        self.main.events.next_level()

    def do_only_worker(self) -> None:
        self.main.events.only_worker()

    def do_only_plan(self) -> None:
        self.main.events.only_plan()

    def do_follow_events(self) -> None:
        self.main.events.follow()

    def do_pane(self) -> None:
        self.main.reload.switch()

    def do_base(self) -> None:
        self.main.history.mark()

    def do_split(self) -> None:
        """For all places that show a difference, and kept for the next time."""
        wished = not self._reader().wished
        self.main.read_split(wished)
        self.console.keep(split=wished or None)

    def do_full(self) -> None:
        self._reader().turn()

    def do_next_hunk(self) -> None:
        self._hunk(1)

    def do_previous_hunk(self) -> None:
        self._hunk(-1)

    def _hunk(self, step: int) -> None:
        if why_not := self._reader().hunk(step):
            self.store.flash(why_not, "dim")

    def _reader(self) -> Reader:
        pages = {page.key: page.reader for page in (self.main.reload, self.main.history, self.main.diff)}
        return pages[self.at.screen]

    # -- going

    def do_back(self) -> None:
        self.main.back()

    def do_last(self) -> None:
        self.main.last()

    def do_fleet(self) -> None:
        self.main.go("fleet")

    def do_plan(self) -> None:
        self.main.go("reload")

    def do_history(self) -> None:
        self.main.go("history")

    def do_watches(self) -> None:
        self.main.go("watches")

    def do_events(self) -> None:
        self.main.go("events")

    def do_source(self, *words: str) -> None:
        if self.at.view is not None:
            names = [row.name for row in self.at.view.sources]
            self.main.turn(words[0] if words else names[(names.index(self.at.view.source.name) + 1) % len(names)])

    def do_commands(self) -> None:
        self.main.go("commands")

    def do_command(self) -> None:
        self.command_line("")

    def command_line(self, text: str) -> None:
        self.main.prompt = CommandLine(self.main.complete, self._earlier, self.main.say, text)

    def do_palette(self) -> None:
        picked = Palette(self.look, self.store.clock, self.main.place, self.main.actions)
        self.app.push_screen(picked, lambda name: self.main.say(name) if name else None)

    def do_help(self) -> None:
        self.app.push_screen(Help(self.look, self.store.clock, self.main.place, self.main.actions))

    # -- the console itself

    def do_pause(self) -> None:
        self.store.pause()
        self.store.drain()

    def do_guide(self) -> None:
        if self.main.guide.guide is not None:
            self.store.flash(clean(self.main.guide.guide.act(self.main.spot)), "dim")

    def do_theme(self, *words: str) -> None:
        """By its name, or out of the list, which shows each while it is looked at."""
        if words:
            self._theme(words[0])
            return
        dressing = self.console.dressing
        dressing.open()
        self.main.themes = dressing.wardrobe.names
        notes = [*(["NO_COLOR is set: no theme changes what is shown here"] if dressing.colourless else []), *dressing.wardrobe.problems]
        before = dressing.name
        picked = Themes(self.look, self.store.clock, self.main.themes, before, dressing.wear, notes)
        self.app.push_screen(picked, lambda name: self._theme(name) if name else dressing.wear(before))

    def _theme(self, name: str) -> None:
        self.console.dressing.wear(name)
        self.store.flash(f"theme {name}", "dim")
        self.console.keep(theme=name)
        self.main.paint()

    def do_quit(self) -> None:
        if not self.started:
            self.app.exit(0)
            return
        words = told("This console started the supervisor. It and its workers can go on alone; `holdfast attach` joins them again.")
        choices = [("esc", "", "cancel"), ("l", "leave", "leave them running"), ("s", "stop", "stop all workers and the supervisor…")]
        self.app.push_screen(Choice(self.look, self.store.clock, "quit", words, choices), self._quit)

    def _quit(self, word: str | None) -> None:
        if word == "leave":
            self.app.exit(0)
        elif word == "stop":
            self.main.do(self.main.action("stop"), self.main.place)
