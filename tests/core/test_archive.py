"""Journal records -> who proved a version, who did not, and why."""

from __future__ import annotations

import pytest

from holdfast.core import journal as j
from holdfast.core.archive import Member, Proofs, Verified
from holdfast.core.ledger import fold
from holdfast.core.proofs import proofs
from holdfast.core.trace import TraceView, WorkerTrace
from holdfast.core.words import Grade, Kind, Proof

A, B = "a" * 64, "b" * 64
WHOLE = Verified(99.0, 12, 3000)


def begin(seq: int, sha256: str, *members: str) -> j.Begin:
    fields = {"base_seq": seq - 1, "base_sha256": A, "kind": Kind.EDIT, "author": "ana", "members": members}
    return j.Begin(at=seq * 10.0, seq=seq, version=f"v{seq}", sha256=sha256, **fields)  # type: ignore[arg-type]


def decide(seq: int, sha256: str, kind: Kind = Kind.EDIT) -> j.Decide:
    return j.Decide(at=seq * 10.0 + 1, seq=seq, version=f"v{seq}", sha256=sha256, kind=kind)


def proved(worker: str, seq: int, sha256: str, at: float, pid: int = 7) -> j.Proved:
    return j.Proved(at=at, worker=worker, pid=pid, seq=seq, version=f"v{seq}", checksum=sha256[:7], sha256=sha256)


def left(worker: str, sha256: str, reason: str, at: float = 12.0) -> j.Left:
    return j.Left(at=at, worker=worker, sha256=sha256, state="Held", reason=reason)


def told(records: list[j.Record], seq: int, trace: TraceView | None = None, **present: Proof) -> Proofs:
    return proofs(records, fold(records).versions[seq], WHOLE, trace, present.get)


def rows(found: Proofs) -> dict[str, Member]:
    return {member.worker: member for member in found.members}


CHANGE = [
    begin(1, A, "w1", "w2", "w3"), decide(1, A), proved("w1", 1, A, 11.2), left("w2", A, "E_DEP mysql refused"),
    proved("w3", 1, A, 11.9, 8),
    j.End(at=15.0, seq=1, outcome="active (2 of 3)", members=3, proved=2), proved("w3", 1, A, 500.0, 9),
]  # fmt: skip


def test_first_proofs_by_how_many_processes_and_why_one_did_not() -> None:
    found = told(CHANGE, 1)
    assert (found.outcome, found.decided_at, found.ended_at, found.traced, found.journal) == ("active (2 of 3)", 11.0, 15.0, False, WHOLE)
    assert rows(found) == {
        "w1": Member("w1", 11.2, 7, "aaaaaaa", 1),
        "w2": Member("w2", why="E_DEP mysql refused"),
        "w3": Member("w3", 11.9, 8, "aaaaaaa", 2),
    }


def test_whoever_proves_it_now_says_so_with_grade_and_time() -> None:
    w1 = rows(told(CHANGE, 1, w1=Proof(Grade.SEEN, A, 1, 5.0, 990.0)))["w1"]
    assert (w1.now, w1.grade, w1.proved_at) == (True, 3, 990.0)


def test_a_trace_adds_votes_times_and_what_a_worker_said() -> None:
    trace = TraceView(
        1, "v1", A, "edit", "ana", 10.0,
        workers=(WorkerTrace("w1", False, "yes", 0.02, 0.004, 0.001), WorkerTrace("w2", False, "no", 0.03, said="E_SCHEMA too many")),
    )  # fmt: skip
    found = told([record for record in CHANGE if not isinstance(record, j.Left)], 1, trace)
    assert found.traced
    w1, w2 = rows(found)["w1"], rows(found)["w2"]
    assert (w1.vote, w1.vote_took, w1.proof_took) == ("yes", 0.02, pytest.approx(0.005))
    assert (w2.vote, w2.why, w2.proof_took) == ("no", "E_SCHEMA too many", None)


def test_a_way_back_goes_to_the_members_of_the_plan_that_failed_and_has_reasons_of_its_own() -> None:
    records = [
        *CHANGE, begin(2, B, "w1", "w2"), decide(2, B), proved("w1", 2, B, 22.0), left("w2", B, "crashed", 23.0),
        j.Abort(at=24.0, seq=2, outcome="rolled back", reason="two exits"), decide(3, A, Kind.REVERT), proved("w1", 3, A, 32.0),
    ]  # fmt: skip
    trace = TraceView(2, "v2", B, "edit", "ana", 20.0, workers=(WorkerTrace("w1"), WorkerTrace("w1", back=True, answer_took=0.5)))
    back = told(records, 3, trace)
    assert (back.kind, [(m.worker, m.at, m.proof_took, m.why) for m in back.members]) == (
        "revert", [("w1", 32.0, 0.5, ""), ("w2", 0.0, None, "not yet")],
    )  # fmt: skip
    assert rows(told(records, 2))["w2"].why == "crashed"
    assert rows(told(records, 1))["w2"].why == "E_DEP mysql refused"  # the old reason was about the old bytes


def test_of_a_plan_that_was_never_decided_nobody_was_told() -> None:
    records = [*CHANGE, begin(2, B, "w1"), j.Abort(at=21.0, seq=2, outcome="rejected", reason="no")]
    assert rows(told(records, 2))["w1"].why == "it was never told: rejected"
    assert rows(told(records[:-1], 2))["w1"].why == "it was never told: nothing is decided yet"


def test_who_came_later_and_proved_it_too_is_listed_after_the_members() -> None:
    assert list(rows(told([*CHANGE, proved("w9", 1, A, 700.0)], 1))) == ["w1", "w2", "w3", "w9"]
