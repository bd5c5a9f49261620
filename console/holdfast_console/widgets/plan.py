"""A plan that has not been applied: its difference, what every worker says to it, the gate, and the field that approves it.

In a wide terminal the votes stand beside the difference, and below it where it is read side by side; in a narrow one `tab` goes through
difference, votes and impact, and who said no is always in view.
"""

from __future__ import annotations

from holdfast.core.words import Diff
from holdfast_console.glyphs import WARN
from holdfast_console.rows import checksum, countdown, number
from holdfast_console.text import EMPTY, Line, beside, box, clean, rule, wrap
from holdfast_console.widgets import diff as differences
from holdfast_console.widgets import impact, votes
from holdfast_console.widgets.approval import hint, prompt
from holdfast_console.widgets.scene import PANES, Scene, change, origin

_STEPS = {
    "Detected": "reading the new content",
    "Linting": "checking the new content: syntax, schema, size",
    "Preparing": "the workers are checking it",
    "Prepared": "approved: it is about to be rolled out",
}
SOON = 600.0  # seconds before its end from which on a plan that waits is shown to be in a hurry
LOW = 14  # lines from which on a narrow page has room for the votes as well


def lines(s: Scene) -> list[Line]:
    expiry = _expiry(s) if s.wide else ()
    title: Line = ((f"plan #{s.rollout.seq} ", "title"), ("NOT APPLIED", "moving"), *expiry, (f" · {origin(s.rollout, s.wide)}", "dim"))
    head = rule(title, change(s.rollout), s.cells)
    return [head, *(_wide(s, s.height - 1) if s.wide else _narrow(s, s.height - 1))]


def ended(s: Scene) -> list[Line]:
    """A plan that never moved anybody: why, who said what, and its difference."""
    r = s.rollout
    title: Line = ((f"plan #{r.seq} ended: ", "title"), (clean(r.outcome), "wrong"), (f" · {origin(r, s.wide)}", "dim"))
    why = [((f" {WARN if y == 0 else ' '} {row}", "wrong"),) for y, row in enumerate(wrap(r.reason, s.cells - 4, 4))]
    kept = f" No worker has moved: they keep {number(s.view.target_seq)} {checksum(s.view.target_sha256)}."
    made: list[Line] = [rule(title, change(r), s.cells), *why, ((kept, "text"),)]
    answered = [v for v in r.votes if v.vote in ("yes", "no")]
    if answered:
        made += [rule((("votes", "title"),), (), s.cells), *votes.lines(s, min(len(answered), s.height // 3))]
    made.append(rule((("difference", "title"),), (), s.cells))
    return [*made, *s.reader.window(_diff_lines(s, s.cells), s.height - len(made), s.keys["down"])]


def whole(s: Scene) -> list[Line]:
    """All of it under each other, for a file: nothing is scrolled away or cut to a pane."""
    r, many = s.rollout, len(s.rollout.votes)
    state = f"ended: {clean(r.outcome)}" if r.outcome else "NOT APPLIED"
    made: list[Line] = [rule(((f"plan #{r.seq} {state} · {origin(r, True)}", "title"),), change(r), s.cells)]
    made += [((f" {row}", "text"),) for row in wrap(r.reason, s.cells - 2)]
    parts: dict[str, list[Line]] = {
        "difference": _diff_lines(s, s.cells),
        "keys": impact.keys(s, s.cells),
        "votes": [votes.title(s), *votes.lines(s, many), votes.gate(s)],
        "refusals": votes.refusals(s, s.cells, 3 * many),
        "what a yes sets off": [*impact.touched(s, s.cells, many), *impact.course(s, s.cells, 3), *impact.command(s)],
        "tried before": impact.history(s, s.cells, 99),
    }
    for name, part in parts.items():
        made += [rule(((name, "title"),), (), s.cells), *part] if part else []
    return made


def _diff_lines(s: Scene, cells: int) -> list[Line]:
    if isinstance(s.diff, Diff):
        return s.reader.lines(s.diff, cells)
    if isinstance(s.diff, str):
        return [((f" {row}", "dim"),) for row in wrap(s.diff, cells - 2)]
    return [((" " + _STEPS.get(s.rollout.phase, "fetching the difference") + "…", "moving"),)]


def _wide(s: Scene, height: int) -> list[Line]:
    low = 12  # lines of the lower half: votes or keys, who is touched, approval
    half, high = s.cells // 2 - 3, height - low
    aside = s.reader.split(s.cells)
    part = s.reader.window(_diff_lines(s, s.cells if aside else half), high - 2, s.keys["down"])
    summary = differences.summary(s.diff) if isinstance(s.diff, Diff) else ""
    title: Line = (("  DIFF  ", "head"), (clean(s.view.source.path.rsplit("/", 1)[-1]) + "   ", "text"), (summary, "dim"))
    upper = [title, EMPTY, *part]
    if aside:
        upper = _padded(upper, high)
    else:
        upper = beside(upper, [votes.title(s), EMPTY, *votes.lines(s, high - 2)], half, high)
    return [*upper, *_lower(s, half, low, aside)]


def _lower(s: Scene, half: int, height: int, aside: bool) -> list[Line]:
    touched = impact.touched(s, half - 1, 2)
    room = height - 5 - len(touched)
    keys = votes.lines(s, room) if aside else differences.window(impact.keys(s, half), 0, room, s.keys["down"])
    title: Line = (("  ", "text"), *votes.title(s)) if aside else (("  KEYS", "head"),)
    lefts: list[Line] = [EMPTY, title, *_padded(keys, room), *touched, *impact.command(s), *impact.history(s, half - 1, 2)]
    refusals = votes.refusals(s, s.cells - half, 5)
    rights: list[Line] = [EMPTY, votes.gate(s), *refusals, *impact.course(s, s.cells - half, 5 - len(refusals), " ")]
    rights += [EMPTY] * (height - 5 - len(rights))
    rights += box((("APPROVE", "title"),), _approve(s), s.cells - half, 5, role="accent" if s.gate else "rule")
    return beside(lefts, rights, half, height)


def _narrow(s: Scene, height: int) -> list[Line]:
    low: list[Line] = [rule((("votes", "title"),), (), s.cells), votes.gate(s), *votes.refusals(s, s.cells, 2)]
    low += [rule((("approve", "title"),), (), s.cells), *_approve(s)]
    if height < LOW:  # the difference comes before the votes, which `tab` shows
        low = _approve(s)[1:] if s.gate else _approve(s)[:2]
    room = height - 1 - len(low)
    if s.pane == "votes":
        part = votes.lines(s, room)
    elif s.pane == "impact":
        keys, reach = impact.keys(s, s.cells), [*impact.touched(s, s.cells, 4), *impact.command(s), *impact.history(s, s.cells, 3)]
        course = impact.course(s, s.cells, room - len(reach) - len(keys))
        part = [*differences.window(keys, 0, room - len(reach) - len(course), s.keys["down"]), *course, *reach]
    else:
        part = s.reader.window(_diff_lines(s, s.cells), room, s.keys["down"])
    return [_switch(s), *_padded(part, room), *low]


def _switch(s: Scene) -> Line:
    """▐Diff▌ Votes  Impact"""
    names = [(f"▐{name.title()}▌", "tab") if name == s.pane else (f" {name.title()} ", "text") for name in PANES]
    summary = differences.summary(s.diff) if isinstance(s.diff, Diff) else ""
    return (*names, (f" {s.rollout.yes} yes {s.rollout.no} no   ", "dim"), (summary, "dim"), (f"   {s.keys['pane']}", "accent"))


def _padded(some: list[Line], height: int) -> list[Line]:
    return [*some, *[EMPTY] * (height - len(some))]


def _approve(s: Scene) -> list[Line]:
    r = s.rollout
    if s.newer:
        return [((f" {WARN} replaced by #{s.newer}: newer content, it is shown in a moment", "moving"),), EMPTY, EMPTY]
    if r.phase != "Awaiting":
        return [((f" {_STEPS.get(r.phase, r.phase)}…", "moving"),), EMPTY, EMPTY]
    stay = f", {r.no} stays behind" if r.no == 1 else f", {r.no} stay behind" if r.no else ""
    touched: Line = ((f" {r.yes} of {r.members} workers move{stay}", "text"), *(() if s.wide else _expiry(s)))
    if r.reason:
        touched = ((f" {WARN} {wrap(r.reason, s.cells - 6, 1)[0]}", "moving"),)
    if s.gate is not None:
        words = f"type the first 4 of the new checksum {r.sha256[:7]}:" if s.cells >= 60 else f"first 4 of {r.sha256[:7]}:"
        return [touched, prompt(s.gate, s.mono, words), hint(s.gate, "⏎ approves · esc leaves the plan as it is")]
    if s.barred:
        rows = wrap(s.barred, s.cells // 2 - 4 if s.wide else s.cells - 4, 2)
        return [touched, *(((f" {WARN if y == 0 else ' '} {row}", "moving"),) for y, row in enumerate(rows))]
    given = ": " + ", ".join(clean(a.by) for a in r.approvals) if r.approvals else ""
    some = "nothing moves before it is approved"
    if r.approvals_needed > 1:
        some = f"{len(r.approvals)} of {r.approvals_needed} approvals{given}"
    ways: Line = ((f" {s.keys['approve']} ", "accent"), ("approve…   ", "text"), (f"{s.keys['reject']} ", "accent"), ("reject", "text"))
    return [touched, ways, ((f" {some}", "dim"),)]


def _expiry(s: Scene) -> Line:
    """A plan that nobody approves ends by itself."""
    left_over = s.rollout.deadline_at - s.now
    if s.rollout.phase != "Awaiting" or not s.rollout.deadline_at:
        return ()
    role = "wrong" if left_over < 60 else "moving" if left_over < SOON else "dim"
    return ((f" · expires in {countdown(left_over)}", role),)
