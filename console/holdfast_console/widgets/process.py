"""A worker's processes: what was started, whose it is and where it stands; and what they hold open, line by line."""

from __future__ import annotations

from holdfast.core.detail import Anatomy, Ear, Handle, ProcessView, Series
from holdfast.core.view import WorkerView
from holdfast_console.glyphs import WARN
from holdfast_console.rows import age
from holdfast_console.text import Line, clean, cut, rule, wrap
from holdfast_console.widgets import spark

_FIRST = 40  # watches of one instance that are listed by name


def lines(w: WorkerView, anatomy: Anatomy | None, series: Series | None, supervisor: int, cells: int, key: str) -> list[Line]:
    """The leader in full, the others counted. anatomy None: it is being asked for. key: what lists all they hold."""
    leader = _leader(anatomy)
    made: list[Line] = [_argv(w, leader, cells)]
    if leader:
        made += [
            _pair("cwd", cut(clean(leader.cwd) or "not to be seen", cells - 8)),
            _pair("user", f"{_user(leader)}   nice {leader.nice}   {leader.state}"),
            _pair("group", f"{leader.group}{_session(leader)}   parent {_parent(leader, supervisor)}"),
        ]
    return [*made, _counts(w, leader), *spark.lines(series, cells), *_notes(w, anatomy, cells, key)]


def compact(w: WorkerView, anatomy: Anatomy | None, series: Series | None, supervisor: int, cells: int, key: str) -> list[Line]:
    """The same in four lines, for a narrow terminal."""
    leader = _leader(anatomy)
    made: list[Line] = [_argv(w, leader, cells)]
    if leader:
        words = f"{_user(leader)} in {clean(leader.cwd) or '(not to be seen)'}  nice {leader.nice}  parent {_parent(leader, supervisor)}"
        made.append(_pair("user", cut(words, cells - 8)))
    return [*made, _counts(w, leader), *spark.one_line(series, cells), *_notes(w, anatomy, cells, key)]


def _leader(anatomy: Anatomy | None) -> ProcessView | None:
    return anatomy.processes[0] if anatomy and anatomy.processes else None


def _argv(w: WorkerView, leader: ProcessView | None, cells: int) -> Line:
    return _pair("argv", cut(clean(" ".join(leader.argv) if leader and leader.argv else w.command), cells - 8))


def _pair(name: str, text: str) -> Line:
    return ((f" {name:<6}", "dim"), (text, "text"))


def _user(one: ProcessView) -> str:
    return clean(one.user) or str(one.uid)


def _session(one: ProcessView) -> str:
    return " (own session)" if one.session == one.pid else f"  session {one.session}"


def _parent(one: ProcessView, supervisor: int) -> str:
    return f"{one.parent} supervisor" if one.parent == supervisor else f"{one.parent}, not the supervisor"


def _counts(w: WorkerView, leader: ProcessView | None) -> Line:
    return _pair("fds", f"{w.fds or (leader.fds if leader else 0)}   threads {w.threads or (leader.threads if leader else 0)}")


def _notes(w: WorkerView, anatomy: Anatomy | None, cells: int, key: str) -> list[Line]:
    """What an operator should know of these processes: there are more, one watches by itself, one cannot be looked into."""
    made: list[Line] = []
    if anatomy and (more := len(anatomy.processes) - 1 + anatomy.more_processes) > 0:
        made.append(_pair("", f"and {more} more in its session; {key} lists what they hold open"))
    if w.instances:
        words = f"{_many(w.instances, 'instance')}, {_many(w.watches, 'watch', 'es')}; {key} shows them"
        made.append(((f" {WARN} own watcher: ", "moving"), (words, "text")))
    return made + [((" " + row, "moving"),) for text in (anatomy.unseen if anatomy else ()) for row in wrap(text, cells - 2, 2)]


def _many(count: int, one: str, more: str = "s") -> str:
    return f"{count} {one}{'' if count == 1 else more}"


def past(w: WorkerView, now: float) -> list[Line]:
    """State, for how long, how often it was started again, how it ended last."""
    if not w.pid:
        return [((f" no process: {clean(w.life)}", "wrong"), (f"   restarts {w.restarts}", "dim")), *_last(w)]
    since = f" for {age(now - w.phase_at)}" if w.phase_at else ""
    first = ((f" pid {w.pid}  {clean(w.phase)}{since}  up {age(now - w.started_at)}", "text"), (f"   restarts {w.restarts}", "dim"))
    return [first, *_last(w)]


def _last(w: WorkerView) -> list[Line]:
    return [_pair("ended", clean(w.last_exit))] if w.last_exit else []


# -- what they hold open


def held(anatomy: Anatomy, cells: int) -> list[Line]:
    """Everything that was sent, by kind: counts, deleted files, sockets, inotify instances with their watches, files."""
    many = len(anatomy.processes) > 1
    gone = [one for one in anatomy.handles if one.deleted]
    sockets = [one for one in anatomy.handles if one.kind == "socket"]
    others = [one for one in anatomy.handles if one.what and not one.deleted and one.kind != "socket"]
    made = [_kinds(anatomy), *(((f" {clean(text)}", "moving"),) for text in anatomy.unseen)]
    for title, part, empty in (
        ("deleted files still open", gone, "none"), ("sockets", sockets, "none"), ("files and devices", others, "none"),
    ):  # fmt: skip
        made += [rule(((f"{title} ", "title"), (str(len(part)), "text")), (), cells), *(_handle(one, many) for one in part)]
        made += [] if part else [((f"  {empty}", "dim"),)]
        if title == "sockets":
            made += _inotify(anatomy, cells)
    return [*made, *([((f" and {anatomy.more_handles} more, not sent", "dim"),)] if anatomy.more_handles else [])]


def _kinds(anatomy: Anatomy) -> Line:
    words = " · ".join(f"{count} {clean(kind)}" for kind, count in anatomy.kinds.items())
    return ((f" {sum(anatomy.kinds.values())} open: ", "dim"), (words or "nothing that can be seen", "text"))


def _handle(one: Handle, many: bool) -> Line:
    whose = f"{one.pid:>7}" if many else ""
    words = clean(one.what) or f"inode {one.inode}, no address known"
    gone = (f"  inode {one.inode}, deleted", "moving") if one.deleted else ("", "text")
    kind = f" {one.kind}" if one.kind not in ("file", "socket") else ""
    return ((f" {whose} fd {one.fd:<4}{kind} ", "dim"), (words, "moving" if one.deleted else "text"), gone)


def _inotify(anatomy: Anatomy, cells: int) -> list[Line]:
    words = f"{_many(len(anatomy.ears), 'instance')}, {_many(sum(ear.watches for ear in anatomy.ears), 'watch', 'es')} of its own"
    made = [rule((("inotify ", "title"), (words, "text")), (), cells)]
    if not anatomy.ears:
        made.append((("  none: it leaves watching to the supervisor", "dim"),))
    for ear in anatomy.ears:
        made += _ear(ear)
    return made


def _ear(ear: Ear) -> list[Line]:
    made: list[Line] = [((f"  pid {ear.pid} fd {ear.fd}: ", "dim"), (_many(ear.watches, "watch", "es"), "text"))]
    for place in ear.places[:_FIRST]:
        where = clean(place.path) or f"inode {place.inode} on device {place.device >> 20}:{place.device & 0xFFFFF}"
        made.append((("    ", "dim"), (where, "text" if place.path else "dim")))
    if ear.watches > len(ear.places[:_FIRST]):
        made.append(((f"    and {ear.watches - len(ear.places[:_FIRST])} more", "dim"),))
    return made
