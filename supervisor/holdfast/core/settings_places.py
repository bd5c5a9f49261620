"""Where a service keeps its things, by its name and by who runs it; and where its door is, without all the rest of the settings.

A verb asks for the door only. It is found in bare TOML, so that it costs little, and a file that somebody is amid changing shows its
daemon all the same.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

API_SOCKET = "api.sock"


def absolute(place: str, base: str, home: str) -> str:
    """Relative to the settings file's folder; ~/ is the home directory."""
    if home and (place == "~" or place.startswith("~/")):
        place = home + place[1:]
    return posixpath.normpath(posixpath.join(base, place))


def directories(shape: Mapping[str, Any], base: str, uid: int, env: Mapping[str, str]) -> dict[str, str]:
    """run_dir, state_dir and log_dir: what is written, else the place that is usual for that user."""
    name = shape.get("name", "holdfast")
    home = env.get("HOME", "")
    if uid == 0:
        found = {"run_dir": f"/run/holdfast/{name}", "state_dir": f"/var/lib/holdfast/{name}", "log_dir": f"/var/log/holdfast/{name}"}
    else:
        runtime = f"{env['XDG_RUNTIME_DIR']}/holdfast" if env.get("XDG_RUNTIME_DIR") else f"/tmp/holdfast-{uid}"
        state = env.get("XDG_STATE_HOME") or (f"{home}/.local/state" if home else f"/tmp/holdfast-{uid}/state")
        found = {"run_dir": f"{runtime}/{name}", "state_dir": f"{state}/holdfast/{name}"}
        found["log_dir"] = f"{shape.get('state_dir', found['state_dir'])}/log"
    return {key: absolute(shape.get(key, place), base, home) for key, place in found.items()}


def door(table: Mapping[str, Any], path: str, uid: int, env: Mapping[str, str]) -> str:
    """The API socket of the daemon with these settings (plain TOML, not checked; path: of the file), '' where they do not say it."""
    written = {key: table[key] for key in ("name", "run_dir") if key in table}
    if "name" not in written or not all(isinstance(value, str) for value in written.values()):
        return ""
    return f"{directories(written, posixpath.dirname(path), uid, env)['run_dir']}/{API_SOCKET}"
