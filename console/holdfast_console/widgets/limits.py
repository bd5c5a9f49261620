"""What happens by itself if nothing else does, and when: the way back at the commit limit, a pause that ends, a human who is needed."""

from __future__ import annotations

from holdfast.core.view import RolloutView
from holdfast_console.glyphs import WARN
from holdfast_console.rows import age
from holdfast_console.text import Line, clean, cut
from holdfast_console.widgets.scene import Scene

QUIET = 2.0  # seconds after the decision in which nobody is frightened: most rollouts are over by then
NEAR = 10.0  # seconds from which on it is urgent


def line(s: Scene) -> Line | None:
    """None: nothing happens by itself, or it is too early to say so."""
    r = s.rollout
    left = r.deadline_at - s.now
    if r.outcome or not r.deadline_at:
        return None
    words = _words(r, f"in {age(left)}" if left >= 0.5 else "now", s)
    return ((cut(f" {WARN} {words}", s.cells), "wrong" if left <= NEAR else "moving"),) if words else None


def _words(r: RolloutView, when: str, s: Scene) -> str:
    if r.phase == "Committing":
        return _committing(r, when) if s.now - r.decided_at >= QUIET else ""
    if r.phase == "Wave" and r.stage == "proving":
        return f"it goes back {when} unless the wave proves it: {_missing(r)}" if _missing(r) else ""
    if r.phase == "Paused":
        return f"it goes back {when} without a word: {s.keys['hold']} lets it go on, {s.keys['reject']} takes it back"
    if r.phase == "RollingBack":
        away = ", ".join(clean(lane.worker) for lane in r.lanes if lane.step < 5)  # also whoever cannot: all that live must be back
        return f"a human decides {when} unless all are back: {away}" if away else ""
    return ""


def _committing(r: RolloutView, when: str) -> str:
    """At the limit the voters are counted: enough proofs, and it stays; too few, and everybody goes back."""
    proving = {lane.worker for lane in r.lanes if lane.step == 5 and not lane.failed}
    proved = sum(1 for vote in r.votes if vote.critical and vote.worker in proving)
    if proved >= r.gate:
        return f"it goes on {when} without {_missing(r)}" if _missing(r) else ""
    if not r.base_seq or r.base_sha256 == r.sha256:
        return f"it stays, there is nothing else to run: not proved by {_missing(r)}"
    return f"automatic revert {when}: proved by {proved}, needed {r.gate}; not {_missing(r)}"


def _missing(r: RolloutView) -> str:
    """Those that something is still expected of."""
    return ", ".join(clean(lane.worker) for lane in r.lanes if lane.step < 5 and not lane.failed and not lane.word.startswith("wave "))
