"""Where the demo's guide stands: above the line for messages, two or three lines high, and not there at all without a guide."""

from __future__ import annotations

from holdfast_console import guide
from holdfast_console.guide import Guide, Spot
from holdfast_console.widgets.pane import Look, Pane


class GuidePane(Pane):
    def __init__(self, look: Look) -> None:
        super().__init__(look, id="guide", fades=False)
        self.guide: Guide | None = None  # of the demo

    def tell(self, spot: Spot, cells: int, height: int) -> None:
        """What fits this moment, for a terminal of that size."""
        shown = guide.lines(spot, cells, height) if self.guide is not None and not self.guide.hidden else []
        self.display, self.styles.height = bool(shown), len(shown)
        self.show(shown)

    def put_away(self) -> bool:
        """False: it is not shown."""
        if self.guide is None or self.guide.hidden:
            return False
        self.guide.hidden = True
        return True
