"""Acts: a route's name and arguments become the command that the World decides about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from holdfast.api.routes import Answer, House, Refused
from holdfast.core import events
from holdfast.core.words import Who

# name -> (arguments, request number, who) -> command
COMMANDS: dict[str, Callable[[Any, int, Who], events.Command]] = {
    "apply": lambda a, n, by: events.Apply(n, by),
    "approve": lambda a, n, by: events.Approve(n, by, a.seq, a.checksum),
    "reject": lambda a, n, by: events.Reject(n, by, a.seq, a.reason),
    "reload": lambda a, n, by: events.Reload(n, by, a.workers),
    "rollback": lambda a, n, by: events.Rollback(n, by, a.to, a.approve),
    "restart": lambda a, n, by: events.Restart(n, by, a.worker),
    "freeze": lambda a, n, by: events.Freeze(n, by, True, a.reason),
    "unfreeze": lambda a, n, by: events.Freeze(n, by, False),
    "cordon": lambda a, n, by: events.Cordon(n, by, a.worker, True),
    "uncordon": lambda a, n, by: events.Cordon(n, by, a.worker, False),
    "hold": lambda a, n, by: events.Hold(n, by, True),
    "go": lambda a, n, by: events.Hold(n, by, False),
    "settle": lambda a, n, by: events.Settle(n, by, a.choice),
    "stop": lambda a, n, by: events.Stop(n, by),
}


async def act(house: House, name: str, args: Any, by: Who) -> Answer:
    """Ask the World; its no becomes Refused."""
    make = COMMANDS[name]
    reply = await house.ask(lambda number: make(args, number, by))
    if not reply.ok:
        raise Refused(reply.text)
    return Answer(True, reply.text, reply.seq)
