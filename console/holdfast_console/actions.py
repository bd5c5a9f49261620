"""Everything an operator can do here, once: the footer, `?` and the keys are made from this table.

An action may say why it is not possible now; then its key is dim in the footer and flashes that reason when pressed.
tier 0 looks, 1 asks y/n in place, 2 wants the first digits of a checksum, 3 wants a word. Lower case looks or proposes, upper
case is wider or stronger.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from holdfast.core.view import RolloutView, VersionView, View, WorkerView

OPEN = ("Detected", "Linting", "Preparing", "Awaiting", "Prepared")  # a plan: nothing has moved
MOVING = ("Wave", "Committing", "RollingBack")  # workers change what they run


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

    @property
    def open(self) -> RolloutView | None:
        """The transaction in flight."""
        return self.view.rollout if self.view else None


def _always(place: Place) -> str:
    return ""


@dataclass(frozen=True)
class Action:
    id: str
    keys: tuple[str, ...]
    label: str  # '' = not in the footer
    help: str
    group: str
    tier: int = 0
    where: tuple[str, ...] = ()  # () = everywhere
    why_not: Callable[[Place], str] = _always
    acts: bool = False  # changes something: needs a supervisor that listens, and is gone with --readonly

    def here(self, screen: str) -> bool:
        return not self.where or screen in self.where


def why_not(action: Action, place: Place) -> str:
    """The reason why it cannot be done now; '' = it can."""
    if action.acts:
        if place.read_only:
            return "this console is read-only"
        if place.view is None or not place.connected:
            return "the supervisor is unreachable"
        if place.view.stopping:
            return "the supervisor is stopping"
    return action.why_not(place)


def _records(place: Place) -> str:
    """For what needs a record in the journal."""
    view = place.view
    return f"nothing can be recorded: {view.read_only}" if view and view.read_only else ""


def _room(place: Place) -> str:
    """For what draws up a plan: one that nobody has decided gives way to it, a decided one must end first."""
    if broken := _records(place):
        return broken
    if place.view and place.view.frozen:
        return f"frozen: {place.view.frozen}"
    plan = place.open
    if plan is None or plan.phase in (*OPEN, "Verifying", "Stuck"):
        return ""
    return f"rollout #{plan.seq} is under way: 2 shows it, x there takes it back"


def gives_way(place: Place) -> str:
    """What a new plan would push aside; '' = nothing."""
    plan = place.open
    if plan is None or plan.phase == "Verifying":
        return ""
    return f"plan #{plan.seq} gives way" if plan.phase in OPEN else f"#{plan.seq}, which is stuck, is left as it is"


def _worker(place: Place) -> str:
    return "" if place.worker else "there is no worker under the cursor"


def _cordon(place: Place) -> str:
    return _worker(place) or _records(place)


def _approve(place: Place) -> str:
    plan = place.open
    if plan is None:
        return "no plan waits for approval"
    if plan.phase != "Awaiting":
        return f"#{plan.seq} is {plan.phase.lower()}: nothing to approve now"
    return _records(place) or (f"frozen: {place.view.frozen}" if place.view and place.view.frozen else "")


def takes_back(plan: RolloutView) -> bool:
    """It is decided, so rejecting it means that every worker goes back."""
    return plan.phase in ("Wave", "Paused", "Committing", "Verifying")


def _reject(place: Place) -> str:
    plan = place.open
    if plan is None:
        return "there is no plan to reject"
    if plan.phase in OPEN:
        return _records(place)
    if takes_back(plan):
        return _records(place) or ("" if plan.base_seq else "there is nothing to go back to")
    return f"#{plan.seq} is {plan.phase.lower()}: it cannot be taken back now"


def _rollback(place: Place) -> str:
    version = place.version
    if version is None:
        return "there is no version under the cursor"
    if place.view and version.seq == place.view.target_seq:
        return f"#{version.seq} is what should run already"
    if place.view and version.sha256 == place.view.target_sha256:
        return f"#{version.seq} has the same bytes as what should run"
    if version.outcome.startswith(("refused", "rejected")):
        return f"#{version.seq} was {version.outcome} and never ran"
    return _room(place)


def _hold(place: Place) -> str:
    plan = place.open
    if plan is None or plan.phase not in ("Wave", "Paused"):
        return "no rollout is in a wave: there is nothing to hold"
    return _records(place) or (f"frozen: {place.view.frozen}" if place.view and place.view.frozen and waits(plan) else "")


def waits(plan: RolloutView) -> bool:
    """It stands, or will stand after this wave, until somebody says go."""
    return plan.phase == "Paused" or bool(plan.held)


def _settle(place: Place) -> str:
    plan = place.open
    return _records(place) if plan and plan.phase == "Stuck" else "nothing is stuck"


def _diff(place: Place) -> str:
    if place.screen == "history":
        return "" if place.version else "there is no version under the cursor"
    if place.worker is None:
        return _worker(place)
    if not place.worker.proved_sha256:
        return f"{place.worker.name} has proved nothing yet"
    if not place.worker.proved_version:
        return f"{place.worker.name} proves bytes that no version has"
    if place.worker.proved_sha256 == place.worker.desired_sha256:
        return f"{place.worker.name} proves what it should run: no difference"
    return ""


def _pane(place: Place) -> str:
    return "difference and votes are both in view" if place.wide else ""


INNER = ("worker", "logs", "handles", "diff")  # places that are no tabs: esc comes back from them
_FLEET, _ROW = ("fleet",), ("fleet", "worker", "logs", "handles", "reload")
_EVENTS = ("events",)
ACTIONS: tuple[Action, ...] = (
    Action("approve", ("a",), "approve…", "approve the plan: type 4 digits of its checksum", "act", 2, (), _approve, True),
    Action("reject", ("x",), "reject", "reject the plan; once it is decided, take it back", "act", 1, (), _reject, True),
    Action("rollback", ("b",), "roll back…", "draw up a plan with this version's content", "act", 2, ("history",), _rollback, True),
    Action("reload", ("r",), "reload", "let this worker take and prove the committed content again", "act", 1, _ROW, _worker, True),
    Action("reload-all", ("R",), "all…", "reload every worker with the same bytes, as a new sequence", "act", 2, _FLEET, _room, True),
    Action("hold", ("H",), "hold/go", "stop the rollout after this wave, or let it go on", "act", 1, ("reload",), _hold, True),
    Action("settle", ("s",), "settle…", "the way out of a stuck rollout", "act", 3, ("reload",), _settle, True),
    Action("enter", ("enter",), "detail", "everything about this worker", "look", 0, ("fleet", "reload", "events"), _worker),
    Action("logs", ("l",), "logs", "the worker's output, followed", "look", 0, ("fleet", "worker", "handles", "reload"), _worker),
    Action("handles", ("i",), "handles", "what its processes hold open: files, sockets, inotify", "look", 0, ("worker",), _worker),
    Action("diff", ("D",), "diff", "the difference to what should run", "look", 0, ("fleet", "worker", "history"), _diff),
    Action("level", ("l",), "level", "all events, warnings and failures, failures only", "find", 0, _EVENTS),
    Action("only-worker", ("o",), "its worker", "only events of this line's worker, or of everybody", "find", 0, _EVENTS),
    Action("only-plan", ("c",), "its plan", "only events of this line's plan, or of all", "find", 0, _EVENTS),
    Action("follow-events", ("f",), "follow", "stay with the newest event, or stand still", "find", 0, _EVENTS),
    Action("pane", ("tab",), "diff/votes", "switch between difference and votes", "look", 0, ("reload",), _pane),
    Action("cordon", ("u",), "cordon", "leave this worker out of the quorum, or take it back", "act", 1, _ROW, _cordon, True),
    Action("restart", ("K",), "restart", "stop this worker and start it on the committed content", "act", 1, _ROW, _worker, True),
    Action("back", ("esc",), "back", "out of here; never quits", "go", 0, (*INNER, "reload", "history", "events")),
    Action("history", ("3",), "history", "versions, newest first, and rollback", "go"),
    Action("events", ("5",), "", "what happened, followed; the cause chain of a plan", "go"),
    Action("plan", ("2",), "plan", "the plan that waits, or the rollout in flight", "go"),
    Action("fleet", ("1",), "fleet", "the workers", "go"),
    Action("pause", ("p",), "pause", "pause the display; supervision goes on", "app"),
    Action("theme", ("T",), "", "next theme", "app"),
    Action("quit", ("q", "ctrl+c"), "quit", "leave the console", "app"),
    Action("stop", ("Q",), "", "stop all workers and the supervisor: type the word stop", "app", 3, (), _always, True),
    Action("help", ("?",), "help", "the keys of this place", "app"),
    Action("down", ("j", "down"), "", "down", "move"),
    Action("up", ("k", "up"), "", "up", "move"),
    Action("top", ("g", "home"), "", "first", "move"),
    Action("bottom", ("G", "end"), "", "last; in the logs: follow again", "move"),
    Action("page-down", ("ctrl+d", "pgdn"), "", "half a page down", "move"),
    Action("page-up", ("ctrl+u", "pgup"), "", "half a page up", "move"),
    Action("next", ("]",), "", "next worker", "move", 0, ("worker", "logs", "handles")),
    Action("previous", ("[",), "", "previous worker", "move", 0, ("worker", "logs", "handles")),
)  # fmt: skip
GROUPS = {"act": "act", "look": "look", "find": "find", "go": "go", "move": "move", "app": "console"}
SCREENS = ("fleet", "reload", "history", "events")  # the tabs, by number
_TAB_ACTIONS = {"fleet": "fleet", "plan": "reload", "history": "history", "events": "events"}


def find(screen: str, key: str) -> Action | None:
    """The action that this key means on this screen."""
    return next((a for a in ACTIONS if key in a.keys and a.here(screen)), None)


def by_id(name: str) -> Action:
    return next(a for a in ACTIONS if a.id == name)


def here(screen: str) -> list[Action]:
    return [a for a in ACTIONS if a.here(screen)]


def in_footer(place: Place) -> list[Action]:
    """What the footer offers: acts of this place first; a tab one stands on already is left out."""
    return [a for a in here(place.screen) if a.label and _TAB_ACTIONS.get(a.id) != place.screen and _relevant(a, place)]


def _relevant(action: Action, place: Place) -> bool:
    """What can never be meant here does not crowd the footer: approving without a plan, a worker's keys beside a plan."""
    planned = place.open is not None and place.open.phase in OPEN
    if action.id == "approve":
        return planned
    if action.id == "reject":
        return place.open is not None
    if action.id == "hold":
        return place.open is not None and place.open.phase in ("Wave", "Paused")
    if action.id == "settle":
        return place.open is not None and place.open.phase == "Stuck"
    if action.id == "pane":
        return planned and not place.wide
    return place.screen != "reload" or place.worker is not None or "reload" not in action.where or action.id == "back"
