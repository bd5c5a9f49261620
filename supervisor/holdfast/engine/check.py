"""`holdfast check`: would these settings and their sources start? Nothing is started, everything that is wrong is told at once.

Run it with `python -m holdfast.engine.check --config holdfast.toml [--print] [--json]`; exit 0 fine, 1 problems, 2 usage.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomli_w

from holdfast.core import safe, secrets, settings
from holdfast.core.settings import Settings, SourceSettings, WorkerSettings
from holdfast.core.tree import FORMAT
from holdfast.engine import tree_value
from holdfast.engine.lint import Bad, judge, lint
from holdfast.io.files import Untakeable, read_stable
from holdfast.io.tree import read_tree

SETTINGS_MAX = 1 << 20  # bytes of holdfast.toml


def check(settings_path: str, uid: int, env: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """The problems of the settings file, of the sources it names and of the workers' commands, one line each, and whether there is none."""
    lines, _ = examine(settings_path, uid, env)
    return lines, not lines


def examine(settings_path: str, uid: int, env: Mapping[str, str]) -> tuple[tuple[str, ...], Settings | None]:
    """The problems as `check` has them, and the settings if they could be read."""
    path = os.path.abspath(settings_path)
    try:
        raw = read_stable(path, SETTINGS_MAX).raw
    except Untakeable as error:
        return (str(error),), None
    found = settings.parse(raw, path, uid=uid, env=env, is_folder=os.path.isdir)
    if not isinstance(found, Settings):
        return tuple(str(problem) for problem in found), None
    return (*(line for part in found.parts() for line in _source(part.source)), *_commands(found, env)), found


def _source(source: SourceSettings) -> Iterator[str]:
    name = ": ".join(part for part in (source.name, os.path.basename(source.path)) if part)
    try:
        if source.format == FORMAT:
            reading = read_tree(source.path, source.max_bytes)
            problems = judge(0, tree_value.value(reading.entries, reading.files), source.schema, 0, 0.0, source.patterns)
        else:
            raw = read_stable(source.path, source.max_bytes).raw
            problems = lint(raw, source.format, source.schema, b"", 0.0, source.patterns).problems
    except Untakeable as error:
        yield str(error)
        return
    except Bad as bad:
        problems = bad.reasons
    for problem in problems:
        yield f"{name}: {problem}"


def _commands(found: Settings, env: Mapping[str, str]) -> Iterator[str]:
    """Once for each group: what its program, its folder and its checks' programs lack."""
    for worker in {worker.group: worker for worker in found.workers}.values():
        if not os.path.isdir(worker.cwd):
            yield f"worker {worker.group}: cannot start in {worker.cwd}: there is no such folder; make it or correct cwd"
            continue
        for command in (worker.command, *(check.command for check in worker.checks if check.command)):
            if reason := _missing(command[0], worker, env):
                yield f"worker {worker.group}: cannot run {command[0]}: {reason}"


def _missing(program: str, worker: WorkerSettings, env: Mapping[str, str]) -> str:
    """'' if it can be run. A name with a slash starts at the worker's folder, another is looked for in its PATH."""
    if "/" in program:
        place = os.path.join(worker.cwd, program)
        if not os.path.exists(place):
            return "there is no such file; correct command"
        return "" if os.path.isfile(place) and os.access(place, os.X_OK) else "it is not executable; chmod +x it or correct command"
    path = worker.env.get("PATH", env.get("PATH", os.defpath))
    return "" if shutil.which(program, path=path) else f"it is not in PATH ({path}); write its whole path, or set env.PATH"


def effective(found: Settings) -> dict[str, Any]:
    """The settings in effect, as the file would have them; what looks secret in a worker's environment is masked."""
    tables = settings.render(found)
    for worker in tables["worker"]:
        worker["env"] = {name: secrets.MASK if secrets.is_secret(name, ()) else text for name, text in worker["env"].items()}
    return tables


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="holdfast check", description="Tell everything that is wrong with the settings and their source.")
    parser.add_argument("--config", default="holdfast.toml", metavar="FILE", help="the settings (default: holdfast.toml)")
    parser.add_argument("--print", action="store_true", help="print the settings in effect")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args(argv)
    lines, found = examine(asked.config, os.getuid(), os.environ)
    tables = effective(found) if found is not None and asked.print else None
    if asked.json:
        told = {"ok": not lines, "problems": lines, **({"settings": tables} if tables else {})}
        print(safe.in_json(json.dumps(told, ensure_ascii=False, indent=2)))
        return 1 if lines else 0
    for line in lines:
        print(safe.shown(line), file=sys.stderr)
    if tables is not None:
        print(safe.in_toml(tomli_w.dumps(tables)), end="")
    elif not lines and found is not None:
        count = len(found.workers)
        sources = ", ".join(part.source.path for part in found.parts())
        fine = f"{asked.config}: fine: {count} worker{'s' if count != 1 else ''}, source{'s' if found.sources[1:] else ''} {sources}"
        print(safe.shown(fine))
    return 1 if lines else 0


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` is no error
    sys.exit(main())
