"""The tables of holdfast.toml, put together: defaults of place, workers counted out, checks turned into one kind each.

What comes out is plain (dicts, lists, texts) in the shape of the structs of settings.py; `file_shape` is the way back.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from itertools import groupby

from holdfast.core.positions import Path
from holdfast.core.settings_kinds import Row, Wrong, shown
from holdfast.core.settings_places import API_SOCKET, absolute, directories
from holdfast.core.settings_read import Reader
from holdfast.core.settings_rows import CHECK, CHECK_KINDS, SECTIONS, SOURCE, TOP, WORKER
from holdfast.core.settings_sources import NAME, IsFolder, Table, Where, bind, read_sources

SOCKET_PATH_MAX = 107  # bytes: sun_path of unix(7) without its final NUL
_SECTIONS = ("rollout", "restart", "api", "logs", "metrics")  # tables of plain keys
_HOST_PORT = re.compile(r"(?:\[[^\s\[\]]+\]|[^\s:/@\[\]]+):(\d{1,5})")
_TEMPLATE = re.compile(r"\$\{[^${}]+\}")


def build(reader: Reader, table: Table, path: str, uid: int, env: Mapping[str, str], is_folder: IsFolder) -> Table:
    """The whole file in the shape of Settings; usable only if the reader has noted no problem."""
    base = posixpath.dirname(path)
    home = env.get("HOME", "")
    shape = reader.fields(table, (), TOP, ("source", "worker", *_SECTIONS))
    _check_name(reader, (), table, shape, 'write name = "orders" at the top')
    shape |= directories(shape, base, uid, env)
    shape["path"] = path
    sources = read_sources(reader, table, Where(base, home, is_folder))
    shape |= {"source": sources[0], "sources": sources if sources[0]["name"] else []}
    for name in _SECTIONS:
        shape[name] = reader.fields(reader.table(table, name), (name,), SECTIONS[name])
    shape["workers"] = _workers(reader, table, sources, base, home)
    _check_sockets(reader, shape["run_dir"], sources)
    return shape


def _check_sockets(reader: Reader, run_dir: str, sources: list[Table]) -> None:
    """The names of ours that are sockets: the door's, and the workers' of each named source."""
    longest = max([API_SOCKET, *(f"{source['name']}/w/sock" for source in sources if source["name"])], key=len)
    if len(f"{run_dir}/{longest}".encode()) > SOCKET_PATH_MAX:
        reader.note(
            ("run_dir",),
            f"is too long for a socket (at most {SOCKET_PATH_MAX} bytes with /{longest})",
            'write run_dir = "/run/..." or another short path',
        )


def check_restart(reader: Reader, table: Table, defaults: Table) -> None:
    """backoff_min is at most backoff_max, whichever of the two is written."""
    written = table.get("restart")
    if not isinstance(written, dict):
        return
    quiet = Reader("", None)
    both = defaults | quiet.fields(written, ("restart",), SECTIONS["restart"])
    if not quiet.problems and both["backoff_min"] > both["backoff_max"]:
        key = "backoff_min" if "backoff_min" in written else "backoff_max"
        reader.note(
            ("restart", key),
            f"backoff_min ({both['backoff_min']:g} s) is above backoff_max ({both['backoff_max']:g} s)",
            "lower the one or raise the other",
        )


def _check_name(reader: Reader, path: Path, written: Table, shape: Table, fix: str) -> None:
    name = shape.get("name", "")
    if "name" not in written:
        reader.note((*path, "name"), "is missing", fix)
    elif name and not NAME.fullmatch(name):
        made = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:32] or "orders"
        reader.note((*path, "name"), f"must be 1 to 32 of a-z, 0-9 and -, got {shown(name)}", f'write name = "{made}"')


# -- workers


def _workers(reader: Reader, table: Table, sources: list[Table], base: str, home: str) -> list[Table]:
    tables = reader.tables(table, ("worker",))
    whose = bind(reader, tables, sources)
    if not table.get("worker"):
        reader.note(("worker",), "there is no worker", 'write [[worker]] and below it name = "web" and command = ["python3", "web.py"]')
    found: list[Table] = []
    seen: dict[str, str] = {}  # name of a worker or a group -> whose it is
    for (path, written), source in zip(tables, whose, strict=True):
        worker = _worker(reader, path, written, base, home) | {"source": source}
        group = worker["group"]
        names = _names(group, worker.pop("count", 1))
        if taken := [name for name in (group, *names) if name in seen]:
            reader.note((*path, "name"), f"{taken[0]} is taken by the worker {seen[taken[0]]}", "give each worker a name of its own")
        elif len(names[-1]) > 32:
            reader.note((*path, "name"), f"{names[-1]} is longer than 32 characters", "write a shorter name")
        seen |= dict.fromkeys((group, *names), group) if group else {}
        found += [worker | {"name": name} for name in names]
    return found


def _names(group: str, count: int) -> list[str]:
    return [group] if count == 1 else [f"{group}-{number}" for number in range(1, count + 1)]


def _worker(reader: Reader, path: Path, written: Table, base: str, home: str) -> Table:
    shape = reader.fields(written, path, WORKER, ("check",))
    _check_name(reader, path, written, shape, 'write name = "web"')
    shape["group"] = shape.pop("name", "")
    if "command" not in written:
        reader.note((*path, "command"), "is missing", 'write command = ["python3", "web.py"]')
    shape["cwd"] = absolute(shape.get("cwd", "."), base, home)
    shape["checks"] = [_check(reader, at, check) for at, check in reader.tables(written, (*path, "check"))]
    return shape


def _check(reader: Reader, path: Path, written: Table) -> Table:
    """Exactly one of the four kinds, with a target that can be one."""
    shape = reader.fields(written, path, CHECK)
    kinds = [kind for kind in CHECK_KINDS if kind in written]
    if not kinds and not CHECK.keys() >= written.keys():
        return {"kind": ""}  # an unknown kind of check: noted as an unknown key
    if len(kinds) != 1:
        what = "has no tcp, redis, http or command" if not kinds else f"has {' and '.join(kinds)}, one is allowed"
        reader.note(path, what, 'write one of them, such as tcp = "127.0.0.1:3306"')
        return {"kind": ""}
    kind = kinds[0]
    target = shape.pop(kind, "")
    shape["kind"] = kind
    if kind == "command":
        return shape | {"command": target}
    if target:
        try:
            (_address if kind != "http" else _url)(kind, target)
        except Wrong as wrong:
            reader.note((*path, kind), wrong.what, wrong.fix)
    return shape | {"target": target}


def _address(key: str, target: str) -> None:
    """host:port; a template stands for any host or port."""
    match = _HOST_PORT.fullmatch(_TEMPLATE.sub("1", target))
    if "${" in _TEMPLATE.sub("", target):
        raise Wrong(f"has an unfinished template in {shown(target)}", f'write {key} = "${{db.host}}:${{db.port}}"')
    if target != "".join(_TEMPLATE.findall(target)) and (match is None or not 1 <= int(match[1]) <= 65535):
        raise Wrong(f"must be host:port, got {shown(target)}", f'write {key} = "127.0.0.1:3306"')


def _url(key: str, target: str) -> None:
    if not target.startswith(("http://", "https://", "${")):
        raise Wrong(f"must be a URL of http or https, got {shown(target)}", f'write {key} = "http://{target}"')
    if "${" in _TEMPLATE.sub("", target):
        raise Wrong(f"has an unfinished template in {shown(target)}", f'write {key} = "http://${{api.host}}/health"')


# -- the way back


def file_shape(shape: Table) -> Table:
    """Settings as plain values -> the tables of the file, with every key."""
    workers = [list(group) for _, group in groupby(shape["workers"], key=lambda worker: worker["group"])]
    return {
        **_back(shape, TOP),
        "source": {one["name"]: _back(one, SOURCE) for one in shape["sources"]} or _back(shape["source"], SOURCE),
        **{name: _back(shape[name], SECTIONS[name]) for name in _SECTIONS},
        "worker": [_worker_back(group) for group in workers],
    }


def _back(shape: Table, rows: Mapping[str, Row]) -> Table:
    return {key: row.kind.show(shape[row.field]) for key, row in rows.items()}


def _worker_back(group: list[Table]) -> Table:
    first = group[0]
    checks = [
        {
            check["kind"]: list(check["command"]) if check["kind"] == "command" else check["target"],
            **_back(check, {key: CHECK[key] for key in ("limit", "name")}),
        }
        for check in first["checks"]
    ]
    return _back(first | {"name": first["group"], "count": len(group)}, WORKER) | ({"check": checks} if checks else {})
