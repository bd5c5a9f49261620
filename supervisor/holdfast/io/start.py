"""Starting one process: what it inherits, and the kernel's refusals in words.

It gets a session of its own, /dev/null as input, its output file as output and errors, exactly the environment it is given, and
no descriptor of ours. No code of ours runs between fork and exec (no preexec_fn: that is not safe beside threads).
"""

from __future__ import annotations

import errno
import os
import subprocess
from typing import NamedTuple

from holdfast.io import procfs
from holdfast.io.files import because


class Born(NamedTuple):
    pid: int
    pidfd: int
    start_time: int  # clock ticks since boot


class Refused(NamedTuple):
    """permanent: it would be refused again."""

    reason: str
    permanent: bool


# Refusals of this moment: trying again may help. Everything else (no such file, no permission, no program) stays as it is.
_PASSING = {errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EINTR, errno.ETXTBSY}

_COMMAND = {
    errno.ENOENT: "there is no such command, or the interpreter that its first line names is missing; correct `command`",
    errno.EACCES: "it may not be executed; make it executable (chmod +x) or correct `command`",
    errno.ENOEXEC: "it is neither a program for this machine nor a script with a #! line; correct `command`",
    errno.EAGAIN: "the limit of processes is reached; raise RLIMIT_NPROC or pids.max",
    errno.ENOMEM: "there is no memory for another process; stop something or add memory",
    errno.EMFILE: "all file descriptors of the supervisor are in use; raise its RLIMIT_NOFILE (ulimit -n, LimitNOFILE=)",
}


def start(command: tuple[str, ...], cwd: str, env: dict[str, str], output: str) -> Born | Refused:
    """Start it and return when its exec has happened, or with why it could not. Blocks: not for the loop's thread."""
    name = command[0]
    try:
        sink = os.open(output, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
    except OSError as error:
        reason = f"cannot start {name}: its output {output} cannot be opened: {because(error)}; check the log folder"
        return Refused(reason, error.errno not in _PASSING)
    try:
        os.set_blocking(sink, True)  # O_NONBLOCK was for a FIFO in its place: no reader, no open
        return _execute(command, cwd, env, sink)
    except OSError as error:
        return Refused(f"cannot start {name}: {_why(error, cwd)}", error.errno not in _PASSING)
    except ValueError as error:  # a NUL in an argument or in the environment
        return Refused(f"cannot start {name}: {error}; correct `command` and `env`", permanent=True)
    finally:
        os.close(sink)


def _execute(command: tuple[str, ...], cwd: str, env: dict[str, str], sink: int) -> Born:
    child = subprocess.Popen(
        command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True, close_fds=True
    )
    try:
        pidfd = os.pidfd_open(child.pid)  # nobody reaps it but us, so the number is still its own
    except OSError:
        child.kill()  # without a handle it could not be followed
        child.wait()
        raise
    child.returncode = 0  # we reap by pidfd: Popen shall neither wait for it nor warn that it did not
    return Born(child.pid, pidfd, procfs.start_time(child.pid) or 0)


def _why(error: OSError, cwd: str) -> str:
    if error.filename == cwd and error.errno != errno.EMFILE:  # Popen names the folder when it was chdir that failed
        return f"its folder {cwd}: {because(error)}; make it or correct `cwd`"
    return _COMMAND.get(error.errno or 0, f"{because(error)}; correct `command`")
