"""Keeping secrets out of everything that is shown, stored as text or sent.

A key is secret because of its name (password, token, api_key, ... in any part of it) or because the settings declare it. A value
under such a key never leaves: a difference masks it where it stands in the text, and every later text (a reason, an event) has each
occurrence of it replaced. Values shorter than four characters and words such as "true" are masked only where they stand: looking
for "1" everywhere would blank out everything and tell its length besides. A password inside a URL (user:password@) counts as well, and so
does a private key as PEM writes it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import pairwise

from holdfast.core.positions import Path, Places, leaves, locate

MASK = "••••"
SHORTEST = 4  # characters; shorter values are masked by key only

_WORD = re.compile(
    r"pass|pwd|\w*(password|passwd|passphrase)s?|secrets?|tokens?|credentials?|creds?|auth|authorization|bearer|jwt|(api|private|secret|access)keys?"
)
_PAIR = re.compile(r"(api|private|secret|access|signing|encryption|session|master)_keys?")
_COMMON = frozenset(["true", "false", "null", "none", "yes", "no", "on", "off"])
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_INDEX = re.compile(r"\[\d+\]")
_URL = re.compile(r"://[^/\s:@\"']*:([^/\s@\"']+)@")
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----(?:.*?-----END [A-Z0-9 ]*PRIVATE KEY-----|.*)", re.DOTALL)
_ASSIGNMENT = re.compile(r"""(["']?)([A-Za-z_][\w.-]*)\1\s*[:=]""")
_YAML_KEY = re.compile(r"[ ]*(?:- +)*(?:\? +(?P<asked>.+)|(?P<key>[^\s].*?)[ ]*:(?=[ ]|$))")

_Extent = tuple[int, int]


# -- names and values


def is_secret(key: str, patterns: Sequence[str]) -> bool:
    """key: dotted, list indices as [i]. patterns: dotted globs, `*` for one part, `**` for any number; a match covers all below it."""
    return _secret(_INDEX.sub("", key).split("."), patterns)


def is_secret_at(path: Path, patterns: Sequence[str]) -> bool:
    """The same for a path of keys and list indices; a key with a dot in it counts as two."""
    return _secret([name for part in path if isinstance(part, str) for name in part.split(".")], patterns)


def values(value: object, patterns: Sequence[str]) -> tuple[str, ...]:
    """The texts of all scalars under secret keys, passwords inside URLs and private keys, longest first, each once; '' is left out.

    Of a text of several lines each line is one more, since reasons quote lines.
    """
    found: set[str] = set()
    for path, item in leaves(value):
        if isinstance(item, str):
            found.update(match[1] for match in _URL.finditer(item))
            found.update(line for match in _PRIVATE_KEY.finditer(item) for line in match[0].splitlines()[1:-1])
        if isinstance(item, dict | list | bool) or item is None or not is_secret_at(path, patterns):
            continue
        text = str(item)
        found.update((text, *text.splitlines()))
    return tuple(sorted(found - {""}, key=lambda text: (-len(text), text)))


def redact(text: str, secret_values: Iterable[str]) -> str:
    """`text` with every occurrence of a secret value, also as JSON or TOML would write it, and every password in a URL replaced."""
    return _replace(text, _occurrences(text, secret_values))


def mask_lines(
    text_lines: Sequence[str], secret_values: Iterable[str], patterns: Sequence[str], value: object = None, above: Path = ()
) -> list[str]:
    """The lines of a TOML, JSON or YAML text, masked; as many lines as before.

    `value` is what the text means, where it is known. Values under secret keys are masked where they stand, whatever their length.
    above: where the text itself stands (the path of a file in a directory), part of every key.
    """
    text = "\n".join(text_lines)
    places = locate(text, _meaning(text) if value is None else value)
    extents = list(_occurrences(text, secret_values))
    extents += _by_place(places, patterns, above) if places else _by_line(text, patterns, above)
    return _replace(text, extents).split("\n")


def _secret(names: Sequence[str], patterns: Sequence[str]) -> bool:
    return any(_looks_secret(name) for name in names) or any(_matches(names, pattern.split(".")) for pattern in patterns)


@lru_cache(maxsize=4096)
def _looks_secret(name: str) -> bool:
    words = [word for word in re.split(r"[^a-z]+", _CAMEL.sub("_", name).lower()) if word]
    return any(map(_WORD.fullmatch, words)) or any(_PAIR.fullmatch("_".join(pair)) for pair in pairwise(words))


def _matches(names: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern:
        return True
    if pattern[0] == "**":
        return any(_matches(names[skip:], pattern[1:]) for skip in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], pattern[0]) and _matches(names[1:], pattern[1:])


# -- where they stand


def _occurrences(text: str, secret_values: Iterable[str]) -> Iterator[_Extent]:
    for secret in secret_values:
        if len(secret) < SHORTEST or secret.lower() in _COMMON:
            continue
        plain = secret.isalnum() and secret.isascii()
        for form in {secret} if plain else {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}:
            start = text.find(form)
            while start >= 0:
                yield start, start + len(form)
                start = text.find(form, start + 1)
    for match in _URL.finditer(text):
        yield match.span(1)
    for match in _PRIVATE_KEY.finditer(text):
        yield match.span()


def _by_place(places: Places, patterns: Sequence[str], above: Path) -> Iterator[_Extent]:
    """Each value under a secret key, the comment behind it, and comments that look like such a line."""
    text = places.text
    tails: set[int] = set()
    for path, start, end in places.values:
        if is_secret_at((*above, *path), patterns):
            yield start, end
            tails.add(_line_end(text, end))
    for start, end in places.comments:
        if _line_end(text, start) in tails:
            yield start, end
        yield from _assignments(text, start, end, patterns)


def _by_line(text: str, patterns: Sequence[str], above: Path) -> Iterator[_Extent]:
    """For YAML and for what does not parse: a secret key hides the rest of its line and all that is indented below it."""
    stack: list[tuple[int, str]] = []  # indent, name: the mappings that we are in
    hiding = -1  # the indent of the secret key that we are below; -1: none
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        body = line.lstrip(" ")
        indent = len(line) - len(body)
        if hiding >= 0 and (not body or indent > hiding or (indent == hiding and body[0] in "-:\"'}]|")):
            yield start + indent, end
        else:
            hiding = -1
            if match := _YAML_KEY.match(line):
                column = match.start("key") if match["key"] else line.index("?")
                stack = [(depth, name) for depth, name in stack if depth < column]
                stack.append((column, (match["key"] or match["asked"]).strip("\"'")))
                if is_secret_at((*above, *(name for _, name in stack)), patterns):
                    hiding = column
                    yield start + match.end(), end
            yield from _assignments(text, start, end, patterns)
        start = end + 1


def _assignments(text: str, start: int, end: int, patterns: Sequence[str]) -> Iterator[_Extent]:
    """`password = ...` or `"password": ...` anywhere: the rest of the line goes."""
    for match in _ASSIGNMENT.finditer(text, start, end):
        if is_secret(match[2], patterns):
            yield match.end(), end
            return


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _replace(text: str, extents: Iterable[_Extent]) -> str:
    """Every extent becomes the mask, once for each line that it covers; what overlaps is one."""
    pieces: list[str] = []
    at = 0
    for start, end in _merged(extents):
        pieces += (text[at:start], "\n".join([MASK] * (text.count("\n", start, end) + 1)))
        at = end
    return "".join(pieces) + text[at:]


def _merged(extents: Iterable[_Extent]) -> Iterator[_Extent]:
    last: _Extent | None = None
    for start, end in sorted(extents):
        if last is None or start > last[1]:
            if last is not None:
                yield last
            last = (start, end)
        else:
            last = (last[0], max(last[1], end))
    if last is not None:
        yield last


def _meaning(text: str) -> object:
    """What a text means as JSON or TOML; None if it is neither."""
    for parser in (json.loads, tomllib.loads):
        try:
            found: object = parser(text)
        except (ValueError, RecursionError):
            continue
        return found
    return None
