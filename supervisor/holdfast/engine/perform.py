"""Making effects happen: one row per kind of effect, one lane per worker.

A lane runs at most one order; a new order replaces the running one, which is cancelled (and awaited, where it is a task) first, so that
a commit and its undoing never race on one channel. Whatever comes of an effect goes back into the inbox as an event.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from collections.abc import Callable, Coroutine, Sequence, Set
from dataclasses import replace
from typing import Any

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core.settings import Settings, WorkerSettings
from holdfast.core.tree import FORMAT
from holdfast.core.words import Check, Now, Strategy, Target
from holdfast.engine import health, precheck
from holdfast.engine.channels import Channels
from holdfast.engine.contents import NOTHING, Content, Known, difference
from holdfast.engine.lint import judge
from holdfast.engine.paths import StablePaths
from holdfast.engine.reload import STRATEGIES, Exchange, Reloader, answer_to
from holdfast.io.files import Untakeable, Unwritable, read_stable
from holdfast.io.listener import Listener
from holdfast.io.process import Processes
from holdfast.io.store import Corrupt
from holdfast.io.tree import read_tree

AFTERWARDS = 0.5  # seconds: by then a reload is over
EARLIER = "HOLDFAST_"  # of our own environment nothing with this prefix reaches a worker: it may be another supervisor's


class Hands:
    """Everything that touches the outside. put: the pump's inbox; the rest are the tools it works with. note: as Recorder.note."""

    def __init__(
        self, settings: Settings, put: Callable[[object], None], contents: Known, processes: Processes, channels: Channels,
        listener: Listener, clock: Callable[[], Now], note: Callable[[str], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self.settings, self.put, self.contents, self._note = settings, put, contents, note
        self.processes, self.channels, self.listener = processes, channels, listener
        self.workers = {worker.name: worker for worker in settings.workers}
        self.paths = StablePaths(settings.run_dir, contents)
        self.strategies: dict[Strategy, Reloader] = {name: make(channels, contents, clock) for name, make in STRATEGIES.items()}
        self._linted = 0
        self._lanes: dict[str, Exchange] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._rows: dict[type, Callable[[Any], object]] = {
            ef.Read: lambda _: self._task(self._read()),
            ef.Lint: lambda effect: self._task(self._lint(effect)),
            ef.Health: lambda effect: self._task(self._health(effect)),
            ef.Order: self._order,
            ef.Cancel: self._cancel,
            ef.Ping: lambda effect: self.channels.ping(effect.workers),
            ef.Spawn: lambda effect: self._task(self._spawn(effect)),
            ef.Signal: lambda effect: self.processes.signal(effect.worker, effect.name),
            ef.Sweep: lambda effect: self.processes.sweep(effect.worker, effect.name),
            ef.Publish: lambda effect: self.paths.soon(effect.worker, Target(effect.seq, effect.version, effect.sha256)),
            ef.Fallback: lambda effect: self._task(self._fallback(effect)),
        }

    def start(self, effects: Sequence[object]) -> None:
        """Begins all of them; what needs waiting for becomes a task. Remember, Reply and Exit are the pump's."""
        for effect in effects:
            row = self._rows.get(type(effect))
            if row is not None:
                row(effect)

    async def close(self) -> None:
        """Ends what is under way. No worker is touched."""
        for lane in self._lanes.values():
            lane.cancel()
        running = [*(lane for lane in self._lanes.values() if isinstance(lane, asyncio.Task)), *self._tasks]
        for task in self._tasks:
            task.cancel()
        if running:
            await asyncio.wait(running)
        for strategy in self.strategies.values():
            strategy.close()
        self.paths.close()

    def _task(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- the source

    async def _read(self) -> None:
        self.listener.check()
        self.channels.check()
        try:
            folders, owner_uid, sha256, content = await asyncio.to_thread(self._take)
        except (Untakeable, Unwritable) as no:
            self.put(ev.Unreadable(str(no)))
            return
        self.contents.keep(sha256, content)
        self.put(ev.Content(sha256, content.size, owner_uid))
        if folders:
            self.listener.follow(folders)

    def _take(self) -> tuple[Set[str], int, str, Content]:
        """Read, stored and parsed in one go, off the loop: each hop to a thread costs as much as a vote."""
        source = self.settings.source
        self._note("read")
        if source.format == FORMAT:
            tree = read_tree(source.path, source.max_bytes)
            return tree.folders, tree.owner_uid, *self.contents.take_tree(tree, self._note)
        reading = read_stable(source.path, source.max_bytes)
        return frozenset(), reading.owner_uid, *self.contents.take(reading.raw, self._note)

    async def _lint(self, effect: ef.Lint) -> None:
        source = self.settings.source
        try:
            new = self.contents.content(effect.sha256)
            base = self.contents.content(effect.base) if effect.base else NOTHING
        except KeyError as no:
            self.put(ev.Linted(effect.seq, (str(no.args[0]),)))
            return
        if new.bad:
            self.put(ev.Linted(effect.seq, new.bad))
            return
        asked = (new.size, new.value, source.schema, base.size, source.max_growth, source.patterns)
        problems = await asyncio.to_thread(judge, *asked) if source.schema else judge(*asked)
        if not self.settings.rollout.approvals:  # nobody is asked: nobody waits for the difference
            self.put(ev.Linted(effect.seq, problems))
            self._linted = effect.seq
            await asyncio.sleep(AFTERWARDS)
            if self._linted > effect.seq + 1:  # only the last two plans are shown
                return
        try:
            diff = await asyncio.to_thread(difference, base, new, source.patterns)
        except Corrupt as no:
            self.put(ev.Linted(effect.seq, (*problems, str(no))))
            return
        self.put(ev.Linted(effect.seq, problems, diff))

    async def _health(self, effect: ef.Health) -> None:
        ours = {key: value for key, value in os.environ.items() if not key.startswith(EARLIER)}
        healthy = await health.ask(self.settings, effect, ours)
        self.put(replace(healthy, reason=self.contents.redact(healthy.reason, effect.sha256)))

    # -- lanes

    def _order(self, order: ef.Order) -> None:
        """The running order of that worker, if there is one, is ended first, and waited for where it is a task."""
        before = self._lanes.get(order.worker)
        if before is not None:
            before.cancel()
        worker = self.workers[order.worker]
        checks = order.step == "prepare" and (self.settings.source.format == FORMAT or (order.checks and worker.checks))
        if checks or (isinstance(before, asyncio.Task) and not before.done()):
            self._lanes[order.worker] = asyncio.create_task(self._lane(order, before))
        else:
            strategy = self.strategies[worker.strategy]
            self._lanes[order.worker] = strategy.begin(order, lambda answered: self._answered(order, answered))

    def _answered(self, order: ef.Order, answered: ev.Answered) -> None:
        if answered.error:
            answered = replace(answered, error=self.contents.redact(answered.error, order.sha256))
        self.put(answered)

    def _cancel(self, effect: ef.Cancel) -> None:
        lane = self._lanes.pop(effect.worker, None)
        if lane is not None:
            lane.cancel()
        self.strategies[self.workers[effect.worker].strategy].cancel(effect.worker, effect.seq)

    async def _lane(self, order: ef.Order, before: Exchange | None) -> None:
        """An order with more to it than one question and its answer."""
        if isinstance(before, asyncio.Task) and not before.done():
            await asyncio.wait([before])
        worker = self.workers[order.worker]
        strategy = self.strategies[worker.strategy]
        if order.step == "commit":
            answered = await answer_to(strategy, order)
        elif reason := await self.contents.laid_out(order.sha256):
            inc = self.channels.inc(order.worker)
            answered = ev.Answered(order.worker, inc, order.step, order.seq, ok=False, code="E_INTERNAL", error=reason)
        elif order.checks and worker.checks:
            answered = await self._check_and_prepare(worker, strategy, order)
        else:
            answered = await answer_to(strategy, order)
        self._answered(order, answered)

    async def _check_and_prepare(self, worker: WorkerSettings, strategy: Reloader, order: ef.Order) -> ev.Answered:
        """The worker's own vote, and the dependency checks that are configured for it: both must be a yes."""
        checking = asyncio.create_task(self._checks(worker, order))
        try:
            answered = await answer_to(strategy, order)
            checks = await checking
        finally:
            checking.cancel()
        failed = [check for check in checks if not check.ok]
        if answered.ok and failed:
            answered = replace(answered, ok=False, code="E_DEP", error=_said(failed[0]))
        return replace(answered, checks=(*answered.checks, *checks))

    async def _checks(self, worker: WorkerSettings, order: ef.Order) -> tuple[Check, ...]:
        try:
            content = self.contents.content(order.sha256)
        except KeyError:
            return ()  # the strategy says so itself
        env = {**os.environ, **worker.env}
        declared = self.settings.source.patterns
        path = self.contents.tree(order.sha256) or self.contents.path(order.sha256)
        return await precheck.run(worker.checks, content.value, path, secrets=declared, cwd=worker.cwd, env=env)

    # -- processes

    async def _spawn(self, effect: ef.Spawn) -> None:
        worker = self.workers[effect.worker]
        reason = await self._put_there(effect)
        if reason:
            self.put(ev.SpawnFailed(worker.name, f"cannot start {worker.name}: {reason}", permanent=False))
            return
        token = secrets.token_hex(16)
        token_sha256 = hashlib.sha256(token.encode()).hexdigest()
        env = self._environment(worker, effect, token)
        output = os.path.join(self.settings.log_dir, f"{worker.name}.log")
        await self.processes.spawn(worker.name, worker.command, worker.cwd, env, output, token_sha256)

    async def _fallback(self, effect: ef.Fallback) -> None:
        """What it will read is there before it is told to look."""
        reason = await self._put_there(effect)
        outcome = "unwritten" if reason else self.processes.tell(effect.worker, effect.pid, effect.signal)
        self.put(ev.Signalled(effect.worker, effect.pid, effect.seq, outcome, reason))

    async def _put_there(self, effect: ef.Spawn | ef.Fallback) -> str:
        """Under the worker's stable path, all of it; '' or why it could not be done."""
        target = Target(effect.seq, effect.version, effect.sha256)
        return await self.contents.laid_out(target.sha256) or await self.paths.swapped(effect.worker, target)

    def _environment(self, worker: WorkerSettings, effect: ef.Spawn, token: str) -> dict[str, str]:
        folder = self.paths.folder(worker.name)
        ours = {key: value for key, value in os.environ.items() if not key.startswith(EARLIER)}
        tree = {"HOLDFAST_CONFIG_TREE": f"{folder}/current.d"} if self.contents.tree(effect.sha256) else {}
        return {
            **ours, **worker.env, **tree,
            "HOLDFAST_SOCKET": self.settings.worker_socket, "HOLDFAST_TOKEN": token, "HOLDFAST_WORKER": worker.name,
            "HOLDFAST_CONFIG_FILE": f"{folder}/current", "HOLDFAST_CONFIG_VALUE": f"{folder}/current.json",
            "HOLDFAST_CONFIG_FORMAT": self.settings.source.format, "HOLDFAST_CONFIG_VERSION": effect.version,
            "HOLDFAST_CONFIG_SEQ": str(effect.seq), "HOLDFAST_CONFIG_SHA256": effect.sha256,
        }  # fmt: skip


def _said(check: Check) -> str:
    """A failed check in words: its name, unless the error says already what was asked."""
    return check.error if check.error.startswith(check.name) else f"{check.name}: {check.error}"
