"""Worker processes that cannot start, will not stay, or will not go; and what they print."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable
from itertools import pairwise

from e2e_harness import Fleet, pids, row, worker
from e2e_procs import alive, gone

Make = Callable[..., Fleet]


def test_a_command_that_cannot_run_is_fatal_with_its_reason_and_no_loop(fleet: Make) -> None:
    house = fleet(
        worker("good"), worker("missing", "/no/such/command"), worker("folder", "/"), worker("nowhere", cwd="nowhere"),
        rollout={"quorum": "majority"},
    )  # fmt: skip
    view = house.start().until(lambda v: [w.life for w in v.workers].count("Fatal") == 3 and row(v, "good").mark == "proven")
    assert "there is no such command" in row(view, "missing").reason
    assert "it may not be executed" in row(view, "folder").reason
    assert "no such file or directory; make it or correct `cwd`" in row(view, "nowhere").reason
    assert {row(view, name).restarts for name in ("missing", "folder", "nowhere")} <= {0, 1}
    later = house.until(lambda v: v.at > view.at + 1.5)
    assert [w.restarts for w in later.workers] == [w.restarts for w in view.workers]
    assert later.verdict != "CONVERGED"
    assert "there is no such command" in house.cli("status").out
    sha256 = house.write('text = "two"\n')  # the others go on
    house.awaiting(sha256)
    house.approve(sha256)
    house.when("good", lambda w: w.proved_sha256 == sha256)
    for name in ("missing", "folder", "nowhere"):
        assert house.cli("cordon", name).code == 0
    assert house.converged().total == 1  # the rest is left out of the count
    assert house.stop() == 0


def test_a_crash_loop_slows_down_and_ends(fleet: Make) -> None:
    house = fleet(worker("good"), worker("crasher", "sh", "-c", "date +%s.%N >> starts; exit 3"), restart={"budget": 4})
    view = house.start().until(lambda v: row(v, "crasher").life == "Fatal")
    crasher = row(view, "crasher")
    assert crasher.last_exit == "exit 3"
    assert "4 crashes in 60 s" in crasher.reason
    assert view.last is None or view.last.outcome != "rolled back"
    starts = [float(line) for line in (house.home / "starts").read_text().split()]
    assert len(starts) == 4
    _, second, third = (later - earlier for earlier, later in pairwise(starts))
    assert second > 0.05  # the second death waits 50 to 100 % of 100 ms
    assert third > 0.1
    assert row(view, "good").life == "Up"
    assert house.cli("restart", "crasher").code == 0  # the operator may try again
    house.when("crasher", lambda w: w.life == "Fatal" and w.restarts > crasher.restarts)
    assert house.stop() == 0


def test_what_ignores_term_is_killed_with_all_it_started(fleet: Make) -> None:
    house = fleet(worker("stubborn", "stubborn.py", stop_limit="300ms"), worker("good"))
    before = house.start().converged()
    child = int(house.says("stubborn", "child ").split()[1])
    assert alive(child)
    done = house.cli("restart", "stubborn", "--wait", "10")
    assert (done.code, done.err) == (0, "")
    assert gone(child)
    after = house.converged()
    stubborn = row(after, "stubborn")
    assert stubborn.pid != row(before, "stubborn").pid
    assert stubborn.restarts == 0
    assert row(after, "good").pid == row(before, "good").pid
    assert any("did not stop within" in event.text for event in after.events)
    (left,) = set(house.ours()) - set(pids(after).values())
    os.kill(stubborn.pid, signal.SIGKILL)  # it dies alone; its child is told to end, and then killed too
    assert gone(left)
    house.when("stubborn", lambda w: w.mark == "proven" and w.pid != stubborn.pid)
    assert house.stop() == 0  # and at the end too: nobody is left


def test_output_goes_to_its_file_survives_the_daemon_and_is_rotated(fleet: Make) -> None:
    house = fleet(worker("shouter", "shouter.py"), logs={"max_size": 2000, "keep": 2}, sample="100ms")
    house.start().converged()
    rotated = house.home / "log" / "shouter.log.1"
    house.until(lambda v: rotated.exists())
    house.kill()
    mine = house.home / "log" / "shouter.log"
    grown = mine.stat().st_size
    (pid,) = house.ours()
    handle = os.pidfd_open(pid)
    try:
        while mine.stat().st_size < grown + 500:  # it goes on printing with nobody there
            assert not select.select([handle], [], [], 0.05)[0]
    finally:
        os.close(handle)
    assert not (house.home / "shouter-failed").exists()
    house.start().converged()
    assert house.worker("shouter").pid == pid
    house.until(lambda v: (house.home / "log" / "shouter.log.2").exists())
    files = [mine.with_name(f"shouter.log{end}") for end in (".2", ".1", "")]
    numbers = [int(line.split()[1]) for file in files for line in file.read_text().splitlines() if line.startswith("line ")]
    assert numbers == sorted(numbers)
    assert not mine.with_name("shouter.log.3").exists()
    assert (mine.stat().st_mode & 0o777, rotated.stat().st_mode & 0o777) == (0o600, 0o600)
    assert house.stop() == 0
