"""Content that is not what prepare says it is gets a no, with its error word, and what runs goes on running."""

import os
import subprocess
import sys

import pytest


@pytest.fixture
def refused(running, script):
    """Offer {"a": 2} with something wrong; the code of the vote."""

    def offer(fd=None, **fields):
        with running({"a": 1}) as (worker, peer):
            peer.prepares(2, {"a": 2}, fd=fd, **fields)
            vote = peer.hears("vote", id=20, seq=2, ok=False, still={"seq": 1})
            assert worker.config == {"a": 1}
            peer.moves(3, {"a": 3})
            return vote["code"]

    return offer


WHOLE = b'{"a": 2}{"a":2}'


def test_no_descriptor(refused):
    assert refused() == "E_FD"


def test_a_plain_file(refused, tmp_path):
    (tmp_path / "file").write_bytes(WHOLE)
    assert refused(os.open(tmp_path / "file", os.O_RDONLY)) == "E_FD"


def test_a_memfd_that_can_still_be_written(refused, script):
    import fcntl

    assert refused(script.memfd(WHOLE, fcntl.F_SEAL_SEAL | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK)) == "E_FD"


def test_a_memfd_of_another_size(refused, script):
    assert refused(script.memfd(WHOLE + b" ")) == "E_FD"
    assert refused(script.memfd(WHOLE[:-1])) == "E_FD"


def test_other_bytes(refused, script):
    assert refused(script.memfd(WHOLE.replace(b'{"a": 2}', b'{"a": 9}'))) == "E_SHA"


def test_another_value(refused, script):
    assert refused(script.memfd(WHOLE.replace(b'{"a":2}', b'{"a":9}'))) == "E_SHA"


def test_larger_than_the_cap(refused, script):
    assert refused(script.memfd(WHOLE), size=8 * 1024 * 1024 + 1) == "E_TOOBIG"


def test_by_a_way_that_this_worker_did_not_offer(refused):
    assert refused(via="path", path="/etc/hostname") == "E_FD"


def test_a_value_that_is_not_strict_json(refused, script):
    raw, value = b'{"a": 2}', b'{"a":1,"a":2}'
    assert refused(script.memfd(raw + value), value_size=len(value), value_sha256=script.sha(value)) == "E_PROTO"


def test_the_largest_configuration_passes_and_is_proved(running, script):
    value = {"text": "x" * (1 << 20)}
    with running({"a": 1}) as (worker, peer):
        raw = peer.moves(2, value)
        assert len(worker.current.raw) == len(raw) > 1 << 20


def test_a_child_process_started_by_the_application_does_not_hold_the_configuration_or_the_connection(running):
    with running({"a": 1}) as (_worker, peer):
        peer.moves(2, {"a": 2})
        look = ["ls", "-l", "/proc/self/fd"]
        seen = subprocess.run(look, close_fds=False, capture_output=True, text=True, check=True).stdout
        assert "0 ->" in seen
        assert "memfd:content" not in seen


def test_a_forked_child_does_not_keep_the_connection_open(supervisor, tmp_path):
    program = (
        "import os, time\n"
        "from holdfast.worker import Worker\n"
        "worker = Worker().start()\n"
        "input()\n"
        "pid = os.fork()\n"
        "print('forked' if pid else 'child', flush=True)\n"
        "time.sleep(60 if not pid else 0)\n"
        "os._exit(0)\n"
    )
    read, write = os.pipe()
    env = {**os.environ, **supervisor.environment({}), "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-c", program], env=env, stdin=read, stdout=subprocess.PIPE, start_new_session=True)
    os.close(read)
    peer = supervisor.accepts()
    peer.welcomes()
    peer.pings()
    os.write(write, b"\n")
    assert process.wait(10) == 0
    assert peer.hung_up()  # although the child lives on
    os.killpg(process.pid, 9)
    os.close(write)
    process.stdout.close()
