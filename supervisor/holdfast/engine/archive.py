"""Reading again what is kept: the journal, to see that its chain is whole and who proved what; a content, to see that it is still that.

Nothing here comes from memory: what is said to be verified has been read from the disk for this answer. One reading at a time, each in a
thread; a journal of 4,000 plans takes a fifth of a second.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from holdfast.core import journal as j
from holdfast.core import proofs
from holdfast.core.archive import Proofs, Sound, Verified
from holdfast.core.fleet import Fleet
from holdfast.core.ledger import Version
from holdfast.core.trace import TraceView
from holdfast.core.words import Proof, Target
from holdfast.engine.contents import Known
from holdfast.engine.lint import judge
from holdfast.engine.memory import Memory
from holdfast.engine.pump import now
from holdfast.io.files import Unwritable
from holdfast.io.store import Corrupt

LONG, REST = 0.1, 50.0  # a journal that takes so many seconds to read stands for so many times as long


class Archive:
    """For the loop's thread."""

    def __init__(self, memory: Memory, contents: Known, fleet: Fleet, tell: Callable[[str], None]) -> None:
        """tell: is told of each damage that is found, once."""
        self._memory, self._contents, self._fleet, self._tell = memory, contents, fleet, tell
        self._reading = asyncio.Lock()
        self._last, self._good_until = Verified(0.0, 0, 0), 0.0
        self._told: set[str] = set()

    async def journal(self) -> Verified:
        """A long journal is not read again at once: it may take two hundredths of a core, whoever asks how often."""
        if time.monotonic() < self._good_until:
            return self._last
        return (await self._journal())[0]

    async def _journal(self) -> tuple[Verified, Sequence[j.Record]]:
        async with self._reading:
            began = time.monotonic()
            found = await asyncio.to_thread(self._read_journal)
            took = time.monotonic() - began
        self._last, self._good_until = found[0], began + took * REST if took > LONG else 0.0
        self._found("the journal", found[0].problem)
        return found

    def _found(self, what: str, problem: str) -> None:
        """Whoever does not look at it learns it, too."""
        if problem and problem not in self._told:
            self._told.add(problem)
            self._tell(f"{what} was read again, and is not what was written: {problem}")

    def _read_journal(self) -> tuple[Verified, Sequence[j.Record]]:
        try:
            reading, size, problem = self._memory.again()
        except Unwritable as no:
            return Verified(now().wall, 0, 0, str(no)), ()
        return Verified(now().wall, len(reading.records), size, problem), reading.records

    async def proofs(self, version: Version, trace: TraceView | None) -> Proofs:
        verified, records = await self._journal()
        target = Target(version.seq, version.version, version.sha256)

        def present(name: str) -> Proof | None:
            worker = self._fleet.get(name)
            return worker.proof if worker is not None and self._fleet.proves(worker, target) else None

        return proofs.proofs(records, version, verified, trace, present)

    async def sound(self, version: Version) -> Sound:
        async with self._reading:
            found = await asyncio.to_thread(self._read_content, version)
        self._found(f"the content of #{version.seq}", found.problem)
        return found

    def _read_content(self, version: Version) -> Sound:
        source = self._contents.settings
        try:
            content = self._contents.again(version.sha256)
            files = content.files() if content.entries is not None else {}
        except (Corrupt, ValueError) as bad:
            return Sound(version.seq, version.sha256, now().wall, problem=str(bad), schema=source.schema)
        unfit = content.bad or judge(content.size, content.value, source.schema, 0, 0.0, source.patterns)
        return Sound(version.seq, version.sha256, now().wall, content.size, len(files), schema=source.schema, unfit=unfit)
