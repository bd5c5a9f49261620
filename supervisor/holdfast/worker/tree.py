"""A configuration that is a directory: its manifest are the raw bytes, the directory itself is read-only and checked file by file.

    MODE SHA256 SIZE PATH\n        one line a file, sorted by path; MODE is 0755 or 0644

What is checked is what lies there at that moment. The proof is over the manifest.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # its import is a tenth of a worker's start, and only directories need it
    from pathlib import Path

_LEFT = re.compile(r"\.\..*|.*~|\.#.*|#.*#|.*\.sw[a-px]|4913")


class Directory(NamedTuple):
    """What an application gets for its configuration when the source is a directory.

    tree: where this version lies, and stays; value: {path: parsed value, text, or {"sha256": ...} for what is neither}.
    """

    tree: Path
    value: Mapping[str, Any]


class Differs(Exception):
    """The directory is not what its manifest says; the text names the first file that is not."""


def verify(tree: Path, manifest: bytes) -> None:
    """Every file is as the manifest says, and there is no other. Raises Differs."""
    wanted = _parse(manifest)
    try:
        found = set(_files(tree))
        for name in sorted(found ^ set(wanted)):
            raise Differs(f"{name} is {'missing' if name in wanted else 'too much'}")
        for name, (mode, sha256, size) in wanted.items():
            if _about(os.path.join(tree, name), size) != (mode, sha256):
                raise Differs(f"{name} has changed")
    except OSError as error:
        raise Differs(f"cannot read {error.filename}: {error.strerror}") from None


def gather(tree: Path) -> list[str]:
    """The files of a directory that people edit, without what editors leave and names that begin with two dots."""
    found = []
    for inside, folders, names in os.walk(tree, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith(".."))
        found += [os.path.relpath(os.path.join(inside, name), tree) for name in names if not _LEFT.fullmatch(name)]
    return sorted(found, key=os.fsencode)


def describe(tree: Path, files: Mapping[str, bytes]) -> bytes:
    """The manifest of those files."""
    modes = {path: 0o755 if (tree / path).stat().st_mode & 0o100 else 0o644 for path in files}
    lines = (f"{modes[path]:04o} {hashlib.sha256(raw).hexdigest()} {len(raw)} {path}\n" for path, raw in files.items())
    return "".join(lines).encode()


def _parse(manifest: bytes) -> dict[str, tuple[str, str, int]]:
    wanted = {}
    try:
        for line in manifest.decode("utf-8").split("\n")[:-1]:
            mode, sha256, size, path = line.split(" ", 3)
            wanted[path] = (mode, sha256, int(size))
    except ValueError:
        raise Differs("the content is no manifest") from None
    return wanted


def _files(tree: Path) -> Iterator[str]:
    """Everything that is no folder; links are not followed."""
    for inside, folders, names in os.walk(tree, onerror=_raise):
        names += [name for name in folders if os.path.islink(os.path.join(inside, name))]
        for name in names:
            yield os.path.relpath(os.path.join(inside, name), tree)


def _raise(error: OSError) -> None:
    raise error


def _about(path: str, size: int) -> tuple[str, str]:
    """Mode and sha256 as a manifest has them; ('', '') for what is no regular file of that size."""
    fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(fd, "rb") as file:
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode) or about.st_size != size:
            return "", ""
        return "0755" if about.st_mode & 0o100 else "0644", hashlib.sha256(file.read(size + 1)).hexdigest()
