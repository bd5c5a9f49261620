"""The supervisor itself: builds everything in order, introduces the floors to each other, tears down in reverse.

    python -m holdfast.daemon --config holdfast.toml [--ready-fd N] [--log FILE] [--new-history]

SIGTERM, SIGINT: stop the workers, then end. SIGHUP: read the settings again and say what is wrong with them (never die).
SIGUSR1: open the log file anew. Killed in any other way it leaves every worker running; the next start finds them again.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from holdfast.api import scrape, server
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.ledger import Ledger, fold
from holdfast.core.settings import Settings, parse
from holdfast.core.tally import Tally
from holdfast.core.words import Target, Who
from holdfast.core.world import World
from holdfast.engine.channels import Channels
from holdfast.engine.contents import Known
from holdfast.engine.memory import Memory
from holdfast.engine.perform import Hands
from holdfast.engine.pump import Pump, now
from holdfast.engine.recover import Orphaned, adopt, prepare_folders
from holdfast.engine.upkeep import Upkeep
from holdfast.house import House
from holdfast.io import procfs
from holdfast.io.files import Unwritable, because
from holdfast.io.listener import Listener
from holdfast.io.lock import Held, Lock
from holdfast.io.process import Processes
from holdfast.io.sockets import CannotListen
from holdfast.io.store import Store

SWITCH = 0.0005  # seconds that a thread which computes (a sample, a parser) may keep the loop waiting; Python's own are 5 ms
CANNOT = (Held, Unwritable, CannotListen, Orphaned)


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
        self.store = Store(os.path.join(settings.state_dir, "objects"))
        self.memory = Memory(settings.state_dir)
        if not self.memory.records and not self.memory.fault and self.store.shas() and not new_history:
            raise Orphaned(settings.state_dir)
        self.anew = not self.memory.records and new_history
        before = fold(self.memory.records)
        if self.memory.fault:
            before = undecided(before)
        epoch = j.Epoch(at=now().wall, epoch=self.memory.epoch + 1, boot_id=procfs.boot_id())
        self.memory.begin(epoch)
        self.world = World(settings, before.apply(epoch))
        self._born: dict[str, tuple[int, str]] = {}  # (pid, sha256 of the token) of those that live
        self.world.book.now = now()
        self.world.book.read_only = self.memory.fault
        for level, text in (("bad", self.memory.fault), ("warn", self.memory.repaired)):
            if text:
                self.world.book.notice(level, text)

    @property
    def ledger(self) -> Ledger:
        return self.world.ledger

    async def run(self, ready: Sequence[int] = ()) -> None:
        """Serves until it is told to stop. ready: descriptors that get a line when everything is up."""
        settings = self.settings
        self.pump = pump = Pump(Tally(self.world), self.memory, lambda effects: hands.start(effects))
        contents = Known(self.store, settings.source, lambda: self.ledger)
        processes = Processes(self._hear)
        self.channels = channels = Channels(
            settings.worker_socket, self.ledger.epoch, round(settings.rollout.attest * 1000), pump.put, contents,
            self._born.get, self._desired, now,
        )  # fmt: skip
        listener = Listener(settings.source.path, pump.put)
        hands = Hands(settings, pump.put, contents, processes, channels, listener, now)
        self.upkeep = upkeep = Upkeep(settings, pump, lambda: {w.name: w.pid for w in self.world.fleet if w.pid})
        async with contextlib.AsyncExitStack() as stack:
            stack.callback(self.lock.release)
            stack.callback(self.memory.close)
            stack.callback(processes.close)
            await channels.start()
            stack.push_async_callback(channels.close)
            stack.push_async_callback(hands.close)
            listener.start()
            stack.callback(listener.stop)
            house = House(pump, contents, socket.gethostname())
            door = await server.serve(house, settings)
            stack.push_async_callback(door.close)
            await self._show_metrics(house, stack)
            alive = adopt(self.ledger, settings, processes, self.memory, self.world)
            self._born |= {name: (pid, self.ledger.spawned[name].token_sha256) for name, (pid, _) in alive.items()}
            pump.put(ev.Started(alive))
            renewing = asyncio.create_task(self._renew(alive if self.anew else ()))
            stack.callback(renewing.cancel)
            self._signals()
            stack.push_async_callback(upkeep.close)
            upkeep.start()
            for fd in ready:
                _tell(fd, "ready")
            await pump.run()

    async def _show_metrics(self, house: House, stack: contextlib.AsyncExitStack) -> None:
        """Where the settings say so. Workers are not left alone for want of a port."""
        if self.settings.metrics.listen:
            try:
                window = await scrape.serve(house, self.settings.metrics.listen)
            except CannotListen as no:
                self.world.book.notice("bad", f"{no}; metrics are at {self.settings.api_socket} only")
            else:
                stack.push_async_callback(window.close)

    def _desired(self, worker: str) -> Target | None:
        return self.ledger.desired(worker)

    async def _renew(self, alive: Iterable[str]) -> None:
        """Workers that count in the numbers of a history that was given up are started anew, once this one has a first version."""
        steps = -1
        while self.ledger.target is None:
            steps = await self.pump.changed(steps)
        for name in alive:
            self.pump.put(ev.Restart(0, Who(os.getuid(), "--new-history"), name))

    def _hear(self, event: object) -> None:
        """What processes do. Who lives is known here even when it cannot be recorded; hellos that came before are looked at again."""
        self.pump.put(event)
        if isinstance(event, ev.Spawned):
            self._born[event.worker] = (event.pid, event.token_sha256)
            self.channels.spawned_changed(event.worker)
            self.upkeep.newcomer()
        elif isinstance(event, ev.Exited) and self._born.get(event.worker, (0, ""))[0] == event.pid:
            del self._born[event.worker]

    def _signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop, number)
        loop.add_signal_handler(signal.SIGHUP, self._look_at_settings)
        loop.add_signal_handler(signal.SIGUSR1, self._open_log)

    def _stop(self, number: signal.Signals) -> None:
        self.pump.put(ev.Stop(0, Who(os.getuid(), number.name)))

    def _look_at_settings(self) -> None:
        """HUP: what is in the file now? It is said, and never the end of anything."""
        told = load(self.settings.path)
        book = self.world.book
        if not isinstance(told, Settings):
            for line in told:
                book.notice("bad", line)
        elif told == self.settings:
            book.notice("info", f"{self.settings.path}: read again, nothing has changed")
        else:
            book.notice("warn", f"{self.settings.path} has changed and is valid; it takes effect at the next start of the supervisor")
        self.pump.put(ev.Tick())


    def _open_log(self) -> None:
        """USR1: somebody has moved the log away."""
        try:
            _log_to(self._log)
        except Unwritable as no:
            self.world.book.notice("bad", str(no))
            self.pump.put(ev.Tick())


def undecided(ledger: Ledger) -> Ledger:
    """A damaged journal does not say what was decided last: nobody is given anything on its word."""
    return replace(ledger, target=None, opened=None, decided=None, waved=frozenset(), left={})


def load(path: str) -> Settings | tuple[str, ...]:
    """The settings, or what is wrong with them, a line each."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        return (f"cannot read {path}: {(error.strerror or str(error)).lower()}; give another file with --config",)
    parsed = parse(raw, os.path.abspath(path), uid=os.getuid(), env=os.environ)
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
        print(line, file=sys.stderr)
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
        asyncio.run(daemon.run([args.ready_fd] if args.ready_fd >= 0 else []))
    except CANNOT as no:
        return _fail([str(no)], args.ready_fd)
    return 0


if __name__ == "__main__":
    sys.exit(main())
