"""What the files of a directory mean: {path: value}.

*.toml, *.json and (where the extra is installed) *.yaml are parsed, by the same strict parsers as a single source; other text is text;
what is neither is {"sha256": its name}. The size of that is bounded, since it travels to every worker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec

from holdfast.core import snapshot
from holdfast.core.tree import VALUE_MAX, Entry, text
from holdfast.engine.parse import Bad, parse

_FORMATS = {".toml": "toml", ".json": "json", ".yaml": "yaml", ".yml": "yaml"}


def value(entries: Iterable[Entry], files: Mapping[str, bytes]) -> dict[str, object]:
    """files: bytes by sha256. Raises Bad with a reason for each file that does not parse, its path in front."""
    found: dict[str, object] = {}
    reasons: list[str] = []
    for entry in entries:
        try:
            found[entry.path] = _meaning(entry, files[entry.sha256])
        except Bad as bad:
            reasons += [f"{entry.path}: {reason}" for reason in bad.reasons]
    if reasons:
        raise Bad(*reasons)
    if len(snapshot.canonical(found)) > VALUE_MAX:
        raise Bad(f"has more than {VALUE_MAX} bytes as JSON, which is what workers get; make it smaller")
    return found


def _meaning(entry: Entry, raw: bytes) -> object:
    format = _FORMATS.get("." + entry.path.rpartition("/")[2].rpartition(".")[2].lower(), "")
    if format and (format != "yaml" or _has_yaml()):
        return parse(raw, format, table=False)
    plain = text(raw)
    return {"sha256": entry.sha256} if plain is None else plain


@cache
def _has_yaml() -> bool:
    return find_spec("ruamel") is not None and find_spec("ruamel.yaml") is not None
