"""Real sockets in a real directory: who may listen where, who dialled, what passes and what waits."""

import os
import pwd
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from holdfast.io import sockets
from holdfast.io.sockets import CannotListen, Outbox, Peer, listen


@pytest.fixture
def place():
    """A directory whose paths are short enough for AF_UNIX."""
    path = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    ours.setblocking(False)
    yield ours, theirs
    ours.close()
    theirs.close()


def dial(path):
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(str(path))
    return sock


def mode(path):
    return stat.S_IMODE(os.lstat(path).st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_modes_are_as_asked_whatever_the_umask(place, umask):
    before = os.umask(umask)
    try:
        with listen(f"{place}/run/w/sock", 0o660, 0o711) as sock:
            assert (mode(place / "run/w/sock"), mode(place / "run/w")) == (0o660, 0o711)
            assert not sock.getblocking()
            assert not os.get_inheritable(sock.fileno())
    finally:
        os.umask(before)


def test_by_default_it_is_private(place):
    with listen(f"{place}/run/sock"):
        assert (mode(place / "run/sock"), mode(place / "run")) == (0o600, 0o700)


def test_it_belongs_to_the_group_that_is_asked_for(place):
    with listen(f"{place}/sock", 0o660, gid=os.getgid()):
        assert os.stat(place / "sock").st_gid == os.getgid()


def test_a_file_left_by_a_killed_process_is_taken_over(place):
    leave = "import os, socket, sys; s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", leave, f"{place}/sock"], check=False)
    assert stat.S_ISSOCK(os.lstat(place / "sock").st_mode)
    with listen(f"{place}/sock"), dial(place / "sock"):
        pass


def test_one_that_is_listened_on_is_left_alone(place):
    with listen(f"{place}/sock"):
        with pytest.raises(CannotListen, match=rf"cannot listen on .*: process {os.getpid()} already listens there; stop it first"):
            listen(f"{place}/sock")
        dial(place / "sock").close()


def test_a_file_that_is_no_socket_is_left_alone(place):
    (place / "sock").write_text("precious")
    with pytest.raises(CannotListen, match="not a socket is there; move it away"):
        listen(f"{place}/sock")
    assert (place / "sock").read_text() == "precious"


def test_a_dangling_link_is_left_alone(place):
    (place / "sock").symlink_to(place / "elsewhere")
    with pytest.raises(CannotListen, match="not a socket is there"):
        listen(f"{place}/sock")
    assert not (place / "elsewhere").exists()


def test_a_path_too_long_says_how_long_it_may_be(place):
    long = f"{place}/{'x' * 107}"
    with pytest.raises(CannotListen, match=r"bytes, a socket's path has at most 107; choose a shorter run directory"):
        listen(long)
    longest = f"{place}/{'x' * (106 - len(str(place)))}"
    with listen(longest), dial(longest):
        pass


def test_a_directory_where_others_can_rename_files_is_refused(place):
    (place / "open").mkdir()
    (place / "open").chmod(0o777)
    with pytest.raises(CannotListen, match="use a directory of its own"):
        listen(f"{place}/open/sock")


def test_a_directory_that_is_a_file_is_refused(place):
    (place / "run").write_text("")
    with pytest.raises(CannotListen, match="run is not a directory"):
        listen(f"{place}/run/sock")


def test_the_kernel_says_who_dialled(place):
    with listen(f"{place}/sock") as listener, dial(place / "sock"):
        accepted, _ = listener.accept()
        with accepted:
            assert sockets.peer(accepted) == Peer(os.getpid(), os.getuid(), os.getgid())


def test_login_uid_is_a_user_or_nobody():
    assert sockets.login_uid(0) == -1  # no such process
    found = sockets.login_uid(os.getpid())
    assert found == -1 or pwd.getpwuid(found)


def test_the_session_of_a_process_and_of_none():
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, start_new_session=True)
    assert sockets.session(child.pid) == child.pid
    child.communicate()
    assert sockets.session(child.pid) == 0
    assert sockets.session(0) == 0  # a peer of another pid namespace is nobody, not us


def test_a_flood_of_descriptors_never_reaches_our_table(pair):
    ours, theirs = pair
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(50):
        with open("/dev/null") as null:
            socket.send_fds(theirs, [b"x"], [null.fileno()] * 20)
    told = []
    while got := sockets.receive(ours):
        told.append(got)
    assert b"".join(chunk for chunk, _ in told) == b"x" * 50
    assert all(descriptors for _, descriptors in told)
    assert len(os.listdir("/proc/self/fd")) == before
    theirs.send(b"y")
    assert sockets.receive(ours) == (b"y", False)


def test_the_end_is_empty_bytes_and_known_before_the_rest_is_read(pair):
    ours, theirs = pair
    assert sockets.receive(ours) is None
    assert not sockets.hung_up(ours)
    theirs.send(b"last")
    theirs.close()
    assert sockets.hung_up(ours)
    assert [sockets.receive(ours), sockets.receive(ours)] == [(b"last", False), (b"", False)]


def test_a_descriptor_goes_with_its_message_and_is_gone_from_here(pair):
    ours, theirs = pair
    read, write = os.pipe()
    outbox = Outbox(ours)
    assert outbox.put(b"before\n")
    assert outbox.put(b"with\n", write)
    assert outbox.put(b"after\n")
    outbox.flush()
    assert len(outbox) == 0
    assert theirs.recv(7) == b"before\n"
    line, fds, _, _ = socket.recv_fds(theirs, 100, 10)
    assert line.startswith(b"with\n")
    with os.fdopen(fds[0], "wb") as taken, os.fdopen(read, "rb") as other_end:
        taken.write(b"same pipe")
        taken.close()
        assert other_end.read() == b"same pipe"  # ends only because our copy is closed


def test_a_reader_that_does_not_read_fills_the_box_and_never_blocks(pair):
    ours, theirs = pair
    outbox, line = Outbox(ours), b"x" * 8191 + b"\n"
    taken = 0
    while outbox.put(line):
        outbox.flush()
        taken += 1
    assert len(outbox) * len(line) <= 256 * 1024
    theirs.setblocking(False)
    heard = bytearray()
    while len(heard) < taken * len(line):
        heard += theirs.recv(1 << 20)
        outbox.flush()
    assert bytes(heard) == line * taken
    assert outbox.put(line)


def test_sixty_four_small_messages_are_the_most_that_wait(pair):
    outbox = Outbox(pair[0])
    assert [outbox.put(b"x\n") for _ in range(65)] == [True] * 64 + [False]


def test_descriptors_that_find_no_room_or_are_dropped_are_closed(pair):
    outbox, (read, write) = Outbox(pair[0], messages=1), os.pipe()
    assert outbox.put(b"x", os.dup(write))
    assert not outbox.put(b"x", write)
    outbox.close()
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b""  # end of file: every writing end is closed


def test_a_lost_reader_is_an_error_and_no_signal(pair):
    ours, theirs = pair
    theirs.close()
    outbox = Outbox(ours)
    outbox.put(b"x")
    with pytest.raises(BrokenPipeError):
        outbox.flush()
