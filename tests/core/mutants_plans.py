"""Rules about plans, broken: durable first, votes, approvals, one at a time with an end, waves."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

from core_mutants import NONE, ONE, Patch, instead, mutant
from msgspec import structs

from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core import ledger as folding
from holdfast.core import transaction
from holdfast.core.book import Book
from holdfast.core.deciding import Deciding
from holdfast.core.flight import Flight
from holdfast.core.kept import Kept
from holdfast.core.ledger import Ledger
from holdfast.core.proving import Proving
from holdfast.core.rollout import Turn, Vote
from holdfast.core.source import Source
from holdfast.core.undoing import Undoing
from holdfast.core.voting import Voting
from holdfast.core.waving import Waving
from holdfast.core.world import World

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
