"""Which source a request means: the one that it names, the one whose worker it names, the only one, or, for a few acts, all of them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from holdfast.api.routes import House, Refused, Route


def choose(houses: Mapping[str, House], route: Route, args: msgspec.Struct) -> dict[str, House]:
    """{source: its House} of those that are meant; more than one only where the route is for all. Raises Refused."""
    source = getattr(args, "source", "")
    if source:
        return {source: _named(houses, source)}
    if len(houses) == 1 or route.all:
        return dict(houses)
    workers = getattr(args, "workers", None) or [name for name in [getattr(args, "worker", "")] if name]
    if not workers:
        raise Refused(f"there are several sources: {', '.join(houses)}; name one with --source")
    homes = {_home(houses, worker) for worker in workers}
    if len(homes) > 1:
        raise Refused(f"these workers are of {len(homes)} sources, {', '.join(sorted(homes))}; name those of one at a time")
    return {source: houses[source] for source in homes}


def _named(houses: Mapping[str, House], source: str) -> House:
    try:
        return houses[source]
    except KeyError:
        what = "there is one source, and it has no name; leave --source out" if "" in houses else f"there are {', '.join(houses)}"
        raise Refused(f"there is no source {source}; {what}") from None


def _home(houses: Mapping[str, House], worker: str) -> str:
    """The source of that worker."""
    known = {row.name: source for source, house in houses.items() for row in house.view().workers}
    try:
        return known[worker]
    except KeyError:
        raise Refused(f"there is no worker {worker}; there are {', '.join(known)}") from None
