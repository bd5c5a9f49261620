"""What differs goes to the terminal, and nothing else.

Textual notes which columns of a line are dirty, and then sends the line from the left edge of its widget on: for a clock at the right
end of the header that is the whole header, every second. Here a line is cut on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.control import Control
from textual._compositor import ChopsUpdate


class Sparing(ChopsUpdate):
    def render_segments(self, console: Console) -> str:
        return "".join(self._pieces(console))

    def _pieces(self, console: Console) -> Iterator[str]:
        for y, x1, x2 in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is not None and x < x2 and end > x1:
                    yield Control.move_to(max(x, x1), y).segment.text
                    yield strip.crop(max(x, x1) - x, min(end, x2) - x).render(console)


def sparing(renderable: RenderableType) -> RenderableType:
    """The same update, with no more than it is about."""
    return Sparing(renderable.chops, renderable.spans, renderable.chop_ends) if type(renderable) is ChopsUpdate else renderable
