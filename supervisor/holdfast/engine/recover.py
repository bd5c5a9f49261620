"""Start-up: the folders, and the workers that an earlier daemon left running.

A worker is known again by boot id, pid and start time from the journal; those that were started in the last moments before the
daemon died, and so may be missing there, are found by their environment. None is started twice, none is stopped.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence

from holdfast.core import journal as j
from holdfast.core.ledger import Ledger
from holdfast.core.settings import Settings
from holdfast.core.world import World
from holdfast.engine.memory import Memory
from holdfast.engine.pump import now
from holdfast.io.files import Unwritable, because
from holdfast.io.process import Processes


class Orphaned(Exception):
    """Stored contents without the journal that says what they are."""

    def __init__(self, state_dir: str) -> None:
        super().__init__(
            f"cannot start: {state_dir} has stored contents but no journal; restore {state_dir}/journal, "
            "or start with --new-history to give the history up"
        )


class Unnamed(Exception):
    """A history of the time when the source had no name, and nobody says which of several goes on with it."""

    def __init__(self, state_dir: str, names: Sequence[str]) -> None:
        super().__init__(
            f"cannot start: {state_dir} has the history of a source without a name, and the settings name {', '.join(names)}; stop the "
            f"workers with the old settings, then move what lies there, but lock and log, to {state_dir}/{names[0]}, "
            "or to the folder of whichever goes on with it"
        )


def refuse_unnamed(settings: Settings) -> None:
    """Where sources have names, nothing may lie in the place of one that has none: it would be forgotten. Raises Unnamed."""
    if os.path.exists(os.path.join(settings.state_dir, "journal")):
        raise Unnamed(settings.state_dir, [source.name for source in settings.sources])


def prepare_folders(settings: Settings) -> None:
    """Makes what is missing, 0700. Raises Unwritable."""
    paths = [settings.run_dir, settings.state_dir, settings.log_dir]
    for part in settings.parts():
        paths += [part.run_dir, os.path.join(part.run_dir, "w"), part.state_dir]
    for path in paths:
        try:
            os.makedirs(path, mode=0o700, exist_ok=True)
        except OSError as error:
            raise Unwritable(f"cannot make {path}: {because(error)}; check who may write there, or set another in the settings") from error


def forgotten(settings: Settings) -> list[str]:
    """Workers of sources that the settings have no more, a sentence each: nobody follows them."""
    ours = {part.worker_socket for part in settings.parts()}
    place = os.path.join(settings.run_dir, "")

    def old(socket: str) -> bool:
        inner = socket.removeprefix(place)
        return inner != socket and socket not in ours and (inner == "w/sock" or (inner.endswith("/w/sock") and inner.count("/") == 2))

    return [
        f"pid {pid} was started as {name} for a source that the settings do not have any more; it runs on alone: look at it"
        for name, pid, _, _ in Processes.scan(old)
    ]


def adopt(ledger: Ledger, settings: Settings, processes: Processes, memory: Memory, world: World) -> dict[str, tuple[int, int]]:
    """{worker: (pid, start time)} of those that live; they are followed from here on."""
    names = {worker.name for worker in settings.workers}
    alive = {
        name: (ran.pid, ran.start_time)
        for name, ran in ledger.spawned.items()
        if name in names and processes.adopt(name, ran.pid, ran.start_time)
    }
    known = {pid for pid, _ in alive.values()}
    for name, pid, start_time, token in processes.scan_own(settings.worker_socket):
        if pid in known:
            continue
        if name in names and name not in alive and processes.adopt(name, pid, start_time):
            alive[name] = (pid, start_time)
            _write_down(memory, world, name, pid, start_time, token)
        else:
            world.book.notice("warn", f"pid {pid} was started as {name} by an earlier supervisor and is not ours any more; look at it")
    return alive


def _write_down(memory: Memory, world: World, name: str, pid: int, start_time: int, token: str) -> None:
    """What the earlier daemon did not come to record."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    record = j.Ran(at=now().wall, worker=name, pid=pid, start_time=start_time, token_sha256=digest, seq=0)
    world.book.ledger = world.book.ledger.apply(record)
    if not memory.fault:
        memory.write([record], sync=False)
