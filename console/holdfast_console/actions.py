"""Everything an operator can do here, once: keys, footer, `?`, the command line, the palette and docs/keys.md are made from this table.

An action may say why it is not possible now; then its key is dim in the footer and flashes that reason when pressed.
tier 0 looks, 1 asks y/n in place, 2 wants the first digits of a checksum, 3 wants a word and a reason. Lower case looks or proposes, upper
case is wider or stronger. To add one: a row here, and a method `do_ID` in deeds.py (or one of its parts).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from holdfast_console import reasons
from holdfast_console.place import INNER, OPEN, Place


def _always(place: Place) -> str:
    return ""


@dataclass(frozen=True)
class Action:
    id: str
    keys: tuple[str, ...]  # () = by name only
    label: str  # '' = not in the footer
    help: str  # {reload} in it is the key of that action, wherever the operator has put it
    group: str
    tier: int = 0
    where: tuple[str, ...] = ()  # () = everywhere
    why_not: Callable[[Place], str] = _always
    acts: bool = False  # changes something: needs a supervisor that listens, and is gone with --readonly
    takes: str = ""  # what may follow its name on the command line: workers, worker, version, source, theme, column, columns, text, file

    def here(self, screen: str) -> bool:
        return not self.where or screen in self.where


def why_not(action: Action, place: Place) -> str:
    """The reason why it cannot be done now; '' = it can."""
    if action.acts:
        if place.read_only:
            return reasons.READ_ONLY
        if place.view is None or not place.connected:
            return reasons.UNREACHABLE
        if place.view.stopping:
            return reasons.STOPPING
    return action.why_not(place)


SCREENS = ("fleet", "reload", "history", "watches", "events")  # the tabs, by number
_PLACES, _DIFFS = (*SCREENS, *INNER), ("reload", "history", "diff")
_LISTS = ("fleet", "history", "events")  # what can be searched
_WATCHES = ("watches",)
_FLEET, _ROW, _EVENTS = ("fleet",), ("fleet", "worker", "logs", "handles", "reload"), ("events",)
_WIDER = ("fleet", "logs")  # what they show may be wider than the terminal
# id, keys, label, help, group, tier, where, why not, acts, takes
ACTIONS: tuple[Action, ...] = (
    Action("approve", ("a",), "approve…", "approve the plan: type 4 digits of its checksum", "act", 2, (), reasons.approve, True),
    Action("reject", ("x",), "reject", "reject the plan; once it is decided, take it back", "act", 1, (), reasons.reject, True, "text"),
    Action("rollback", ("b",), "roll back…", "draw up a plan with this version's content", "act", 2, ("history",), reasons.rollback, True,
           "version"),
    Action("reload", ("r",), "reload", "let it, or the marked ones, take and prove the content again", "act", 1, _ROW,
           reasons.worker, True, "workers"),
    Action("reload-all", ("R",), "all…", "reload every worker with the same bytes, as a new sequence", "act", 2, _FLEET, reasons.room,
           True),
    Action("hold", ("H",), "hold/go", "stop the rollout after this wave, or let it go on", "act", 1, ("reload",), reasons.hold, True,
           "text"),
    Action("settle", ("X",), "settle…", "the way out of a stuck rollout", "act", 3, ("reload",), reasons.settle, True),
    Action("enter", ("enter",), "detail", "everything about this worker", "look", 0, ("fleet", "reload", "paths", "events"),
           reasons.detail, False, "worker"),
    Action("proofs", ("enter",), "proofs", "who proved this version and when, who did not and why", "look", 0, ("history",),
           reasons.version),
    Action("diff", ("D",), "diff", "the difference to what should run", "look", 0, ("fleet", "worker", "history"), reasons.diff),
    Action("filter", ("/",), "filter", "only lines that match: text !not field:value ~fuzzy", "find", 0, _LISTS, takes="text"),
    Action("mark", ("space",), "mark", "mark this worker: {reload}, {cordon} and {prove} act on the marked ones", "select", 0, _FLEET,
           reasons.one_worker),
    Action("logs", ("l",), "logs", "the worker's output, followed", "look", 0, ("fleet", "worker", "handles", "reload"),
           reasons.one_worker, False, "worker"),
    Action("handles", ("i",), "handles", "what its processes hold open: files, sockets, inotify", "look", 0, ("worker",),
           reasons.one_worker),
    Action("json", ("i",), "json", "all of this event as JSON; {copy} copies it", "look", 0, _EVENTS, reasons.event),
    Action("paths", ("enter",), "paths", "where this owner watches, and for what", "look", 0, _WATCHES, reasons.owner),
    Action("test", ("t",), "test", "is the watch heard? an event made on purpose, of no file", "look", 0, _WATCHES,
           reasons.listening, True),
    Action("simulate", ("m",), "simulate…", "what if so many workers watched by themselves", "look", 0, _WATCHES, takes="count"),
    Action("sort-owners", ("o",), "sort", "the owners in another order", "find", 0, _WATCHES),
    Action("level", ("l",), "level", "all events, warnings and failures, failures only", "find", 0, _EVENTS),
    Action("only-worker", ("o",), "its worker", "only events of this line's worker, or of everybody", "find", 0, _EVENTS),
    Action("only-plan", ("c",), "its plan", "only events of this line's plan, or of all", "find", 0, _EVENTS),
    Action("follow-events", ("f",), "follow", "stay with the newest event, or stand still", "find", 0, _EVENTS),
    Action("base", ("space",), "mark", "mark this version: {diff} and the preview compare others with it", "select", 0, ("history",),
           reasons.version),
    Action("export", ("w",), "export…", "write this version's bytes to a file that you name", "take", 0, ("history",),
           reasons.version, True, "file"),
    Action("split", ("|",), "split", "the difference side by side, or in one column", "look", 0, _DIFFS, reasons.split),
    Action("full", ("v",), "full file", "the whole file, or only what changes", "look", 0, _DIFFS),
    Action("next-hunk", ("}",), "", "the next hunk of the difference", "look", 0, _DIFFS),
    Action("previous-hunk", ("{",), "", "the hunk before", "look", 0, _DIFFS),
    Action("pane", ("tab",), "pane", "difference, votes, impact: the next of them", "look", 0, ("reload",), reasons.pane),
    Action("cordon", ("u",), "cordon", "leave it, or the marked ones, out of the quorum; or back in", "act", 1, _ROW,
           reasons.cordon, True, "workers"),
    Action("restart", ("K",), "restart…", "restart it on the committed content, or kill -9 it", "act", 1, _ROW,
           reasons.one_worker, True, "worker"),
    Action("kill", (), "", "kill -9 it, and restart it: type the word kill, and why", "act", 3, _ROW,
           reasons.kill, True, "worker"),
    Action("prove", ("P",), "prove", "a fresh challenge to it, or the marked ones, at once", "act", 1, _ROW, reasons.worker, True,
           "workers"),
    Action("edit", ("e",), "edit", "edit the source in $EDITOR; what is saved becomes a plan", "act", 0, (), reasons.edit, True),
    Action("undo", ("z",), "undo", "undo the last change, also another's: a plan drawn up", "act", 2, (), reasons.undo, True),
    Action("redo", ("Z",), "redo", "draw up a plan: the content that an undo has left", "act", 2, (), reasons.redo, True),
    Action("freeze", ("F",), "", "no more plans: type the word freeze, and why; again ends it", "act", 3, (),
           reasons.records, True),
    Action("match", ("n",), "", "the next line that matches, also without the filter", "find", 0, _LISTS, reasons.match),
    Action("match-back", ("N",), "", "the one before that matches", "find", 0, _LISTS, reasons.match),
    Action("sort", ("o",), "sort", "sort by the next column", "find", 0, _FLEET, takes="column"),
    Action("reverse", ("O",), "", "the other way round", "find", 0, _FLEET),
    Action("columns", ("c",), "columns", "choose the columns", "find", 0, _FLEET, takes="columns"),
    Action("follow", ("f",), "", "the cursor goes with its worker, or stays in its line", "find", 0, _FLEET),
    Action("range", ("v",), "", "mark from here to where {range} is pressed again", "select", 0, _FLEET, reasons.one_worker),
    Action("mark-all", ("*",), "", "mark everything that is shown, or nothing any more", "select", 0, _FLEET, reasons.one_worker),
    Action("back", ("esc",), "back", "marks, then the filter, go; then out of here; never quits", "go", 0, (*INNER, *SCREENS)),
    Action("last", ("-",), "", "the screen before this one", "go"),
    Action("fleet", ("1",), "", "the workers", "go"),
    Action("plan", ("2",), "", "the plan that waits, or the rollout in flight", "go"),
    Action("history", ("3",), "", "versions, newest first, and rollback", "go"),
    Action("watches", ("4",), "", "who watches what, and what is left of it", "go"),
    Action("events", ("5",), "", "what happened, followed; the cause chain of a plan", "go"),
    Action("source", ("s",), "source", "the next of several sources", "go", 0, (), reasons.source, takes="source"),
    Action("command", (":",), "", "an action by its name; tab completes, ↑ ↓ earlier lines", "go"),
    Action("palette", ("ctrl+p",), "", "search all actions", "go"),
    Action("copy", ("y",), "copy", "copy a checksum, a path or the equivalent command", "take"),
    Action("write", ("w",), "", "write this view to a file, as text", "take", 0, tuple(p for p in _PLACES if p != "history"),
           takes="file"),
    Action("screenshot", ("S",), "", "write a picture of the screen, as SVG", "take", takes="file"),
    Action("commands", ("@",), "", "what was done here, each with its command line", "take"),
    Action("pause", ("p",), "pause", "pause the display; supervision goes on", "app"),
    Action("guide", ("E",), "", "the demo's guide: its edit, or the guide again", "app", 0, (), reasons.guide),
    Action("theme", ("T",), "", "themes: each is shown while you choose", "app", takes="theme"),
    Action("quit", ("q", "ctrl+c"), "quit", "leave the console", "app"),
    Action("stop", ("Q",), "", "stop everything: type the word stop, and why", "app", 3, (), _always, True),
    Action("help", ("?",), "help", "the keys of this place", "app"),
    Action("down", ("j", "down"), "", "down", "move"),
    Action("up", ("k", "up"), "", "up", "move"),
    Action("top", ("g", "home"), "", "first", "move"),
    Action("bottom", ("G", "end"), "", "last; in the logs: follow again", "move"),
    Action("left", ("left", "h"), "", "the columns, or letters, to the left of these", "move", 0, _WIDER),
    Action("right", ("right",), "", "the columns, or letters, to the right of these", "move", 0, _WIDER),
    Action("page-down", ("ctrl+d", "pgdn"), "", "half a page down", "move"),
    Action("page-up", ("ctrl+u", "pgup"), "", "half a page up", "move"),
    Action("next", ("]",), "", "next worker; elsewhere the next screen", "move"),
    Action("previous", ("[",), "", "previous worker; elsewhere the screen before", "move"),
)  # fmt: skip
GROUPS = {
    "act": "act", "look": "look", "find": "find", "select": "select", "go": "go", "take": "take", "move": "move", "app": "console",
}  # fmt: skip


def find(screen: str, key: str, actions: Iterable[Action] = ACTIONS) -> Action | None:
    """The action that this key means on this screen."""
    return next((a for a in actions if key in a.keys and a.here(screen)), None)


def by_id(name: str, actions: Iterable[Action] = ACTIONS) -> Action:
    return next(a for a in actions if a.id == name)


def here(place: Place, actions: Iterable[Action] = ACTIONS) -> list[Action]:
    """What can be done in this place. Where there is one source nobody is told of a next one, and outside the demo of no guide."""
    missing = {name for name, there in (("source", place.several), ("guide", place.guided)) if not there}
    return [a for a in actions if a.here(place.screen) and a.id not in missing]


def in_footer(place: Place, actions: Iterable[Action] = ACTIONS) -> list[Action]:
    """What the footer offers: acts of this place first."""
    return [a for a in here(place, actions) if a.label and _relevant(a, place)]


def _relevant(action: Action, place: Place) -> bool:
    """What can never be meant here does not crowd the footer: approving without a plan, a worker's keys beside a plan."""
    planned = place.open is not None and place.open.phase in OPEN
    if action.id == "approve":
        return planned
    if action.id == "reject":
        return place.open is not None and place.open.phase not in ("RollingBack", "Stuck")
    if action.id == "hold":
        return place.open is not None and place.open.phase in ("Wave", "Paused")
    if action.id == "settle":
        return place.open is not None and place.open.phase == "Stuck"
    if action.id in ("undo", "redo"):
        return place.screen == "history"
    if action.id in ("split", "full"):
        return place.wide and (planned or place.screen not in (("reload",) if action.id == "split" else ("reload", "history")))
    if action.id == "pane":
        return planned and not place.wide
    return place.screen != "reload" or place.worker is not None or "reload" not in action.where or action.id == "back"
