"""A worker as a row, the order of the rows, and how figures are written. Pure: WorkerView in, text and roles out.

A row is compared to know whether its line must be drawn again, so it holds only what is visible: no age of a proof that is
fresh. Troubled workers come first. While someone moves the cursor, or a rollout is in flight, the order stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from holdfast.core.view import WorkerView
from holdfast_console.glyphs import CURSOR, MARKS, NO
from holdfast_console.text import Line, clean, left, on_cursor

TTL = 3.0  # seconds a proof is fresh: three rounds of attestation, one a second
ROLE = {"proven": "proven", "acked": "moving", "drift": "wrong", "silent": "silent", "dead": "wrong", "cordoned": "cordoned"}
_TROUBLE = {"drift": 0, "dead": 1, "silent": 2, "acked": 3, "proven": 4, "cordoned": 5}
_BAD_PHASES = frozenset({"Held", "Drifted", "Quarantined", "Lost", "Down", "Backoff", "Fatal"})


class Row(NamedTuple):
    name: str
    mark: str
    pid: str
    phase: str
    seq: str
    proves: str
    proof: str
    cpu: str
    rss: str
    watches: str


def checksum(sha256: str) -> str:
    return sha256[:7] or "-"


def number(seq: int) -> str:
    return f"#{seq}" if seq else "-"


def proved_seq(worker: WorkerView) -> int:
    """The sequence number whose content it proves, from that version's label; 0 = none that we know. What it claims does not count."""
    tail = worker.proved_version.rpartition(".")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else 0


def age(seconds: float) -> str:
    """4s 14m 3h02m 2d05h"""
    s = max(0, int(seconds))
    if s < 60:
        return f"{s}s"
    if s < 3600:
        return f"{s // 60}m"
    if s < 86400:
        return f"{s // 3600}h{s % 3600 // 60:02}m"
    return f"{s // 86400}d{s % 86400 // 3600:02}h"


def size(count: int) -> str:
    """Bytes in binary units: 18M, 1.2G."""
    value = float(count)
    for unit in ("B", "K", "M"):
        if value < 1000:
            return f"{value:.0f}{unit}"
        value /= 1024
    return f"{value:.1f}G"


def proof_words(worker: WorkerView, now: float) -> str:
    """What stands beside the glyph. An age only where the proof is past its TTL."""
    match worker.mark:
        case "proven":
            return f"E{worker.grade}"
        case "acked":
            return "acked"
        case "drift":
            return age(now - worker.phase_at) if worker.phase_at else "drift"
        case "silent":
            return "never" if not worker.proved_at else age(now - worker.proved_at)
        case "dead":
            return {"Held": "refused", "Quarantined": "aside"}.get(worker.phase, "dead")
        case _:
            return "cordoned"


def row(worker: WorkerView, now: float) -> Row:
    phase = worker.life if worker.life not in ("Up", "Starting") else worker.phase
    return Row(
        name=clean(worker.name),
        mark=worker.mark,
        pid=str(worker.pid or "-"),
        phase=clean(phase),
        seq=number(proved_seq(worker)) if worker.proved_version or not worker.proved_sha256 else "?",
        proves=checksum(worker.proved_sha256),
        proof=proof_words(worker, now),
        cpu=f"{worker.cpu:.1f}" if worker.pid else "-",
        rss=size(worker.rss) if worker.pid else "-",
        watches=str(worker.watches) if worker.pid else "-",
    )


class Columns(NamedTuple):
    """Cells of the columns whose width depends on the fleet and on the table; figures are shown only where there is room for them."""

    name: int
    pid: int
    figures: int  # how many of CPU, RSS, WATCH


_FIXED = 12 + 2 + 12 + 6 + 7  # proof, gaps, phase, runs, proves
_FIGURES = (("CPU%", 6), ("RSS", 5), ("WATCH", 6))


def columns(workers: Iterable[WorkerView], cells: int) -> Columns:
    """Names whole if they can be, then as many figures as fit."""
    known = list(workers)
    pid = max((len(str(w.pid or "-")) for w in known), default=3)
    pid = max(3, pid)
    longest = max((len(clean(w.name)) for w in known), default=4)
    name = max(4, min(longest, cells - _FIXED - pid, 40))
    room, figures = cells - _FIXED - pid - name, 0
    for _, width in _FIGURES:
        if room >= width:
            room, figures = room - width, figures + 1
    return Columns(name, pid, figures)


def head(c: Columns) -> Line:
    figures = "".join(f"{title:>{width}}" for title, width in _FIGURES[: c.figures])
    return ((f" {'PROOF':<11}{left('NAME', c.name)} {'PID':>{c.pid}} {'PHASE':<11} {'RUNS':<5} {'PROVES':<7}{figures}", "head"),)


def line(r: Row, c: Columns, cursor: bool) -> Line:
    role = ROLE.get(r.mark, "wrong")
    quiet = "dim" if r.mark in ("cordoned", "dead") else "text"
    shown = list(zip((r.cpu, r.rss, r.watches), _FIGURES, strict=True))[: c.figures]
    figures = "".join(f"{text:>{width}}" for text, (_, width) in shown)
    made: Line = (
        (CURSOR if cursor else " ", "accent"),
        (f"{MARKS.get(r.mark, NO)} {left(r.proof, 9)}", role),
        (left(r.name, c.name), "bold" if cursor else quiet),
        (f" {r.pid:>{c.pid}} ", "dim"),
        (left(r.phase, 11) + " ", _phase_role(r)),
        (f"{r.seq:<5} ", quiet),
        (f"{r.proves:<7}", role if r.mark == "drift" else quiet),
        (figures, "dim"),
    )
    return on_cursor(made) if cursor else made


def _phase_role(r: Row) -> str:
    if r.mark == "cordoned":
        return "dim"
    if r.mark == "dead" or r.phase in _BAD_PHASES:
        return "wrong"
    return "moving" if r.mark == "acked" else "text"


def order(workers: Sequence[WorkerView], before: Sequence[str], hold: bool) -> list[str]:
    """Names, troubled first, else as the View has them. hold: who was shown stays in place; newcomers come last."""
    names = [w.name for w in workers]
    if hold and before:
        living, shown = set(names), set(before)
        return [*(n for n in before if n in living), *(n for n in names if n not in shown)]
    return [w.name for w in sorted(workers, key=lambda w: _TROUBLE.get(w.mark, 1))]
