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

QUIT, DEMO, START, NEW = 0, 40, 41, 42  # exit codes of the welcome; NEW: start with the settings that it has written


class Found(NamedTuple):
    """Settings that there are. words: what is known of them."""

    path: str
    words: str


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
    """Ask, in a console of its own. (QUIT, DEMO, START or another exit code; the settings to start with)."""
    from holdfast_console.keeper import keep

    path = found()
    target = os.path.abspath(find.LOCAL)

    def run() -> int:
        from holdfast_console import welcome

        return welcome.run(Found(path, _words(path)) if path else None, target, theme)

    code = keep(run)
    return (START, target) if code == NEW else (code, path)


def _words(path: str) -> str:
    """What is known of settings without starting anything."""
    try:
        settings = find.settings(path)
    except Stop as no:
        return str(no).splitlines()[-1].strip()
    return f"{len(settings.workers)} worker{'s' * (len(settings.workers) != 1)}"
