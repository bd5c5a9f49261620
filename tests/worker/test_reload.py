"""Reloads as the supervisor sees them: a real socket, a real memfd, a Worker with threads."""

import json
import os
import subprocess

import pytest


def only_positive(value):
    if value["threads"] < 1:
        raise ValueError(f"threads must be 1 or more, not {value['threads']}")


def test_a_worker_introduces_itself_with_what_it_runs(supervisor, script):
    from holdfast.worker import Worker

    worker = Worker(environ=supervisor.environment({"threads": 2}, seq=5)).start()
    raw = b'{"threads": 2}'
    hello = supervisor.accepts().hears(
        "hello", v=1, name="api-1", token="t0ken", run={"seq": 5, "sha256": script.sha(raw)}, max_epoch=0, caps=["memfd"], pid=os.getpid()
    )
    assert hello["inc"].split(":")[1] == str(os.getpid())
    assert len(hello["inc"]) <= 128
    assert worker.config == {"threads": 2}
    assert (worker.version, worker.sha256) == ("20240521-142233.0005", script.sha(raw))
    worker.stop()


def test_prepare_checks_without_using_commit_uses_and_proves(running, script):
    changes = []
    with running({"threads": 2}, validate=only_positive, on_change=changes.append) as (worker, peer):
        raw = peer.prepares(2, {"threads": 4})
        vote = peer.hears("vote", id=20, epoch=1, seq=2, ok=True)
        assert vote["pre-check"] == "ok"
        assert [check["n"] for check in vote["checks"]] == ["validate"]
        assert worker.config == {"threads": 2}
        assert changes == []
        peer.commits(2, raw)
        peer.hears("active", id=21, epoch=1, seq=2, sha256=script.sha(raw), proof=script.proof_of(raw))
        assert worker.config == {"threads": 4}
        assert worker.version == "20240521-142233.0002"
        assert changes == [{"threads": 4}]
        assert worker.current.raw == raw


def test_the_memfd_in_use_stays_open_and_no_child_inherits_it(running):
    with running({"threads": 2}) as (worker, peer):
        peer.moves(2, {"threads": 4})
        held = worker.current.memfd.number
        assert "memfd:content" in os.readlink(f"/proc/self/fd/{held}")
        assert not os.get_inheritable(held)
        with open(f"/proc/self/fd/{held}", "rb") as content:
            assert content.read().startswith(worker.current.raw)


def test_descriptors_do_not_pile_up(running, script):
    def memfds():
        return subprocess.run(["ls", "-l", f"/proc/{os.getpid()}/fd"], capture_output=True, text=True).stdout.count("memfd:content")

    others = memfds()  # of workers that earlier tests in this process have left in a hook that never ends
    with running({"threads": 1}, validate=only_positive) as (worker, peer):
        for seq in range(2, 8):
            peer.moves(seq, {"threads": seq})
        peer.prepares(8, {"threads": 0})
        peer.hears("vote", ok=False)
        script.until(lambda: memfds() <= others + 1)
        assert worker.config == {"threads": 7}


def test_a_refusal_names_the_reason_and_what_still_runs(running, script):
    with running({"threads": 2}, validate=only_positive) as (worker, peer):
        raw = peer.prepares(2, {"threads": 0})
        peer.hears("vote", ok=False, code="E_SCHEMA", error="threads must be 1 or more, not 0", still={"seq": 1})
        peer.commits(2, raw)
        peer.hears("error", id=21, code="E_NOTPREP")
        assert worker.config == {"threads": 2}


def test_a_validate_with_a_bug_is_a_no_not_a_death(running):
    with running({"threads": 2}, validate=lambda value: value["threads"]) as (_worker, peer):
        peer.prepares(2, {"thraeds": 4})
        assert "KeyError" in peer.hears("vote", ok=False, code="E_INTERNAL")["error"]
        peer.moves(3, {"threads": 5})


def test_an_apply_that_raises_keeps_the_old_configuration(running, script):
    def apply(value):
        if value["port"] == 1:
            raise PermissionError("cannot bind port 1")

    with running({"port": 8080}, apply=apply) as (worker, peer):
        old = worker.current
        raw = peer.prepares(2, {"port": 1})
        peer.hears("vote", ok=True)
        peer.commits(2, raw)
        assert "cannot bind port 1" in peer.hears("error", id=21, code="E_INTERNAL")["error"]
        assert worker.current is old
        assert peer.pings()["proof"] == script.proof_of(old.raw)
        peer.commits(2, raw)
        peer.hears("error", id=21, code="E_NOTPREP")
        peer.moves(3, {"port": 8081})


def test_an_on_change_that_raises_does_not_undo_the_swap_and_is_told(running):
    def on_change(value):
        raise OSError("cannot write the pid file")

    with running({"port": 1}, on_change=on_change) as (worker, peer):
        peer.moves(2, {"port": 2})
        assert "cannot write the pid file" in peer.hears("status")["text"]
        assert worker.config == {"port": 2}


def test_the_same_bytes_get_a_new_number_without_prepare(running, script):
    with running({"threads": 2}) as (worker, peer):
        raw = worker.current.raw
        peer.commits(9, raw)
        peer.hears("active", seq=9, sha256=script.sha(raw), proof=script.proof_of(raw))
        assert worker.current.seq == 9
        assert peer.pings()["seq"] == 9


def test_the_same_bytes_prepared_again_are_applied_again(running):
    applied = []
    with running({"threads": 2}, apply=applied.append) as (_worker, peer):
        peer.moves(2, {"threads": 2})
        assert applied == [{"threads": 2}]


def test_a_commit_sent_twice_is_answered_twice_and_done_once(running, script):
    changes = []
    with running({"threads": 2}, on_change=changes.append) as (_worker, peer):
        raw = peer.moves(2, {"threads": 4})
        peer.commits(2, raw, id=99)
        peer.hears("active", id=99, seq=2, proof=script.proof_of(raw))
        assert changes == [{"threads": 4}]


def test_the_sequence_only_grows(running):
    with running({"threads": 2}) as (worker, peer):
        first = worker.current.raw
        peer.moves(5, {"threads": 4})
        peer.commits(4, first)
        peer.hears("error", code="E_SEQ")
        peer.prepares(3, {"threads": 3})
        peer.hears("vote", ok=False, code="E_SEQ", still={"seq": 5})
        assert worker.config == {"threads": 4}


def test_an_older_epoch_is_refused(running):
    with running({"threads": 2}) as (_worker, peer):
        peer.says("ping", id=1, epoch=3, nonce="ab" * 16)
        peer.hears("pong", id=1)
        peer.prepares(2, {"threads": 4}, epoch=2)
        peer.hears("error", id=20, code="E_EPOCH")
        peer.says("ping", id=2, epoch=2, nonce="ab" * 16)
        peer.hears("error", id=2, code="E_EPOCH")


def test_an_aborted_or_replaced_candidate_cannot_be_committed(running):
    with running({"threads": 2}) as (worker, peer):
        raw = peer.prepares(2, {"threads": 4})
        peer.hears("vote", ok=True)
        peer.says("abort", id=1, epoch=1, seq=2)
        peer.commits(2, raw)
        peer.hears("error", code="E_NOTPREP")
        earlier = peer.prepares(3, {"threads": 5})
        peer.hears("vote", ok=True)
        peer.prepares(4, {"threads": 6})
        peer.hears("vote", ok=True)
        peer.commits(3, earlier)
        peer.hears("error", code="E_NOTPREP")
        assert worker.config == {"threads": 2}


def test_a_slow_validate_does_not_keep_the_worker_from_proving(running, script):
    import threading

    may_end, begun = threading.Event(), threading.Event()

    def slow(value):
        if value["threads"] == 4:
            begun.set()
            may_end.wait(script.LIMIT)

    with running({"threads": 2}, validate=slow) as (worker, peer):
        peer.prepares(2, {"threads": 4})
        assert begun.wait(script.LIMIT)
        assert peer.pings()["proof"] == script.proof_of(worker.current.raw)
        may_end.set()
        peer.hears("vote", seq=2, ok=True)


def test_a_commit_that_is_repeated_while_it_is_applied_is_answered_under_its_last_number(running, script):
    import threading

    may_end, begun = threading.Event(), threading.Event()

    def slow(value):
        begun.set()
        may_end.wait(script.LIMIT)

    with running({"threads": 2}, apply=slow) as (worker, peer):
        raw = peer.prepares(2, {"threads": 4})
        peer.hears("vote", ok=True)
        peer.commits(2, raw)
        assert begun.wait(script.LIMIT)
        peer.commits(2, raw, id=77)
        peer.commits(3, raw, id=78)
        peer.hears("error", id=78, code="E_BUSY")
        assert peer.pings()["proof"] == script.proof_of(worker.current.raw)
        may_end.set()
        peer.hears("active", id=77, seq=2)


def test_status_is_the_workers_own_word(running):
    with running({}) as (worker, peer):
        worker.status("warming up\x1b[31m the cache " + "x" * 300)
        text = peer.hears("status")["text"]
        assert text.startswith("warming up [31m the cache")
        assert len(text) <= 200


@pytest.mark.parametrize("value", [{"a": "ä", "b": [1.5, None, True]}, [1, 2], "text", 0, {}])
def test_any_json_value_is_a_configuration(running, value):
    with running({"threads": 2}) as (worker, peer):
        peer.moves(2, value)
        assert json.dumps(worker.config) == json.dumps(value)
