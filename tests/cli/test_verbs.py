"""Each verb on a daemon that answers: what is printed, and which code ends it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Holdfast = Callable[..., Any]
Daemon = Callable[..., None]
Mortal = Callable[..., "subprocess.Popen[str]"]
Spawn = Callable[..., "subprocess.Popen[Any]"]

STATUS = """\
demo@host  CONVERGED  2/2 proven  target 20240521-142233.0007 a7f9e2b
NAME               PID PHASE  VERSION CHECKSUM PROOF       CPU% RSS WTCH
metrics-collector 4711 Active #7      a7f9e2b  ≡ E2 12345d  3.1 48M   14
log-forwarder-1   4711 Active #7      a7f9e2b  ≡ E2 12345d  3.1 48M   14
source /etc/app.toml: drifted; rejected by root; watched by inotify
plan 8 20240522-090000.0008 e41d07a (edit by file, owner uid 0, unverified): Awaiting
  log-forwarder-1 refused: E_DEP redis: refused\\x1b[31m
  waits for approval (0 of 1): holdfast approve 8 --checksum e41d
"""


def test_status_is_a_table_for_80_columns_with_what_is_wrong_below_it(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon(plan=True, source="drifted", reason="rejected by root")
    code, text, _ = holdfast("status")
    assert re.sub(r"E2 \d{5}d", "E2 12345d", text) == STATUS
    assert max(map(len, text.splitlines()[:4])) <= 80
    assert code == 0


def test_a_wider_terminal_shows_whole_versions(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    assert "Active 20240521-142233.0007 a7f9e2b" in holdfast("status", COLUMNS="120").out


@pytest.mark.parametrize("verdict", ["MIXED", "STALE", "UNPROVEN"])
def test_status_of_a_fleet_that_has_not_converged_is_4(daemon: Daemon, holdfast: Holdfast, verdict: str) -> None:
    daemon(verdict=verdict)
    done = holdfast("status")
    assert done.code == 4
    assert verdict in done.out


def test_one_worker_in_detail_is_safe_for_a_terminal(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    code, text, _ = holdfast("worker", "metrics-collector")
    assert code == 0
    for line in (
        "  2 on disk  a7f9e2b =",
        "  python -m app\\x1b[31m",
        "  pid 4711 fd 7: file /srv/demo/app.toml  DELETED, inode 812207",
        "pid 4711 fd 5: inotify instance with 2 watches of its own\n  /srv/demo\n  inode 5 on device 8:1",
        "cannot look into process 9",
    ):
        assert line in text
    assert json.loads(holdfast("worker", "metrics-collector", "--json").out)["series"]["cpu"] == [3.1, 4.0]
    assert holdfast("worker", "nobody").err == "cannot worker: there is no worker nobody\n"


def test_who_watches_what_is_a_table(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    code, text, _ = holdfast("watches", "--test")
    assert code == 0
    for line in (
        "watches 4 of 65536, instances 2 of 128\nqueue: 16 bytes wait; 16384 events are allowed\n1 processes may not be looked into",
        "supervisor   1    1       1 /etc\n(sh\\x1b[m)   9    1       3 3 more\n",
        "  #7 1970-01-01",
        "4.2 ms to 2 workers = event 4.2",
        "test: heard after 0.4 ms\n",
        "listens in /etc (inode 5): last event 1970-01-01",
        "CLOSE_WRITE app.toml\n",
        "0 broadcasts, delivered 0/0\n",
    ):
        assert line in text
    assert json.loads(holdfast("watches", "--json").out)["queued"] == 16


def test_json_of_every_look_is_what_the_api_says(daemon: Daemon, holdfast: Holdfast, run: Path) -> None:
    (run / "w.log").write_text("a\nb\n")
    daemon(plan=True, logs={"w": str(run / "w.log")})
    assert json.loads(holdfast("status", "--json").out)["verdict"] == "CONVERGED"
    assert json.loads(holdfast("plan", "--json").out)["rollout"]["seq"] == 8
    assert [v["seq"] for v in json.loads(holdfast("history", "--json", "-n", "1").out)] == [7]
    assert json.loads(holdfast("trace", "--json").out)["steps"][6] == {
        "step": "approval", "start": 0.013, "took": 14.2, "of": "", "waits": "people"
    }  # fmt: skip
    assert json.loads(holdfast("diff", "6", "7", "--json").out)["changes"][0]["key"] == "port"
    assert [e["id"] for e in json.loads(holdfast("events", "--json", "-n", "2").out)] == [2, 3]
    assert json.loads(holdfast("logs", "w", "--json").out) == ["a", "b"]


def test_the_plan_is_shown_with_votes_and_difference(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon(plan=True)
    text = holdfast("plan").out
    assert "votes: 1 yes, 1 no; 2 of the 2 voters are enough" in text
    assert "changed  port: 80 -> 81" in text
    assert "-port = 80\n+port = 81\n" in text


def test_no_plan_says_so(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    assert holdfast("plan") == (0, "no plan is open; `holdfast history` shows the last ones\n", "")
    assert holdfast("plan", "--json").out == "null\n"


def test_history_marks_the_current_version(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    lines = holdfast("history").out.splitlines()
    assert lines[1].startswith("*   7 20240521-142233.0007 a7f9e2b")
    assert lines[2].startswith("    6 ")


TRACE = """\
#7 20240521-142233.0007 a7f9e2b (edit by root)
active (11 of 12)
the machine took 27 ms, slowest api-3
waited for approval 14.2 s (by ana)
"""


def test_a_trace_is_a_table_of_steps_and_one_of_workers_for_80_columns(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    code, text, _ = holdfast("trace", "7")
    lines = text.splitlines()
    assert text.startswith(TRACE)
    assert max(map(len, lines)) <= 80
    assert code == 0
    assert "approval approval" in text
    assert next(line for line in lines if line.startswith("approval")).endswith("14200.0  waits for people")
    assert sum("█" in line for line in lines) == 9  # a bar for each step of the machine's own
    workers = lines[next(n for n, line in enumerate(lines) if line.startswith("WORKER")) + 1 :]
    assert workers[0].split() == ["api-3\\x1b[31m", "yes", "4.2", "9.0", "0.1", "14227.0"]
    assert workers[1].endswith("E_DEP redis: refused")
    assert workers[-1] == "and 2 more, quicker ones: --all shows them"
    assert len(workers) == 11
    assert "w-9" in holdfast("trace", "--all").out


def test_a_trace_that_is_not_there_says_why(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    done = holdfast("trace", "9")
    assert (done.code, done.out) == (1, "")
    assert done.err == "cannot show the trace of 9: no version is called 9; `holdfast history` lists them\n"


def test_who_proved_a_version_and_whether_its_bytes_are_still_those(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    code, text, _ = holdfast("proofs", "7")
    for line in (
        "1 of 2 proved it",
        "metrics-collector 2024-05-21",
        "E_DEP redis: refused\\x1b[31m",
        "bytes: 12, read again, sha256 verified",
        "today it would be refused: port: must be at most 79\\x1b[31m",
        "journal: 41 records, 9000 bytes, its chain is whole",
    ):
        assert line in text
    assert code == 0
    assert json.loads(holdfast("journal", "--json").out)["records"] == 41
    assert holdfast("proofs", "9").err == "cannot proofs: no version is called 9; `holdfast history` lists them\n"


def test_exported_bytes_are_exact(daemon: Daemon, spawn: Spawn) -> None:
    daemon()
    with spawn("export", "7") as process:
        assert process.communicate(timeout=20) == (b"port = 80\n\xff", b"")


def test_a_worker_s_output_cannot_speak_to_the_terminal(daemon: Daemon, holdfast: Holdfast, run: Path) -> None:
    (run / "w.log").write_bytes(b"\x1b]0;gotcha\x07\x1b[2Jred\xc2\x9b31m\r\xe2\x80\xae txt.exe\ttab\n")
    daemon(logs={"w": str(run / "w.log")})
    assert holdfast("logs", "w").out == "\\x1b]0;gotcha\\x07\\x1b[2Jred\\x9b31m\\x0d\\u202e txt.exe    tab\n"
    assert "\x9b" not in holdfast("logs", "w", "--json").out


def test_followed_logs_come_as_they_are_written_and_end_when_the_daemon_does(mortal: Mortal, spawn: Spawn, run: Path) -> None:
    (run / "w.log").write_text("old\n")
    process = mortal(logs={"w": str(run / "w.log")})
    with spawn("logs", "w", "-f", text=True) as follower:
        assert follower.stdout is not None
        assert follower.stderr is not None
        assert follower.stdout.readline() == "old\n"
        with (run / "w.log").open("a") as file:
            file.write("new\n")
        assert follower.stdout.readline() == "new\n"
        process.kill()
        assert follower.wait(20) == 3
        assert "the daemon has gone; see its log" in follower.stderr.read()


# -- acts


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["apply"], "Apply"),
        (["approve", "--checksum", "e41d"], "Approve"),
        (["reject", "8", "--reason", "no"], "Reject"),
        (["reload", "a", "b"], "Reload"),
        (["rollback", "6", "--draft"], "Rollback"),
        (["restart", "metrics-collector"], "Restart"),
        (["kill", "metrics-collector", "--reason", "hangs"], "Kill"),
        (["freeze", "sale"], "Freeze"),
        (["unfreeze"], "Freeze"),
        (["cordon", "a"], "Cordon"),
        (["uncordon", "a"], "Cordon"),
        (["hold"], "Hold"),
        (["go"], "Hold"),
        (["settle", "retry"], "Settle"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_an_act_prints_the_daemon_s_answer(daemon: Daemon, holdfast: Holdfast, words: list[str], command: str) -> None:
    daemon()
    assert holdfast(*words) == (0, f"done {command}\n", "")


def test_stop_prints_it_once_the_daemon_s_process_has_ended(mortal: Mortal, holdfast: Holdfast) -> None:
    process = mortal()
    assert holdfast("stop") == (0, "done Stop\n", "")
    assert process.wait(20) == 0


def test_the_daemon_s_no_is_1_with_its_reason(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon(refuse="the supervisor is frozen (sale); holdfast unfreeze")
    assert holdfast("apply") == (1, "", "cannot apply: the supervisor is frozen (sale); holdfast unfreeze\n")


def test_readonly_refuses_acts_and_not_looks(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    assert holdfast("--readonly", "status").code == 0
    code, _, err = holdfast("stop", "--readonly")
    assert code == 1
    assert err.startswith("cannot stop: this door is read-only; ")


@pytest.mark.parametrize(
    ("outcome", "verdict", "code"),
    [("active", "CONVERGED", 0), ("active (1 of 2)", "MIXED", 4), ("rolled back", "CONVERGED", 1), ("rejected", "CONVERGED", 1)],
)
def test_wait_sees_the_plan_through(daemon: Daemon, holdfast: Holdfast, outcome: str, verdict: str, code: int) -> None:
    daemon(ends=outcome, verdict=verdict)
    done = holdfast("apply", "--wait=20", "--json")
    told = json.loads(done.out)
    assert (done.code, told["code"], told["ok"]) == (code, code, code == 0)
    assert told["ended"].startswith(f"plan 8 ended: {outcome} (because; log-forwarder-1: redis: refused")


def test_wait_that_takes_too_long_is_124(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon(plan=True)
    code, out, err = holdfast("rollback", "6", "--wait", "0.1")
    assert (code, out) == (124, "done Rollback\n")
    assert err == "cannot wait longer: not done after 0.1 s; see `holdfast status`\n"


def test_wait_for_a_restart_is_for_another_process_that_has_proved(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon(proves={})
    code, out, _ = holdfast("restart", "metrics-collector", "--wait=20")
    assert code == 0
    assert out.endswith("metrics-collector runs 20240521-142233.0007 a7f9e2b, proved\n")


def test_wait_for_a_restart_that_fails_is_1(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon(proves={"life": "Fatal", "phase": "Down", "mark": "dead", "reason": "no such command"})
    code, _, err = holdfast("restart", "metrics-collector", "--wait=20")
    assert (code, err) == (1, "metrics-collector is Fatal: no such command\n")


def test_wait_for_a_restart_that_does_not_happen_is_124(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon()
    assert holdfast("restart", "metrics-collector", "--wait=0.1").code == 124


def test_wait_for_named_workers_is_for_each_of_them(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon(proves={"phase": "Held", "mark": "acked", "reason": "redis: refused"})
    code, _, err = holdfast("reload", "metrics-collector", "log-forwarder-1", "--wait=20")
    assert code == 1
    assert err.startswith("metrics-collector is Held: redis: refused; log-forwarder-1 runs ")


# -- approving


def test_approving_without_a_checksum_and_without_a_terminal_is_refused(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon(plan=True)
    code, out, err = holdfast("approve", "8")
    assert (code, out) == (2, "")
    assert err.startswith("cannot approve: no checksum, and no terminal to ask for it; ")
    assert err.endswith("holdfast approve 8 --checksum DIGITS\n")


def test_several_sources_are_shown_one_below_the_other_and_the_worst_decides_the_code(daemon: Daemon, holdfast: Holdfast) -> None:
    daemon(sources={"app": {"plan": True}, "proxy": {"verdict": "MIXED"}})
    code, text, _ = holdfast("status")
    assert code == 4
    app, proxy = text.split("\n\n")
    assert app.startswith("demo/app@host  CONVERGED")
    assert proxy.startswith("demo/proxy@host  MIXED")
    assert [view["verdict"] for view in json.loads(holdfast("status", "--json").out)] == ["CONVERGED", "MIXED"]
    assert holdfast("--source", "app", "status").code == 0
    assert json.loads(holdfast("status", "--source", "app", "--json").out)["source"]["name"] == "app"
    plans = holdfast("plan").out.split("\n\n")
    assert [plan.splitlines()[0] for plan in plans] == ["source app", "source proxy"]
    assert "no plan is open" in plans[1]
    assert [one["source"] for one in json.loads(holdfast("plan", "--json").out)] == ["app", "proxy"]
    traces = holdfast("trace").out.split("\n\n")
    assert [trace.splitlines()[0] for trace in traces] == ["source app", "source proxy"]
    assert [one["source"] for one in json.loads(holdfast("trace", "--json").out)] == ["app", "proxy"]
    assert holdfast("trace", "7").err == "cannot trace: there are several sources: app, proxy; name one with --source\n"
    done = holdfast("diff")
    assert (done.code, done.out) == (1, "")
    assert done.err == "cannot diff: there are several sources: app, proxy; name one with --source\n"
    done = holdfast("status", "--source", "web")
    assert (done.code, done.err) == (1, "cannot view: there is no source web; there are app, proxy\n")
    assert holdfast("stop", "--source", "app").code == 2
