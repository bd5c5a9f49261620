"""Rules about single workers, broken: what they are started on, what is believed, and that nobody waits for ever."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from core_mutants import ONE, Patch, instead, mutant

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core.evidence import Evidence
from holdfast.core.fallback import Fallback
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.ledger import Ledger
from holdfast.core.processes import Processes
from holdfast.core.proving import Proving
from holdfast.core.words import Grade, Kind, Target
from holdfast.core.world import World

# -- what a worker is started on


@mutant("I2: started on what is not decided", **ONE)
def a_respawn_boots_the_edited_file(patch: Patch) -> None:
    def receive(old: Any, world: World, event: object, now: Any) -> Any:
        edited = world.source.sha256
        return [replace(e, sha256=edited or e.sha256) if isinstance(e, ef.Spawn) else e for e in old(world, event, now)]

    instead(patch, World, "receive", receive)


@mutant("I2: started on what is not decided", **ONE)
def a_restart_loads_the_newest(patch: Patch) -> None:
    def boots(old: Any, ledger: Ledger, name: str) -> Target | None:
        newest = ledger.versions.get(ledger.seq)
        return Target(newest.seq, newest.version, newest.sha256) if newest is not None else old(ledger, name)

    instead(patch, Ledger, "boots", boots)


@mutant("I2: started on what it was left behind on", faults=1, edits=1, deeds=1, by=("no",), which=("restart",))
def who_was_left_behind_boots_it_all_the_same(patch: Patch) -> None:
    instead(patch, Ledger, "boots", lambda old, ledger, name: ledger.content_for(name))


@mutant("started twice", **ONE)
def recovery_does_not_see_who_lives(patch: Patch) -> None:
    instead(patch, Processes, "adopt", lambda old, processes, worker, pid, at: None)


# -- evidence


@mutant("I5: the proof is too old", **ONE)
def a_stale_proof_stays_green(patch: Patch) -> None:
    instead(patch, Fleet, "fresh", lambda old, fleet, worker: worker.proof.mono >= 0)


@mutant("I5", **ONE, by=("lies",))
def what_is_claimed_counts_as_proved(patch: Patch) -> None:
    def committed(old: Any, proving: Proving, worker: Any, target: Target, event: ev.Answered) -> None:
        old(proving, worker, target, replace(event, sha256=event.claimed, grade=Grade.ATTESTED) if event.ok else event)

    instead(patch, Proving, "_committed", committed)


@mutant("I5", **ONE)
def a_new_process_inherits_the_proof(patch: Patch) -> None:
    def hello(old: Any, proving: Proving, event: ev.Hello) -> bool:
        worker = proving.fleet[event.worker]
        proof = worker.proof
        known = old(proving, event)
        if known and proof.mono >= 0:
            worker.proof = proof
            proving.judge(worker)
        return bool(known)

    def forget(old: Any, worker: Any) -> None:
        proof = worker.proof
        old(worker)
        worker.proof = proof

    instead(patch, Worker, "forget_incarnation", forget)
    instead(patch, Proving, "hello", hello)


# -- the way around the channel


@mutant("I2: told by signal", **ONE, signal=True)
def a_signal_loads_the_newest(patch: Patch) -> None:
    def due(old: Any, fallback: Fallback, worker: Worker) -> Target | None:
        newest = fallback.book.ledger.opened
        return Target(newest.seq, newest.version, newest.sha256) if old(fallback, worker) and newest else old(fallback, worker)

    instead(patch, Fallback, "due", due)


# -- nobody waits for ever


@mutant("nobody tries again", **ONE)
def who_lags_is_not_asked_again(patch: Patch) -> None:
    instead(patch, Evidence, "try_again", lambda old, evidence, worker: None)


@mutant("I3: somebody waits for ever", **ONE, by=("no",))
def who_was_left_behind_stays_so(patch: Patch) -> None:
    instead(patch, Evidence, "release", lambda old, evidence, worker: None)


@mutant("I3: somebody waits for ever", **ONE, by=("hangs up",))
def nobody_is_prepared_again(patch: Patch) -> None:
    """Who has lost its candidate with its channel is told to use it all the same."""

    def prepare(old: Any, proving: Proving, worker: Worker, target: Target, kind: Kind, *args: Any, **more: Any) -> None:
        if proving.book.ledger.desired(worker.name) == target:
            proving.commit(worker, target, kind)
        else:
            old(proving, worker, target, kind, *args, **more)

    instead(patch, Proving, "prepare", prepare)


@mutant("I3: somebody waits for ever", **ONE, by=("hangs up",))
def a_lost_channel_is_never_taken_up_again(patch: Patch) -> None:
    def hello(old: Any, proving: Proving, event: ev.Hello) -> bool:
        return bool(old(proving, event)) if proving.fleet[event.worker].inc != event.inc else False

    instead(patch, Proving, "hello", hello)
