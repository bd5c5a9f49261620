"""The workers' channel: let in who is ours, carry requests and answers, believe only proofs.

    accept -> hello -> (held until its spawn is known) -> live -> gone
                    -> refused: E_PROTO E_EPOCH E_AUTH E_BUSY, no hello: E_TIMEOUT

Nothing here waits for a worker: a stopped, silent or babbling one costs the others nothing, it is dropped and redials. Events go
out through `emit` in the order in which they happened: Hello and Gone of one connection in pairs, Ponged only between them.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import os
import socket
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Protocol

import msgspec

from holdfast.core import wire
from holdfast.core.events import Gone, Hello, Misbehaved, Ponged, Said
from holdfast.core.proof import Round, fresh
from holdfast.core.wire import Bad
from holdfast.core.words import Grade, Now, Target
from holdfast.engine.connection import Asked, Connection, NotConnected, Refused, Request, Take
from holdfast.io import sockets

__all__ = ["Channels", "Contents", "NotConnected", "Refused"]

HELLO_LIMIT = 5.0  # seconds from connect to a hello that is let in
STRANGERS = 128  # connections without an accepted hello at any time
STATUS = 200  # characters of a worker's own words
RECENT = 4  # versions whose secrets are looked for in them
LOOK_BACK = 32  # known contents that a proof is compared with, beside the one it names
TOLD = 10  # refused strangers that become events in a second
BREATH = 0.2  # seconds without accepting when the process has no descriptors left

Event = Hello | Gone | Ponged | Misbehaved | Said


class Contents(Protocol):
    """The contents that the daemon knows; KeyError where a sha256 is not (or no longer) known."""

    @property
    def format(self) -> str: ...  # toml | json | yaml | tree

    def raw(self, sha256: str) -> bytes: ...

    def value_json(self, sha256: str) -> bytes: ...  # the parsed value, as canonical JSON

    def path(self, sha256: str) -> str: ...  # an immutable file that holds `raw`

    def tree(self, sha256: str) -> str: ...  # the directory that it is the manifest of, laid out; '' for a single file

    def known(self) -> Iterable[str]: ...  # most recent first

    def redact(self, text: str, sha256: str) -> str: ...  # without that content's secrets; as it is where it is not known


class Channels:
    """All workers' connections.

    epoch: this supervisor's number. attest_ms: between two rounds of nonces. spawned: (pid, sha256 of the token) of a worker's
    living process, None while there is none; call spawned_changed() when it changed. targets: what a worker should run.
    """

    def __init__(
        self,
        socket_path: str,
        epoch: int,
        attest_ms: int,
        emit: Callable[[Event], None],
        contents: Contents,
        spawned: Callable[[str], tuple[int, str] | None],
        targets: Callable[[str], Target | None],
        clock: Callable[[], Now],
    ) -> None:
        self._path = socket_path
        self._epoch = epoch
        self._attest_ms = attest_ms
        self._emit = emit
        self._contents = contents
        self._spawned = spawned
        self._targets = targets
        self._clock = clock
        self._ids = itertools.count(1)
        self._strangers: dict[Connection, asyncio.TimerHandle] = {}
        self._told: deque[float] = deque(maxlen=TOLD)
        self._live: dict[str, Connection] = {}
        self._incs: dict[str, str] = {}  # also of those that are gone
        self._listener: socket.socket | None = None
        self._inode = 0

    async def start(self) -> None:
        """Listen; sockets.CannotListen says why it cannot."""
        self._loop = asyncio.get_running_loop()
        self._listen()

    def _listen(self) -> None:
        fresh = sockets.listen(self._path)
        if self._listener is not None:
            self._loop.remove_reader(self._listener)
            self._listener.close()
        self._listener, self._inode = fresh, sockets.inode(self._path)
        self._loop.add_reader(fresh, self._accept)

    def check(self) -> None:
        """Listen anew if the socket's file is gone (a tidy-up of old files) or another's. For the regular re-hash."""
        if self._listener is not None and sockets.inode(self._path) != self._inode:
            with suppress(sockets.CannotListen):  # looked at again with the next re-hash
                self._listen()

    async def close(self) -> None:
        """Let go of all sockets and say nothing: workers live on and redial. No events."""
        if self._listener is not None:
            self._loop.remove_reader(self._listener)
            self._listener.close()
            self._listener = None
            with suppress(FileNotFoundError):
                os.unlink(self._path)
        for timer in self._strangers.values():
            timer.cancel()
        for connection in [*self._strangers, *self._live.values()]:
            connection.release("the supervisor goes")
        self._strangers.clear()
        self._live.clear()

    # -- what the engine asks for

    def connected(self, worker: str) -> bool:
        return worker in self._live

    def inc(self, worker: str) -> str:
        """The incarnation that is or was last connected, '' if none ever was."""
        return self._incs.get(worker, "")

    def caps(self, worker: str) -> tuple[str, ...]:
        """What the connected worker can take: memfd, path, inline; () if it is not connected."""
        hello = self._live[worker].hello if worker in self._live else None
        return hello.caps if hello else ()

    def disconnect(self, worker: str) -> None:
        """Say bye; the worker redials."""
        if worker in self._live:
            self._live[worker].end("disconnected by the supervisor", wire.Bye("disconnected"))

    def spawned_changed(self, worker: str) -> None:
        """Look again at the hellos that came before their spawn was known."""
        for stranger in [s for s in self._strangers if s.hello and s.hello.name == worker]:
            self._admit(stranger)

    def numbered(self, message: Request) -> Request:
        """The same with a new id and this epoch. It may be asked of any number of workers, of each once."""
        return msgspec.structs.replace(message, id=next(self._ids), epoch=self._epoch)

    def ask(self, worker: str, request: Request, line: bytes, take: Take, fd: int = -1, limit: float | None = None) -> Asked:
        """Send a numbered prepare or commit, of which `line` is the line; `take` gets the answer. `fd` is owned (and closed) here.

        Or it gets, perhaps at once, NotConnected: the channel closed; Refused: the worker said error; TimeoutError: no answer within
        `limit` seconds. Cancelling leaves the channel whole: an answer that comes later is ignored. Raises NotConnected: there is none.
        """
        if worker not in self._live:
            if fd >= 0:
                os.close(fd)
            raise NotConnected("no connection")
        return self._live[worker].ask(request, line, fd, limit, take)

    def abort(self, worker: str, seq: int) -> None:
        """Tell the worker, if it is there, to forget candidate `seq`."""
        if worker in self._live:
            self._live[worker].send(wire.encode(wire.Abort(next(self._ids), self._epoch, seq)))

    def question(self) -> Round:
        """A fresh nonce."""
        return Round(os.urandom(32), self._contents.raw, self._now())

    def known_by(self, question: Round, proof: str, *first: str) -> str:
        """Which known content the proof was made over, '' for none; `first` (what is expected or claimed) is tried first."""
        known = itertools.islice(self._contents.known(), LOOK_BACK)
        return question.match(proof, itertools.chain(filter(None, first), known))

    def ping(self, workers: tuple[str, ...]) -> None:
        """One round: the same fresh nonce to all of them that are connected."""
        question, number = self.question(), next(self._ids)
        line = wire.encode(wire.Ping(number, self._epoch, question.nonce.hex()))
        for connection in [self._live[w] for w in workers if w in self._live]:
            connection.rounds = {n: r for n, r in connection.rounds.items() if self._fresh(r)}
            connection.rounds[number] = question
            connection.send(line)

    # -- strangers

    def _accept(self) -> None:
        assert self._listener is not None
        for _ in range(64):
            try:
                sock, _ = self._listener.accept()
            except (BlockingIOError, ConnectionAbortedError):
                return
            except OSError:  # no descriptors left: the one that waits would wake us for ever
                self._loop.remove_reader(self._listener)
                self._loop.call_later(BREATH, self._resume)
                return
            sock.setblocking(False)
            stranger = Connection(sock, self._now, self._take, self._ended)
            self._strangers[stranger] = self._loop.call_later(HELLO_LIMIT, self._late, stranger)
            if len(self._strangers) > STRANGERS:
                stranger.refuse(Bad("E_BUSY", "too many connections without a hello"))

    def _resume(self) -> None:
        if self._listener is not None:
            self._loop.add_reader(self._listener, self._accept)

    def _late(self, stranger: Connection) -> None:
        if stranger.hello:
            stranger.refuse(Bad("E_AUTH", f"no process of ours runs under the name {wire.plain(stranger.hello.name, 64)}"))
        else:
            stranger.refuse(Bad("E_TIMEOUT", f"no hello within {HELLO_LIMIT:g} s"))

    def _greet(self, stranger: Connection, hello: wire.Hello) -> None:
        stranger.hello = hello
        if hello.v != wire.PROTOCOL:
            stranger.refuse(Bad("E_PROTO", f"protocol version {hello.v}; this supervisor speaks {wire.PROTOCOL}"))
        elif hello.max_epoch > self._epoch:
            stranger.refuse(Bad("E_EPOCH", f"has seen epoch {hello.max_epoch}, this supervisor's is {self._epoch}"))
        else:
            self._admit(stranger)

    def _admit(self, stranger: Connection) -> None:
        """Let the hello in, refuse it, or leave it held while the spawn that we know of is none or dead."""
        hello = stranger.hello
        assert hello is not None
        known = self._spawned(hello.name)
        if known is None or not sockets.session(known[0]):
            return
        pid, token_sha256 = known
        token = hashlib.sha256(hello.token.encode()).hexdigest()
        if sockets.session(stranger.peer.pid) != pid or not hmac.compare_digest(token, token_sha256):
            stranger.refuse(Bad("E_AUTH", f"not of the process started as {hello.name}, or not its token"))
            return
        old = self._live.get(hello.name)
        if old and old.peer.pid != stranger.peer.pid and old.alive():
            stranger.refuse(Bad("E_BUSY", f"process {old.peer.pid} is connected as {hello.name}"))
            return
        if old:
            old.end("dialled again")
        self._welcome(stranger, hello)

    def _welcome(self, connection: Connection, hello: wire.Hello) -> None:
        self._strangers.pop(connection).cancel()
        connection.worker = hello.name
        self._live[hello.name] = connection
        self._incs[hello.name] = hello.inc
        self._emit(Hello(hello.name, hello.inc, connection.peer.pid, hello.run.seq, hello.run.sha256, hello.signal))
        target = self._targets(hello.name) or Target(0, "", "")
        destination = wire.Destination(target.seq, target.version, target.sha256)
        connection.send(wire.encode(wire.Welcome(self._epoch, self._attest_ms, destination)))

    # -- what connections tell

    def _take(self, connection: Connection, message: wire.FromWorker) -> Bad | None:
        match message:
            case wire.Hello() if connection.hello is None:
                self._greet(connection, message)
            case wire.Bye():
                connection.end(f"bye: {wire.plain(message.reason)}")
            case _ if not connection.worker:
                return Bad("E_PROTO", "hello comes first, and nothing before welcome")
            case wire.Hello():
                return Bad("E_PROTO", "hello twice")
            case wire.Vote() | wire.Active() | wire.Pong() if message.inc != connection.inc:
                return Bad("E_PROTO", "another inc than the hello's")
            case wire.Vote() | wire.Active() | wire.Error():
                return connection.answered(message)
            case wire.Pong():
                self._ponged(connection, message)
            case wire.Status():
                self._emit(Said(connection.worker, connection.inc, self._masked(connection, message.text)))
        return None

    def _masked(self, connection: Connection, text: str) -> str:
        """One short line, without the secrets of what it may run: what it said hello with, and the last few versions."""
        assert connection.hello is not None
        target, recent = self._targets(connection.worker), itertools.islice(self._contents.known(), RECENT)
        text = wire.plain(text, 10 * STATUS)
        for sha256 in {connection.hello.run.sha256, target.sha256 if target else "", *recent} - {""}:
            text = self._contents.redact(text, sha256)
        return wire.plain(text, STATUS)

    def _ponged(self, connection: Connection, pong: wire.Pong) -> None:
        question = connection.rounds.pop(pong.id, None)
        if question is None or not self._fresh(question):
            return  # answered already, or so late that it proves nothing about now
        sha256 = self.known_by(question, pong.proof, pong.sha256)
        grade = Grade.ATTESTED if sha256 else Grade.NONE
        self._emit(Ponged(connection.worker, connection.inc, pong.seq, sha256, grade))

    def _now(self) -> float:
        return self._clock().mono

    def _fresh(self, question: Round) -> bool:
        return fresh(question.mono, self._now(), self._attest_ms / 1000)

    def _ended(self, connection: Connection, reason: str, bad: Bad | None) -> None:
        timer = self._strangers.pop(connection, None)
        if timer:
            timer.cancel()
        if bad and (connection.worker or self._worth_telling()):
            self._emit(Misbehaved(connection.worker, reason))
        if connection.worker:
            del self._live[connection.worker]
            self._emit(Gone(connection.worker, connection.inc, reason))

    def _worth_telling(self) -> bool:
        """Strangers may dial without end; what they did is told ten times a second at most."""
        now = self._now()
        if len(self._told) == TOLD and now - self._told[0] < 1:
            return False
        self._told.append(now)
        return True
