"""Who a plan asks, whose yes counts, and how many yeses it needs: fixed when it begins."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.core import quorum
from holdfast.core.book import Book
from holdfast.core.fleet import Fleet
from holdfast.core.lifecycle import Life
from holdfast.core.words import Kind

GONE = (Life.FATAL, Life.DOWN, Life.STOPPING)


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
    """(members, voters, gate). Members are those in the count that run or are about to; a worker that is down for good is
    none, else the plan that mends it could never be drawn up. Voters are the critical members, or all of them."""
    if kind is Kind.BOOTSTRAP:
        return tuple(w.name for w in fleet), (), 0
    members = [w for w in fleet.counted() if w.life not in GONE]
    critical = [w for w in members if w.critical]
    voters = critical or members
    gate = quorum.gate(len(voters), book.settings.rollout.quorum, bool(critical))
    return tuple(w.name for w in members), tuple(w.name for w in voters), gate
