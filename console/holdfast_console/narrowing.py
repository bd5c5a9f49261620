"""What can be typed after `/` in History and in Events. Pure; the words themselves are grammar.py's."""

from __future__ import annotations

from functools import lru_cache

from holdfast.core.view import EventView, VersionView
from holdfast_console.grammar import Filter, Grammar
from holdfast_console.text import clean


def _people(v: VersionView) -> str:
    return " ".join((v.author, *v.approved_by))


def _state(v: VersionView) -> str:
    """Also in the words of others."""
    return f"{v.outcome} reverted" if v.outcome == "rolled back" else v.outcome


VERSIONS: Grammar[VersionView] = Grammar(
    hay=lambda v: clean(f"#{v.seq} {v.version} {v.sha256[:12]} {v.kind} {v.outcome} {_people(v)} {v.note}"),
    name=lambda v: v.version,
    texts={
        "by": _people, "state": _state, "kind": lambda v: v.kind, "version": lambda v: v.version, "bytes": lambda v: v.sha256,
        "note": lambda v: v.note,
    },
    figures={"seq": lambda v: v.seq, "proved": lambda v: v.proved, "members": lambda v: v.members, "took": lambda v: v.took},
)  # fmt: skip

EVENTS: Grammar[EventView] = Grammar(
    hay=lambda e: clean(f"{e.worker or 'fleet'} #{e.seq} {e.text}"),
    name=lambda e: e.worker or "fleet",
    texts={"worker": lambda e: e.worker or "fleet", "level": lambda e: e.level, "text": lambda e: e.text},
    figures={"plan": lambda e: e.seq, "id": lambda e: e.id},
)


@lru_cache(maxsize=8)
def events(text: str) -> Filter[EventView]:
    """Read once for a thousand lines."""
    return EVENTS.parse(text)
