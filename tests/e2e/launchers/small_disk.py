"""The daemon with its state on a disk of its own of $DISK_BYTES bytes: a tmpfs in a mount namespace, which ends with it."""

import ctypes
import os
import sys

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_REC, MS_PRIVATE = 0x4000, 1 << 18

libc = ctypes.CDLL(None, use_errno=True)


def need(result: int, what: str) -> None:
    if result != 0:
        sys.exit(f"cannot {what}: {os.strerror(ctypes.get_errno())}")


uid, gid = os.geteuid(), os.getegid()
need(libc.unshare(CLONE_NEWNS | (CLONE_NEWUSER if uid else 0)), "make a mount namespace")
if uid:
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
need(libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "make mounts private")
os.makedirs("state", exist_ok=True)
state, size = os.fsencode(os.path.abspath("state")), b"size=" + os.environ["DISK_BYTES"].encode()
need(libc.mount(b"small", state, b"tmpfs", 0, size), "mount a tmpfs")
os.execv(sys.executable, [sys.executable, "-m", "holdfast.daemon", *sys.argv[1:]])
