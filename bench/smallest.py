"""The smallest program that could do the job: what holdfast is measured against. Not a product.

    python bench/smallest.py FOLDER WORKERS      until its stdin ends

One inotify listener on FOLDER, one Unix socket a worker. A new FOLDER/app.toml is read, parsed, stored under its sha256 (synced),
shown to every worker (raw bytes and parsed value), and if all say yes the decision is written down (synced) and committed; each worker
answers with an HMAC of a nonce over the bytes it runs. No approval, no quorum, no restart, no roll-back, no limits but time-outs, no
second look at the file. FOLDER/proved gets `SHA256 SECONDS` when the last proof has been found good.
"""

from __future__ import annotations

import ctypes
import hashlib
import hmac
import json
import os
import select
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

CLOSE_WRITE, MOVED_TO = 0x8, 0x80  # inotify(7)
WORKER = str(Path(__file__).with_name("small_worker.py"))


class Smallest:
    def __init__(self, folder: Path, count: int) -> None:
        self.source, self.objects = folder / "app.toml", folder / "objects"
        self.objects.mkdir()
        self.journal = os.open(folder / "journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.proved = os.open(folder / "proved", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.sha256, self.seq = "", 0
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(folder / "socket"))
        listener.listen(count)
        self.children = [subprocess.Popen([sys.executable, WORKER, str(folder / "socket")]) for _ in range(count)]
        self.workers = {sock.fileno(): sock for sock in (listener.accept()[0] for _ in range(count))}
        self.poll = select.poll()
        for sock in self.workers.values():
            sock.setblocking(False)
            self.poll.register(sock, select.POLLIN)

    def reload(self) -> None:
        raw = self.source.read_bytes()
        sha256 = hashlib.sha256(raw).hexdigest()
        if sha256 == self.sha256:
            return
        value = json.dumps(tomllib.loads(raw.decode())).encode()
        self.store(sha256, raw)
        self.seq += 1
        prepare = {"op": "prepare", "seq": self.seq, "sha256": sha256, "size": len(raw), "value_size": len(value)}
        votes = self.ask(json.dumps(prepare).encode() + b"\n" + raw + value, 3.0)
        if not all(json.loads(vote)["ok"] for vote in votes):
            return
        os.write(self.journal, json.dumps({"seq": self.seq, "sha256": sha256, "at": time.time()}).encode() + b"\n")
        os.fsync(self.journal)
        self.sha256 = sha256
        nonce = os.urandom(32)
        commit = {"op": "commit", "seq": self.seq, "sha256": sha256, "nonce": nonce.hex()}
        answers = self.ask(json.dumps(commit).encode() + b"\n", 5.0)
        proof = hmac.digest(nonce, raw, "sha256").hex()
        if all(hmac.compare_digest(json.loads(answer)["proof"], proof) for answer in answers):
            os.write(self.proved, f"{sha256} {time.time()!r}\n".encode())

    def store(self, sha256: str, raw: bytes) -> None:
        draft, place = self.objects / "draft", os.open(self.objects, os.O_RDONLY)
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o400)
        os.write(fd, raw)
        os.fsync(fd)
        os.close(fd)
        os.rename(draft, self.objects / sha256)
        os.fsync(place)
        os.close(place)

    def ask(self, message: bytes, limit: float) -> list[bytes]:
        """The same to everybody; their answers, one line each. TimeoutError if one is missing."""
        for sock in self.workers.values():
            sock.sendall(message)
        answers = dict.fromkeys(self.workers, b"")
        missing, end = len(answers), time.monotonic() + limit
        while missing:
            for fd, _ in self.poll.poll(max(0.0, end - time.monotonic()) * 1000) or self.late():
                answers[fd] += self.workers[fd].recv(4096)
                missing -= answers[fd].endswith(b"\n")
        return [*answers.values()]

    def late(self) -> list[tuple[int, int]]:
        raise TimeoutError("a worker does not answer")

    def run(self) -> None:
        """Until stdin ends; then the workers see the end of their sockets."""
        libc = ctypes.CDLL(None, use_errno=True)
        ear = libc.inotify_init1(os.O_CLOEXEC)
        libc.inotify_add_watch(ear, os.fsencode(self.source.parent), CLOSE_WRITE | MOVED_TO)
        self.reload()
        print("ready", flush=True)
        while True:
            ready, _, _ = select.select([ear, 0], [], [])
            if 0 in ready:
                return
            if b"app.toml\0" in os.read(ear, 1 << 16):
                self.reload()


if __name__ == "__main__":
    Smallest(Path(sys.argv[1]), int(sys.argv[2])).run()
