"""Verbs that look: they change nothing."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence

import holdfast
from holdfast.api.client import Client
from holdfast.api.routes import Refused
from holdfast.core.trace import TraceView
from holdfast_console import find, out, tables


def client(args: Namespace) -> Client:
    return Client(find.socket_path(args.socket, args.config), read_only=args.readonly, source=args.source or "")


def each(args: Namespace) -> list[Client]:
    """A client for every source that is meant: the one that is named, else all there are."""
    door = client(args)
    return [door] if door.source else [door.at(name) for name in door.call("version").sources]


def look() -> tables.Look:
    """How things are shown where stdout goes."""
    glyphs = {"ascii": False, "unicode": True}.get(
        os.environ.get("HOLDFAST_GLYPHS", ""), (sys.stdout.encoding or "").lower().startswith("utf")
    )
    return tables.Look(time.time(), out.colours(), _width(), glyphs)


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns)
    return os.get_terminal_size(1).columns if sys.stdout.isatty() else 80


def version() -> int:
    out.say([f"holdfast {holdfast.__version__}"])
    return out.DONE


def status(args: Namespace) -> int:
    door = client(args)
    views = (door.view(),) if door.source else door.call("views")
    if args.json:
        out.say_json(views if len(views) > 1 else views[0])
    else:
        out.say(_under_each_other([tables.status(view, look()) for view in out.tamed(views)]))
    return out.DONE if all(view.verdict == "CONVERGED" for view in views) else out.NOT_CONVERGED


def _under_each_other(parts: Sequence[Iterable[str]]) -> Iterator[str]:
    """With an empty line between two."""
    for number, part in enumerate(parts):
        yield from [""] * bool(number)
        yield from part


def _headed(doors: Sequence[Client], parts: Sequence[Iterable[str]]) -> Iterable[str]:
    """Where there are several, each with its source's name above it."""
    if len(doors) == 1:
        return parts[0]
    heads = [look().paint(f"source {out.clean(door.source)}", "strong") for door in doors]
    return _under_each_other([[head, *part] for head, part in zip(heads, parts, strict=True)])


def _json_of_each(doors: Sequence[Client], name: str, found: Sequence[object]) -> None:
    """The value itself where there is one source, else a list of {source, NAME}."""
    several = [{"source": door.source, name: value} for door, value in zip(doors, found, strict=True)]
    out.say_json(several if len(doors) > 1 else found[0])


def worker(args: Namespace) -> int:
    found = client(args).call("worker", worker=args.worker)
    if args.json:
        out.say_json(found)
    else:
        from holdfast_console import tables_worker  # not for every verb

        out.say(tables_worker.worker(out.tamed(found), look()))
    return out.DONE if found.worker.mark in ("proven", "cordoned") else out.NOT_CONVERGED


def watches(args: Namespace) -> int:
    door = client(args)
    tested = door.call("probe") if args.test else None
    found = door.call("watches")
    if args.json:
        out.say_json(found)
    else:
        from holdfast_console import tables_watches  # not for every verb

        if tested is not None:
            out.say([f"test: heard after {tested.took * 1000:.1f} ms"])
        out.say(tables_watches.watches(out.tamed(found)))
    return out.DONE


def plan(args: Namespace) -> int:
    doors = each(args)
    found = [door.call("plan") for door in doors]
    if args.json:
        _json_of_each(doors, "plan", found)
    else:
        none = ["no plan is open; `holdfast history` shows the last ones"]
        parts = [
            none if one is None else tables.plan(one, look(), out.clean(door.source))
            for door, one in zip(doors, out.tamed(found), strict=True)
        ]
        out.say(_headed(doors, parts))
    return out.DONE


def diff(args: Namespace) -> int:
    found = client(args).call("diff", old=args.old, new=args.new, full=args.full)
    if args.json:
        out.say_json(found)
    else:
        out.say(tables.diff(out.tamed(found), look()))
    return out.DONE


def history(args: Namespace) -> int:
    doors = each(args)
    found = [door.call("history", limit=args.lines) for door in doors]
    if args.json:
        _json_of_each(doors, "versions", found)
    else:
        out.say(_headed(doors, [tables.history(versions) for versions in out.tamed(found)]))
    return out.DONE


def proofs(args: Namespace) -> int:
    door = client(args)
    found, sound = door.call("proofs", version=args.version), door.call("sound", version=args.version)
    if args.json:
        out.say_json({"proofs": found, "sound": sound})
    else:
        from holdfast_console import tables_archive  # not for every verb

        out.say(tables_archive.proofs(out.tamed(found), out.tamed(sound), look()))
    return out.FAILED if found.journal.problem or sound.problem else out.DONE


def journal(args: Namespace) -> int:
    doors = each(args)
    found = [door.call("journal") for door in doors]
    if args.json:
        _json_of_each(doors, "journal", found)
    else:
        from holdfast_console import tables_archive  # not for every verb

        out.say(_headed(doors, [list(tables_archive.journal(one)) for one in out.tamed(found)]))
    return out.FAILED if any(one.problem for one in found) else out.DONE


def trace(args: Namespace) -> int:
    """Of several sources the last plan of each; a number is a plan of one of them, and that has to be named."""
    doors = [client(args)] if args.version else each(args)
    found = [_traced(door, args.version, alone=len(doors) == 1) for door in doors]
    if args.json:
        _json_of_each(doors, "trace", [one if isinstance(one, TraceView) else None for one in found])
    else:
        from holdfast_console import trace as painter  # the other verbs do without it

        parts = [painter.trace(one, look(), args.all) if isinstance(one, TraceView) else [one] for one in out.tamed(found)]
        out.say(_headed(doors, parts))
    return out.DONE


def _traced(door: Client, version: str, alone: bool) -> TraceView | str:
    """Where others have one, that this source has none is only said."""
    try:
        found: TraceView = door.call("trace", version=version)
    except Refused as no:
        if alone:
            raise
        return str(no)
    return found


def export(args: Namespace) -> int:
    if sys.stdout.isatty():
        raise out.Stop(f"cannot export to a terminal: these are raw bytes; holdfast export {args.version} > file", out.USAGE)
    sys.stdout.buffer.write(client(args).call("export", version=args.version))
    sys.stdout.buffer.flush()
    return out.DONE


def events(args: Namespace) -> int:
    door = client(args)
    kept = door.call("events")[-args.lines :] if args.lines else ()
    if args.json and not args.follow:
        out.say_json(kept)
        return out.DONE
    show = _as_json if args.json else lambda event: out.say([tables.event(out.tamed(event), look())])
    for event in kept:
        show(event)
    if args.follow:
        after = kept[-1].id if kept else max((event.id for event in door.call("events")), default=0)
        for event in door.stream("events", after=after):
            show(event)
    return out.DONE


def logs(args: Namespace) -> int:
    door = client(args)
    if not args.follow:
        lines = door.call("logs", worker=args.worker, lines=args.lines)
        if args.json:
            out.say_json(lines)
        else:
            out.say(out.tamed(lines))
        return out.DONE
    for line in door.stream("logs", worker=args.worker, lines=args.lines):
        if args.json:
            _as_json(line)
        else:
            out.say([out.clean(line)])
    return out.DONE


def _as_json(value: object) -> None:
    out.say_json(value, pretty=False)
