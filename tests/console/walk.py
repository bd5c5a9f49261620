"""Every screen and every dialog of the console, each with the way there: a View, and actions by their names.

What must hold everywhere is tested on a walk through all of it with one console: no key is named that does nothing any more, nothing but
ASCII is drawn in ASCII mode, nothing that decides is cut in the smallest terminal.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import console_fake as fake

from holdfast.core.view import View
from holdfast_console.screens.dialog import Dialog
from holdfast_console.text import Line
from holdfast_console.widgets.pane import Pane

Stop = tuple[Callable[[], View], tuple[str, ...]]  # `:text` is said on the command line


def held() -> View:
    """Two that need somebody, one of them with an empty process table."""
    fatal = fake.worker(3, mark="dead", life="Fatal", phase="Down", pid=0, reason="exit 1")
    return fake.fleet(workers=(fake.worker(0), fake.worker(1), fake.held(), fatal), total=4, proven=2, verdict="MIXED")


def ears() -> View:
    """A worker with an instance of its own stands first."""
    return fake.fleet(workers=(fake.liar(), fake.worker(0)), verdict="MIXED", drift=1)


WALK: dict[str, Stop] = {
    "fleet": (fake.one_liar, ()),
    "fleet, filtered away": (fake.one_liar, (":filter zzz",)),
    "fleet, typing a filter": (fake.one_liar, ("filter",)),
    "fleet, held": (held, ()),
    "fleet, plan": (fake.waiting_plan, ()),
    "fleet, paused rollout": (fake.paused, ()),
    "fleet, refused": (fake.refused, ()),
    "fleet, frozen": (fake.frozen, ()),
    "fleet, stuck": (fake.stuck, ()),
    "fleet, marked": (fake.one_liar, ("mark-all",)),
    "fleet, paused display": (fake.one_liar, ("pause",)),
    "a question": (fake.one_liar, ("reload",)),
    "a reason": (fake.in_flight, ("reload-all",)),
    "command line": (fake.one_liar, ("command",)),
    "worker": (ears, ("enter",)),
    "worker, held": (held, ("enter",)),
    "handles": (ears, ("enter", "handles")),
    "logs": (fake.one_liar, ("logs",)),
    "diff": (fake.one_liar, ("diff",)),
    "commands": (fake.one_liar, ("logs", "commands")),
    "reload, nothing": (fake.fleet, ("plan",)),
    "reload, plan": (fake.waiting_plan, ("plan",)),
    "reload, votes": (fake.waiting_plan, ("plan", "pane")),
    "reload, approving": (fake.waiting_plan, ("approve",)),
    "reload, in flight": (fake.in_flight, ("plan",)),
    "reload, late": (fake.late, ("plan",)),
    "reload, going back": (fake.going_back, ("plan",)),
    "reload, bakes": (fake.baking, ("plan",)),
    "reload, paused": (fake.paused, ("plan",)),
    "reload, stuck": (fake.stuck, ("plan",)),
    "reload, refused": (fake.refused, ("plan",)),
    "reload, verifying": (fake.verifying, ("plan",)),
    "reload, ended": (fake.ended, ("plan",)),
    "history": (fake.one_liar, ("history",)),
    "history, preview": (fake.one_liar, ("history", "down")),
    "history, in flight": (fake.waiting_plan, ("history",)),
    "history, proofs": (fake.one_liar, ("history", "proofs")),
    "watches": (fake.one_liar, ("watches", "down")),
    "watches, typing": (fake.one_liar, ("watches", "simulate")),
    "watches, paths": (fake.one_liar, ("watches", "down", "paths")),
    "difference, whole": (fake.one_liar, ("diff", "full")),
    "events": (fake.one_liar, ("events", "up", "up")),
    "events, none": (fake.one_liar, ("events", ":filter zzz")),
    "event": (fake.one_liar, ("events", "json")),
    "help": (fake.one_liar, ("help",)),
    "help of the plan": (fake.waiting_plan, ("plan", "help")),
    "palette": (fake.one_liar, ("palette",)),
    "themes": (fake.one_liar, ("theme",)),
    "columns": (fake.one_liar, ("columns",)),
    "copy": (fake.one_liar, ("copy",)),
    "quit": (fake.one_liar, ("quit",)),
    "stop": (fake.one_liar, ("stop",)),
    "freeze": (fake.one_liar, ("freeze",)),
    "restart": (fake.one_liar, ("restart",)),
    "kill": (fake.one_liar, (":kill liar",)),
    "settle": (fake.stuck, ("plan", "settle")),
    "reload all": (fake.waiting_plan, ("reload-all",)),
    "reload the marked": (fake.one_liar, ("mark-all", "reload")),
}


async def walk(d: Any, made: Callable[[View], View] = lambda view: view) -> AsyncIterator[str]:
    """The name of each stop, while it is shown. made: what becomes of its View."""
    main, store = d.app._main, d.app.store
    for name, (view, way) in WALK.items():
        store.arrive(made(view()))
        d.app.tick()
        for step in way:
            if step.startswith(":"):
                main.say(step[1:])
            else:
                main.do(main.action(step), main.place)
        await d.quiet()
        yield name
        await leave(d)


async def leave(d: Any) -> None:
    """Back to the fleet, with nothing open, nothing filtered and nothing marked."""
    main = d.app._main
    while d.app.screen is not main:
        await d.app.pop_screen()
    main.question = main.prompt = main.reload.gate = None
    if d.app.store.paused:
        d.app.store.pause()
    main.go("fleet")
    for page in main._pages.values():
        while page.clear():
            pass


def lines(d: Any) -> list[Line]:
    """What the dialog shows that is open, else the whole screen; with roles."""
    panes = d.app.screen.query(Pane)
    return [line for pane in panes if pane.display for line in pane.lines]


def dialogs(kind: type = Dialog) -> set[type]:
    """All there are."""
    return {kind, *(one for child in kind.__subclasses__() for one in dialogs(child))} - {Dialog}
