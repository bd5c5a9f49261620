"""The way around a channel that is silent: the worker's stable path is swapped, then a signal asks it to look there.

Only what is decided for that worker (its durable wave, the target, or its last good content where it was left behind), only to the
process that declared the signal, only while nothing is heard of it, and a few times only. A delivered signal is a claim: what the
worker runs is known when it proves it over a channel again, not before.
"""

from __future__ import annotations

import msgspec

from holdfast.core.book import Book
from holdfast.core.effects import Fallback as Tell
from holdfast.core.events import Hello, Signalled
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.lifecycle import Life
from holdfast.core.phase import Word
from holdfast.core.words import Grade, Proof, Target

SILENCE = 5.0  # seconds without a word until a channel is not waited for any more; the first pause between two signals, too
TELLS = 5  # signals about one content: at once, then after 5, 10, 20 and 40 s; whoever has not heard five will not hear the sixth


class Fallback:
    def __init__(self, book: Book, fleet: Fleet) -> None:
        self.book, self.fleet = book, fleet

    def declared(self, worker: Worker, event: Hello) -> None:
        """What its hello says. Only the process that we started can be signalled, so only its own word counts.

        Written down, for a supervisor that finds this process alive and never hears of it again.
        """
        worker.signal = event.signal if event.pid == worker.pid else ""
        ran = self.book.ledger.spawned.get(worker.name)
        if ran is not None and ran.pid == worker.pid and ran.signal != worker.signal:
            self.book.remember(msgspec.structs.replace(ran, signal=worker.signal), sync=False)

    def adopted(self, worker: Worker) -> None:
        """Found alive, not heard of yet: what it declared to the supervisor before this one still holds."""
        ran = self.book.ledger.spawned.get(worker.name)
        worker.signal = ran.signal if ran is not None and ran.pid == worker.pid else ""
        worker.heard = self.book.now.mono

    def due(self, worker: Worker) -> Target | None:
        """What this worker should be told by signal now; None: nothing."""
        silent = self.book.now.mono - worker.heard >= SILENCE
        if not worker.signal or not silent or worker.life is not Life.UP or self.book.stopping:
            return None
        desired = self.book.ledger.desired(worker.name)
        if desired is None or self._told_enough(worker, desired):
            return None
        if worker.proof.grade > Grade.CLAIMED and worker.proof.sha256 == desired.sha256:
            return None  # silent, but on it
        if desired.seq < max(worker.acked[0], worker.proof.seq):
            return None  # its numbers only grow: it would not go back to an older one
        return desired

    def _told_enough(self, worker: Worker, desired: Target) -> bool:
        tells = worker.tells if worker.told == desired else 0
        pause = SILENCE * 2 ** max(0, tells - 1)
        return tells >= TELLS or (worker.told_at >= 0 and self.book.now.mono - worker.told_at < pause)

    def look(self, worker: Worker) -> None:
        """Asked every round: the decision it has not heard of may be newer than its silence, or older."""
        desired = self.due(worker)
        if desired is None:
            return
        worker.tells = worker.tells + 1 if worker.told == desired else 1
        worker.told, worker.told_at = desired, self.book.now.mono
        self.book.do(Tell(worker.name, worker.pid, worker.signal, desired.seq, desired.version, desired.sha256))

    def signalled(self, event: Signalled) -> None:
        worker = self.fleet[event.worker]
        told = worker.told
        if event.pid != worker.pid or told is None or told.seq != event.seq:
            return  # it has ended, been heard of, or is told something newer
        silent = f"socket silent {SILENCE:g} s: {worker.signal}"
        match event.outcome:
            case "sent":
                self._claims(worker, told, f"{silent} sent (checked: caught); not proved")
            case "uncaught":
                self._say(worker, f"{silent} not sent: the process does not catch it any more", told)
                worker.signal = ""  # it would be killed by it
            case "unwritten":
                self._say(worker, f"{silent} not sent: {event.reason}", told)

    def _claims(self, worker: Worker, told: Target, text: str) -> None:
        """Whatever it proved before, it may run something else now."""
        worker.proof = Proof(Grade.CLAIMED, told.sha256, told.seq, at=self.book.now.wall)
        worker.reason = text
        self.fleet.turn(worker, Word.LOSE)
        self._say(worker, text, told)

    def _say(self, worker: Worker, text: str, told: Target) -> None:
        self.book.notice("warn", f"{text} ({told.version} {told.checksum})", worker.name, told.seq)
