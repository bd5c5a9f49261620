"""The live table of workers, one line each, painted line by line.

Only rows that differ from what is shown, and are visible, are marked dirty; with a thousand workers a tick costs what has
changed. The cursor is held by name, so it stays on its worker when the order changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size
from textual.strip import Strip

from holdfast_console.rows import Columns, Row, line
from holdfast_console.text import EMPTY
from holdfast_console.widgets.pane import Look, Pane


class FleetTable(Pane):
    def __init__(self, look: Look, *, id: str | None = None) -> None:
        super().__init__(look, id=id)
        self.rows: tuple[Row, ...] = ()
        self.cursor = 0
        self.columns = Columns(4, ())

    def put(self, rows: Sequence[Row], columns: Columns, cursor: int) -> None:
        """The rows from now on, and the cursor's place among them."""
        if len(rows) != len(self.rows):
            self.virtual_size = Size(self.size.width, len(rows))
        if columns != self.columns or len(rows) != len(self.rows):
            self.refresh()
        else:
            for y, (old, new) in enumerate(zip(self.rows, rows, strict=True)):
                if old != new or (y == cursor) != (y == self.cursor):
                    self.refresh_lines(y)
        self.rows, self.columns, self.cursor = tuple(rows), columns, cursor
        self._follow()

    def _follow(self) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True, immediate=True)

    def below(self) -> int:
        """How many rows are hidden below."""
        return max(0, len(self.rows) - self.scroll_offset.y - self.size.height)

    def render_line(self, y: int) -> Strip:
        place = y + self.scroll_offset.y
        if place >= len(self.rows):
            return self._look.strip(EMPTY, self.size.width, False, True)
        made = line(self.rows[place], self.columns, place == self.cursor)
        return self._look.strip(made, self.size.width, False, True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.rows)
