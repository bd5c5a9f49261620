"""JSON Schema for people: every problem of a value in plain words, no secret among them.

The validator is jsonschema-rs. It would fetch a `$ref` from the network or the disk by itself, so it gets a retriever that refuses.
Its own messages quote the value; ours are made from the kind of each error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import jsonschema_rs

from holdfast.core import secrets as masks
from holdfast.core.settings_kinds import near
from holdfast.core.snapshot import dotted

PROBLEMS_MAX = 20  # then "... and N more"
SHAPES_MAX = 3  # alternatives of anyOf and oneOf that are explained
_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table",
    "null": "null",
}


class BadSchema(ValueError):
    """The schema itself cannot be used: why, and what to do."""


def problems(schema: object, value: object, patterns: Sequence[str]) -> tuple[str, ...]:
    """What `schema` has against the plain `value`: "policy.rules[2].action: must be one of allow, deny; got \\"alow\\"", at most 20."""
    found = [text for error in _validator(schema).iter_errors(value) for text in _explain(error, schema, patterns)]
    hidden = masks.values(value, patterns)
    shown = [masks.redact(text, hidden) for text in found[:PROBLEMS_MAX]]
    return (*shown, f"... and {len(found) - PROBLEMS_MAX} more") if len(found) > PROBLEMS_MAX else tuple(shown)


def _validator(schema: object) -> Any:
    if not isinstance(schema, dict | bool):
        raise BadSchema("it must be a table of keys or true; write a JSON Schema")
    refused: list[str] = []

    def refuse(uri: str) -> Any:
        refused.append(uri)
        raise ValueError

    try:
        return jsonschema_rs.validator_for(schema, retriever=refuse, validate_formats=True)
    except ValueError as error:
        if refused:
            raise BadSchema(f"it refers to {refused[0]} and nothing is fetched; put that part into the schema itself") from None
        at = dotted(tuple(error.instance_path)) if isinstance(error, jsonschema_rs.ValidationError) else ""
        raise BadSchema(f"{at + ': ' if at else ''}{str(error).splitlines()[0]}; correct the schema") from None


def _explain(error: Any, schema: object, patterns: Sequence[str]) -> list[str]:
    """One error as one or more lines: each unknown key has its own."""
    path = tuple(error.instance_path)
    kind = error.kind.name
    if kind in ("additionalProperties", "unevaluatedProperties"):
        known = _known(schema, error.schema_path)
        return [f"{dotted((*path, key))}: unknown key{_meant(key, known)}" for key in error.kind.unexpected]
    if kind == "required":
        return [f"{dotted((*path, error.kind.property))}: is missing"]
    words = _WORDS.get(kind)
    demand = words(error) if words else f"does not meet the schema's {kind}"
    return [f"{dotted(path) or 'the file'}: {demand}{_got(error, path, patterns)}"]


def _got(error: Any, path: tuple[str | int, ...], patterns: Sequence[str]) -> str:
    value = error.instance
    separator = "; got " if error.kind.name in ("enum", "anyOf", "oneOf") else ", got "
    if masks.is_secret_at(path, patterns):
        return f"{separator}{masks.MASK}"
    if isinstance(value, dict):
        return f"{separator}a table of {len(value)}"
    if isinstance(value, list):
        return f"{separator}a list of {len(value)}"
    return separator + _shown(value, 60)


def _shown(value: object, limit: int) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _listed(options: Iterable[object]) -> str:
    """Texts without quotes where they can be read so."""
    return ", ".join(
        option if isinstance(option, str) and option.isprintable() and option.strip() else _shown(option, 40) for option in options
    )


def _known(schema: object, schema_path: Sequence[object]) -> list[str]:
    """The properties beside the `additionalProperties` that objected; [] where the way leads through a $ref."""
    place: Any = schema
    try:
        for part in schema_path[:-1]:
            place = place[part]
    except (LookupError, TypeError):
        return []
    properties = place.get("properties") if isinstance(place, dict) else None
    return list(properties) if isinstance(properties, dict) else []


def _meant(key: str, known: list[str]) -> str:
    if best := near(key, known):
        return f"; did you mean {best}?"
    return f"; known here: {', '.join(sorted(known)[:12])}" if known else ""


def _shapes(error: Any) -> str:
    """The alternatives of anyOf and oneOf, each by its first objection that can be told."""
    if not all(error.kind.context):  # one that does not object: oneOf, and another fits too
        return "fits more than one of the shapes, one is allowed"
    texts: list[str] = []
    for branch in error.kind.context[:SHAPES_MAX]:
        first = branch[0] if branch else None
        words = _WORDS.get(first.kind.name) if first is not None else None
        if first is not None and words is not None and first.kind.name not in ("anyOf", "oneOf"):
            at = dotted(tuple(first.instance_path)[len(error.instance_path) :])
            texts.append(f"{at} {words(first)}".strip())
    return "fits none of the allowed shapes" + (f" ({'; or '.join(dict.fromkeys(texts))})" if texts else "")


_WORDS: dict[str, Callable[[Any], str]] = {
    "type": lambda error: f"must be {' or '.join(_TYPES.get(name, name) for name in error.kind.types)}",
    "enum": lambda error: f"must be one of {_listed(error.kind.options)}",
    "const": lambda error: f"must be {_listed([error.kind.expected_value])}",
    "minimum": lambda error: f"must be {error.kind.limit} or more",
    "maximum": lambda error: f"must be {error.kind.limit} or less",
    "exclusiveMinimum": lambda error: f"must be more than {error.kind.limit}",
    "exclusiveMaximum": lambda error: f"must be less than {error.kind.limit}",
    "multipleOf": lambda error: f"must be a multiple of {error.kind.multiple_of}",
    "minLength": lambda error: f"must have {error.kind.limit} characters or more",
    "maxLength": lambda error: f"must have {error.kind.limit} characters or fewer",
    "minItems": lambda error: f"must have {error.kind.limit} items or more",
    "maxItems": lambda error: f"must have {error.kind.limit} items or fewer",
    "minProperties": lambda error: f"must have {error.kind.limit} keys or more",
    "maxProperties": lambda error: f"must have {error.kind.limit} keys or fewer",
    "uniqueItems": lambda _: "must not have the same item twice",
    "contains": lambda _: "has no item of the kind that it must have",
    "pattern": lambda error: f"must match {error.kind.pattern}",
    "format": lambda error: f"must be a valid {error.kind.format}",
    "not": lambda _: "has a value that is not allowed",
    "falseSchema": lambda _: "is not allowed here",
    "propertyNames": lambda _: "has a key whose name is not allowed",
    "anyOf": _shapes,
    "oneOf": _shapes,
}
