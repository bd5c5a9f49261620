"""The supervisor itself: the command line, the lock, the door, the signals. Each source is a line of work of its own (line.py).

    python -m holdfast.daemon --config holdfast.toml [--ready-fd N] [--log FILE] [--new-history]

SIGTERM, SIGINT: stop the workers, then end. SIGHUP: read the settings again and say what is wrong with them (never die).
SIGUSR1: open the log file anew. Killed in any other way it leaves every worker running; the next start finds them again.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence

from holdfast.api import scrape, server
from holdfast.core.safe import shown
from holdfast.core.settings import Settings, parse
from holdfast.core.words import Who
from holdfast.engine.recover import Orphaned, Unnamed, forgotten, prepare_folders, refuse_unnamed
from holdfast.house import Houses
from holdfast.io.files import Unwritable, because
from holdfast.io.lock import Held, Lock
from holdfast.io.sockets import CannotListen
from holdfast.line import Line

SWITCH = 0.0005  # seconds that a thread which computes (a sample, a parser) may keep the loop waiting; Python's own are 5 ms
COLLECT = (5_000, 20, 20)  # a reload of 100 workers makes objects by the thousand, and hardly a cycle among them
CANNOT = (Held, Unwritable, CannotListen, Orphaned, Unnamed)


class Daemon:
    """One service on this host. run() returns when the workers have been stopped on request."""

    def __init__(self, settings: Settings, new_history: bool = False, log: str = "") -> None:
        """Takes the lock and reads what is durable. log: the daemon's own, '' = none.

        Raises one of CANNOT; nothing has been started then.
        """
        self.settings, self._log = settings, log
        prepare_folders(settings)
        self.lock = Lock(os.path.join(settings.state_dir, "lock"))
        self.lock.take()
        if settings.sources:
            refuse_unnamed(settings)
        self.lines = [Line(part, new_history) for part in settings.parts()]

    async def run(self, ready: Sequence[int] = ()) -> None:
        """Serves until it is told to stop. ready: descriptors that get a line when everything is up."""
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(self.lock.release)
            houses = Houses([await line.open(stack) for line in self.lines])
            door = await server.serve(houses, self.settings)
            stack.push_async_callback(door.close)
            for line in self.lines:
                line.begin(stack)
            for text in forgotten(self.settings):
                self.lines[0].notice("warn", text)
            await self._show_metrics(houses, stack)
            self._signals()
            for fd in ready:
                _tell(fd, "ready")
            async with asyncio.TaskGroup() as working:
                for line in self.lines:
                    working.create_task(line.run())

    async def _show_metrics(self, houses: Houses, stack: contextlib.AsyncExitStack) -> None:
        """Where the settings say so. Workers are not left alone for want of a port."""
        if self.settings.metrics.listen:
            try:
                window = await scrape.serve(houses, self.settings.metrics.listen)
            except CannotListen as no:
                self._notice("bad", f"{no}; metrics are at {self.settings.api_socket} only")
            else:
                stack.push_async_callback(window.close)

    def _notice(self, level: str, text: str) -> None:
        for line in self.lines:
            line.notice(level, text)

    def _signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop, number)
        loop.add_signal_handler(signal.SIGHUP, self._look_at_settings)
        loop.add_signal_handler(signal.SIGUSR1, self._open_log)

    def _stop(self, number: signal.Signals) -> None:
        for line in self.lines:
            line.stop(Who(os.getuid(), number.name))

    def _look_at_settings(self) -> None:
        """HUP: what is in the file now? It is said, and never the end of anything."""
        told = load(self.settings.path)
        if not isinstance(told, Settings):
            for problem in told:
                self._notice("bad", problem)
        elif told == self.settings:
            self._notice("info", f"{self.settings.path}: read again, nothing has changed")
        else:
            self._notice("warn", f"{self.settings.path} has changed and is valid; it takes effect at the next start of the supervisor")

    def _open_log(self) -> None:
        """USR1: somebody has moved the log away."""
        try:
            _log_to(self._log)
        except Unwritable as no:
            self._notice("bad", str(no))


def load(path: str) -> Settings | tuple[str, ...]:
    """The settings, or what is wrong with them, a line each."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        return (f"cannot read {path}: {(error.strerror or str(error)).lower()}; give another file with --config",)
    parsed = parse(raw, os.path.abspath(path), uid=os.getuid(), env=os.environ, is_folder=os.path.isdir)
    return parsed if isinstance(parsed, Settings) else tuple(str(problem) for problem in parsed)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="holdfast --daemon", description="Run the supervisor without a console.")
    parser.add_argument("--config", required=True, help="the settings file")
    parser.add_argument("--ready-fd", type=int, default=-1, help="descriptor that gets `ready` when everything is up")
    parser.add_argument("--log", default="", help="append output to this file; SIGUSR1 opens it anew")
    parser.add_argument("--new-history", action="store_true", help="start a new journal although stored contents exist")
    return parser.parse_args(argv)


def _log_to(path: str) -> None:
    """Output and errors go to the end of that file, '' = they stay where they are. Raises Unwritable."""
    if not path:
        return
    try:
        fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unwritable(f"cannot write the log {path}: {because(error)}; give another file with --log") from error
    os.dup2(fd, 1)
    os.dup2(fd, 2)
    os.close(fd)


def _fail(lines: Sequence[str], ready: int) -> int:
    for line in lines:
        print(shown(line), file=sys.stderr)
    if ready >= 0:
        _tell(ready, *lines)
    return 1


def _tell(ready: int, *lines: str) -> None:
    """Whoever started us may be gone by now."""
    with contextlib.suppress(BrokenPipeError), open(ready, "wb", buffering=0) as listener:
        listener.write("".join(f"{line}\n" for line in lines).encode())


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 stopped on request, 1 could not start (every reason is printed), 2 usage."""
    args = _arguments(argv)
    for number in (signal.SIGHUP, signal.SIGUSR1):  # until the loop can answer them
        signal.signal(number, lambda *_: None)
    settings = load(args.config)
    if not isinstance(settings, Settings):
        return _fail(settings, args.ready_fd)
    if args.ready_fd >= 0:
        os.set_inheritable(args.ready_fd, False)
    log = os.path.abspath(args.log) if args.log else ""
    try:
        _log_to(log)
        sys.setswitchinterval(SWITCH)
        daemon = Daemon(settings, args.new_history, log)
        gc.freeze()  # modules and settings stay: no collection looks at them again
        gc.set_threshold(*COLLECT)
        asyncio.run(daemon.run([args.ready_fd] if args.ready_fd >= 0 else []))
    except CANNOT as no:
        return _fail([str(no)], args.ready_fd)
    return 0


if __name__ == "__main__":
    sys.exit(main())
