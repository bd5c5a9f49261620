"""A configuration as a sealed piece of memory: nobody can write, grow or shrink it, not even we.

It holds the raw bytes followed by the parsed value as JSON; the prepare message tells both sizes and hashes. A descriptor that
is passed shares its offset with ours, so each worker gets one that was opened anew.
"""

from __future__ import annotations

import fcntl
import os

SEALS = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE


def sealed(raw: bytes, value_json: bytes, name: str = "holdfast") -> int:
    """A close-on-exec descriptor of memory that holds `raw` and then `value_json`. The caller closes it; OSError if there is none."""
    fd = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        left = memoryview(raw + value_json)
        while left:
            left = left[os.write(fd, left) :]
        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, SEALS)
    except OSError:
        os.close(fd)
        raise
    return fd


def open_copy(fd: int) -> int:
    """The same memory, read only, with an offset of its own (0). The caller closes it."""
    return os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_CLOEXEC)
