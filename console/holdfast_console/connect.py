"""Another supervisor, for the welcome: those of this user that answer, by number, or a socket whose path is typed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from holdfast.api.client import Client, Refused, Unreachable
from holdfast_console.text import EMPTY, Line, clean, cut
from holdfast_console.widgets.command_line import Field

PATIENCE = 2.0  # seconds that somebody may take to say who he is
MOST = 9  # that are listed: each has a figure for its key


class Running(NamedTuple):
    path: str
    words: str


def runtime(env: Mapping[str, str], uid: int) -> str:
    """The folder in which supervisors of this user have theirs, unless their settings say otherwise."""
    if uid == 0:
        return "/run/holdfast"
    return f"{env['XDG_RUNTIME_DIR']}/holdfast" if env.get("XDG_RUNTIME_DIR") else f"/tmp/holdfast-{uid}"


def answering(folder: str) -> list[Running]:
    """Whoever answers now, by name."""
    found: list[Running] = []
    for path in sorted(Path(folder).glob("*/api.sock")):
        try:
            about = Client(str(path), timeout=PATIENCE).call("version")
        except (Unreachable, Refused):
            continue  # what an ended one has left
        found.append(Running(str(path), f"{about.service}  pid {about.pid}"))
    return found[:MOST]


def socket_of(typed: str) -> str:
    """The absolute path that is meant; of a folder the socket in it."""
    path = os.path.abspath(os.path.expanduser(typed.strip()))
    return os.path.join(path, "api.sock") if os.path.isdir(path) else path


def refusal(path: str) -> str:
    """Why the console cannot join whoever listens there; '' = it can."""
    try:
        Client(path, timeout=PATIENCE).call("version")
    except (Unreachable, Refused) as no:
        return str(no).replace("see --socket", "name another path")
    return ""


class Form:
    """What is asked, and what is known. running None: nobody has looked yet."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.running: list[Running] | None = None
        self._field = Field()

    def key(self, key: str) -> str:
        """The socket that was chosen with this key; '' = none yet."""
        known = self.running or []
        if not self._field.text and key.isdigit() and 0 < int(key) <= len(known):
            return known[int(key) - 1].path
        if key == "enter":
            return socket_of(self._field.text) if self._field.text.strip() else ""
        self._field.key(key)
        return ""

    def lines(self, cells: int) -> list[Line]:
        listed: list[Line] = [
            ((f"   {n}  ", "accent"), (f"{clean(one.words)}  ", "text"), (clean(one.path), "dim"))
            for n, one in enumerate(self.running or [], 1)
        ]
        if not listed:
            words = "looking for supervisors in" if self.running is None else "no supervisor of this user answers in"
            listed = [((cut(f" {words} {self.folder}", cells - 2), "dim"),)]
        keys: Line = ((" ⏎", "accent"), (" joins it  ", "dim"), ("esc", "accent"), (" back", "dim"))
        return [*listed, EMPTY, ((" socket ", "accent"), *self._field.spans("", cells - 12)), EMPTY, keys]
