"""From where something grave was said: the terminal and the ssh peer, added to its reason. Who it was the daemon asks the kernel."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping


def signed(reason: str) -> str:
    """The reason with where it was given: `disk is failing (tty /dev/pts/3, ssh 10.0.0.7)`."""
    place = told(os.environ, _tty())
    return f"{reason} ({place})" if reason and place else reason or place


def told(env: Mapping[str, str], tty: str) -> str:
    """`tty /dev/pts/3, ssh 10.0.0.7`, as far as it is known. SSH_CONNECTION begins with the peer's address."""
    import ipaddress  # not for every verb

    peer = (env.get("SSH_CONNECTION", "").split() or [""])[0]
    try:
        peer = str(ipaddress.ip_address(peer.partition("%")[0]))
    except ValueError:
        peer = ""
    return ", ".join(part for part in (f"tty {tty}" if tty else "", f"ssh {peer}" if peer else "") if part)


def _tty() -> str:
    for stream in (sys.__stdin__, sys.__stderr__):
        try:
            if stream is not None and stream.isatty():
                return os.ttyname(stream.fileno())
        except (OSError, ValueError):
            continue
    return ""
