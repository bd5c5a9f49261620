"""The end of a rollout, said to somebody who looks elsewhere: the terminal's bell, and a notification (OSC 9) where it knows them.

tmux takes the bell itself and hands nothing else on, unless it is wrapped for the terminal behind it and `allow-passthrough` is on.
"""

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


def notification(text: str, tmux: bool) -> str:
    """What the terminal is sent. text: without control characters. tmux: the terminal is one of its panes."""
    told = f"\x1b]9;{text}\x07"
    wrapped = "\x1bPtmux;" + told.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    return "\x07" + (wrapped if tmux else told)
