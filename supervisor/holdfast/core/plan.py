"""Who a plan asks, whose yes counts, and how many yeses it needs: fixed when it begins."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.core import quorum
from holdfast.core.book import Book
from holdfast.core.fleet import Fleet
from holdfast.core.lifecycle import Life
from holdfast.core.words import Kind


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody proposes. approvals: how many distinct people must agree; 0 = none."""

    kind: Kind
    sha256: str
    author: str
    author_uid: int
    approvals: int
    content_of: int = 0


def draw(fleet: Fleet, book: Book, kind: Kind) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """(members, voters, gate). Members are all in the count. Voters are those of them that run or are about to, the critical
    ones if there are such: who is down for good has no vote, else the plan that mends it could never be drawn up."""
    if kind is Kind.BOOTSTRAP:
        return tuple(w.name for w in fleet), (), 0
    members = fleet.counted()
    able = [w for w in members if w.life not in (Life.FATAL, Life.DOWN)]
    critical = [w for w in able if w.critical]
    voters = critical or able
    gate = quorum.gate(len(voters), book.settings.rollout.quorum, bool(critical))
    return tuple(w.name for w in members), tuple(w.name for w in voters), gate
