"""Start-up: the folders, and the workers that an earlier daemon left running.

A worker is known again by boot id, pid and start time from the journal; those that were started in the last moments before the
daemon died, and so may be missing there, are found by their environment. None is started twice, none is stopped.
"""

from __future__ import annotations

import hashlib
import os

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


def prepare_folders(settings: Settings) -> None:
    """Makes what is missing, 0700. Raises Unwritable."""
    for path in (settings.run_dir, os.path.join(settings.run_dir, "w"), settings.state_dir, settings.log_dir):
        try:
            os.makedirs(path, mode=0o700, exist_ok=True)
        except OSError as error:
            raise Unwritable(f"cannot make {path}: {because(error)}; check who may write there, or set another in the settings") from error


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
