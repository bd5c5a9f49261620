"""The strategy for workers that speak our protocol: the bytes in a sealed memfd, the proof over the same socket.

    prepare -> vote | error      commit(nonce) -> active(proof) | error

One memfd serves all the workers of a content; each gets a descriptor that was opened anew. All commits of a tenth of a second
share one nonce, so that a wave costs one HMAC, not one per worker.
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import msgspec

from holdfast.core import wire
from holdfast.core.effects import Order
from holdfast.core.events import Answered
from holdfast.core.proof import Round
from holdfast.core.words import Check, Grade, Kind, Now
from holdfast.engine.channels import Channels, Contents
from holdfast.engine.connection import NotConnected, Refused
from holdfast.io import memfd

KEPT = 4  # sealed contents kept open: the candidate, the target, and the two of a rollback
SHARED = 0.1  # seconds in which commits share a nonce
VIAS = ("memfd", "path", "inline")  # the first that the worker can take is used


class Parcel(NamedTuple):
    """One content, ready to be handed out."""

    fd: int
    size: int
    value_size: int
    value_sha256: str


class BySocket:
    """prepare and commit over the workers' channel."""

    def __init__(self, channels: Channels, contents: Contents, clock: Callable[[], Now]) -> None:
        self._channels = channels
        self._contents = contents
        self._clock = clock
        self._parcels: OrderedDict[str, Parcel] = OrderedDict()
        self._question: Round | None = None

    async def prepare(self, order: Order) -> Answered:
        return await self._exchange(order, self._prepare)

    async def commit(self, order: Order) -> Answered:
        return await self._exchange(order, self._commit)

    def cancel(self, worker: str, seq: int) -> None:
        self._channels.abort(worker, seq)

    def close(self) -> None:
        while self._parcels:
            os.close(self._parcels.popitem()[1].fd)

    async def _exchange(self, order: Order, talk: Callable[[Order, float], Awaitable[Answered]]) -> Answered:
        """One exchange; whatever hinders it becomes an answer too."""
        began, inc = self._clock().mono, self._channels.inc(order.worker)  # of this conversation: it may dial again meanwhile
        try:
            return await talk(order, began)
        except TimeoutError:
            code, error = "E_TIMEOUT", f"no answer within {order.limit:g} s"
        except NotConnected as no:
            code, error = "E_TIMEOUT", str(no)
        except Refused as no:
            code, error = no.code, no.error
        except KeyError:
            code, error = "E_INTERNAL", f"cannot hand out {order.sha256[:7]}: its content is not stored here"
        except OSError as no:
            code, error = "E_INTERNAL", f"cannot hand out {order.sha256[:7]}: {no.strerror or no}"
        return Answered(order.worker, inc, order.step, order.seq, ok=False, code=code, error=error, ms=self._since(began))

    def _since(self, began: float) -> float:
        return round((self._clock().mono - began) * 1000, 3)

    async def _prepare(self, order: Order, began: float) -> Answered:
        message, fd = self._offer(order)
        vote = await self._channels.request(order.worker, message, fd, order.limit)
        assert isinstance(vote, wire.Vote)
        checks = tuple(Check(wire.plain(c.n, 60), c.ok, c.ms, wire.plain(c.error)) for c in vote.checks)
        code, error = "" if vote.ok else vote.code or "E_INTERNAL", wire.plain(vote.error)
        return Answered(
            order.worker, vote.inc, "prepare", order.seq, vote.ok, code=code, error=error, checks=checks, ms=self._since(began)
        )  # fmt: skip

    async def _commit(self, order: Order, began: float) -> Answered:
        question = self._nonce()
        kind = "rollback" if order.kind in (Kind.ROLLBACK, Kind.REVERT) else "wave" if order.wave else "forward"
        message = wire.Commit(0, 0, order.seq, order.sha256, question.nonce.hex(), kind, round(order.limit * 1000), order.version)
        active = await self._channels.request(order.worker, message, limit=order.limit)
        assert isinstance(active, wire.Active)
        proved = self._channels.known_by(question, active.proof, order.sha256, active.sha256)
        grade = Grade.ATTESTED if proved else Grade.NONE
        return Answered(
            order.worker, active.inc, "commit", order.seq, True, sha256=proved, grade=grade, claimed=active.sha256, ms=self._since(began)
        )  # fmt: skip

    def _nonce(self) -> Round:
        if self._question is None or self._clock().mono - self._question.mono > SHARED:
            self._question = self._channels.question()
        return self._question

    def _offer(self, order: Order) -> tuple[wire.Prepare, int]:
        """The prepare message and the descriptor that goes with it, -1 for none."""
        caps = self._channels.caps(order.worker)
        if not caps:
            raise NotConnected("no connection")
        via = next((v for v in VIAS if v in caps), "")
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
            deadline_ms=round(order.limit * 1000),
            tree=self._contents.tree(order.sha256) or msgspec.UNSET,
        )
        if via == "memfd":
            return message, memfd.open_copy(parcel.fd)
        if via == "path":
            return msgspec.structs.replace(message, path=self._contents.path(order.sha256)), -1
        if via == "inline":
            return self._inline(message), -1
        raise Refused("E_FD", f"the worker takes none of {', '.join(VIAS)}")

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
