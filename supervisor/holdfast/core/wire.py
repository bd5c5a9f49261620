"""The workers' lines: bytes to typed messages and back, strictly.

    a line --from_worker--> Hello Vote Active Pong Status Bye Error
    Welcome Prepare Commit Ping Abort Bye Error --encode--> one line

A line is one JSON object in UTF-8 with the discriminator "op". What arrives was written by somebody else: a line that breaks a
rule becomes a `Bad`, a value with the error word to answer, never an exception. Python's and msgspec's JSON each let something
through (duplicate keys, NaN, NUL, lone surrogates, invalid UTF-8 in a field nobody reads), so every line passes both: 3 us for a
pong. Unknown fields are ignored, an unknown op is bad. Limits are those of the protocol, version 1. `sha256`, `proof` and
`nonce` are lower-case hex, sizes are bytes, `*_ms` and `ms` milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple, NoReturn, TypeVar

import msgspec
from msgspec import UNSET, Meta, UnsetType

PROTOCOL = 1
LINE = 64 * 1024  # bytes in one line, newline not counted
DEPTH = 16  # objects and arrays inside each other, the line's own object counted
TEXT = 300  # characters kept of a worker's free text

Count = Annotated[int, Meta(ge=0, le=(1 << 63) - 1)]
Millis = Annotated[float, Meta(ge=0, le=1e9)]
Sha = Annotated[str, Meta(pattern=r"\A(?:[0-9a-f]{64})?\Z")]  # '' = none
Nonce = Annotated[str, Meta(pattern=r"\A(?:[0-9a-f]{2}){16,32}\Z")]
Inc = Annotated[str, Meta(pattern=r"\A[!-~]{1,128}\Z")]
Code = Annotated[str, Meta(pattern=r"\A(?:E_[A-Z]{1,16})?\Z")]
Name = Annotated[str, Meta(min_length=1, max_length=128)]
Signal = Literal["", "USR1", "USR2", "HUP"]  # what may be declared: of these alone it is usual that they mean "look again"


class Bad(NamedTuple):
    """A line that is refused: the protocol's error word and a sentence that is safe to show."""

    code: str
    error: str


class Message(msgspec.Struct, frozen=True, tag_field="op", tag=str.lower):
    """One line. The class's name in lower case is its op."""


class Run(msgspec.Struct, frozen=True):
    """What a worker has loaded: seq 0 and sha256 '' for nothing."""

    seq: Count = 0
    sha256: Sha = ""


class Checked(msgspec.Struct, frozen=True):
    """One pre-check inside a vote."""

    n: str
    ok: bool
    ms: Millis = 0.0
    error: str = ""


class Still(msgspec.Struct, frozen=True):
    seq: Count = 0


class Destination(msgspec.Struct, frozen=True):
    """The decided content, as `welcome` tells it: seq 0 and '' while nothing is decided."""

    seq: int
    version: str
    sha256: str


# -- from workers


class Hello(Message, frozen=True):
    v: int
    name: Name
    inc: Inc
    token: Annotated[str, Meta(max_length=256)]
    caps: Annotated[tuple[Annotated[str, Meta(max_length=32)], ...], Meta(min_length=1, max_length=8)]
    run: Run = Run()
    max_epoch: Count = 0
    pid: Count = 0
    signal: Signal = ""


class Vote(Message, frozen=True):
    id: Count
    epoch: Count
    seq: Count
    inc: Inc
    ok: bool
    pre_check: str = msgspec.field(name="pre-check", default="")
    checks: Annotated[tuple[Checked, ...], Meta(max_length=64)] = ()
    code: Code = ""
    error: str = ""
    still: Still | UnsetType = UNSET


class Active(Message, frozen=True):
    id: Count
    epoch: Count
    seq: Count
    inc: Inc
    sha256: Sha
    proof: Sha
    ms: Millis = 0.0


class Pong(Message, frozen=True):
    id: Count
    seq: Count
    inc: Inc
    sha256: Sha
    proof: Sha


class Status(Message, frozen=True):
    text: str


# -- to workers


class Welcome(Message, frozen=True):
    epoch: Count
    ping_ms: Count
    target: Destination
    v: int = PROTOCOL


class Prepare(Message, frozen=True):
    """`via` memfd: one descriptor comes with the line's first byte; path: `path`; inline: `inline` (the raw text).

    tree: the content is the manifest of this directory.
    """

    id: Count
    epoch: Count
    seq: Count
    version: str
    checksum: str
    sha256: Sha
    size: Count
    value_size: Count
    value_sha256: Sha
    format: str
    via: str
    deadline_ms: Count
    path: str | UnsetType = UNSET
    inline: str | UnsetType = UNSET
    tree: str | UnsetType = UNSET
    cmd: str = "reload"


class Commit(Message, frozen=True):
    """kind: forward | wave | rollback. version: the label, for a worker that only takes a new number for what it runs."""

    id: Count
    epoch: Count
    seq: Count
    sha256: Sha
    nonce: Nonce
    kind: str
    deadline_ms: Count
    version: str = ""


class Ping(Message, frozen=True):
    id: Count
    epoch: Count
    nonce: Nonce


class Abort(Message, frozen=True):
    id: Count
    epoch: Count
    seq: Count


# -- either way


class Bye(Message, frozen=True):
    reason: str = ""


class Error(Message, frozen=True):
    """`id` of the message that is refused, 0 if none."""

    code: Code
    error: str = ""
    id: Count = 0


FromWorker = Hello | Vote | Active | Pong | Status | Bye | Error
ToWorker = Welcome | Prepare | Commit | Ping | Abort | Bye | Error

T = TypeVar("T")

_from_worker = msgspec.json.Decoder(FromWorker)
_to_worker = msgspec.json.Decoder(ToWorker)
_encoder = msgspec.json.Encoder()


def encode(message: Message) -> bytes:
    """The message's line, newline included."""
    return _encoder.encode(message) + b"\n"


def from_worker(line: bytes) -> FromWorker | Bad:
    """What the supervisor received, without its newline."""
    return _decode(line, _from_worker)


def to_worker(line: bytes) -> ToWorker | Bad:
    """What a worker received, without its newline."""
    return _decode(line, _to_worker)


def plain(text: str, limit: int = TEXT) -> str:
    """A worker's free text made fit to show: no control, format or private characters, at most `limit` characters."""
    text = text[: 4 * limit]
    if not text.isprintable():
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _decode(line: bytes, decoder: msgspec.json.Decoder[T]) -> T | Bad:
    if len(line) > LINE:
        return too_long()
    try:
        _look(line)
        return decoder.decode(line)
    except RecursionError:
        return Bad("E_PROTO", f"nested deeper than {DEPTH}")
    except (ValueError, msgspec.MsgspecError) as error:  # ValueError: json's own errors and UnicodeDecodeError are of this kind
        return Bad("E_PROTO", plain(str(error)))


def too_long() -> Bad:
    """What a line over the limit is."""
    return Bad("E_TOOBIG", f"line longer than {LINE} bytes")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number of JSON")


_strict = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_constant)


def _look(line: bytes) -> None:
    """Raise for what msgspec lets through. Depth and characters are only walked where they could be wrong."""
    value = _strict.decode(line.decode())
    if b"\\u" in line or line.count(b"{") + line.count(b"[") > DEPTH:
        _walk(value, DEPTH)


def _walk(value: object, depth: int) -> None:
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise ValueError("NUL or lone surrogate in a string")
    elif isinstance(value, (dict, list)):
        if depth == 0:
            raise ValueError(f"nested deeper than {DEPTH}")
        inner: Sequence[object] = [*value, *value.values()] if isinstance(value, dict) else value
        for part in inner:
            _walk(part, depth - 1)
