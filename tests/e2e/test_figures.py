"""What the View shows of the workers' resources and pre-checks; and what the daemon itself uses."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import psutil
from e2e_harness import LIMIT, Fleet, row, worker

Make = Callable[..., Fleet]


def test_inotify_is_counted_once_however_many_processes_share_it(fleet: Make) -> None:
    house = fleet(worker("watcher", "watcher.py"), worker("plain"), sample="100ms")
    house.start().converged()
    view = house.until(lambda v: row(v, "watcher").watches == 4 and row(v, "plain").rss > 0 and v.budget.own_instances > 1)
    watcher = row(view, "watcher")
    assert (watcher.instances, watcher.watches) == (2, 4)
    assert (row(view, "plain").instances, row(view, "plain").watches) == (0, 0)
    assert watcher.fds > row(view, "plain").fds > 2
    assert watcher.rss > row(view, "plain").rss > 1 << 20  # it has a child
    budget = view.budget
    limit = {key: int(Path(f"/proc/sys/fs/inotify/max_user_{key}").read_text()) for key in ("watches", "instances")}
    assert 0 < budget.watches_max <= limit["watches"]
    assert 0 < budget.instances_max <= limit["instances"]
    assert budget.uid == os.geteuid()
    assert budget.own_instances == 3  # the watcher's two and the daemon's listener
    assert budget.own_watches == 5
    assert budget.instances >= budget.own_instances
    assert house.stop() == 0


def test_a_dependency_that_is_away_is_that_workers_no(fleet: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        check = [{"tcp": f"127.0.0.1:{port}", "name": "database", "limit": "1s"}]
        house = fleet(worker("w1"), worker("w2"), worker("w3", check=check))
        before = house.start().converged()
        house.change('text = "two"\n')
    sha256 = house.write('text = "three"\n')  # the port is closed now; two of three are enough
    votes = {vote.worker: vote for vote in house.awaiting(sha256).rollout.votes}
    assert {name: vote.vote for name, vote in votes.items()} == {"w1": "yes", "w2": "yes", "w3": "no"}
    assert votes["w3"].code == "E_DEP"
    assert votes["w3"].error.startswith("database: ")
    assert "connection refused" in votes["w3"].error
    house.approve(sha256)
    mixed = house.until(lambda v: v.last is not None and v.last.sha256 == sha256 and v.last.outcome)
    assert (mixed.last.outcome, mixed.verdict) == ("active (2 of 3)", "MIXED")
    held = row(mixed, "w3")
    assert (held.phase, "database" in held.reason, held.pid) == ("Held", True, row(before, "w3").pid)
    assert held.proved_sha256 not in (sha256, "")
    with socket.create_server(("127.0.0.1", port)):
        assert house.cli("reload", "w3", "--wait", "10").code == 0
    assert house.converged().proven == 3
    assert house.stop() == 0


def test_reloads_leave_nothing_behind(fleet: Make) -> None:
    house = fleet(worker("w1"), worker("w2"))
    house.start().converged()
    daemon = psutil.Process(house.pid)

    def reloads(count: int) -> tuple[int, int, int]:
        with house.client.stream("events") as events:
            for _ in range(count):
                done = f"#{house.client.call('reload').seq} proved by 2 of 2"
                while done != events.get(LIMIT).text:
                    pass
        return daemon.num_fds(), daemon.num_threads(), daemon.memory_info().rss

    fds, threads, rss = reloads(30)
    after = reloads(50)
    print(f"fds {fds} -> {after[0]}, threads {threads} -> {after[1]}, rss {rss >> 10} -> {after[2] >> 10} KiB")
    assert after[0] < fds + 10  # a thread that samples or writes has a few open at any moment; 50 reloads that leak have 50
    assert after[1] <= threads
    assert after[2] <= rss + (4 << 20)
    assert [w.restarts for w in house.converged().workers] == [0, 0]
    assert house.stop() == 0
