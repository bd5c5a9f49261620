"""What every place of the console has: it paints itself from the store, moves its cursor, and may take keys for itself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from holdfast.core.detail import Detail, Series
from holdfast.core.view import EventView, VersionView, WorkerView
from holdfast.core.watched import Owner
from holdfast_console.bridge import Bridge
from holdfast_console.keys import Keys
from holdfast_console.store import Store
from holdfast_console.text import Line
from holdfast_console.widgets.pane import Look, Pane

WIDE, TALL = 110, 26  # from this size of a terminal on, things stand side by side

SPEECHLESS = ("Starting", "Backoff", "Fatal")  # lives in which nothing is known from the worker itself
EVERY = 2.0  # seconds that its last words may be old


class Page(Vertical):
    """One of the views in the switcher; `key` is its name in the registry of actions."""

    key: ClassVar[str] = ""

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(id=f"page-{self.key}", classes="page")
        self.look, self.store, self.bridge = look, store, bridge

    @property
    def wide(self) -> bool:
        size = self.app.size
        return size.width >= WIDE and size.height >= TALL

    @property
    def worker(self) -> WorkerView | None:
        """The worker under the cursor."""
        return None

    @property
    def version(self) -> VersionView | None:
        """The version under the cursor."""
        return None

    @property
    def event(self) -> EventView | None:
        """The event under the cursor."""
        return None

    @property
    def owner(self) -> Owner | None:
        """Whose watches are under the cursor."""
        return None

    @property
    def base(self) -> VersionView | None:
        """The version that is marked."""
        return None

    @property
    def marked(self) -> tuple[str, ...]:
        """Names of the marked workers that can be seen."""
        return ()

    @property
    def filtered(self) -> str:
        """What was searched for last."""
        return ""

    @property
    def narrowed(self) -> str:
        """What is filtered by now."""
        return self.filtered

    def narrow(self, text: str) -> str:
        """Only lines that match from now on; what is wrong with the text, or how many there are."""
        return ""

    def matches(self) -> list[bool]:
        """For each line of the list that is shown, in its order: is it what was searched for last? `n` and `N` go there."""
        return []

    @property
    def cursor(self) -> int:
        """The place of the cursor in the list that is shown."""
        return 0

    def to_line(self, place: int) -> None:
        """The cursor to this place of the list."""

    @property
    def command(self) -> str:
        """The command line under the cursor, where there are command lines."""
        return ""

    def things(self) -> list[tuple[str, str, str]]:
        """What `y` offers here beside what it offers everywhere: (key, what it is, text)."""
        return []

    def export(self) -> list[Line]:
        """The whole of what this page shows, also what is scrolled away."""
        return []

    def clear(self) -> bool:
        """What was marked or filtered is shown again. False: nothing was, and esc means to go."""
        return False

    def arrive(self) -> None:
        """This page is shown from now on."""

    def leave(self) -> None:
        """Another page is shown instead."""

    def detail(self, worker: WorkerView, every: float) -> Detail | str | None:
        """What /proc says of it, at most `every` seconds old; why that cannot be had; None while it is not there yet."""
        key = ("worker", worker.name)
        self.bridge.keep(key, "worker", every, worker=worker.name)
        answer = self.store.answered(key)
        return answer if isinstance(answer, Detail | str) else None

    def last_words(self, worker: WorkerView) -> tuple[str, ...]:
        """What it printed last, if it ended or has not dialled: there it says what is wrong with its command, its module, its file."""
        if worker.life not in SPEECHLESS:
            return ()
        key = ("words", worker.name, worker.restarts, worker.life)
        self.bridge.keep(key, "logs", EVERY, worker=worker.name, lines=3)
        answer = self.store.answered(key)
        return tuple(line for line in map(str, answer) if line.strip()) if isinstance(answer, tuple) else ()

    def figures(self, worker: WorkerView, every: float) -> Series | None:
        key = ("figures", worker.name)
        self.bridge.keep(key, "figures", every, worker=worker.name)
        answer = self.store.answered(key)
        return answer if isinstance(answer, Series) else None

    def paint(self) -> None:
        """Show what the store holds now."""

    def move(self, action: str) -> None:
        """One of the actions of the group `move`."""

    def take(self, key: str) -> bool:
        """A key before the registry sees it. True: it was for a field that is open here."""
        return False

    def paste(self, character: str) -> None:
        """A character of pasted text, for a field that is open here; never a key."""

    def on_resize(self) -> None:
        self.paint()


class OnePane(Page):
    """A page that is one pane."""

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self.pane = Pane(look, id=f"{self.key}-pane")

    def compose(self) -> ComposeResult:
        yield self.pane

    def export(self) -> list[Line]:
        return list(self.pane.lines)


def moved(place: int, count: int, action: str, page: int) -> int:
    """Where a cursor or a scroll position goes, kept within 0..count-1."""
    half = max(1, page // 2)
    steps = {"down": 1, "up": -1, "page-down": half, "page-up": -half, "top": -count, "bottom": count}
    return max(0, min(count - 1, place + steps.get(action, 0)))


def neighbours(keys: Keys) -> Line:
    """For the rule on top of a page about one of several."""
    return ((f"{keys['previous']} previous  {keys['next']} next", "dim"),)
