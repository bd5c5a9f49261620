"""Unix stream sockets: listen without a gap, know who dialled, pass a descriptor, never block on a send.

A socket's file gets its owner and mode before listen(), and nobody can connect before listen(): there is no moment at which
it is open to more people than asked for, and the process's umask is not touched. A stale file (its process was killed) is
removed only if it is a socket that nobody listens on.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import stat
import struct
from collections import deque
from typing import NamedTuple

PATH = 107  # bytes: sun_path of unix(7) less its closing NUL
_TRUNCATED = int(socket.MSG_CTRUNC)  # `&` with the enum itself runs in Python, once a line
NO_LOGIN = 4294967295  # /proc/PID/loginuid of a process without a login, (uid_t) -1


class CannotListen(Exception):
    """A whole sentence: "cannot listen on P: why; what to do"."""


class Peer(NamedTuple):
    """Who was at the other end when it connected."""

    pid: int
    uid: int
    gid: int


def listen(path: str, mode: int = 0o600, directory_mode: int = 0o700, gid: int = -1, backlog: int = 256) -> socket.socket:
    """A non-blocking, close-on-exec listening socket at `path` with that mode (and group, unless -1).

    A missing directory is made with `directory_mode`; one that is there is left as it is, but refused if it is
    another user's or everybody can write to it.
    CannotListen says what is in the way.
    """
    size = len(os.fsencode(path))
    if size > PATH:
        raise CannotListen(f"cannot listen on {path}: {size} bytes, a socket's path has at most {PATH}; choose a shorter run directory")
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    try:
        _directory(os.path.dirname(path) or ".", directory_mode)
        _make_room(path)
        sock.bind(path)
        if gid >= 0:
            os.chown(path, -1, gid)
        os.chmod(path, mode)
        sock.listen(backlog)
    except OSError as error:
        sock.close()
        raise CannotListen(f"cannot listen on {path}: {error.strerror or error}") from error
    except CannotListen as error:
        sock.close()
        raise CannotListen(f"cannot listen on {path}: {error}") from None
    return sock


def inode(path: str) -> int:
    """The number of the file at `path`, 0 for none: whether a socket's name still leads to the one that was bound there."""
    try:
        return os.stat(path).st_ino
    except OSError:
        return 0


def listen_tcp(address: str, backlog: int = 16) -> socket.socket:
    """A non-blocking, close-on-exec TCP listener at "127.0.0.1:9464" or "[::1]:9464". CannotListen says what is in the way."""
    host, _, port = address.rpartition(":")
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    try:
        sock = socket.socket(family, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
    except OSError as error:
        raise CannotListen(f"cannot listen on {address}: {error.strerror or error}") from error
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that have just ended do not hold it
        sock.bind((host.strip("[]"), int(port)))
        sock.listen(backlog)
    except OSError as error:
        sock.close()
        todo = "; stop who listens there, or choose another port" if error.errno == errno.EADDRINUSE else ""
        raise CannotListen(f"cannot listen on {address}: {error.strerror or error}{todo}") from error
    return sock


def _directory(path: str, mode: int) -> None:
    try:
        os.makedirs(os.path.dirname(path) or ".", mode=0o755, exist_ok=True)
        os.mkdir(path, mode)
        os.chmod(path, mode)  # what the umask took away
    except FileExistsError:
        found = os.stat(path)
        if not stat.S_ISDIR(found.st_mode):
            raise CannotListen(f"{path} is not a directory") from None
        if found.st_mode & stat.S_IWOTH or found.st_uid not in (0, os.geteuid()):
            raise CannotListen(f"others can rename files in {path}; use a directory of its own") from None


def _make_room(path: str) -> None:
    """Remove the file of a socket that nobody listens on any more."""
    try:
        kind = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(kind):
        raise CannotListen("something that is not a socket is there; move it away, or choose another path")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK) as probe:
        answer = probe.connect_ex(path)
        if answer == errno.ECONNREFUSED:
            os.unlink(path)
        elif answer in (0, errno.EAGAIN):
            holder = f"process {peer(probe).pid}" if answer == 0 else "a busy process"
            raise CannotListen(f"{holder} already listens there; stop it first")
        else:
            raise OSError(answer, os.strerror(answer))


def peer(sock: socket.socket) -> Peer:
    """The kernel's word (SO_PEERCRED) on who connected; pid 0 if it is not of our pid namespace."""
    raw = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return Peer(*struct.unpack("iII", raw))


def login_uid(pid: int) -> int:
    """Who logged in to start this process, across su and sudo; -1: nobody, or it cannot be known."""
    try:
        with open(f"/proc/{pid}/loginuid") as file:
            uid = int(file.read())
    except (OSError, ValueError):
        return -1
    return -1 if uid == NO_LOGIN else uid


def session(pid: int) -> int:
    """The session's leader's pid, 0 if there is no such process."""
    try:
        return os.getsid(pid) if pid > 0 else 0
    except ProcessLookupError:
        return 0


def hung_up(sock: socket.socket) -> bool:
    """Has the other end closed, whether or not its last bytes have been read?"""
    poll = select.poll()
    poll.register(sock, select.POLLRDHUP)
    return bool(poll.poll(0))


def receive(sock: socket.socket, size: int = 8 * 1024) -> tuple[bytes, bool] | None:
    """(bytes, were descriptors sent along), None if there is nothing to read now; b'' is the end.

    No room is given for descriptors, so the kernel closes what comes: a flood of them never reaches our table.
    """
    try:
        chunk, _, flags, _ = sock.recvmsg(size)
    except BlockingIOError:
        return None
    return chunk, bool(flags & _TRUNCATED)


class Outbox:
    """What waits to be sent on one non-blocking socket: bounded, each message perhaps with one descriptor, which it owns."""

    def __init__(self, sock: socket.socket, messages: int = 64, size: int = 256 * 1024) -> None:
        self._sock = sock
        self._messages = messages
        self._room = size
        self._queue: deque[tuple[memoryview, int]] = deque()

    def __len__(self) -> int:
        return len(self._queue)

    def put(self, line: bytes, fd: int = -1) -> bool:
        """False: there is no room, nothing was taken (but the descriptor is closed)."""
        if len(self._queue) >= self._messages or len(line) > self._room:
            _close(fd)
            return False
        self._queue.append((memoryview(line), fd))
        self._room -= len(line)
        return True

    def flush(self) -> None:
        """Send what the socket takes now. A descriptor goes with the first byte of its message. OSError: the connection is lost."""
        try:
            while self._queue:
                line, fd = self._queue[0]
                rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", fd))] if fd >= 0 else []
                sent = self._sock.sendmsg([line], rights, socket.MSG_NOSIGNAL)
                _close(fd)
                self._room += sent
                self._queue[0] = (line[sent:], -1)
                if sent == len(line):
                    self._queue.popleft()
        except BlockingIOError:
            pass

    def close(self) -> None:
        """Drop what waits, with its descriptors."""
        for _, fd in self._queue:
            _close(fd)
        self._queue.clear()


def _close(fd: int) -> None:
    if fd >= 0:
        os.close(fd)
