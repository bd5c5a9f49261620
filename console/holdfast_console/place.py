"""Where the operator stands: the screen, what is under the cursor, what is marked, and what the supervisor is at."""

from __future__ import annotations

from dataclasses import dataclass

from holdfast.core.view import EventView, RolloutView, VersionView, View, WorkerView
from holdfast.core.watched import Owner
from holdfast.core.words import Who
from holdfast_console.keys import NAMES, Keys

OPEN = ("Detected", "Linting", "Preparing", "Awaiting", "Prepared")  # a plan: nothing has moved
MOVING = ("Wave", "Committing", "RollingBack")  # workers change what they run

INNER = ("worker", "logs", "handles", "diff", "commands", "event", "proofs", "paths")  # places that are no tabs: esc comes back from them
NEIGHBOURS = ("worker", "logs", "handles", "event", "proofs", "paths")  # about one of several: [ and ] go to the next
TITLES = {
    "fleet": "Fleet", "reload": "Reload", "history": "History", "worker": "a worker's page", "logs": "a worker's output",
    "handles": "a worker's handles", "watches": "Watches", "events": "Events", "diff": "a difference", "commands": "the command log",
    "event": "an event", "proofs": "a version's proofs", "paths": "an owner's watches",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where the operator stands, and what is under the cursor."""

    screen: str = "fleet"
    view: View | None = None
    worker: WorkerView | None = None
    version: VersionView | None = None
    connected: bool = True
    read_only: bool = False
    paused: bool = False
    wide: bool = False
    marked: tuple[str, ...] = ()  # names of marked workers
    filtered: str = ""  # what the list is filtered by
    base: VersionView | None = None  # the version that is marked, to compare others with
    local: str = ""  # why the source cannot be edited from here; '' = it can
    event: EventView | None = None
    owner: Owner | None = None  # of inotify watches
    keys: Keys = NAMES  # as the operator has them
    you: Who | None = None  # to the supervisor; None: not known
    guided: bool = False  # this is the demo, and its guide is there (it may be put away)

    @property
    def open(self) -> RolloutView | None:
        """The transaction in flight."""
        return self.view.rollout if self.view else None

    @property
    def several(self) -> bool:
        """There are several sources, and one of them is shown."""
        return self.view is not None and len(self.view.sources) > 1

    @property
    def targets(self) -> tuple[str, ...]:
        """The workers that an act is about: those marked, else the one under the cursor."""
        return self.marked or ((self.worker.name,) if self.worker else ())

    @property
    def many(self) -> bool:
        """More than one, and more than a quarter of the fleet: that is not one reversible step any more."""
        return len(self.targets) > 1 and self.view is not None and 4 * len(self.targets) > len(self.view.workers)
