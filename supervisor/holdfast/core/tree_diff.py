"""The difference of two directories: file by file, as keys (`conf.d/app.toml: threads`) and as lines.

Each hunk's head names its file and what became of it: `@@ -1,3 +1,4 @@ conf.d/app.toml (mode 0644 -> 0755)`. What looks secret by the path
of its file is secret as a whole; all else is masked as in a single file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from holdfast.core import secrets as masks
from holdfast.core.snapshot import changes, compared, cut, printable, split, whole
from holdfast.core.tree import Entry, text
from holdfast.core.words import Change, Diff, Line


class Side(NamedTuple):
    """One of the two. value: {path: what it means}, None if it does not parse. files: by sha256, those that differ at least."""

    entries: tuple[Entry, ...]
    value: object
    files: Mapping[str, bytes]


class _File(NamedTuple):
    """One path on both sides; None: it is not there."""

    path: str
    old: Entry | None
    new: Entry | None
    old_value: object
    new_value: object


def diff(old: Side, new: Side, patterns: tuple[str, ...], full: bool = False) -> Diff:
    """What changes from old to new. patterns: dotted globs declared secret, file paths before keys. full: each changed file whole."""
    hidden = {*masks.values(old.value, patterns), *masks.values(new.value, patterns)}
    files = [*_changed(old, new)]
    keys = tuple(change for file in files for change in _keys(file, hidden, patterns))
    lines = [line for file in files for line in _lines(file, old.files, new.files, hidden, patterns, full)]
    return cut(keys, lines, full)


def keys(old: Side, new: Side, patterns: tuple[str, ...]) -> tuple[Change, ...]:
    """Only the keys of it, for which no file's bytes are needed."""
    hidden = {*masks.values(old.value, patterns), *masks.values(new.value, patterns)}
    return tuple(change for file in _changed(old, new) for change in _keys(file, hidden, patterns))


def _changed(old: Side, new: Side) -> Iterator[_File]:
    before, after = ({entry.path: entry for entry in side.entries} for side in (old, new))
    meant_before, meant_after = (side.value if isinstance(side.value, dict) else {} for side in (old, new))
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            yield _File(path, before.get(path), after.get(path), meant_before.get(path), meant_after.get(path))


# -- as keys


def _keys(file: _File, hidden: Iterable[str], patterns: tuple[str, ...]) -> list[Change]:
    """Its keys; and the file itself, where keys do not tell all."""
    keys = changes(file.old_value, file.new_value, hidden, patterns, file.path)
    told = keys and file.old is not None and file.new is not None and file.old.mode == file.new.mode
    return [*([] if told else [Change(file.path, _described(file.old), _described(file.new))]), *keys]


def _described(entry: Entry | None) -> str | None:
    return None if entry is None else f"{entry.mode:04o}, {entry.size} bytes, {entry.sha256[:7]}"


# -- as lines


def _lines(
    file: _File, old: Mapping[str, bytes], new: Mapping[str, bytes], hidden: Iterable[str], patterns: tuple[str, ...], full: bool
) -> Iterator[Line]:
    before, after = (files[entry.sha256] if entry else b"" for entry, files in ((file.old, old), (file.new, new)))
    notes = [*_notes(file)]
    if text(before) is None or text(after) is None:
        notes.append("binary")
        before = after = b""
    end = f" {file.path} ({', '.join(notes)})" if notes else f" {file.path}"
    shown = _masked(file, before, file.old_value, hidden, patterns), _masked(file, after, file.new_value, hidden, patterns)
    found = [*(whole if full else compared)(split(before), shown[0], split(after), shown[1])]
    head = [("@", "@@ whole file @@" if full and found else "@@ -0,0 +0,0 @@")] if full or not found else []
    for mark, line in [*head, *found]:
        yield Line(mark, printable(line) + (end if mark == "@" else ""))


def _notes(file: _File) -> Iterator[str]:
    if file.old is None and file.new is not None:
        yield f"added, {file.new.mode:04o}"
    elif file.new is None:
        yield "removed"
    elif file.old is not None and file.old.mode != file.new.mode:
        yield f"mode {file.old.mode:04o} -> {file.new.mode:04o}"


def _masked(file: _File, raw: bytes, value: object, hidden: Iterable[str], patterns: tuple[str, ...]) -> list[str]:
    lines = split(raw)
    if masks.is_secret_at((file.path,), patterns):
        return [masks.MASK] * len(lines)
    return masks.mask_lines(lines, hidden, patterns, value if isinstance(value, dict | list) else None, (file.path,))
