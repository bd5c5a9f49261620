"""Textual's driver for Linux, made to survive the loss of its terminal.

The stock one dies in its writer thread when the terminal goes away and then waits for ever for a queue that nobody empties. Here a
write that fails is noted once and everything after it is swallowed; the app is told and leaves with 129, as after a hang-up.
"""

from __future__ import annotations

import select
import sys
from collections.abc import Callable
from typing import IO, Any

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class Tough:
    """A file that can lose its terminal: `gone` is called once, from whichever thread finds out."""

    def __init__(self, file: IO[str], gone: Callable[[], None]) -> None:
        self._file, self._gone = file, gone
        self.lost = False

    def write(self, text: str) -> int:
        self._try(lambda: self._file.write(text))
        return len(text)

    def flush(self) -> None:
        self._try(self._file.flush)

    def _try(self, do: Callable[[], Any]) -> None:
        if self.lost:
            return
        try:
            do()
        except (OSError, ValueError):  # ValueError: closed file
            self.lose()

    def lose(self) -> None:
        if not self.lost:
            self.lost = True
            self._gone()

    def fileno(self) -> int:
        return self._file.fileno()


class TolerantDriver(LinuxDriver):
    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.tough = Tough(sys.__stderr__ or sys.stderr, self._gone)
        self._file = self.tough  # type: ignore[assignment]  # the writer thread needs no more of a file than this

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:
            self.write("\x1b[22;2t")  # keep the terminal's title: ours goes over it

    def stop_application_mode(self) -> None:
        if self._writer_thread is not None:
            self.write("\x1b[23;2t")
        super().stop_application_mode()

    def _gone(self) -> None:
        leave = getattr(self._app, "terminal_gone", None)
        if leave is not None and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(leave)

    def hung_up(self) -> bool:
        """The kernel says that the terminal we read from is no more (a hang-up may come without a signal)."""
        poll = select.poll()
        poll.register(self.fileno, select.POLLHUP)
        return any(flags & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, flags in poll.poll(0))

    def run_input_thread(self) -> None:
        try:
            super().run_input_thread()
        except OSError:
            self.tough.lose()
