"""Signals reach everybody a worker started, and nobody else; workers of a dead supervisor are taken over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from holdfast.core.events import Exited, Spawned, Swept
from holdfast.io import procfs
from holdfast.io.process import UNKNOWN_STATUS, Processes


async def test_a_signal_reaches_the_whole_group(spawn, heard, processes, fifo):
    path, line = fifo
    await spawn("w1", f"(trap 'echo child got TERM > {path}; exit' TERM; sleep 1000 & echo up > {path}; wait) & wait")
    await heard.next(Spawned)
    assert await line() == "up"
    assert processes.signal("w1", "TERM")
    assert (await heard.next(Exited)).status == -signal.SIGTERM
    assert await line() == "child got TERM"


async def test_kill_reaches_grandchildren_also_those_in_a_group_of_their_own(spawn, heard, processes, fifo, ended):
    path, line = fifo
    alone = f"{sys.executable} -c 'import os, time; os.setpgrp(); print(os.getpid(), flush=True); time.sleep(1000)' > {path}"
    await spawn("w1", f"trap '' TERM; (sleep 1000 & echo $! > {path}; wait) & {alone} & wait")
    grandchildren = [int(await line()), int(await line())]
    assert [os.getpgid(pid) == pid for pid in grandchildren].count(True) == 1
    assert processes.signal("w1", "KILL")
    assert (await heard.next(Exited)).status == -signal.SIGKILL
    for pid in grandchildren:
        await ended(pid)


async def test_what_outlives_its_leader_is_swept_by_kill(spawn, heard, processes, fifo, ended):
    path, line = fifo
    await spawn("w1", f"sleep 1000 & echo $! > {path}; exit 0")
    left = int(await line())
    await heard.next(Exited, status=0)
    assert procfs.session(left) is not None
    assert not processes.signal("w1", "TERM")  # TERM is for a worker that is there
    assert processes.signal("w1", "KILL")
    await ended(left)
    assert not processes.signal("w1", "KILL")


async def test_what_outlives_its_leader_is_told_to_end_and_seen_to_end(spawn, heard, processes, fifo, ended):
    path, line = fifo
    alone = f"{sys.executable} -c 'import os, time; os.setpgrp(); print(os.getpid(), flush=True); time.sleep(1000)' > {path}"
    os.mkfifo(f"{path}.go")
    await spawn("w1", f"sleep 1000 & echo $! > {path}; {alone} & read -r _ < {path}.go; exit 3")
    left = [int(await line()), int(await line())]
    with open(f"{path}.go", "rb+", buffering=0) as go:  # read and write: opening it never waits
        go.write(b"\n")
        await heard.next(Spawned)
        assert (await heard.next(Exited, status=3)).left == 2
    await spawn("w1", "exec sleep 1000")  # the next one is not meant
    born = await heard.next(Spawned)
    assert processes.sweep("w1", "TERM")
    for pid in left:
        await ended(pid)
    assert (await heard.next(Swept)).worker == "w1"
    assert not processes.sweep("w1", "KILL")
    assert procfs.alive(born.pid, born.start_time)


async def test_sweeping_does_not_touch_the_next_generation(spawn, heard, processes, fifo, ended):
    path, line = fifo
    await spawn("w1", f"sleep 1000 & echo $! > {path}; exit 0")
    left = int(await line())
    await heard.next(Exited)
    await heard.next(Spawned)
    await spawn("w1", "exit 7")  # its end must not make us forget the orphan
    await heard.next(Exited, status=7)
    assert processes.signal("w1", "KILL")
    await ended(left)


def orphaned(tmp_path, script, env):
    """A session leader whose parent has died, as after the end of a supervisor: (pid, start time)."""
    starter = """
import os, subprocess, sys
child = subprocess.Popen(["/bin/sh", "-c", sys.argv[1]], start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
os._exit(0)
"""
    out = subprocess.run([sys.executable, "-c", starter, script], env=env, cwd=tmp_path, stdout=subprocess.PIPE, check=True).stdout
    pid = int(out)
    started = procfs.start_time(pid)
    assert started is not None
    return pid, started


async def test_a_worker_of_a_dead_supervisor_is_adopted_and_its_end_is_noticed(processes, heard, tmp_path):
    pid, started = orphaned(tmp_path, "exec sleep 1000", {"PATH": os.environ["PATH"]})
    assert processes.adopt("w1", pid, started)
    assert processes.signal("w1", "TERM")
    assert await heard.next(Exited) == Exited("w1", pid, UNKNOWN_STATUS)
    assert not processes.adopt("w1", pid, started)


async def test_kill_reaches_the_children_of_an_adopted_worker(processes, heard, fifo, tmp_path, ended):
    path, line = fifo
    pid, started = orphaned(tmp_path, f"sleep 1000 & echo $! > {path}; wait", {"PATH": os.environ["PATH"]})
    child = int(await line())
    assert processes.adopt("w1", pid, started)
    assert processes.signal("w1", "KILL")
    await heard.next(Exited)
    await ended(child)


async def test_another_process_with_the_same_number_is_not_adopted(processes, spawn, heard):
    await spawn("w1", "exec sleep 1000")
    born = await heard.next(Spawned)
    assert not processes.adopt("w2", born.pid, born.start_time - 1)
    assert not processes.adopt("w2", 2**22 - 1, 1)


async def test_who_leads_no_session_is_no_worker_of_ours(processes):
    with subprocess.Popen(["sleep", "1000"]) as other:  # noqa: ASYNC220 - a child of the test, not of the loop
        assert not processes.adopt("w1", other.pid, procfs.start_time(other.pid) or 0)
        other.kill()


async def test_a_second_adoption_of_a_living_worker_is_refused(processes, spawn, heard):
    await spawn("w1", "exec sleep 1000")
    born = await heard.next(Spawned)
    assert not processes.adopt("w1", born.pid, born.start_time)


async def test_workers_started_just_before_a_crash_are_found_by_their_environment(processes, tmp_path, fifo, heard):
    path, line = fifo
    socket = str(tmp_path / "sock")
    env = {"PATH": os.environ["PATH"], "HOLDFAST_SOCKET": socket, "HOLDFAST_WORKER": "w1", "HOLDFAST_TOKEN": "secret"}
    pid, started = orphaned(tmp_path, f"sleep 1000 & echo up > {path}; wait", env)
    assert await line() == "up"
    # its child has the same environment but is no session leader
    assert Processes.scan_own(socket) == [("w1", pid, started, "secret")]
    assert Processes.scan_own(socket + "2") == []
    assert processes.adopt("w1", pid, started)
