"""Remembering: records become journal lines, durable before anything is done about them; proofs become lines of history.log.

The journal is written by one thread at a time, off the loop. A record that cannot be written is an Unwritable, and the caller
then changes nothing. history.log is only derived: it is written after, never waited for, and made anew where it is not whole.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from holdfast.core import history
from holdfast.core import journal as j
from holdfast.core.effects import Remember
from holdfast.io.files import Unwritable, publish
from holdfast.io.logfile import AppendLog


class Memory:
    """The journal of one state directory. `fault` says why it may not be written (a damaged journal), '' = fine.

    epoch: the highest that any of its lines names, also behind a damaged one, since workers obey none that is lower.
    """

    def __init__(self, state_dir: str, settle: Callable[[], None] = lambda: None) -> None:
        """Opens and reads it; a torn last record is cut off and kept aside (`repaired` says so). Raises Unwritable.

        settle: returns when what the records speak of is durable itself, blocks until then; may raise Unwritable.
        """
        self.fault = self.repaired = ""
        self._settle = settle
        self.log = AppendLog(os.path.join(state_dir, "journal"))
        lines = self.log.read()
        if self.log.torn:
            self._cut(lines, len(lines), "it does not end with a newline")
        reading = j.read(lines)
        if isinstance(reading.fault, j.Torn):
            self._cut(lines, reading.fault.line, reading.fault.reason)
        elif reading.fault is not None:
            number = reading.fault.line + 1
            self.fault = f"record {number} of {self.log.path} is damaged ({reading.fault.reason}); restore the file, then restart"
        self.records, self._head = list(reading.records), reading.head
        self.epoch = max((_epoch(line) for line in lines), default=0)
        self._dirty = False
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="holdfast-journal")
        self._history_path = os.path.join(state_dir, "history.log")
        self._history: AppendLog | None = None
        self._later: list[j.Record] = []  # those that are not in it yet

    def _cut(self, lines: list[bytes], count: int, reason: str) -> None:
        aside = self.log.cut(sum(len(line) + 1 for line in lines[:count]))
        self.repaired = f"the last record of the journal was not whole ({reason}): cut off, kept in {aside}"

    def again(self) -> tuple[j.Reading, int, str]:
        """As it lies on the disk now: what it says, its bytes, and what is wrong with it ('' = nothing). From any thread.

        Raises Unwritable: it cannot be read.
        """
        size, head = self.log.size, self._head
        raw = self.log.again(size)
        reading = j.read(raw.split(b"\n")[:-1])
        problem = ""
        if reading.fault is not None:
            problem = f"record {reading.fault.line + 1} is damaged: {reading.fault.reason}"
        elif len(raw) < size or not raw.endswith(b"\n"):
            problem = f"its end is missing: {len(raw)} of {size} bytes are there"
        elif (size, head) == (self.log.size, self._head) and reading.head != head:  # nothing was written meanwhile
            problem = "its last record is not the one that was written last"
        return reading, len(raw), problem

    def begin(self, record: j.Epoch) -> None:
        """What was read is made durable before anybody acts on it, and so is the first record of this start. Raises Unwritable."""
        if self.fault:
            return
        if not self.records and os.path.exists(self._history_path):
            os.rename(self._history_path, f"{self._history_path}.until-{record.at:.0f}")  # of a history that was given up
        self.write([record], sync=True)
        self.records.append(record)
        wanted = b"".join(one + b"\n" for one in history.lines(self.records))
        if not _same(self._history_path, wanted):
            publish(self._history_path, wanted, 0o600)
        self._history = AppendLog(self._history_path)

    def write(self, records: Sequence[j.Record], sync: bool) -> None:
        """Appends, and syncs if asked: then the contents that they name are durable before they are written. Blocks. Raises Unwritable."""
        if sync:
            self._settle()
        head, out = self._head, []
        for record in records:
            raw, head = j.encode(record, head)
            out.append(raw)
        self.log.append(out)
        self._head = head
        self._dirty = not sync
        if sync:
            self.log.sync()

    async def remember(self, effects: Sequence[Remember]) -> None:
        """All records of one step, with one sync if any of them asks for it. Raises Unwritable."""
        if self.fault:
            raise Unwritable(self.fault)
        records = [effect.record for effect in effects]
        if any(effect.sync for effect in effects):
            await asyncio.get_running_loop().run_in_executor(self._writer, self.write, records, True)
        else:
            self.write(records, sync=False)
        self._later += records

    async def sync(self) -> None:
        """What was only appended becomes durable, and history.log follows; called about once a second. Raises Unwritable."""
        if self._dirty and not self.fault:
            self._dirty = False
            await asyncio.get_running_loop().run_in_executor(self._writer, self.log.sync)
        self._derive()

    def _derive(self) -> None:
        records, self._later = self._later, []
        lines = history.lines(records)
        if lines and self._history is not None:
            try:
                self._history.append(lines)
            except Unwritable:
                self._history = None  # the journal has them; the next start writes the file anew

    def close(self) -> None:
        self._writer.shutdown(wait=True)
        self._derive()
        self.log.close()
        if self._history is not None:
            self._history.close()


def _epoch(line: bytes) -> int:
    try:
        _, record = j.decode(line)
    except ValueError:
        return 0
    return record.epoch if isinstance(record, j.Epoch) else 0


def _same(path: str, wanted: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read() == wanted
    except FileNotFoundError:
        return False
