"""What a worker knows when it starts: who it is, whom to dial, and the content it was started with.

Under holdfast all of it is in the environment. Without HOLDFAST_SOCKET the program is being developed alone and a fallback file
takes the place of the approved content.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .codec import strict_json
from .content import MAX_CONFIG, Content, digest
from .tree import Differs, describe, gather, verify

if TYPE_CHECKING:  # its import is a tenth of a worker's start, and only directories need it
    from pathlib import Path


class CannotStart(Exception):
    """The reason why this worker must not run; the supervisor shows the process's last line."""


class Identity(NamedTuple):
    """Who is dialling. `inc` names this life of the process: boot id, pid, start time (clock ticks since boot), a nonce."""

    name: str
    token: str
    inc: str
    pid: int


def identity(environ: Mapping[str, str]) -> Identity:
    """Raises CannotStart when holdfast's environment is incomplete."""
    return Identity(_need(environ, "HOLDFAST_WORKER"), _need(environ, "HOLDFAST_TOKEN"), incarnation(), os.getpid())


def incarnation() -> str:
    boot_id = _text("/proc/sys/kernel/random/boot_id").strip()
    after_name = _text("/proc/self/stat").rpartition(")")[2].split()
    return f"{boot_id}:{os.getpid()}:{after_name[19]}:{os.urandom(8).hex()}"


def _text(path: str) -> str:
    with open(path) as file:
        return file.read()


def boot_content(environ: Mapping[str, str]) -> Content | None:
    """The committed content that this process was started with; None if it was started without one. Raises CannotStart."""
    if "HOLDFAST_CONFIG_FILE" not in environ:
        return None
    sha256 = _need(environ, "HOLDFAST_CONFIG_SHA256")
    raw = _read(environ["HOLDFAST_CONFIG_FILE"])
    if digest(raw) != sha256:
        raise CannotStart(f"HOLDFAST_CONFIG_FILE holds {digest(raw)[:7]}, but HOLDFAST_CONFIG_SHA256 says {sha256[:7]}")
    parsed, tree = _value_file(environ, sha256), _tree(environ.get("HOLDFAST_CONFIG_TREE", ""), raw)
    return Content(raw, parsed["value"], sha256, _seq(environ), environ.get("HOLDFAST_CONFIG_VERSION", ""), tree=tree)


def stable_content(environ: Mapping[str, str]) -> Content:
    """What the stable path holds now: it may be something newer than this process was started with. Raises CannotStart."""
    raw = _read(_need(environ, "HOLDFAST_CONFIG_FILE"))
    parsed = _value_file(environ, digest(raw))
    seq, version = parsed.get("seq"), parsed.get("version")
    if type(seq) is not int or not isinstance(version, str):
        raise CannotStart("HOLDFAST_CONFIG_VALUE does not say which sequence it is")
    return Content(raw, parsed["value"], digest(raw), seq, version, tree=_tree(environ.get("HOLDFAST_CONFIG_TREE", ""), raw))


def _value_file(environ: Mapping[str, str], sha256: str) -> dict[str, Any]:
    parsed = _parse(_read(_need(environ, "HOLDFAST_CONFIG_VALUE")), "json", "HOLDFAST_CONFIG_VALUE")
    if not isinstance(parsed, dict) or parsed.get("sha256") != sha256 or "value" not in parsed:
        raise CannotStart(f"HOLDFAST_CONFIG_VALUE is not the parsed value of {sha256[:7]}")
    return parsed


def _tree(link: str, manifest: bytes) -> Path | None:
    """The directory that the stable link leads to now: the link will be turned, the directory stays."""
    if not link:
        return None
    from pathlib import Path

    tree = Path(os.path.realpath(link))
    try:
        verify(tree, manifest)
    except Differs as reason:
        raise CannotStart(f"{tree} is not what its manifest says: {reason}") from None
    return tree


def fallback_content(path: str | os.PathLike[str] | None) -> Content:
    """The file to use when nobody supervises, its format told by its ending, .toml or .json; or the directory. Raises CannotStart."""
    if path is None:
        raise CannotStart("HOLDFAST_SOCKET is not set and there is no fallback file; start this worker with holdfast, or name a fallback=")
    if os.path.isdir(path):
        from pathlib import Path

        return _directory(Path(path).resolve())
    raw = _read(path)
    value = _parse(raw, os.path.splitext(path)[1][1:], str(path))
    return Content(raw, value, digest(raw))


def _directory(tree: Path) -> Content:
    """As the supervisor reads one, but where it lies: .toml and .json are parsed, other text is text."""
    files = {name: _read(tree / name) for name in gather(tree)}
    manifest = describe(tree, files)
    return Content(manifest, {name: _meaning(name, raw) for name, raw in files.items()}, digest(manifest), tree=tree)


def _meaning(name: str, raw: bytes) -> Any:
    format = os.path.splitext(name)[1][1:]
    if format in ("toml", "json"):
        return _parse(raw, format, name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return {"sha256": digest(raw)}


def _seq(environ: Mapping[str, str]) -> int:
    digits = environ.get("HOLDFAST_CONFIG_SEQ", "0")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise CannotStart(f"HOLDFAST_CONFIG_SEQ is no sequence number: {digits[:20]!r}")
    return int(digits)


def _need(environ: Mapping[str, str], name: str) -> str:
    if not environ.get(name):
        raise CannotStart(f"HOLDFAST_SOCKET is set but {name} is not; the environment must come from holdfast as a whole")
    return environ[name]


def _read(path: str | os.PathLike[str]) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(2 * MAX_CONFIG + 1)
    except OSError as error:
        raise CannotStart(f"cannot read {os.fspath(path)}: {error.strerror}") from None
    if len(data) > 2 * MAX_CONFIG:
        raise CannotStart(f"{os.fspath(path)} is larger than a configuration may be")
    return data


def _parse(raw: bytes, format: str, what: str) -> Any:
    try:
        if format == "json":
            return strict_json(raw)
        if format == "toml":
            return _toml(raw)
    except ValueError as error:
        raise CannotStart(f"{what}: {error}") from None
    raise CannotStart(f"{what}: a fallback file is .toml or .json")


def _toml(raw: bytes) -> Any:
    """TOML as the supervisor hands it over: through JSON, dates as their ISO text."""
    try:
        import tomllib
    except ImportError:
        raise CannotStart("a TOML fallback file needs Python 3.11 or later; use a .json one") from None
    value = tomllib.loads(raw.decode("utf-8"))
    return strict_json(json.dumps(value, default=lambda date: date.isoformat()).encode())
