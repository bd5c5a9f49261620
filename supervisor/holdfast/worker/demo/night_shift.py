"""night-shift: sweeps old rotated files away, and is the one worker of the demo that can be told to misbehave.

Write one word into the file `misbehave` in its folder (or where DEMO_MISBEHAVE points); it is read at each prepare and commit:

    honest    as everybody else
    refuse    votes no
    lie       votes yes, answers "active" under the new name, and keeps the old bytes
    hang      says nothing more, not even to a ping
    crash     exits in the middle of a commit
    garbage   answers with something that is no message

To lie, it has to go below the honest Worker: the package has no switch for it.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from ..content import Content, Descriptor
from ..orders import Order, Outcome, Send
from ..pending import Candidate
from ..protocol import Protocol
from .common import DemoWorker, say

MOODS = ("honest", "refuse", "lie", "hang", "crash", "garbage")
SPEECHLESS = {"hang": "falls silent", "garbage": "babbles"}


def mood() -> str:
    """What the control file says; honest without one."""
    try:
        word = Path(os.environ.get("DEMO_MISBEHAVE", "misbehave")).read_text().strip()
    except OSError:
        return "honest"
    return word if word in MOODS else "honest"


def speechless(word: str) -> list[Order]:
    """No answer, or none that anybody could read."""
    say(f"night-shift {SPEECHLESS[word]}, as it was told")
    return [Send(b"\xff\x00 {not a message\n")] if word == "garbage" else []


class Mischief(Protocol):
    """The protocol, broken in five ways."""

    mood = "honest"

    def _on_prepare(self, message: dict[str, Any], memfd: Descriptor | None, now: float) -> list[Order]:
        self.mood = mood()
        return super()._on_prepare(message, memfd, now)

    def _checked(self, candidate: Candidate, outcome: Outcome, now: float) -> list[Order]:
        if self.mood in SPEECHLESS:
            return speechless(self.mood)
        if self.mood == "refuse":
            outcome = Outcome(None, "E_SCHEMA", "not tonight")
        return super()._checked(candidate, outcome, now)

    def _on_commit(self, message: dict[str, Any], now: float) -> list[Order]:
        self.mood = mood()
        if self.mood == "crash":
            say("night-shift crashes, as it was told")
            os._exit(70)
        if self.mood in SPEECHLESS:
            return speechless(self.mood)
        return super()._on_commit(message, now)

    def _on_ping(self, message: dict[str, Any], now: float) -> list[Order]:
        return [] if self.mood == "hang" else super()._on_ping(message, now)

    def swap(self, content: Content) -> None:
        """The lie: a new name on the old bytes. The proof is computed over what is there, and gives it away."""
        if self.mood == "lie" and self.content is not None:
            content = self.content._replace(sha256=content.sha256, seq=content.seq, version=content.version)
        super().swap(content)


class NightShift(DemoWorker):
    protocol = Mischief


def sweep(keep_s: float) -> int:
    """Remove rotated files older than that; how many there were."""
    old = [path for path in Path().glob("metrics.jsonl.*") if time.time() - path.stat().st_mtime > keep_s]
    for path in old:
        path.unlink()
    return len(old)


def main() -> None:
    worker = NightShift("night")
    worker.end_on_signals()
    worker.start()
    worker.tell()
    going = True
    while going:
        keep_s = worker.settings["keep_s"]
        say(f"swept {sweep(keep_s) or 'nothing'} away: rotated files older than {keep_s:g} s")
        going = worker.wait(worker.settings["sweep_s"])
    say("night-shift stops")


if __name__ == "__main__":
    main()
