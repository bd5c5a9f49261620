"""What /proc says about processes: who they are, and which inotify instances they hold.

A pid alone names nobody, since the kernel gives numbers out again; (boot id, pid, start time) does. A process may end between
any two reads, so everything here answers "not there" instead of raising.
"""

from __future__ import annotations

import ctypes
import os
import platform
from typing import NamedTuple

from holdfast.core.watches import Instance, Limits, Unknown, parse

_GONE = (FileNotFoundError, ProcessLookupError)
_INOTIFY = "anon_inode:inotify"  # what /proc/PID/fd/N links to
_UTIME, _STIME, _THREADS, _START_TIME, _RSS = 11, 12, 17, 19, 21  # places in stat()
_TICK, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")

# kcmp(2) has no wrapper in the C library. Numbers from the kernel's syscall tables.
_KCMP = {"x86_64": 312, "aarch64": 272, "riscv64": 272, "armv7l": 378, "i686": 349, "ppc64le": 354, "s390x": 343}
_KCMP_FILE = 0
_KCMP_ORDER = {0: 0, 1: -1, 2: 1}  # 3 = different, order not known

_libc = ctypes.CDLL(None, use_errno=True)


def pids() -> list[int]:
    """Every process that this process may know of."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def stat(pid: int) -> list[str]:
    """Fields 3 and up of /proc/PID/stat; [] when there is no such process. The command may hold spaces and brackets."""
    try:
        with open(f"/proc/{pid}/stat", "rb", buffering=0) as file:
            return file.read().rpartition(b")")[2].decode().split()
    except (*_GONE, PermissionError):
        return []


class Usage(NamedTuple):
    """What one process uses. cpu: seconds since its start, user and system; rss: bytes. started tells it from a later one of its number."""

    started: int
    cpu: float
    rss: int
    threads: int


def usage(pid: int) -> Usage | None:
    """None when there is no such process."""
    fields = stat(pid)
    if not fields:
        return None
    cpu = (int(fields[_UTIME]) + int(fields[_STIME])) / _TICK
    return Usage(int(fields[_START_TIME]), cpu, int(fields[_RSS]) * _PAGE, int(fields[_THREADS]))


def start_time(pid: int) -> int | None:
    """When the process started, in clock ticks since boot; None when there is no such process. A zombie still has it."""
    fields = stat(pid)
    return int(fields[_START_TIME]) if fields else None


def alive(pid: int, started: int) -> bool:
    """Whether that very process (not a later one with its number) exists and has not ended."""
    fields = stat(pid)
    return bool(fields) and int(fields[_START_TIME]) == started and fields[0] not in "ZXx"


def session(pid: int) -> int | None:
    """The session the process is in (the pid of its founder)."""
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None


def sessions() -> dict[int, list[int]]:
    """All processes by session."""
    found: dict[int, list[int]] = {}
    for pid in pids():
        sid = session(pid)
        if sid is not None:
            found.setdefault(sid, []).append(pid)
    return found


def effective_uid(pid: int) -> int | None:
    """The effective uid: the one that inotify charges. (The owner of /proc/PID says root for undumpable processes.)"""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("Uid:"):
                    return int(line.split()[2])
    except (*_GONE, PermissionError):
        pass
    return None


def catches(pid: int, number: int) -> bool:
    """Whether the process has a handler for that signal: of most others the default action is its end."""
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("SigCgt:"):
                    return bool(int(line.split()[1], 16) >> (number - 1) & 1)
    except (*_GONE, PermissionError):
        pass
    return False


def environ(pid: int) -> dict[str, str]:
    """The environment the process was started with; {} where it cannot be seen."""
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            raw = file.read()
    except (*_GONE, PermissionError):
        return {}
    pairs = (os.fsdecode(item).partition("=") for item in raw.split(b"\0") if item)
    return {name: value for name, _, value in pairs}


def boot_id() -> str:
    """A name for this run of the kernel: start times of another one mean nothing."""
    with open("/proc/sys/kernel/random/boot_id", encoding="utf-8") as file:
        return file.read().strip()


def device(number: int) -> int:
    """A device as fdinfo and the View have it, from stat's."""
    return os.major(number) << 20 | os.minor(number)


def limits() -> Limits:
    """This user's inotify limits: the smaller of the system's and the user namespace's (the kernel charges both)."""
    return Limits(
        _smallest("/proc/sys/fs/inotify/max_user_watches", "/proc/sys/user/max_inotify_watches"),
        _smallest("/proc/sys/fs/inotify/max_user_instances", "/proc/sys/user/max_inotify_instances"),
        _smallest("/proc/sys/fs/inotify/max_queued_events"),
    )


def _smallest(*paths: str) -> int:
    numbers = []
    for path in paths:
        try:
            with open(path, encoding="utf-8") as file:
                numbers.append(int(file.read()))
        except OSError:  # a kernel without inotify or without user namespaces, a masked /proc/sys
            continue
    return min(numbers, default=0)


def inotify_of(owners: dict[int, str]) -> tuple[list[Instance], int]:
    """Every inotify descriptor of the processes `owners` ({pid: worker, '' = nobody of ours}), copies included.

    Also the number of those processes that may not be looked into (it takes the right to ptrace them).
    """
    found: list[Instance] = []
    hidden = 0
    for pid, owner in owners.items():
        try:
            found += filter(None, (_instance(owner, pid, fd) for fd in os.listdir(f"/proc/{pid}/fd")))
        except PermissionError:
            hidden += 1
        except _GONE:
            continue
    return found, hidden


def descriptors(pid: int) -> int:
    """How many it has open; 0 where it may not be looked into, or has ended. From Linux 6.2 on they need not be listed."""
    folder = f"/proc/{pid}/fd"
    try:
        return os.stat(folder).st_size or len(os.listdir(folder))
    except (*_GONE, PermissionError):
        return 0


def _instance(owner: str, pid: int, fd: str) -> Instance | None:
    try:
        if os.readlink(f"/proc/{pid}/fd/{fd}") != _INOTIFY:
            return None
        with open(f"/proc/{pid}/fdinfo/{fd}", encoding="utf-8") as file:
            return Instance(owner, pid, int(fd), parse(file.read()))
    except _GONE:
        return None


def same_instance(one: Instance, other: Instance) -> int:
    """core.watches.Compare by kcmp(2): are two descriptors one open file? Needs the right to ptrace both processes."""
    number = _KCMP.get(platform.machine())
    if number is None:
        raise Unknown
    answer = _libc.syscall(number, one.pid, other.pid, _KCMP_FILE, one.fd, other.fd)
    if answer not in _KCMP_ORDER:
        raise Unknown
    return _KCMP_ORDER[answer]
