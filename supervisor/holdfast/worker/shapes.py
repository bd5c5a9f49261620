"""What the supervisor may say, field by field: the table that every received message is held against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Callable

from .codec import MAX_INT, BadLine

_SHA = re.compile(r"[0-9a-f]{64}")
_NONCE = re.compile(r"([0-9a-f]{2}){16,32}")


def number(value: Any) -> bool:
    return type(value) is int and 0 <= value <= MAX_INT


def text(value: Any) -> bool:
    return isinstance(value, str)


def sha(value: Any) -> bool:
    return isinstance(value, str) and _SHA.fullmatch(value) is not None


def nonce(value: Any) -> bool:
    return isinstance(value, str) and _NONCE.fullmatch(value) is not None


def table(value: Any) -> bool:
    return isinstance(value, dict)


SHAPES: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "welcome": {"v": number, "epoch": number, "target": table},
    "prepare": {
        "id": number,
        "epoch": number,
        "seq": number,
        "version": text,
        "sha256": sha,
        "size": number,
        "value_sha256": sha,
        "value_size": number,
        "via": text,
    },
    "commit": {"id": number, "epoch": number, "seq": number, "sha256": sha, "nonce": nonce},
    "ping": {"id": number, "epoch": number, "nonce": nonce},
    "abort": {"id": number, "epoch": number, "seq": number},
    "error": {"code": text, "error": text},
    "bye": {},
}


def check(message: dict[str, Any]) -> str:
    """The message's op, once every field that we use has its type. Raises BadLine."""
    op: Any = message.get("op")
    id: Any = message.get("id")
    if not number(id):
        id = 0
    if not isinstance(op, str) or op not in SHAPES:
        raise BadLine("E_PROTO", "unknown op", id)
    for field, fits in SHAPES[op].items():
        if not fits(message.get(field)):
            raise BadLine("E_PROTO", f"{op}: {field} is missing or has the wrong type", id)
    return op
