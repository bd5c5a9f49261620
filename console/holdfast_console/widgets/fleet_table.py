"""The live table of workers, one line each, painted line by line.

Only lines that can be seen are made, and only those that differ from what is shown are marked dirty; with a thousand workers a tick
costs what has changed on the screen. The cursor is held by name, so it stays on its worker when the order changes.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size
from textual.strip import Strip

from holdfast_console.rows import Columns, Row, line
from holdfast_console.text import EMPTY, Line
from holdfast_console.widgets.pane import Look, Pane


class FleetTable(Pane):
    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.count = 0
        self.cursor = 0
        self.columns = Columns(4, ())
        self._row: Callable[[int], Row] | None = None
        self._made: dict[int, Line] = {}  # of the rows that can be seen

    def put(self, count: int, row: Callable[[int], Row], columns: Columns, cursor: int) -> None:
        """How many rows there are from now on, how each is made, and the cursor's place among them."""
        if count != self.count:
            self.virtual_size = Size(self.size.width, count)
        other = columns != self.columns or count != self.count
        before, self._made = self._made, {}
        self.count, self._row, self.columns, self.cursor = count, row, columns, cursor
        self._follow()
        if other:
            self.refresh()
            return
        top = self.scroll_offset.y
        for place in range(top, min(count, top + self.size.height)):
            self.renew(place, before.get(place, EMPTY), self._line(place))

    def _line(self, place: int) -> Line:
        """Made once after each put."""
        made = self._made.get(place)
        if made is None:
            if self._row is None or place >= self.count:
                return EMPTY
            made = self._made[place] = line(self._row(place), self.columns, place == self.cursor)
        return made

    def _follow(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True, immediate=True)

    def below(self, height: int) -> int:
        """How many rows are hidden below, where so many lines are for it."""
        return max(0, self.count - self.scroll_offset.y - height)

    def render_line(self, y: int) -> Strip:
        return self._look.strip(self._line(y + self.scroll_offset.y), self.size.width, False, True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self.count
