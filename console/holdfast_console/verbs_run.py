"""Verbs that hand over: to the daemon, to the check, to the console, to the demo."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import NoReturn

from holdfast.api.client import Client
from holdfast_console import embed, find, out
from holdfast_console.verbs_look import client


def _become(module: str, *more: str) -> NoReturn:
    """-P: the current directory is not where Python looks for modules."""
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-P", "-m", module, *more])


def daemon(args: Namespace) -> int:
    _become("holdfast.daemon", "--config", find.config_path(args.config), *(["--new-history"] if args.new_history else []))


def check(args: Namespace) -> int:
    wanted = [f"--{name}" for name in ("print", "json") if getattr(args, name)]
    _become("holdfast.engine.check", "--config", find.config_path(args.config), *wanted)


def demo(args: Namespace) -> int:
    from holdfast_console.demo import main

    code: int = main([*([args.directory] if args.directory else []), *(["--headless"] if args.headless else [])])
    return code


def attach(args: Namespace) -> int:
    _need_terminal("holdfast status")
    door = client(args)
    door.call("version")
    return _open(door.socket_path, args, started=False)


def console(args: Namespace) -> int:
    """The console; on a supervisor of its own, if none with these settings runs."""
    _need_terminal("holdfast --daemon --config FILE")
    if args.socket or (not args.config and os.environ.get("HOLDFAST_SOCKET_API")):
        return attach(args)
    try:
        embedded = embed.start(find.config_path(args.config))
    except embed.CannotStart as error:
        raise out.Stop(str(error)) from error
    return _open(embedded.socket_path, args, started=embedded.started)


def _open(socket_path: str, args: Namespace, started: bool) -> int:
    from holdfast_console.app import run

    source = args.source or ""
    if source:
        Client(socket_path, source=source).call("view")  # refused if there is no such source
    code: int = run(socket_path, read_only=args.readonly, started=started, theme=args.theme, source=source)
    return code


def _need_terminal(headless: str) -> None:
    """The console reads stdin and paints on stderr."""
    why = ""
    if os.environ.get("TERM", "") in ("", "dumb"):
        why = f"TERM is {os.environ.get('TERM') or 'not set'}"
    elif not (sys.stdin.isatty() and sys.stderr.isatty()):
        why = "this is no terminal"
    if why:
        raise out.Stop(f"cannot open the console: {why}; without a terminal use `{headless}`", out.USAGE)
