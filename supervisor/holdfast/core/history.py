"""history.log: `TS|PID|VERSION|CHECKSUM|SHA256`, one line per worker and load, readable with `awk -F'|'`.

TS is UTC to the millisecond; CHECKSUM is what the worker itself reported with its proof, SHA256 what the supervisor stored: one
line shows both. The file is derived from the journal's PROVED records and can be written again from them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from holdfast.core import journal as j
from holdfast.core.words import Load


def load_of(record: j.Proved) -> Load:
    return Load(record.at, record.pid, record.version, record.checksum, record.sha256)


def line(load: Load) -> str:
    """One line, without its newline."""
    at = datetime.datetime.fromtimestamp(load.at, datetime.UTC).isoformat(timespec="milliseconds")
    return f"{at[:23]}Z|{load.pid}|{load.version}|{load.checksum}|{load.sha256}"


def parse(text: str) -> Load:
    """The reverse of line(), to the millisecond. Raises ValueError."""
    fields = text.split("|")
    if len(fields) != 5:
        raise ValueError(f"{len(fields)} fields, not 5")
    at = datetime.datetime.strptime(fields[0], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=datetime.UTC)
    return Load(at.timestamp(), int(fields[1]), fields[2], fields[3], fields[4])


def lines(records: Iterable[j.Record]) -> list[bytes]:
    """What history.log holds for these records."""
    return [line(load_of(record)).encode() for record in records if isinstance(record, j.Proved)]
