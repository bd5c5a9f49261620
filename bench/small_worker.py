"""A worker of the smallest program: takes bytes and value, checks them, says yes, uses them when told, and proves the bytes it runs.

    python bench/small_worker.py SOCKET      until the socket ends
"""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import sys
from typing import Any


def serve(path: str) -> None:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(path)
    lines = sock.makefile("rb")
    prepared: tuple[bytes, Any] | None = None
    while line := lines.readline():
        message = json.loads(line)
        if message["op"] == "prepare":
            raw, text = lines.read(message["size"]), lines.read(message["value_size"])
            prepared = (raw, json.loads(text))
            ok = hashlib.sha256(raw).hexdigest() == message["sha256"] and isinstance(prepared[1], dict)
            answer = {"op": "vote", "seq": message["seq"], "ok": ok}
        else:
            assert prepared is not None
            running = prepared
            proof = hmac.digest(bytes.fromhex(message["nonce"]), running[0], "sha256").hex()
            answer = {"op": "active", "seq": message["seq"], "sha256": message["sha256"], "proof": proof}
        sock.sendall(json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    serve(sys.argv[1])
