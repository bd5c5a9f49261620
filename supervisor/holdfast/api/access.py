"""Who is at the door: the kernel is asked once, when the connection is accepted.

SO_PEERCRED names pid, uid and gid of the process that connected; the login uid behind it (the person, before su or sudo) is
/proc/PID/loginuid. Whoever got through the socket's permissions may read. Acting needs root, the daemon's own uid, or a name in
api.operators; nobody acts through a read-only door.
"""

from __future__ import annotations

import os
import pwd
import socket
from collections.abc import Collection

from holdfast.api.routes import Route, cannot
from holdfast.core.words import Who
from holdfast.io import sockets


def who_is(connection: socket.socket) -> Who:
    peer = sockets.peer(connection)
    return Who(peer.uid, _name(peer.uid), sockets.login_uid(peer.pid), peer.pid)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""


def is_operator(who: Who, operators: Collection[str]) -> bool:
    return who.uid in (0, os.geteuid()) or (bool(who.name) and who.name in operators)


def refusal(route: Route, who: Who, operators: Collection[str], read_only: bool) -> str:
    """Why `who` may not use the route; '' when they may."""
    if route.access == "read":
        return ""
    if route.access == "operate" and read_only:
        return cannot(route.name, "this door is read-only; use one that is not (without --readonly; api.read_only in holdfast.toml)")
    if not is_operator(who, operators):
        return cannot(route.name, f"{who} may only look; an operator can, or name {who} in api.operators of holdfast.toml")
    return ""
