"""A burst of edits is one plan after another: each that is shown stays for two seconds, and the ones between are not shown at all.

The first is shown at once. What stands there may have been replaced meanwhile; then it cannot be approved here.
"""

from __future__ import annotations

from holdfast.core.view import RolloutView
from holdfast_console.place import OPEN

STAYS = 2.0  # seconds


class Burst:
    def __init__(self) -> None:
        self.shown: RolloutView | None = None
        self.newer = 0  # the plan that has replaced the one that is shown
        self._since = 0.0

    def take(self, now: RolloutView | None, mono: float) -> None:
        """now: the transaction as it is; mono: our clock."""
        self.newer = 0
        if self.shown is not None and now is not None and self._replaced(self.shown, now) and mono - self._since < STAYS:
            self.newer = now.seq
            return
        if self.shown is None or now is None or now.seq != self.shown.seq:
            self._since = mono
        self.shown = now

    @staticmethod
    def _replaced(shown: RolloutView, now: RolloutView) -> bool:
        """One plan that nobody has decided by another, or by nothing yet."""
        if shown.phase not in OPEN:
            return False
        return now.phase in OPEN if now.seq != shown.seq else now.outcome == "superseded"
