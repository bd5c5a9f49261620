"""Is this the first time? Where nothing has ever run, `holdfast` without a file's name asks before it starts anything.

The first time: no settings are found, or those that are found have no journal yet and no supervisor answers for them. Then the welcome is
shown; what it is left with says what to do.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from holdfast.api.client import Client, Unreachable
from holdfast_console import find
from holdfast_console.out import Stop

QUIT, DEMO, START, NEW, JOIN = 0, 40, 41, 42, 43  # exit codes of the welcome; NEW: start with the settings that it has written


class Found(NamedTuple):
    """Settings that there are. words: what is known of them. looked: the socket at which nobody answers for them; '' = it is not known."""

    path: str
    words: str
    looked: str = ""


def found() -> str:
    """The settings of this place, '' without any. Also a file of the current directory as root, which is only read if it is chosen."""
    places = (find.SYSTEM, find.LOCAL) if os.geteuid() == 0 else (find.LOCAL, find.SYSTEM)
    return next((os.path.abspath(place) for place in places if os.path.exists(place)), "")


def is_first() -> bool:
    """Raises Stop for settings that cannot be used."""
    path = found()
    if not path or (os.geteuid() == 0 and path != find.SYSTEM):
        return True
    settings = find.settings(path)
    if os.path.exists(os.path.join(settings.state_dir, "journal")):
        return False
    try:
        Client(settings.api_socket).call("version")
    except Unreachable:
        return True
    return False


def choose(theme: str | None) -> tuple[int, str]:
    """Ask, in a console of its own. (QUIT, DEMO, START, JOIN or another exit code; the settings to start with, the socket to join)."""
    from holdfast_console.keeper import keep

    path = found()
    target = os.path.abspath(find.LOCAL)
    reader, writer = os.pipe()  # the console is another process: what was typed there comes this way

    def run() -> int:
        from holdfast_console import welcome

        return welcome.run(_known(path) if path else None, target, theme, lambda chosen: os.write(writer, os.fsencode(chosen)))

    try:
        code = keep(run)
    finally:
        os.close(writer)
        with open(reader, "rb") as told:
            chosen = os.fsdecode(told.read())
    return (START, target) if code == NEW else (code, chosen if code == JOIN else path)


def _known(path: str) -> Found:
    """What is known of settings without starting anything."""
    try:
        settings = find.settings(path)
    except Stop as no:
        return Found(path, str(no).splitlines()[-1].strip())
    count = len(settings.workers)
    return Found(path, f"{count} worker{'s' * (count != 1)}", settings.api_socket)
