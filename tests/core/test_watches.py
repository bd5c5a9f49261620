"""fdinfo text -> watches -> what is held, with copies of one instance counted once."""

from __future__ import annotations

from itertools import permutations

import pytest

from holdfast.core.watches import Instance, Limits, Unknown, Use, Watch, budget, distinct, parse, use

FDINFO = """pos:\t0
flags:\t02004000
mnt_id:\t15
ino:\t1058
inotify wd:b ino:20e9ca sdev:fe00000 mask:fff ignored_mask:0 fhandle-bytes:8 fhandle-type:1 f_handle:cae9200012345678
inotify wd:1 ino:1f sdev:2d mask:7c8 ignored_mask:0
"""

# Which file the descriptor (pid, fd) is, as the kernel knows: the number stands for the address it compares.
KERNEL = {(1, 3): 70, (2, 3): 70, (3, 9): 70, (4, 3): 50, (5, 3): 60}


def kernel(one, other):
    return KERNEL[one.pid, one.fd] - KERNEL[other.pid, other.fd]


def silent(one, other):
    raise Unknown


def held(owner, pid, fd, *wds):
    return Instance(owner, pid, fd, tuple(Watch(wd, 100 + wd, 1, 0x88) for wd in wds))


def test_every_number_in_fdinfo_is_hexadecimal():
    assert parse(FDINFO) == (Watch(11, 0x20E9CA, 0xFE00000, 0xFFF), Watch(1, 0x1F, 0x2D, 0x7C8))


@pytest.mark.parametrize(
    "line", ["", "pos:\t0", "inotify wd:zz ino:1 sdev:1 mask:1", "inotify wd:1 ino:1", "x inotify wd:1 ino:1 sdev:1 mask:1"]
)
def test_other_lines_are_no_watches(line):
    assert parse(f"{line}\n") == ()


def test_copies_of_one_instance_count_once_in_whatever_order_they_are_found():
    found = [held("w1", 1, 3, 1, 2), held("w1", 2, 3, 1, 2), held("w1", 3, 9, 1, 2), held("w1", 4, 3, 1, 2), held("w1", 5, 3, 1, 2)]
    for order in permutations(found):
        assert use(order, kernel) == Use(watches=6, instances=3)


def test_instances_with_different_watches_need_no_question():
    assert use([held("w1", 1, 3, 1), held("w1", 2, 3, 1, 2)], silent) == Use(watches=3, instances=2)


def test_without_the_kernels_word_the_same_number_in_one_worker_is_taken_for_a_copy():
    found = [held("w1", 1, 3, 1), held("w1", 2, 3, 1), held("w1", 3, 9, 1), held("w2", 4, 3, 1)]
    kept, guessed = distinct(found, silent)
    assert guessed
    assert sorted((one.owner, one.fd) for one in kept) == [("w1", 3), ("w1", 9), ("w2", 3)]
    assert use(found, silent) == Use(3, 3, guessed=True)


def test_nothing_held():
    assert use([], silent) == Use(0, 0)


def test_the_budget_of_a_user():
    found = [held("w1", 1, 3, 1, 2), held("", 2, 3, 1, 2), held("", 4, 3, 1), held("w2", 5, 3, 7, 8, 9)]
    seen = budget(1000, Limits(192536, 128, 16384), found, 4, kernel)
    assert (seen.uid, seen.watches_max, seen.instances_max, seen.queue_max, seen.hidden) == (1000, 192536, 128, 16384, 4)
    assert (seen.watches, seen.instances) == (2 + 1 + 3, 3)  # the shared one is in it once
    assert (seen.own_watches, seen.own_instances) == (2 + 3, 2)
