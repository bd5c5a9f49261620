"""What is sent to a terminal: no more than differs, nothing while it takes nothing, and one whole frame when it does again."""

from __future__ import annotations

from typing import Any

import console_fake as fake
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual import events
from textual._compositor import ChopsUpdate
from textual.message import Message
from textual.strip import Strip

from holdfast_console.driver import QUEUED, TolerantDriver
from holdfast_console.sparing import sparing
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


def test_of_a_dirty_line_nothing_is_sent_that_stands_beside_the_dirty_columns() -> None:
    line = {0: Strip([Segment("supervisor "), Segment("12:00:01")]), 19: Strip([Segment("│ pid 1")])}
    for columns, sent in (((11, 19), "\x1b[1;12H12:00:01"), ((17, 20), "\x1b[1;18H01\x1b[1;20H│"), ((19, 26), "\x1b[1;20H│ pid 1")):
        update = sparing(ChopsUpdate([line], [(0, *columns)], [[19, 26]]))
        assert isinstance(update, ChopsUpdate)
        assert update.render_segments(Console()) == sent


class Slow(TolerantDriver):
    """A driver without a terminal, whose queue is as long as the test says."""

    def __init__(self, app: Any) -> None:
        self._app, self.torn, self.waiting, self.written = app, False, 0, ""
        self.cursor_origin = None
        self.passed: list[Message] = []

    @property
    def queued(self) -> int:
        return self.waiting

    def write(self, data: str) -> None:
        self.written += data

    def flush(self) -> None:
        """Nothing waits here."""

    def hung_up(self) -> bool:
        return False

    def send_message(self, message: Message) -> None:
        self.passed.append(message)


async def test_frames_are_dropped_for_a_terminal_that_is_behind_and_one_whole_frame_follows(desk) -> None:
    async with desk(fake.fleet()) as d:
        usual, slow = d.app._driver, Slow(d.app)
        d.app._driver = slow
        try:
            slow.waiting = QUEUED + 1
            d.app.screen.refresh()
            await d.pilot.pause()
            assert slow.torn
            slow.waiting = QUEUED  # fewer wait, and it is still what was left out that counts
            d.app.tick()
            assert slow.torn
            assert "PROOF" not in slow.written
            slow.waiting = 0
            d.app.tick()
            await d.pilot.pause()
            assert not slow.torn
            assert "PROOF" in slow.written
            assert "policy-engine-1" in slow.written
        finally:
            d.app._driver = usual


async def test_what_a_key_has_changed_is_sent_before_anything_else_is_done(desk) -> None:
    async with desk(fake.fleet()) as d:
        usual, here = d.app._driver, Slow(d.app)
        before = d.app._main.fleet.cursor
        d.app._driver = here
        try:
            d.app._main.on_key(events.Key("j", "j"))  # nothing is awaited
        finally:
            d.app._driver = usual
        assert d.app._main.fleet.cursor == before + 1
        assert d.app._main.fleet.worker.name in here.written


async def test_keys_typed_at_a_picture_that_stands_are_not_taken(desk) -> None:
    async with desk(fake.fleet()) as d:
        slow = Slow(d.app)
        slow.waiting = QUEUED + 1
        for key in ("y", "Q", "ctrl+c"):
            slow.process_message(events.Key(key, None))
        slow.process_message(events.Paste("stop\n"))
        assert [message.key for message in slow.passed] == ["ctrl+c"]
        slow.waiting = QUEUED
        slow.process_message(events.Key("y", "y"))
        assert [message.key for message in slow.passed] == ["ctrl+c", "y"]
