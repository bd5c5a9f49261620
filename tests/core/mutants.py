"""Rules of the core, each broken on purpose: one function a rule, that breaks it in the real code through `patch` (a MonkeyPatch).

A walk that finds nothing wrong says little if it would find nothing wrong with these either (test_walk_mutants.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from core_walk import Bounds
from msgspec import structs

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core import ledger as folding
from holdfast.core import transaction
from holdfast.core.book import Book
from holdfast.core.deciding import Deciding
from holdfast.core.evidence import Evidence
from holdfast.core.fallback import Fallback
from holdfast.core.fleet import Fleet, Worker
from holdfast.core.flight import Flight
from holdfast.core.kept import Kept
from holdfast.core.ledger import Ledger
from holdfast.core.processes import Processes
from holdfast.core.proving import Proving
from holdfast.core.rollout import Turn, Vote
from holdfast.core.source import Source
from holdfast.core.undoing import Undoing
from holdfast.core.voting import Voting
from holdfast.core.waving import Waving
from holdfast.core.words import Grade, Kind, Target
from holdfast.core.world import World

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Mutant:
    """breaks: makes the core wrong. bounds: the walk that has to find it. says: what it says then."""

    breaks: Callable[[Patch], None]
    bounds: Bounds
    says: str


MUTANTS: dict[str, Mutant] = {}
NAMED = {  # the rules that a design of this kind is most often built without, and who breaks them here
    "fsync after send": "the_decision_is_synced_after_its_effects",
    "ack without incarnation": "a_yes_of_another_incarnation_counts",
    "no re-prepare": "nobody_is_prepared_again",
    "signal loads the newest": "a_signal_loads_the_newest",
    "rollback re-uses its number": "the_way_back_uses_the_old_number_again",
    "quorum counts silence": "silence_is_a_yes",
    "a respawn boots the edited file": "a_respawn_boots_the_edited_file",
}
ONE = {"faults": 1, "edits": 1, "deeds": 0}
NONE = {"faults": 0, "edits": 1, "deeds": 0}


def mutant(says: str, **bounds: Any) -> Callable[[Callable[[Patch], None]], Callable[[Patch], None]]:
    def keep(breaks: Callable[[Patch], None]) -> Callable[[Patch], None]:
        MUTANTS[breaks.__name__] = Mutant(breaks, Bounds(**bounds), says)
        return breaks

    return keep


def instead(patch: Patch, owner: Any, name: str, new: Callable[..., Any]) -> None:
    """`new` gets the old one first."""
    old = getattr(owner, name)
    patch.setattr(owner, name, lambda *args, **more: new(old, *args, **more))


# -- durable first


@mutant("I2: its decision would not survive", **NONE)
def the_decision_is_synced_after_its_effects(patch: Patch) -> None:
    def remember(old: Any, book: Book, record: j.Record, sync: bool = True) -> None:
        old(book, record, sync and not isinstance(record, j.Decide))

    instead(patch, Book, "remember", remember)


@mutant("I2: its decision would not survive", **NONE, waves=(1, "rest"))
def a_wave_is_synced_after_its_effects(patch: Patch) -> None:
    def remember(old: Any, book: Book, record: j.Record, sync: bool = True) -> None:
        old(book, record, sync and not isinstance(record, j.Wave))

    instead(patch, Book, "remember", remember)


@mutant("the ledger is not the fold", **ONE)
def a_full_disk_is_ignored(patch: Patch) -> None:
    instead(patch, World, "_journal_failed", lambda old, world, event, undone, said, vain: None)


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


# -- votes


@mutant("I6", **ONE)
def silence_is_a_yes(patch: Patch) -> None:
    def preparing(old: Any, voting: Voting, rollout: Any, late: bool = False) -> None:
        for name in rollout.members if late else ():
            rollout.votes.setdefault(name, Vote(True, voting.fleet[name].inc, voting.book.now.mono))
        old(voting, rollout, late)

    instead(patch, Voting, "preparing", preparing)


@mutant("I6: decided with 0 of 1 yeses", workers=("w1!",), faults=2, edits=1, deeds=0, by=("late", "dies"))
def a_yes_of_another_incarnation_counts(patch: Patch) -> None:
    instead(patch, Proving, "answered", lambda old, proving, event: old(proving, replace(event, inc="")))


@mutant("I6", faults=1, edits=2, deeds=0, by=("drifts",))
def a_yes_to_another_plan_counts(patch: Patch) -> None:
    def take(old: Any, world: World, event: ev.Answered) -> None:
        order = world.fleet[event.worker].order
        old(world, replace(event, seq=order[1].seq) if order is not None else event)

    instead(patch, World, "_answered", take)


@mutant("I6: a yes that is too old", **NONE)
def old_votes_are_not_asked_for_again(patch: Patch) -> None:
    instead(patch, Voting, "_old_votes", lambda old, voting, rollout: ())


@mutant("I1: committed what it never found good", **ONE)
def the_held_are_committed_all_the_same(patch: Patch) -> None:
    def hand_over(old: Any, deciding: Deciding, rollout: Any, worker: Any) -> None:
        old(deciding, rollout, worker)
        if worker.name in rollout.no:
            deciding.proving.release(worker)
            deciding.proving.commit(worker, rollout.target, rollout.kind)

    instead(patch, Deciding, "hand_over", hand_over)


# -- approvals


@mutant("I11", faults=0, edits=2, deeds=0)
def an_approval_survives_changed_content(patch: Patch) -> None:
    def begin(old: Any, ledger: Ledger, record: j.Begin) -> Ledger:
        kept = tuple(replace_approval(a, record.seq) for a in ledger.approvals)
        return structs.replace(old(ledger, record), approvals=kept)

    old = folding._RULES[j.Begin]
    patch.setitem(folding._RULES, j.Begin, lambda ledger, record: begin(old, ledger, record))
    abort = folding._RULES[j.Abort]
    patch.setitem(folding._RULES, j.Abort, lambda ledger, record: structs.replace(abort(ledger, record), approvals=ledger.approvals))


def replace_approval(approval: j.Approved, seq: int) -> j.Approved:
    return j.Approved(at=approval.at, seq=seq, by=approval.by, uid=approval.uid, login_uid=approval.login_uid)


@mutant("I11: a yes that an approver saw", **ONE, by=("no",))
def an_approval_survives_a_turned_vote(patch: Patch) -> None:
    instead(patch, Voting, "_hold_to", lambda old, voting, rollout, turned: None)


@mutant("I11: decided while frozen", faults=0, edits=1, deeds=1, which=("freeze",))
def a_frozen_plan_goes_on(patch: Patch) -> None:
    def approved(old: Any, voting: Voting, rollout: Any) -> bool:
        return len({a.uid for a in voting.book.ledger.approvals if a.seq == rollout.seq}) >= rollout.approvals_needed

    instead(patch, Voting, "approved", approved)


# -- one at a time, each with a number, each with an end


@mutant("I13", faults=0, edits=2, deeds=0)
def two_transactions_at_once(patch: Patch) -> None:
    instead(patch, Source, "_make_way", lambda old, source, in_sync, new: True)


@mutant("I8", **ONE, by=("limit",))
def the_way_back_uses_the_old_number_again(patch: Patch) -> None:
    def revert(old: Any, undoing: Undoing, rollout: Any, *args: Any, **more: Any) -> None:
        with contextlib.ExitStack() as stack:
            if rollout.older is not None:
                undoing.flight.number = lambda: (rollout.older.seq, rollout.older.version)  # type: ignore[method-assign]
                stack.callback(lambda: vars(undoing.flight).pop("number"))
            old(undoing, rollout, *args, **more)

    instead(patch, Undoing, "revert", revert)


@mutant("I8", faults=0, edits=2, deeds=0)
def the_number_of_an_aborted_plan_is_used_again(patch: Patch) -> None:
    def number(old: Any, flight: Flight) -> tuple[int, str]:
        seq = 1 + max((v.seq for v in flight.book.ledger.versions.values() if v.decided_at), default=0)
        return seq, old(flight)[1]

    instead(patch, Flight, "number", number)


@mutant("I10: prepared for", faults=0, edits=1, deeds=1, which=("reject",))
def an_abort_forgets_the_candidates(patch: Patch) -> None:
    instead(patch, Proving, "cancel", lambda old, proving, worker, seq: None)


@mutant("I10: Committing has no deadline", **NONE)
def committing_has_no_deadline(patch: Patch) -> None:
    def turn(old: Any, flight: Flight, rollout: Any, turn: Turn, limit: float | None = None) -> None:
        old(flight, rollout, turn, None if turn is Turn.GO else limit)

    instead(patch, Flight, "turn", turn)


@mutant("I4: a decision is given up", **ONE)
def recovery_aborts_what_is_decided(patch: Patch) -> None:
    def resume(old: Any, flight: Flight, undoing: Undoing) -> None:
        if (decided := flight.book.ledger.decided) is not None:
            flight.book.remember(j.Abort(at=flight.book.now.wall, seq=decided.seq, outcome="aborted", reason="restarted"))
        old(flight, undoing)

    instead(patch, transaction, "resume", resume)


@mutant("I6", **ONE)
def recovery_goes_on_with_what_is_not_decided(patch: Patch) -> None:
    def resume(old: Any, flight: Flight, undoing: Undoing) -> None:
        book, opened = flight.book, flight.book.ledger.opened
        if opened is not None and book.ledger.decided is None:
            book.remember(j.Decide(at=book.now.wall, seq=opened.seq, version=opened.version, sha256=opened.sha256, kind=opened.kind))
        old(flight, undoing)

    instead(patch, transaction, "resume", resume)


@mutant("I10: an end before the proofs", **NONE)
def the_end_is_written_before_the_proof(patch: Patch) -> None:
    def committing(old: Any, deciding: Deciding, rollout: Any, late: bool = False) -> None:
        deciding.flight.turn(rollout, Turn.PROVED, 60.0)

    instead(patch, Deciding, "committing", committing)


@mutant("I10: an end before the proofs", **ONE, by=("limit",))
def the_way_back_ends_before_the_proofs(patch: Patch) -> None:
    instead(patch, Undoing, "_missing", lambda old, undoing, target: [])


@mutant("I4: an entry of history is lost", **NONE)
def an_end_forgets_what_was_before(patch: Patch) -> None:
    def end(old: Any, ledger: Ledger, record: j.End) -> Ledger:
        after = old(ledger, record)
        return structs.replace(after, versions=Kept({record.seq: after.versions[record.seq]}))

    old = folding._RULES[j.End]
    patch.setitem(folding._RULES, j.End, lambda ledger, record: end(old, ledger, record))


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


# -- waves


@mutant("I15", **ONE, by=("hangs up",), waves=(1, "rest"))
def a_wave_goes_on_without_proof(patch: Patch) -> None:
    instead(patch, Waving, "_missing", lambda old, waving, rollout: [])


@mutant("I2", **NONE, waves=(1, "rest"))
def a_wave_is_everybody(patch: Patch) -> None:
    def begin(old: Any, waving: Waving, rollout: Any, members: tuple[str, ...]) -> None:
        old(waving, rollout, members)
        for name in rollout.members:
            if name not in members:
                waving.deciding.proving.commit(waving.fleet[name], rollout.target, rollout.kind)

    instead(patch, Waving, "_begin", begin)
