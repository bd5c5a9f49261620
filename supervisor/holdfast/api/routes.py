"""The API as a table: what can be asked, with which arguments, by whom, and what comes back.

One row is one name. Its URL is /v1/NAME; a GET takes its arguments from the query string, a POST from a JSON object. The server and
the client read the same table, so this file imports no server: only the nouns. The daemon stands behind the Protocol `Houses`: a
House for each source. Which one is meant is said by the argument `source`, or by the worker that is named (choose.py).

access: 'read' may be asked by whoever can open the socket; 'reveal' shows bytes unmasked and 'operate' changes something: both
are for operators (root, the daemon's own user, and the users named in api.operators); a read-only door refuses only 'operate'.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

import msgspec

from holdfast.core.archive import Proofs, Sound, Verified
from holdfast.core.detail import Detail, Series
from holdfast.core.trace import TraceView
from holdfast.core.view import EventView, PlanView, VersionView, View
from holdfast.core.watched import Probe, Watched
from holdfast.core.words import Diff, Who

if TYPE_CHECKING:
    from holdfast.core import acts, effects

API = 1  # the N of /vN/
READ_ONLY_HEADER = "Holdfast-Read-Only"  # "1": this one connection may not act, whoever it is
KEEP_ALIVE = 5.0  # seconds between the comments that keep a quiet stream alive; a client gives up after three
MAX_BODY = 1 << 20  # bytes of a request's body


class Refused(Exception):
    """The daemon's no, as one sentence: "cannot X: why; what to do"."""


class Seen(NamedTuple):
    """How much of what happened somebody knows: what changed to the eye, and everything. Seen(): nothing yet."""

    news: int = -1
    steps: int = -1


class House(Protocol):
    """What the door needs from the daemon for one source and its workers."""

    def view(self) -> View: ...

    async def news(self, seen: Seen) -> Seen:
        """What there is to be seen now, as soon as that is more than `seen`."""

    async def ask(self, make: Callable[[int], acts.Command]) -> effects.Reply:
        """Hand make(request number) to the World and wait for its answer, given when the records are durable."""

    async def plan(self) -> PlanView | None: ...

    async def difference(self, old: str, new: str, full: bool = False) -> Diff:
        """full: with the lines that stay. Names: a seq, label, label prefix or checksum; "source", "target". Raises Refused."""

    async def content(self, version: str) -> bytes:
        """The exact bytes of that version, of a directory as a tar. Raises Refused."""

    def events(self, after: int) -> tuple[EventView, ...]:
        """Those that are kept (the last thousand) with a higher id, oldest first."""

    async def worker(self, name: str) -> Detail:
        """Raises Refused."""

    def figures(self, name: str) -> Series:
        """Raises Refused."""

    async def watches(self) -> Watched:
        """Raises Refused."""

    async def probe(self) -> Probe:
        """An event made on purpose in the source's folder. Raises Refused: it was not heard, or cannot be tried."""

    def log_path(self, worker: str) -> str:
        """Where that worker's output goes. Raises Refused."""

    async def trace(self, version: str) -> TraceView:
        """Where the time of that plan went; '' = of the one in flight, else the last one. Raises Refused."""

    async def proofs(self, version: str) -> Proofs:
        """Who proved that version, and who did not and why, from the journal as it lies on the disk. Raises Refused."""

    async def sound(self, version: str) -> Sound:
        """Its bytes, read again from the store and hashed, against today's schema. Raises Refused."""

    async def journal(self) -> Verified:
        """The journal, read again from the disk: is its chain whole?"""

class Houses(Protocol):
    """What the door needs from the daemon as a whole."""

    @property
    def by_source(self) -> Mapping[str, House]:
        """In the order of the settings, at least one. A single source may have no name: ''."""

    async def metrics(self, accept: str) -> tuple[bytes, str]:
        """The page for Prometheus and its content type. accept: the request's header of that name."""


class About(msgspec.Struct, frozen=True):
    """Answer to `version`: the package's version, the API's number, the daemon's pid, the service's name and its sources ('': no name).

    you: who asks, as the kernel knows them.
    """

    version: str
    api: int
    pid: int
    service: str
    sources: tuple[str, ...] = ("",)
    you: Who | None = None


class Answer(msgspec.Struct, frozen=True):
    """Answer to an act. text: what was done; seq: the plan concerned, 0 = none; source: where, '' = the only one, or in all of them."""

    ok: bool
    text: str
    seq: int = 0
    source: str = ""


class NoArgs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """For what is about the daemon as a whole."""


class Args(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """source: which one is meant; '' where there is only one, or where it is clear."""

    source: str = ""


class DiffArgs(Args, frozen=True):
    """full: the lines that stay, too."""

    old: str = "target"
    new: str = "source"
    full: bool = False


class HistoryArgs(Args, frozen=True):
    """limit: at most this many, newest first; 0 = all that are kept."""

    limit: int = 0


class VersionArgs(Args, frozen=True):
    version: str


class TraceArgs(Args, frozen=True):
    """version: a seq, label, label prefix or checksum; '' = the plan in flight, else the last one."""

    version: str = ""


class EventsArgs(Args, frozen=True):
    """after: only events with a higher id."""

    follow: bool = False
    after: int = 0


class LogsArgs(Args, frozen=True):
    """lines: so many of the last ones (0..10000)."""

    worker: str
    lines: int = 50
    follow: bool = False


class ApproveArgs(Args, frozen=True):
    """seq 0: the open plan. checksum: four or more digits of the new content's sha256."""

    checksum: str
    seq: int = 0


class RejectArgs(Args, frozen=True):
    seq: int = 0
    reason: str = ""


class ReloadArgs(Args, frozen=True):
    """workers: only these try again; none: the same bytes to all, as a new plan."""

    workers: tuple[str, ...] = ()


class RollbackArgs(Args, frozen=True):
    """to: a seq, label, label prefix or checksum. approve false: the plan waits for its approval."""

    to: str
    approve: bool = True


class WorkerArgs(Args, frozen=True):
    worker: str


class FreezeArgs(Args, frozen=True):
    reason: str = ""


class HoldArgs(Args, frozen=True):
    reason: str = ""


class SettleArgs(Args, frozen=True):
    choice: Literal["retry", "rollback", "accept"]
    reason: str = ""


class KillArgs(Args, frozen=True):
    """reason: recorded with who it was."""

    worker: str
    reason: str = ""


class ProveArgs(Args, frozen=True):
    """workers: none = all."""

    workers: tuple[str, ...] = ()


class StopArgs(NoArgs, frozen=True):
    """Of all sources. reason: recorded with who it was, if there is one."""

    reason: str = ""


class Route(msgspec.Struct, frozen=True):
    """One row. result: the type of the answer, or of each item of a stream (bytes: raw, as they are).

    stream: it can be followed as server-sent events; a route whose arguments have `follow` streams only when asked to.
    patience: seconds that an answer may take beyond a client's own limit. all: of several sources, none named means every one.
    """

    name: str
    method: Literal["GET", "POST"]
    access: Literal["read", "reveal", "operate"]
    args: type[msgspec.Struct]
    result: Any
    item: Any = None
    patience: float = 0.0
    all: bool = False

    @property
    def stream(self) -> bool:
        return self.item is not None

    @property
    def always_streams(self) -> bool:
        return self.stream and "follow" not in self.args.__struct_fields__

    @property
    def takes_source(self) -> bool:
        return "source" in self.args.__struct_fields__


def _act(name: str, args: type[msgspec.Struct] = Args, patience: float = 0.0, all: bool = False) -> Route:
    return Route(name, "POST", "operate", args, Answer, patience=patience, all=all)


def _look(name: str, args: type[msgspec.Struct], result: Any, item: Any = None) -> Route:
    return Route(name, "GET", "read", args, result, item)


STOP_PATIENCE = 600.0  # the reply to `stop` comes when the last worker has gone, and stop limits are the settings' own

TABLE = (
    _look("version", NoArgs, About),
    _look("views", NoArgs, tuple[View, ...]),
    _look("view", Args, View),
    _look("stream", Args, View, View),
    _look("plan", Args, PlanView | None),
    _look("diff", DiffArgs, Diff),
    _look("history", HistoryArgs, tuple[VersionView, ...]),
    _look("worker", WorkerArgs, Detail),
    _look("figures", WorkerArgs, Series),
    _look("trace", TraceArgs, TraceView),
    _look("proofs", VersionArgs, Proofs),
    _look("sound", VersionArgs, Sound),
    _look("journal", Args, Verified),
    _look("watches", Args, Watched),
    _look("events", EventsArgs, tuple[EventView, ...], EventView),
    _look("logs", LogsArgs, tuple[str, ...], str),
    Route("export", "GET", "reveal", VersionArgs, bytes),
    Route("probe", "POST", "operate", Args, Probe),
    _act("apply"),
    _act("approve", ApproveArgs),
    _act("reject", RejectArgs),
    _act("reload", ReloadArgs),
    _act("rollback", RollbackArgs),
    _act("restart", WorkerArgs),
    _act("kill", KillArgs),
    _act("prove", ProveArgs),
    _act("freeze", FreezeArgs, all=True),
    _act("unfreeze", all=True),
    _act("cordon", WorkerArgs),
    _act("uncordon", WorkerArgs),
    _act("hold", HoldArgs),
    _act("go"),
    _act("settle", SettleArgs),
    _act("stop", StopArgs, patience=STOP_PATIENCE, all=True),
)
ROUTES = {route.name: route for route in TABLE}


def cannot(what: str, why: str) -> str:
    """One sentence of the house; a reason that already says "cannot" is left alone."""
    return why if why.startswith("cannot ") else f"cannot {what}: {why}"
