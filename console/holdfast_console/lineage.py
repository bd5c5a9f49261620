"""Undo and redo among the versions: which content was in use before this one, and which was left by going back.

Going back is a new version with old content, so the place in the line is that of the content: undo twice goes two contents back, and redo
comes forward again. Versions that were refused, or taken back by the supervisor, are not in the line.
"""

from __future__ import annotations

from holdfast.core.view import VersionView, View

_NEW = ("edit", "apply", "bootstrap")  # kinds that bring content of their own


def before(view: View) -> VersionView | None:
    """The content to go back to; None = there is none."""
    base, sha256 = _place(view)
    return next((v for v in view.versions if _ran(v) and v.seq < base and v.sha256 != sha256), None)


def after(view: View) -> VersionView | None:
    """The content that an undo has left; None = nothing was undone."""
    base, sha256 = _place(view)
    return next((v for v in reversed(view.versions) if _ran(v) and v.seq > base and v.sha256 != sha256), None) if base else None


def _place(view: View) -> tuple[int, str]:
    """The number whose content should run now, followed through versions that only repeat content; and its bytes."""
    known = {v.seq: v for v in view.versions}
    seq = view.target_seq
    while seq in known and known[seq].content_of:
        seq = known[seq].content_of
    return seq, view.target_sha256


def _ran(v: VersionView) -> bool:
    return v.kind in _NEW and v.outcome.startswith(("active", "superseded")) and bool(v.took or v.proved)
