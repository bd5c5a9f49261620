"""/proc as it really is: identities, inotify instances, copies of one instance, figures."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from holdfast.core import watches
from holdfast.io import procfs
from holdfast.io.sampler import Sampler

# Watches its arguments' folders, forks as often as asked, says who it is, then waits for its input to end.
PROGRAM = """
import ctypes, os, sys
libc = ctypes.CDLL(None)
fd = libc.inotify_init1(0)
for folder in sys.argv[2:]:
    libc.inotify_add_watch(fd, folder.encode(), 0x88)
children = []
for _ in range(int(sys.argv[1])):
    pid = os.fork()
    if pid == 0:
        sys.stdin.read()
        os._exit(0)
    children.append(pid)
print(os.getpid(), *children, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def watcher(tmp_path):
    """Start PROGRAM in a session of its own: [leader's pid, children's pids ...]."""
    started = []

    def go(forks, folders):
        for number in range(folders):
            (tmp_path / str(number)).mkdir(exist_ok=True)
        names = [str(tmp_path / str(number)) for number in range(folders)]
        command = [sys.executable, "-c", PROGRAM, str(forks), *names]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        started.append(process)
        return [int(word) for word in process.stdout.readline().split()]

    yield go
    for process in started:
        process.communicate()


def test_a_process_is_its_number_and_its_start_time(watcher):
    pid, child = watcher(1, 0)
    started = procfs.start_time(pid)
    assert procfs.alive(pid, started)
    assert not procfs.alive(pid, started + 1)
    assert procfs.session(pid) == procfs.session(child) == pid
    assert sorted(procfs.sessions()[pid]) == sorted([pid, child])
    assert procfs.effective_uid(pid) == os.geteuid()


def test_a_command_with_brackets_and_spaces_does_not_confuse_us(tmp_path):
    odd = tmp_path / "a) b (c"
    odd.symlink_to("/bin/cat")
    with subprocess.Popen([odd], stdin=subprocess.PIPE) as process:
        assert procfs.alive(process.pid, procfs.start_time(process.pid))


def test_a_zombie_is_there_but_not_alive():
    with subprocess.Popen(["/bin/true"]) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        started = procfs.start_time(process.pid)
        assert started is not None
        assert not procfs.alive(process.pid, started)
    assert procfs.start_time(process.pid) is None
    assert procfs.session(process.pid) is None
    assert procfs.environ(process.pid) == {}
    assert procfs.effective_uid(process.pid) is None


def test_limits_and_boot_id():
    limits = procfs.limits()
    assert limits.watches > 0
    assert limits.instances > 0
    assert limits.queue > 0
    assert len(procfs.boot_id()) == 36


def test_the_watches_of_a_process(watcher, tmp_path):
    (pid,) = watcher(0, 3)
    (instance,), hidden = procfs.inotify_of({pid: "w1"})
    assert hidden == 0
    assert (instance.owner, instance.pid) == ("w1", pid)
    assert sorted(watch.inode for watch in instance.watches) == sorted(os.stat(tmp_path / str(n)).st_ino for n in range(3))
    assert {watch.mask & 0xFFF for watch in instance.watches} == {0x88}
    device = os.stat(tmp_path).st_dev
    assert {watch.device for watch in instance.watches} == {os.major(device) << 20 | os.minor(device)}


def test_one_instance_in_four_processes_counts_once(watcher):
    pids = watcher(3, 6)
    found, _ = procfs.inotify_of(dict.fromkeys(pids, "w1"))
    assert len(found) == 4
    assert sum(len(one.watches) for one in found) == 24  # what /proc shows
    assert watches.use(found, procfs.same_instance) == watches.Use(6, 1, guessed=False)  # what the kernel charges


def test_two_instances_that_look_alike_count_twice(watcher):
    one, other = watcher(0, 2)[0], watcher(0, 2)[0]
    found, _ = procfs.inotify_of({one: "w1", other: "w2"})
    assert found[0].watches == found[1].watches
    assert watches.use(found, procfs.same_instance) == watches.Use(4, 2)


def test_a_process_that_ended_holds_nothing():
    with subprocess.Popen(["/bin/true"]) as process:
        pass
    assert procfs.inotify_of({process.pid: "w1"}) == ([], 0)
    gone = watches.Instance("w1", process.pid, 3, ())
    with pytest.raises(watches.Unknown):
        procfs.same_instance(gone, gone)


def test_the_figures_are_of_the_whole_session(watcher):
    pids = watcher(2, 5)
    sampler = Sampler()
    figures = sampler.sample({"w1": pids[0], "gone": 2**22 - 1})
    assert figures["w1"].instances == 1
    assert figures["w1"].watches == 5
    assert figures["w1"].threads == 3
    assert figures["w1"].fds >= 3 * 4  # stdin, stdout, stderr, inotify
    assert figures["w1"].rss > 1 << 20
    assert figures["gone"] == type(figures["gone"])()


def test_cpu_is_what_was_used_since_the_last_sample():
    busy = "import sys; print(flush=True); sys.stdin.readline(); sum(range(20_000_000)); print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", busy]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as process:
        process.stdout.readline()
        sampler = Sampler()
        assert sampler.sample({"w1": process.pid})["w1"].cpu == 0.0
        process.stdin.write(b"go\n")
        process.stdin.flush()
        process.stdout.readline()
        assert sampler.sample({"w1": process.pid})["w1"].cpu > 0.0


def test_the_budget_counts_own_and_others_and_is_kept_for_a_while(watcher):
    own, other = watcher(2, 5), watcher(0, 4)
    sampler = Sampler()
    sampler.sample({"w1": own[0]})
    budget = sampler.budget(os.geteuid())
    assert (budget.own_watches, budget.own_instances) == (5, 1)
    assert budget.watches >= 9
    assert budget.instances >= 2
    assert (budget.watches_max, budget.instances_max, budget.queue_max) == procfs.limits()
    assert budget.uid == os.geteuid()
    assert other
    watcher(0, 5)
    assert sampler.budget(os.geteuid()) is budget
