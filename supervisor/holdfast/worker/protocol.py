"""The worker's side of the protocol as a pure machine: bytes and outcomes in, orders out; no I/O, no clock, no thread.

    AWAY --dialled--> GREETING --welcome--> JOINED          whatever ends the connection: back to AWAY

    the candidate      none --prepare--> checking --yes--> prepared --commit--> (below)     abort, a newer prepare, the
                                                  --no---> none                             connection's end: none
    the content        in use --commit--> applying --ok--> swapped, announcing --> `active` is sent
                                                   --no--> the old one stays, error E_INTERNAL

A link (thread or asyncio) feeds what arrives to `receive`, carries out the orders it gets back, and reports each Call with
`finished`. Times are monotonic seconds. What travels and why is told in docs/protocol.md.
"""

from __future__ import annotations

import logging
from enum import Enum
from typing import Any, Callable

from .boot import Identity
from .codec import BadLine, brief, encode
from .content import Content, Descriptor, Offer
from .intake import Intake
from .orders import Call, Close, Note, Order, Outcome, Send
from .pending import Candidate, Change, milliseconds
from .shapes import SHAPES

VERSION = 1


class State(Enum):
    AWAY = "away"
    GREETING = "greeting"
    JOINED = "joined"


EXPECTED = {
    State.AWAY: frozenset[str](),
    State.GREETING: frozenset({"welcome", "error", "bye"}),
    State.JOINED: frozenset({"prepare", "commit", "ping", "abort", "error", "bye"}),
}


class Protocol:
    """One process's conversation with its supervisor, over all connections of its life."""

    def __init__(self, me: Identity, content: Content | None) -> None:
        self.content = content  # the pair in use: read by any thread, replaced by one assignment
        self.me = me
        self.state = State.AWAY
        self.max_epoch = 0
        self.declares: Callable[[], str] = str  # the fallback signal that may be sent to us now; '' = none
        self._declared = ""
        self._jobs = 0
        self._candidate: Candidate | None = None
        self._change: Change | None = None
        self._target: dict[str, Any] = {}
        self._reset()

    @property
    def joined(self) -> bool:
        """Has the supervisor bidden us welcome?"""
        return self.state is State.JOINED

    # -- the doors

    def dialled(self) -> list[Order]:
        """A connection stands: introduce ourselves."""
        self._reset()
        self.state = State.GREETING
        self._declared = self.declares()
        signal = {"signal": self._declared} if self._declared else {}
        return [self._say("hello", v=VERSION, name=self.me.name, inc=self.me.inc, token=self.me.token, run=self._running(),
                          max_epoch=self.max_epoch, caps=["memfd"], pid=self.me.pid, **signal)]  # fmt: skip

    def ended(self) -> None:
        """The connection has gone. The candidate goes with it; a commit under way is carried through, unanswered."""
        self.state = State.AWAY
        self._candidate = None
        self._reset()
        if self._change is not None:
            self._change.commit = None

    def receive(self, data: bytes, fds: list[Descriptor], now: float) -> list[Order]:
        """What arrived in one read: bytes, and the descriptors that came with them."""
        orders: list[Order] = []
        for item in self._intake.receive(data, fds, now):
            if self._closing:
                break
            orders += self._bad(item) if isinstance(item, BadLine) else self._take(*item, now)
        return orders

    def finished(self, job: int, outcome: Outcome, now: float) -> list[Order]:
        """A Call came to its end. One that nobody waits for any more is forgotten."""
        if self._candidate is not None and self._candidate.job == job:
            return self._checked(self._candidate, outcome, now)
        if self._change is not None and self._change.job == job:
            return (self._announced if self._change.swapped else self._applied)(self._change, outcome, now)
        return []

    def status(self, text: str) -> list[Order]:
        """The worker's own words for the operator: said now, with the welcome that is on its way, or dropped while nobody listens."""
        if self.state is State.GREETING:
            self._word = text
        return [self._say("status", text=brief(text, 200))] if self.joined else []

    def leave(self, reason: str) -> list[Order]:
        """This worker stops."""
        if self.state is State.AWAY:
            return []
        return [self._say("bye", reason=brief(reason, 200)), self._close(reason)]

    # -- lines

    def _reset(self) -> None:
        self._intake = Intake()
        self._word = ""  # a status that was given between our hello and the welcome
        self._closing = False

    def _take(self, op: str, message: dict[str, Any], now: float) -> list[Order]:
        memfd = self._intake.take_fd() if op == "prepare" else None
        if op not in EXPECTED[self.state]:
            id = message["id"] if "id" in SHAPES[op] else 0
            return self._bad(self._intake.bad(BadLine("E_PROTO", f"{op} is not expected now", id), now))
        if "epoch" in SHAPES[op]:
            if message["epoch"] < self.max_epoch:
                return self._fenced(op, message)
            self.max_epoch = message["epoch"]
        if op == "prepare":
            return self._on_prepare(message, memfd, now)
        orders: list[Order] = getattr(self, f"_on_{op}")(message, now)
        return orders

    def _bad(self, bad: BadLine) -> list[Order]:
        orders: list[Order] = [self._error(bad.id, bad.code, str(bad)), Note(logging.WARNING, f"bad line from the supervisor: {bad}")]
        return [*orders, self._close(str(bad))] if bad.fatal else orders

    def _fenced(self, op: str, message: dict[str, Any]) -> list[Order]:
        """An order of a supervisor that has been replaced."""
        reason = f"epoch {message['epoch']} is over, {self.max_epoch} has begun"
        if op == "welcome":
            return [self._error(0, "E_EPOCH", reason), self._close(reason)]
        return [self._error(message["id"], "E_EPOCH", reason)]

    # -- what the supervisor says

    def _on_welcome(self, message: dict[str, Any], now: float) -> list[Order]:
        if message["v"] != VERSION:
            return [self._error(0, "E_PROTO", f"this worker speaks version {VERSION}"), self._close("another protocol version")]
        self.state = State.JOINED
        self._target = message["target"]
        waiting = self.status(self._word) if self._word else []
        return [Note(logging.INFO, f"joined the supervisor, epoch {self.max_epoch}"), *waiting]

    def _on_prepare(self, message: dict[str, Any], memfd: Descriptor | None, now: float) -> list[Order]:
        offer = Offer(**{field: message[field] for field in Offer._fields if field in SHAPES["prepare"]}, memfd=memfd, tree=_path(message))
        running = self.content
        if running is not None and (offer.seq < running.seq or (offer.seq == running.seq and offer.sha256 != running.sha256)):
            return [self._no(offer, "E_SEQ", f"sequence {running.seq} runs already")]
        self._candidate = Candidate(self._job(), offer, now)
        return [Call(self._candidate.job, "validate", offer=offer)]

    def _on_commit(self, message: dict[str, Any], now: float) -> list[Order]:
        running, seq, sha256 = self.content, message["seq"], message["sha256"]
        if self._change is not None:
            return self._on_commit_again(self._change, message)
        if running is not None and seq <= running.seq:
            if (seq, sha256) == (running.seq, running.sha256):
                return [self._active(message, 0.0)]
            return [self._error(message["id"], "E_SEQ", f"sequence {running.seq} runs already")]
        ready = self._prepared(message)
        if ready is not None:
            self._change, self._candidate = Change(self._job(), ready, message, now), None
            return [Call(self._change.job, "apply", content=ready)]
        if running is not None and sha256 == running.sha256:
            self.content = running._replace(seq=seq, version=self._version_of(message))
            return [self._active(message, 0.0)]
        return [self._error(message["id"], "E_NOTPREP", "not the candidate that was prepared and found good")]

    def _on_commit_again(self, change: Change, message: dict[str, Any]) -> list[Order]:
        """While a commit is under way only the same one is taken, and answered once, under its latest number."""
        if (message["seq"], message["sha256"]) != (change.content.seq, change.content.sha256):
            return [self._error(message["id"], "E_BUSY", f"sequence {change.content.seq} is being put into use")]
        change.commit = message
        return []

    def _on_ping(self, message: dict[str, Any], now: float) -> list[Order]:
        run = self._running()
        proof = self.content.proof(message["nonce"]) if self.content else ""
        pong = self._say("pong", id=message["id"], seq=run["seq"], inc=self.me.inc, sha256=run["sha256"], proof=proof)
        if self._declared and not self.declares():  # somebody else has that signal now: what it would do is not ours to know
            return [pong, self._close(f"SIG{self._declared} must not be sent any more")]
        return [pong]

    def _on_abort(self, message: dict[str, Any], now: float) -> list[Order]:
        if self._candidate is not None and self._candidate.offer.seq == message["seq"]:
            self._candidate = None
        return []

    def _on_error(self, message: dict[str, Any], now: float) -> list[Order]:
        return [Note(logging.WARNING, f"the supervisor says {brief(message['code'], 20)}: {brief(message['error'], 200)}")]

    def _on_bye(self, message: dict[str, Any], now: float) -> list[Order]:
        return [self._close(f"the supervisor says bye: {brief(str(message.get('reason', '')), 200)}")]

    # -- what the hooks said

    def _checked(self, candidate: Candidate, outcome: Outcome, now: float) -> list[Order]:
        if outcome.content is None:
            self._candidate = None
            return [self._no(candidate.offer, outcome.code, outcome.error)]
        candidate.content = outcome.content
        checks = [{"n": "validate", "ok": True, "ms": milliseconds(candidate.since, now)}]
        return [self._vote(candidate.offer, ok=True, **{"pre-check": "ok"}, checks=checks)]

    def _applied(self, change: Change, outcome: Outcome, now: float) -> list[Order]:
        if outcome.content is None:
            self._change = None
            orders: list[Order] = [Note(logging.ERROR, f"kept the old configuration: {outcome.error}")]
            if change.commit is not None:
                orders.append(self._error(change.commit["id"], "E_INTERNAL", outcome.error))
            return orders
        if self.content is not None and self.content.seq > change.content.seq:  # it was overtaken on the way around the channel
            return self._overtaken(change, self.content.seq)
        self.swap(change.content)
        change.swapped, change.job = True, self._job()
        return [Call(change.job, "on_change", content=change.content)]

    def _overtaken(self, change: Change, seq: int) -> list[Order]:
        self._change = None
        return [self._error(change.commit["id"], "E_SEQ", f"sequence {seq} runs already")] if change.commit is not None else []

    def _announced(self, change: Change, outcome: Outcome, now: float) -> list[Order]:
        self._change = None
        orders: list[Order] = []
        if change.commit is not None:
            orders.append(self._active(change.commit, milliseconds(change.since, now)))
        if outcome.content is None:
            orders += self.status(f"on_change failed: {outcome.error}")
        return orders

    def swap(self, content: Content) -> None:
        """From here on this is what runs."""
        self.content = content

    # -- small parts

    def _job(self) -> int:
        self._jobs += 1
        return self._jobs

    def _running(self) -> dict[str, Any]:
        return {"seq": self.content.seq, "sha256": self.content.sha256} if self.content else {"seq": 0, "sha256": ""}

    def _prepared(self, commit: dict[str, Any]) -> Content | None:
        candidate = self._candidate
        if candidate is None or (candidate.offer.epoch, candidate.offer.seq, candidate.offer.sha256) != (
            commit["epoch"],
            commit["seq"],
            commit["sha256"],
        ):
            return None
        return candidate.content

    def _version_of(self, commit: dict[str, Any]) -> str:
        """The label of a sequence that came without prepare."""
        label = commit.get("version")
        if label is None and self._target.get("seq") == commit["seq"]:
            label = self._target.get("version")
        return label if isinstance(label, str) else (self.content.version if self.content else "")

    def _say(self, op: str, **fields: Any) -> Send:
        return Send(encode({"op": op, **fields}))

    def _error(self, id: int, code: str, reason: str) -> Send:
        return self._say("error", id=id, code=code, error=brief(reason, 500))

    def _vote(self, offer: Offer, **fields: Any) -> Send:
        return self._say("vote", id=offer.id, epoch=offer.epoch, seq=offer.seq, inc=self.me.inc, **fields)

    def _no(self, offer: Offer, code: str, reason: str) -> Send:
        still = {"seq": self.content.seq if self.content else 0}
        return self._vote(offer, ok=False, code=code, error=brief(reason, 500), still=still)

    def _active(self, commit: dict[str, Any], ms: float) -> Send:
        assert self.content is not None
        return self._say("active", id=commit["id"], epoch=commit["epoch"], seq=self.content.seq, inc=self.me.inc,
                         sha256=self.content.sha256, proof=self.content.proof(commit["nonce"]), ms=ms)  # fmt: skip

    def _close(self, reason: str) -> Close:
        self._closing = True
        return Close(reason)


def _path(message: dict[str, Any]) -> str:
    """Where the directory lies that the content is the manifest of; '' for a single file."""
    tree = message.get("tree")
    return tree if isinstance(tree, str) else ""
