"""Is this content fit to be offered to the workers? Size, syntax, schema, and what it changes.

`lint` is a plain function that takes its time (a megabyte of TOML: a second); the daemon calls it in a thread.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from holdfast.core import snapshot
from holdfast.core.words import Diff
from holdfast.engine import schema as schemas
from holdfast.engine.parse import Bad as Bad
from holdfast.engine.parse import parse as parse

SCHEMA_MAX = 8 << 20  # bytes of a schema file


@dataclass(frozen=True, slots=True)
class LintResult:
    """problems: empty when the content is fit. value and value_json (canonical JSON) are there if it could be parsed, so is diff."""

    problems: tuple[str, ...] = ()
    value: object = None
    value_json: bytes = b""
    diff: Diff | None = None


def lint(raw: bytes, format: str, schema_path: str, base_raw: bytes, max_growth: float, secrets: tuple[str, ...]) -> LintResult:
    """Check `raw` and compare it with `base_raw` (b"" = nothing yet). schema_path '' = no schema; max_growth 0 = no limit."""
    try:
        value = parse(raw, format)
    except Bad as bad:
        return LintResult(bad.reasons)
    problems = judge(len(raw), value, schema_path, len(base_raw), max_growth, secrets)
    return LintResult(problems, value, snapshot.canonical(value), snapshot.diff(base_raw, _base(base_raw, format), raw, value, secrets))


def judge(size: int, value: object, schema_path: str, base_size: int, max_growth: float, secrets: tuple[str, ...]) -> tuple[str, ...]:
    """What is wrong with content that parses, empty when it is fit. Sizes in bytes; base_size 0 = nothing to compare with."""
    return (*_growth(size, base_size, max_growth), *_against_schema(value, schema_path, secrets))


def _base(raw: bytes, format: str) -> object:
    """What ran before; content of another format (the settings changed) is compared by its lines alone."""
    try:
        return parse(raw, format)
    except Bad:
        return None


def _growth(size: int, base_size: int, max_growth: float) -> tuple[str, ...]:
    if not max_growth or not base_size or size <= max_growth * base_size:
        return ()
    return (f"grew from {base_size} to {size} bytes, more than {max_growth:g} times; if that is right, raise source.max_growth",)


def _against_schema(value: object, path: str, secrets: tuple[str, ...]) -> tuple[str, ...]:
    if not path:
        return ()
    try:
        return schemas.problems(read_schema(path), value, secrets)
    except (OSError, schemas.BadSchema) as error:
        why = str(error.strerror).lower() + "; put it there, or take source.schema out" if isinstance(error, OSError) else str(error)
        return (f"cannot use the schema {path}: {why}",)


def read_schema(path: str) -> object:
    """The schema in a JSON file. OSError or BadSchema."""
    with open(path, "rb") as file:
        raw = file.read(SCHEMA_MAX + 1)
    if len(raw) > SCHEMA_MAX:
        raise schemas.BadSchema(f"it is larger than {SCHEMA_MAX} bytes; make it smaller")
    try:
        return json.loads(raw)
    except json.JSONDecodeError as error:
        raise schemas.BadSchema(f"it is not JSON at line {error.lineno}, column {error.colno}; correct it") from None
    except (ValueError, RecursionError):
        raise schemas.BadSchema("it is not JSON in UTF-8; correct it") from None
