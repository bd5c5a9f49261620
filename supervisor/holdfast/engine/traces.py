"""The traces of plans that have ended: the last ones in memory, more of them in STATE/traces, one file each.

Nothing depends on them. What cannot be written is in memory only, and what is damaged is said to be when somebody asks for it.
"""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence

import msgspec

from holdfast.core.trace import Trace
from holdfast.engine.tape import Tape
from holdfast.io.files import Unwritable, because, publish

IN_MEMORY, ON_DISK = 64, 200  # traces
_FILE = re.compile(r"[0-9]+\.json")


class Damaged(Exception):
    """A trace that cannot be read, as a reason: what is wrong; what to do."""


class Traces:
    """write() and find() touch the disk: they are for another thread than the loop's."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._kept = OrderedDict[int, Tape | bytes]()
        self._due: list[Tape] = []

    @property
    def latest(self) -> int:
        return next(reversed(self._kept), 0)

    def _path(self, seq: int) -> str:
        return os.path.join(self._folder, f"{seq}.json")

    def add(self, tape: Tape) -> None:
        """Keep it, and have it written with the others that are due."""
        seq = tape.plan.seq
        if tape.resumed and os.path.exists(self._path(seq)):
            return  # it was begun before a restart: that part stays
        self._kept[seq] = tape
        self._kept.move_to_end(seq)
        self._due.append(tape)
        if len(self._kept) > IN_MEMORY:
            self._kept.popitem(last=False)

    def due(self) -> list[Tape]:
        """What is to be written; it is due no more."""
        due, self._due = self._due, []
        return due

    def write(self, due: Sequence[Tape]) -> dict[int, bytes]:
        """Writes them, and returns them as they are written. What cannot be written is not tried again."""
        raw = {tape.plan.seq: msgspec.json.encode(tape.trace()) for tape in due}
        for seq, text in raw.items():
            self._publish(seq, text)
        self._forget_old()
        return raw

    def written(self, raw: Mapping[int, bytes]) -> None:
        """A text takes a tenth of the memory of a tape."""
        self._kept.update((seq, text) for seq, text in raw.items() if seq in self._kept)

    def _publish(self, seq: int, raw: bytes) -> None:
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            publish(self._path(seq), raw, 0o600)
        except (Unwritable, OSError):
            pass  # a full disk loses a trace; whoever asks for it before the next restart gets it from memory

    def _forget_old(self) -> None:
        """By age, and by number only where that is the same: a new history begins with 1 again."""
        try:
            with os.scandir(self._folder) as entries:
                found = [entry for entry in entries if _FILE.fullmatch(entry.name)]
            if len(found) > ON_DISK:
                for entry in sorted(found, key=lambda entry: (entry.stat().st_mtime_ns, int(entry.name[:-5])))[:-ON_DISK]:
                    os.unlink(entry.path)
        except OSError:
            pass  # there is no folder, or somebody tidies up too

    def find(self, seq: int) -> Trace | None:
        """None: it is not kept. Raises Damaged."""
        kept = self._kept.get(seq)
        if isinstance(kept, Tape):
            return kept.trace()
        try:
            return msgspec.json.decode(kept or self._read(seq), type=Trace)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Damaged(f"{self._path(seq)} cannot be read: {because(error)}; check who may read it") from error
        except msgspec.MsgspecError as bad:
            raise Damaged(f"{self._path(seq)} is damaged ({bad}); remove it") from bad

    def _read(self, seq: int) -> bytes:
        with open(self._path(seq), "rb") as file:
            return file.read()
