"""A daemon that is only a door: a fleet as large as wanted, shown to the console as the real one shows it, without a process behind it.

    python bench/console_house.py SOCKET_FOLDER WORKERS idle|reload|plan

idle: all workers prove, and nothing changes. reload: a rollout without an end; four times a second a tenth of the fleet takes one step.
plan: one waits for approval.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from holdfast.api.routes import PlanView, Refused, Seen
from holdfast.api.server import serve
from holdfast.core import acts, detail, effects
from holdfast.core.archive import Proofs, Sound, Verified
from holdfast.core.settings import ApiSettings, Settings, SourceSettings
from holdfast.core.trace import TraceView
from holdfast.core.view import EventView, LaneView, RolloutView, SourceView, VersionView, View, VoteView, WorkerView
from holdfast.core.watched import Probe, Watched
from holdfast.core.words import Budget, Change, Check, Diff, Line

OLD, NEW, PLANNED = "a7f9e2b" + "0" * 57, "e41d07a" + "1" * 57, "beef123" + "2" * 57
STEPS = ("waiting", "preparing", "voted", "committing", "proving", "proved")
BEAT = 0.25  # seconds between two Views


class House:
    """One source; its View changes while a rollout moves, and that is all it can do."""

    def __init__(self, workers: int, kind: str) -> None:
        self._number, self._changed = 1, asyncio.Condition()
        self._began = time.time() - 3600
        self._steps = [0] * workers
        self._now = self._view(moving=kind == "reload")
        if kind == "plan":
            self._now = msgspec.structs.replace(self._now, rollout=self._waiting())

    async def beat(self) -> None:
        """The rollout goes on."""
        while True:
            await asyncio.sleep(BEAT)
            tenth = max(1, len(self._steps) // 10)
            for n in range(self._number * tenth, (self._number + 1) * tenth):
                place = n % len(self._steps)
                self._steps[place] = (self._steps[place] + 1) % len(STEPS)
            async with self._changed:
                self._number, self._now = self._number + 1, self._view(moving=True)
                self._changed.notify_all()

    def _view(self, moving: bool) -> View:
        at = time.time()
        workers = tuple(self._worker(n, at, moving) for n in range(len(self._steps)))
        proven = sum(w.mark == "proven" for w in workers)
        told = tuple(EventView(self._number * 5 + n, at, "info", f"event {self._number * 5 + n}", workers[n].name, 8) for n in range(5))
        return View(
            "bench", "bench", 1, 1, self._began, at, "MIXED" if moving else "CONVERGED",
            SourceView("/srv/app.toml", "toml", "in-sync", NEW, watching="inotify"), 8, "20240522-142233.0008", NEW, proven=proven,
            total=len(workers), moving=len(workers) - proven, workers=workers, events=told, budget=Budget(0, 37, 65536, 4, 128),
            versions=(VersionView(8, "20240522-142233.0008", NEW, "edit", "root", self._began, "open"),),
            rollout=self._rollout(workers, proven) if moving else None,
        )  # fmt: skip

    def _worker(self, n: int, at: float, moving: bool) -> WorkerView:
        proven = not moving or self._steps[n] in (0, 5)
        return WorkerView(
            f"w-{n:04}", "bench", "python3 -m bench", True, life="Up", phase="Active" if proven else "Committing",
            mark="proven" if proven else "acked", pid=1000 + n, started_at=self._began, desired_seq=8, desired_sha256=NEW, acked_seq=8,
            acked_sha256=NEW, proved_seq=8 if proven else 7, proved_sha256=NEW if proven else OLD, grade=2, proved_at=at,
            cpu=round(self._steps[n] / 2, 1), rss=48 << 20, fds=19, threads=6, watches=14,
        )  # fmt: skip

    def _rollout(self, workers: tuple[WorkerView, ...], proven: int) -> RolloutView:
        lanes = tuple(LaneView(w.name, step, STEPS[step]) for w, step in zip(workers, self._steps, strict=True))
        return RolloutView(
            8, "20240522-142233.0008", NEW, "edit", "root", "Committing", base_seq=7, base_sha256=OLD, began_at=self._began,
            voters=len(workers), yes=len(workers), members=len(workers), proved=proven, lanes=lanes,
            decided_at=self._began, deadline_at=self._began + 3600,
        )  # fmt: skip

    def _waiting(self) -> RolloutView:
        votes = tuple(VoteView(w.name, "yes", checks=(Check("schema", True),)) for w in self._now.workers)
        return RolloutView(
            9, "20240522-150000.0009", PLANNED, "edit", "root", "Awaiting", base_seq=8, base_sha256=NEW, began_at=self._began,
            approvals_needed=1, voters=len(votes), gate=len(votes), yes=len(votes), members=len(votes), votes=votes, keys_changed=9,
        )  # fmt: skip

    # -- what the door asks for

    def view(self) -> View:
        return self._now

    async def news(self, seen: Seen) -> Seen:
        async with self._changed:
            await self._changed.wait_for(lambda: self._number > seen.news)
            return Seen(self._number, self._number)

    def events(self, after: int) -> tuple[EventView, ...]:
        return tuple(event for event in self._now.events if event.id > after)

    async def worker(self, name: str) -> detail.Detail:
        found = next((w for w in self._now.workers if w.name == name), None)
        if found is None:
            raise Refused(f"there is no worker {name}")
        return detail.Detail(self._now.at, found, detail.Anatomy(detail.OnDisk("/run/bench")), self.figures(name), ())

    def figures(self, name: str) -> detail.Series:
        return detail.Series(1.0, time.time(), (3.1, 4.0) * 30, (48 << 20, 49 << 20) * 30, (0.2, 0.4) * 30)

    async def difference(self, old: str, new: str, full: bool = False) -> Diff:
        lines = [Line(sign, f"limits.{n} = {n + (sign == '+')}") for n in range(9) for sign in "-+"]
        return Diff(tuple(Change(f"limits.{n}", str(n), str(n + 1)) for n in range(9)), (Line("@", "@@ -1,9 +1,9 @@"), *lines))

    async def plan(self) -> PlanView | None:
        return None if self._now.rollout is None else PlanView(self._now.rollout, await self.difference("", ""))

    async def ask(self, make: Callable[[int], acts.Command]) -> effects.Reply:
        raise Refused("nothing can be done here")

    async def content(self, version: str) -> bytes:
        raise Refused("there is no content here")

    async def watches(self) -> Watched:
        raise Refused("nothing is watched here")

    def log_path(self, worker: str) -> str:
        raise Refused("there is no output here")

    async def trace(self, version: str) -> TraceView:
        raise Refused("there is no trace here")

    async def journal(self) -> Verified:
        raise Refused("there is no journal here")

    async def sound(self, version: str) -> Sound:
        raise Refused("there is no content here")

    async def proofs(self, version: str) -> Proofs:
        raise Refused("there is no journal here")

    async def probe(self) -> Probe:
        raise Refused("nothing is watched here")


class Houses:
    def __init__(self, house: House) -> None:
        self.by_source = {"": house}

    async def metrics(self, accept: str) -> tuple[bytes, str]:
        return b"", "text/plain"


async def main(folder: Path, workers: int, kind: str) -> None:
    house = House(workers, kind)
    source = SourceSettings(path=str(folder / "app.toml"), format="toml")
    door = await serve(Houses(house), Settings("bench", "", str(folder), str(folder), str(folder), source, (), api=ApiSettings()))
    print("ready", flush=True)
    try:
        await (house.beat() if kind == "reload" else asyncio.Event().wait())
    finally:
        await door.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
