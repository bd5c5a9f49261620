"""Looks: the routes that change nothing and answer at once; and the test of the watch, which writes no more than a file without a name."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

import holdfast
from holdfast.api import tail
from holdfast.api.routes import API, About, House, Houses
from holdfast.core.archive import Proofs, Sound, Verified
from holdfast.core.detail import Detail, Series
from holdfast.core.trace import TraceView
from holdfast.core.view import EventView, PlanView, VersionView, View
from holdfast.core.watched import Probe, Watched
from holdfast.core.words import Diff, Who


async def _view(house: House, args: Any) -> View:
    return house.view()


async def _plan(house: House, args: Any) -> PlanView | None:
    return await house.plan()


async def _diff(house: House, args: Any) -> Diff:
    return await house.difference(args.old, args.new, args.full)


async def _history(house: House, args: Any) -> tuple[VersionView, ...]:
    versions = house.view().versions
    return versions[: args.limit] if args.limit > 0 else versions


async def _trace(house: House, args: Any) -> TraceView:
    return await house.trace(args.version)


async def _proofs(house: House, args: Any) -> Proofs:
    return await house.proofs(args.version)


async def _sound(house: House, args: Any) -> Sound:
    return await house.sound(args.version)


async def _journal(house: House, args: Any) -> Verified:
    return await house.journal()


async def _export(house: House, args: Any) -> bytes:
    return await house.content(args.version)


async def _events(house: House, args: Any) -> tuple[EventView, ...]:
    return house.events(args.after)


async def _logs(house: House, args: Any) -> tuple[str, ...]:
    lines, _ = await asyncio.to_thread(tail.last, house.log_path(args.worker), args.lines)
    return tuple(lines)


async def _worker(house: House, args: Any) -> Detail:
    return await house.worker(args.worker)


async def _watches(house: House, args: Any) -> Watched:
    return await house.watches()


async def _probe(house: House, args: Any) -> Probe:
    return await house.probe()


async def _figures(house: House, args: Any) -> Series:
    return house.figures(args.worker)


async def _version(houses: Houses, who: Who) -> About:
    known = houses.by_source
    return About(holdfast.__version__, API, os.getpid(), next(iter(known.values())).view().service, tuple(known), who)


async def _views(houses: Houses, who: Who) -> tuple[View, ...]:
    return tuple(house.view() for house in houses.by_source.values())


LOOKS: dict[str, Callable[[House, Any], Awaitable[Any]]] = {
    "view": _view,
    "plan": _plan,
    "diff": _diff,
    "history": _history,
    "trace": _trace,
    "proofs": _proofs,
    "sound": _sound,
    "journal": _journal,
    "export": _export,
    "worker": _worker,
    "figures": _figures,
    "watches": _watches,
    "probe": _probe,
    "events": _events,
    "logs": _logs,
}

# about the daemon as a whole
LOOKS_AT_ALL: dict[str, Callable[[Houses, Who], Awaitable[Any]]] = {
    "version": _version,
    "views": _views,
}
