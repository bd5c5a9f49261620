"""A first holdfast.toml out of four answers, checked by the reader of the real ones. It never writes over a file that exists."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomli_w

from holdfast.core.settings import Settings, parse

HEAD = """\
# Every key: config.example.toml and docs/configuration.md. `holdfast check` tells everything that is wrong, all at once.
"""

_MANY_LINES = re.compile(r"\[\n((?:    .*,\n)+)\]")


@dataclass(frozen=True)
class Asked:
    key: str
    words: str
    usual: str = ""


ASKED = (
    Asked("name", "of this fleet, and of its workers: a-z, 0-9 and -"),
    Asked("source", "the configuration that people edit and workers run: a file or a folder", "app.toml"),
    Asked("command", "of one worker, with its arguments; no shell reads it"),
    Asked("count", "so many of them", "1"),
)


class CannotWrite(Exception):
    """The text says which file, why, and what to do."""


def text(answers: Mapping[str, str], path: str) -> str:
    """What the file at `path` would say. What is no number or no command line is left for the reader to complain of."""
    name, count = answers["name"].strip(), answers["count"].strip()
    try:
        command: Any = shlex.split(answers["command"])
    except ValueError:
        command = answers["command"]
    worker = {"name": name, "command": command, "count": int(count) if count.isascii() and count.isdigit() else count}
    source = {"path": answers["source"].strip()} | ({"format": "tree"} if os.path.isdir(_source(answers, path)) else {})
    return HEAD + "\n" + _MANY_LINES.sub(_one_line, tomli_w.dumps({"name": name, "source": source, "worker": [worker]}))


def _one_line(found: re.Match[str]) -> str:
    """A list as people write a short one."""
    return "[" + ", ".join(line[4:-1] for line in found[1].splitlines()) + "]"


def _source(answers: Mapping[str, str], path: str) -> str:
    return os.path.join(os.path.dirname(path), answers["source"].strip())


def problems(answers: Mapping[str, str], path: str, env: Mapping[str, str]) -> list[str]:
    """Why these answers make no settings; [] = they do. path: where the file would be."""
    try:
        shlex.split(answers["command"])
    except ValueError as error:
        return [f"command: {str(error).lower()}"]
    read = parse(text(answers, path).encode(errors="replace"), path, uid=os.geteuid(), env=env)
    if not isinstance(read, Settings):
        return [str(problem) for problem in read]
    place = _source(answers, path)
    return [] if os.path.exists(place) else [f"source.path: there is no {place}; make it first, or name another"]


def write(answers: Mapping[str, str], path: str) -> None:
    """Raises CannotWrite."""
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644), "w", encoding="utf-8") as file:
            file.write(text(answers, path))
    except FileExistsError:
        raise CannotWrite(f"cannot write {path}: there is one already, and it stays; edit it, or move it away") from None
    except OSError as error:
        raise CannotWrite(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
