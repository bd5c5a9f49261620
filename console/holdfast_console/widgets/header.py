"""The lines on top: which service, what should run, how much of it is proved, and what stands in the way."""

from __future__ import annotations

from holdfast.core.view import SourceRow, View
from holdfast_console.glyphs import DOT, WARN
from holdfast_console.keys import Keys
from holdfast_console.place import INNER, OPEN
from holdfast_console.rows import age, checksum, number
from holdfast_console.store import Store
from holdfast_console.text import Line, clean, cut, spread, width
from holdfast_console.widgets.proof_bar import bar, fraction, troubles, verdict

_TABS = (  # title, page, the action that goes there
    ("Fleet", "fleet", "fleet"), ("Reload", "reload", "plan"), ("History", "history", "history"), ("Watches", "watches", "watches"),
    ("Events", "events", "events"),
)  # fmt: skip


LEAST = (40, 12)  # the smallest terminal in which everything that decides can be seen


def header(store: Store, cells: int, wide: bool) -> list[Line]:
    """Two lines in a wide terminal, one in a narrow one."""
    view = store.view
    if not store.connected:
        return _lost(store, cells, wide)
    if view is None:
        return [((f" {clean(store.source)} connecting…".replace("  ", " "), "moving"),)] + ([()] if wide else [])
    gauge: Line = ((" ", "text"), *bar(view.proven, view.total, 12)) if wide else ()
    end: Line = (*fraction(view), *gauge, *troubles(view), ("  ", "text"), *verdict(view), (" ", "text"))
    first = spread(_target(view, wide), end, cells)
    return [first, spread(_supervisor(store, view), _rights(store), cells)] if wide else [first]


def _target(view: View, wide: bool) -> Line:
    where = clean(f"{view.service}@{view.host}")
    spans = [(" " + cut(where, 40 if wide else 24), "title"), *_of_several(view)]
    spans += [("  desired " if wide else "  ", "dim"), (number(view.target_seq), "text")]
    if wide:
        spans.append((f" {clean(view.target_version)}", "dim"))
    return (*spans, (" " + checksum(view.target_sha256), "bold"))


def _of_several(view: View) -> Line:
    """`app 1/2`: which of several sources is shown."""
    names = [row.name for row in view.sources]
    return ((f"  {clean(view.source.name)} {names.index(view.source.name) + 1}/{len(names)}", "accent"),) if len(names) > 1 else ()


def elsewhere(view: View) -> SourceRow | None:
    """The source beside this one that needs somebody most; None where all others are all right."""
    others = [row for row in view.sources if row.name != view.source.name and row.urgency]
    return max(others, key=lambda row: row.urgency, default=None)


def _supervisor(store: Store, view: View) -> Line:
    return (
        (f" supervisor {view.pid} up {age(store.now() - view.started_at)}", "dim"),
        ("   inotify ", "dim"),
        *inotify(view),
        (f"   journal {view.records}", "dim"),
        *(((f"   source {clean(view.source.state)}", "dim" if view.source.state == "in-sync" else "moving"),)),
    )


def inotify(view: View) -> Line:
    """Instances and watches of the uid, used/allowed; yellow from 80 %, red from 95 %."""
    budget = view.budget
    return (
        _used("inst", budget.instances, budget.instances_max),
        (" · ", "dim"),
        _used("watches", budget.watches, budget.watches_max),
    )


def _used(words: str, used: int, most: int) -> tuple[str, str]:
    share = used / most if most else 0.0
    return f"{words} {used}/{most or '?'}", "wrong" if share > 0.95 else "moving" if share > 0.8 else "dim"


def _rights(store: Store) -> Line:
    rights = ("  read-only ", "moving") if store.read_only else ("  RW ", "dim")
    return (rights, (f"{clean(store.user)}  ", "dim"), (f"{store.clock.hms(store.now())} ", "dim"))  # apart: one of them moves


def _lost(store: Store, cells: int, wide: bool) -> list[Line]:
    seconds = age(store.clock.mono() - store.lost_at) if store.lost_why else ""
    if store.view is None:
        line: Line = ((f" {WARN} no supervisor answers yet {seconds}", "wrong"),)
    else:
        line = ((f" {WARN} supervisor unreachable {seconds} – showing {store.clock.hms(store.shown_at())}", "wrong"),)
    why: Line = ((" " + clean(store.lost_why), "dim"),)
    return [line, why] if wide else [spread(line, (("trying again ", "dim"),), cells)]


def tabs(store: Store, screen: str, cells: int, wide: bool, keys: Keys) -> Line:
    """▐1 Fleet▌ 2 Reload● 3 History; ● where a plan waits or a rollout moves. With no room for that: ▐1 Fleet▌ 2 ● 3 4 5."""
    spans = _tabs(store, screen, wide, keys)
    if width(tuple(spans)) > cells:
        spans = [(text, role) for text, role in spans if role != "text"]
    row = elsewhere(store.view) if store.view else None
    beside: Line = ((f"{keys['source']} ", "accent"), (f"{WARN} {cut(clean(row.name), 16)} ", "moving")) if row else ()
    end: Line = (*beside, (f"{keys['help']} ", "accent"), ("help ", "dim"))
    if not wide and store.view:
        end = beside or (("inotify ", "dim"), *inotify(store.view), (" RO " if store.read_only else " ", "moving"))
    room = cells - width(tuple(spans))
    return spread(tuple(spans), end if width(end) <= room else (), cells)


def _tabs(store: Store, screen: str, wide: bool, keys: Keys) -> list[tuple[str, str]]:
    spans: list[tuple[str, str]] = []
    for words, name, action in _TABS:
        key = keys[action]
        dot = DOT if name == "reload" and store.view and store.view.rollout else ""
        if name == screen:
            spans.append((f"▐{key} {words}{dot}▌", "tab"))
        else:
            spans += [(f" {key} ", "accent"), (f"{words}", "text"), (f"{dot} ", "moving")]
        spans.append(("  " if wide else " ", "text"))
    return [*spans, (f"▐{screen}▌", "tab")] if screen in INNER else spans


def too_small(cells: int, height: int) -> Line:
    return ((f" {WARN} {cells}x{height} is too small: {LEAST[0]}x{LEAST[1]} is needed", "wrong"),)


def alert(store: Store, screen: str, keys: Keys) -> Line | None:
    """The one thing above all others that somebody should know and that this screen does not show; None if there is none."""
    view = store.view
    if view is not None and store.paused:
        past = age(store.clock.mono() - store.paused_at)
        words = f" PAUSED for {past}: this is how it was at {store.clock.hms(store.shown_at())}; supervision goes on "
        return ((words, "tab"), (f"  {keys['pause']} ", "accent"), ("goes on", "dim"))
    return (_own(view, screen, keys) or _next_door(view, keys)) if view else None


def _own(view: View, screen: str, keys: Keys) -> Line | None:
    """About what is shown."""
    shows: Line = ((f"   {keys['plan']} ", "accent"), ("shows it", "dim"))
    if view.stopping:
        return ((f" {WARN} the supervisor is stopping its workers", "wrong"),)
    if view.read_only:
        return ((f" {WARN} READ ONLY: {clean(view.read_only)}; workers are not touched", "wrong"),)
    plan = view.rollout
    if plan and plan.phase == "Stuck" and screen != "reload":
        return ((f" {WARN} #{plan.seq} is STUCK: {clean(plan.reason)}", "wrong"),)
    if view.frozen:
        waits = f"; #{plan.seq} waits" if plan and plan.phase in OPEN else ""
        return ((f" {WARN} FROZEN: {clean(view.frozen)}{waits}", "moving"), (f"   {keys['freeze']} ", "accent"), ("ends it", "dim"))
    if plan and screen == "reload":
        return None
    if plan and plan.phase == "Awaiting":
        return ((f" {DOT} plan #{plan.seq} {checksum(plan.sha256)} waits for approval", "moving"), *shows)
    if plan and plan.phase == "Paused":
        words = f"#{plan.seq} is PAUSED in wave {plan.wave + 1} of {plan.waves}: {clean(plan.reason)}"
        return ((f" {WARN} {words}", "moving"), *shows)
    if plan:
        word = "plan" if plan.phase in OPEN else "rollout"
        return ((f" {DOT} {word} #{plan.seq} {checksum(plan.sha256)}: {plan.phase.lower()}", "moving"),)
    return _source(view, screen)


def _next_door(view: View, keys: Keys) -> Line | None:
    row = elsewhere(view)
    if row is None:
        return None
    return ((f" {WARN} {clean(row.name)}: {clean(row.calls)}", "moving"), (f"   {keys['source']} ", "accent"), ("shows it", "dim"))


def _source(view: View, screen: str) -> Line | None:
    source = view.source
    if source.state == "unreadable":
        return ((f" {WARN} source {clean(source.path)}: {clean(source.reason)}; what runs goes on running", "wrong"),)
    if source.state == "drifted" and view.last and view.last.sha256 == source.sha256 and screen != "reload":
        last = view.last
        return ((f" {WARN} #{last.seq} {clean(last.outcome)}: {clean(last.reason) or 'the file differs from what should run'}", "moving"),)
    if source.state == "drifted":
        why = clean(source.reason) or "the file differs from what should run"
        return ((f" {WARN} SOURCE DRIFTED: {why}; `holdfast apply` proposes it again", "moving"),)
    if source.degraded:
        return ((f" {WARN} WATCH DEGRADED ({clean(source.watching)}): {clean(source.degraded)}", "moving"),)
    return None
