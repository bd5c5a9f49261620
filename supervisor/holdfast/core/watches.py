"""inotify accounting, pure: fdinfo text -> watches -> what a worker and a user hold.

The kernel charges an inotify instance once, however many processes hold its descriptor (fork, SCM_RIGHTS, an exec without
CLOEXEC). /proc shows it in each of them, so adding up what /proc shows counts too much. Two descriptors can only be the same
instance if they show the same watches; among those the kernel itself is asked (`compare`, kcmp(2) in real life). Where it
will not say, the same descriptor number with the same watches in one worker is taken for a copy, because fork keeps the
number: a guess, and reported as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cmp_to_key
from itertools import pairwise
from typing import NamedTuple

from holdfast.core.words import Budget

# fs/notify/fdinfo.c prints one such line per watch, every number in hex
_LINE = re.compile(r"^inotify wd:([0-9a-f]+) ino:([0-9a-f]+) sdev:([0-9a-f]+) mask:([0-9a-f]+)\b", re.MULTILINE)


class Watch(NamedTuple):
    """One watch of one instance. device = major << 20 | minor, mask as in inotify(7)."""

    wd: int
    inode: int
    device: int
    mask: int


class Instance(NamedTuple):
    """A descriptor of an inotify instance as one process shows it. owner: the worker's name, '' = nobody of ours."""

    owner: str
    pid: int
    fd: int
    watches: tuple[Watch, ...]


class Limits(NamedTuple):
    """What one user may have: watches, instances, and events waiting in one instance's queue."""

    watches: int
    instances: int
    queue: int


class Use(NamedTuple):
    """What is held, copies counted once. guessed: the kernel did not tell the copies apart."""

    watches: int
    instances: int
    guessed: bool = False


class Unknown(Exception):
    """The kernel does not say whether two descriptors are the same instance."""


Compare = Callable[[Instance, Instance], int]
"""0: the same instance; else -1 or 1 in an order that is stable while both exist. Raises Unknown."""


def parse(text: str) -> tuple[Watch, ...]:
    """The watches in the text of /proc/PID/fdinfo/FD, in its order; lines of another shape are not watches."""
    return tuple(Watch(*(int(number, 16) for number in found)) for found in _LINE.findall(text))


def distinct(found: Iterable[Instance], compare: Compare) -> tuple[list[Instance], bool]:
    """One of each instance among `found`, and whether that took guessing."""
    alike: dict[tuple[Watch, ...], list[Instance]] = {}
    for instance in found:
        alike.setdefault(instance.watches, []).append(instance)
    kept: list[Instance] = []
    guessed = False
    for group in alike.values():
        try:
            kept += _told_apart(group, compare)
        except Unknown:
            kept += {(one.owner, one.fd): one for one in group}.values()
            guessed = True
    return kept, guessed


def _told_apart(group: list[Instance], compare: Compare) -> list[Instance]:
    """Sorted by the kernel's order copies are neighbours: n log n questions instead of n squared."""
    ordered = sorted(group, key=cmp_to_key(compare))
    return ordered[:1] + [after for before, after in pairwise(ordered) if compare(before, after) != 0]


def use(found: Iterable[Instance], compare: Compare) -> Use:
    """What all of `found` together is charged for."""
    kept, guessed = distinct(found, compare)
    return Use(sum(len(instance.watches) for instance in kept), len(kept), guessed)


def budget(uid: int, limits: Limits, found: Iterable[Instance], hidden: int, compare: Compare) -> Budget:
    """The budget of `uid` from every visible instance of its processes; those with an owner are our own.

    hidden: how many of its processes could not be looked into (their use comes on top, unknown).
    """
    everything = list(found)
    total = use(everything, compare)
    own = use((instance for instance in everything if instance.owner), compare)
    return Budget(
        uid=uid,
        watches=total.watches,
        watches_max=limits.watches,
        instances=total.instances,
        instances_max=limits.instances,
        queue_max=limits.queue,
        hidden=hidden,
        own_watches=own.watches,
        own_instances=own.instances,
    )
