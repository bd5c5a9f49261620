"""Events: what happened, oldest first and followed; below it the cause chain of the line under the cursor.

Moving up stops following, and what comes meanwhile is counted; G follows again. A line that belongs to a plan brings all of that
plan's lines, in order, with how it ended; any other line of a worker brings that worker's last ones.
"""

from __future__ import annotations

from holdfast.core.view import EventView, RolloutView, VersionView, View, WorkerView
from holdfast_console import narrowing
from holdfast_console.bridge import Bridge
from holdfast_console.chronicle import LEVELS, Chronicle, Sieve
from holdfast_console.glyphs import CURSOR, NO, WARN, YES
from holdfast_console.rows import number
from holdfast_console.screens.page import OnePane, moved
from holdfast_console.store import Store
from holdfast_console.text import Line, clean, left, on_cursor, rule, width, wrap
from holdfast_console.widgets.inspector import LEVEL
from holdfast_console.widgets.pane import Look

_SIGNS = {"good": YES, "bad": NO, "warn": WARN}
_CHAIN = 12  # lines of the cause chain, where there is room for them


class Events(OnePane):
    key = "events"

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self.sieve = Sieve()
        self._searched = ""
        self._read = False  # one of its lines is shown by itself
        self.following = True
        self._chronicle = Chronicle()
        self._shown: list[EventView] = []
        self._chosen = 0  # an event's id
        self._seen = 0  # the newest that was there when following ended
        self._top = 0

    # -- what is under the cursor

    @property
    def cursor(self) -> int:
        last = len(self._shown) - 1
        return last if self.following else next((y for y, e in enumerate(self._shown) if e.id >= self._chosen), last)

    @property
    def event(self) -> EventView | None:
        return self._shown[self.cursor] if self._shown else None

    @property
    def worker(self) -> WorkerView | None:
        view, event = self.store.view, self.event
        return next((w for w in view.workers if w.name == event.worker), None) if view and event and event.worker else None

    @property
    def filtered(self) -> str:
        return self._searched

    @property
    def narrowed(self) -> str:
        return self.sieve.text

    def arrive(self) -> None:
        """Who comes back from a line stands on it."""
        self.following, self._read = not self._read, False

    def stand(self) -> None:
        """The line under the cursor is read by itself: it stays."""
        if self.following and self._shown:
            self._to(self.cursor, following=False)
        self._read = True

    def move(self, action: str) -> None:
        if self._shown:
            here = moved(self.cursor, len(self._shown), action, self._room())
            self._to(here, action == "bottom" or (self.following and here == len(self._shown) - 1))
        self.paint()

    def _to(self, here: int, following: bool) -> None:
        """The cursor to that line; who stops following has seen what is there now."""
        was, self.following = self.following, following
        self._chosen = self._shown[here].id
        if was and not following:
            self._seen = self._shown[-1].id

    def matches(self) -> list[bool]:
        found = narrowing.events(self._searched)
        return [found.keeps(event) for event in self._shown]

    def to_line(self, place: int) -> None:
        self._to(place, following=False)
        self.paint()

    # -- what is shown

    def follow(self) -> None:
        """f: stay with the newest, or stand still."""
        self.following = not self.following
        if not self.following and self._shown:
            self._chosen = self._seen = self._shown[-1].id

    def next_level(self) -> None:
        self._sift(self.sieve._replace(level=LEVELS[(LEVELS.index(self.sieve.level) + 1) % len(LEVELS)]))

    def only_worker(self) -> None:
        """The worker of this line, or everybody again."""
        name = self.event.worker if self.event else ""
        self._sift(self.sieve._replace(worker="" if self.sieve.worker else name))

    def only_plan(self) -> None:
        seq = self.event.seq if self.event else 0
        self._sift(self.sieve._replace(seq=0 if self.sieve.seq else seq))

    def narrow(self, text: str) -> str:
        """Only lines with these words. What there is to say about it."""
        self._searched = text.strip() or self._searched
        self._sift(self.sieve._replace(text=text))
        return narrowing.events(text).problem or (f"{len(self._shown)} of {len(self._chronicle)} events" if text else "")

    def clear(self) -> bool:
        had = bool(self.sieve.words)
        self._sift(Sieve())
        return had

    def _sift(self, sieve: Sieve) -> None:
        """The cursor stays on its line where that is still there, else on the one after it."""
        event, self.sieve = self.event, sieve
        if event is not None and not self.following:
            self._chosen = event.id
        self.paint()

    def _gather(self, view: View) -> None:
        """Everything that the supervisor still knows, once; then the Views, and what fell between two of them."""
        after = self._chronicle.take(view)
        for start in {0, after} - {-1}:
            key = ("events", view.epoch, start)
            self.bridge.ask(key, "events", after=start)
            answer = self.store.answered(key)
            if isinstance(answer, tuple):
                self._chronicle.add(answer)

    def export(self) -> list[Line]:
        names = max((len(clean(e.worker)) for e in self._shown), default=5)
        return [self._line(e, max(5, names), False) for e in self._shown]

    # -- painting

    def _room(self) -> int:
        """Lines of the list: what the chain leaves."""
        below = min(_CHAIN, self.size.height // 2)
        return max(1, self.size.height - 1 - below)

    def paint(self) -> None:
        view, size = self.store.view, self.size
        if view is None or not size.width:
            return
        self._gather(view)
        self._shown = self._chronicle.shown(self.sieve)
        room, cursor, count = self._room(), self.cursor, len(self._shown)
        self._top = max(cursor - room + 1, min(self._top, cursor, max(0, count - room)), 0)
        part = self._shown[self._top : self._top + room]
        names = min(18, max((len(clean(e.worker)) for e in self._shown), default=5))
        lines = [self._line(e, max(5, names), e is self.event) for e in part] or [self._nothing()]
        fresh = 0 if self.following else sum(1 for e in self._shown if e.id > self._seen)
        if fresh:
            lines[-1] = rule(
                ((f"{fresh} new below", "moving"), (" · ", "dim"), (self.look.keys["bottom"], "accent"), (" follows", "dim")),
                (),
                size.width,
            )
        lines += [()] * (room - len(lines))
        self.pane.show([self._head(count), *lines, *self._chain(view, size.height - 1 - room, max(5, names))])

    def _head(self, count: int) -> Line:
        state = "following" if self.following else f"standing still, {self.look.keys['bottom']} follows"
        shown = f"{count} of {len(self._chronicle)}" if self.sieve.words else str(count)
        title: Line = (("events ", "title"), (shown, "text"), (f" · {self.sieve.words}" if self.sieve.words else "", "moving"))
        return rule(title, ((state, "dim" if self.following else "moving"),), self.size.width)

    def _nothing(self) -> Line:
        if self.sieve.words:
            return (
                (f"  none of {len(self._chronicle)} events is {self.sieve.words}; ", "dim"),
                (self.look.keys["back"], "accent"),
                (" shows all", "dim"),
            )
        return (("  nothing has happened since the supervisor started", "dim"),)

    def _line(self, e: EventView, names: int, cursor: bool) -> Line:
        role = LEVEL.get(e.level, "text")
        day = self.store.clock.day(e.at) if self.wide else self.store.clock.hms(e.at)
        made: Line = (
            (CURSOR if cursor else " ", "accent"),
            (f"{day}.{int(e.at % 1 * 1000):03} ", "dim"),
            (f"{_SIGNS.get(e.level, '·')} ", role),
            (left(clean(e.worker) or "fleet", names) + " ", "bold"),
            (clean(e.text), role),
            (f"  {number(e.seq)}" if e.seq and number(e.seq) not in e.text else "", "dim"),
        )
        return on_cursor(made) if cursor else made

    def _chain(self, view: View, height: int, names: int) -> list[Line]:
        """All of the plan that this line belongs to, and its end; else the last lines of its worker."""
        event = self.event
        if event is None or height < 2:
            return []
        if event.seq:
            title: Line = (("cause chain of ", "dim"), (number(event.seq), "title"), *_outcome(view, event.seq))
            part = self._chronicle.shown(Sieve(seq=event.seq))
        elif event.worker:
            title = (("last events of ", "dim"), (clean(event.worker), "title"))
            part = self._chronicle.shown(Sieve(worker=event.worker))
        else:
            return [rule((("no plan and no worker", "dim"),), (), self.size.width), *self._whole(event, names)][:height]
        whole = self._whole(event, names)
        height -= len(whole)
        place = next((y for y, e in enumerate(part) if e.id == event.id), 0)
        top = max(0, min(place - (height - 1) // 2, len(part) - height + 1))
        lines = [self._line(e, names, e.id == event.id) for e in part[top : top + height - 1]]
        end: Line = ((f"{place + 1} of {len(part)}", "dim"),)
        return [rule(title, end, self.size.width), *whole, *lines]

    def _whole(self, event: EventView, names: int) -> list[Line]:
        """What this line says, where it was cut."""
        if width(self._line(event, names, False)) <= self.size.width:
            return []
        return [((f"    {row}", LEVEL.get(event.level, "text")),) for row in wrap(event.text, self.size.width - 6, 3)]


def _outcome(view: View, seq: int) -> Line:
    """What kind of plan, whose, and how it ended or what it is at."""
    for plan in (view.rollout, view.last):
        if plan is not None and plan.seq == seq:
            return _ended(plan)
    version = next((v for v in view.versions if v.seq == seq), None)
    return _recorded(version) if version else ()


def _ended(plan: RolloutView) -> Line:
    state = f"ended: {clean(plan.outcome)}" if plan.outcome else f"is at: {plan.phase.lower()}"
    why = f", {clean(plan.reason)}" if plan.reason else ""
    return ((f"  {plan.kind} by {clean(plan.author)}  ", "dim"), (state + why, "text"))


def _recorded(v: VersionView) -> Line:
    proved = f", {v.proved} of {v.members} proved" if v.members and " of " not in v.outcome else ""
    took = f" in {v.took:.1f} s" if v.took else ""
    return ((f"  {v.kind} by {clean(', '.join(v.approved_by) or v.author)}  ", "dim"), (f"ended: {clean(v.outcome)}{proved}{took}", "text"))
