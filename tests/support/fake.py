"""A house of cards behind the real door: it keeps one View, remembers what it was asked, and does what the test says.

Played from a story it is a daemon for the command line and the console: on a Stage, a thread beside the test, or run as a program
(`fake.py RUN STORY_JSON`), which can be killed.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from holdfast.api.routes import Refused, Seen
from holdfast.api.server import LIMITS, Door, Limits, serve
from holdfast.core import acts
from holdfast.core.archive import Member, Proofs, Sound, Verified
from holdfast.core.detail import Anatomy, Detail, Ear, Handle, OnDisk, Place, ProcessView, Series
from holdfast.core.effects import Reply
from holdfast.core.settings import ApiSettings, Settings, SourceSettings
from holdfast.core.trace import Span, TraceView, WorkerTrace
from holdfast.core.view import EventView, PlanView, RolloutView, SourceView, VersionView, View, VoteView, WorkerView
from holdfast.core.watched import FanOut, Listening, Owner, Probe, Watched
from holdfast.core.words import Budget, Change, Diff, Line

OLD, NEW = "a7f9e2b" + "0" * 57, "e41d07a" + "1" * 57


OPEN = ApiSettings()
LIMIT = 30.0  # seconds for what takes a moment
T = TypeVar("T")


def settings(run: Path, api: ApiSettings = OPEN) -> Settings:
    source = SourceSettings(path=str(run / "app.toml"), format="toml")
    return Settings("demo", str(run / "holdfast.toml"), str(run), str(run), str(run), source, (), api=api)


def worker(name: str, **more: object) -> WorkerView:
    proven = WorkerView(
        name, life="Up", phase="Active", mark="proven", pid=4711, grade=2, desired_seq=7, desired_sha256=OLD, proved_seq=7,
        proved_version="20240521-142233.0007", proved_sha256=OLD, proved_at=1.0, cpu=3.1, rss=48 << 20, watches=14,
    )  # fmt: skip
    return msgspec.structs.replace(proven, **more)


def calm(**more: object) -> View:
    """Two workers that prove version 7."""
    workers = (worker("metrics-collector"), worker("log-forwarder-1"))
    versions = (
        VersionView(7, "20240521-142233.0007", OLD, "edit", "root", 1716301353.0, "active", current=True, members=2, proved=2),
        VersionView(6, "20240520-080000.0006", NEW, "bootstrap", "bootstrap", 1716192000.0, "active", members=2, proved=2),
    )
    told = tuple(EventView(n, 1716301353.0 + n, "info", f"event {n}") for n in range(1, 4))
    view = View(
        "demo", "host", 1, 1, 1.0, 1.0, "CONVERGED", SourceView("/etc/app.toml", "toml", "in-sync", OLD, watching="inotify"),
        7, "20240521-142233.0007", OLD, proven=2, total=2, workers=workers, versions=versions, events=told,
    )  # fmt: skip
    return msgspec.structs.replace(view, **more)


def open_plan() -> RolloutView:
    return RolloutView(
        8, "20240522-090000.0008", NEW, "edit", "file, owner uid 0, unverified", "Awaiting", base_seq=7, base_sha256=OLD,
        approvals_needed=1, yes=1, no=1, voters=2, gate=2, members=2, keys_changed=1,
        votes=(VoteView("metrics-collector", "yes"), VoteView("log-forwarder-1", "no", code="E_DEP", error="redis: refused\x1b[31m")),
    )  # fmt: skip


def anatomy() -> Anatomy:
    """A process with a deleted file, a socket and a watcher of its own."""
    process = ProcessView(4711, 4121, 4711, 4711, 1000, "demo", 5, "sleeping", 3, 48 << 20, 9, ("python", "-m", "app\x1b[31m"), "/srv/demo")
    handles = (Handle(4711, 7, "file", "/srv/demo/app.toml", 812207, True), Handle(4711, 3, "socket", "tcp 127.0.0.1:80 listening", 99))
    ears = (Ear(4711, 5, 2, (Place(812331, 8388609, 0x100, "/srv/demo"), Place(5, 8388609, 2))),)
    disk = OnDisk("/run/w/metrics-collector/current", OLD, 812331, 120, 1716301353.0)
    return Anatomy(disk, (process,), 0, {"file": 6, "socket": 2, "inotify": 1}, handles, 0, ears, ("cannot look into process 9",))


def time_line() -> TraceView:
    """A reload that waited for a human, of twelve workers, one of which has refused."""
    steps = (
        Span("event", 0.0, 0.0004), Span("read", 0.0004, 0.0004), Span("store", 0.0008, 0.005), Span("lint", 0.0058, 0.001),
        Span("send", 0.0068, 0.002), Span("vote", 0.0088, 0.0042), Span("approval", 0.013, 14.2, waits="people"),
        Span("fsync", 14.213, 0.004), Span("commit", 14.217, 0.001), Span("proof", 14.218, 0.009),
        Span("verify", 14.227, 60.0, waits="time"),
    )  # fmt: skip
    slow = WorkerTrace("api-3\x1b[31m", False, "yes", 0.0042, 0.009, 0.0001, 14.227, took=0.0133)
    refuser = WorkerTrace("api-1", False, "no", 0.004, said="E_DEP redis: refused", took=0.004)
    others = tuple(WorkerTrace(f"w-{n}", False, "yes", 0.003, 0.0001 * n, 0.0, 14.22, took=0.003 + 0.0001 * n) for n in range(10))
    return TraceView(
        7, "20240521-142233.0007", OLD, "edit", "root", 1716301353.0, "active (11 of 12)", took=14.227, machine=0.027, people=14.2,
        approved_by=("ana",), slowest="api-3", steps=steps, workers=(slow, refuser, *others),
    )  # fmt: skip


class House:
    def __init__(self) -> None:
        self.number = 0
        self.now = calm()
        self.asked: list[acts.Command] = []
        self.changed = asyncio.Condition()
        self.reply: Callable[[int, acts.Command], Reply] = lambda n, command: Reply(n, True, f"done {type(command).__name__}", 8)
        self.after: Callable[[acts.Command], View | None] = lambda command: None
        self.contents = {"7": b"port = 80\n\xff"}
        self.logs: dict[str, str] = {}
        self.verified = Verified(1716301353.0, 41, 9000)

    async def show(self, view: View) -> None:
        async with self.changed:
            self.number, self.now = self.number + 1, view
            self.changed.notify_all()

    def view(self) -> View:
        return self.now

    async def news(self, seen: Seen) -> Seen:
        async with self.changed:
            await self.changed.wait_for(lambda: self.number > seen.news)
            return Seen(self.number, self.number)

    async def ask(self, make: Callable[[int], acts.Command]) -> Reply:
        command = make(len(self.asked) + 1)
        self.asked.append(command)
        reply = self.reply(command.request, command)
        view = self.after(command)
        if view is not None:
            await self.show(view)
        return reply

    async def plan(self) -> PlanView | None:
        return None if self.now.rollout is None else PlanView(self.now.rollout, await self.difference("target", "source"))

    async def difference(self, old: str, new: str, full: bool = False) -> Diff:
        if old == "nothing":
            raise Refused("there is no version 'nothing'; see `holdfast history`")
        lines = (Line("@", "@@ -1 +1 @@"), Line("-", "port = 80"), Line("+", "port = 81"))
        return Diff((Change("port", "80", "81"), Change("password", "••••", "••••")), lines)

    def events(self, after: int) -> tuple[EventView, ...]:
        return tuple(sorted((event for event in self.now.events if event.id > after), key=lambda event: event.id))

    async def worker(self, name: str) -> Detail:
        found = next((w for w in self.now.workers if w.name == name), None)
        if found is None:
            raise Refused(f"there is no worker {name}")
        return Detail(self.now.at, found, anatomy(), self.figures(name), self.events(0))

    def figures(self, name: str) -> Series:
        return Series(1.0, self.now.at, (3.1, 4.0), (48 << 20, 49 << 20), (0.2, 0.4))

    async def watches(self) -> Watched:
        owners = (Owner("supervisor", 1, "python3", 1, 1, (Place(5, 8388609, 2, "/etc"),)), Owner("", 9, "sh\x1b[m", 1, 3))
        way = FanOut(7, 1.0, 0.0042, 2, (("event", 0.0042),))
        folder = Listening("/etc", 5, 8388609, 1.0, 8, "app.toml")
        return Watched(self.now.at, Budget(0, 4, 65536, 2, 128, 16384, 1), owners, 0, False, 16, (1, 1), (way,), (folder,))

    async def probe(self) -> Probe:
        return Probe(1.0, 0.0004)

    async def content(self, version: str) -> bytes:
        if version not in self.contents:
            raise Refused(f"there is no version {version!r}; see `holdfast history`")
        return self.contents[version]

    async def trace(self, version: str) -> TraceView:
        if version not in ("", "7"):
            raise Refused(f"cannot show the trace of {version}: no version is called {version}; `holdfast history` lists them")
        return time_line()

    async def proofs(self, version: str) -> Proofs:
        if version not in self.contents:
            raise Refused(f"no version is called {version}; `holdfast history` lists them")
        members = (
            Member("metrics-collector", 1716301353.0, 4711, OLD[:7], 2, "yes", 0.004, 0.012, now=True, grade=2, proved_at=1.0),
            Member("log-forwarder-1", vote="no", why="E_DEP redis: refused\x1b[31m"),
        )
        return Proofs(7, "20240521-142233.0007", OLD, "edit", "active (1 of 2)", 1.0, 2.0, await self.journal(), members, True)

    async def sound(self, version: str) -> Sound:
        return Sound(7, OLD, 1.0, 12, schema="/etc/schema.json", unfit=("port: must be at most 79\x1b[31m",))

    async def journal(self) -> Verified:
        return self.verified

    def log_path(self, worker: str) -> str:
        if worker not in self.logs:
            raise Refused(f"there is no worker {worker!r}; they are {', '.join(self.logs)}")
        return self.logs[worker]


class Houses:
    """Of one source without a name; or of several, by name."""

    def __init__(self, house: House | None = None, **named: House) -> None:
        self.by_source = named or {"": house or House()}

    async def metrics(self, accept: str) -> tuple[bytes, str]:
        return f"# {accept}\n".encode(), "text/plain; version=0.0.4; charset=utf-8"


async def door(house: House | Houses, run: Path, api: ApiSettings = OPEN, limits: Limits = LIMITS) -> Door:
    return await serve(house if isinstance(house, Houses) else Houses(house), settings(run, api), limits)


def _play(story: dict[str, object], name: str = "") -> House:
    """What the fake daemon does, from a JSON object: view (replacements), refuse (text), ends (outcome), verdict, logs."""
    house = House()
    outcome, verdict = story.get("ends"), str(story.get("verdict", "CONVERGED"))
    state, reason = str(story.get("source", "in-sync")), str(story.get("reason", ""))
    source = SourceView("/etc/app.toml", "toml", state, reason=reason, watching="inotify", name=name)
    house.now = calm(verdict=verdict, rollout=open_plan() if story.get("plan") else None, source=source)
    house.logs = {str(k): str(v) for k, v in dict(story.get("logs", {})).items()}  # type: ignore[call-overload]
    if "refuse" in story:
        house.reply = lambda n, command: Reply(n, False, str(story["refuse"]))
    if outcome:
        ended = msgspec.structs.replace(open_plan(), phase="Done", outcome=str(outcome), reason="because")
        house.after = lambda command: msgspec.structs.replace(house.now, rollout=None, last=ended)
    if "proves" in story:
        again = (worker("metrics-collector", pid=4712, started_at=2.0, **dict(story["proves"])), worker("log-forwarder-1"))  # type: ignore[call-overload]
        house.after = lambda command: msgspec.structs.replace(house.now, workers=again)
    return house


async def play(run: Path, story: dict[str, object]) -> tuple[Door, asyncio.Event]:
    """Serves RUN/api.sock; the event: it was asked to stop. sources: a story for each, by name."""
    stories = dict(story.get("sources", {}))  # type: ignore[call-overload]
    houses = Houses(_play(story), **{name: _play(one, name) for name, one in stories.items()})
    house = next(iter(houses.by_source.values()))
    stopped = asyncio.Event()
    after = house.after
    house.after = lambda command: stopped.set() if isinstance(command, acts.Stop) else after(command)  # type: ignore[func-returns-value]
    return await door(houses, run, ApiSettings(read_only=bool(story.get("read_only")))), stopped


async def main(run: Path, story: dict[str, object]) -> None:
    here, stopped = await play(run, story)
    print("ready", flush=True)
    await _until(stopped, here)


class Stage:
    """A thread on which scripted daemons play, beside the test: a process for each would cost what importing a daemon costs."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="stage")
        self._thread.start()

    def _do(self, what: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(LIMIT)

    def begin(self, run: Path, story: dict[str, object]) -> Callable[[], None]:
        """Serves RUN/api.sock from now on; what is returned ends it."""
        here, stopped = self._do(play(run, story))
        life = asyncio.run_coroutine_threadsafe(_until(stopped, here), self._loop)

        def end() -> None:
            self._loop.call_soon_threadsafe(stopped.set)
            life.result(LIMIT)

        return end

    def close(self) -> None:
        self._do(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _until(stopped: asyncio.Event, here: Door) -> None:
    await stopped.wait()
    await here.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), json.loads(sys.argv[2])))
