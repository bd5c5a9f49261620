"""The way around the channel: a signal that says "look at your stable path", and what is done then.

    a supervisor that hears nothing of us for five seconds swaps the stable path to what is decided, and sends the signal
    -> the handler only wakes a thread (or the loop) that waits for nothing else
    -> the content there is read, checked, validated, applied and swapped in as a commit does it, and the supervisor is dialled at once

What was delivered is no proof: that is given over the next connection. Numbers only grow here too.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Callable

from .boot import CannotStart, stable_content
from .content import Content
from .orders import Call, Outcome
from .protocol import Protocol

PATIENCE = 2.0  # seconds that a hook which runs is waited for, and then not any more: it may be what hangs
SIGNALS = (None, "USR2", "USR1", "HUP")
READINGS, PAUSE = 5, 0.02  # looks at a stable path that is being swapped, and the seconds between two

log = logging.getLogger("holdfast.worker")


class Bell:
    """The handler of one signal. Python runs handlers in the main thread, so only that one can have it; nobody else's is replaced."""

    def __init__(self, name: str | None, wake: Callable[[], None]) -> None:
        self._name, self._wake = name or "", wake
        self._number = signal.Signals[f"SIG{name}"] if name else 0
        self._handler: Callable[..., None] | None = None
        if self._number and threading.current_thread() is threading.main_thread() and self._present() is signal.SIG_DFL:
            self._handler = self._ring
            signal.signal(self._number, self._handler)

    @property
    def declares(self) -> str:
        """The signal's name, as long as the handler is ours: '' = it must not be sent."""
        return self._name if self._handler is not None and self._present() is self._handler else ""

    def remove(self) -> None:
        """What was there before: nothing."""
        if self.declares and threading.current_thread() is threading.main_thread():
            signal.signal(self._number, signal.SIG_DFL)
        self._handler = None

    def _present(self) -> Any:
        return signal.getsignal(self._number)

    def _ring(self, *_signal: object) -> None:
        self._wake()


def look(environ: Mapping[str, str], protocol: Protocol, alone: AbstractContextManager[Any]) -> Generator[Call, Outcome, None]:
    """One signal's work: the hooks to run, in order; each is sent its outcome. alone: entered for the swap."""
    try:
        content = _read(environ)
    except CannotStart as reason:
        log.error("told by signal to look at the stable path, and kept what runs: %s", reason)
        return
    running = protocol.content
    if running is not None and content.seq <= running.seq:
        log.info("told by signal to look at the stable path: %s runs already", running.version or running.checksum)
        return
    if running is not None and content.sha256 == running.sha256:  # only the number is new
        with alone:
            _use(protocol, running._replace(seq=content.seq, version=content.version))
        return
    for hook in ("validate", "apply"):
        outcome = yield Call(0, hook, content=content)
        if outcome.content is None:
            log.error("told by signal of %s %s, and kept what runs: %s", content.version, content.checksum, outcome.error)
            return
    with alone:
        used = _use(protocol, content)
    if used:
        log.warning("told by signal, running %s %s", content.version, content.checksum)
        yield Call(0, "on_change", content=content)


def _use(protocol: Protocol, content: Content) -> bool:
    """From here on this is what runs; False: something as new does by now."""
    if protocol.content is not None and content.seq <= protocol.content.seq:
        return False
    protocol.swap(content)
    return True


def advance(work: Generator[Call, Outcome, None], outcome: Outcome | None = None) -> Call | None:
    """The next hook to run, given the outcome of the one before; None: that was the last."""
    try:
        return next(work) if outcome is None else work.send(outcome)
    except StopIteration:
        return None


def _read(environ: Mapping[str, str]) -> Content:
    """Its two files are swapped one after the other; between the two they do not belong together. Raises CannotStart."""
    for _ in range(READINGS - 1):
        try:
            return stable_content(environ)
        except CannotStart:
            time.sleep(PAUSE)
    return stable_content(environ)
