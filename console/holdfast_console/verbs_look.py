"""Verbs that look: they change nothing."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace

import holdfast
from holdfast.api.client import Client
from holdfast_console import find, out, tables


def client(args: Namespace) -> Client:
    return Client(find.socket_path(args.socket, args.config), read_only=args.readonly)


def look() -> tables.Look:
    """How things are shown where stdout goes."""
    return tables.Look(time.time(), out.colours(), _width(), (sys.stdout.encoding or "").lower().startswith("utf"))


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns)
    return os.get_terminal_size(1).columns if sys.stdout.isatty() else 80


def version() -> int:
    out.say([f"holdfast {holdfast.__version__}"])
    return out.DONE


def status(args: Namespace) -> int:
    view = client(args).view()
    if args.json:
        out.say_json(view)
    else:
        out.say(tables.status(view, look()))
    return out.DONE if view.verdict == "CONVERGED" else out.NOT_CONVERGED


def worker(args: Namespace) -> int:
    found = client(args).call("worker", worker=args.worker)
    if args.json:
        out.say_json(found)
    else:
        from holdfast_console import tables_worker  # not for every verb

        out.say(tables_worker.worker(found, look()))
    return out.DONE if found.worker.mark in ("proven", "cordoned") else out.NOT_CONVERGED


def plan(args: Namespace) -> int:
    found = client(args).call("plan")
    if args.json:
        out.say_json(found)
    else:
        out.say(["no plan is open; `holdfast history` shows the last ones"] if found is None else tables.plan(found, look()))
    return out.DONE


def diff(args: Namespace) -> int:
    found = client(args).call("diff", old=args.old, new=args.new)
    if args.json:
        out.say_json(found)
    else:
        out.say(tables.diff(found, look()))
    return out.DONE


def history(args: Namespace) -> int:
    versions = client(args).call("history", limit=args.lines)
    if args.json:
        out.say_json(versions)
    else:
        out.say(tables.history(versions))
    return out.DONE


def trace(args: Namespace) -> int:
    found = client(args).call("trace", version=args.version)
    if args.json:
        out.say_json(found)
    else:
        from holdfast_console import trace as painter  # the other verbs do without it

        out.say(painter.trace(found, look(), args.all))
    return out.DONE


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
    show = _as_json if args.json else lambda event: out.say([tables.event(event, look())])
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
            out.say(map(out.clean, lines))
        return out.DONE
    for line in door.stream("logs", worker=args.worker, lines=args.lines):
        if args.json:
            _as_json(line)
        else:
            out.say([out.clean(line)])
    return out.DONE


def _as_json(value: object) -> None:
    out.say_json(value, pretty=False)
