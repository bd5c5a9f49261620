"""A worker that speaks the socket protocol by hand, without the worker package, and misbehaves as it is told.

The file `mood-NAME` in its folder says how, read before each line it sends; honest without one. At hello:

    token HEX        dials with another token
    name NAME        dials under another name
    old-epoch        has seen an epoch far ahead

and later:

    mute             takes nonces and says nothing
    no-commit        says nothing to a commit
    garbage          three bad lines in place of each pong
    flood            more messages a second than may be
    wrong-proof      a well-formed proof of other bytes
    megabyte         a line of 1 MB in place of each pong
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import select
import socket
from pathlib import Path

ENV = os.environ
BAD = {
    "garbage": b'\xff\xfe\n{"op":"pong","op":"pong"}\n[]\n',
    "megabyte": b'{"op":"' + b"x" * (1 << 20) + b'"}\n',
    "flood": b'{"op":"status","text":"x"}\n' * 1000,
}
INC = f"raw:{os.getpid()}"


class Content:
    """What is in use, under which number."""

    raw = Path(ENV["HOLDFAST_CONFIG_FILE"]).read_bytes()
    seq = int(ENV["HOLDFAST_CONFIG_SEQ"])
    candidate = b""

    @classmethod
    def sha256(cls) -> str:
        return hashlib.sha256(cls.raw).hexdigest()


def mood() -> tuple[str, str]:
    try:
        word, _, rest = Path(f"mood-{ENV['HOLDFAST_WORKER']}").read_text().strip().partition(" ")
    except OSError:
        return "honest", ""
    return word, rest


def say(sock: socket.socket, **message: object) -> None:
    sock.sendall(json.dumps(message).encode() + b"\n")


def hello(sock: socket.socket) -> None:
    word, rest = mood()
    name = rest if word == "name" else ENV["HOLDFAST_WORKER"]
    token = rest if word == "token" else ENV["HOLDFAST_TOKEN"]
    run = {"seq": Content.seq, "sha256": Content.sha256()}
    epoch = 10**6 if word == "old-epoch" else 0
    say(sock, op="hello", v=1, name=name, inc=INC, token=token, run=run, max_epoch=epoch, caps=["inline"], pid=os.getpid())


def answer(sock: socket.socket, message: dict) -> None:
    word, _ = mood()
    about = {key: message.get(key) for key in ("id", "epoch", "seq")} | {"inc": INC}
    if message["op"] == "prepare":
        print(f"prepare {message['seq']}", flush=True)
        Content.candidate = message["inline"].encode()
        say(sock, op="vote", ok=True, checks=[], **about | {"pre-check": "ok"})
    elif message["op"] == "commit" and word != "no-commit":
        if message["sha256"] != Content.sha256():
            Content.raw = Content.candidate
        Content.seq = message["seq"]
        say(sock, op="active", ms=0.0, **about | proof(message["nonce"]))
    elif message["op"] == "ping" and word in BAD:
        sock.sendall(BAD[word])
    elif message["op"] == "ping" and word != "mute":
        say(sock, op="pong", **about | {"seq": Content.seq} | proof(message["nonce"]))


def proof(nonce: str) -> dict[str, str]:
    raw = b"other bytes" if mood()[0] == "wrong-proof" else Content.raw
    return {"sha256": Content.sha256(), "proof": hmac.new(bytes.fromhex(nonce), raw, hashlib.sha256).hexdigest()}


def serve() -> None:
    """One connection, to its end."""
    with socket.socket(socket.AF_UNIX) as sock:
        sock.connect(ENV["HOLDFAST_SOCKET"])
        hello(sock)
        for line in sock.makefile("rb"):
            message = json.loads(line)
            if message["op"] == "error":
                print(f"refused: {message['code']} {message['error']}", flush=True)
            answer(sock, message)


while True:
    try:
        serve()
    except OSError as error:
        print(f"hung up: {error}", flush=True)
    select.select([], [], [], 0.1)  # then dial again
