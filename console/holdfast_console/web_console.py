"""The console of one page in a browser: the same as on a terminal, over the pipes of textual-serve.

`python -m holdfast_console.web_console --socket PATH [--acts]`: started by web_serve.py for each websocket; ends with it.
"""

from __future__ import annotations

import argparse
import os
import sys

from textual.drivers.web_driver import WebDriver

from holdfast_console.app import run


class Browser(WebDriver):
    """Ends when nobody is at the other end any more, and leaves the mouse to the browser, so that text can be selected."""

    def start_application_mode(self) -> None:
        super().start_application_mode()
        self.write("\x1b[?1000l\x1b[?1003l")

    def write(self, data: str) -> None:
        try:
            super().write(data)
        except BrokenPipeError:
            self._leave()

    def stop_application_mode(self) -> None:
        try:
            super().stop_application_mode()
        except BrokenPipeError:
            pass  # nobody is left to be told

    def run_input_thread(self) -> None:
        super().run_input_thread()
        self._leave()

    def _leave(self) -> None:
        leave = getattr(self._app, "terminal_gone", None)
        if leave is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(leave)


def main() -> int:
    parser = argparse.ArgumentParser("holdfast_console.web_console", description="One page's console; see holdfast serve.")
    parser.add_argument("--socket", required=True)
    parser.add_argument("--source", default="")
    parser.add_argument("--acts", action="store_true")
    args = parser.parse_args()
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")  # the page's terminal, wherever the server was started
    return run(args.socket, read_only=not args.acts, started=False, theme=None, source=args.source, driver=Browser)


if __name__ == "__main__":
    sys.exit(main())
