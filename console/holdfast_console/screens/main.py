"""The one screen: header, tabs, an alert if there is one, the page that is shown, a line for messages and questions, the keys.

A key goes to an open question first, then to the line that is being typed, then to a field that is open on the page, then to the registry
of actions. Whatever names an action, a key, the command line or the palette, comes through `do`: what cannot be done flashes its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import ContentSwitcher

from holdfast_console import commands, editor, keys, reasons
from holdfast_console.actions import SCREENS, Action, by_id, find, why_not
from holdfast_console.bridge import Bridge
from holdfast_console.guide import Spot
from holdfast_console.place import INNER, NEIGHBOURS, Place
from holdfast_console.screens.commands import Commands
from holdfast_console.screens.diff import DiffPage
from holdfast_console.screens.event import Event
from holdfast_console.screens.events import Events
from holdfast_console.screens.fleet import Fleet
from holdfast_console.screens.handles import Handles
from holdfast_console.screens.history import History
from holdfast_console.screens.logs import Logs
from holdfast_console.screens.page import TALL, WIDE, Page
from holdfast_console.screens.paths import Paths
from holdfast_console.screens.proofs import Proofs
from holdfast_console.screens.reload import Reload
from holdfast_console.screens.watches import Watches
from holdfast_console.screens.worker import Worker
from holdfast_console.store import Store
from holdfast_console.text import EMPTY, Line, clean, width, wrap
from holdfast_console.widgets.command_line import Prompt, ReasonLine
from holdfast_console.widgets.footer import footer
from holdfast_console.widgets.guide_pane import GuidePane
from holdfast_console.widgets.header import LEAST, alert, header, tabs, too_small
from holdfast_console.widgets.pane import Look, Pane

FLASHED = 3  # lines that a message may take
Act = Callable[[Action, Place, tuple[str, ...]], None]
Seen = Callable[[float], bool]  # what was painted at that monotonic second has reached the eyes


@dataclass(frozen=True)
class Question:
    """Asked in the line above the footer; only `y` is a yes, and `w` a yes with a reason where one can be given."""

    text: str
    yes: Callable[[], None]
    asked: float  # monotonic, of the machine
    because: Callable[[str], None] | None = None


class Main(Screen[None], inherit_bindings=False):
    def __init__(self, look: Look, store: Store, bridge: Bridge, act: Act, actions: tuple[Action, ...], seen: Seen) -> None:
        super().__init__()
        self._look, self._store, self._bridge, self._act, self._seen = look, store, bridge, act, seen
        self.actions = actions
        self.themes: list[str] = []
        self.folder = Path.cwd()  # where files are written
        self.question: Question | None = None
        self.prompt: Prompt | None = None
        self.fleet = Fleet(look, store, bridge)
        self.reload = Reload(look, store, bridge)
        self.history = History(look, store, bridge)
        self.worker = Worker(look, store, bridge, self.fleet)
        self.logs = Logs(look, store, bridge, self.fleet)
        self.diff = DiffPage(look, store, bridge)
        self.handles = Handles(look, store, bridge, self.fleet)
        self.watches = Watches(look, store, bridge)
        self.events = Events(look, store, bridge)
        about = (
            Event(look, store, bridge, self.events),
            Proofs(look, store, bridge, self.history),
            Paths(look, store, bridge, self.watches),
        )
        inner = (self.worker, self.logs, self.diff, self.handles, Commands(look, store, bridge), *about)
        pages: tuple[Page, ...] = (self.fleet, self.reload, self.history, self.watches, self.events, *inner)
        self._pages = {page.key: page for page in pages}
        self._before: list[str] = []  # where esc goes
        self._last = "fleet"  # where - goes
        self._local: tuple[object, str] = (None, "")
        self._header = Pane(look, id="header", bar=True, fades=False)
        self._tabs = Pane(look, id="tabs", fades=False)
        self._alert = Pane(look, id="alert")
        self._line = Pane(look, id="line", fades=False)
        self.guide = GuidePane(look)
        self._footer = Pane(look, id="footer", bar=True, fades=False)
        self._switcher = ContentSwitcher(*self._pages.values(), initial="page-fleet")

    def compose(self) -> ComposeResult:
        yield from (self._header, self._tabs, self._alert, self._switcher, self.guide, self._line, self._footer)

    @property
    def page(self) -> Page:
        return self._pages[(self._switcher.current or "page-fleet").removeprefix("page-")]

    @property
    def place(self) -> Place:
        store, page = self._store, self.page
        return Place(
            page.key, store.view, page.worker, page.version, store.connected, store.read_only, store.paused, page.wide, page.marked,
            page.filtered, page.base, self._not_local(), page.event, page.owner, self._look.keys, store.you,
            self.guide.guide is not None,
        )  # fmt: skip

    def _not_local(self) -> str:
        """Why the source cannot be edited from here; looked at again when the source has changed."""
        view = self._store.view
        if view is None:
            return reasons.UNREACHABLE
        if self._local[0] != (view.host, view.source):
            self._local = ((view.host, view.source), editor.not_local(view))
        return self._local[1]

    def read_split(self, wished: bool) -> None:
        """Differences are read side by side, or in one column."""
        for page in (self.reload, self.history, self.diff):
            page.reader.wished = wished

    # -- from page to page

    def go(self, key: str) -> None:
        """To that page; esc comes back from a page that is no tab."""
        if key == self.page.key:
            return
        if key in INNER:
            self._before.append(self.page.key)
        else:
            self._before.clear()
        self._show(key)

    def back(self) -> None:
        """Out of here: first marks and filter, then the page."""
        if self.page.clear():
            pass
        elif not self._before and self.guide.put_away():
            self._store.flash(f"{self._look.keys['guide']} brings the guide back", "dim")
        else:
            self._show(self._before.pop() if self._before else "fleet")
        self.paint()

    @property
    def spot(self) -> Spot:
        """Where the operator stands, for the guide."""
        view = self._store.view
        lost = view is not None and not self._store.connected
        return Spot(view, self.page.key, self.reload.gate is not None, self._look.keys, lost)

    def last(self) -> None:
        self.go(self._last)

    def _show(self, key: str) -> None:
        if key != self.page.key:
            self._last = self.page.key
            self.page.leave()
            self._switcher.current = f"page-{key}"
            self.page.arrive()
        self.paint()

    def turn(self, source: str) -> None:
        """To that source. What is about one worker or one difference of the other is left; marks and filters stand for nothing here."""
        if self.page.key in INNER:
            self.go("fleet")
        for page in self._pages.values():
            while page.clear():
                pass
        self._bridge.turn(source)
        self.paint()

    def _tab(self, step: int) -> None:
        here = self.page.key if self.page.key in SCREENS else self._before[0] if self._before else "fleet"
        self.go(SCREENS[(SCREENS.index(here) + step) % len(SCREENS)])

    # -- what was meant

    def action(self, name: str) -> Action:
        return by_id(name, self.actions)

    def do(self, action: Action, place: Place, words: tuple[str, ...] = ()) -> None:
        """The one door to every action."""
        if action.group == "move":
            self._move(action.id)
        elif reason := why_not(action, place):
            self._store.flash(f"{action.id}: {clean(reason)}", "moving")
        else:
            self._act(action, place, words)
        self.paint()

    def _move(self, name: str) -> None:
        if name in ("next", "previous") and self.page.key not in NEIGHBOURS:
            self._tab(1 if name == "next" else -1)
        else:
            self.page.move(name)

    def say(self, text: str) -> None:
        """A line of the command line, or the name of an action."""
        meant = commands.read(text, self.place, self.actions, self.themes)
        if isinstance(meant, str):
            self._store.flash(clean(meant), "moving")
            self.paint()
        else:
            self.do(meant.action, meant.place, meant.words)

    def complete(self, text: str) -> list[str]:
        return commands.complete(text, self.place, self.actions, self.themes)

    def ask(self, text: str, yes: Callable[[], None]) -> None:
        self.question = Question(text, yes, monotonic())
        self.paint()

    def ask_why(self, text: str, because: Callable[[str], None], reason: str = "") -> None:
        """As ask; a yes may come with a reason. reason: that it was called with."""
        self.question = Question(text, lambda: because(reason), monotonic(), because)
        self.paint()

    # -- keys

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if not self.is_current:
            return  # typed before a dialog opened, and not at it
        self.press(keys.name(event.key, event.character))
        self._send()

    def _send(self) -> None:
        """What a key has changed, at once: Textual gathers for up to 16 ms. Where something takes another place it is left to Textual."""
        shown = self._compositor.visible_widgets
        if self.is_current and not any(widget._layout_required for widget in (*shown, self._alert)):
            self._compositor.update_widgets({widget for widget in shown if isinstance(widget, Pane)})
            self._compositor_refresh()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted is typed where something is typed, and means nothing anywhere else."""
        event.stop()
        for character in clean(event.text) if self.is_current else "":
            if self.prompt is not None:
                self.prompt.key(character)
            else:
                self.page.paste(character)
        self.paint()

    def press(self, key: str) -> None:
        if self.question is not None:
            self._answer(key)
        elif self.prompt is not None and key != "ctrl+c":
            self._type(self.prompt, key)
        elif not self.page.take(key) and (action := find(self.page.key, key, self.actions)):
            self.do(action, self.place)  # paints
            return
        self.paint()

    def _type(self, prompt: Prompt, key: str) -> None:
        """A prompt that is over may have opened another."""
        if prompt.key(key) and self.prompt is prompt:
            self.prompt = None

    def _answer(self, key: str) -> None:
        if key == "y" and self.question is not None and not self._seen(self.question.asked):
            return  # nobody has read it yet
        question, self.question = self.question, None
        if key == "y" and question is not None:
            question.yes()
        elif key == "w" and question is not None and question.because is not None:
            self.prompt = ReasonLine(question.text, question.because, lambda: self._store.flash("not done", "dim"))
        else:
            self._store.flash("not done", "dim")

    # -- painting

    def on_resize(self) -> None:
        self.paint()

    def paint(self) -> None:
        """Everything that can be seen, from the store. Panes draw only the lines that differ."""
        cells, store = self.size.width, self._store
        if not cells:
            return
        wide = cells >= WIDE and self.size.height >= TALL
        if self._look.faded == store.connected:
            self._look.faded = not store.connected
            self._refresh_all()
        self._header.styles.height = 2 if wide else 1
        small = cells < LEAST[0] or self.size.height < LEAST[1]
        self._header.show([too_small(*self.size)] if small else header(store, cells, wide))
        self._tabs.show([tabs(store, self.page.key, cells, wide, self._look.keys)])
        above = alert(store, self.page.key, self._look.keys)
        self._alert.display = above is not None
        self._alert.show([above or EMPTY])
        self.guide.tell(self.spot, cells, self.size.height)
        self.page.paint()
        said = self._message(cells)
        self._line.styles.height = len(said)
        self._line.show(said)
        self._footer.show([footer(self.place, cells, self.actions)])

    def _message(self, cells: int) -> list[Line]:
        """One line, as a rule. What is asked, and why something cannot be, is read whole."""
        if self.question is not None:
            why: Line = (("w ", "accent"), ("with why ", "dim")) if self.question.because else ()
            answers: Line = (("y", "accent"), ("/", "dim"), ("N ", "accent"), *why)
            *rows, last = wrap(self.question.text, cells - 2 - width(answers))
            return [*(((f" {row}", "bold"),) for row in rows), ((f" {last} ", "bold"), *answers)]
        if self.prompt is not None:
            return [self.prompt.line(cells)]
        if self._store.flashing():
            return [((f" {row}", self._store.flash_role),) for row in wrap(self._store.flash_text, cells - 2, FLASHED)]
        return [EMPTY]

    def _refresh_all(self) -> None:
        for pane in self.query(Pane):
            pane.refresh()
