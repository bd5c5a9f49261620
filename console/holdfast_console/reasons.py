"""Why something cannot be done now, and what helps: `why: what to do`, from the place alone; '' = nothing. And what an act entails."""

from __future__ import annotations

from holdfast.core.view import RolloutView
from holdfast.core.words import Who
from holdfast_console import lineage
from holdfast_console.place import OPEN, Place

UNREACHABLE = "the supervisor is unreachable: wait, the console comes back by itself"
READ_ONLY = "this console is read-only: open one without --readonly, as an operator"
STOPPING = "the supervisor is stopping: start it again when it has ended"


def records(place: Place) -> str:
    """For what needs a record in the journal."""
    view = place.view
    return f"nothing can be recorded, {view.read_only}: mend that and restart the daemon" if view and view.read_only else ""


def frozen(place: Place) -> str:
    return f"frozen, {place.view.frozen}: {place.keys['freeze']} ends it" if place.view and place.view.frozen else ""


def room(place: Place) -> str:
    """For what draws up a plan: one that nobody has decided gives way to it, a decided one must end first."""
    if broken := records(place) or frozen(place):
        return broken
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
    return "" if place.targets else one_worker(place)


def one_worker(place: Place) -> str:
    if place.worker:
        return ""
    if place.view and not place.view.workers:
        return "there is no worker: the settings have to name one"
    if place.screen == "fleet":
        return f"the filter hides every worker: {place.keys['back']} shows them"
    return f"no worker is under the cursor: {place.keys['fleet']} shows them all"


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
        return "no plan waits for approval: a change of the source draws one up"
    if plan.phase != "Awaiting":
        votes = plan.phase in ("Detected", "Linting", "Preparing")
        state = {"Wave": "in a wave", "RollingBack": "going back"}.get(plan.phase, plan.phase.lower())
        return f"#{plan.seq} is {state}: {'wait for the votes' if votes else 'nothing to approve now, it is decided'}"
    if own := barred(plan, place.you):
        return own
    return records(place) or frozen(place)


def takes_back(plan: RolloutView) -> bool:
    """It is decided, so rejecting it means that every worker goes back."""
    return plan.phase in ("Wave", "Paused", "Committing", "Verifying")


def reject(place: Place) -> str:
    plan = place.open
    if plan is None:
        return f"there is no plan to reject: {place.keys['undo']} undoes the last change"
    if plan.phase in OPEN:
        return records(place)
    if takes_back(plan):
        return records(place) or ("" if plan.base_seq else "this is the first content: there is nothing to go back to")
    if plan.phase == "Stuck":
        return f"#{plan.seq} is stuck: {place.keys['plan']}, {place.keys['settle']} there settles it"
    return f"#{plan.seq} is being taken back already: wait for its end"


def rollback(place: Place) -> str:
    chosen = place.version
    if chosen is None:
        return version(place)
    if place.view and chosen.seq == place.view.target_seq:
        return f"#{chosen.seq} is what should run already: choose another"
    if place.view and chosen.sha256 == place.view.target_sha256:
        return f"#{chosen.seq} has the same bytes as what should run: choose another"
    if chosen.outcome == "open":
        return f"#{chosen.seq} is the plan in flight: {place.keys['plan']} shows it"
    if chosen.outcome.startswith(("refused", "rejected")):
        return f"#{chosen.seq} was {chosen.outcome} and never ran: choose one that did"
    return room(place)


def hold(place: Place) -> str:
    plan = place.open
    if plan is None or plan.phase not in ("Wave", "Paused"):
        return f"no rollout is in a wave, nothing can be held: {place.keys['reject']} takes one back that is under way"
    return records(place) or (frozen(place) if waits(plan) else "")


def waits(plan: RolloutView) -> bool:
    """It stands, or will stand after this wave, until somebody says go."""
    return plan.phase == "Paused" or bool(plan.held)


def settle(place: Place) -> str:
    if place.open and place.open.phase == "Stuck":
        return records(place)
    return f"nothing is stuck: {place.keys['reject']} rejects a plan, or takes it back"


def version(place: Place) -> str:
    if place.version:
        return ""
    if place.view and place.view.versions:
        return f"the filter hides every version: {place.keys['back']} shows them"
    return "there is no version yet: the first content of the source becomes one"


def owner(place: Place) -> str:
    return "" if place.owner else "nobody who watches is under the cursor: wait until they are counted"


def listening(place: Place) -> str:
    source = place.view.source if place.view else None
    return f"there is no watch to test: {source.degraded or 'the source is not watched'}" if source and source.watching != "inotify" else ""


def detail(place: Place) -> str:
    return "" if place.event else one_worker(place)


def event(place: Place) -> str:
    return "" if place.event else f"no event is under the cursor: {place.keys['back']} shows all"


def diff(place: Place) -> str:
    if place.screen == "history" and place.base and place.version and place.base.seq == place.version.seq:
        return f"#{place.base.seq} is marked: choose another to compare it with"
    if place.screen == "history":
        return version(place)
    if place.worker is None:
        return one_worker(place)
    if not place.worker.proved_sha256:
        return f"{place.worker.name} has proved nothing yet: {place.keys['prove']} challenges it"
    if not place.worker.proved_version:
        return f"{place.worker.name} proves bytes that no version has: {place.keys['reload']} gives it the right ones"
    if place.worker.proved_sha256 == place.worker.desired_sha256:
        return f"{place.worker.name} proves what it should run: choose one that does not"
    return ""


def source(place: Place) -> str:
    if place.view is None or not place.connected:
        return UNREACHABLE
    return "" if place.several else "there is only one source: it is the one that is shown"


def split(place: Place) -> str:
    return "" if place.wide else "side by side needs 110 columns and 26 lines: enlarge the terminal"


def pane(place: Place) -> str:
    return f"difference and votes are both in view: {place.keys['down']} goes on in the difference" if place.wide else ""


def kill(place: Place) -> str:
    if place.worker and not place.worker.pid:
        return f"{place.worker.name} has no process: {place.keys['reload']} starts it"
    return one_worker(place)


def undo(place: Place) -> str:
    if place.view and lineage.before(place.view) is None:
        return "no older content ran: only a second change can be undone"
    return room(place)


def redo(place: Place) -> str:
    if place.view and lineage.after(place.view) is None:
        return f"nothing was undone: {place.keys['undo']} undoes the last change"
    return room(place)


def edit(place: Place) -> str:
    return place.local


def guide(place: Place) -> str:
    return "" if place.guided else "there is a guide in the demo only: holdfast demo"


def match(place: Place) -> str:
    return "" if place.filtered else f"nothing was searched for: {place.keys['filter']} begins a search"
