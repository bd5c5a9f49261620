"""Where the time of a reload went, on a real fleet: what was read, stored, voted, synced and proved, and what waited for a human."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from e2e_harness import Fleet, worker

from holdfast.api.client import Refused
from holdfast.core.archive import Proofs, Sound
from holdfast.core.trace import TraceView
from holdfast.core.watched import Watched

FORWARD = ["event", "read", "store", "parse", "plan", "lint", "send", "vote", "approval", "fsync", "commit", "proof", "verify"]


def trace(house: Fleet, version: str = "") -> TraceView:
    found: TraceView = house.client.call("trace", version=version)
    return found


def proved(house: Fleet, seq: int) -> None:
    """Everybody proves it, and its verify window has begun."""
    house.until(lambda view: view.rollout is not None and (view.rollout.seq, view.rollout.phase) == (seq, "Verifying"))


def test_a_reload_is_told_from_the_hint_to_the_proof_and_after_a_restart_too(fleet: Callable[..., Fleet]) -> None:
    house = fleet(worker("w1"), worker("w2"), rollout={"verify_window": "1m"}).start()
    proved(house, 1)
    sha256 = house.write('text = "two"\n')
    house.awaiting(sha256)
    waiting = trace(house)
    assert [span.step for span in waiting.steps] == FORWARD[:9]
    seq = house.approve(sha256)
    proved(house, seq)

    told = trace(house)
    assert [span.step for span in told.steps] == FORWARD
    assert all(span.took > 0 for span in told.steps if span.step in ("read", "store", "fsync", "approval"))
    assert told.people == next(span.took for span in told.steps if span.step == "approval") >= waiting.people
    assert told.machine + told.people == pytest.approx(told.took)
    assert len(told.approved_by) == 1
    for row in told.workers:
        assert row.vote == "yes"
        assert row.vote_took
        assert row.answer_took
        assert row.proved_at is not None
        assert row.proved_at <= told.took

    done = house.cli("trace", sha256[:7])
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 80
    assert "proved, in its verify window" in done.out
    assert trace(house, "1").outcome.startswith("active")  # whose end was the beginning of this one

    found: Proofs = house.client.call("proofs", version=str(seq))
    assert [m.worker for m in found.members] == ["w1", "w2"]
    assert {(m.vote, m.times, m.now, m.grade >= 2, m.why) for m in found.members} == {("yes", 1, True, True, "")}
    assert all(m.at >= found.decided_at > 0 and m.proof_took for m in found.members)
    assert (found.journal.problem, found.journal.records >= 8) == ("", True)
    sound: Sound = house.client.call("sound", version="1")
    assert (sound.problem, sound.unfit, sound.size) == ("", (), len('text = "one"\n'))
    assert [m.now for m in house.client.call("proofs", version="1").members] == [False, False]

    watched: Watched = house.client.call("watches")
    assert (watched.heard.hints >= 1, watched.heard.broadcasts, watched.heard.sent, watched.heard.answered) == (True, 1, 2, 2)
    assert [(folder.path, folder.name) for folder in watched.folders] == [(str(house.home), "app.toml")]
    try:
        assert 0 < house.client.call("probe").took < 2
        assert house.client.call("watches").heard.hints == watched.heard.hints  # the test was no change
    except Refused as no:
        assert "no unnamed files" in str(no)  # noqa: PT017

    house.stop()
    assert sorted(path.name for path in (house.home / "state" / "traces").iterdir()) == ["1.json", "2.json"]
    house.start().until(lambda view: view.verdict == "CONVERGED" and view.target_seq == seq)
    after = trace(house, str(seq))
    assert (after.steps, after.workers) == (told.steps[:-1] + after.steps[-1:], told.workers)
    unknown = house.cli("trace", "99", "--json")
    assert (unknown.code, unknown.out) == (1, "")
    assert unknown.err == "cannot show the trace of 99: no version is called 99; `holdfast history` lists them\n"

    (house.home / "state" / "traces" / "1.json").unlink()
    (house.home / "state" / "traces" / f"{seq}.json").write_text("{")
    with pytest.raises(Refused, match=r"^cannot show the trace of #1: none of #1 is kept: the last 200 are"):
        trace(house, "#1")
    with pytest.raises(Refused, match=rf"^cannot show the trace of {seq}: .*{seq}.json is damaged .*; remove it$"):
        trace(house, str(seq))
    assert json.loads(house.cli("history", "--json").out)[0]["seq"] == seq
    house.stop()
