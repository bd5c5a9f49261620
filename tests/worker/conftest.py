"""A tiny scripted supervisor: it says what a test tells it to say, on a real socket, and hands over real memfds."""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from contextlib import contextmanager
from pathlib import Path

import pytest

from holdfast.worker import Worker
from holdfast.worker.content import SEALS

LIMIT = 10.0  # seconds that a test waits for an answer before it fails
NONCE = "00112233445566778899aabbccddeeff"
PACKAGE_ROOT = Path(sys.modules["holdfast"].__file__).parent.parent


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def proof_of(raw: bytes, nonce: str = NONCE) -> str:
    return hmac.new(bytes.fromhex(nonce), raw, hashlib.sha256).hexdigest()


def canonical(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


def memfd(data: bytes, seals: int = SEALS) -> int:
    fd = os.memfd_create("content", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.write(fd, data)
    fcntl.fcntl(fd, fcntl.F_ADD_SEALS, seals)
    return fd


def until(condition) -> None:
    """Wait for something that announces itself to nobody; fail after LIMIT."""
    end, pause = time.monotonic() + LIMIT, threading.Event()
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        pause.wait(0.005)


class Peer:
    """The supervisor's end of one connection."""

    def __init__(self, sock: socket.socket) -> None:
        sock.settimeout(LIMIT)
        self.sock = sock
        self.lines = sock.makefile("rb")

    def line(self) -> bytes:
        return self.lines.readline()

    def hears(self, op: str, **fields: object) -> dict:
        """The next message is this one; what it says of `fields` must be so. Returns all of it."""
        message = self._message(op)
        assert message["op"] == op, message
        assert {key: message.get(key) for key in fields} == fields, message
        return message

    def until(self, op: str) -> list[dict]:
        """All messages up to the first of that kind."""
        messages = [self._message(op)]
        while messages[-1]["op"] != op:
            messages.append(self._message(op))
        return messages

    def _message(self, awaited: str) -> dict:
        line = self.line()
        assert line.endswith(b"\n"), f"the worker hung up instead of saying {awaited}"
        return json.loads(line)

    def hung_up(self) -> bool:
        try:
            return self.line() == b""
        except ConnectionResetError:
            return True

    def says(self, op: str, **fields: object) -> None:
        self.sock.sendall(json.dumps({"op": op, **fields}).encode() + b"\n")

    def says_line(self, line: bytes, *fds: int) -> None:
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", fds))] if fds else []
        sent = self.sock.sendmsg([line], rights)
        if line[sent:]:
            self.sock.sendall(line[sent:])
        for fd in fds:
            os.close(fd)

    def welcomes(self, epoch: int = 1, **fields: object) -> dict:
        hello = self.hears("hello")
        target = {"seq": 1, "version": "20240521-142233.0001", "sha256": hello["run"]["sha256"]}
        self.says("welcome", **{"v": 1, "epoch": epoch, "ping_ms": 1000, "target": target, **fields})
        return hello

    def prepares(self, seq: int, value: object, raw: bytes = b"", fd: int | None = -1, **fields: object) -> bytes:
        """Offer a value (as JSON text, if `raw` is not given); fd None: forget to send one. Returns the raw bytes."""
        value_text, raw = canonical(value), raw or json.dumps(value).encode()
        message = {
            "op": "prepare", "cmd": "reload", "id": seq * 10, "epoch": 1, "seq": seq, "version": f"20240521-142233.{seq:04d}",
            "checksum": sha(raw)[:7], "sha256": sha(raw), "size": len(raw), "value_size": len(value_text),
            "value_sha256": sha(value_text), "format": "json", "via": "memfd", "deadline_ms": 3000, **fields,
        }  # fmt: skip
        fds = [] if fd is None else [memfd(raw + value_text) if fd < 0 else fd]
        self.says_line(json.dumps(message).encode() + b"\n", *fds)
        return raw

    def commits(self, seq: int, raw: bytes, **fields: object) -> None:
        message = {"id": seq * 10 + 1, "epoch": 1, "seq": seq, "sha256": sha(raw), "nonce": NONCE, "kind": "forward"}
        self.says("commit", **{**message, "deadline_ms": 30000, **fields})

    def moves(self, seq: int, value: object) -> bytes:
        """One whole honest reload."""
        raw = self.prepares(seq, value)
        self.hears("vote", seq=seq, ok=True)
        self.commits(seq, raw)
        self.hears("active", seq=seq, sha256=sha(raw), proof=proof_of(raw))
        return raw

    def pings(self, id: int = 7, epoch: int = 1) -> dict:
        self.says("ping", id=id, epoch=epoch, nonce=NONCE)
        return self.hears("pong", id=id)

    def close(self) -> None:
        self.lines.close()
        self.sock.close()


class Supervisor:
    """A listening socket, and the environment that makes a worker dial it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "sock"
        self.peers: list[Peer] = []
        self.processes: list[subprocess.Popen] = []
        self.listens()

    def listens(self) -> None:
        self.path.unlink(missing_ok=True)
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.bind(str(self.path))
        self.sock.listen()
        self.sock.settimeout(LIMIT)

    def accepts(self) -> Peer:
        self.peers.append(Peer(self.sock.accept()[0]))
        return self.peers[-1]

    def goes(self) -> None:
        """As if killed: every connection and the listening socket close."""
        for closing in (self.sock, *self.peers):
            closing.close()
        self.path.unlink(missing_ok=True)

    def swaps(self, value: object, seq: int, raw: bytes = b"") -> bytes:
        """Puts that content under the worker's stable path."""
        raw = raw or json.dumps(value).encode()
        named = {"sha256": sha(raw), "seq": seq, "version": f"20240521-142233.{seq:04d}", "value": value}
        for name, content in (("current.json", canonical(named)), ("current", raw)):
            (self.folder / "new").write_bytes(content)
            os.rename(self.folder / "new", self.folder / name)
        return raw

    def environment(self, value: object, raw: bytes = b"", seq: int = 1, name: str = "api-1") -> dict[str, str]:
        raw, current = self.swaps(value, seq, raw), self.folder / "current"
        return {
            "HOLDFAST_SOCKET": str(self.path),
            "HOLDFAST_TOKEN": "t0ken",
            "HOLDFAST_WORKER": name,
            "HOLDFAST_CONFIG_FILE": str(current),
            "HOLDFAST_CONFIG_VALUE": f"{current}.json",
            "HOLDFAST_CONFIG_FORMAT": "json",
            "HOLDFAST_CONFIG_VERSION": f"20240521-142233.{seq:04d}",
            "HOLDFAST_CONFIG_SEQ": str(seq),
            "HOLDFAST_CONFIG_SHA256": sha(raw),
        }

    def spawns(self, *command: str, env: dict[str, str], cwd: Path) -> Process:
        process = Process([sys.executable, *command], env, cwd)
        self.processes.append(process)
        return process

    def ends(self) -> None:
        self.goes()
        for process in self.processes:
            process.ends()


class Process(subprocess.Popen):
    """A real worker process whose output is read line by line."""

    def __init__(self, command: list[str], env: dict[str, str], cwd: Path) -> None:
        env = {**os.environ, **env, "PYTHONPATH": str(PACKAGE_ROOT)}
        super().__init__(command, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def prints(self, *words: str) -> str:
        """Read until a line contains all the words."""
        seen = ""
        for line in self.stdout:
            seen += line
            if all(word in line for word in words):
                return line
        raise AssertionError(f"the process ended (or closed its output) without a line of {words}:\n{seen}")

    def told_to_stop(self) -> int:
        self.send_signal(signal.SIGTERM)
        return self.wait(LIMIT)

    def ends(self) -> None:
        self.kill()
        self.wait()
        self.stdout.close()


@pytest.fixture
def supervisor():
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))  # a Unix socket's path has 107 bytes at most
    scripted = Supervisor(folder)
    yield scripted
    scripted.ends()
    shutil.rmtree(folder)


@pytest.fixture
def running(supervisor):
    """running(value, **hooks): a started Worker with threads and the supervisor's end of its connection, welcomed."""
    started: list[Worker] = []

    @contextmanager
    def run(value: object, worker_class: type[Worker] = Worker, **hooks):
        worker = worker_class(environ=supervisor.environment(value), **hooks).start()
        started.append(worker)
        peer = supervisor.accepts()
        peer.welcomes()
        yield worker, peer

    yield run
    for worker in started:
        worker.stop()


@pytest.fixture
def script():
    """The helpers of this file, for tests that speak for themselves."""
    return sys.modules[__name__]
