"""What is done here, as a command line: every act of the console can be done by a script tomorrow.

An act's line is made from the very call that is sent, so it cannot say something else; a test parses each with the real parser.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from typing import Any

from holdfast.api.routes import ROUTES
from holdfast_console.place import Place
from holdfast_console.rows import proved_seq

Words = Sequence[str]


def _reason(args: dict[str, Any]) -> list[str]:
    return ["--reason", args["reason"]] if args.get("reason") else []


# route -> the words behind its verb
_CALLS: dict[str, Callable[[dict[str, Any]], Words]] = {
    "approve": lambda a: [str(a["seq"]), "--checksum", a["checksum"]],
    "reject": lambda a: [str(a["seq"]), *_reason(a)],
    "reload": lambda a: a["workers"],
    "prove": lambda a: a["workers"],
    "rollback": lambda a: [a["to"], *(() if a.get("approve", True) else ["--draft"])],
    "restart": lambda a: [a["worker"]],
    "kill": lambda a: [a["worker"], *_reason(a)],
    "cordon": lambda a: [a["worker"]],
    "uncordon": lambda a: [a["worker"]],
    "freeze": lambda a: [a["reason"]] if a.get("reason") else [],
    "hold": lambda a: [a["reason"]] if a.get("reason") else [],
    "settle": lambda a: [a["choice"], *_reason(a)],
    "stop": _reason,
}


_VERBS = {"probe": ("watches", "--test")}  # where a route has another verb than its name


def of_call(name: str, args: dict[str, Any], source: str = "") -> str:
    """The command line of one call. source: of several the one that is meant; '' = there is one."""
    words = _CALLS[name](args) if name in _CALLS else ()
    return _line(shlex.join(["holdfast", *_VERBS.get(name, (name,)), *words]), source if ROUTES[name].takes_source else "")


def _line(line: str, source: str) -> str:
    return f"{line} --source {source}" if line and source else line


def shown_of(place: Place) -> str:
    """The source that is shown, where there are several."""
    return place.view.source.name if place.view and place.several else ""


def _diff(place: Place) -> str:
    if place.version and place.base:
        return f"holdfast diff {place.base.seq} {place.version.seq}"
    if place.version:
        return f"holdfast diff {place.version.seq} target"
    return f"holdfast diff {proved_seq(place.worker)} {place.worker.desired_seq}" if place.worker else ""


# action -> the line that shows the same
_LOOKS: dict[str, Callable[[Place], str]] = {
    "fleet": lambda p: "holdfast status",
    "plan": lambda p: "holdfast plan",
    "history": lambda p: "holdfast history",
    "watches": lambda p: "holdfast watches",
    "paths": lambda p: "holdfast watches",
    "events": lambda p: "holdfast events --follow",
    "handles": lambda p: shlex.join(["holdfast", "worker", p.worker.name]) if p.worker else "",
    "enter": lambda p: shlex.join(["holdfast", "worker", p.worker.name]) if p.worker else "",
    "proofs": lambda p: f"holdfast proofs {p.version.seq}" if p.version else "",
    "diff": _diff,
    "logs": lambda p: shlex.join(["holdfast", "logs", p.worker.name, "--follow"]) if p.worker else "",
}


def of_look(action: str, place: Place) -> str:
    """The command line that shows what this action shows; '' = there is none."""
    return _line(_LOOKS[action](place), shown_of(place)) if action in _LOOKS else ""


def of_screen(place: Place) -> str:
    """The command line for what is on the screen now; '' = there is none."""
    plan = place.open
    if place.screen == "reload" and plan is not None and plan.phase == "Awaiting":
        return _line(f"holdfast approve {plan.seq} --checksum {plan.sha256[:4]}", shown_of(place))
    if place.screen == "history" and place.version:
        return _line(f"holdfast rollback {place.version.seq}", shown_of(place))
    if place.screen == "diff":
        return ""
    return of_look({"reload": "plan", "worker": "enter"}.get(place.screen, place.screen), place)
