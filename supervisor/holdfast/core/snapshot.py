"""Content: its name, its plain value, one key of it, and the difference of two.

The name of content is the sha256 of its raw bytes, never of what they mean. The plain value is what JSON can hold; workers get it as
canonical JSON. A difference is made of both: of the values as keys, of the texts as lines, with every secret masked in either.
"""

from __future__ import annotations

import datetime
import difflib
import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from holdfast.core import secrets as masks
from holdfast.core.positions import Path, leaves
from holdfast.core.words import Change, Diff, Line

CONTEXT = 3  # lines around a change
LINES_MAX = 400  # lines of a difference that are kept
FULL_MAX = 5_000  # the same, with the lines that stay
TEXT_MAX = 200  # characters of one shown value
_PAIRS_MAX = 100_000  # pairs of equal lines that difflib may look at: under a second even where most lines are alike
_CONTROL = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0x09}
_BARE = re.compile(r"[A-Za-z0-9_-]+")

_Step = tuple[str, int, int, int, int]  # difflib's opcode: what, and from where to where in old and in new


class NotPlain(ValueError):
    """A value that JSON cannot hold: `key` says where, the message why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(reason)
        self.key = dotted(path)


def sha256(raw: bytes) -> str:
    """The name of content: 64 lower-case hex digits."""
    return hashlib.sha256(raw).hexdigest()


def canonical(value: object) -> bytes:
    """JSON in UTF-8: keys sorted, no blanks, dates as RFC 3339 texts. NotPlain for what JSON cannot hold."""
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def plain(value: object, path: Path = ()) -> object:
    """`value` made of dicts with text keys, lists, texts, numbers, booleans and None only; TOML's dates become RFC 3339 texts."""
    if isinstance(value, dict):
        return {_plain_text(key, path): item if _simple(item) else plain(item, (*path, str(key))) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [item if _simple(item) else plain(item, (*path, index)) for index, item in enumerate(value)]
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, float) and not math.isfinite(value):
        raise NotPlain(path, f"must be a number that JSON can hold, got {value}")
    if isinstance(value, str):
        return _plain_text(value, path)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise NotPlain(path, f"holds a {type(value).__name__}, which JSON cannot hold")


def _simple(value: object) -> bool:
    """Most are, and need no second look, nor the way to them."""
    kind = type(value)
    return value.isascii() if kind is str else kind is int  # type: ignore[attr-defined]


def _plain_text(text: object, path: Path) -> str:
    if not isinstance(text, str):
        raise NotPlain(path, f"has a key that is no text ({type(text).__name__}); put it in quotes")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotPlain(path, "has half of a surrogate pair, which UTF-8 cannot hold") from None
    return text


def lookup(value: object, key: str) -> object:
    """The part of `value` under a dotted key, list items by number ("a.b.0.c"). LookupError names the first part that is missing."""
    found = value
    parts = key.split(".")
    for number, part in enumerate(parts):
        if isinstance(found, dict) and part in found:
            found = found[part]
        elif isinstance(found, list | tuple) and part.isascii() and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            raise LookupError(".".join(parts[: number + 1]))
    return found


def dotted(path: Path) -> str:
    """("policy", "rules", 2, "action") -> "policy.rules[2].action"."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if _BARE.fullmatch(part) else json.dumps(part, ensure_ascii=False))
    return text


def diff(old_raw: bytes, old_value: object, new_raw: bytes, new_value: object, secrets: tuple[str, ...], full: bool = False) -> Diff:
    """What changes from old to new. secrets: the dotted globs that are declared secret, beside the names that look it.

    full: the lines that stay, too, all of them.
    """
    hidden = {*masks.values(old_value, secrets), *masks.values(new_value, secrets)}
    old = masks.mask_lines(split(old_raw), hidden, secrets, old_value)
    new = masks.mask_lines(split(new_raw), hidden, secrets, new_value)
    found = (whole if full else compared)(split(old_raw), old, split(new_raw), new)
    keys = len({path for value in (old_value, new_value) for path, _ in leaves(value) if path})
    return cut(changes(old_value, new_value, hidden, secrets), [Line(mark, printable(text)) for mark, text in found], full, keys)


def cut(changes: tuple[Change, ...], lines: list[Line], full: bool = False, keys: int = 0) -> Diff:
    """At most LINES_MAX lines, or FULL_MAX."""
    most = FULL_MAX if full else LINES_MAX
    return Diff(changes, tuple(lines[:most]), max(0, len(lines) - most), keys)


def split(raw: bytes) -> list[str]:
    """The lines; a line end at the very end does not begin another."""
    lines = raw.decode(errors="replace").split("\n")
    return lines if lines[-1] else lines[:-1]


def printable(text: str) -> str:
    """Without a line end's carriage return, and without the control characters that would move a terminal's cursor."""
    return text.removesuffix("\r").translate(_CONTROL)


# -- as keys


def changes(old_value: object, new_value: object, hidden: Iterable[str], patterns: Sequence[str], file: str = "") -> tuple[Change, ...]:
    """In the order of the old document, what was added at the end. All texts are masked in one go: secrets may be many.

    file: of a directory, whose values these are; its path stands before each key.
    """
    old, new = dict(leaves(old_value)), dict(leaves(new_value))
    both = {path: (path in old, path in new) for path in (*old, *new) if path}  # no path: that side is empty as a whole
    paths = [path for path, (was, now) in both.items() if not (was and now and _same(old[path], new[path]))]
    if not paths:
        return ()
    above, head = ((file,), f"{file}: ") if file else ((), "")
    secret = {path: masks.is_secret_at((*above, *path), patterns) for path in paths}
    texts = [text for path in paths for text in (head + dotted(path), _shown(old, path, secret), _shown(new, path, secret))]
    texts = [_short(printable(text)) for text in masks.redact("\n".join(texts), hidden).split("\n")]
    return tuple(
        Change(key, before if both[path][0] else None, after if both[path][1] else None)
        for path, key, before, after in zip(paths, texts[0::3], texts[1::3], texts[2::3], strict=True)
    )


def _same(old: object, new: object) -> bool:
    """1, 1.0 and true are equal to Python and different to a reader."""
    return type(old) is type(new) and old == new


def _shown(side: dict[Path, object], path: Path, secret: Mapping[Path, bool]) -> str:
    """One line: JSON has no line ends."""
    if secret[path]:
        return masks.MASK
    return json.dumps(side.get(path), ensure_ascii=False, default=str)


def _short(text: str) -> str:
    """Cut after masking: half a secret would not be found."""
    return text if len(text) <= TEXT_MAX else text[: TEXT_MAX - 1] + "…"


# -- as lines


def compared(old: list[str], old_shown: list[str], new: list[str], new_shown: list[str]) -> Iterator[tuple[str, str]]:
    """Compared as they are, shown masked: a changed secret is a changed line."""
    for group in _groups(old, new):
        first, last = group[0], group[-1]
        yield "@", f"@@ -{first[1] + 1},{last[2] - first[1]} +{first[3] + 1},{last[4] - first[3]} @@"
        yield from _told(group, old_shown, new_shown)


def whole(old: list[str], old_shown: list[str], new: list[str], new_shown: list[str]) -> Iterator[tuple[str, str]]:
    """The same with all the lines that stay, and no heads."""
    at = 0
    for group in _groups(old, new):
        yield from ((" ", text) for text in new_shown[at : group[0][3]])
        yield from _told(group, old_shown, new_shown)
        at = group[-1][4]
    yield from ((" ", text) for text in new_shown[at:])


def _told(group: list[_Step], old_shown: list[str], new_shown: list[str]) -> Iterator[tuple[str, str]]:
    for tag, old_from, old_to, new_from, new_to in group:
        if tag == "equal":
            yield from ((" ", text) for text in new_shown[new_from:new_to])
        else:
            yield from (("-", text) for text in old_shown[old_from:old_to])
            yield from (("+", text) for text in new_shown[new_from:new_to])


def _groups(old: list[str], new: list[str]) -> list[list[_Step]]:
    """difflib's groups; where too many lines are alike for it, everything from the first to the last difference as one change."""
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    old_end, new_end = len(old) - tail, len(new) - tail
    if head == old_end == new_end:
        return []
    counts = Counter(old[head:old_end])
    if sum(counts[line] for line in new[head:new_end]) <= _PAIRS_MAX:
        return _shifted(old, new, max(0, head - CONTEXT), max(0, tail - CONTEXT))
    before, after = min(head, CONTEXT), min(tail, CONTEXT)
    return [
        [
            ("equal", head - before, head, head - before, head),
            ("replace", head, old_end, head, new_end),
            ("equal", old_end, old_end + after, new_end, new_end + after),
        ]
    ]


def _shifted(old: list[str], new: list[str], head: int, tail: int) -> list[list[_Step]]:
    """The groups of what is left when `head` and `tail` equal lines are taken off."""
    matcher = difflib.SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    groups = matcher.get_grouped_opcodes(CONTEXT)
    return [[(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in group] for group in groups]
