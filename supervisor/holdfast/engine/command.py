"""One short command, run to its end or to its limit: its status and the first thing that it said on standard error.

It has a session of its own. Its end is heard through a pidfd, and whatever is left of its process group is killed before the process
is reaped: until then the group's number cannot mean anybody else.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from collections.abc import Mapping

KEPT = 4096  # bytes of standard error that are kept; the rest is read and dropped, so that the command is never blocked by it


async def run(argv: tuple[str, ...], limit: float, cwd: str | None, env: Mapping[str, str]) -> tuple[int, str]:
    """(status as Popen.returncode, first line of standard error). TimeoutError at the limit (seconds), OSError if it cannot start."""
    process = subprocess.Popen(  # noqa: ASYNC220  # returns as soon as the exec has happened
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=cwd, env=env, start_new_session=True
    )
    assert process.stderr is not None
    errors = process.stderr.fileno()
    os.set_blocking(errors, False)
    try:
        pidfd = os.pidfd_open(process.pid)
    except OSError:  # no descriptor is left: without a handle it cannot be followed
        process.kill()
        process.wait()
        process.stderr.close()
        raise
    kept = bytearray()
    drain = asyncio.create_task(_drain(errors, kept))
    try:
        async with asyncio.timeout(limit):
            await _readable(pidfd)
    finally:
        drain.cancel()
        _kill_group(process.pid)
        await _readable(pidfd)
        status = process.wait()
        os.close(pidfd)
        _take(errors, kept)
        process.stderr.close()
    return status, _first_line(kept)


async def _drain(fd: int, kept: bytearray) -> None:
    more = True
    while more:
        await _readable(fd)
        more = _take(fd, kept)


def _take(fd: int, kept: bytearray) -> bool:
    """What the pipe holds now; False at its end."""
    try:
        chunk = os.read(fd, 65536)
    except BlockingIOError:
        return True
    kept += chunk[: KEPT - len(kept)]
    return bool(chunk)


async def _readable(fd: int) -> None:
    loop = asyncio.get_running_loop()
    heard = asyncio.Event()
    loop.add_reader(fd, heard.set)
    try:
        await heard.wait()
    finally:
        loop.remove_reader(fd)


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass  # nobody is left, or only what has taken another user's rights


def _first_line(said: bytearray) -> str:
    lines = (line.strip() for line in said.decode(errors="replace").splitlines())
    return next((line for line in lines if line), "")
