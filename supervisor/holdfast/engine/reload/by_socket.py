"""The strategy for workers that speak our protocol: the bytes in a sealed memfd, the proof over the same socket.

    prepare -> vote | error      commit(nonce) -> active(proof) | error

One memfd serves all the workers of a content; each gets a descriptor that was opened anew. All commits of a tenth of a second
share one nonce, so that a wave costs one HMAC, not one per worker. What all of them are asked is one line, with one number.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from holdfast.core import wire
from holdfast.core.effects import Order
from holdfast.core.events import Answered
from holdfast.core.proof import Round
from holdfast.core.words import Check, Grade, Kind, Now
from holdfast.engine.channels import Channels, Contents
from holdfast.engine.connection import Asked, NotConnected, Refused, Request
from holdfast.io import memfd

KEPT = 4  # sealed contents kept open: the candidate, the target, and the two of a rollback; and so many calls
SHARED = 0.1  # seconds in which commits share a nonce
VIAS = ("memfd", "path", "inline")  # the first that the worker can take is used


class Parcel(NamedTuple):
    """One content, ready to be handed out."""

    fd: int
    size: int
    value_size: int
    value_sha256: str


class Call(NamedTuple):
    """What workers are asked, with its line, and whom it was asked of already."""

    request: Request
    line: bytes
    asked: set[str]


class Nothing:
    """An exchange that was over before it began."""

    def cancel(self) -> None:
        """There is nothing to cancel."""


class BySocket:
    """prepare and commit over the workers' channel."""

    def __init__(self, channels: Channels, contents: Contents, clock: Callable[[], Now]) -> None:
        self._channels = channels
        self._contents = contents
        self._clock = clock
        self._parcels: OrderedDict[str, Parcel] = OrderedDict()
        self._calls: OrderedDict[tuple[object, ...], Call] = OrderedDict()
        self._question: Round | None = None

    def begin(self, order: Order, done: Callable[[Answered], None]) -> Asked | Nothing:
        """One exchange; whatever hinders it becomes an answer too."""
        began, inc = self._clock().mono, self._channels.inc(order.worker)  # of this conversation: it may dial again meanwhile
        question = self._nonce() if order.step == "commit" else None

        def take(result: wire.Vote | wire.Active | Exception) -> None:
            ms = round((self._clock().mono - began) * 1000, 3)
            if isinstance(result, Exception):
                done(_no(order, inc, result, ms))
            elif isinstance(result, wire.Active) and question is not None:
                done(self._active(order, question, result, ms))
            else:
                assert isinstance(result, wire.Vote)
                done(_vote(order, result, ms))

        try:
            call, fd = self._offer(order) if question is None else (self._commit(order, question), -1)
            return self._channels.ask(order.worker, call.request, call.line, take, fd, order.limit)
        except (NotConnected, Refused, KeyError, OSError) as no:
            take(no)
            return Nothing()

    def cancel(self, worker: str, seq: int) -> None:
        self._channels.abort(worker, seq)

    def close(self) -> None:
        while self._parcels:
            os.close(self._parcels.popitem()[1].fd)

    def _active(self, order: Order, question: Round, active: wire.Active, ms: float) -> Answered:
        proved = self._channels.known_by(question, active.proof, order.sha256, active.sha256)
        grade = Grade.ATTESTED if proved else Grade.NONE
        return Answered(order.worker, active.inc, "commit", order.seq, True, sha256=proved, grade=grade, claimed=active.sha256, ms=ms)

    def _commit(self, order: Order, question: Round) -> Call:
        kind = "rollback" if order.kind in (Kind.ROLLBACK, Kind.REVERT) else "wave" if order.wave else "forward"
        limit = round(order.limit * 1000)

        def make() -> wire.Commit:
            return wire.Commit(0, 0, order.seq, order.sha256, question.nonce.hex(), kind, limit, order.version)

        return self._call(order.worker, (order.seq, order.sha256, question.nonce, kind, limit, order.version), make)

    def _call(self, worker: str, about: tuple[object, ...], make: Callable[[], Request]) -> Call:
        """The one that the others get too; a new one, with a number of its own, for who has had it already."""
        call = self._calls.get(about)
        if call is None or worker in call.asked:
            request = self._channels.numbered(make())
            self._calls.pop(about, None)
            call = self._calls[about] = Call(request, wire.encode(request), set())
            if len(self._calls) > KEPT:
                self._calls.popitem(last=False)
        call.asked.add(worker)
        return call

    def _nonce(self) -> Round:
        if self._question is None or self._clock().mono - self._question.mono > SHARED:
            self._question = self._channels.question()
        return self._question

    def _offer(self, order: Order) -> tuple[Call, int]:
        """The prepare message and the descriptor that goes with it, -1 for none."""
        caps = self._channels.caps(order.worker)
        if not caps:
            raise NotConnected("no connection")
        via = next((v for v in VIAS if v in caps), "")
        if not via:
            raise Refused("E_FD", f"the worker takes none of {', '.join(VIAS)}")
        limit = round(order.limit * 1000)
        call = self._call(order.worker, (order.seq, order.sha256, via, limit, order.version), lambda: self._prepare(order, via, limit))
        return call, memfd.open_copy(self._parcel(order.sha256).fd) if via == "memfd" else -1

    def _prepare(self, order: Order, via: str, limit: int) -> wire.Prepare:
        parcel = self._parcel(order.sha256)
        message = wire.Prepare(
            id=0,
            epoch=0,
            seq=order.seq,
            version=order.version,
            checksum=order.sha256[:7],
            sha256=order.sha256,
            size=parcel.size,
            value_size=parcel.value_size,
            value_sha256=parcel.value_sha256,
            format=self._contents.format,
            via=via,
            deadline_ms=limit,
            tree=self._contents.tree(order.sha256) or msgspec.UNSET,
        )
        if via == "path":
            return msgspec.structs.replace(message, path=self._contents.path(order.sha256))
        return self._inline(message) if via == "inline" else message

    def _inline(self, message: wire.Prepare) -> wire.Prepare:
        try:
            message = msgspec.structs.replace(message, inline=self._contents.raw(message.sha256).decode())
        except UnicodeDecodeError:
            raise Refused("E_SHA", "the content is not UTF-8 and cannot go inline") from None
        if len(wire.encode(message)) > wire.LINE:
            raise Refused("E_TOOBIG", f"the content does not fit inline into a line of {wire.LINE} bytes")
        return message

    def _parcel(self, sha256: str) -> Parcel:
        if sha256 in self._parcels:
            self._parcels.move_to_end(sha256)
            return self._parcels[sha256]
        raw, value = self._contents.raw(sha256), self._contents.value_json(sha256)
        fd = memfd.sealed(raw, value, f"holdfast {sha256[:7]}")
        self._parcels[sha256] = Parcel(fd, len(raw), len(value), hashlib.sha256(value).hexdigest())
        if len(self._parcels) > KEPT:
            os.close(self._parcels.popitem(last=False)[1].fd)
        return self._parcels[sha256]


def _vote(order: Order, vote: wire.Vote, ms: float) -> Answered:
    checks = tuple(Check(wire.plain(c.n, 60), c.ok, c.ms, wire.plain(c.error)) for c in vote.checks)
    code, error = "" if vote.ok else vote.code or "E_INTERNAL", wire.plain(vote.error)
    return Answered(order.worker, vote.inc, "prepare", order.seq, vote.ok, code=code, error=error, checks=checks, ms=ms)


def _no(order: Order, inc: str, why: Exception, ms: float) -> Answered:
    """What hindered it, as an answer."""
    match why:
        case TimeoutError():
            code, error = "E_TIMEOUT", f"no answer within {order.limit:g} s"
        case NotConnected():
            code, error = "E_TIMEOUT", str(why)
        case Refused():
            code, error = why.code, why.error
        case OSError():
            code, error = "E_INTERNAL", f"cannot hand out {order.sha256[:7]}: {why.strerror or why}"
        case _:
            code, error = "E_INTERNAL", f"cannot hand out {order.sha256[:7]}: its content is not stored here"
    return Answered(order.worker, inc, order.step, order.seq, ok=False, code=code, error=error, ms=ms)
