"""The command line against a real daemon: each verb once, its exit code, and JSON that a program can read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from e2e_harness import ENV, Fleet, pids, row, worker
from e2e_procs import gone


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    with Fleet(worker("w1"), worker("w2"), worker("raw", "raw.py", critical=False)) as fleet:
        fleet.start().converged()
        yield fleet
        fleet.client.call("unfreeze")
        done = fleet.cli("stop", "--json")
        assert (done.code, done.json["ok"]) == (0, True)
        assert fleet.wait() == 0
        assert not fleet.ours()
        assert fleet.cli("status").code == 3


@pytest.fixture(autouse=True)
def home(fleet: Fleet) -> None:
    fleet.converged()


def test_looking_is_json_for_programs(fleet: Fleet) -> None:
    status = fleet.cli("status", "--json")
    assert (status.code, status.json["verdict"], len(status.json["workers"])) == (0, "CONVERGED", 3)
    for words in (("plan",), ("history",), ("diff", "1", "target"), ("events",), ("logs", "w1"), ("check",)):
        done = fleet.cli(*words, "--json")
        assert (done.code, done.err) == (0, ""), words
        json.loads(done.out)
        assert fleet.cli(*words).code == 0
    assert "[source]" in fleet.cli("check", "--print").out
    assert (fleet.cli("status", "--bogus").code, fleet.cli("logs", "nobody").code) == (2, 1)


def test_approve_wants_the_checksum_of_what_was_seen(fleet: Fleet) -> None:
    sha256 = fleet.write('text = "to approve"\n')
    seq = str(fleet.awaiting(sha256).rollout.seq)
    assert sha256[:7] in fleet.cli("plan").out
    assert fleet.cli("approve").code == 2
    wrong = fleet.cli("approve", seq, "--checksum", "0000")
    assert (wrong.code, wrong.out, "is not that of" in wrong.err) == (1, "", True)
    assert fleet.cli("--readonly", "approve", seq, "--checksum", sha256[:4]).code == 1
    done = fleet.cli("approve", seq, "--checksum", sha256[:4], "--wait", "--json")
    assert (done.code, done.json["code"], done.json["seq"]) == (0, 0, int(seq))
    assert fleet.view().target_sha256 == sha256


def test_reject_and_then_apply_the_same(fleet: Fleet) -> None:
    before = fleet.view()
    sha256 = fleet.write('text = "to reject"\n')
    fleet.awaiting(sha256)
    assert fleet.cli("reject", "--reason", "not today").code == 0
    rejected = fleet.until(lambda v: v.last.sha256 == sha256)
    assert (rejected.last.outcome, "not today" in rejected.last.reason) == ("rejected", True)
    assert (rejected.target_sha256, rejected.source.state) == (before.target_sha256, "drifted")
    assert fleet.cli("reject").code == 1
    (key,) = fleet.cli("diff", "--json").json["changes"]
    assert (key["past"]["seq"], key["past"]["outcome"], "not today" in key["past"]["note"]) == (rejected.last.seq, "rejected", True)
    assert f'text was "to reject" in #{rejected.last.seq}, rejected by' in fleet.cli("diff").out
    assert fleet.cli("apply", "--wait").code == 0
    assert fleet.view().target_sha256 == sha256
    assert fleet.cli("apply").code == 1


def test_reload_proves_the_same_bytes_again(fleet: Fleet) -> None:
    before = fleet.view()
    assert fleet.cli("reload", "--wait").code == 0
    after = fleet.view()
    assert (after.target_sha256, after.target_seq, pids(after)) == (before.target_sha256, before.target_seq + 1, pids(before))
    one = fleet.cli("reload", "w1", "--wait", "--json")
    assert (one.code, one.json["ok"]) == (0, True)
    assert fleet.view().target_seq == after.target_seq
    assert fleet.cli("reload", "nobody").code == 1


def test_frozen_means_no_plan(fleet: Fleet) -> None:
    assert fleet.cli("freeze", "the audit").code == 0
    sha256 = fleet.write('text = "while frozen"\n')
    frozen = fleet.until(lambda v: v.source.sha256 == sha256)
    assert (frozen.rollout, frozen.source.state) == (None, "drifted")
    assert "the audit" in frozen.frozen
    no = fleet.cli("apply")
    assert (no.code, "unfreeze" in no.err) == (1, True)
    assert fleet.cli("unfreeze").code == 0
    fleet.awaiting(sha256)
    fleet.approve(sha256)
    fleet.converged()


def test_restart_waits_for_the_proof_of_the_new_process(fleet: Fleet) -> None:
    before = fleet.view()
    assert fleet.cli("restart", "w1", "--wait").code == 0
    after = fleet.view()
    assert row(after, "w1").pid not in (0, row(before, "w1").pid)
    assert (row(after, "w1").mark, row(after, "w1").restarts) == ("proven", 0)
    assert gone(row(before, "w1").pid)


def test_prove_asks_now_and_says_what_each_proves(fleet: Fleet) -> None:
    done = fleet.cli("prove")
    assert (done.code, done.out.count(" proves ")) == (0, 3), done
    (fleet.home / "mood-raw").write_text("mute")
    silent = fleet.cli("prove", "raw", "--json")
    assert (silent.code, silent.json["ended"]) == (4, "raw: no answer within 5 s")
    (fleet.home / "mood-raw").write_text("honest")
    assert fleet.cli("prove", "nobody").code == 1


def test_kill_waits_for_nobody_and_says_why_in_the_journal(fleet: Fleet) -> None:
    before = fleet.view()
    assert fleet.cli("kill", "w2", "--reason", "hangs", "--wait").code == 0
    after = fleet.view()
    assert (row(after, "w2").mark, row(after, "w2").restarts, row(after, "w2").last_exit) == ("proven", 0, "killed by SIGKILL")
    assert gone(row(before, "w2").pid)
    journal = (fleet.home / "state" / "journal").read_text()
    assert '"k":"ACT","what":"kill"' in journal
    assert '"reason":"hangs' in journal


def test_export_gives_the_bytes_back_and_rollback_runs_them(fleet: Fleet) -> None:
    raw = 'text = "caf\u00e9, \\"quoted\\", no newline at the end"'.encode()
    first = fleet.change(raw.decode())
    fleet.change('text = "after it"\n')
    command = [sys.executable, "-m", "holdfast_console.cli", "--config", str(fleet.settings), "export", str(first.target_seq)]
    assert subprocess.run(command, capture_output=True, env=ENV, check=True).stdout == raw
    done = fleet.cli("rollback", first.target_sha256[:8], "--wait")
    assert done.code == 0
    assert fleet.view().target_sha256 == first.target_sha256
    assert fleet.cli("rollback", "no-such").code == 1
    fleet.source.write_bytes(raw)  # in place this time; and it is in step again without a plan
    assert fleet.until(lambda v: v.source.state == "in-sync").rollout is None


def test_waiting_ends_with_124_or_4(fleet: Fleet) -> None:
    (fleet.home / "mood-raw").write_text("no-commit")
    sha256 = fleet.write('text = "slow"\n')
    fleet.awaiting(sha256)
    late = fleet.cli("approve", "--checksum", sha256[:7], "--wait", "0.5")
    assert (late.code, "cannot wait longer" in late.err) == (124, True)
    assert fleet.cli("status").code == 4
    (fleet.home / "mood-raw").write_text("honest")
    assert fleet.cli("restart", "raw", "--wait").code == 0  # sooner than the next try with the old process


@pytest.mark.parametrize(
    ("words", "seen"),
    [(("events", "-f", "-n", "1"), "restart asked for"), (("logs", "w1", "-f", "-n", "1"), "text is")],
    ids=["events", "logs"],
)
def test_following_goes_on_until_it_is_ended(fleet: Fleet, words: tuple[str, ...], seen: str) -> None:
    command = [sys.executable, "-m", "holdfast_console.cli", "--config", str(fleet.settings), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=ENV, text=True) as follower:
        try:
            assert follower.stdout is not None
            follower.stdout.readline()  # an older one: it follows now
            fleet.client.call("restart", worker="w1")
            assert any(seen in line for line in iter(follower.stdout.readline, ""))
            assert follower.poll() is None
        finally:
            follower.terminate()
    assert follower.returncode == -15
