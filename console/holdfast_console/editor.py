"""The source in $EDITOR. The terminal is the editor's until it ends; the supervisor sees what is saved as it sees any other change."""

from __future__ import annotations

import hashlib
import os
import shlex
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from holdfast.core.view import View


class End(NamedTuple):
    """problem: what went wrong, '' = nothing. signal: this process was told to end meanwhile, 0 = it was not."""

    problem: str = ""
    signal: int = 0


def command(env: Mapping[str, str]) -> list[str]:
    """$VISUAL, $EDITOR, else vi; both may hold arguments."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(env.get(name, ""))
        except ValueError:
            continue
        if words:
            return words
    return ["vi"]


def not_local(view: View) -> str:
    """Why the source cannot be edited from here; '' = it can."""
    path = view.source.path
    if view.host != socket.gethostname():
        return f"the source is a file on {view.host}, this console runs elsewhere: edit it there"
    if not os.path.isfile(path):
        return f"the source is no plain file of this host, {path}: edit it where it is kept"
    return "" if os.access(path, os.W_OK) else f"this user may not write the source, {path}: edit it as its owner"


def run(words: list[str], path: str) -> End:
    """Wait until the editor has ended; the event loop stands meanwhile."""
    with _lent() as lent:
        try:
            lent.editor = subprocess.Popen([*words, path])
        except OSError as error:
            return End(f"cannot edit: {words[0]}: {(error.strerror or str(error)).lower()}; set EDITOR")
        if lent.signal:  # it came while the editor was being started
            lent.editor.terminate()
        code = lent.editor.wait()
    return End(f"the editor ended with {code}" if code else "", lent.signal)


class Lent:
    """The terminal, while an editor has it. signal: what told us to end meanwhile."""

    editor: subprocess.Popen[bytes] | None = None
    signal = 0

    def end(self, number: int, _: object) -> None:
        self.signal = self.signal or number
        if self.editor is not None:
            self.editor.terminate()


@contextmanager
def _lent() -> Iterator[Lent]:
    """Ctrl+C and ctrl+\\ are the editor's; TERM and HUP end it, and are remembered. The loop hears of neither until it goes on."""
    lent = Lent()

    wakeup = signal.set_wakeup_fd(-1)
    kept = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGQUIT)}
    kept |= {number: signal.signal(number, lent.end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield lent
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)


def digest(path: str) -> str:
    """What the file holds, '' = it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
