"""The console's own supervisor: started apart, attached to like any other.

It is a process of its own in a session of its own, so nothing that happens to the terminal reaches it, and closing the console
never stops it; `stop` does. Its output goes to LOG_DIR/daemon.log. It says "ready" on a pipe, or why it cannot, and that is what
start waits for.
"""

from __future__ import annotations

import os
import select
import sys
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from holdfast.api.client import Client, Refused, Unreachable
from holdfast.api.routes import STOP_PATIENCE, Answer
from holdfast_console import find
from holdfast_console.out import Stop

if TYPE_CHECKING:
    import subprocess

    from holdfast.core.settings import Settings

LIMIT = 30.0  # seconds from the start of the daemon to its "ready"
TAIL = 2000  # bytes of daemon.log shown when it ended without a word

_ours: list[subprocess.Popen[bytes]] = []  # daemons started here: kept so that their end is collected


class CannotStart(Exception):
    """One sentence, or the daemon's own, one line for each problem."""


class Embedded(NamedTuple):
    """started: by this call; otherwise it ran already."""

    socket_path: str
    pid: int
    started: bool


def start(config_path: str) -> Embedded:
    """Attach to the live daemon of these settings, or start one and wait until it is ready. Raises CannotStart."""
    try:
        settings = find.settings(config_path)
    except Stop as error:
        raise CannotStart(str(error)) from error
    found = _running(settings)
    if found is not None:
        return found
    try:
        return _start(config_path, settings)
    except CannotStart:
        found = _running(settings)  # somebody else was faster
        if found is None:
            raise
        return found


def _running(settings: Settings) -> Embedded | None:
    try:
        about = Client(settings.api_socket).call("version")
    except Unreachable:
        return None
    except Refused as error:
        raise CannotStart(str(error)) from error
    return Embedded(settings.api_socket, about.pid, False)


def _start(config_path: str, settings: Settings) -> Embedded:
    log = os.path.join(settings.log_dir, "daemon.log")
    reader, writer = os.pipe()
    try:
        process = _spawn(config_path, log, writer)
    except OSError as error:
        os.close(reader)
        raise CannotStart(f"cannot start the supervisor: {error.filename or log}: {error.strerror}") from error
    finally:
        os.close(writer)
    _ours.append(process)
    try:
        told = _listen(reader)
    except TimeoutError:
        process.terminate()
        raise CannotStart(f"cannot start the supervisor: not ready after {LIMIT:g} s; see {log}") from None
    finally:
        os.close(reader)
    if told.endswith("ready\n"):
        return Embedded(settings.api_socket, process.pid, True)
    code = process.wait()
    raise CannotStart(told.strip() or f"cannot start the supervisor: it ended with {code}; see {log}\n{_end_of(log)}".strip())


def _spawn(config_path: str, log: str, writer: int) -> subprocess.Popen[bytes]:
    import subprocess

    os.makedirs(os.path.dirname(log), mode=0o700, exist_ok=True)
    command = [sys.executable, "-P", "-m", "holdfast.daemon", "--config", config_path, "--ready-fd", str(writer), "--log", log]
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, pass_fds=(writer,))
    finally:
        os.close(output)


def _listen(reader: int) -> str:
    """What the daemon says until it is ready, or has closed the pipe. Raises TimeoutError."""
    deadline, told = monotonic() + LIMIT, b""
    while not told.endswith(b"ready\n"):
        if not select.select([reader], [], [], max(0.0, deadline - monotonic()))[0]:
            raise TimeoutError
        chunk = os.read(reader, 4096)
        if not chunk:
            break
        told += chunk
    return told.decode("utf-8", "replace")


def _end_of(log: str) -> str:
    with open(log, "rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - TAIL))
        return file.read().decode("utf-8", "replace")


def stop(client: Client, reason: str = "") -> Answer:
    """Stop all workers and the daemon; come back when its process has gone. reason: recorded. Raises Refused or Unreachable."""
    try:
        gone = os.pidfd_open(client.call("version").pid)
    except ProcessLookupError:  # of another pid namespace: its answer must do
        return _stop(client, reason)
    try:
        answer = _stop(client, reason)
        select.select([gone], [], [], STOP_PATIENCE)
    finally:
        os.close(gone)
    for process in _ours:
        process.poll()
    return answer


def _stop(client: Client, reason: str) -> Answer:
    answer: Answer = client.call("stop", reason=reason)
    return answer
