"""Figures and the table they are shown in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table. goal and ratio may be ''; met None: shown for comparison only; why: what a missed goal is missed for."""

    figure: str
    goal: str
    measured: str
    ratio: str = ""
    met: bool | None = None
    why: str = ""


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which that share of them lies; 0.5 is the median."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median(values: Iterable[float]) -> float:
    return percentile(values, 0.5)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"


def spread(values: Sequence[float]) -> str:
    """p50 / p99 of seconds, and how many."""
    return f"p50 {ms(percentile(values, 0.5))}, p99 {ms(percentile(values, 0.99))} ({len(values)})"


def markdown(rows: Sequence[Row]) -> str:
    """The table as Markdown, its columns aligned, so that it can be read as it is."""
    return _table(
        ("figure", "goal", "measured", "ratio", "met"),
        [(r.figure, r.goal, r.measured, r.ratio, {None: "", True: "yes", False: "**missed**"}[r.met]) for r in rows],
    )


def goals(rows: Sequence[Row]) -> str:
    """Those that have a goal, and why it is missed where it is."""
    return _table(
        ("figure", "goal", "measured", "met"),
        [(r.figure, r.goal, r.ratio or r.measured, "yes" if r.met else f"**missed**: {r.why}") for r in rows if r.met is not None],
    )


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    shown = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines]
    return "\n".join([shown[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *shown[1:]])
