"""What the journal adds up to: the durable half of the World, and the only half that survives.

A Ledger is immutable; `apply(record)` gives the next one. The World applies each record as it emits it, a restart applies
them from the file: both go through the same door, so recovery is by construction a fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from holdfast.core import journal as j
from holdfast.core.kept import Kept
from holdfast.core.words import Kind, Target


class Version(Struct, frozen=True):
    """One line of history: a plan and what became of it. `outcome` '' = still open."""

    seq: int
    version: str
    sha256: str
    kind: Kind
    author: str
    at: float
    content_of: int = 0
    decided_at: float = 0.0
    ended_at: float = 0.0
    outcome: str = ""
    note: str = ""
    members: int = 0
    proved: int = 0
    approved_by: tuple[str, ...] = ()
    proved_at: float = 0.0  # the last proof that came before its end
    base_seq: int = 0  # what it was to replace, 0 = nothing, or not known: of a revert
    base_sha256: str = ""


class Ledger(Struct, frozen=True):
    """Folded records. `opened` is the BEGIN of the transaction in flight, `waved` the members whose wave is durable."""

    epoch: int = 0
    boot_id: str = ""
    seq: int = 0
    records: int = 0
    last_label: float = 0.0
    target: Target | None = None
    last_considered: str = ""
    opened: j.Begin | None = None
    decided: j.Decide | None = None
    waved: frozenset[str] = frozenset()
    approvals: tuple[j.Approved, ...] = ()
    stuck: str = ""
    frozen: str = ""
    cordoned: frozenset[str] = frozenset()
    versions: Kept[int, Version] = field(default_factory=Kept)
    spawned: Kept[str, j.Ran] = field(default_factory=Kept)
    proved: Kept[str, Target] = field(default_factory=Kept)
    last_good: Kept[str, Target] = field(default_factory=Kept)
    left: Kept[str, j.Left] = field(default_factory=Kept)

    def apply(self, record: j.Record) -> Ledger:
        after = _RULES[type(record)](self, record)
        return replace(after, records=self.records + 1)

    def content_for(self, worker: str) -> Target | None:
        """What this worker should run now, before asking whether it was left behind."""
        if self.opened is not None and worker in self.waved:
            return Target(self.opened.seq, self.opened.version, self.opened.sha256)
        return self.target

    def desired(self, worker: str) -> Target | None:
        """What this worker is to be given: its content, or its last good one where it was left behind."""
        return self.last_good.get(worker) if self.left_behind(worker) is not None else self.content_for(worker)

    def left_behind(self, worker: str) -> j.Left | None:
        """Why it does not get what it should run now, if that is so."""
        content, left = self.content_for(worker), self.left.get(worker)
        return left if left is not None and content is not None and left.sha256 == content.sha256 else None

    def boots(self, worker: str) -> Target | None:
        """What it is started on: as desired, or what is decided where there is no last good one. Starting validates."""
        return self.desired(worker) or self.content_for(worker)

    def _version(self, seq: int, **changes: object) -> Kept[int, Version]:
        known = self.versions.get(seq)
        return self.versions if known is None else self.versions.plus(seq, replace(known, **changes))


def fold(records: Iterable[j.Record]) -> Ledger:
    ledger = Ledger()
    for record in records:
        ledger = ledger.apply(record)
    return ledger


def _epoch(ledger: Ledger, r: j.Epoch) -> Ledger:
    # pids of an earlier boot say nothing about this one
    spawned = ledger.spawned if r.boot_id == ledger.boot_id else Kept[str, j.Ran]()
    return replace(ledger, epoch=r.epoch, boot_id=r.boot_id, spawned=spawned)


def _begin(ledger: Ledger, r: j.Begin) -> Ledger:
    version = Version(
        r.seq, r.version, r.sha256, r.kind, r.author, r.at, r.content_of, members=len(r.members), base_seq=r.base_seq,
        base_sha256=r.base_sha256,
    )  # fmt: skip
    return replace(
        ledger,
        seq=r.seq,
        last_label=max(ledger.last_label, r.at),
        last_considered=r.sha256 if r.kind in (Kind.EDIT, Kind.APPLY, Kind.BOOTSTRAP) else ledger.last_considered,
        opened=r,
        decided=None,
        waved=frozenset(),
        approvals=(),
        stuck="",
        versions=ledger.versions.plus(r.seq, version),
    )


def _approved(ledger: Ledger, r: j.Approved) -> Ledger:
    known = ledger.versions.get(r.seq)
    names = (*known.approved_by, r.by) if known else ()
    return replace(ledger, approvals=(*ledger.approvals, r), versions=ledger._version(r.seq, approved_by=names))


def _voided(ledger: Ledger, r: j.Voided) -> Ledger:
    return replace(ledger, approvals=(), versions=ledger._version(r.seq, approved_by=()))


def _wave(ledger: Ledger, r: j.Wave) -> Ledger:
    return replace(ledger, waved=ledger.waved | set(r.members))


def _decide(ledger: Ledger, r: j.Decide) -> Ledger:
    begun = ledger.versions.get(r.seq)  # a revert has no BEGIN of its own
    version = begun or Version(r.seq, r.version, r.sha256, r.kind, r.author, r.at, r.content_of)
    return replace(
        ledger,
        seq=max(ledger.seq, r.seq),
        last_label=max(ledger.last_label, r.at),
        target=Target(r.seq, r.version, r.sha256),
        decided=r,
        waved=frozenset(),
        versions=ledger.versions.plus(r.seq, replace(version, decided_at=r.at)),
    )


def _abort(ledger: Ledger, r: j.Abort) -> Ledger:
    after = replace(
        ledger,
        waved=frozenset(),
        approvals=(),
        last_considered="" if r.again else ledger.last_considered,
        versions=ledger._version(r.seq, outcome=r.outcome, note=r.reason, ended_at=r.at),
    )
    return _closed(after, r.seq)


def _end(ledger: Ledger, r: j.End) -> Ledger:
    changes = {"outcome": r.outcome, "ended_at": r.at, "proved": r.proved, "members": r.members, "note": r.note}
    after = replace(ledger, versions=ledger._version(r.seq, **changes))
    # only now is it good: a content that kills its workers a minute later is nobody's last good one
    good = {name: target for name, target in ledger.proved.items() if target.seq == r.seq}
    return _closed(replace(after, last_good=Kept({**ledger.last_good, **good})), r.seq)


def _closed(ledger: Ledger, seq: int) -> Ledger:
    """Ends the transaction if `seq` is its number (an ABORT before a revert's DECIDE closes only the failed plan)."""
    opened = None if ledger.opened is not None and ledger.opened.seq == seq else ledger.opened
    decided = None if ledger.decided is not None and ledger.decided.seq == seq else ledger.decided
    return replace(ledger, opened=opened, decided=decided, stuck="")


def _stuck(ledger: Ledger, r: j.Stuck) -> Ledger:
    return replace(ledger, stuck=r.reason, versions=ledger._version(r.seq, outcome="stuck", note=r.reason))


def _frozen(ledger: Ledger, r: j.Frozen) -> Ledger:
    return replace(ledger, frozen=f"{r.by}: {r.reason}" if r.on else "")


def _cordoned(ledger: Ledger, r: j.Cordoned) -> Ledger:
    return replace(ledger, cordoned=ledger.cordoned | {r.worker} if r.on else ledger.cordoned - {r.worker})


def _left(ledger: Ledger, r: j.Left) -> Ledger:
    return replace(ledger, left=ledger.left.plus(r.worker, r))


def _released(ledger: Ledger, r: j.Released) -> Ledger:
    return replace(ledger, left=Kept({name: left for name, left in ledger.left.items() if name != r.worker}))


def _ran(ledger: Ledger, r: j.Ran) -> Ledger:
    return replace(ledger, spawned=ledger.spawned.plus(r.worker, r))


def _proved(ledger: Ledger, r: j.Proved) -> Ledger:
    target = Target(r.seq, r.version, r.sha256)
    ended = all(open_ is None or open_.seq != r.seq for open_ in (ledger.opened, ledger.decided))
    good = ledger.last_good.plus(r.worker, target) if ended else ledger.last_good
    version, versions = ledger.versions.get(r.seq), ledger.versions
    if version is not None and version.decided_at and not version.ended_at:
        versions = ledger._version(r.seq, proved_at=r.at)
    return replace(ledger, proved=ledger.proved.plus(r.worker, target), last_good=good, versions=versions)


_RULES: dict[type, Callable[[Ledger, j.Record], Ledger]] = {
    j.Epoch: _epoch,  # type: ignore[dict-item]
    j.Begin: _begin,  # type: ignore[dict-item]
    j.Approved: _approved,  # type: ignore[dict-item]
    j.Voided: _voided,  # type: ignore[dict-item]
    j.Wave: _wave,  # type: ignore[dict-item]
    j.Decide: _decide,  # type: ignore[dict-item]
    j.Abort: _abort,  # type: ignore[dict-item]
    j.End: _end,  # type: ignore[dict-item]
    j.Stuck: _stuck,  # type: ignore[dict-item]
    j.Frozen: _frozen,  # type: ignore[dict-item]
    j.Cordoned: _cordoned,  # type: ignore[dict-item]
    j.Acted: lambda ledger, _: ledger,
    j.Left: _left,  # type: ignore[dict-item]
    j.Released: _released,  # type: ignore[dict-item]
    j.Ran: _ran,  # type: ignore[dict-item]
    j.Proved: _proved,  # type: ignore[dict-item]
}
