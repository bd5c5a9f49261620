"""Where the time of one plan went, as text for 80 columns: step by step with a bar, then worker by worker.

Bars stand on the machine's own time: what waited for people, or only let time pass, is left out of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from holdfast.core.safe import cells, cut, pad
from holdfast.core.trace import Span, TraceView, WorkerTrace
from holdfast_console.out import clean
from holdfast_console.tables import NAMES, Look, grid

SHOWN = 10  # workers, unless all are asked for
BLOCK, HASH = "█", "#"
WORDS = {  # what each step is
    "event": "heard of", "read": "read until two agree", "store": "stored", "parse": "parsed", "plan": "drawn up",
    "queue": "behind another plan", "lint": "checked", "send": "prepare to all", "vote": "votes", "approval": "approval",
    "fsync": "decision synced", "commit": "commit to all", "proof": "answers and proofs", "bake": "bake", "health": "health command",
    "paused": "paused", "stuck": "stuck", "verify": "verify window", "close": "end synced",
}  # fmt: skip


def trace(view: TraceView, look: Look, everybody: bool = False) -> Iterator[str]:
    verifying = bool(view.steps) and view.steps[-1].step == "verify"
    state = view.outcome or ("proved, in its verify window" if verifying else "in flight")
    yield f"#{view.seq} {view.version} {view.sha256[:7]} ({view.kind} by {clean(view.author)})"
    yield clean(f"{state}: {view.reason}" if view.reason else state)
    yield from _summary(view)
    yield from _steps(view.steps, look)
    yield from _workers(view.workers, look, everybody)
    if view.dropped:
        yield f"{view.dropped} older marks were dropped: there are more than fit a trace"


def duration(seconds: float) -> str:
    """'0.4 ms', '31 ms', '14.2 s', '5 min'."""
    if seconds < 0.9995:
        return f"{seconds * 1000:.1f} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds / 60:.0f} min"


def _summary(view: TraceView) -> Iterator[str]:
    slowest = f", slowest {clean(view.slowest)}" if view.slowest else ""
    yield f"the machine took {duration(view.machine)}{slowest}"
    by = f" (by {clean(', '.join(view.approved_by))})" if view.approved_by else ""
    approval = sum(span.took for span in view.steps if span.step == "approval")
    if approval:
        yield f"waited for approval {duration(approval)}{by}"
    elif by:
        yield f"approved before all had voted{by}"
    for step, words in (("paused", "paused"), ("stuck", "stuck"), ("queue", "waited behind another plan"), ("bake", "baked")):
        if took := sum(span.took for span in view.steps if span.step == step):
            yield f"{words} {duration(took)}"


def _steps(steps: Sequence[Span], look: Look) -> Iterator[str]:
    if not steps:
        return
    ways = max(len(span.of) for span in steps)
    rows = [("STEP", *(("OF",) if ways else ()), "", "START ms", "TOOK ms")]
    rows += [(s.step, *((s.of,) if ways else ()), WORDS.get(s.step, ""), f"{s.start * 1000:.1f}", f"{s.took * 1000:.1f}") for s in steps]
    lines = grid(rows, "<<<>>" if ways else "<<>>")
    wide = max(map(cells, lines))
    yield look.paint(lines[0], "strong")
    for line, bar in zip(lines[1:], _bars(steps, look, max(8, look.width - wide - 2)), strict=True):
        yield f"{pad(line, wide)}  {bar}".rstrip()


def _bars(steps: Sequence[Span], look: Look, columns: int) -> Iterator[str]:
    whole = sum(span.took for span in steps if not span.waits) or 1.0
    block = BLOCK if look.glyphs else HASH
    done = 0.0
    for span in steps:
        if span.waits:
            yield f"waits for {span.waits}" if span.waits == "people" else ""
            continue
        begin = min(columns - 1, int(done / whole * columns))
        done += span.took
        yield " " * begin + block * max(1, int(done / whole * columns) - begin)


def _workers(workers: Sequence[WorkerTrace], look: Look, everybody: bool) -> Iterator[str]:
    shown = workers if everybody else workers[:SHOWN]
    if not shown:
        return
    rows = [("WORKER", "VOTE", "ms", "ANSWER ms", "PROOF ms", "PROVED AT ms", "")]
    rows += [
        (_name(w), w.vote or "-", _ms(w.vote_took), _ms(w.answer_took), _ms(w.proof_took), _ms(w.proved_at), clean(w.said)) for w in shown
    ]
    lines = grid(rows, "<<>>>><")
    yield look.paint(lines[0], "strong")
    yield from lines[1:]
    if len(workers) > len(shown):
        yield f"and {len(workers) - len(shown)} more, quicker ones: --all shows them"


def _name(worker: WorkerTrace) -> str:
    return cut(clean(worker.worker), NAMES) + (" back" if worker.back else "")


def _ms(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds * 1000:.1f}"
