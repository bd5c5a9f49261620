"""What a plan brings with it: which keys, whom they reach, in which steps it goes, what takes it back, and what of it was tried before."""

from __future__ import annotations

from holdfast.core.words import Diff
from holdfast_console import past
from holdfast_console.rows import lasted, ranges, span
from holdfast_console.text import EMPTY, Line, wrap
from holdfast_console.widgets import diff as differences
from holdfast_console.widgets import votes
from holdfast_console.widgets.scene import Scene


def keys(s: Scene, cells: int) -> list[Line]:
    return differences.keys(s.diff, cells - 2) if isinstance(s.diff, Diff) else []


def touched(s: Scene, cells: int, limit: int) -> list[Line]:
    """Whom these keys reach: everybody who is bound to this source runs the whole of it."""
    names = [w.name for w in s.view.workers]
    member = f"{s.rollout.members or len(names)} of {len(names)} workers run this source: "
    rows = wrap(member + ", ".join(ranges(names)), cells - 12, limit)
    return [(("  TOUCHES  " if y == 0 else " " * 11, "head"), (row, "text")) for y, row in enumerate(rows)]


def course(s: Scene, cells: int, room: int, indent: str = "  ") -> list[Line]:
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
    made: list[Line] = [((f"{indent}STEPS    ", "head"), (steps, "text"))]
    rows = wrap(back, cells - 12, min(2, room - 1)) if room > 1 else []
    return made + [((indent + ("ON FAIL  " if y == 0 else " " * 9), "head"), (row, "text")) for y, row in enumerate(rows)]


def command(s: Scene) -> list[Line]:
    return [(("  COMMAND  ", "head"), (s.command, "text"), (f"  {s.keys['copy']}", "accent"), (" copies", "dim"))] if s.command else [EMPTY]


def history(s: Scene, cells: int, limit: int) -> list[Line]:
    """What of this was tried before and did not stay; where there is no room for all of it, the newest."""
    told = past.sentences(s.diff.changes, lasted) if isinstance(s.diff, Diff) else []
    rows = [row for _, row in votes.shared(told, cells - 12, limit, "more versions had some of it: the keys name them")]
    return [(("  HISTORY  " if y == 0 else " " * 11, "head"), (row, "moving")) for y, row in enumerate(rows)]
