"""Waves, outside and watched: the health command that was asked, and I15, that nothing goes on before those who run it prove it."""

from __future__ import annotations

from typing import Any

from core_invariants import Invariants
from core_outside import Outside

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.fleet import STALE_ROUNDS
from holdfast.core.words import Kind


class Waves(Invariants):
    """I15, counted from the events. early: who has been given what is not decided."""

    def __init__(self, outside: Any) -> None:
        super().__init__(outside)
        self.early: set[str] = set()

    def _record(self, record: j.Record) -> None:
        match record:
            case j.Wave():
                assert not self.outside.folded.frozen, "a wave begins while frozen"
                assert self.begun is not None
                assert record.seq == self.begun.seq, "a wave of another plan"
                assert not set(record.members) & self.early, "given twice"
                self._promoted()
                assert set(record.members) <= set(self._rollout(record.seq).yes), "I1: given to who did not say yes"
                self.early |= set(record.members)
            case j.Decide() if record.kind not in (Kind.REVERT, Kind.BOOTSTRAP):
                self._promoted()
        if isinstance(record, j.Decide | j.Abort):
            self.early = set()
        super()._record(record)

    def _promoted(self) -> None:
        """Everybody in the count who was given it proves it now, or was left behind by the rules."""
        world, folded = self.outside.world, self.outside.folded
        assert self.begun is not None
        for name in self.early - folded.cordoned:
            left = folded.left.get(name)
            if left is not None and left.sha256 == self.begun.sha256:
                assert not world.fleet.weighs(world.fleet[name]), "I15: one that counts could not take it"
                continue
            inc, sha256, at = self.proofs.get(name, ("", "", -1e9))
            assert (inc, sha256) == (world.fleet[name].inc, self.begun.sha256), f"I15: {name} does not prove it"
            assert self.outside.now.mono - at <= STALE_ROUNDS * self.outside.settings.rollout.attest, "I15: on an old proof"

    def heard(self, event: object) -> None:
        super().heard(event)
        if isinstance(event, ev.Started):
            self.early = set(self.outside.folded.waved)


class House(Outside):
    asked: ef.Health | None = None

    def _act(self, effect: object) -> None:
        if isinstance(effect, ef.Health):
            self.asked = effect
        super()._act(effect)

    def crash(self, *, power: bool, keep: int = 0) -> None:
        self.asked = None
        super().crash(power=power, keep=keep)
