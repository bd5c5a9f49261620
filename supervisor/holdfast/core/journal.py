"""The journal's records and their lines: what is remembered of decisions, and how a damaged file is told from a torn one.

One record a line: `LENGTH CRC PREVIOUS JSON`, where LENGTH is the JSON's size in bytes and CRC its crc32 (8 hex digits each),
PREVIOUS the sha256 of the line before (without its newline; 64 zeros for the first), JSON the record with its kind in "k".
A restart is the fold of these records (ledger.py); ticks, hints and pongs are never among them.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass

import msgspec

from holdfast.core.words import Kind

FIRST = "0" * 64


class Record(msgspec.Struct, frozen=True, tag_field="k", kw_only=True, omit_defaults=True):
    """What every record has: `at`, wall-clock seconds."""

    at: float


class Epoch(Record, frozen=True, tag="EPOCH"):
    """A daemon took the flock. boot_id: the kernel's, so that later pids are not mistaken for earlier ones."""

    epoch: int
    boot_id: str = ""


class Begin(Record, frozen=True, tag="BEGIN"):
    """A plan was drawn up; its members, voters and gate are fixed here."""

    seq: int
    version: str
    sha256: str
    base_seq: int
    base_sha256: str
    kind: Kind
    author: str
    author_uid: int = -1
    members: tuple[str, ...] = ()
    voters: tuple[str, ...] = ()
    gate: int = 0
    approvals: int = 0
    content_of: int = 0


class Approved(Record, frozen=True, tag="APPROVE"):
    seq: int
    by: str
    uid: int
    login_uid: int = -1


class Voided(Record, frozen=True, tag="VOID"):
    """The approvals of `seq` so far do not count any more: what was on the screen then is not true now."""

    seq: int
    reason: str


class Wave(Record, frozen=True, tag="WAVE"):
    """From here on these members may run `seq` before it is decided."""

    seq: int
    number: int
    members: tuple[str, ...]


class Decide(Record, frozen=True, tag="DECIDE"):
    """The fleet's target. kind REVERT: older content under a new number, drawn up by the supervisor itself."""

    seq: int
    version: str
    sha256: str
    kind: Kind
    content_of: int = 0
    author: str = ""


class Abort(Record, frozen=True, tag="ABORT"):
    """again: only a restart was the cause; the same content may be proposed once more."""

    seq: int
    outcome: str
    reason: str
    by: str = ""
    again: bool = False


class End(Record, frozen=True, tag="END"):
    seq: int
    outcome: str
    members: int = 0
    proved: int = 0
    note: str = ""


class Stuck(Record, frozen=True, tag="STUCK"):
    seq: int
    reason: str


class Frozen(Record, frozen=True, tag="FREEZE"):
    on: bool
    reason: str
    by: str


class Cordoned(Record, frozen=True, tag="CORDON"):
    worker: str
    on: bool
    by: str


class Acted(Record, frozen=True, tag="ACT"):
    """Something grave that changes no version, for those who ask later who it was. what: kill | stop."""

    what: str
    by: str
    reason: str
    worker: str = ""


class Left(Record, frozen=True, tag="LEFT"):
    """A worker stays behind on its last good content. state: Held | Quarantined; sha256: what it does not run."""

    worker: str
    sha256: str
    state: str
    reason: str


class Released(Record, frozen=True, tag="RELEASED"):
    """An operator (or a newer plan) gives a worker that was left behind another chance."""

    worker: str


class Ran(Record, frozen=True, tag="SPAWNED"):
    """A process was started; said once more when it has declared a fallback signal, or none any more."""

    worker: str
    pid: int
    start_time: int
    token_sha256: str
    seq: int
    signal: str = ""


class Proved(Record, frozen=True, tag="PROVED"):
    """First proof of that content by that process. checksum is what the worker itself reported, sha256 what is stored."""

    worker: str
    pid: int
    seq: int
    version: str
    checksum: str
    sha256: str


Any = (
    Epoch | Begin | Approved | Voided | Wave | Decide | Abort | End | Stuck | Frozen | Cordoned | Acted | Left | Released | Ran | Proved
)
_decoder = msgspec.json.Decoder(Any)
_encoder = msgspec.json.Encoder()
_HEAD = re.compile(rb"[0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{64} ")


@dataclass(frozen=True, slots=True)
class Torn:
    """The last line is not whole: cut it (`line` is its number, from 0) and go on."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A bad line with another after it, a broken chain, or a record of no kind we know: nobody may write any more."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a journal says: the good records up to the first fault, the hash to chain on, and the fault if there is one."""

    records: tuple[Record, ...]
    head: str
    fault: Torn | Damaged | None = None


def encode(record: Record, previous: str) -> tuple[bytes, str]:
    """The record's line (without newline) and the hash that the next line names."""
    body = _encoder.encode(record)
    line = b"%08x %08x %s %s" % (len(body), zlib.crc32(body), previous.encode(), body)
    return line, hashlib.sha256(line).hexdigest()


class Strange(ValueError):
    """A line that is whole and says something that no record says: a newer holdfast's, or no journal at all."""


def decode(line: bytes) -> tuple[str, Record]:
    """The line's PREVIOUS and its record. Raises ValueError (the line is not whole) or Strange, with the reason."""
    parts = line.split(b" ", 3)
    if len(parts) != 4 or not _HEAD.fullmatch(line[: len(line) - len(parts[3])]):
        raise ValueError("not a record")
    size, crc, body = int(parts[0], 16), int(parts[1], 16), parts[3]
    if size != len(body):
        raise ValueError(f"{len(body)} of {size} bytes")
    if crc != zlib.crc32(body):
        raise ValueError("checksum differs")
    try:
        return parts[2].decode("ascii"), _decoder.decode(body)
    except msgspec.MsgspecError as bad:
        raise Strange(str(bad)) from None


def read(lines: list[bytes], *, complete: bool = True) -> Reading:
    """Read a journal's lines; complete=False: the file does not end with a newline."""
    records: list[Record] = []
    head = FIRST
    for number, line in enumerate(lines):
        last = number == len(lines) - 1
        try:
            if last and not complete:
                raise ValueError("no newline at its end")
            previous, record = decode(line)
            if previous != head:
                return Reading(tuple(records), head, Damaged(number, "the chain is broken: a line before it was changed or lost"))
        except Strange as bad:
            return Reading(tuple(records), head, Damaged(number, str(bad)))
        except ValueError as bad:
            fault = Torn if last else Damaged
            return Reading(tuple(records), head, fault(number, str(bad)))
        records.append(record)
        head = hashlib.sha256(line).hexdigest()
    return Reading(tuple(records), head)
