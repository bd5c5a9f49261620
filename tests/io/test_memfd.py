"""Sealed memory: what is in it stays in it, and nobody disturbs another's reading."""

import os

import pytest

from holdfast.io.memfd import open_copy, sealed


@pytest.fixture
def fd():
    made = sealed(b"level = 1\n", b'{"level":1}')
    yield made
    os.close(made)


def test_it_holds_the_raw_bytes_and_then_the_value(fd):
    assert os.pread(fd, 100, 0) == b'level = 1\n{"level":1}'


@pytest.mark.parametrize(
    "spoil",
    [
        lambda fd: os.pwrite(fd, b"x", 0),
        lambda fd: os.ftruncate(fd, 1),
        lambda fd: os.ftruncate(fd, 1000),
    ],
)
def test_not_even_we_can_change_it(fd, spoil):
    with pytest.raises(PermissionError):
        spoil(fd)
    assert os.pread(fd, 100, 0) == b'level = 1\n{"level":1}'


def test_each_copy_has_its_own_offset_and_cannot_write(fd):
    one, other = open_copy(fd), open_copy(fd)
    try:
        assert os.read(one, 5) == b"level"
        assert os.read(other, 5) == b"level"
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.write(one, b"x")
        assert not os.get_inheritable(one)
    finally:
        os.close(one)
        os.close(other)


def test_eight_mebibytes_fit():
    raw = os.urandom(8 << 20)
    fd = sealed(raw, b"{}")
    try:
        assert os.pread(fd, len(raw) + 10, 0) == raw + b"{}"
    finally:
        os.close(fd)
