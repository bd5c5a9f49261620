"""Processes that are nobody's children here, looked at and waited for through the kernel."""

from __future__ import annotations

import os
import select
import signal
from pathlib import Path

LIMIT = 15.0  # seconds until a process that was killed must be gone


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def gone(pid: int) -> bool:
    """Waits for its end; False if it does not come in time."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], LIMIT)[0])
    finally:
        os.close(handle)


def end(pid: int) -> None:
    """KILL, and wait until it is over."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    assert gone(pid), f"process {pid} does not die"


def with_variable(start: str) -> dict[int, str]:
    """Living processes with an environment variable that begins so, {pid: command}."""
    found = {}
    for pid in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        try:
            environ = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if alive(pid) and any(variable.startswith(start.encode()) for variable in environ):
            found[pid] = command.replace(b"\0", b" ").decode(errors="replace").strip()
    return found
