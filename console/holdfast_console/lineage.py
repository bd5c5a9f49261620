"""Undo and redo among the versions: which content was in use before this one, and which was left by going back.

Going back is a new version with old content, so the place in the line is that of the content: undo twice goes two contents back, and redo
comes forward again. Versions that were refused, or taken back, are not in the line; only while such a way back is the last thing that
happened, undo proposes once more what it took back, whoever did it: an operator, or the supervisor.
"""

from __future__ import annotations

from holdfast.core.view import VersionView, View

_NEW = ("edit", "apply", "bootstrap")  # kinds that bring content of their own


def before(view: View) -> VersionView | None:
    """The content to go back to; None = there is none."""
    base, sha256 = _place(view)
    if (taken := _taken_back(view)) is not None:
        return taken
    return next((v for v in view.versions if _ran(v) and v.seq < base and v.sha256 != sha256), None)


def after(view: View) -> VersionView | None:
    """The content that an undo has left; None = nothing was undone."""
    base, sha256 = _place(view)
    return next((v for v in reversed(view.versions) if _ran(v) and v.seq > base and v.sha256 != sha256), None) if base else None


def _taken_back(view: View) -> VersionView | None:
    """Where the last thing that happened was a way back, the inverse is what it took back."""
    last = next((v for v in view.versions if v.seq == view.target_seq), None)
    if last is None or last.kind != "revert":
        return None
    return next((v for v in view.versions if v.seq < last.seq and v.outcome == "rolled back" and v.sha256 != last.sha256), None)


def _place(view: View) -> tuple[int, str]:
    """The number whose content should run now, followed through versions that only repeat content; and its bytes."""
    known = {v.seq: v for v in view.versions}
    seq = view.target_seq
    while seq in known and known[seq].content_of:
        seq = known[seq].content_of
    return seq, view.target_sha256


def _ran(v: VersionView) -> bool:
    return v.kind in _NEW and v.outcome.startswith(("active", "superseded")) and bool(v.took or v.proved)
