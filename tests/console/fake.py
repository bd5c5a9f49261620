"""A scripted supervisor: Views of a fleet at known moments, and a door that serves them and remembers what it was asked.

Times are fixed (2024-05-21 14:30 UTC), so a frame made from them is always the same.
"""

from __future__ import annotations

import datetime
import hashlib
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from holdfast.api.client import Unreachable
from holdfast.api.routes import ROUTES, About, Answer, Refused
from holdfast.core.archive import Member, Proofs, Sound, Verified
from holdfast.core.detail import Anatomy, Detail, Ear, Handle, OnDisk, Place, ProcessView, Series
from holdfast.core.trace import Span, TraceView
from holdfast.core.view import (
    ApprovalView,
    CourseView,
    EventView,
    LaneView,
    PlanView,
    RolloutView,
    SourceView,
    VersionView,
    View,
    VoteView,
    WorkerView,
)
from holdfast.core.watched import FanOut, Heard, Listening, Owner, Probe, Watched
from holdfast.core.words import Budget, Change, Check, Diff, Line, Past, Who, label
from holdfast_console.store import Clock

NOW = datetime.datetime(2024, 5, 21, 14, 30, 0, tzinfo=datetime.UTC).timestamp()
NAMES = ("metrics-collector", "log-forwarder-1", "log-forwarder-2", "policy-engine-1", "policy-engine-2", "liar")
FIGURES = ((0.9, 29, 9), (0.4, 31, 11), (0.3, 30, 11), (5.2, 88, 13), (5.0, 87, 13), (0.0, 22, 8))


def sha(seq: int) -> str:
    return hashlib.sha256(b"content %d" % seq).hexdigest()


def at(seconds_ago: float) -> float:
    return NOW - seconds_ago


def version(seq: int) -> str:
    return label(at((9 - seq) * 700), seq)


DIFF = Diff(
    changes=(
        Change("policy.timeout_ms", "5000", "1500", Past(4, "rolled back", 240.0, "by root: policy p99 up")),
        Change("policy.rules.max_inflight", "200", "800"),
        Change("features.shadow_write", None, "true"),
        Change("metrics.token", "********", "********"),
    ),
    lines=(
        Line("@", "@@ -3,7 +3,7 @@"), Line(" ", "[policy]"), Line(" ", 'host = "orders-db"'), Line("-", "timeout_ms = 5000"),
        Line("+", "timeout_ms = 1500"), Line(" ", "retries = 3"), Line(" ", ""), Line(" ", "[policy.rules]"),
        Line("-", "max_inflight = 200"), Line("+", "max_inflight = 800"), Line("@", "@@ -18,3 +18,4 @@"), Line(" ", "[features]"),
        Line("+", "shadow_write = true"), Line(" ", "[metrics]"), Line("-", 'token = "********"'), Line("+", 'token = "********"'),
    ),
    keys=41,
)  # fmt: skip


def worker(place: int, seq: int = 7, **changes: Any) -> WorkerView:
    """A worker that proves `seq`."""
    cpu, rss, fds = FIGURES[place % len(FIGURES)]
    name = NAMES[place] if place < len(NAMES) else f"worker-{place:04}"
    usual = WorkerView(
        name=name, group=name.rsplit("-", 1)[0], command=f"python -m holdfast.worker.demo.{name.split('-', maxsplit=1)[0]}",
        critical=name.startswith("policy"), life="Up", phase="Active", mark="proven", pid=4130 + place, started_at=at(86400),
        phase_at=at(700), restarts=0, desired_seq=seq, desired_version=version(seq), desired_sha256=sha(seq),
        acked_seq=seq, acked_at=at(1400), acked_sha256=sha(seq), proved_seq=seq, proved_version=version(seq), proved_sha256=sha(seq),
        grade=2, proved_at=at(0.4),
        cpu=cpu, rss=rss << 20, fds=fds, threads=3,
    )  # fmt: skip
    return msgspec.structs.replace(usual, **changes)


proving = worker  # under a name that an argument does not hide


def liar(place: int = 5) -> WorkerView:
    """It acknowledged 7 and proves 6."""
    return worker(
        place, phase="Drifted", mark="drift", phase_at=at(860), proved_seq=6, proved_version=version(6), proved_sha256=sha(6),
        proved_at=at(1.0), restarts=1, watches=21, instances=1, reason="proves other bytes than it should run",
        why=f"it acknowledged {sha(7)[:7]} but its answer to a fresh nonce is over {sha(6)[:7]}, the content of #6: it kept the old bytes.",
        do=("reload  reload this worker, with proof", "diff  diff proves and desired", "restart  restart it", "cordon  cordon it"),
    )  # fmt: skip


def versions() -> tuple[VersionView, ...]:
    made = [
        VersionView(7, version(7), sha(7), "edit", "file, owner uid 1000", at(1400), "active (5 of 6)", members=6, proved=5, took=1.9,
                    approved_by=("ana",), current=True),
        VersionView(6, version(6), sha(6), "edit", "file, owner uid 1000", at(2100), "active", members=6, proved=6, took=0.8,
                    approved_by=("ana",)),
        VersionView(5, version(5), sha(3), "rollback", "root", at(2800), "active", content_of=3, members=6, proved=6, took=0.7,
                    approved_by=("root",)),
        VersionView(4, version(4), sha(4), "edit", "file, owner uid 1000", at(3500), "rolled back", members=6, proved=2, took=6.2,
                    approved_by=("root",), note="two exits of policy-engine-1"),
        VersionView(3, version(3), sha(3), "edit", "file, owner uid 1000", at(4200), "active", members=6, proved=6, took=0.7,
                    approved_by=("ana",)),
        VersionView(2, version(2), sha(2), "edit", "file, owner uid 1000", at(4900), "refused", members=6,
                    note="schema: policy.rules.max_inflight must be at most 1000"),
        VersionView(1, version(1), sha(1), "bootstrap", "bootstrap", at(5600), "active", members=6, proved=6, took=0.4),
    ]  # fmt: skip
    return tuple(made)


def events() -> tuple[EventView, ...]:
    return (
        EventView(1, at(1408), "info", "#7 drawn up: 3 keys changed", seq=7),
        EventView(2, at(1402), "info", "ana approved #7", seq=7),
        EventView(3, at(1400), "warn", "commit failed: E_TIMEOUT no answer within 5 s", worker="liar", seq=7),
        EventView(4, at(1398), "good", "#7 active: 5 of 6 proved", seq=7),
        EventView(5, at(860), "bad", f"drift: acknowledged {sha(7)[:7]} but proves {sha(6)[:7]}", worker="liar", seq=7),
    )


def fleet(**changes: Any) -> View:
    """Six workers prove #7."""
    usual = View(
        service="demo", host="edge-3", pid=4121, epoch=3, started_at=at(266400), at=NOW, verdict="CONVERGED",
        source=SourceView("/srv/demo/demo.toml", "toml", "in-sync", sha(7), changed_at=at(1410), watching="inotify"),
        target_seq=7, target_version=version(7), target_sha256=sha(7), proven=6, total=6, workers=tuple(worker(n) for n in range(6)),
        versions=versions(), events=events()[:4], budget=Budget(0, 37, 65536, 4, 128, 16384, 0, 2, 1), records=41,
    )  # fmt: skip
    return msgspec.structs.replace(usual, **changes)


def one_liar() -> View:
    workers = (*(worker(n) for n in range(5)), liar())
    return fleet(verdict="MIXED", proven=5, drift=1, workers=workers, events=events())


def rollout(**changes: Any) -> RolloutView:
    """Plan #8 waits for approval; log-forwarder-2 said no."""
    votes = tuple(_vote(name) for name in NAMES)
    usual = RolloutView(
        seq=8, version=version(8), sha256=sha(8), kind="edit", author="file, owner uid 1000, unverified", phase="Awaiting", base_seq=7,
        base_version=version(7), base_sha256=sha(7), began_at=at(12), deadline_at=NOW + 86388, gate=2, voters=3, yes=5, no=1, members=6,
        waves=1, approvals_needed=1, course=CourseView((), 0.0, False, 30.0, 10.0), votes=votes,
        keys_changed=3, keys_added=1, lanes=tuple(LaneView(n, 2, "voted") for n in NAMES),
    )  # fmt: skip
    return msgspec.structs.replace(usual, **changes)


def _vote(name: str) -> VoteView:
    critical = name.startswith("policy") or name == "metrics-collector"
    if name == "log-forwarder-2":
        return VoteView(name, "no", critical, "E_DEP", "kafka:9092 refused the connection", (Check("kafka", False, 3.0, "refused"),), 4.0)
    checks = (Check("mysql", True, 8.0), Check("rules", True, 1.2)) if name.startswith("policy") else ()
    return VoteView(name, "yes", critical, checks=checks, ms=31.0)


def waiting_plan(**changes: Any) -> View:
    return fleet(rollout=rollout(**changes), source=SourceView("/srv/demo/demo.toml", "toml", "planned", sha(8), watching="inotify"))


def in_flight() -> View:
    lanes = (
        LaneView("metrics-collector", 5, "proved"), LaneView("log-forwarder-1", 5, "proved"),
        _failed(),
        LaneView("policy-engine-1", 4, "proving"), LaneView("policy-engine-2", 3, "committing"), LaneView("liar", 3, "committing"),
    )  # fmt: skip
    plan = rollout(
        phase="Committing", deadline_at=NOW + 29, decided_at=at(0.8), lanes=lanes, proved=2, members=5,
        approvals=(ApprovalView("ana", at(0.9)),),
    )  # fmt: skip
    workers = (worker(0, 8), worker(1, 8), held(), moving(3), moving(4), moving(5))
    return fleet(
        rollout=plan, workers=workers, target_seq=8, target_version=version(8), target_sha256=sha(8), verdict="MIXED", proven=2, moving=3,
    )  # fmt: skip


def baking(**changes: Any) -> View:
    """#8 in three waves: the canary has proved it and bakes; nobody else runs it."""
    words = ("wave 2", "wave 3", "wave 3", "wave 2", "wave 3")
    lanes = (*(LaneView(name, 2, word) for name, word in zip(NAMES, words, strict=False)), LaneView("liar", 5, "proved"))
    usual: dict[str, Any] = {"phase": "Wave", "stage": "baking", "deadline_at": NOW + 95, "approvals": (ApprovalView("ana", at(30)),)}
    votes = tuple(VoteView(name, "yes", name.startswith("policy")) for name in NAMES)
    plan = rollout(wave=0, waves=3, lanes=lanes, proved=1, yes=6, no=0, votes=votes, **(usual | changes))
    source = SourceView("/srv/demo/demo.toml", "toml", "planned", sha(8), watching="inotify")
    return fleet(rollout=plan, workers=(*(worker(n) for n in range(5)), worker(5, 8)), verdict="MIXED", source=source)


def late() -> View:
    """22 s after the decision one of the two that are needed proves #8; at the limit, in 8 s, everybody goes back."""
    view = in_flight()
    plan = msgspec.structs.replace(view.rollout, decided_at=at(22), deadline_at=NOW + 8)
    return msgspec.structs.replace(view, rollout=plan)


def going_back() -> View:
    """#8 is taken back: two are on #7 again, under the number 9."""
    steps = (5, 3, 2, 5, 1, 0)
    words = ("proved", "committing", "voted yes", "proved", "validating", "lagging")
    lanes = tuple(LaneView(name, step, word, back=True) for name, step, word in zip(NAMES, steps, words, strict=True))
    reason = "1 of 2 needed proved it; not policy-engine-2"
    plan = msgspec.structs.replace(late().rollout, phase="RollingBack", reason=reason, deadline_at=NOW + 27, lanes=lanes, proved=2)
    workers = tuple(worker(n, 7) if n in (0, 3) else moving(n) for n in range(6))
    return msgspec.structs.replace(in_flight(), rollout=plan, workers=workers)


def stuck() -> View:
    """The way back did not come to its end; a human decides."""
    plan = msgspec.structs.replace(going_back().rollout, phase="Stuck", reason="policy-engine-1 does not answer", deadline_at=0.0)
    return msgspec.structs.replace(going_back(), rollout=plan)


def frozen() -> View:
    return fleet(frozen="root: sale until Monday (tty /dev/pts/3)")


def every_mark() -> View:
    """One worker of each."""
    dead = worker(2, mark="dead", life="Backoff", phase="Down", pid=0, reason="exit 1", proved_at=0.0)
    workers = (
        worker(0, mark="silent", phase="Lost", proved_at=at(40), reason="no answer for 12 s"), moving(1), dead,
        worker(3, mark="cordoned"), worker(4), liar(),
    )  # fmt: skip
    return fleet(verdict="MIXED", proven=1, drift=1, silent=1, moving=1, workers=workers, events=events())


def many() -> View:
    return fleet(workers=tuple(worker(n) for n in range(12)), total=12, proven=12)


def empty() -> View:
    """Nobody has been started, nothing was ever decided."""
    return fleet(workers=(), versions=(), events=(), total=0, proven=0, target_seq=0, target_version="", target_sha256="", verdict="MIXED")


def paused() -> View:
    reason = "the health command is unclear: no figures for policy-engine yet"
    return baking(phase="Paused", stage="", reason=reason, deadline_at=NOW + 588)


def moving(place: int) -> WorkerView:
    """It has been told to run #8 and has not proved it yet."""
    return worker(place, mark="acked", phase="Committing", desired_seq=8, desired_version=version(8), desired_sha256=sha(8))


def refused() -> View:
    """#8 does not meet the schema; nobody was asked."""
    reason = "policy.rules.max_inflight: must be at most 1000, got 80000"
    plan = rollout(
        phase="Done", outcome="refused", reason=reason, yes=0, no=0, ended_at=at(11.9), deadline_at=0.0,
        votes=tuple(VoteView(n, "left-out") for n in NAMES), lanes=tuple(LaneView(n) for n in NAMES),
    )  # fmt: skip
    return fleet(last=plan, source=SourceView("/srv/demo/demo.toml", "toml", "drifted", sha(8), watching="inotify"))


def verifying() -> View:
    """All who said yes have proved #8; two deaths of one within seven seconds would still take it back."""
    view = ended()
    assert view.last is not None
    watched = msgspec.structs.replace(view.last, phase="Verifying", outcome="", ended_at=0.0, deadline_at=NOW + 7)
    return msgspec.structs.replace(view, rollout=watched, last=None)


def ended() -> View:
    done = msgspec.structs.replace(
        in_flight().rollout, phase="Done", outcome="active (5 of 6)", ended_at=at(1.0), decided_at=at(3.4), proved=5,
        lanes=tuple(_failed() if n == "log-forwarder-2" else LaneView(n, 5, "proved") for n in NAMES),
    )  # fmt: skip
    workers = tuple(held() if n == 2 else worker(n, 8) for n in range(6))
    return fleet(last=done, target_seq=8, target_version=version(8), target_sha256=sha(8), workers=workers, verdict="MIXED", proven=5)


def held() -> WorkerView:
    """It refused #8 and stays on #7."""
    return worker(
        2, 7, phase="Held", mark="dead", reason="E_DEP kafka:9092 refused the connection", desired_seq=8, desired_version=version(8),
        desired_sha256=sha(8), phase_at=at(2.0), do=("reload  try again", "logs  its output", "cordon  cordon it"),
    )  # fmt: skip


def _failed() -> LaneView:
    return LaneView("log-forwarder-2", 2, "refused", failed=True, detail="E_DEP kafka:9092 refused the connection")


def figures(worker: str) -> Series:
    """A minute of samples up to the row's figures; the liar's proof came late for a while."""
    used, held, _ = FIGURES[NAMES.index(worker) if worker in NAMES else 0]
    cpu = tuple(used + abs(n % 24 - 11) / 2 for n in range(60))
    rss = tuple((held << 20) - ((59 - n) << 17) for n in range(60))
    age = tuple(n / 5 if worker == "liar" and n > 40 else 0.2 for n in range(60))
    return Series(1.0, NOW, cpu, rss, age)


def detail(worker: str) -> Detail:
    """The liar still holds the file that it read first, and listens; everybody has a log."""
    place = NAMES.index(worker) if worker in NAMES else 0
    lies = worker == "liar"
    row = liar() if lies else proving(place)
    argv = tuple(row.command.split())
    process = ProcessView(row.pid, 4121, row.pid, row.pid, 1000, "demo", 0, "sleeping", 3, row.rss, 8, argv, "/srv/demo")
    more = (Handle(row.pid, 7, "file", "/srv/demo/demo.toml", 812207, True), Handle(row.pid, 4, "socket", "tcp 127.0.0.1:80 listening", 9))
    handles = (
        *(more if lies else ()),
        Handle(row.pid, 3, "socket", "unix connected", 10), Handle(row.pid, 5, "socket", inode=11),
        Handle(row.pid, 1, "file", f"/srv/demo/log/{worker}.log"), Handle(row.pid, 0, "device", "/dev/null"),
    )  # fmt: skip
    places = (Place(812331, 8388609, 256, "/srv/demo"), *(Place(5000 + n, 8388609, 2) for n in range(20)))
    ears = (Ear(row.pid, 6, 21, places),) if lies else ()
    disk = OnDisk(f"/run/demo/w/{worker}/current", sha(7), 812331, 1904, at(1401))
    kinds = {"socket": 3, "file": 2, "epoll": 1, "device": 1, "inotify": 1} if lies else {"socket": 2, "file": 1, "device": 1}
    own = tuple(event for event in events() if event.worker == worker)
    return Detail(NOW, row, Anatomy(disk, (process,), 0, kinds, handles, 0, ears), figures(worker), own, 1.0)


def trace(version: str) -> TraceView:
    """Only the last few are kept."""
    seq = int(version)
    if seq < 5:
        raise Refused(f"cannot show the trace of {seq}: none of #{seq} is kept")
    steps = (
        Span("event", 0.0, 0.0004), Span("store", 0.0004, 0.005), Span("lint", 0.0054, 0.0012), Span("send", 0.0066, 0.002),
        Span("vote", 0.0086, 0.005), Span("approval", 0.0136, 14.2, waits="people"), Span("fsync", 14.2136, 0.004),
        Span("commit", 14.2176, 0.001), Span("proof", 14.2186, 0.0095), Span("verify", 14.2281, 60.0, waits="time"),
    )  # fmt: skip
    sums = {"took": 14.2281, "machine": 0.0281, "people": 14.2}
    return TraceView(seq, label(at(0), seq), sha(seq), "edit", "ana", NOW, "active", **sums, slowest=NAMES[3], steps=steps)


def verified() -> Verified:
    return Verified(at(2), 41, 17000)


def proofs(version: str) -> Proofs:
    """Five proved it within two seconds, one of them in two processes; log-forwarder-1 proves it now; the liar never did."""
    seq = int(version)
    v = next(one for one in versions() if one.seq == seq)
    traced = seq >= 5
    rows = [
        Member(name, v.at + 2 + n / 10, 4130 + n, v.sha256[:7], 1 + (n == 2), "yes" if traced else "", 0.031 if traced else None,
               0.012 if traced else None, "", v.sha256 == sha(7), 2 if v.sha256 == sha(7) else 0, at(0.4) if v.sha256 == sha(7) else 0.0)
        for n, name in enumerate(NAMES[:5])
    ]  # fmt: skip
    liar = Member("liar", vote="yes", why=f"says it runs {v.sha256[:7]}, proves {sha(6)[:7]} (3 times)")
    return Proofs(seq, v.version, v.sha256, v.kind, v.outcome, v.at + 1, v.at + 60, verified(), (*rows, liar), traced)


def sound(version: str) -> Sound:
    """#3 is damaged; #1 does not meet the schema of today."""
    seq = int(version)
    problem = "cannot use the object /srv/state/objects/b910: its bytes have changed; bring it back from a backup" if seq == 3 else ""
    unfit = ("policy.timeout_ms: is required",) if seq == 1 else ()
    return Sound(seq, sha(seq), at(1), 0 if problem else 1904, 0, problem, "/srv/demo/schema.json", unfit)


def watched() -> Watched:
    """The supervisor listens, the liar watches by itself, so does a stranger; one process may not be looked into."""
    dev = 8388609
    owners = (
        Owner("supervisor", 4121, "python3", 1, 2, (Place(812000, dev, 0x7C8, "/srv/demo"), Place(812001, dev, 0x7C8, "/srv/demo/tls")),
              "/srv/demo", 2),
        Owner("liar", 4135, "python", 1, 21, (Place(812331, dev, 0x100, "/srv/demo"), *(Place(5000 + n, dev, 2) for n in range(20))),
              "/srv/demo", 1),
        Owner("", 881, "systemd\x1b[2J", 2, 14, (Place(77, dev, 0x2),)),
    )
    rest = (("read", 0.0006), ("store", 0.0009), ("parse", 0.0002), ("plan", 0.0001), ("lint", 0.0008), ("send", 0.0011))
    ways = tuple(FanOut(seq, at(1408 + (7 - seq) * 700), 0.0037 + seq / 1e3, 6, (("event", seq / 1e3), *rest)) for seq in (7, 6, 4, 3))
    folders = (Listening("/srv/demo", 812000, dev, at(1408), 0x80, "demo.toml"), Listening("/srv/demo/tls", 812001, dev))
    probes = tuple(Probe(at(600 - n * 60), took) for n, took in enumerate((0.0003, 0.0011, 0.0004)))
    heard = Heard(at(266400), 14, 5, 9, 1, 4, 24, 23)
    return Watched(at(2), Budget(0, 37, 65536, 4, 128, 16384, 1, 23, 2), owners, 0, False, 0, (1, 2), ways, folders, probes, heard)


class Still:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.mono = 1000.0
        self.ahead = NOW - self.mono  # of the wall's clock before the monotonic one

    def clock(self) -> Clock:
        return Clock(lambda: self.mono, lambda: self.mono + self.ahead, datetime.UTC)

    def move(self, seconds: float) -> None:
        self.mono += seconds


class House:
    """What a door serves. Views are put in; calls are answered from `answers` (a value, a function or an exception) and remembered."""

    def __init__(self, view: View | None = None) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.called = threading.Event()
        self.answers: dict[str, Any] = {
            "watches": watched, "probe": lambda: Probe(NOW, 0.0004), "proofs": proofs, "sound": sound, "journal": verified,
            "diff": DIFF, "plan": lambda: PlanView(rollout(), DIFF), "worker": detail, "figures": figures, "events": lambda after: events(),
            "trace": trace, "version": lambda: About("1", 1, 1, "demo", tuple(self.beside) or ("",), Who(0, "root", 1000)),
        }  # fmt: skip
        self.output: list[str] = []
        self.views: queue.Queue[View | Exception] = queue.Queue()
        self.beside: dict[str, queue.Queue[View | Exception]] = {}  # of several sources, by name
        self.at: list[tuple[str, str]] = []  # (name, source) of each call
        if view is not None:
            self.views.put(view)

    def stand(self, view: View) -> None:
        """One more of several sources. The first one's View is what `view` answers."""
        self.answers.setdefault("view", view)
        self.beside[view.source.name] = queue.Queue()
        self.beside[view.source.name].put(view)

    def open(self, source: str = "") -> Door:
        return Door(self, source)

    def acts(self) -> list[tuple[str, dict[str, Any]]]:
        """What was asked that changes something."""
        return [(name, args) for name, args in self.calls if ROUTES[name].access == "operate"]


class Door:
    def __init__(self, house: House, source: str) -> None:
        self._house, self._source = house, source

    def call(self, name: str, **args: Any) -> Any:
        self._house.calls.append((name, args))
        self._house.at.append((name, self._source))
        answer: Any = self._house.answers.get(name, Answer(True, f"{name}: done", 8))
        self._house.called.set()
        if isinstance(answer, Refused | Unreachable):
            raise answer
        return answer(**args) if isinstance(answer, Callable) else answer

    def stream(self, name: str, **args: Any) -> Iterator[Any]:
        if name == "logs":
            return iter(self._house.output)
        return Stream(self._house.beside.get(self._source, self._house.views))


class Stream(Iterator[Any]):
    def __init__(self, views: queue.Queue[View | Exception]) -> None:
        self._views = views

    def __next__(self) -> Any:
        item = self._views.get()
        if isinstance(item, Exception):
            raise item
        return item

    def close(self) -> None:
        self._views.put(StopIteration())
