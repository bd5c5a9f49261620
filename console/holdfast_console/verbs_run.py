"""Verbs that hand over: to the daemon, to the check, to the console, to the demo."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import NoReturn

from holdfast.api.client import Client
from holdfast_console import embed, find, first_run, out
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
    from holdfast_console.demo import play

    return play(args.directory, args.headless, args.theme)


def attach(args: Namespace) -> int:
    _need_terminal("holdfast status")
    door = client(args)
    door.call("version")
    return _open(door.socket_path, args, started=False)


def serve(args: Namespace) -> int:
    """The console in a browser, until interrupted."""
    import asyncio

    try:
        from holdfast_console.web_gate import loopback
        from holdfast_console.web_serve import application, until_stopped
    except ModuleNotFoundError as error:
        if not str(error.name).startswith("textual_serve"):
            raise
        raise out.Stop("cannot serve: textual-serve is not installed; pip install 'holdfast[web]'") from error
    if not loopback(args.host):
        tunnel = f"ssh -L {args.port}:127.0.0.1:{args.port} HOST"
        why = "it is not of the loopback, the page is plain HTTP, and whoever reads it there has your rights"
        raise out.Stop(f"cannot serve on {args.host}: {why}; serve on 127.0.0.1 and reach it from elsewhere by `{tunnel}`", out.USAGE)
    door = client(args)
    source = args.source or ""
    Client(door.socket_path, source=source).call("view" if source else "version")
    acts = args.allow_acts and not args.readonly
    if sys.stderr.isatty():
        may = "whoever has this address may act, as you" if acts else "it looks only; --allow-acts for more"
        print(f"The console in a browser: open this address ({may}). ctrl+c ends it.", file=sys.stderr)
    app, gate = application(door.socket_path, acts=acts, source=source)
    try:
        asyncio.run(until_stopped(app, gate, args.host, args.port))
    except OSError as error:
        why = (os.strerror(error.errno) if error.errno else str(error)).lower()
        raise out.Stop(f"cannot serve on {args.host} port {args.port}: {why}; give another --port") from error
    return out.DONE


def console(args: Namespace) -> int:
    """The console; on a supervisor of its own, if none with these settings runs. The first time somebody chooses what is started."""
    _need_terminal("holdfast --daemon --config FILE")
    if args.socket or (not args.config and os.environ.get("HOLDFAST_SOCKET_API")):
        return attach(args)
    if args.config or not first_run.is_first():
        return _start(find.config_path(args.config), args)
    chosen, path = first_run.choose(args.theme)
    if chosen == first_run.DEMO:
        return demo(Namespace(directory=None, headless=False, theme=args.theme))
    if chosen == first_run.JOIN:
        return _open(path, args, started=False)
    return _start(path, args) if chosen == first_run.START else chosen


def _start(path: str, args: Namespace) -> int:
    try:
        embedded = embed.start(path)
    except embed.CannotStart as error:
        raise out.Stop(str(error)) from error
    return _open(embedded.socket_path, args, started=embedded.started)


def _open(socket_path: str, args: Namespace, started: bool) -> int:
    from holdfast_console.keeper import keep

    source = args.source or ""
    if source:
        Client(socket_path, source=source).call("view")  # refused if there is no such source

    def run() -> int:
        from holdfast_console import app

        return app.run(socket_path, read_only=args.readonly, started=started, theme=args.theme, source=source)

    return keep(run)


def _need_terminal(headless: str) -> None:
    """The console reads stdin and paints on stderr."""
    why = ""
    if os.environ.get("TERM", "") in ("", "dumb"):
        why = f"TERM is {os.environ.get('TERM') or 'not set'}"
    elif not (sys.stdin.isatty() and sys.stderr.isatty()):
        why = "this is no terminal"
    if why:
        raise out.Stop(f"cannot open the console: {why}; without a terminal use `{headless}`", out.USAGE)
