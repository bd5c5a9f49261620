"""What every worker says to a plan, whether that is enough, and why who said no did."""

from __future__ import annotations

from holdfast.core.view import VoteView
from holdfast_console.glyphs import NO, YES
from holdfast_console.rows import ranges
from holdfast_console.text import Line, clean, left, wrap
from holdfast_console.widgets import diff as differences
from holdfast_console.widgets.lane import counted
from holdfast_console.widgets.proof_bar import bar
from holdfast_console.widgets.scene import Scene

_VOTE = {"yes": (f"{YES} yes", "text"), "no": (f"{NO} NO", "wrong"), "waiting": ("… waiting", "moving"), "left-out": ("– not asked", "dim")}


def title(s: Scene) -> Line:
    answered = sum(1 for v in s.rollout.votes if v.vote in ("yes", "no"))
    return (("VOTES  ", "head"), (f"{answered} of {len(s.rollout.votes)} have answered", "dim"))


def lines(s: Scene, height: int) -> list[Line]:
    """Who said no comes first."""
    sorted_votes = sorted(s.rollout.votes, key=lambda v: {"no": 0, "waiting": 1, "yes": 2}.get(v.vote, 3))
    return differences.window([_vote(v, s.names) for v in sorted_votes], 0, height, s.keys["down"])


def _vote(v: VoteView, names: int) -> Line:
    words, role = _VOTE.get(v.vote, (v.vote, "text"))
    words += "" if v.critical else " (advice)"  # it is asked, and does not count for the gate
    took = f"{v.ms:.0f} ms" if v.ms else ""
    spans: list[tuple[str, str]] = [(f" {left(clean(v.worker), names)} ", "text"), (left(words, 15), role)]
    if v.vote == "no":
        return (*spans, (clean(f"{v.code} {v.error}".strip()), "wrong"))
    spans.append((f"{took:>7} ", "dim"))
    for check in v.checks:
        spans.append((f" {YES if check.ok else NO} {clean(check.name)} {check.ms:.0f}ms", "dim" if check.ok else "wrong"))
    return tuple(spans)


def gate(s: Scene) -> Line:
    r = s.rollout
    yes, no = counted(r)
    won, lost = yes >= r.gate, r.voters - no < r.gate
    word = (f"{YES} enough", "text") if won else (f"{NO} cannot be reached", "wrong") if lost else ("… not yet", "moving")
    against = (f" · {no} no", "wrong" if no else "dim")
    needed = (f" · gate {r.gate} of {r.voters} ", "text")
    return ((" ", "text"), *bar(yes, r.voters, 12, "text"), (f"  {yes} yes", "text"), against, needed, word)


def refusals(s: Scene, cells: int, limit: int) -> list[Line]:
    """The reasons of those who said no, in at most `limit` lines; who gives the same one is named with the others."""
    reasons: dict[str, list[str]] = {}
    for v in s.rollout.votes:
        if v.vote == "no":
            reasons.setdefault(f"{v.code} {v.error}".strip(), []).append(v.worker)
    told = [f"{', '.join(ranges(names))}: {why}" for why, names in reasons.items()]
    rows = shared(told, cells - 4, limit, "more reasons to say no: the votes have them")
    return [((f" {NO if begins else ' '} {row}", "wrong"),) for begins, row in rows]


def shared(told: list[str], cells: int, limit: int, rest: str) -> list[tuple[bool, str]]:
    """Sentences in at most `limit` lines, each in one at least: (whether it begins one, line). rest: of what has no room."""
    made: list[tuple[bool, str]] = []
    for place, words in enumerate(told):
        later = len(told) - place - 1
        if len(made) == limit - 1 and later:
            return [*made, (True, f"and {later + 1} {rest}")]
        made += [(y == 0, row) for y, row in enumerate(wrap(words, cells, max(1, limit - len(made) - later)))]
    return made
