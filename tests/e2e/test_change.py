"""The main job, on the demo's six workers: an edit becomes a plan, a yes moves them, each proves it, and it can be undone."""

from __future__ import annotations

import json
import subprocess
import urllib.request
from collections.abc import Iterator
from time import time

import pytest
from e2e_harness import Fleet, row

from holdfast.core import journal


@pytest.fixture(scope="module")
def demo() -> Iterator[Fleet]:
    with Fleet.of_the_demo() as fleet:
        fleet.start().converged()
        yield fleet
        assert fleet.stop() == 0


def decision(fleet: Fleet, name: str, path: str) -> dict[str, str]:
    """What the policy engine of that name answers over HTTP."""
    url = fleet.says(name, "serving http").split("serving ")[1].split("?")[0]
    with urllib.request.urlopen(f"{url}?path={path}", timeout=10) as answer:
        body: dict[str, str] = json.load(answer)
    return body


def edited(fleet: Fleet, old: str, new: str) -> str:
    text = fleet.source.read_text()
    assert old in text
    return text.replace(old, new)


def test_an_edit_is_proposed_approved_proved_and_seen_in_what_the_workers_do(demo: Fleet) -> None:
    before = demo.view()
    assert decision(demo, "policy-engine-1", "/public/x")["decision"] == "allow"
    saved = time()
    sha256 = demo.write(edited(demo, '{ prefix = "/public/", decision = "allow" }', '{ prefix = "/public/", decision = "deny" }'))

    plan = demo.awaiting(sha256)
    assert plan.rollout.began_at - saved < 1
    assert [(c.key, c.old, c.new) for c in plan.diff.changes] == [("policy.rules[0].decision", '"allow"', '"deny"')]
    assert {line.mark for line in plan.diff.lines} == {"@", " ", "-", "+"}
    assert {(v.worker, v.vote) for v in plan.rollout.votes} == {(w.name, "yes") for w in before.workers}
    assert [c.name for c in plan.rollout.votes[0].checks] == ["validate", "folder writable"]
    still = demo.view()
    assert (still.target_sha256, still.verdict, still.proven) == (before.target_sha256, "CONVERGED", 6)

    seq = demo.approve(sha256)
    after = demo.converged()
    assert (after.target_seq, after.last.outcome) == (seq, "active")
    assert {(w.phase, w.mark, w.grade, w.proved_sha256, w.acked_sha256) for w in after.workers} == {("Active", "proven", 2, sha256, sha256)}
    assert {w.name: w.pid for w in after.workers} == {w.name: w.pid for w in before.workers}
    for name in ("policy-engine-1", "policy-engine-2"):
        answer = decision(demo, name, "/public/x")
        assert (answer["decision"], answer["checksum"], answer["version"]) == ("deny", sha256[:7], after.target_version)

    assert demo.client.call("rollback", to=str(before.target_seq)).ok
    back = demo.until(lambda v: v.verdict == "CONVERGED" and v.target_seq > seq and v.rollout is None)
    assert (back.target_sha256, back.last.kind, back.last.content_of) == (before.target_sha256, "rollback", before.target_seq)
    assert decision(demo, "policy-engine-1", "/public/x")["decision"] == "allow"
    assert (back.source.state, back.source.sha256) == ("drifted", sha256)  # the operator's file is left as it is
    demo.write(demo.client.call("export", version=str(before.target_seq)))
    demo.converged()


def test_what_was_remembered_is_whole_and_agrees(demo: Fleet) -> None:
    view = demo.change(edited(demo, "sweep_s = 5.0", "sweep_s = 4.0"))

    reading = journal.read(demo.journal.read_bytes().splitlines())
    assert reading.fault is None
    mine = [r for r in reading.records if getattr(r, "seq", 0) == view.target_seq and not isinstance(r, journal.Proved)]
    assert [type(r).__name__ for r in mine] == ["Begin", "Approved", "Decide", "End"]
    proved = {r.worker for r in reading.records if isinstance(r, journal.Proved) and r.seq == view.target_seq}
    assert proved == {w.name for w in view.workers}

    for version in view.versions:
        stored = demo.home / "state" / "objects" / version.sha256
        assert stored.stat().st_mode & 0o777 == 0o400
        assert stored.read_bytes() == demo.client.call("export", version=str(version.seq))
    history = demo.home / "state" / "history.log"
    demo.until(lambda _: history.read_text().count(view.target_version) == 6)  # it follows the journal within a second or so
    awk = ["awk", "-F|", 'NF != 5 || substr($5, 1, 7) != $4 { exit 1 } { print $2, $3, $5 }', str(history)]
    told = subprocess.run(awk, capture_output=True, text=True, check=True).stdout.splitlines()
    expected = {(str(w.pid), view.target_version, view.target_sha256) for w in view.workers}
    assert {tuple(line.split()) for line in told[-6:]} == expected


def test_a_liar_is_found_named_left_behind_and_a_rollback_converges(demo: Fleet) -> None:
    before = demo.view()
    (demo.home / "misbehave").write_text("lie")
    sha256 = demo.write(edited(demo, "keep_s = 600", "keep_s = 500"))
    demo.awaiting(sha256)
    demo.approve(sha256)

    caught = demo.until(lambda v: row(v, "night-shift").phase == "Drifted")
    liar = row(caught, "night-shift")
    assert caught.verdict == "MIXED"
    assert liar.reason == f"says it runs {sha256[:7]}, proves {before.target_sha256[:7]}"
    assert (liar.acked_sha256, liar.proved_sha256, liar.mark) == (sha256, before.target_sha256, "drift")

    pid = liar.pid
    left = demo.until(lambda v: row(v, "night-shift").phase == "Quarantined" and row(v, "night-shift").pid not in (0, pid))
    assert (row(left, "night-shift").proved_sha256, row(left, "night-shift").restarts) == (before.target_sha256, 0)
    assert left.verdict == "MIXED"
    ended = demo.until(lambda v: v.rollout is None)
    assert ended.last.outcome == "active (5 of 6)"
    (demo.home / "misbehave").write_text("honest")
    assert demo.client.call("rollback", to=str(before.target_seq)).ok
    back = demo.until(lambda v: v.verdict == "CONVERGED" and v.rollout is None and v.target_seq > caught.target_seq)
    assert back.target_sha256 == before.target_sha256
    demo.write(demo.client.call("export", version=str(before.target_seq)))
    demo.converged()
