"""History: every version, newest first, and what going back to the one under the cursor would change."""

from __future__ import annotations

from holdfast.core.view import VersionView, View
from holdfast.core.words import Diff
from holdfast_console.glyphs import CURSOR, DOT
from holdfast_console.rows import checksum, number
from holdfast_console.screens.diff import body
from holdfast_console.screens.page import OnePane, moved
from holdfast_console.text import Line, clean, left, on_cursor, rule
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets import took

_BAD = ("rejected", "refused", "aborted", "rolled back", "stuck")


class History(OnePane):
    key = "history"
    _chosen = 0  # a seq; 0 = the newest
    _top = 0

    @property
    def versions(self) -> tuple[VersionView, ...]:
        return self.store.view.versions if self.store.view else ()

    @property
    def cursor(self) -> int:
        return next((y for y, v in enumerate(self.versions) if v.seq == self._chosen), 0)

    @property
    def version(self) -> VersionView | None:
        found = self.versions
        return found[self.cursor] if found else None

    def move(self, action: str) -> None:
        if found := self.versions:
            self._chosen = found[moved(self.cursor, len(found), action, self._room())].seq
        self.paint()

    def _room(self) -> int:
        """Lines of the list; the preview has the rest, at least half of the screen."""
        return max(3, min(len(self.versions), self.size.height // 2 - 2))

    def paint(self) -> None:
        view, size = self.store.view, self.size
        if view is None or not size.width:
            return
        found, room, cursor = self.versions, self._room(), self.cursor
        self._top = max(cursor - room + 1, min(self._top, cursor, max(0, len(found) - room)))
        shown = found[self._top : self._top + room]
        title: Line = (("history ", "title"), (f"{len(found)} versions, newest first; ", "dim"), (DOT, "accent"), (" should run", "dim"))
        head = rule(title, ((f"{view.records} records in the journal", "dim"),), size.width)
        lines = [head, _head(self.wide), *(self._line(v, v.seq == found[cursor].seq) for v in shown)]
        if not found:
            lines.append((("  no version yet: the first content of the source becomes #1", "dim"),))
        self.pane.show([*lines, *self._preview(view, size.height - len(lines))])

    def export(self) -> list[Line]:
        return [_head(self.wide), *(self._line(v, cursor=False) for v in self.versions)]

    def _line(self, v: VersionView, cursor: bool) -> Line:
        took = f"{v.took:.1f}s" if v.took else "–"
        by = clean(v.author) if not v.approved_by else ", ".join(clean(a) for a in v.approved_by)
        outcome = f"{clean(v.outcome)} {v.proved}/{v.members}" if v.proved and "of" not in v.outcome else clean(v.outcome)
        role = "wrong" if v.outcome.startswith(_BAD) else "moving" if v.outcome == "open" else "text"
        made: Line = (
            (CURSOR if cursor else " ", "accent"),
            (DOT if v.current else " ", "accent"),
            (f"{number(v.seq):>5} ", "bold" if cursor else "text"),
            (f"{self.store.clock.day(v.at)} " if self.wide else "", "dim"),
            (f"{left(clean(v.version), 20)} ", "text"),
            (f"{checksum(v.sha256):<7} ", "text"),
            (left(outcome, 16) + " ", role),
            (f"{took:>6} ", "dim"),
            (left(by, 20 if self.wide else 8) + " ", "text"),
            (clean(_note(v)), "dim"),
        )
        return on_cursor(made) if cursor else made

    def _preview(self, view: View, height: int) -> list[Line]:
        v = self.version
        if v is None or height < 2:
            return []
        if v.sha256 == view.target_sha256:
            words = "this is what should run" if v.seq == view.target_seq else f"#{v.seq} has the same bytes as what should run"
            here: Line = ((f" {words}; choose an older version with j", "dim"),)
            return [rule(((f"#{v.seq}", "title"),), (), self.size.width), *self._took(v), here]
        key = ("diff", view.target_seq, v.seq)
        self.bridge.ask(key, "diff", old=str(view.target_seq), new=str(v.seq))
        answer = self.store.answered(key)
        change = f"{number(view.target_seq)} → content of {number(v.seq)} {checksum(v.sha256)}"
        title: Line = (("rollback preview ", "title"), (change, "text"))
        end: Line = ((painter.summary(answer), "dim"),) if isinstance(answer, Diff) else ()
        lines = painter.lines(answer) if isinstance(answer, Diff) else body(answer, self.size.width)
        last: Line = ((" b ", "accent"), ("draws this up as a plan: nothing moves before it is approved", "dim"))
        head = [rule(title, end, self.size.width), *self._took(v)]
        return [*head, *painter.window(lines, 0, height - len(head) - 1, "D"), last]

    def _took(self, v: VersionView) -> list[Line]:
        """Of what has ended: it does not change any more."""
        if v.outcome == "open":
            return []
        key = ("trace", v.seq, v.outcome)
        self.bridge.ask(key, "trace", version=str(v.seq))
        return [took.line(self.store.answered(key))]


def _note(v: VersionView) -> str:
    if v.content_of:
        return f"{v.kind} to #{v.content_of} {v.note}".strip()
    return v.note or v.kind


def _head(wide: bool) -> Line:
    """In a narrow terminal the version's label says when."""
    when, by = (f"{'WHEN':<15}", 20) if wide else ("", 8)
    return ((f"     ID {when}{'VERSION':<20} {'BYTES':<7} {'OUTCOME':<16} {'TOOK':>6} {'BY':<{by}} NOTE", "head"),)
