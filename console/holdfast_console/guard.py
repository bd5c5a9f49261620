"""What keeps the terminal whole: signals, a last resort, and a crash that says one line.

TERM, HUP, INT and QUIT end the console with 128 + number after the terminal is restored. If that hangs, because the terminal takes
nothing more, a timer puts the terminal's settings back and ends the process. A crash leaves a file with the traceback, without the
values of any variable: they may hold secrets.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import termios
import threading
import time
import traceback
from asyncio import AbstractEventLoop
from collections.abc import Callable
from pathlib import Path
from typing import Any

from holdfast.core.safe import shown

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
PATIENCE = 2.0  # seconds for an orderly end before the process just ends
GONE = 129  # the terminal is no more: as after SIGHUP

Settings = list[Any]


def terminal_settings() -> Settings | None:
    """What to put back; None if stdin is no terminal."""
    try:
        return termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    except (termios.error, OSError, ValueError):
        return None


def on_signals(loop: AbstractEventLoop, leave: Callable[[int], None]) -> None:
    """leave(exit code) is called on the loop."""
    for number in SIGNALS:
        loop.add_signal_handler(number, leave, 128 + number)


def last_resort(code: int, settings: Settings | None) -> threading.Timer:
    """End the process in PATIENCE seconds, unless that is cancelled."""

    def end() -> None:
        restore(settings)
        os._exit(code)

    timer = threading.Timer(PATIENCE, end)
    timer.daemon = True
    timer.start()
    return timer


def restore(settings: Settings | None) -> None:
    """The terminal's settings, without writing to it: a terminal that takes nothing would block."""
    if settings is not None and sys.__stdin__ is not None:
        try:
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, settings)
        except (termios.error, OSError, ValueError):
            pass  # there is no terminal any more


def crash_file(error: BaseException) -> str:
    """Write the traceback without locals; returns the path, or why there is none."""
    name = f"console-crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    text = "".join(f"{shown(line)}\n" for line in "".join(traceback.format_exception(error)).splitlines())
    for folder in (_state_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / name
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
            return str(path)
        except OSError:
            continue
    return "(no place to write the details to)"


def _state_folder() -> Path:
    base = os.environ.get("XDG_STATE_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".local" / "state") / "holdfast"


def crash_line(error: BaseException) -> str:
    what = f"{type(error).__name__}"
    return f"holdfast: the console has ended by a mistake of its own ({what}); details: {crash_file(error)}; workers are not affected"


def refusal(env: dict[str, str]) -> str:
    """Why the console cannot be drawn here; '' = it can. Textual paints to stderr."""
    why = ""
    if env.get("TERM", "") in ("", "dumb"):
        why = "TERM is dumb or not set"
    elif sys.__stdin__ is None or not sys.__stdin__.isatty():
        why = "the input is no terminal"
    elif sys.__stderr__ is None or not sys.__stderr__.isatty():
        why = "the error output, which it draws on, is no terminal"
    return f"cannot open the console: {why}; use `holdfast status`, `holdfast plan` and the other verbs" if why else ""
