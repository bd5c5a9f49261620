"""Three-valued votes: a gate is won, lost, or still pending. Silence is not a yes."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    PENDING = "pending"
    WON = "won"
    LOST = "lost"


def gate(voters: int, rule: str, critical: bool) -> int:
    """How many yeses a plan needs. Without critical workers all must agree; with them a majority, or all by rule."""
    if not critical or rule == "all":
        return voters
    return voters // 2 + 1 if voters else 0


def verdict(yes: int, no: int, voters: int, needed: int) -> Verdict:
    """What the votes so far decide; `no` includes voters that can no longer say yes."""
    if yes >= needed:
        return Verdict.WON
    if voters - no < needed:
        return Verdict.LOST
    return Verdict.PENDING
