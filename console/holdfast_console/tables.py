"""Values as text: pure, from a View or a part of one to lines. Fit for 80 columns as far as names allow."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from holdfast.core.safe import cells, cut, pad
from holdfast.core.view import EventView, PlanView, RolloutView, SourceView, VersionView, View, WorkerView
from holdfast.core.words import Diff
from holdfast_console import past
from holdfast_console.out import clean, paint

MARKS = {"proven": "≡", "acked": "~", "drift": "≠", "silent": "?", "dead": "✗", "cordoned": "◦"}
ASCII = {"proven": "=", "acked": "~", "drift": "!", "silent": "?", "dead": "x", "cordoned": "o"}
STYLES = {"proven": "good", "acked": "warn", "drift": "bad", "silent": "warn", "dead": "bad", "cordoned": "quiet"}
VERDICTS = {"CONVERGED": "good", "MIXED": "bad", "STALE": "warn", "UNPROVEN": "warn"}
LEVELS = {"good": "good", "warn": "warn", "bad": "bad"}
NAMES = 24  # columns that a name may take


class Look:
    """How to show: the clock for ages, colours or not, the columns there are, glyphs or ASCII."""

    def __init__(self, now: float, colour: bool = False, width: int = 80, glyphs: bool = True) -> None:
        self.now, self.colour, self.width = now, colour, width
        self.glyphs, self.marks = glyphs, MARKS if glyphs else ASCII

    def paint(self, text: str, style: str) -> str:
        return paint(text, style, self.colour)


def age(seconds: float) -> str:
    """'0.4s', '12s', '14m', '3h', '2d'."""
    if seconds < 9.95:
        return f"{max(0.0, seconds):.1f}s"
    if seconds < 60:
        return f"{seconds:.0f}s"
    if seconds < 3600:
        return f"{seconds // 60:.0f}m"
    return f"{seconds // 3600:.0f}h" if seconds < 86400 else f"{seconds // 86400:.0f}d"


def size(count: float) -> str:
    """Bytes as '512K', '48M', '1.2G'."""
    for unit in ("K", "M"):
        count /= 1024
        if count < 1023.5:
            return f"{count:.0f}{unit}"
    return f"{count / 1024:.1f}G"


def when(at: float) -> str:
    return f"{datetime.datetime.fromtimestamp(at):%Y-%m-%d %H:%M:%S}" if at else "-"


def grid(rows: Sequence[Sequence[str]], right: str) -> list[str]:
    """Columns as wide as their cells. right: one character for each column, '>' = to the right."""
    widths = [max(cells(row[n]) for row in rows) for n in range(len(right))]
    return [" ".join(pad(cell, width, side) for cell, side, width in zip(row, right, widths, strict=True)).rstrip() for row in rows]


def whose(view: View) -> str:
    """The service, and the source where it has a name."""
    return f"{view.service}/{view.source.name}" if view.source.name else view.service


# -- status


def status(view: View, look: Look) -> Iterator[str]:
    target = f"{view.target_version} {view.target_sha256[:7]}" if view.target_seq else "nothing yet"
    verdict = look.paint(view.verdict, VERDICTS.get(view.verdict, "warn"))
    yield f"{clean(whose(view))}@{clean(view.host)}  {verdict}  {view.proven}/{view.total} proven  target {target}"
    yield from fleet(view.workers, look)
    yield from _reasons(view.workers)
    yield source(view.source)
    for rollout in (view.rollout, view.last):
        if rollout is not None:
            yield from outline(rollout, view.source.name if view.sources[1:] else "")
    yield from _banners(view)


def fleet(workers: Sequence[WorkerView], look: Look) -> Iterator[str]:
    if not workers:
        return
    found = [_cells(worker, look) for worker in workers]
    heads = ("NAME", "PID", "PHASE", "VERSION", "CHECKSUM", "PROOF", "CPU%", "RSS", "WATCHES")
    lines = grid([heads, *found], "<><<<<>>>")
    if max(map(cells, lines)) > look.width:  # the sequence number is the version's identity, and short
        names = [f"#{worker.proved_seq}" if worker.proved_version else row[3] for row, worker in zip(found, workers, strict=True)]
        short = [(*row[:3], name, *row[4:]) for row, name in zip(found, names, strict=True)]
        lines = grid([(*heads[:8], "WTCH"), *short], "<><<<<>>>")
    yield look.paint(lines[0], "strong")
    for line, worker in zip(lines[1:], workers, strict=True):
        mark = look.marks.get(worker.mark, "?")
        yield line.replace(f" {mark} ", f" {look.paint(mark, STYLES.get(worker.mark, 'warn'))} ", 1)


def _cells(worker: WorkerView, look: Look) -> tuple[str, ...]:
    name = clean(worker.name)
    alive = worker.pid > 0
    known = worker.proved_version or ("unknown" if worker.proved_sha256 else "-")
    proof = f"{look.marks.get(worker.mark, '?')} E{worker.grade}" + (f" {age(look.now - worker.proved_at)}" if worker.proved_at else "")
    figures = (f"{worker.cpu:.1f}", size(worker.rss), str(worker.watches)) if alive else ("-", "-", "-")
    return (cut(name, NAMES), str(worker.pid) if alive else "-", worker.phase, known, worker.proved_sha256[:7] or "-", proof, *figures)


def _reasons(workers: Sequence[WorkerView]) -> Iterator[str]:
    """Why, for each worker that is not simply proven."""
    for worker in workers:
        plain = worker.mark in ("proven", "cordoned")
        told = "; ".join(text for text in (worker.reason, "" if plain else worker.why) if text)
        if told:
            yield f"{clean(worker.name)}: {clean(told)}"


def source(source: SourceView) -> str:
    parts = [f"source {clean(source.path)}: {source.state}"]
    parts += [clean(text) for text in (source.reason,) if text]
    watched = f"watched by {source.watching}" if source.watching else "not watched"
    return "; ".join([*parts, f"{watched}: {clean(source.degraded)}" if source.degraded else watched])


def _banners(view: View) -> Iterator[str]:
    if view.waiting_sha256:
        yield f"newer content {view.waiting_sha256[:7]} waits for the plan in flight"
    if view.frozen:
        yield f"frozen: {clean(view.frozen)}; `holdfast unfreeze` lifts it"
    if view.read_only:
        yield f"read-only: nothing can be recorded: {clean(view.read_only)}"
    if view.stopping:
        yield "stopping"


# -- plans


def outline(rollout: RolloutView, source: str = "") -> Iterator[str]:
    """One rollout in a few lines: what, how far, and whoever said no. source: of several the one that a command has to name."""
    at = f" --source {source}" if source else ""
    state = f"ended: {rollout.outcome}" if rollout.outcome else rollout.phase
    if rollout.phase in ("Wave", "Paused"):
        place = f"{rollout.wave + 1} of {rollout.waves}"
        state += f" {place}, {rollout.stage}" if rollout.stage else f" in wave {place}"
    yield f"plan {rollout.seq} {rollout.version} {rollout.sha256[:7]} ({rollout.kind} by {clean(rollout.author)}): {clean(state)}"
    if rollout.reason:
        yield f"  {clean(rollout.reason)}"
    for vote in rollout.votes:
        if vote.vote == "no":
            yield f"  {clean(vote.worker)} refused: {clean(' '.join(part for part in (vote.code, vote.error) if part))}"
    if rollout.phase == "Wave" and rollout.held:
        yield f"  {clean(rollout.held)}: it stops after this wave; holdfast go{at} lets it go on"
    if rollout.phase == "Paused":
        yield f"  waits for holdfast go{at}, or holdfast reject{at}; after ten minutes it goes back"
    if rollout.phase == "Awaiting" and not rollout.outcome:
        have = len(rollout.approvals)
        how = f"holdfast approve {rollout.seq} --checksum {rollout.sha256[:4]}{at}"
        yield f"  waits for approval ({have} of {rollout.approvals_needed}): {how}"


def plan(plan: PlanView, look: Look, source: str = "") -> Iterator[str]:
    rollout = plan.rollout
    yield from outline(rollout, source)
    base = f"{rollout.base_version} {rollout.base_sha256[:7]}" if rollout.base_seq else "nothing"
    counts = f"{rollout.keys_changed} changed, {rollout.keys_added} added, {rollout.keys_removed} removed"
    yield f"base {base}; keys: {counts}"
    yield f"votes: {rollout.yes} yes, {rollout.no} no; {rollout.gate} of the {rollout.voters} voters are enough"
    for vote in rollout.votes:
        checks = ", ".join(f"{check.name} {'ok' if check.ok else check.error or 'failed'} {check.ms:.0f}ms" for check in vote.checks)
        yield f"  {clean(vote.worker)}: {vote.vote}" + (f" ({clean(checks)})" if checks else "")
    for approval in rollout.approvals:
        yield f"approved by {clean(approval.by)} at {when(approval.at)}"
    yield from diff(plan.diff, look)


def diff(diff: Diff, look: Look) -> Iterator[str]:
    if not diff.changes and not diff.lines:
        yield "no difference"
    for change in diff.changes:
        old, new = ("(none)" if text is None else clean(text) for text in (change.old, change.new))
        yield f"{change.kind:8} {clean(change.key)}: {old} -> {new}"
    yield from past.sentences(diff.changes, age)
    for line in diff.lines:
        text = clean(line.text) if line.mark == "@" else line.mark + clean(line.text)
        yield look.paint(text, line.mark)
    if diff.cut:
        yield f"... {diff.cut} more lines"


# -- lists


def history(versions: Sequence[VersionView]) -> list[str]:
    rows = [("", "SEQ", "VERSION", "CHECKSUM", "KIND", "PROVED", "BY", "OUTCOME")]
    for v in versions:
        kind = f"{v.kind} of {v.content_of}" if v.content_of else v.kind
        by = clean(", ".join(v.approved_by) or v.author)
        outcome = clean(f"{v.outcome}: {v.note}" if v.note else v.outcome)
        proved = f"{v.proved}/{v.members}" if v.members else "-"
        rows.append(("*" if v.current else "", str(v.seq), v.version, v.sha256[:7], kind, proved, by, outcome))
    return grid(rows, "<><<<><<")


def event(event: EventView, look: Look) -> str:
    about = " ".join(part for part in (clean(event.worker), f"#{event.seq}" if event.seq else "") if part) or "fleet"
    text = look.paint(clean(event.text), LEVELS[event.level]) if event.level in LEVELS else clean(event.text)
    return f"{when(event.at)} {about}: {text}"
