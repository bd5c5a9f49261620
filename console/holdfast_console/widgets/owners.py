"""Who watches, as lines: a row for each owner with its share, and where one of them watches.

Pure. The order is the operator's; the supervisor says of its own folders what it heard in each last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from holdfast.core.detail import Place
from holdfast.core.watched import Listening, Owner, words
from holdfast_console.glyphs import CURSOR, FULL, VOID, WARN
from holdfast_console.listing import natural
from holdfast_console.store import Clock
from holdfast_console.text import Line, clean, left, on_cursor, width, wrap

SUPERVISOR = "supervisor"
_BAR = 12  # cells
NARROW, WIDE = 60, 100  # cells: from there on there is room for pids and shares, and for a place and all about it in one line

# what comes first -> what is compared; None: as the supervisor lists them
ORDERS: dict[str, Callable[[Owner], Any] | None] = {
    "ours first": None,
    "most watches first": lambda one: -one.watches,
    "most instances first": lambda one: -one.instances,
    "by name": lambda one: natural(one.name or one.command),
    "by pid": lambda one: one.pid,
}


def order(owners: Sequence[Owner], name: str) -> tuple[Owner, ...]:
    compare = ORDERS.get(name)
    return tuple(sorted(owners, key=compare)) if compare is not None else tuple(owners)


def name_of(one: Owner) -> str:
    return clean(one.name) or f"({clean(one.command) or 'nameless'})"


def head(cells: int) -> Line:
    if cells < NARROW:
        return ((f"  {'OWNER':<14} {'WATCHES':>7} BIGGEST TREE", "head"),)
    return ((f"  {'OWNER':<18} {'PID':>7} {'INST':>4} {'WATCHES':>7} {'SHARE':<{_BAR}} BIGGEST TREE", "head"),)


def row(one: Owner, total: int, cells: int, cursor: bool) -> Line:
    filled = round(_BAR * one.watches / total) if total else 0
    own, narrow = one.name not in ("", SUPERVISOR), cells < NARROW
    made: Line = (
        (f"{CURSOR if cursor else ' '} ", "accent"),
        (left(name_of(one), 14 if narrow else 18), "bold" if cursor else "text" if one.name else "dim"),
        ("" if narrow else f" {one.pid:>7} {one.instances:>4}", "text"),
        (f" {one.watches:>7} ", "text"),
        ("" if narrow else FULL * filled + VOID * (_BAR - filled) + " ", "dim"),
        (f"{WARN} " if own and narrow else f"{WARN} own watcher  " if own else "", "moving"),
        ("the only listener  " if one.name == SUPERVISOR and cells >= WIDE else "", "dim"),
        (_tree(one), "dim"),
    )
    return on_cursor(made) if cursor else made


def _tree(one: Owner) -> str:
    """Its biggest tree, where paths are known, and how many watches are elsewhere."""
    if not one.watches:
        return "no watches"
    if not one.tree:
        return place_words(one.places[0]) + _more(one.watches - 1) if one.places else ""
    inside = f" ({one.in_tree})" if one.in_tree > 1 else ""
    return f"{clean(one.tree)}{inside}{_more(one.watches - max(1, one.in_tree))}"


def _more(count: int) -> str:
    return f" and {count} more" if count > 0 else ""


def place_words(place: Place) -> str:
    return clean(place.path) or f"inode {place.inode} on device {place.device >> 20}:{place.device & 0xFFFFF}"


# -- where


def places(one: Owner, folders: Sequence[Listening], clock: Clock, cells: int) -> list[Line]:
    """Each place that is listed, for what, and of the supervisor's own folders what was heard there last. folders: of the shown source."""
    heard = {(folder.device, folder.inode): folder for folder in folders} if one.name == SUPERVISOR else {}
    return [line for place in one.places for line in _place(place, heard.get((place.device, place.inode)), clock, cells)]


def _place(place: Place, heard: Listening | None, clock: Clock, cells: int) -> list[Line]:
    where = place_words(place) if place.path or heard is None else clean(heard.path)
    inode = f"inode {place.inode}" if place.path or heard is not None else ""
    last: Line = ((f"   last {_last(heard, clock)}", "text" if heard.at else "dim"),) if heard is not None else ()
    asked = words(place.mask)
    start: Line = ((f"    {where}", "text" if place.path else "dim"),)
    line = (*start, (f"   {inode}" if inode else "", "dim"), *last, (f"   {asked}", "dim"))
    if width(line) <= cells or cells >= WIDE:
        return [line]
    return [(*start, *last), *(((f"      {piece}", "dim"),) for piece in wrap(f"{inode}  {asked.replace('|', ' ')}", cells - 8, 2))]


def _last(heard: Listening, clock: Clock) -> str:
    if not heard.at:
        return "event: none yet"
    return f"event {clock.hms(heard.at)} {words(heard.event) or 'of another kind'} {clean(heard.name)}".rstrip()
