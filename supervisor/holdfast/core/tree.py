"""A directory as one content: its manifest, one line a file, sorted by path.

    MODE SHA256 SIZE PATH\n        0644 9f86d0... 12 conf.d/app.toml

The bytes of the manifest are what is versioned, approved and proved; its sha256 names the version, and names every byte of every file
with it. MODE is 0755 where the owner may execute the file, else 0644. PATH is relative, in UTF-8, and has no control characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

FORMAT = "tree"
FILES_MAX = 1000  # files, and folders: each costs a durable object, a check by every worker, and a line that an approver reads
DEPTH_MAX = 16  # folders inside each other: more is a link that leads in a circle, or not configuration
PATH_MAX = 255  # bytes of a relative path: a thousand of them fit into a manifest of 512 KiB
VALUE_MAX = 8 << 20  # bytes of the value as JSON: what workers take

_LINE = re.compile(r"(0644|0755) ([0-9a-f]{64}) (0|[1-9][0-9]{0,9}) (.+)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")  # control characters that no text file has
# what editors keep beside the file that they edit: vim's swap files and its probe, Emacs' locks and autosaves, backups
_LEFT_BY_EDITORS = re.compile(r".*~|\.#.*|#.*#|.*\.sw[a-px]|4913")


class Entry(NamedTuple):
    """One file. mode: 0o644 or 0o755."""

    path: str
    mode: int
    sha256: str
    size: int


class NotManifest(ValueError):
    """These bytes are no manifest of ours: content of another format."""


def belongs(name: str) -> bool:
    """Whether a name in the directory is part of it: neither an editor's leftover nor, as in a Kubernetes volume, `..something`."""
    return not name.startswith("..") and not _LEFT_BY_EDITORS.fullmatch(name)


def path_fault(path: bytes) -> str:
    """What keeps a relative path (as the kernel has it) out of a manifest; '' = nothing."""
    try:
        text = path.decode()
    except UnicodeDecodeError:
        return "its name is not UTF-8; rename it"
    if _CONTROL.search(text):
        return "its name has control characters; rename it"
    return f"its path has {len(path)} bytes, more than {PATH_MAX}; make it shorter" if len(path) > PATH_MAX else ""


def encode(entries: Iterable[Entry]) -> bytes:
    """The manifest."""
    ordered = sorted(entries, key=lambda entry: entry.path.encode())
    return "".join(f"{entry.mode:04o} {entry.sha256} {entry.size} {entry.path}\n" for entry in ordered).encode()


def decode(raw: bytes) -> tuple[Entry, ...]:
    """The files of a manifest. NotManifest for anything that encode() would not have written."""
    try:
        lines = raw.decode().split("\n")
    except UnicodeDecodeError:
        raise NotManifest("is no manifest of a directory") from None
    found = [match for line in lines[:-1] if (match := _LINE.fullmatch(line))]
    entries = tuple(Entry(match[4], int(match[1], 8), match[2], int(match[3])) for match in found)
    paths = {entry.path for entry in entries}
    if not entries or len(paths) < len(entries) or encode(entries) != raw or not all(map(_plain, paths)):
        raise NotManifest("is no manifest of a directory")
    return entries


def total(entries: Iterable[Entry]) -> int:
    """Bytes of all files together."""
    return sum(entry.size for entry in entries)


def text(raw: bytes) -> str | None:
    """The text that a file's bytes are, None if they are none."""
    try:
        found = raw.decode()
    except UnicodeDecodeError:
        return None
    return None if _NO_TEXT.search(found) else found


def _plain(path: str) -> bool:
    """No way out of the directory is ever written anywhere."""
    return not path_fault(path.encode()) and all(part not in ("", ".", "..") for part in path.split("/"))
