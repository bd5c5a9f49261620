"""What is watched in the walk beside invariants.py and waves.py: what is durable, and when; how old a yes may be; what an end needs."""

from __future__ import annotations

from typing import Any

from core_waves import Waves

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.lifecycle import Life
from holdfast.core.words import Kind


class Watched(Waves):
    """waved: every (worker, number) of a durable wave; history: the durable versions as they were last seen.

    said: when each worker said its last yes to the open plan; arrived: who has proved what was decided last, since then.
    """

    def __init__(self, outside: Any) -> None:
        super().__init__(outside)
        self.waved: frozenset[tuple[str, int]] = frozenset()
        self.history: dict[int, Any] = {}
        self.said: dict[str, float] = {}
        self.arrived: set[str] = set()

    def heard(self, event: object) -> None:
        super().heard(event)
        match event:
            case ev.Answered(name, _, "prepare", seq, True) if seq == self.open and self._asked(event):
                self.said[name] = self.outside.now.mono
            case ev.Answered(name, _, "commit", _, True) | ev.Ponged(name):
                target, proof = self.outside.folded.content_for(name), self.proofs.get(name)
                if proof is not None and target is not None and proof[1] == target.sha256:
                    self.arrived.add(name)
            case ev.Started():
                self.said, self.arrived = {}, set()

    def _record(self, record: j.Record) -> None:
        super()._record(record)
        match record:
            case j.Begin():
                self.said = {}
            case j.Decide():
                self.arrived = {name for name, proof in self.proofs.items() if proof[1] == record.sha256}
                if record.kind not in (Kind.REVERT, Kind.BOOTSTRAP):
                    self._recent(record)
            case j.Abort() if (version := self.outside.folded.versions.get(record.seq)) and version.decided_at:
                assert record.outcome == "rolled back", "I4: a decision is given up, and nothing takes its place"
            case j.End() if record.outcome.startswith("active"):
                self._ended(record)

    def _recent(self, record: j.Decide) -> None:
        """A yes that waited for people is asked for once more when it is old (a fresh proof of these bytes is one, too)."""
        rollout, now, ttl = self._rollout(record.seq), self.outside.now.mono, self.outside.settings.rollout.vote_ttl
        for name in rollout.yes if not rollout.waves else ():
            _, sha256, at = self.proofs.get(name, ("", "", 0.0))
            said = max(self.said.get(name, 0.0), at if sha256 == record.sha256 else 0.0)
            assert said, "I6: a yes that nobody gave"
            assert now - said <= ttl, "I6: a yes that is too old"

    def _ended(self, end: j.End) -> None:
        """On the way forward the gate has proved it; on the way back everybody in the count who lives."""
        decided, begun, ledger = self.outside.folded.versions[end.seq], self.begun, self.outside.folded
        if decided.kind is Kind.REVERT:
            living = {w.name for w in self.outside.world.fleet if w.life is Life.UP}
            assert living - ledger.cordoned <= self.arrived, "I10: an end before the proofs"
        elif begun is not None and begun.seq == end.seq and begun.base_sha256 not in ("", begun.sha256):
            assert len(self.arrived & set(begun.voters)) >= begun.gate, "I10: an end before the proofs"

    def stepped(self, event: object, effects: list[object]) -> None:
        super().stepped(event, effects)
        if (opened := self.outside.durable.opened) is not None:
            self.waved |= {(name, opened.seq) for name in self.outside.durable.waved}
        for effect in effects:
            match effect:
                case (
                    ef.Spawn(name, seq, _, sha256) | ef.Order(name, "commit", seq, _, sha256) | ef.Fallback(name, _, _, seq, _, sha256)
                ):
                    assert self._decided(name, seq, sha256), "I2: its decision would not survive a power cut"

    def _decided(self, name: str, seq: int, sha256: str) -> bool:
        durable = self.outside.durable
        version = durable.versions.get(seq)
        if version is None or version.sha256 != sha256:
            return False
        return bool(version.decided_at) or (name, seq) in self.waved

    def rested(self) -> None:
        super().rested()
        for p in self.outside.processes.values():
            assert self._decided(p.name, *p.ran[-1]), "I2: it runs what is not decided"
            assert len(p.ran) < 2 or p.ran[-2][0] < p.ran[-1][0], "I8: its number does not grow"
        versions = self.outside.durable.versions
        if versions is not self.history:
            self._history(versions)

    def _history(self, versions: dict[int, Any]) -> None:
        for seq, old in self.history.items():
            new = versions.get(seq)
            assert new is not None, "I4: an entry of history is lost"
            assert (old.version, old.sha256, old.kind, old.author, old.at) == (new.version, new.sha256, new.kind, new.author, new.at), "I4"
            assert old.decided_at in (0.0, new.decided_at), "I4: a decision has changed"
            assert old.outcome in ("", "stuck", new.outcome), "I4: an end has changed"
        self.history = versions
