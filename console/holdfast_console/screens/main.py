"""The one screen: header, tabs, an alert if there is one, the page that is shown, a line for messages and questions, the keys.

A key goes to an open question first, then to a field that is open on the page, then to the registry of actions. What cannot be
done now flashes its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import ContentSwitcher

from holdfast_console import keys
from holdfast_console.actions import INNER, Action, Place, find, why_not
from holdfast_console.bridge import Bridge
from holdfast_console.screens.diff import DiffPage
from holdfast_console.screens.events import Events
from holdfast_console.screens.fleet import Fleet
from holdfast_console.screens.handles import Handles
from holdfast_console.screens.history import History
from holdfast_console.screens.logs import Logs
from holdfast_console.screens.page import TALL, WIDE, Page
from holdfast_console.screens.reload import Reload
from holdfast_console.screens.worker import Worker
from holdfast_console.store import Store
from holdfast_console.text import EMPTY, Line, clean
from holdfast_console.widgets.footer import footer
from holdfast_console.widgets.header import alert, header, tabs
from holdfast_console.widgets.pane import Look, Pane


@dataclass(frozen=True)
class Question:
    """Asked in the line above the footer; only `y` is a yes."""

    text: str
    yes: Callable[[], None]


class Main(Screen[None], inherit_bindings=False):
    def __init__(self, look: Look, store: Store, bridge: Bridge, act: Callable[[Action], None]) -> None:
        super().__init__()
        self._look, self._store, self._act = look, store, act
        self.question: Question | None = None
        self.fleet = Fleet(look, store, bridge)
        self.reload = Reload(look, store, bridge)
        self.history = History(look, store, bridge)
        self.worker = Worker(look, store, bridge, self.fleet)
        self.logs = Logs(look, store, bridge, self.fleet)
        self.diff = DiffPage(look, store, bridge)
        self.handles = Handles(look, store, bridge, self.fleet)
        self.events = Events(look, store, bridge)
        pages = (self.fleet, self.reload, self.history, self.events, self.worker, self.logs, self.diff, self.handles)
        self._pages: dict[str, Page] = {page.key: page for page in pages}
        self._before: list[str] = []
        self._header = Pane(look, id="header", bar=True, fades=False)
        self._tabs = Pane(look, id="tabs", fades=False)
        self._alert = Pane(look, id="alert")
        self._line = Pane(look, id="line", fades=False)
        self._footer = Pane(look, id="footer", bar=True, fades=False)
        self._switcher = ContentSwitcher(*self._pages.values(), initial="page-fleet")

    def compose(self) -> ComposeResult:
        yield from (self._header, self._tabs, self._alert, self._switcher, self._line, self._footer)

    @property
    def page(self) -> Page:
        return self._pages[(self._switcher.current or "page-fleet").removeprefix("page-")]

    @property
    def place(self) -> Place:
        store, page = self._store, self.page
        return Place(page.key, store.view, page.worker, page.version, store.connected, store.read_only, store.paused, page.wide)

    def go(self, key: str) -> None:
        """To that page; esc comes back from a page that is no tab."""
        if key == self.page.key:
            return
        if key in INNER:
            self._before.append(self.page.key)
        else:
            self._before.clear()
        self._turn(key)

    def back(self) -> None:
        if self.page.clear():
            return
        self._turn(self._before.pop() if self._before else "fleet")

    def _turn(self, key: str) -> None:
        self.page.leave()
        self._switcher.current = f"page-{key}"
        self.page.arrive()
        self.paint()

    def ask(self, text: str, yes: Callable[[], None]) -> None:
        self.question = Question(text, yes)
        self.paint()

    # -- keys

    def on_key(self, event: events.Key) -> None:
        event.stop()
        key = keys.name(event.key, event.character)
        if self.question is not None:
            self._answer(key)
        elif not self.page.take(key):
            self._press(key)
        self.paint()

    def _answer(self, key: str) -> None:
        question, self.question = self.question, None
        if key == "y" and question is not None:
            question.yes()
        else:
            self._store.flash("not done", "dim")

    def _press(self, key: str) -> None:
        action = find(self.page.key, key)
        if action is None:
            return
        if action.group == "move":
            self.page.move(action.id)
        elif reason := why_not(action, self.place):
            self._store.flash(f"{action.id}: {clean(reason)}", "moving")
        else:
            self._act(action)

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
        self._header.show(header(store, cells, wide))
        self._tabs.show([tabs(store, self.page.key, cells, wide)])
        above = alert(store, self.page.key)
        self._alert.display = above is not None
        self._alert.show([above or EMPTY])
        self.page.paint()
        self._line.show([self._message()])
        self._footer.show([footer(self.place, cells)])

    def _message(self) -> Line:
        if self.question is not None:
            return ((f" {self.question.text} ", "bold"), ("y", "accent"), ("/", "dim"), ("N ", "accent"))
        if self._store.flashing():
            return ((f" {clean(self._store.flash_text)}", self._store.flash_role),)
        return EMPTY

    def redraw(self) -> None:
        """All colours have changed."""
        self._refresh_all()
        self.paint()

    def _refresh_all(self) -> None:
        for pane in self.query(Pane):
            pane.refresh()
