"""A worker as a row, the columns there are, and how figures are written. Pure: WorkerView in, text and roles out.

A row is compared to know whether its line must be drawn again, so it holds only what is visible: no age of a proof that is
fresh. While someone moves the cursor, or a rollout is in flight, the order stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from holdfast.core.view import View, WorkerView
from holdfast_console.glyphs import CURSOR, MARKED, MARKS, NO
from holdfast_console.text import Line, clean, left, on_cursor

TTL = 3.0  # seconds a proof is fresh: three rounds of attestation, one a second
ROLE = {"proven": "proven", "acked": "moving", "drift": "wrong", "silent": "silent", "dead": "wrong", "cordoned": "cordoned"}
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
    restarts: str
    marked: bool = False


def whose(view: View) -> str:
    """The service, and the source where it has a name."""
    return f"{view.service}/{view.source.name}" if view.source.name else view.service


def checksum(sha256: str) -> str:
    return sha256[:7] or "-"


def number(seq: int) -> str:
    return f"#{seq}" if seq else "-"


def proved_seq(worker: WorkerView) -> int:
    """The sequence number whose content it proves, from that version's label; 0 = none that we know. What it claims does not count."""
    tail = worker.proved_version.rpartition(".")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else 0


def ranges(names: Iterable[str]) -> list[str]:
    """api-1..4 log liar: neighbours that only their number tells apart are one."""
    made: list[tuple[str, int, int]] = []  # what stands before the number, the first and the last of them; -1 = no number
    for name in map(clean, names):
        digits = name[len(name.rstrip("0123456789")) :]
        head, n = (name.removesuffix(digits), int(digits)) if digits and not (digits[0] == "0" and digits != "0") else (name, -1)
        if made and n >= 0 and made[-1][0] == head and made[-1][2] == n - 1:
            made[-1] = (head, made[-1][1], n)
        else:
            made.append((head, n, n))
    return [head + ("" if first < 0 else str(first)) + (f"..{last}" if last > first else "") for head, first, last in made]


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


def countdown(seconds: float) -> str:
    """As age, but 9m12s while minutes are few."""
    s = max(0, int(seconds))
    return f"{s // 60}m{s % 60:02}s" if 60 <= s < 600 else age(s)


def span(seconds: float) -> str:
    """A limit of the settings: 0.5s, 30s, 24h00m"""
    return f"{seconds:g}s" if seconds < 60 else age(seconds)


def lasted(seconds: float) -> str:
    """0.8 s, 12s, 4m"""
    return age(seconds) if seconds >= 10 else f"{max(0.0, seconds):.1f} s"


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


def row(worker: WorkerView, now: float, marked: bool = False) -> Row:
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
        restarts=str(worker.restarts),
        marked=marked,
    )


class Column(NamedTuple):
    """cells 0: as wide as its widest. field: of Row."""

    title: str
    field: str
    cells: int
    right: bool = False


COLUMNS = {
    "pid": Column("PID", "pid", 0, True),
    "phase": Column("PHASE", "phase", 11),
    "runs": Column("RUNS", "seq", 5),
    "proves": Column("PROVES", "proves", 7),
    "cpu": Column("CPU%", "cpu", 5, True),
    "rss": Column("RSS", "rss", 4, True),
    "watches": Column("WATCH", "watches", 5, True),
    "restarts": Column("RESTARTS", "restarts", 8, True),
}  # PROOF and NAME are always there
USUAL = ("pid", "phase", "runs", "proves", "cpu", "rss", "watches")


class Columns(NamedTuple):
    """Cells of the name, and of each column that is shown: those that there is room for. before, after: how many are hidden there."""

    name: int
    shown: tuple[tuple[str, int], ...]
    before: int = 0
    after: int = 0


def columns(workers: Iterable[WorkerView], cells: int, chosen: Sequence[str] = USUAL, skip: int = 0) -> Columns:
    """Names whole if they can be, then as many of the chosen columns as fit, in that order, without the first `skip`."""
    known = list(workers)
    longest = max((cell_len(clean(w.name)) for w in known), default=4)
    widths = [(one, COLUMNS[one].cells or max((len(str(w.pid or "-")) for w in known), default=3)) for one in chosen]
    widths = [(one, max(3, width)) for one, width in widths]
    first = sum(width + 1 for one, width in widths if one in USUAL[:4])  # what a worker is and proves comes before figures
    name = max(min(longest, 16), min(longest, cells - _PROOF - first, 40))
    room, shown = cells - _PROOF - name, []
    for one, width in widths[skip:]:
        if room <= width:
            break
        room -= width + 1
        shown.append((one, width))
    return Columns(name, tuple(shown), skip, len(widths) - skip - len(shown))


_PROOF = 12  # cells of cursor, sign and proof


def _aligned(text: str, column: Column, width: int) -> str:
    return f" {text:>{width}}" if column.right else " " + left(text, width)


def head(c: Columns) -> Line:
    rest = "".join(_aligned(COLUMNS[one].title, COLUMNS[one], width) for one, width in c.shown)
    return ((f" {'PROOF':<11}{left('NAME', c.name)}{rest}", "head"),)


def line(r: Row, c: Columns, cursor: bool) -> Line:
    role = ROLE.get(r.mark, "wrong")
    quiet = "dim" if r.mark in ("cordoned", "dead") else "text"
    roles = {"phase": _phase_role(r), "runs": quiet, "proves": role if r.mark == "drift" else quiet}
    cells = ((_aligned(getattr(r, COLUMNS[one].field), COLUMNS[one], width), roles.get(one, "dim")) for one, width in c.shown)
    made: Line = (
        (MARKED if r.marked else CURSOR if cursor else " ", "accent"),
        (f"{MARKS.get(r.mark, NO)} {left(r.proof, 9)}", role),
        (left(r.name, c.name), "bold" if cursor or r.marked else quiet),
        *cells,
    )
    return on_cursor(made) if cursor else made


def _phase_role(r: Row) -> str:
    if r.mark == "cordoned":
        return "dim"
    if r.mark == "dead" or r.phase in _BAD_PHASES:
        return "wrong"
    return "moving" if r.mark == "acked" else "text"
