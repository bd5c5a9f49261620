"""What a supervised program imports: `from holdfast.worker import Worker`.

    worker = Worker(validate=check, fallback="app.toml").start()        # threads
    while True:
        work(worker.config)

    async with Worker(validate=check, fallback="app.toml") as worker:   # asyncio
        await work(worker.config)

Standard library only, and no import from the rest of holdfast: this folder may be copied into any program. See docs/workers.md.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from .boot import CannotStart, boot_content, fallback_content, identity
from .content import Content
from .fallback import SIGNALS, Bell
from .hooks import Hook, Hooks
from .orders import Call, Outcome
from .protocol import Protocol
from .tree import Directory

if TYPE_CHECKING:  # each costs its import only where it is used
    import asyncio

    from .aio import LoopLink
    from .threads import ThreadLink

__all__ = ["Content", "Directory", "Worker"]

Self = TypeVar("Self", bound="Worker")


class Worker:
    """A program's tie to its supervisor: the configuration in use, replaced when the supervisor commits a new one.

    `validate(value)` raises ValueError("why") for what must not run; `apply(value)` puts a value to work before it becomes the
    current one, and an exception keeps the old one; `on_change(value)` hears of it afterwards. `fallback` is the file (.toml,
    .json) to use when nobody supervises. A worker is started once, with `start()` (threads), or with `serve()` or `async with`
    (asyncio). If it cannot start it ends the program with one line, "cannot start: why".

    `fallback_signal` (USR2, USR1 or HUP; None: none) is for a supervisor that hears nothing over the connection: at that signal the
    worker looks at its stable path and dials anew. It is taken only by the main thread, and only if nobody else handles it.
    """

    protocol: type[Protocol] = Protocol

    def __init__(
        self,
        validate: Hook = None,
        apply: Hook = None,
        on_change: Hook = None,
        *,
        fallback: str | os.PathLike[str] | None = None,
        fallback_signal: str | None = "USR2",
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._hooks = Hooks(validate, apply, on_change)
        if fallback_signal not in SIGNALS:
            raise ValueError(f"fallback_signal must be one of {SIGNALS}, not {fallback_signal!r}")
        self._fallback = fallback
        self._fallback_signal = fallback_signal
        self._environ = os.environ if environ is None else environ
        self._alone: Content | None = None  # what runs when nobody supervises
        self._protocol: Protocol | None = None  # knows what runs when somebody does
        self._link: ThreadLink | LoopLink | None = None
        self._bell: Bell | None = None
        self._task: asyncio.Task[None] | None = None
        self._started = False

    # -- what runs

    @property
    def current(self) -> Content | None:
        """The configuration in use with its name, one immutable value; None before the start, or if started without any."""
        return self._protocol.content if self._protocol is not None else self._alone

    @property
    def config(self) -> Any:
        """The parsed value in use (of a directory a Directory). Take it once for each piece of work, and do not change it."""
        current = self.current
        return None if current is None else current.config

    @property
    def version(self) -> str:
        """Its label, 20240521-142233.0007; '' when there is none."""
        current = self.current
        return "" if current is None else current.version

    @property
    def sha256(self) -> str:
        """The sha256 of its bytes, 64 hex digits; '' when there is none."""
        current = self.current
        return "" if current is None else current.sha256

    # -- threads

    def start(self: Self) -> Self:
        """Check the configuration, then stay connected from a daemon thread."""
        if names := self._hooks.asynchronous():
            raise TypeError(f"start() cannot await {', '.join(names)}: use serve() or async with")
        path = self._boot()
        if self.current is not None:
            self._admit(self._hooks.run(Call(0, "validate", self.current)))
        if self._protocol is not None:
            from .threads import ThreadLink

            self._link = ThreadLink(path, self._protocol, self._hooks, self._environ)
            self._listen_for_signal(self._link)
            self._link.start()
        return self

    def stop(self) -> None:
        """Say bye and stop listening; `config` stays. Only after `start()`; not needed before the program ends."""
        if self._bell is not None:
            self._bell.remove()
        if self._link is not None:
            self._link.stop("stopping")

    # -- asyncio

    async def serve(self) -> None:
        """Check the configuration, then stay connected until cancelled."""
        path = await self._boot_async()
        await self._stay(path)

    async def __aenter__(self: Self) -> Self:
        import asyncio

        path = await self._boot_async()
        self._task = asyncio.get_running_loop().create_task(self._stay(path))
        return self

    async def __aexit__(self, *_exception: object) -> None:
        import asyncio

        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    # -- both

    def status(self, text: str) -> None:
        """A word for the operator (200 characters at most), shown beside this worker."""
        protocol = self._protocol
        if self._link is not None and protocol is not None:
            self._link.tell(lambda: protocol.status(text))

    def _boot(self) -> str:
        """Read what the environment names; the path of the supervisor's socket, '' when nobody supervises."""
        if self._started:
            raise RuntimeError("this worker was started already")
        self._started = True
        path = self._environ.get("HOLDFAST_SOCKET", "")
        try:
            if path:
                self._protocol = self.protocol(identity(self._environ), boot_content(self._environ))
            else:
                self._alone = fallback_content(self._fallback)
        except CannotStart as reason:
            raise SystemExit(f"cannot start: {reason}") from None
        return path

    async def _boot_async(self) -> str:
        path = self._boot()
        if self.current is not None:
            self._admit(await self._hooks.run_async(Call(0, "validate", self.current)))
        return path

    def _listen_for_signal(self, link: ThreadLink | LoopLink) -> Bell:
        assert self._protocol is not None
        bell = self._bell = Bell(self._fallback_signal, link.wake)
        self._protocol.declares = lambda: bell.declares
        return bell

    def _admit(self, outcome: Outcome) -> None:
        if outcome.content is None:
            raise SystemExit(f"cannot start: the configuration {self.version or self.sha256[:7]} was refused: {outcome.error}")

    async def _stay(self, path: str) -> None:
        import asyncio

        if self._protocol is None:
            await asyncio.get_running_loop().create_future()  # nobody supervises: nothing to do, until cancelled
            return
        from .aio import LoopLink

        self._link = LoopLink(path, self._protocol, self._hooks, self._environ)
        bell = self._listen_for_signal(self._link)
        try:
            await self._link.run()
        finally:
            bell.remove()
