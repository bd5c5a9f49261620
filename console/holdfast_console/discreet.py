"""A program on a terminal that says one line when it ends by a mistake of its own, and shows no variable's value to anybody."""

from __future__ import annotations

from rich.text import Text
from textual.app import App

from holdfast_console import guard


class Discreet(App[int], inherit_bindings=False):
    def _handle_exception(self, error: Exception) -> None:
        """As Textual's, but nothing of it reaches the screen beyond one line, and no variable's value any file."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._fatal_error()
            self._exception_event.set()

    def _fatal_error(self) -> None:
        error = self._exception
        if error is not None and self._driver is not None and not self._driver.is_headless:
            self._exit_renderables.append(Text(guard.crash_line(error)))
        self._close_messages_no_wait()
