"""The sources of holdfast.toml, and which worker runs which.

One source is the table [source]. Several are a table each, [source.app], [source.proxy], and every worker says whose it is. A table of
tables is the second shape; a name that is a key of the first would make the two one, so it is none.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from holdfast.core.positions import Path
from holdfast.core.settings_kinds import near, shown
from holdfast.core.settings_places import absolute
from holdfast.core.settings_read import Reader
from holdfast.core.settings_rows import SOURCE
from holdfast.core.tree import FORMAT

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
_FORMATS = {".toml": "toml", ".json": "json", ".yaml": "yaml", ".yml": "yaml"}
_TAKEN = ("lock", "log", "journal")  # what may lie in state_dir already, where each source has a folder of its name

Table = dict[str, Any]
IsFolder = Callable[[str], bool]


class Where(NamedTuple):
    """What a path of the settings means: relative to base, ~/ is home, and whether there is a directory now."""

    base: str
    home: str
    is_folder: IsFolder


def read_sources(reader: Reader, table: Table, where: Where) -> list[Table]:
    """The shapes of the sources, each with its `name`; of the one in [source] it is ''."""
    if "source" not in table:
        reader.note(("source",), "is missing", 'write [source] and below it path = "app.toml"')
        return [{"name": ""}]
    written = reader.table(table, "source")
    if written is not table["source"]:  # no table at all
        return [{"name": ""}]
    named = [key for key, value in written.items() if isinstance(value, dict) and key not in SOURCE]
    if not named:
        return [_source(reader, written, ("source",), where) | {"name": ""}]
    for key in [key for key in written if key not in named]:
        path = ("source", key)
        if isinstance(written[key], dict):
            reader.note(path, "cannot be the name of a source: a source has a key of that name", "choose another name")
        else:
            reader.note(path, "stands beside the tables of several sources", f"move it into [source.{named[0]}], or into another's table")
    for name in named:
        _check_name(reader, name)
    return [_source(reader, written[name], ("source", name), where) | {"name": name} for name in named]


def _check_name(reader: Reader, name: str) -> None:
    where = ("source", name)
    if not NAME.fullmatch(name):
        made = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:32] or "app"
        reader.note(where, f"must have a name of 1 to 32 of a-z, 0-9 and -, got {shown(name)}", f"write [source.{made}]")
    elif name in _TAKEN:
        reader.note(where, f"cannot be the name of a source: {name} lies in state_dir already", "choose another name")


def _source(reader: Reader, written: Table, path: Path, where: Where) -> Table:
    shape = reader.fields(written, path, SOURCE)
    if "path" not in written:
        reader.note((*path, "path"), "is missing", 'write path = "app.toml"')
    if place := shape.get("path"):
        shape["path"] = absolute(place, where.base, where.home)
        if "format" not in written:
            shape["format"] = _format(place, shape["path"], where.is_folder)
            if not shape["format"]:
                fix = 'write format = "toml", "json" or "yaml", or "tree" for a directory'
                reader.note((*path, "format"), "cannot be told from the file's name", fix)
    if shape.get("schema"):
        shape["schema"] = absolute(shape["schema"], where.base, where.home)
    return shape


def _format(written: str, path: str, is_folder: IsFolder) -> str:
    """A slash behind it, or an ending; else what lies there tells."""
    ending = FORMAT if written.endswith("/") else _FORMATS.get(posixpath.splitext(path)[1].lower(), "")
    return ending or (FORMAT if is_folder(path) else "")


def bind(reader: Reader, written: list[tuple[Path, Table]], sources: list[Table]) -> list[str]:
    """Whose each [[worker]] is, in the order of the file; '' is the one source without a name. written: their tables."""
    names = [source["name"] for source in sources]
    whose = [_bound(reader, path, worker, names) for path, worker in written]
    if None not in whose:
        for name in names:
            if name and name not in whose:
                reader.note(("source", name), "has no worker", f'write source = "{name}" in a [[worker]], or remove the table')
    return [name or "" for name in whose]


def _bound(reader: Reader, path: Path, worker: Table, names: list[str]) -> str | None:
    """None: a problem, noted here or where the key was read."""
    told = worker.get("source", "")
    if not isinstance(told, str):
        return None
    if told in names or (not told and len(names) == 1):
        return told or names[0]
    where = (*path, "source")
    if names == [""]:
        reader.note(where, "is for several sources, and there is one without a name", f"remove it, or write [source.{told}] for [source]")
    elif told:
        fix = f'write source = "{near(told, names) or names[0]}", or add [source.{told}]'
        reader.note(where, f"there is no source {told}; there are {', '.join(names)}", fix)
    else:
        reader.note(where, "is missing: there are several sources", f'write source = "{names[0]}"')
    return None
