"""One line of work: a source and its workers, from what is remembered to what is done.

A Line has a World of its own and everything that serves it: journal, contents, the workers' socket, their processes, the
listener on the source. It begins in four steps, each of which needs the one before: what is durable is read (`__init__`), sockets
and watches are opened (`open`), the workers of an earlier daemon are found (`begin`), and it decides until it is told to stop (`run`).
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterable
from contextlib import AsyncExitStack

from msgspec.structs import replace

from holdfast.core import acts
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.kept import Kept
from holdfast.core.ledger import Ledger, fold
from holdfast.core.settings import Settings
from holdfast.core.tally import Tally
from holdfast.core.tree import FORMAT
from holdfast.core.words import Target, Who
from holdfast.core.world import World
from holdfast.engine.channels import Channels
from holdfast.engine.contents import Known
from holdfast.engine.examiner import Examiner
from holdfast.engine.memory import Memory
from holdfast.engine.perform import Hands
from holdfast.engine.pump import Pump, now
from holdfast.engine.recover import Orphaned, adopt
from holdfast.engine.trace import Recorder
from holdfast.engine.trail import Trail
from holdfast.engine.trees import Trees
from holdfast.engine.upkeep import Upkeep
from holdfast.house import House
from holdfast.io import procfs
from holdfast.io.listener import Listener
from holdfast.io.process import Processes
from holdfast.io.store import Store


class Line:
    """For one loop's thread. settings: those of this source; its folders exist, and nobody else works in them."""

    def __init__(self, settings: Settings, new_history: bool = False) -> None:
        """Reads what is durable. Raises Orphaned, Unwritable; nothing has been started then."""
        self.settings = settings
        self.store = Store(os.path.join(settings.state_dir, "objects"))
        self.memory = Memory(settings.state_dir, self.store.sync)
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

    async def open(self, stack: AsyncExitStack) -> House:
        """Listens to workers and to the source; the stack ends it. Raises CannotListen. What the door sees of it."""
        settings = self.settings
        trace = Recorder(self.world, os.path.join(settings.state_dir, "traces"))
        self.pump = pump = Pump(Tally(self.world), self.memory, lambda effects: hands.start(effects), trace)
        trees = Trees(settings.state_dir, settings.run_dir, self.store, lambda: self.ledger)
        contents = Known(self.store, settings.source, lambda: self.ledger, trees)
        self.processes = processes = Processes(self._hear)
        self.channels = channels = Channels(
            settings.worker_socket, self.ledger.epoch, round(settings.rollout.attest * 1000), pump.put, contents,
            self._born.get, self._desired, now,
        )  # fmt: skip
        listener = Listener(settings.source.path, pump.put, tree=settings.source.format == FORMAT)
        hands = Hands(settings, pump.put, contents, processes, channels, listener, now, trace.note)
        trail, examiner = Trail(settings.sample), Examiner(settings)
        self.upkeep = Upkeep(settings, pump, lambda: {w.name: w.pid for w in self.world.fleet if w.pid}, trail)
        stack.callback(self.memory.close)
        stack.callback(contents.close)
        stack.callback(trace.close)
        stack.callback(processes.close)
        await channels.start()
        stack.push_async_callback(channels.close)
        stack.callback(trees.close)
        stack.push_async_callback(hands.close)
        listener.start()
        stack.callback(listener.stop)
        stack.callback(examiner.close)
        return House(pump, contents, socket.gethostname(), trail, examiner, self.upkeep.looked, listener)

    def begin(self, stack: AsyncExitStack) -> None:
        """Finds the workers that an earlier daemon left, and tells the World that it has started."""
        alive = adopt(self.ledger, self.settings, self.processes, self.memory, self.world)
        self._born |= {name: (pid, self.ledger.spawned[name].token_sha256) for name, (pid, _) in alive.items()}
        self.pump.put(ev.Started(alive))
        renewing = asyncio.create_task(self._renew(alive if self.anew else ()))
        stack.callback(renewing.cancel)
        stack.push_async_callback(self.upkeep.close)
        self.upkeep.start()

    async def run(self) -> None:
        """Until its workers have been stopped on request."""
        await self.pump.run()

    def stop(self, by: Who) -> None:
        self.pump.put(acts.Stop(0, by))

    def notice(self, level: str, text: str) -> None:
        """What concerns the daemon as a whole is told here too."""
        self.world.book.notice(level, text)
        self.pump.put(ev.Tick())

    def _desired(self, worker: str) -> Target | None:
        return self.ledger.desired(worker)

    async def _renew(self, alive: Iterable[str]) -> None:
        """Workers that count in the numbers of a history that was given up are started anew, once this one has a first version."""
        steps = -1
        while self.ledger.target is None:
            steps = await self.pump.changed(steps)
        for name in alive:
            self.pump.put(acts.Restart(0, Who(os.getuid(), "--new-history"), name))

    def _hear(self, event: object) -> None:
        """What processes do. Who lives is known here even when it cannot be recorded; hellos that came before are looked at again."""
        self.pump.put(event)
        if isinstance(event, ev.Spawned):
            self._born[event.worker] = (event.pid, event.token_sha256)
            self.channels.spawned_changed(event.worker)
            self.upkeep.newcomer()
        elif isinstance(event, ev.Exited) and self._born.get(event.worker, (0, ""))[0] == event.pid:
            del self._born[event.worker]


def undecided(ledger: Ledger) -> Ledger:
    """A damaged journal does not say what was decided last: nobody is given anything on its word."""
    return replace(ledger, target=None, opened=None, decided=None, waved=frozenset(), left=Kept())
