"""Waves: the new content on a few workers first. Each wave is durable before its first commit, must prove, must hold, and is asked about.

    proving --all of it prove--> baking --unbroken--> asking --go--> the next wave, or the decision
    baking, asking --a proof is lost--> proving              (and the bake begins anew, while there is time for one)
    asking --unclear--> paused --go--> the next wave          (so does an operator's hold; ten minutes without a word: back)

One death, one proof that does not come, one worker that counts left behind, or a command that says so: everybody goes back.
"""

from __future__ import annotations

from holdfast.core import journal as j
from holdfast.core.deciding import Deciding
from holdfast.core.effects import Health
from holdfast.core.events import Healthy
from holdfast.core.fleet import Worker
from holdfast.core.flight import Flight
from holdfast.core.lifecycle import Life
from holdfast.core.plan import cut
from holdfast.core.rollout import Rollout, Stage, Step, Turn
from holdfast.core.undoing import Undoing
from holdfast.core.words import Kind

PAUSE = 600.0  # seconds in which a human may decide about a wave that nobody else can judge
GRACE = 1.0  # seconds that the health command's own limit has to be reported, before its silence is taken for unclear
IN_WAVES = (Kind.EDIT, Kind.APPLY)  # what has run everywhere before, or runs now, reaches everybody at once


class Waving:
    def __init__(self, flight: Flight, deciding: Deciding, undoing: Undoing) -> None:
        self.flight, self.deciding, self.undoing = flight, deciding, undoing
        self.book, self.fleet = flight.book, flight.fleet

    def start(self, rollout: Rollout) -> None:
        """The plan may go on: in waves where the settings have some and there is something to go back to, else to all at once."""
        if rollout.kind in IN_WAVES and rollout.older is not None:
            ready = [self.fleet[name] for name in rollout.yes if self._ready(rollout, name)]  # a canary that cannot be told is none
            rollout.waves = cut(ready, self.book.settings.rollout.waves)
            early = sum(len(wave) for wave in rollout.waves)
            rollout.wave_count = len(rollout.waves) + (0 < early < len(rollout.members))
        self._onward(rollout)

    def _onward(self, rollout: Rollout) -> None:
        """The next wave, of those in it that are ready (the others follow with the rest); after the last one the decision."""
        rollout.reason = rollout.held = ""
        while rollout.wave + 1 < len(rollout.waves):
            rollout.wave += 1
            if members := tuple(name for name in rollout.waves[rollout.wave] if self._ready(rollout, name)):
                self._begin(rollout, members)
                return
        self.deciding.decide(rollout)

    def _begin(self, rollout: Rollout, members: tuple[str, ...]) -> None:
        """Durable first: the record is synced before the commits that follow it in this step."""
        rule = self.book.settings.rollout
        self.book.remember(j.Wave(at=self.book.now.wall, seq=rollout.seq, number=rollout.wave, members=members))
        self.flight.turn(rollout, Turn.WAVES)
        rollout.until = self.book.now.mono + 2 * (rule.commit_limit + rule.bake)
        self._stage(rollout, Stage.PROVING, rule.commit_limit)
        self.book.notice("info", f"#{rollout.seq} {self._name(rollout)}: {', '.join(members)}", seq=rollout.seq)
        for name in members:
            self.deciding.hand_over(rollout, self.fleet[name])

    def _stage(self, rollout: Rollout, stage: Stage, limit: float) -> None:
        rollout.stage = stage
        self.flight.deadline(rollout, limit)

    @staticmethod
    def _name(rollout: Rollout) -> str:
        return f"wave {rollout.wave + 1} of {rollout.wave_count}"

    # -- how the wave is doing

    def _members(self, rollout: Rollout) -> list[Worker]:
        """Everybody in the count who has been given the new content so far."""
        ledger = self.book.ledger
        return [self.fleet[name] for name in rollout.members if name in ledger.waved and name not in ledger.cordoned]

    def _missing(self, rollout: Rollout) -> list[str]:
        """Those that should prove it, and do not (yet)."""
        expected = [w for w in self._members(rollout) if self.book.ledger.left_behind(w.name) is None]
        return [w.name for w in expected if w.life is not Life.UP or not self.fleet.proves(w, rollout.target)]

    def _failure(self, rollout: Rollout) -> str:
        """Why it must go back whatever else happens; '' = it need not."""
        members = self._members(rollout)
        left = {w.name: found for w in members if (found := self.book.ledger.left_behind(w.name)) is not None}
        weighs = [w.name for w in members if w.name in left and self.fleet.weighs(w)]
        if weighs:
            return f"{weighs[0]} could not take it: {left[weighs[0]].reason}"
        return "" if len(left) < len(members) else "nobody in the count is left who runs it"

    def wave(self, rollout: Rollout) -> None:
        """Asked after every event."""
        if reason := self._failure(rollout):
            self.undoing.revert(rollout, reason)
            return
        missing = self._missing(rollout)
        if rollout.stage is Stage.PROVING:
            if not missing:
                self._bake(rollout)
        elif missing:
            self.book.notice("warn", f"#{rollout.seq} {self._name(rollout)}: not proved any more by {', '.join(missing)}", seq=rollout.seq)
            self._stage(rollout, Stage.PROVING, self.book.settings.rollout.commit_limit)

    def _bake(self, rollout: Rollout) -> None:
        bake = self.book.settings.rollout.bake
        if self.book.now.mono + bake > rollout.until:
            self.undoing.revert(rollout, f"{self._name(rollout)} does not hold: its proofs come and go")
        elif bake > 0:
            self._stage(rollout, Stage.BAKING, bake)
            self.book.notice("good", f"#{rollout.seq} {self._name(rollout)} proves it, and bakes for {bake:g} s", seq=rollout.seq)
        else:
            self._ask(rollout)

    def _ask(self, rollout: Rollout) -> None:
        rule = self.book.settings.rollout
        if not rule.health:
            self._promote(rollout)
            return
        rollout.asked += 1
        self._stage(rollout, Stage.ASKING, rule.health_limit + GRACE)
        names = tuple(w.name for w in self._members(rollout) if self.book.ledger.left_behind(w.name) is None)
        self.book.do(Health(rollout.seq, rollout.asked, rollout.wave + 1, rollout.version, rollout.sha256, names))

    def healthy(self, event: Healthy) -> None:
        """What the health command says; an answer that nobody waits for any more changes nothing."""
        rollout = self.flight.open
        if rollout is None or rollout.step is not Step.WAVE or rollout.stage is not Stage.ASKING:
            return
        if (event.seq, event.ask) != (rollout.seq, rollout.asked):
            return
        why = f": {event.reason}" if event.reason else ""
        if event.verdict == "go":
            self._promote(rollout)
        elif event.verdict == "back":
            self.undoing.revert(rollout, f"the health command says no{why}")
        else:
            self._pause(rollout, f"the health command is unclear{why}")

    def _promote(self, rollout: Rollout) -> None:
        """The wave has held: on, unless somebody or something is in the way."""
        if why := rollout.held or self.hindrance(rollout):
            self._pause(rollout, why)
        else:
            self._onward(rollout)

    def hindrance(self, rollout: Rollout) -> str:
        """Why nobody may let it go on now; '' = they may. What the gate and the approvals were given for must still be so."""
        if self.book.ledger.frozen:
            return f"frozen by {self.book.ledger.frozen}"
        if missing := self._missing(rollout):
            return f"{', '.join(missing)} does not prove it now"
        if turned := [name for name in rollout.seen - self.book.ledger.waved if not self._stands(rollout, name)]:
            return f"{', '.join(sorted(turned))} said yes when it was approved, and does not now"
        yes = sum(1 for name in rollout.voters if self._stands(rollout, name))
        return "" if yes >= rollout.gate else f"{yes} of the {rollout.gate} needed say yes now"

    def _ready(self, rollout: Rollout, name: str) -> bool:
        return name not in self.book.ledger.cordoned and self.fleet.answers(self.fleet[name]) and self._stands(rollout, name)

    def _stands(self, rollout: Rollout, name: str) -> bool:
        """Is its yes still one? Of who runs it already, its proof; of the others, what its present process has checked."""
        worker, vote = self.fleet[name], rollout.votes.get(name)
        if name in self.book.ledger.waved or vote is None:
            return self.fleet.proves(worker, rollout.target)
        kept = worker.prepared == rollout.target or self.fleet.proves(worker, rollout.target)
        return vote.ok and vote.inc == worker.inc and kept

    # -- a human decides

    def _pause(self, rollout: Rollout, why: str) -> None:
        self.flight.turn(rollout, Turn.UNCLEAR, PAUSE)
        rollout.reason = why
        self.book.notice("warn", f"#{rollout.seq} {self._name(rollout)}, paused: {why}", seq=rollout.seq)

    def paused(self, rollout: Rollout) -> None:
        if reason := self._failure(rollout):
            self.undoing.revert(rollout, reason)

    def hold(self, rollout: Rollout, by: str) -> None:
        """It stops when this wave has held."""
        rollout.held = f"held by {by}"
        self.book.notice("info", f"#{rollout.seq} {rollout.held}: it stops after {self._name(rollout)}", seq=rollout.seq)

    def go(self, rollout: Rollout, by: str) -> None:
        """Somebody takes it upon themselves; `hindrance` was asked before."""
        self.book.notice("info", f"#{rollout.seq} {self._name(rollout)}: go, says {by}", seq=rollout.seq)
        if rollout.step is Step.PAUSED:
            self._onward(rollout)
        else:
            rollout.held = ""

    def due(self, rollout: Rollout) -> None:
        """The limit of the present stage, or of the pause."""
        if rollout.step is Step.PAUSED:
            self.undoing.revert(rollout, f"nobody let it go on within {PAUSE / 60:.0f} min ({rollout.reason})")
        elif rollout.stage is Stage.PROVING:
            self.undoing.revert(rollout, f"{self._name(rollout)}: not proved by {', '.join(self._missing(rollout))}")
        elif self._missing(rollout):
            self.wave(rollout)
        elif rollout.stage is Stage.BAKING:
            self._ask(rollout)
        else:
            self._pause(rollout, f"the health command said nothing within {self.book.settings.rollout.health_limit:g} s")
