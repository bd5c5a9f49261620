"""Real processes: started or refused, what they inherit, how their end is told."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys

import pytest

from holdfast.core.events import Exited, Spawned, SpawnFailed
from holdfast.io import procfs
from holdfast.io.process import Processes

PATIENCE = 20.0


def reaped(pid):
    return os.waitpid(pid, os.WNOHANG)[0] == pid


async def test_a_worker_leads_its_own_session_and_writes_to_its_file(spawn, heard, tmp_path):
    await spawn("w1", "exec sleep 1000")
    born = await heard.next(Spawned)
    assert (born.worker, born.token_sha256) == ("w1", "t" * 64)
    assert procfs.session(born.pid) == born.pid == os.getpgid(born.pid)
    assert procfs.alive(born.pid, born.start_time)
    assert not procfs.alive(born.pid, born.start_time + 1)
    log = tmp_path / "w1.log"
    assert log.stat().st_mode & 0o777 == 0o600


async def test_output_is_appended_never_overwritten(spawn, heard, tmp_path):
    for text in ("one", "two"):
        await spawn("w1", f"echo {text}; echo {text} >&2")
        await heard.next(Exited)
    assert (tmp_path / "w1.log").read_text() == "one\none\ntwo\ntwo\n"


async def test_exactly_the_given_environment_and_no_descriptor_of_ours(spawn, heard, tmp_path):
    held = os.open(tmp_path, os.O_RDONLY)
    try:
        os.set_inheritable(held, True)  # even one that somebody forgot to close on exec
        await spawn("w1", "env; ls -l /proc/self/fd", {"HOLDFAST_WORKER": "w1"})
        await heard.next(Exited, status=0)
    finally:
        os.close(held)
    text = (tmp_path / "w1.log").read_text()
    assert "HOLDFAST_WORKER=w1" in text
    assert "HOME=" not in text
    links = [line.split(" -> ")[1] for line in text.splitlines() if " -> " in line]
    log = str(tmp_path / "w1.log")
    assert sorted(link for link in links if not link.startswith("/proc/")) == sorted(["/dev/null", log, log])


@pytest.mark.parametrize(("script", "status"), [("exit 0", 0), ("exit 3", 3), ("kill -TERM $$", -signal.SIGTERM), ("kill -KILL $$", -9)])
async def test_the_status_is_the_one_the_worker_ended_with(spawn, heard, script, status):
    await spawn("w1", script)
    born = await heard.next(Spawned)
    assert await heard.next(Exited) == Exited("w1", born.pid, status)


TRACER = """
import ctypes, sys
if ctypes.CDLL(None, use_errno=True).ptrace(0x4206, int(sys.argv[1]), None, None):  # PTRACE_SEIZE
    sys.exit(77)
print("seized", flush=True)
sys.stdin.read()
"""


async def test_a_worker_that_ends_under_a_tracer_is_not_given_up(spawn, heard, processes, ended):
    """strace and gdb hear of the end first; until they let go, the parent is told nothing."""
    await spawn("w1", "exec sleep 1000")
    born = await heard.next(Spawned)
    tracer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", TRACER, str(born.pid), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    if await tracer.stdout.readline() != b"seized\n":
        pytest.skip("this system does not let one of our children trace another")
    processes.signal("w1", "KILL")
    await ended(born.pid)
    assert heard.events == []
    tracer.stdin.close()
    await tracer.wait()
    assert await heard.next(Exited) == Exited("w1", born.pid, -signal.SIGKILL)


async def test_no_zombie_is_left(spawn, heard):
    await spawn("w1", "exit 0")
    born = await heard.next(Spawned)
    await heard.next(Exited)
    assert procfs.start_time(born.pid) is None


async def test_thirty_workers_at_once_all_start_and_all_end(spawn, heard, processes, ours):
    await spawn("warm", "exit 0")
    await heard.next(Exited)
    before = ours()
    names = [f"w{number}" for number in range(30)]
    await asyncio.gather(*(spawn(name, f"exit {number}") for number, name in enumerate(names)))
    ends = [await heard.next(Exited, worker=name) for name in names]
    assert [end.status for end in ends] == list(range(30))
    born = [await heard.next(Spawned, worker=name) for name in names]
    assert len({one.pid for one in born}) == 30
    assert ours() == before


async def refusal(processes, heard, command, cwd, output):
    await processes.spawn("w1", command, str(cwd), {"PATH": os.environ["PATH"]}, str(output), "t")
    return await heard.next(SpawnFailed)


async def test_what_can_never_start_is_refused_for_good_and_says_why(processes, heard, tmp_path):
    log = tmp_path / "log"
    plain = tmp_path / "plain"
    plain.write_text("not a program")
    garbage = tmp_path / "garbage"
    garbage.write_bytes(b"\x01\x02 neither program nor script")
    garbage.chmod(0o755)
    orphan = tmp_path / "orphan"
    orphan.write_text("#!/no/such/interpreter\n")
    orphan.chmod(0o755)
    for command, cwd, output, words in [
        (("no-such-command-anywhere",), tmp_path, log, "cannot start no-such-command-anywhere: there is no such command"),
        ((str(orphan),), tmp_path, log, "the interpreter that its first line names is missing"),
        ((str(plain),), tmp_path, log, "it may not be executed"),
        ((str(garbage),), tmp_path, log, "neither a program for this machine nor a script"),
        (("/bin/true",), tmp_path / "gone", log, f"its folder {tmp_path / 'gone'}: no such file or directory; make it"),
        (("/bin/true",), plain, log, f"its folder {plain}: not a directory"),
        (("/bin/true", "a\0b"), tmp_path, log, "null byte"),
        (("/bin/true",), tmp_path, tmp_path / "none" / "log", "cannot be opened: no such file or directory; check the log folder"),
        (("/bin/true",), tmp_path, tmp_path, "is a directory"),
    ]:
        failed = await refusal(processes, heard, command, cwd, output)
        assert words in failed.reason
        assert failed.permanent, failed.reason


SHORTAGE = """
import asyncio, os, resource
from holdfast.io.process import Processes

def descriptors(spare):
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) - 1 + spare, 4096))

async def main():
    heard = asyncio.Queue()
    processes = Processes(heard.put_nowait)
    await processes.spawn("w0", ("/bin/sleep", "1000"), "/", {}, "log", "t")
    print(await heard.get())
    descriptors(spare=2)
    await processes.spawn("w1", ("/bin/true",), "/", {}, "log", "t")
    print(await heard.get())
    descriptors(spare=0)
    processes.signal("w0", "KILL")
    print(await heard.get())
    processes.close()
asyncio.run(main())
"""


async def test_without_descriptors_a_start_is_worth_another_try_and_an_end_is_still_told(tmp_path):
    """In a process of its own, which takes its own descriptors away."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SHORTAGE, cwd=tmp_path, stdout=subprocess.PIPE, env={"PYTHONPATH": ":".join(sys.path)}
    )
    out, _ = await child.communicate()
    born, failed, exited = out.decode().splitlines()
    assert born.startswith("Spawned(worker='w0'")
    assert "file descriptors of the supervisor are in use; raise its RLIMIT_NOFILE" in failed
    assert failed.endswith("permanent=False)")
    assert exited.startswith("Exited(worker='w0'")
    assert exited.endswith("status=-9, left=0)")


async def test_one_worker_is_not_started_twice(spawn, heard):
    await asyncio.gather(spawn("w1", "exec sleep 1000"), spawn("w1", "exec sleep 1000"))
    failed = await heard.next(SpawnFailed)
    assert "still running" in failed.reason
    assert not failed.permanent
    await heard.next(Spawned)
    assert heard.events == []


async def test_a_start_that_nobody_waits_for_any_more_is_still_known(spawn, heard, processes):
    task = asyncio.create_task(spawn("w1", "exec sleep 1000"))
    asyncio.get_running_loop().call_soon(task.cancel)  # it has begun to wait by then
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await heard.next(Spawned)).worker == "w1"


async def test_close_lets_workers_live_and_keeps_nothing(heard, tmp_path, ours, ended):
    before = ours()
    processes = Processes(heard)
    await processes.spawn("w1", ("sleep", "1000"), "/", {"PATH": os.environ["PATH"]}, str(tmp_path / "log"), "t")
    born = await heard.next(Spawned)
    thread = next(iter(processes._starter._threads))
    processes.close()
    thread.join(PATIENCE)
    assert ours() == before
    assert procfs.alive(born.pid, born.start_time)
    os.kill(born.pid, signal.SIGKILL)
    await ended(born.pid)
    assert reaped(born.pid)


async def test_a_signal_is_only_told_to_the_process_that_catches_it(spawn, heard, processes, fifo):
    """/bin/sh stands for the worker: it catches USR2, and the child that it waits for would be killed by it."""
    ready, line = fifo
    await spawn("w1", f'trap "echo told >{ready}" USR2; echo up >{ready}; sleep 1000 & while :; do wait $!; done')
    born = await heard.next(Spawned)
    assert await line() == "up"
    assert processes.tell("w1", born.pid, "USR2") == "sent"
    assert await line() == "told"
    assert processes.tell("w1", born.pid, "USR1") == "uncaught"
    assert processes.tell("w1", born.pid + 1, "USR2") == "gone"  # another process has its name by now
    processes.signal("w1", "KILL")
    await heard.next(Exited, status=-signal.SIGKILL)
    assert processes.tell("w1", born.pid, "USR2") == "gone"
