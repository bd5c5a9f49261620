"""log-forwarder: tails metrics.jsonl, also across its rotation, and passes on the lines that match, labelled and signed.

    edge-3 site=lab tier=demo sig=5f0c2e1a {"at": 1716301353, "load1": 0.31}
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from .common import DemoWorker, say

SOURCE = Path("metrics.jsonl")
POLL = 0.2  # seconds between two looks at the file


class Tail:
    """The whole lines appended to a path, whichever file stands there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._begun = b""  # a line without its end yet
        self._file = self._opened()
        if self._file is not None:
            self._file.seek(0, os.SEEK_END)

    def lines(self) -> Iterator[str]:
        yield from self._rest()
        if self._replaced():
            yield from self._rest()  # what was written between the last reading and the rename
            if self._file is not None:
                self._file.close()
            self._file, self._begun = self._opened(), b""
            yield from self._rest()

    def _rest(self) -> Iterator[str]:
        if self._file is None:
            return
        if os.fstat(self._file.fileno()).st_size < self._file.tell():
            self._file.seek(0)  # it was truncated: begin again
        *whole, self._begun = (self._begun + self._file.read()).split(b"\n")
        for line in whole:
            yield line.decode(errors="replace")

    def _opened(self) -> BinaryIO | None:
        try:
            return self._path.open("rb")
        except FileNotFoundError:
            return None

    def _replaced(self) -> bool:
        try:
            now = self._path.stat()
        except FileNotFoundError:
            return False
        return self._file is None or not os.path.samestat(now, os.fstat(self._file.fileno()))


def validate(config: dict[str, Any]) -> None:
    """What the schema cannot say: is it a regular expression?"""
    try:
        re.compile(config["forward"]["match"])
    except re.error as error:
        raise ValueError(f"forward.match is not a regular expression: {error}") from None


def dressed(line: str, settings: dict[str, Any]) -> str | None:
    """The line as it is passed on; None if it is not."""
    if not re.search(settings["match"], line):
        return None
    labels = " ".join(f"{name}={value}" for name, value in settings["labels"].items())
    signature = hmac.new(settings["api_token"].encode(), line.encode(), hashlib.sha256).hexdigest()[:8]
    return f"{settings['prefix']} {labels} sig={signature} {line}"


def main() -> None:
    worker = DemoWorker("forward", validate)
    worker.end_on_signals()
    worker.start()
    tail = Tail(SOURCE)
    worker.tell()
    with Path(f"forwarded-{worker.name}.log").open("a", buffering=1) as out:
        while worker.wait(POLL):
            settings = worker.settings
            for line in tail.lines():
                passed = dressed(line, settings)
                if passed is not None:
                    out.write(passed + "\n")
                    say(passed)
    say(f"{worker.name} stops")


if __name__ == "__main__":
    main()
