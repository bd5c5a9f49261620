"""Holds two inotify instances, with three watches and one, and shares the first with a child: three copies in all, two instances."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading

from holdfast.worker import Worker

IN_MODIFY = 2
libc = ctypes.CDLL(None, use_errno=True)


def instance(*folders: str) -> int:
    fd = libc.inotify_init1(0)
    for folder in folders:
        os.makedirs(folder, exist_ok=True)
        assert libc.inotify_add_watch(fd, folder.encode(), IN_MODIFY) > 0
    return fd


shared = instance("watched-1", "watched-2", "watched-3")
own = instance("watched-4")
subprocess.Popen([sys.executable, "-c", "import threading; threading.Event().wait()"], pass_fds=[shared])
Worker().start()
threading.Event().wait()
