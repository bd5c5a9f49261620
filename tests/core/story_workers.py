"""What workers and their processes do in a story (story.py): `w1 yes`, `w1 dies`, `w2 lies` ... as the events that the World gets."""

from __future__ import annotations

from core_story_people import sha

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core.words import Grade
from holdfast.core.world import World


class Workers:
    """A part of Story. runs: what each really runs, (content's sha, the number that it says)."""

    world: World | None
    records: list[object]
    orders: dict[str, ef.Order]
    runs: dict[str, tuple[str, int]]
    boots: dict[str, ef.Spawn]
    pids: dict[str, int]
    incs: dict[str, str]
    mute: set[str]
    signals: dict[str, str]
    tells: dict[str, ef.Fallback]
    talking: set[str]

    def give(self, event: object) -> None:
        """One event into the World."""
        raise NotImplementedError

    def _worker(self, name: str, words: list[str]) -> None:
        what, rest = words[0], " ".join(words[1:])
        inc = self.incs.get(name, "")
        order = self.orders.get(name)
        if what in ("yes", "no", "silent", "active", "lies", "fails"):
            assert order is not None, f"{name} was not asked"
            del self.orders[name]
        match what:
            case "yes":
                self.give(ev.Answered(name, inc, "prepare", order.seq, ok=True))
            case "no":
                self.give(ev.Answered(name, inc, "prepare", order.seq, ok=False, code="E_DEP", error=rest))
            case "silent":
                self.give(ev.Answered(name, inc, order.step, order.seq, ok=False, code="E_TIMEOUT", error="no answer"))
            case "active":
                self.runs[name] = (order.sha256, order.seq)
                self.give(self._active(name, inc, order, order.sha256))
            case "lies":
                self.give(self._active(name, inc, order, self.runs[name][0]))
            case "fails":
                self.give(ev.Answered(name, inc, order.step, order.seq, ok=False, code=words[1], error=" ".join(words[2:])))
            case "dies":
                self.orders.pop(name, None)
                self.talking.discard(name)
                status, left = ([*words[1:], "1"][0], words[3] if words[2:3] == ["leaving"] else "0")
                self.give(ev.Exited(name, self.pids[name], int(status), int(left)))
            case "swept":
                self.give(ev.Swept(name))
            case "up":
                boot = self.boots.pop(name)
                self.pids[name] = 1000 + len(self.records)
                self.incs[name] = f"{name}/{self.pids[name]}"
                self.runs[name] = (boot.sha256, boot.seq)
                self.give(ev.Spawned(name, self.pids[name], 1, "t"))
                self._hello(name)
            case "spawned":
                self.boots.pop(name)
                self.pids[name] = 1000 + len(self.records)
                self.give(ev.Spawned(name, self.pids[name], 1, "t"))
            case "unspawnable":
                self.boots.pop(name)
                self.give(ev.SpawnFailed(name, rest, permanent=True))
            case "hello":
                self._hello(name)
            case "gone":
                self.talking.discard(name)
                self.orders.pop(name, None)
                self.give(ev.Gone(name, inc, "closed"))
            case "mute":
                self.mute.add(name)
            case "speak":
                self.mute.discard(name)
            case "says":
                self.give(ev.Said(name, inc, rest))
            case "declares":
                self.signals[name] = "" if rest == "nothing" else rest
            case "signalled":
                self._signalled(name, *words[1:])
            case "runs":
                self.runs[name] = (sha(rest), 0)
            case _:
                raise ValueError(f"{name} {words}")

    def _hello(self, name: str) -> None:
        self.talking.add(name)
        content, seq = self.runs[name]
        self.give(ev.Hello(name, self.incs[name], self.pids[name], seq, content, self.signals.get(name, "")))

    def _signalled(self, name: str, outcome: str = "sent", *why: str) -> None:
        """Sent: it reads its stable path and runs what is there."""
        tell = self.tells.pop(name)
        if outcome == "sent":
            self.runs[name] = (tell.sha256, tell.seq)
        self.give(ev.Signalled(name, tell.pid, tell.seq, outcome, " ".join(why)))

    def _active(self, name: str, inc: str, order: ef.Order, proves: str) -> ev.Answered:
        return ev.Answered(name, inc, "commit", order.seq, ok=True, sha256=proves, grade=Grade.ATTESTED, claimed=order.sha256)

    def _do_again(self, name: str, step: str, what: str, content: str = "") -> None:
        """An answer to the latest plan that nobody waits for (any more)."""
        assert self.world is not None
        seq, inc = self.world.ledger.seq, self.incs[name]
        proof = {"sha256": sha(content), "grade": Grade.ATTESTED, "claimed": sha(content)} if content else {}
        no = {"code": "E_DEP", "error": "redis is down"} if what == "no" else {}
        self.give(ev.Answered(name, inc, step, seq, ok=not no, **proof, **no))
