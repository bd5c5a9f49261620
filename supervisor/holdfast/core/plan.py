"""Who a plan asks, whose yes counts, and how many yeses it needs: fixed when it begins; and who goes first, when it may go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from holdfast.core import quorum
from holdfast.core.book import Book
from holdfast.core.fleet import Fleet, Worker
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


def cut(workers: Sequence[Worker], sizes: Sequence[int | str]) -> tuple[tuple[str, ...], ...]:
    """The names in each wave but the last ("rest", those that are left over). A size is a number, or a share of all in per cent."""
    names = [worker.name for worker in in_turn(workers)]
    waves, total = [], len(names)
    for size in sizes[:-1]:
        number = size if isinstance(size, int) else -(-total * int(size.rstrip("%")) // 100)
        waves.append(tuple(names[:number]))
        del names[:number]
    return tuple(wave for wave in waves if wave)


def in_turn(workers: Sequence[Worker]) -> list[Worker]:
    """Who goes first: the groups by turns, one worker of each at a time, so that every program meets the new content early.

    Groups without and with a vote alternate, and one without begins: its loss harms least. Otherwise as the settings list them.
    """
    groups: dict[str, list[Worker]] = {}
    for worker in workers:
        groups.setdefault(worker.settings.group, []).append(worker)
    plain = [group for group in groups.values() if not group[0].critical]
    voters = [group for group in groups.values() if group[0].critical]
    alternating = [group for pair in zip_longest(plain, voters) for group in pair if group]
    return [worker for round_ in zip_longest(*alternating) for worker in round_ if worker is not None]
