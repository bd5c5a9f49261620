"""The two programs under measure, each in a folder of its own, with the same few verbs; whatever they started ends with them.

How a reload is timed, for both alike: the bench takes the time just before it renames the new content over app.toml; the program
writes down the time at which the last worker's proof had been checked and found good: holdfast as the time of the last PROVED
record of that content in its journal, the smallest program in a file of its own. Both are the machine's real-time clock, read in
one call a side; nobody has to be woken, asked or traced for it, so the program is measured as it is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import tomli_w

from holdfast.api.client import Client
from holdfast.core import journal
from holdfast.io.process import Processes

HERE = Path(__file__).parent
WORKER = [sys.executable, str(HERE / "worker.py")]
KIND = 50  # workers in one [[worker]] table, which takes 64 at most
SIZE = 4096  # bytes of the configuration
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp"  # a file system without a disk
LIMIT = 60.0  # seconds that anything here may take
# Everything measured is run as an installed user has it: with bytecode, which is kept here for as long as the bench runs.
BYTECODE = tempfile.mkdtemp(prefix="hf-bench-pyc-")
ENV = {key: value for key, value in os.environ.items() if not key.startswith("HOLDFAST_") and key != "PYTHONDONTWRITEBYTECODE"}
ENV["PYTHONPYCACHEPREFIX"] = BYTECODE


def folder(place: str) -> Path:
    """A new one; whoever makes it removes it."""
    return Path(tempfile.mkdtemp(prefix="hf-bench-", dir=place))


def _body() -> bytes:
    """A plausible TOML of about SIZE bytes."""
    lines = ['name = "bench"', "[limits]", "requests = 250", "burst = 40"]
    while sum(len(line) + 1 for line in lines) < SIZE:
        row = len(lines)
        lines += ["[[route]]", f'path = "/v1/item/{row}"', f'upstream = "10.0.{row % 256}.7:8080"', f"weight = {row * 7 % 100}"]
    return ("\n".join(lines) + "\n").encode()


BODY = _body()


def content(number: int) -> bytes:
    """No two numbers have the same bytes."""
    return b"number = %d\n" % number + BODY


def until(what: Callable[[], object], why: str, limit: float = LIMIT, pace: float = 0.002) -> None:
    """Looks every `pace` seconds until it is so."""
    end = time.monotonic() + limit
    while not what():
        if time.monotonic() > end:
            raise TimeoutError(f"{why}: not within {limit:g} s")
        time.sleep(pace)


class Program:
    """A program in its folder. Use it as a context: it is started on entry, and killed with all its workers on exit."""

    name = ""

    def __init__(self, workers: int, source: Path | None = None) -> None:
        """source: None for app.toml in its own folder."""
        self.workers = workers
        self.home = folder("/tmp")
        self.source = source or self.home / "app.toml"
        self.source.write_bytes(content(0))
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> None:
        raise NotImplementedError

    def proved_at(self, sha256: str) -> float:
        """When the last worker had proved that content, 0.0 while one is missing."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def rename(self, raw: bytes) -> float:
        """Puts new content in place as an editor does; the time just before."""
        draft = self.source.with_suffix(".new")
        draft.write_bytes(raw)
        at = time.time()
        os.rename(draft, self.source)
        return at

    def reload(self, raw: bytes, pause: float) -> float:
        """Seconds from the rename to the last proof. Nobody looks for `pause` seconds, so that looking costs the program nothing."""
        sha256 = hashlib.sha256(raw).hexdigest()
        at = self.rename(raw)
        time.sleep(pause)
        until(lambda: self.proved_at(sha256) > 0, f"{self.name}: {self.workers} proofs of {sha256[:7]}", pace=0.02)
        return self.proved_at(sha256) - at


class Smallest(Program):
    name = "smallest"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "smallest.py"), str(self.home), str(self.workers)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENV,
        )  # fmt: skip
        assert self.process.stdout is not None
        if self.process.stdout.readline() != b"ready\n":
            raise RuntimeError("the smallest program did not start")
        self._read = 0

    def proved_at(self, sha256: str) -> float:
        """The last line, if it is about that content."""
        with open(self.home / "proved", "rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - 200))
            last = file.read().split(b"\n")[-2:]
        name, _, at = last[0].decode().partition(" ")
        return float(at) if name == sha256 else 0.0

    def close(self) -> None:
        if self.process is not None:
            assert self.process.stdin is not None
            self.process.stdin.close()  # it ends, its sockets close, its workers end
            self.process.wait(LIMIT)
        shutil.rmtree(self.home, ignore_errors=True)


class Holdfast(Program):
    """The real daemon: approvals off, the journal synced, a proof of each worker every second.

    run_dir lies in memory, as it does by default (/run); everything that is to last is on the disk of /tmp, for both programs.
    """

    name = "holdfast"
    env = ENV

    def start(self) -> None:
        settings = self.home / "holdfast.toml"
        self.run_dir = folder(MEMORY)
        settings.write_text(tomli_w.dumps({
            "name": "bench", "run_dir": str(self.run_dir), "state_dir": "state", "log_dir": "log", "sample": "1s",
            "source": {"path": str(self.source)}, "rollout": {"approvals": 0},
            "worker": [{"name": f"w{n}", "count": min(KIND, self.workers - n), "command": WORKER} for n in range(0, self.workers, KIND)],
        }))  # fmt: skip
        self.settings, self.journal = settings, Follower(self.home / "state" / "journal")
        self.client = Client(str(self.run_dir / "api.sock"))
        hear, say = os.pipe()
        with open(self.home / "daemon.log", "ab") as log, open(hear, "rb") as ready:
            self.began = time.time()
            self.process = subprocess.Popen(
                [sys.executable, *self.launcher(), "--config", str(settings), "--ready-fd", str(say)],
                stdout=log, stderr=log, pass_fds=(say,), env=self.env, start_new_session=True,
            )  # fmt: skip
            os.close(say)
            if ready.read() != b"ready\n":
                raise RuntimeError((self.home / "daemon.log").read_text())
        sha256 = hashlib.sha256(self.source.read_bytes()).hexdigest()
        until(lambda: self.proved_at(sha256) > 0, "every worker to prove its first content", LIMIT + self.workers * 0.5, pace=0.02)

    def launcher(self) -> list[str]:
        return ["-m", "holdfast.daemon"]

    def proved_at(self, sha256: str) -> float:
        proofs = {r.worker: r.at for r in self.journal.records() if isinstance(r, journal.Proved) and r.sha256 == sha256}
        return max(proofs.values()) if len(proofs) == self.workers else 0.0

    def pids(self) -> dict[str, int]:
        """{worker: pid} as the journal has them."""
        return {r.worker: r.pid for r in self.journal.records() if isinstance(r, journal.Ran)}

    def close(self) -> None:
        """The daemon first, then its workers, which are sessions of their own and carry its socket in their environment."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(LIMIT)
            for _, pid, _, _ in Processes.scan_own(str(self.run_dir / "w" / "sock")):
                with suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)
            shutil.rmtree(self.run_dir, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)


class Follower:
    """A journal's records, read as it grows."""

    def __init__(self, path: Path) -> None:
        self.path, self._offset, self._records = path, 0, list[journal.Record]()

    def records(self) -> list[journal.Record]:
        """All so far. What is old stays in the list: whoever runs 1,000 rounds calls forget() now and then."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self._offset)
                whole = file.read().rpartition(b"\n")[0]
        except FileNotFoundError:
            return self._records
        if whole:
            self._offset += len(whole) + 1
            self._records += [journal.decode(line)[1] for line in whole.split(b"\n")]
        return self._records

    def forget(self) -> None:
        """From here on only what is new."""
        self.records()
        self._records = []
