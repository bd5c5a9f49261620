"""Why something cannot be done now, and what an act would bring with it: one sentence each, from the place alone. '' = nothing."""

from __future__ import annotations

from holdfast.core.view import RolloutView
from holdfast.core.words import Who
from holdfast_console import lineage
from holdfast_console.place import OPEN, Place


def records(place: Place) -> str:
    """For what needs a record in the journal."""
    view = place.view
    return f"nothing can be recorded: {view.read_only}" if view and view.read_only else ""


def room(place: Place) -> str:
    """For what draws up a plan: one that nobody has decided gives way to it, a decided one must end first."""
    if broken := records(place):
        return broken
    if place.view and place.view.frozen:
        return f"frozen: {place.view.frozen}"
    plan = place.open
    if plan is None or plan.phase in (*OPEN, "Verifying", "Stuck"):
        return ""
    return f"rollout #{plan.seq} is under way: {place.keys['plan']} shows it, {place.keys['reject']} there takes it back"


def gives_way(place: Place) -> str:
    """What a new plan would push aside; '' = nothing."""
    plan = place.open
    if plan is None or plan.phase == "Verifying":
        return ""
    return f"plan #{plan.seq} gives way" if plan.phase in OPEN else f"#{plan.seq}, which is stuck, is left as it is"


def worker(place: Place) -> str:
    return "" if place.targets else "there is no worker under the cursor"


def one_worker(place: Place) -> str:
    return "" if place.worker else "there is no worker under the cursor"


def cordon(place: Place) -> str:
    return worker(place) or records(place)


def barred(plan: RolloutView, you: Who | None) -> str:
    """Where an author's own approval does not count, and this is the author."""
    if you is None or plan.barred_uid < 0 or plan.barred_uid not in (you.uid, you.person):
        return ""
    return f"you ({you}) are the author of #{plan.seq}, and authors may not approve here: somebody else must"


def approve(place: Place) -> str:
    plan = place.open
    if plan is None:
        return "no plan waits for approval"
    if plan.phase != "Awaiting":
        return f"#{plan.seq} is {plan.phase.lower()}: nothing to approve now"
    if own := barred(plan, place.you):
        return own
    return records(place) or (f"frozen: {place.view.frozen}" if place.view and place.view.frozen else "")


def takes_back(plan: RolloutView) -> bool:
    """It is decided, so rejecting it means that every worker goes back."""
    return plan.phase in ("Wave", "Paused", "Committing", "Verifying")


def reject(place: Place) -> str:
    plan = place.open
    if plan is None:
        return "there is no plan to reject"
    if plan.phase in OPEN:
        return records(place)
    if takes_back(plan):
        return records(place) or ("" if plan.base_seq else "there is nothing to go back to")
    return f"#{plan.seq} is {plan.phase.lower()}: it cannot be taken back now"


def rollback(place: Place) -> str:
    version = place.version
    if version is None:
        return "there is no version under the cursor"
    if place.view and version.seq == place.view.target_seq:
        return f"#{version.seq} is what should run already"
    if place.view and version.sha256 == place.view.target_sha256:
        return f"#{version.seq} has the same bytes as what should run"
    if version.outcome == "open":
        return f"#{version.seq} is the plan in flight: {place.keys['plan']} shows it"
    if version.outcome.startswith(("refused", "rejected")):
        return f"#{version.seq} was {version.outcome} and never ran"
    return room(place)


def hold(place: Place) -> str:
    plan = place.open
    if plan is None or plan.phase not in ("Wave", "Paused"):
        return "no rollout is in a wave: there is nothing to hold"
    return records(place) or (f"frozen: {place.view.frozen}" if place.view and place.view.frozen and waits(plan) else "")


def waits(plan: RolloutView) -> bool:
    """It stands, or will stand after this wave, until somebody says go."""
    return plan.phase == "Paused" or bool(plan.held)


def settle(place: Place) -> str:
    plan = place.open
    return records(place) if plan and plan.phase == "Stuck" else "nothing is stuck"


def version(place: Place) -> str:
    return "" if place.version else "there is no version under the cursor"


def owner(place: Place) -> str:
    return "" if place.owner else "there is no owner of watches under the cursor"


def listening(place: Place) -> str:
    source = place.view.source if place.view else None
    return f"there is no watch to test: {source.degraded or 'the source is not watched'}" if source and source.watching != "inotify" else ""


def detail(place: Place) -> str:
    return "" if place.event else one_worker(place)


def event(place: Place) -> str:
    return "" if place.event else "there is no event under the cursor"


def diff(place: Place) -> str:
    if place.screen == "history" and place.base and place.version and place.base.seq == place.version.seq:
        return f"#{place.base.seq} is marked: choose another to compare it with"
    if place.screen == "history":
        return version(place)
    if place.worker is None:
        return one_worker(place)
    if not place.worker.proved_sha256:
        return f"{place.worker.name} has proved nothing yet"
    if not place.worker.proved_version:
        return f"{place.worker.name} proves bytes that no version has"
    if place.worker.proved_sha256 == place.worker.desired_sha256:
        return f"{place.worker.name} proves what it should run: no difference"
    return ""


def source(place: Place) -> str:
    if place.view is None or not place.connected:
        return "the supervisor is unreachable"
    return "" if place.several else "there is only one source"


def split(place: Place) -> str:
    return "" if place.wide else "side by side needs a terminal of at least 110 columns and 26 lines"


def pane(place: Place) -> str:
    return "difference and votes are both in view" if place.wide else ""


def kill(place: Place) -> str:
    if place.worker and not place.worker.pid:
        return f"{place.worker.name} has no process"
    return one_worker(place)


def undo(place: Place) -> str:
    if place.view and lineage.before(place.view) is None:
        return "there is no older content that ran: nothing to undo"
    return room(place)


def redo(place: Place) -> str:
    if place.view and lineage.after(place.view) is None:
        return "nothing was undone: there is nothing to redo"
    return room(place)


def edit(place: Place) -> str:
    return place.local


def guide(place: Place) -> str:
    return "" if place.guided else "there is a guide in the demo only: holdfast demo"


def match(place: Place) -> str:
    return "" if place.filtered else f"nothing was searched for: {place.keys['filter']} does"
