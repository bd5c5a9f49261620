"""History: every version, newest first, and what going back to the one under the cursor would change.

`space` marks a version; then the difference is between that one and the one under the cursor.
"""

from __future__ import annotations

from holdfast.core.view import VersionView, View
from holdfast.core.words import Diff
from holdfast_console.bridge import Bridge
from holdfast_console.narrowing import VERSIONS
from holdfast_console.rows import checksum, number
from holdfast_console.screens.diff import missing
from holdfast_console.screens.page import OnePane, moved
from holdfast_console.screens.reader import Reader
from holdfast_console.store import Store
from holdfast_console.text import Line, rule
from holdfast_console.widgets import diff as painter
from holdfast_console.widgets import kept, took, versions
from holdfast_console.widgets.pane import Look
from holdfast_console.widgets.versions import Columns

LOW = 6  # lines: in fewer the difference is what is shown
SOUND, JOURNAL = 60.0, 60.0  # seconds that a reading again of a content, or of the whole journal, stands


class History(OnePane):
    key = "history"

    def __init__(self, look: Look, store: Store, bridge: Bridge) -> None:
        super().__init__(look, store, bridge)
        self.reader = Reader()  # of the preview
        self._chosen = 0  # a seq; 0 = the newest
        self._base = 0  # the seq that is marked; 0 = none
        self._top = 0
        self.filter = self._searched = VERSIONS.parse("")

    @property
    def known(self) -> tuple[VersionView, ...]:
        return self.store.view.versions if self.store.view else ()

    @property
    def versions(self) -> tuple[VersionView, ...]:
        """Those that are shown."""
        return tuple(v for v in self.known if self.filter.keeps(v))

    @property
    def cursor(self) -> int:
        return next((y for y, v in enumerate(self.versions) if v.seq == self._chosen), 0)

    @property
    def version(self) -> VersionView | None:
        found = self.versions
        return found[self.cursor] if found else None

    @property
    def base(self) -> VersionView | None:
        return next((v for v in self.known if v.seq == self._base), None)

    def mark(self) -> None:
        """The version under the cursor is what others are compared with; once more: it is not."""
        if self.version is not None:
            self._base = 0 if self._base == self.version.seq else self.version.seq
            self.paint()

    def clear(self) -> bool:
        """The mark goes first, then the filter."""
        had = bool(self._base or self.filter.text)
        if self._base:
            self._base = 0
        else:
            self.narrow("")
        return had

    @property
    def filtered(self) -> str:
        return self._searched.text.strip()

    @property
    def narrowed(self) -> str:
        return self.filter.text

    def narrow(self, text: str) -> str:
        """The cursor stays on its version where that is still shown."""
        chosen, self.filter = self.version, VERSIONS.parse(text)
        self._chosen = chosen.seq if chosen else 0
        if text.strip():
            self._searched = self.filter
        self.paint()
        return self.filter.problem or f"{len(self.versions)} of {len(self.known)}"

    def matches(self) -> list[bool]:
        return [self._searched.keeps(v) for v in self.versions]

    def to_line(self, place: int) -> None:
        self._to(self.versions[place].seq)
        self.paint()

    def _to(self, seq: int) -> None:
        self._chosen = seq
        self.reader.begin()

    def move(self, action: str) -> None:
        if found := self.versions:
            self._to(found[moved(self.cursor, len(found), action, self._room())].seq)
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
        self.bridge.keep(("journal",), "journal", JOURNAL)
        journal = kept.journal(self.store.answered(("journal",)), view.records, self.store.clock, size.width)
        lines = [versions.title(view, len(found), self.filter.text, journal, size.width), versions.head(self._columns())]
        lines += [self._line(v, v.seq == found[cursor].seq) for v in found[self._top : self._top + room]]
        if not found:
            lines.append(self._nothing())
        self.pane.show([*lines, *self._below(view, size.height - len(lines))])

    def _nothing(self) -> Line:
        if self.known:
            hidden = f"  the filter hides all {len(self.known)} versions; "
            return ((hidden, "dim"), (self.look.keys["back"], "accent"), (" shows them", "dim"))
        return (("  no version yet: the first content of the source becomes #1", "dim"),)

    def export(self) -> list[Line]:
        return [versions.head(self._columns()), *(self._line(v, cursor=False) for v in self.versions)]

    def _line(self, v: VersionView, cursor: bool) -> Line:
        return versions.line(v, self.store.clock, self._columns(), cursor=cursor, base=v.seq == self._base)

    def _columns(self) -> Columns:
        return versions.columns(self.versions, self.wide, self.size.width)

    # -- the version under the cursor

    def _below(self, view: View, height: int) -> list[Line]:
        v, base, keys = self.version, self.base, self.look.keys
        if v is None or height < 2:
            return []
        about = [*versions.about(v, self.size.width - 2), *self._took(v)] if height >= LOW else []
        if base is not None and base.seq != v.seq:
            title = _between("difference ", number(base.seq), number(v.seq), v)
            return self._difference(base.seq, v, title, about, height, [])
        if v.outcome == "open" and v.sha256 != view.target_sha256:
            title = _between("plan in flight ", number(view.target_seq), number(v.seq), v)
            last: list[Line] = [((f" {keys['plan']} ", "accent"), ("shows it with its votes", "dim"))]
            return self._difference(view.target_seq, v, title, about, height, last)
        if v.sha256 != view.target_sha256:
            title = _between("rollback preview ", number(view.target_seq), f"content of {number(v.seq)}", v)
            self.bridge.keep(("sound", v.seq), "sound", SOUND, version=str(v.seq))
            never = v.outcome if v.outcome.startswith(("refused", "rejected")) else ""
            foot = kept.foot(self.store.answered(("sound", v.seq)), self.size.width, keys["rollback"], never)
            return self._difference(view.target_seq, v, title, about, height, foot)
        words = "this is what should run" if v.seq == view.target_seq else f"{number(v.seq)} has the same bytes as what should run"
        down = keys["down"]
        hint = f"; choose another with {down}" if base else f"; {down} chooses an older one, {keys['base']} marks one to compare with"
        lines = [rule(((number(v.seq), "title"),), (), self.size.width), *about, ((f" {words}{hint}", "dim"),)]
        room = height - len(lines)
        return [*lines, *(kept.missing(view, self.size.width, room) if v.current and room > 0 else ())]

    def _difference(self, old: int, v: VersionView, title: Line, about: list[Line], height: int, last: list[Line]) -> list[Line]:
        """last: what stands below it."""
        answer = self.reader.ask(self.bridge, self.store, old, v.seq)
        lines = self.reader.lines(answer, self.size.width) if isinstance(answer, Diff) else missing(answer)
        end: Line = ((painter.summary(answer), "dim"),) if isinstance(answer, Diff) and self.size.width >= versions.NARROW else ()
        made = [rule(title, end, self.size.width), *about]
        return [*made, *self.reader.window(lines, height - len(made) - len(last), self.look.keys["diff"]), *last]

    def _took(self, v: VersionView) -> list[Line]:
        """Of what has ended: it does not change any more."""
        if v.outcome == "open":
            return []
        key = ("trace", v.seq, v.outcome)
        self.bridge.ask(key, "trace", version=str(v.seq))
        return [took.line(self.store.answered(key))]


def _between(word: str, old: str, new: str, v: VersionView) -> Line:
    return ((word, "title"), (f"{old} → {new} {checksum(v.sha256)}", "text"))
