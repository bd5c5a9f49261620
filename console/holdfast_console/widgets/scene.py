"""What the painters of the Reload screen look at."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len

from holdfast.core.view import RolloutView, View, WorkerView
from holdfast.core.words import Diff
from holdfast_console.keys import NAMES, Keys
from holdfast_console.rows import checksum, number
from holdfast_console.screens.reader import Reader
from holdfast_console.store import Clock
from holdfast_console.text import Line, clean
from holdfast_console.widgets.approval import Gate
from holdfast_console.widgets.lane import NEVER

PANES = ("diff", "votes", "impact")


@dataclass(frozen=True)
class Scene:
    """now: the supervisor's wall clock; mono: ours. cursor: a worker's name. pane: what of PANES a narrow terminal shows.

    command: the command line that does what the screen offers. newer: the plan that has replaced this one, 0 = none. order: the workers of
    the lanes. back_for: seconds since it turned back. barred: why the operator may not approve it, '' = they may.
    """

    view: View
    rollout: RolloutView
    diff: Diff | str | None
    clock: Clock
    now: float
    mono: float
    cells: int
    height: int
    wide: bool
    reader: Reader
    gate: Gate | None = None
    pane: str = "diff"
    cursor: str = ""
    command: str = ""
    newer: int = 0
    order: tuple[str, ...] = ()
    back_for: float = NEVER
    keys: Keys = NAMES
    barred: str = ""

    @property
    def names(self) -> int:
        """Cells for the names of the workers."""
        names = [v.worker for v in self.rollout.votes] + [lane.worker for lane in self.rollout.lanes]
        return max(6, min(max((cell_len(clean(name)) for name in names), default=6), 24))

    def worker(self, name: str) -> WorkerView | None:
        return next((w for w in self.view.workers if w.name == name), None)


def unmoved(rollout: RolloutView) -> bool:
    """It ended before anything was decided, or a wave had begun: refused, rejected, superseded. So there are no lanes to show."""
    return bool(rollout.outcome) and not rollout.decided_at and not any(lane.back for lane in rollout.lanes)


def change(rollout: RolloutView) -> Line:
    """#7 a7f9e2b → #8 e41d07a; on the way back ←"""
    arrow = "←" if rollout.phase in ("RollingBack", "Stuck") or rollout.outcome == "rolled back" else "→"
    base: Line = ((f"{number(rollout.base_seq)} {checksum(rollout.base_sha256)} {arrow} ", "dim"),) if rollout.base_seq else ()
    return (*base, (f"{number(rollout.seq)} ", "text"), (checksum(rollout.sha256), "bold"))


def origin(rollout: RolloutView, wide: bool) -> str:
    """rollback to #5 by ana; of what the author is there is no more than the beginning where there is no room"""
    back = f" to #{rollout.content_of}" if rollout.content_of else ""
    author = clean(rollout.author)
    return f"{rollout.kind}{back} by {author if wide else author.partition(',')[0]}"
