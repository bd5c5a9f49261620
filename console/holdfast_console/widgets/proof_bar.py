"""How much of the fleet proves the target: a fraction, a bar, a verdict. Green is the part that is proven."""

from __future__ import annotations

from holdfast.core.view import View
from holdfast_console.glyphs import FULL, MARKS, VOID
from holdfast_console.text import Line

VERDICT_ROLE = {"CONVERGED": "proven", "MIXED": "wrong", "STALE": "moving", "UNPROVEN": "silent"}


def fraction(view: View) -> Line:
    whole = view.proven == view.total and view.total > 0
    role = "proven" if whole else "wrong" if view.drift else "moving"
    return (("PROOF ", "dim"), (f"{MARKS['proven']} {view.proven}/{view.total}", role))


def bar(part: int, whole: int, cells: int, role: str = "proven") -> Line:
    """A bar that is full only when everything is there, and empty only when nothing is."""
    full = cells * part // whole if whole else 0
    full = max(1, full) if part else 0
    return ((FULL * full, role), (VOID * (cells - full), "dim"))


def verdict(view: View) -> Line:
    word = view.verdict
    role = VERDICT_ROLE.get(word, "moving")
    if role == "proven" and view.proven != view.total:
        role = "moving"  # nothing is green that is not proven
    return ((word, role),)


def troubles(view: View) -> Line:
    """drift 1  silent 2  moving 4: what is not zero."""
    moving = sum(1 for w in view.workers if w.mark == "acked")  # who only checks a plan still proves what it runs
    counts = (("drift", view.drift, "wrong"), ("silent", view.silent, "silent"), ("moving", moving, "moving"))
    return tuple((f"  {word} {count}", role) for word, count, role in counts if count)
