"""Which file system a path is on, from the kernel's own list: some of them cannot tell us what happens on their other side."""

from __future__ import annotations

import os
import re

MOUNTINFO = "/proc/self/mountinfo"
# inotify hears what this machine does. On these, others write too: other clients, the host of a guest, the server
NETWORK = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "davfs", "ceph", "glusterfs", "beegfs"),
        *("lustre", "gpfs", "orangefs", "gfs2", "ocfs2"),
        *("9p", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "drvfs", "fakeowner"),
        *("fuse.sshfs", "fuse.s3fs", "fuse.gcsfuse", "fuse.rclone", "fuse.glusterfs", "fuse.ceph-fuse", "fuse.juicefs", "fuse.curlftpfs"),
        *("fuse.vmhgfs-fuse", "fuse.grpcfuse"),
    )
)
_ESCAPE = re.compile(rb"\\([0-7]{3})")


def file_system(path: str) -> str:
    """The type of the file system that `path` (or what exists of it) lies on, as mount(8) calls it; '' if the kernel does not say."""
    place = os.fsencode(os.path.realpath(path))
    try:
        with open(MOUNTINFO, "rb") as file:
            lines = file.read().splitlines()
    except OSError:
        return ""
    best, kind = b"", ""
    for line in lines:  # proc(5): id parent major:minor root MOUNT-POINT options ... - TYPE source options
        before, dash, after = line.partition(b" - ")
        fields = before.split(b" ")
        if not dash or len(fields) < 6:
            continue
        point = _ESCAPE.sub(lambda octal: bytes([int(octal[1], 8)]), fields[4])
        if len(point) >= len(best) and (place == point or place.startswith(point.rstrip(b"/") + b"/")):
            best, kind = point, after.split(b" ")[0].decode(errors="replace")  # the last of two at one place is on top
    return kind
