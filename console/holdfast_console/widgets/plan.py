"""A plan that has not been applied: its difference, what every worker says to it, the gate, and the field that approves it.

In a wide terminal the votes stand beside the difference, and below it where it is read side by side; in a narrow one `tab` goes through
difference, votes and impact, and who said no is always in view.
"""

from __future__ import annotations

from holdfast.core.view import VoteView
from holdfast.core.words import Diff
from holdfast_console import past
from holdfast_console.glyphs import NO, WARN, YES
from holdfast_console.rows import checksum, countdown, lasted, number, ranges, span
from holdfast_console.text import EMPTY, Line, beside, box, clean, left, rule, wrap
from holdfast_console.widgets import diff as differences
from holdfast_console.widgets.approval import hint, prompt
from holdfast_console.widgets.lane import counted
from holdfast_console.widgets.proof_bar import bar
from holdfast_console.widgets.scene import PANES, Scene, change, origin

_VOTE = {"yes": (f"{YES} yes", "text"), "no": (f"{NO} NO", "wrong"), "waiting": ("… waiting", "moving"), "left-out": ("– not asked", "dim")}
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
        made += [rule((("votes", "title"),), (), s.cells), *_votes(s, min(len(answered), s.height // 3))]
    made.append(rule((("difference", "title"),), (), s.cells))
    return [*made, *s.reader.window(_diff_lines(s, s.cells), s.height - len(made), s.keys["down"])]


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
        upper = beside(upper, [_votes_title(s), EMPTY, *_votes(s, high - 2)], half, high)
    return [*upper, *_lower(s, half, low, aside)]


def _lower(s: Scene, half: int, height: int, aside: bool) -> list[Line]:
    room = height - 5 - len(_touched(s, half - 1, 2))
    keys = _votes(s, room) if aside else differences.window(_keys(s, half), 0, room, s.keys["down"])
    title: Line = (("  ", "text"), *_votes_title(s)) if aside else (("  KEYS", "head"),)
    lefts: list[Line] = [EMPTY, title, *_padded(keys, room), *_touched(s, half - 1, 2), *_command(s), *_history(s, half - 1, 2)]
    refusals = _refusals(s, s.cells - half, 5)
    rights: list[Line] = [EMPTY, _gate(s), *refusals, *_course(s, s.cells - half, 5 - len(refusals))]
    rights += [EMPTY] * (height - 5 - len(rights))
    rights += box((("APPROVE", "title"),), _approve(s), s.cells - half, 5, role="accent" if s.gate else "rule")
    return beside(lefts, rights, half, height)


def _narrow(s: Scene, height: int) -> list[Line]:
    low: list[Line] = [rule((("votes", "title"),), (), s.cells), _gate(s), *_refusals(s, s.cells, 2)]
    low += [rule((("approve", "title"),), (), s.cells), *_approve(s)]
    if height < LOW:  # the difference comes before the votes, which `tab` shows
        low = _approve(s)[1:] if s.gate else _approve(s)[:2]
    room = height - 1 - len(low)
    if s.pane == "votes":
        part = _votes(s, room)
    elif s.pane == "impact":
        keys, reach = _keys(s, s.cells), [*_touched(s, s.cells, 4), *_command(s), *_history(s, s.cells, 3)]
        course = _course(s, s.cells, room - len(reach) - len(keys))
        part = [*differences.window(keys, 0, room - len(reach) - len(course), s.keys["down"]), *course, *reach]
    else:
        part = s.reader.window(_diff_lines(s, s.cells), room, s.keys["down"])
    return [_switch(s), *_padded(part, room), *low]


def _switch(s: Scene) -> Line:
    """▐Diff▌ Votes  Impact"""
    names = [(f"▐{name.title()}▌", "tab") if name == s.pane else (f" {name.title()} ", "text") for name in PANES]
    summary = differences.summary(s.diff) if isinstance(s.diff, Diff) else ""
    return (*names, (f" {s.rollout.yes} yes {s.rollout.no} no   ", "dim"), (summary, "dim"), (f"   {s.keys['pane']}", "accent"))


def _keys(s: Scene, cells: int) -> list[Line]:
    return differences.keys(s.diff, cells - 2) if isinstance(s.diff, Diff) else []


def _touched(s: Scene, cells: int, limit: int) -> list[Line]:
    """Whom these keys reach: everybody who is bound to this source runs the whole of it."""
    names = [w.name for w in s.view.workers]
    member = f"{s.rollout.members or len(names)} of {len(names)} workers run this source: "
    rows = wrap(member + ", ".join(ranges(names)), cells - 12, limit)
    return [(("  TOUCHES  " if y == 0 else " " * 11, "head"), (row, "text")) for y, row in enumerate(rows)]


def _course(s: Scene, cells: int, room: int) -> list[Line]:
    """What a yes sets off: in which steps, and what takes it back by itself; where there is no room, less of it."""
    r, c = s.rollout, s.rollout.course
    if not c.commit_limit or room < 1:  # 0: an older supervisor does not say
        return []
    steps = " → ".join(c.waves) if c.waves else "everybody at once"
    steps += f", each holds {span(c.bake)}" if c.waves and c.bake else ""
    steps += ", then health is asked" if c.waves and c.health else ""
    if not r.base_seq or r.base_sha256 == r.sha256:
        back = "it stays: there is nothing else to go back to"
    else:
        limit = span(c.commit_limit)
        early = f"fewer than {r.gate} of {r.voters} prove it in {limit}, or a voter dies twice in {span(c.verify_window)}"
        back = f"back to #{r.base_seq} if " + (f"one of a wave dies, or does not prove it in {limit}" if c.waves else early)
    made: list[Line] = [(("  STEPS    ", "head"), (steps, "text"))]
    rows = wrap(back, cells - 12, min(2, room - 1)) if room > 1 else []
    return made + [(("  ON FAIL  " if y == 0 else " " * 11, "head"), (row, "text")) for y, row in enumerate(rows)]


def _command(s: Scene) -> list[Line]:
    return [(("  COMMAND  ", "head"), (s.command, "text"), (f"  {s.keys['copy']}", "accent"), (" copies", "dim"))] if s.command else [EMPTY]


def _history(s: Scene, cells: int, limit: int) -> list[Line]:
    """What of this was tried before and did not stay; where there is no room for all of it, the newest."""
    told = past.sentences(s.diff.changes, lasted) if isinstance(s.diff, Diff) else []
    rows = [row for _, row in _shared(told, cells - 12, limit, "more versions had some of it: the keys name them")]
    return [(("  HISTORY  " if y == 0 else " " * 11, "head"), (row, "moving")) for y, row in enumerate(rows)]


def _shared(told: list[str], cells: int, limit: int, rest: str) -> list[tuple[bool, str]]:
    """Sentences in at most `limit` lines, each in one at least: (whether it begins one, line). rest: of what has no room."""
    made: list[tuple[bool, str]] = []
    for place, words in enumerate(told):
        later = len(told) - place - 1
        if len(made) == limit - 1 and later:
            return [*made, (True, f"and {later + 1} {rest}")]
        made += [(y == 0, row) for y, row in enumerate(wrap(words, cells, max(1, limit - len(made) - later)))]
    return made


def _padded(some: list[Line], height: int) -> list[Line]:
    return [*some, *[EMPTY] * (height - len(some))]


def _votes_title(s: Scene) -> Line:
    answered = sum(1 for v in s.rollout.votes if v.vote in ("yes", "no"))
    return (("VOTES  ", "head"), (f"{answered} of {len(s.rollout.votes)} have answered", "dim"))


def _votes(s: Scene, height: int) -> list[Line]:
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


def _gate(s: Scene) -> Line:
    r = s.rollout
    yes, no = counted(r)
    won, lost = yes >= r.gate, r.voters - no < r.gate
    word = (f"{YES} enough", "text") if won else (f"{NO} cannot be reached", "wrong") if lost else ("… not yet", "moving")
    against = (f" · {no} no", "wrong" if no else "dim")
    gate = (f" · gate {r.gate} of {r.voters} ", "text")
    return ((" ", "text"), *bar(yes, r.voters, 12, "text"), (f"  {yes} yes", "text"), against, gate, word)


def _refusals(s: Scene, cells: int, limit: int) -> list[Line]:
    """The reasons of those who said no, in at most `limit` lines; who gives the same one is named with the others."""
    reasons: dict[str, list[str]] = {}
    for v in s.rollout.votes:
        if v.vote == "no":
            reasons.setdefault(f"{v.code} {v.error}".strip(), []).append(v.worker)
    told = [f"{', '.join(ranges(names))}: {why}" for why, names in reasons.items()]
    rows = _shared(told, cells - 4, limit, "more reasons to say no: the votes have them")
    return [((f" {NO if begins else ' '} {row}", "wrong"),) for begins, row in rows]


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
        rows = wrap(s.barred, s.cells // 2 if s.wide else s.cells - 4, 2)
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
