"""Acts: a route's name and arguments become the command that a World decides about; one for all sources, that each of theirs does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from holdfast.api.routes import Answer, House, Refused
from holdfast.core import acts
from holdfast.core.words import Who

# name -> (arguments, request number, who) -> command
COMMANDS: dict[str, Callable[[Any, int, Who], acts.Command]] = {
    "apply": lambda a, n, by: acts.Apply(n, by),
    "approve": lambda a, n, by: acts.Approve(n, by, a.seq, a.checksum),
    "reject": lambda a, n, by: acts.Reject(n, by, a.seq, a.reason),
    "reload": lambda a, n, by: acts.Reload(n, by, a.workers),
    "rollback": lambda a, n, by: acts.Rollback(n, by, a.to, a.approve),
    "restart": lambda a, n, by: acts.Restart(n, by, a.worker),
    "kill": lambda a, n, by: acts.Kill(n, by, a.worker, a.reason),
    "prove": lambda a, n, by: acts.Prove(n, by, a.workers),
    "freeze": lambda a, n, by: acts.Freeze(n, by, True, a.reason),
    "unfreeze": lambda a, n, by: acts.Freeze(n, by, False),
    "cordon": lambda a, n, by: acts.Cordon(n, by, a.worker, True),
    "uncordon": lambda a, n, by: acts.Cordon(n, by, a.worker, False),
    "hold": lambda a, n, by: acts.Hold(n, by, True, a.reason),
    "go": lambda a, n, by: acts.Hold(n, by, False),
    "settle": lambda a, n, by: acts.Settle(n, by, a.choice, a.reason),
    "stop": lambda a, n, by: acts.Stop(n, by, a.reason),
}


async def act(houses: Mapping[str, House], name: str, args: Any, by: Who) -> Answer:
    """Ask the World of each source that is meant; its no becomes Refused."""
    make = COMMANDS[name]
    replies = await asyncio.gather(*(house.ask(lambda number: make(args, number, by)) for house in houses.values()))
    if len(houses) == 1:
        (source,), (reply,) = houses, replies
        text, seq = reply.text, reply.seq
    else:
        text = "; ".join(f"{source}: {reply.text}" for source, reply in zip(houses, replies, strict=True))
        source, seq = "", 0
    if not all(reply.ok for reply in replies):
        raise Refused(text)
    return Answer(True, text, seq, source)
