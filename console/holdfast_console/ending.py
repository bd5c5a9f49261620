"""The end of a rollout, said to somebody who looks elsewhere: the terminal's bell, and a notification (OSC 9) where it knows them."""

from __future__ import annotations

from holdfast.core.view import View
from holdfast_console.text import clean
from holdfast_console.widgets.scene import unmoved


def words(before: View | None, view: View | None) -> str:
    """What to say of what ended between these two Views; '' = nothing that had moved anybody."""
    if before is None or view is None or view.last is None or unmoved(view.last):
        return ""
    same = (before.epoch, before.source.name) == (view.epoch, view.source.name)
    if not same or (before.last is not None and before.last.seq == view.last.seq):
        return ""
    last = view.last
    return clean(f"{view.service}: #{last.seq} {last.outcome}, {view.proven} of {view.total} proven")


def notification(text: str) -> str:
    """What the terminal is sent. text: without control characters."""
    return f"\x07\x1b]9;{text}\x07"
