"""What the journal adds up to: a fold, whatever the records are; and what it says a worker should run."""

from __future__ import annotations

from core_records import MANY
from hypothesis import given, settings

from holdfast.core import journal as j
from holdfast.core.ledger import Ledger, fold
from holdfast.core.words import Kind, Target

A, B, C = "a" * 64, "b" * 64, "c" * 64
WORKERS = ("w1", "w2")


def begin(seq: int, sha256: str, kind: Kind = Kind.EDIT) -> j.Begin:
    return j.Begin(at=10.0 * seq, seq=seq, version=f"v{seq}", sha256=sha256, base_seq=seq - 1, base_sha256="", kind=kind, author="ana",
                   members=WORKERS)  # fmt: skip


def decide(seq: int, sha256: str, kind: Kind = Kind.EDIT, content_of: int = 0) -> j.Decide:
    return j.Decide(at=10.0 * seq + 1, seq=seq, version=f"v{seq}", sha256=sha256, kind=kind, content_of=content_of)


def end(seq: int, outcome: str = "active") -> j.End:
    return j.End(at=10.0 * seq + 5, seq=seq, outcome=outcome, members=2, proved=2)


def proved(worker: str, seq: int, sha256: str) -> j.Proved:
    return j.Proved(at=10.0 * seq + 2, worker=worker, pid=1, seq=seq, version=f"v{seq}", checksum=sha256[:7], sha256=sha256)


def left(worker: str, sha256: str) -> j.Left:
    return j.Left(at=1.0, worker=worker, sha256=sha256, state="Held", reason="redis is down")


def active(seq: int, sha256: str, kind: Kind = Kind.EDIT) -> list[j.Record]:
    """A plan from its beginning to its end, proved by everybody."""
    return [begin(seq, sha256, kind), decide(seq, sha256, kind), *(proved(w, seq, sha256) for w in WORKERS), end(seq)]


@given(MANY, MANY)
@settings(deadline=None, max_examples=150)
def test_a_fold_is_the_records_applied_one_by_one(before: list[j.Record], after: list[j.Record]) -> None:
    """A restart in the middle changes nothing; nor does anything that is already folded change later."""
    half = fold(before)
    copy = fold(before)
    whole = half
    for record in after:
        whole = whole.apply(record)
    assert whole == fold([*before, *after])
    assert half == copy
    assert whole.records == len(before) + len(after)


@given(MANY)
@settings(deadline=None, max_examples=150)
def test_whatever_was_written_can_be_folded_and_asked(records: list[j.Record]) -> None:
    """Records of another order than ours (an old version's, a repaired file's) are no reason to fall over at a start."""
    ledger = fold(records)
    for worker in ("w1", "w2", "w3"):
        assert ledger.desired(worker) is None or isinstance(ledger.desired(worker), Target)


def test_nothing_runs_before_a_decision() -> None:
    assert fold([begin(1, A, Kind.BOOTSTRAP)]).desired("w1") is None
    assert fold([begin(1, A, Kind.BOOTSTRAP), decide(1, A, Kind.BOOTSTRAP)]).desired("w1") == Target(1, "v1", A)


def test_an_open_plan_changes_what_nobody_runs() -> None:
    ledger = fold([*active(1, A), begin(2, B)])
    assert ledger.target == Target(1, "v1", A)
    assert ledger.opened is not None
    assert ledger.opened.seq == 2


def test_an_abort_leaves_no_trace_but_in_history() -> None:
    ledger = fold([*active(1, A), begin(2, B), j.Abort(at=22.0, seq=2, outcome="refused", reason="schema")])
    assert (ledger.opened, ledger.decided, ledger.approvals) == (None, None, ())
    assert ledger.target == Target(1, "v1", A)
    assert ledger.last_considered == B, "not proposed again by itself"
    assert (ledger.versions[2].outcome, ledger.versions[2].note) == ("refused", "schema")


def test_an_abort_that_only_a_restart_caused_lets_the_same_bytes_be_proposed_again() -> None:
    assert fold([begin(1, A), j.Abort(at=2.0, seq=1, outcome="aborted", reason="restart", again=True)]).last_considered == ""


def test_a_way_back_is_a_new_number_with_old_content() -> None:
    """ABORT closes the failed plan, DECIDE opens the way back; only its own END closes that."""
    back = [j.Abort(at=23.0, seq=2, outcome="rolled back", reason="died twice"), decide(3, A, Kind.REVERT, content_of=1)]
    ledger = fold([*active(1, A), begin(2, B), decide(2, B), *back])
    assert ledger.target == Target(3, "v3", A)
    assert (ledger.opened, ledger.decided and ledger.decided.seq) == (None, 3)
    assert ledger.versions[2].outcome == "rolled back"
    assert ledger.versions[3].content_of == 1
    assert fold([*active(1, A), begin(2, B), decide(2, B), *back, end(3)]).decided is None


def test_last_good_is_what_was_proved_and_outlived_its_verify_window() -> None:
    """A content that kills its workers a minute later is nobody's last good one."""
    running = [*active(1, A), begin(2, B), decide(2, B), proved("w1", 2, B)]
    assert fold(running).last_good["w1"] == Target(1, "v1", A)
    ended = fold([*running, end(2)])
    assert ended.last_good == {"w1": Target(2, "v2", B), "w2": Target(1, "v1", A)}
    late = ended.apply(proved("w2", 2, B))
    assert late.last_good["w2"] == Target(2, "v2", B), "after the end a proof counts at once"


def test_a_version_took_until_its_last_proof_before_the_end_and_not_until_the_end_of_its_verify_window() -> None:
    ledger = fold(active(1, A))
    assert (ledger.versions[1].decided_at, ledger.versions[1].proved_at, ledger.versions[1].ended_at) == (11.0, 12.0, 15.0)
    later = ledger.apply(j.Proved(at=99.0, worker="w1", pid=2, seq=1, version="v1", checksum=A[:7], sha256=A))
    assert later.versions == ledger.versions, "a worker that was started again later proves for itself"
    assert fold([begin(1, A), proved("w1", 1, A)]).versions[1].proved_at == 0.0, "nor does a canary's proof count before the decision"


def test_who_was_left_behind_gets_its_last_good_content_until_another_is_decided() -> None:
    held = [*active(1, A), begin(2, B), decide(2, B), left("w1", B)]
    ledger = fold(held)
    assert ledger.desired("w1") == Target(1, "v1", A)
    assert ledger.content_for("w1") == ledger.desired("w2") == Target(2, "v2", B)
    assert fold([*held, j.Released(at=3.0, worker="w1")]).desired("w1") == Target(2, "v2", B)
    assert fold([*held, end(2), begin(3, C), decide(3, C)]).desired("w1") == Target(3, "v3", C), "it was left behind on b, not on c"


def test_a_worker_without_a_last_good_one_that_was_left_behind_is_started_on_what_is_decided() -> None:
    """There is nothing older that it could run; starting validates (rule 4)."""
    ledger = fold([begin(1, A, Kind.BOOTSTRAP), decide(1, A, Kind.BOOTSTRAP), left("w1", A)])
    assert ledger.desired("w1") is None
    assert ledger.boots("w1") == Target(1, "v1", A)


def test_approvals_are_counted_for_the_open_plan_and_void_is_void_for_ever() -> None:
    by = [j.Approved(at=1.0, seq=2, by="ana", uid=1001), j.Approved(at=1.0, seq=2, by="bob", uid=1002)]
    ledger = fold([*active(1, A), begin(2, B), *by])
    assert [a.by for a in ledger.approvals] == ["ana", "bob"]
    void = ledger.apply(j.Voided(at=2.0, seq=2, reason="w3 said yes and does not now"))
    assert (void.approvals, void.versions[2].approved_by) == ((), ())
    again = void.apply(by[1])
    assert again.versions[2].approved_by == ("bob",)
    assert ledger.apply(j.Abort(at=2.0, seq=2, outcome="rejected", reason="")).approvals == ()


def test_a_wave_may_run_what_is_not_decided_and_nobody_else() -> None:
    ledger = fold([*active(1, A), begin(2, B), j.Wave(at=2.0, seq=2, number=0, members=("w1",))])
    assert ledger.content_for("w1") == Target(2, "v2", B)
    assert ledger.content_for("w2") == Target(1, "v1", A)
    assert fold([begin(2, B), j.Wave(at=2.0, seq=2, number=0, members=("w1",)), decide(2, B)]).waved == frozenset()


def test_pids_of_an_earlier_boot_say_nothing_about_this_one() -> None:
    ran = j.Ran(at=1.0, worker="w1", pid=7, start_time=9, token_sha256="t", seq=1)
    once = fold([j.Epoch(at=0.0, epoch=1, boot_id="one"), ran])
    assert "w1" in once.apply(j.Epoch(at=2.0, epoch=2, boot_id="one")).spawned
    assert once.apply(j.Epoch(at=2.0, epoch=2, boot_id="two")).spawned == {}


def test_freeze_cordon_and_stuck_survive_a_restart() -> None:
    ledger = fold([
        j.Frozen(at=1.0, on=True, reason="black friday", by="ana"), j.Cordoned(at=1.0, worker="w2", on=True, by="ana"),
        *active(1, A), begin(2, B), decide(2, B), j.Abort(at=1.0, seq=2, outcome="rolled back", reason="x"),
        decide(3, A, Kind.REVERT, 1), j.Stuck(at=1.0, seq=3, reason="w1 does not answer"),
    ])  # fmt: skip
    assert ledger.frozen == "ana: black friday"
    assert ledger.cordoned == {"w2"}
    assert ledger.stuck == "w1 does not answer"
    ledger = ledger.apply(j.Frozen(at=2.0, on=False, reason="", by="ana")).apply(j.Cordoned(at=2.0, worker="w2", on=False, by="ana"))
    assert (ledger.frozen, ledger.cordoned, ledger.apply(end(3)).stuck) == ("", frozenset(), "")


def test_numbers_are_never_given_twice_and_labels_never_go_back() -> None:
    ledger = fold([*active(5, A), begin(6, B), j.Abort(at=1.0, seq=6, outcome="refused", reason="")])
    assert ledger.seq == 6
    assert ledger.last_label == 60.0
    assert fold([*active(5, A), decide(4, B)]).seq == 5


def test_a_ledger_is_a_value() -> None:
    assert Ledger() == fold([])
