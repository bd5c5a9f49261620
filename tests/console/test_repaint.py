"""What is sent to a terminal: no more than differs, no sooner than the line carries it, and always what is newest."""

from __future__ import annotations

import console_fake as fake
import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from holdfast_console.canvas import Canvas
from holdfast_console.driver import TolerantDriver
from holdfast_console.pace import AHEAD, FIRST, GIVEN_UP, LEAST, MOST, OPEN, PATIENCE, Pace
from holdfast_console.text import Line, fit
from holdfast_console.widgets.pane import differing

SPANS = st.lists(st.tuples(st.sampled_from(["", "a", "ab", "12", "名", "13", "▰▰"]), st.sampled_from(["text", "dim", "^text"])), max_size=6)


def cells_of(line: Line, cells: int) -> list[tuple[str, str]]:
    """(letter, role) of each cell; the second cell of a wide letter is empty."""
    letters = [(letter, role) for text, role in fit(line, cells) for letter in text]
    return [cell for letter, role in letters for cell in ((letter, role), ("", role))[: cell_len(letter)]]


@given(SPANS, SPANS, st.integers(1, 14))
def test_what_is_not_repainted_has_not_changed(old: list[tuple[str, str]], new: list[tuple[str, str]], cells: int) -> None:
    painted = {x + n for x, width in differing(tuple(old), tuple(new), cells) for n in range(width)}
    pairs = list(zip(cells_of(tuple(old), cells), cells_of(tuple(new), cells), strict=True))
    assert all(was == now for place, (was, now) in enumerate(pairs) if place not in painted)
    assert painted <= set(range(cells))


def test_one_figure_in_a_line_costs_that_figure() -> None:
    old = (("api-1 ", "text"), ("3.1", "dim"), (" 48M", "dim"))
    assert list(differing(old, (old[0], ("3.2", "dim"), old[2]), 80)) == [(6, 3)]
    assert list(differing(old, (old[0], ("13.2", "dim"), old[2]), 80)) == [(0, 80)]
    assert list(differing(old, old, 80)) == []


# -- the canvas, against a terminal that shows what it is sent

CELLS, HEIGHT = 12, 4
STYLES = tuple(Style.parse(words) for words in ("none", "bold", "red", "bold #102030 on #405060", "on blue", "reverse underline"))
PIECES = st.lists(st.tuples(st.sampled_from(["a", "bc", "  ", "名", "x名y", "▰▱", "e\u0301", "."]), st.sampled_from(STYLES)), max_size=5)
Paint = tuple[int, int, list[tuple[str, Style]], bool, int]
PAINT = st.tuples(st.integers(0, CELLS - 1), st.integers(0, HEIGHT - 1), PIECES, st.booleans(), st.integers(0, 60))


def painted(x: int, y: int, pieces: list[tuple[str, Style]]) -> tuple[LayoutUpdate, Strip]:
    strip = Strip([Segment(text, style) for text, style in pieces])
    return LayoutUpdate([[strip]], Region(x, y, strip.cell_length, 1)), strip


def shown(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    return [[tuple(screen.buffer[y][x]) for x in range(CELLS)] for y in range(HEIGHT)]


@given(st.lists(PAINT, max_size=12))
def test_pieces_in_any_order_and_at_any_pace_make_the_picture_that_was_meant(paints: list[Paint]) -> None:
    """Some is sent after each piece; at the end it looks like a terminal that was sent the last picture as a whole."""
    canvas, screen = Canvas(), pyte.Screen(CELLS, HEIGHT)
    canvas.resize(CELLS, HEIGHT)
    screen.reset_mode(7, private=True)  # no line is wrapped
    stream = pyte.Stream(screen)
    for x, y, pieces, first, room in paints:
        update, strip = painted(x, y, pieces)
        if x + strip.cell_length <= CELLS and (not strip.text or not any(cell_len(c) == 2 for c in "".join(line_of(canvas, y)))):
            canvas.draw(update, ColorSystem.TRUECOLOR, first)
            stream.feed(canvas.take(room))
    stream.feed(canvas.take(MOST))
    assert canvas.take(MOST) == ""
    whole = pyte.Screen(CELLS, HEIGHT)
    whole.reset_mode(7, private=True)
    canvas.forget()
    pyte.Stream(whole).feed(canvas.take(MOST))
    assert shown(screen) == shown(whole)


def line_of(canvas: Canvas, y: int) -> list[str]:
    return [letter for letter, _ in canvas._wanted[y]]


def test_what_is_there_is_not_sent_again_and_what_has_been_replaced_never() -> None:
    canvas = Canvas()
    canvas.resize(CELLS, HEIGHT)
    canvas.take(MOST)
    canvas.draw(painted(0, 0, [("hello world", STYLES[2])])[0], ColorSystem.TRUECOLOR)
    canvas.draw(painted(0, 0, [("hello there", STYLES[2])])[0], ColorSystem.TRUECOLOR)
    assert canvas.take(MOST) == "\x1b[1;1H\x1b[31mhello there\x1b[0m"
    canvas.draw(painted(0, 0, [("hello thera", STYLES[2])])[0], ColorSystem.TRUECOLOR)
    assert canvas.take(MOST) == "\x1b[1;11H\x1b[31ma\x1b[0m"
    canvas.draw(painted(0, 0, [("hello thera", STYLES[2])])[0], ColorSystem.TRUECOLOR)
    assert not canvas.dirty


def test_what_textual_has_not_made_anew_beside_a_widget_stays() -> None:
    """Its update of one widget has in the same line what lies behind the others: that is no news."""
    canvas = Canvas()
    canvas.resize(CELLS, HEIGHT)
    canvas.draw(painted(0, 0, [("head", STYLES[0])])[0], ColorSystem.TRUECOLOR)
    canvas.take(MOST)
    beside = {0: Strip([Segment("    ")]), 4: Strip([Segment("side")])}
    canvas.draw(ChopsUpdate([beside], [(0, 5, 8)], [[4, 8]]), ColorSystem.TRUECOLOR)
    assert line_of(canvas, 0)[:8] == list("head ide")


def test_what_a_key_has_changed_goes_first() -> None:
    canvas = Canvas()
    canvas.resize(CELLS, HEIGHT)
    canvas.take(MOST)
    for y, first in ((1, False), (0, False), (3, True)):
        canvas.draw(painted(0, y, [(str(y), STYLES[0])])[0], ColorSystem.TRUECOLOR, first)
    assert [canvas.take(1)[2] for _ in range(3)] == ["4", "2", "1"]


class Here(TolerantDriver):
    """A driver without a terminal, that keeps what it writes."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.canvas, self.pace, self.written = Canvas(), Pace(), ""
        self.torn = self._leaving = self._asleep = self._synchronized = False
        self._held_since, self.cursor_origin, self._writer_thread = 0.0, None, object()  # type: ignore[assignment]
        self.canvas.resize(*size)
        self.canvas.take(MOST)

    @property
    def queued(self) -> int:
        return 0

    def write(self, data: str) -> None:
        self.written += data

    def hung_up(self) -> bool:
        return False


async def test_what_a_key_has_changed_is_sent_before_anything_else_is_done(desk) -> None:
    async with desk(fake.fleet()) as d:
        usual, here = d.app._driver, Here(d.app.size)
        before = d.app._main.fleet.cursor
        d.app._driver = here
        try:
            d.app._main.on_key(events.Key("j", "j"))  # nothing is awaited
        finally:
            d.app._driver = usual
        assert d.app._main.fleet.cursor == before + 1
        assert d.app._main.fleet.worker.name in here.written


# -- the pace, with a clock of its own


@pytest.mark.parametrize(("rate", "way"), [(1200, 0.3), (9600, 0.3), (9600, 0.02), (120_000, 0.6)])
def test_no_more_is_on_its_way_than_the_line_carries_in_a_moment(rate: int, way: float) -> None:
    """A line of so many bytes a second; the console would always have more to send."""
    pace, now, free, waiting, most, carried = Pace(), 0.0, 0.0, [], 0, 0
    pace.sent(0, now)
    waiting.append((way, 2, 0))
    while now < 60.0:
        while (room := pace.room(now)) and not pace.mute:
            size = min(room, 700)
            pace.sent(size, now)
            free = max(free, now) + size / rate
            waiting.append((free + way, pace._number + 1, size))
        if now > 10.0:
            most = max(most, sum(size for _, _, size in waiting))
        now, column, size = waiting.pop(0)
        carried += size
        pace.answered(column, now)
    assert most <= 2 * max(LEAST, rate * (way + AHEAD)) + 700
    assert carried > 15 * min(rate, 20_000)  # and the line is used: a quarter of it, or twenty lines a second


def test_a_terminal_that_never_answers_is_not_waited_for_and_not_asked_for_ever() -> None:
    pace = Pace()
    assert pace.sent(FIRST, 0.0)
    assert pace.room(0.5) == 0
    assert pace.room(PATIENCE + 0.1) == MOST
    assert pace.seen(5.0)
    assert sum(bool(pace.sent(10, 2.0)) for _ in range(100)) == OPEN - 1


def test_one_that_stops_answering_is_waited_for_and_one_lost_answer_is_only_that() -> None:
    pace = Pace()
    pace.sent(0, 0.0)
    pace.answered(2, 0.1)
    assert pace.known
    pace.sent(600, 1.0)
    pace.sent(600, 1.1)
    assert pace.room(GIVEN_UP - 1) == 0
    assert not pace.seen(1.05)
    pace.answered(4, 1.3)  # the first of the two was lost
    assert pace.seen(1.05)
    assert pace.quiet.is_set()
    assert pace.room(1.4)
