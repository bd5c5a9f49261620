"""Which daemon is meant: a socket, or the settings file that says where its socket is.

In this order: --socket, $HOLDFAST_SOCKET_API, --config, then the settings file of the place: ./holdfast.toml for a user, else
/etc/holdfast/holdfast.toml. As root no file of the current directory is read unasked.
"""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

from holdfast.core import settings_places
from holdfast_console.out import USAGE, Stop

if TYPE_CHECKING:
    from holdfast.core.settings import Settings

SYSTEM = "/etc/holdfast/holdfast.toml"
LOCAL = "holdfast.toml"


def socket_path(socket: str | None, config: str | None) -> str:
    """The API socket. Raises Stop."""
    told = socket or (None if config else os.environ.get("HOLDFAST_SOCKET_API"))
    return told or _door(config_path(config)) or settings(config).api_socket


def _door(path: str) -> str:
    """Of a daemon that these settings started, '' if there is none: whoever asks one need not read all of them (that takes 8 ms)."""
    try:
        with open(path, "rb") as file:
            socket = settings_places.door(tomllib.load(file), path, os.geteuid(), os.environ)
    except (OSError, ValueError, RecursionError):
        return ""
    return socket if os.path.exists(socket) else ""


def config_path(config: str | None) -> str:
    """The settings file, absolute. Raises Stop if none was named and none is where one would be."""
    if config:
        return os.path.abspath(config)
    places = [SYSTEM] if os.geteuid() == 0 else [LOCAL, SYSTEM]
    for place in places:
        if os.path.exists(place):
            return os.path.abspath(place)
    looked = " or ".join(places)
    raise Stop(f"cannot find holdfast: there is no {looked}; give --config FILE or --socket PATH", USAGE)


def settings(config: str | None) -> Settings:
    """The settings, read. Raises Stop with every problem."""
    from holdfast.core.settings import Settings, parse

    path = config_path(config)
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        raise Stop(f"cannot read {path}: {error.strerror}; give --config FILE or --socket PATH") from error
    read = parse(raw, path, uid=os.geteuid(), env=os.environ, is_folder=os.path.isdir)
    if isinstance(read, Settings):
        return read
    problems = "\n".join(f"  {problem}" for problem in read)
    raise Stop(f"cannot use {path}: correct it, or give --socket PATH to reach a daemon that runs already\n{problems}")
