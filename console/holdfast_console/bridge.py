"""Between the door and the store: one thread follows the stream, one follows a worker's output, calls have their own.

Nothing here touches the screen and nothing on the loop waits for a socket. When the stream ends the last View stays in the store,
marked as lost, and the thread tries again, at first soon, then every two seconds.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import msgspec

from holdfast.api.client import Unreachable
from holdfast.api.routes import Refused
from holdfast_console.store import ANSWERS, Store
from holdfast_console.text import clean

AGAIN = (0.25, 0.5, 1.0, 2.0)  # seconds between attempts to reach the supervisor
TAIL = 500  # lines of a worker's output to begin with


class Door(Protocol):
    """holdfast.api.client.Client, as far as the console uses it."""

    def call(self, name: str, **args: Any) -> Any: ...

    def stream(self, name: str, **args: Any) -> Iterator[Any]: ...


Open = Callable[[str], Door]  # a door of one's own, to that source; '' = the only one


class Bridge:
    def __init__(self, store: Store, open_door: Open) -> None:
        self._store = store
        self._open = open_door
        self._over = threading.Event()
        self._stream: Iterator[Any] | None = None
        self._tail: Iterator[Any] | None = None
        self._tail_number = 0
        self._tailed_at = 0.0
        self._pending: set[object] = set()
        self._kept: dict[object, float] = {}  # when what is kept up to date was last asked for (monotonic)

    def start(self) -> None:
        self._thread(self._follow, "stream")

    def stop(self) -> None:
        """Close the streams; the threads end by themselves and nobody waits for them."""
        self._over.set()
        _close(self._stream)
        _close(self._tail)

    def _thread(self, run: Callable[[], None], name: str) -> None:
        threading.Thread(target=run, name=f"holdfast-{name}", daemon=True).start()

    # -- the View

    def turn(self, source: str) -> None:
        """Show that source from now on."""
        self._store.turn(source)
        self.tail("")
        _close(self._stream)

    def _meet(self, source: str) -> str:
        """Who we are to the supervisor, and the source to show: of several the one that needs somebody most, '' = there is only one."""
        about = self._open("").call("version")
        self._store.you = about.you
        if source or len(about.sources) < 2:
            return source
        rows = self._open(about.sources[0]).call("view").sources
        return str(max(rows, key=lambda row: row.urgency).name)

    def _follow(self) -> None:
        failures = 0
        while not self._over.is_set():
            source = self._store.source
            try:
                first = self._meet(source)
                if first != source:
                    source = first
                    self._store.turn(source)
                self._stream = self._open(source).stream("stream")
                for view in self._stream:
                    if source != self._store.source:
                        break
                    self._store.arrive(view)
                    failures = 0
                why = "the supervisor closed the stream"
            except Refused as error:
                why = str(error)
                if source and source == self._store.source:  # perhaps there is none of that name any more
                    self._store.turn("")
                    source = ""
            except Unreachable as error:
                why = str(error)
            except msgspec.MsgspecError as error:
                why = f"cannot read the supervisor's answer: {error}; is it another version of holdfast?"
            if self._over.is_set():
                return
            if source != self._store.source:
                _close(self._stream)
                continue
            self._store.lose(why)
            self._over.wait(AGAIN[min(failures, len(AGAIN) - 1)])
            failures += 1

    # -- a worker's output

    def follow(self, worker: str) -> None:
        """Go on following: this worker's output if it is another's now, and anew where the last attempt has ended a while ago."""
        ended = self._store.logs_end and self._store.connected and self._store.clock.mono() - self._tailed_at >= AGAIN[-1]
        if worker and (ended or worker != self._store.logs_of):
            self.tail(worker)

    def tail(self, worker: str) -> None:
        """Follow this worker's output from now on, instead of the one before; '' = none."""
        self._tail_number += 1
        self._tailed_at = self._store.clock.mono()
        _close(self._tail)
        self._store.logs.clear()
        self._store.logs_of, self._store.logs_end = worker, ""
        if worker:
            number = self._tail_number
            self._thread(lambda: self._read_output(worker, number), "output")

    def _read_output(self, worker: str, number: int) -> None:
        why = "the output has ended"
        try:
            lines = self._open(self._store.source).stream("logs", worker=worker, lines=TAIL, follow=True)
            self._tail = lines
            if number != self._tail_number:
                _close(lines)
            for line in lines:
                if number != self._tail_number:
                    break
                self._store.logs.append(clean(str(line)))
        except (Unreachable, Refused) as error:
            why = str(error)
        finally:
            if number == self._tail_number:
                self._store.logs_end = why

    # -- calls

    def ask(self, key: object, name: str, **args: Any) -> None:
        """Fetch an answer into the store under `key`, once. A refusal is stored as its text."""
        if key in self._pending or self._store.answered(key) is not None or not self._store.connected:
            return
        self._fetch(key, name, args)

    def _fetch(self, key: object, name: str, args: dict[str, Any]) -> None:
        self._pending.add(key)
        source = self._store.source

        def run() -> None:
            try:
                self._store.answer(key, self._open(source).call(name, **args), source)
            except Refused as error:
                self._store.answer(key, str(error), source)
            except Unreachable:
                pass  # asked again when there is a supervisor
            finally:
                self._pending.discard(key)

        self._thread(run, name)

    def keep(self, key: object, name: str, every: float, **args: Any) -> None:
        """As ask, and again when the answer is older than `every` seconds. What is there stays until the new one has come."""
        now = self._store.clock.mono()
        if self._store.answered(key) is not None and (self._store.paused or now - self._kept.get(key, 0.0) < every):
            return
        if key not in self._pending and self._store.connected:
            self._kept[key] = now
            while len(self._kept) > ANSWERS:
                del self._kept[next(iter(self._kept))]
            self._fetch(key, name, args)

    def forget(self, key: object) -> None:
        """What is kept under that key is asked for once more at the next occasion; what is there stays until then."""
        self._kept.pop(key, None)

    async def call(self, name: str, **args: Any) -> Any:
        """One call in a thread of its own; raises Refused, Unreachable."""
        loop = asyncio.get_running_loop()
        source = self._store.source
        done: asyncio.Future[Any] = loop.create_future()

        def settle(result: Any, error: Exception | None) -> None:
            if done.done():
                return
            if error is not None:
                done.set_exception(error)
            else:
                done.set_result(result)

        def run() -> None:
            result, failed = None, None
            try:
                result = self._open(source).call(name, **args)
            except (Refused, Unreachable) as error:
                failed = error
            if not loop.is_closed():
                loop.call_soon_threadsafe(settle, result, failed)

        self._thread(run, name)
        return await done


def _close(stream: Iterator[Any] | None) -> None:
    close = getattr(stream, "close", None)
    if close is not None:
        close()
