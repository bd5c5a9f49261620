"""Connections come and go; the worker goes on working and dials again."""

import threading

import pytest

from holdfast.worker import Worker
from holdfast.worker.link import LAST_DELAY, Delays


def test_the_worker_dials_again_when_the_supervisor_comes_back(running, supervisor):
    with running({"a": 1}) as (worker, peer):
        raw = peer.moves(2, {"a": 2})
        supervisor.goes()
        assert worker.config == {"a": 2}
        supervisor.listens()
        peer = supervisor.accepts()
        hello = peer.welcomes(epoch=2)
        assert hello["run"]["seq"] == 2
        assert hello["max_epoch"] == 1
        peer.commits(3, raw, epoch=2)
        peer.hears("active", epoch=2, seq=3)


def test_the_incarnation_stays_the_same_over_connections(supervisor):
    worker = Worker(environ=supervisor.environment({})).start()
    first = supervisor.accepts()
    inc = first.welcomes()["inc"]
    first.close()
    assert supervisor.accepts().hears("hello")["inc"] == inc
    worker.stop()


def test_a_worker_may_start_before_its_supervisor_listens(supervisor):
    supervisor.goes()
    worker = Worker(environ=supervisor.environment({"a": 1})).start()
    assert worker.config == {"a": 1}
    supervisor.listens()
    supervisor.accepts().welcomes()
    worker.stop()


def test_the_candidate_is_forgotten_with_the_connection(running, supervisor):
    with running({"a": 1}) as (worker, peer):
        raw = peer.prepares(2, {"a": 2})
        peer.hears("vote", ok=True)
        peer.close()
        peer = supervisor.accepts()
        peer.welcomes()
        peer.commits(2, raw)
        peer.hears("error", code="E_NOTPREP")
        assert worker.config == {"a": 1}


def test_a_commit_under_way_is_carried_through_when_the_connection_goes(running, supervisor, script):
    begun, may_end, done = threading.Event(), threading.Event(), threading.Event()

    def apply(value):
        begun.set()
        may_end.wait(script.LIMIT)

    with running({"a": 1}, apply=apply, on_change=lambda value: done.set()) as (worker, peer):
        raw = peer.prepares(2, {"a": 2})
        peer.hears("vote", ok=True)
        peer.commits(2, raw)
        assert begun.wait(script.LIMIT)
        peer.close()
        may_end.set()
        assert done.wait(script.LIMIT)
        assert worker.config == {"a": 2}
        peer = supervisor.accepts()
        peer.welcomes()
        assert peer.pings()["proof"] == script.proof_of(raw)  # and no `active` that nobody here asked for


def test_a_worker_that_is_busy_with_a_hook_dials_again_and_proves(running, supervisor, script):
    may_end = threading.Event()
    with running({"a": 1}, validate=lambda value: value == {"a": 1} or may_end.wait(script.LIMIT)) as (worker, peer):
        peer.prepares(2, {"a": 2})
        for _ in range(2):
            peer.close()
            peer = supervisor.accepts()
            peer.welcomes()
            peer.pings()
        may_end.set()
        assert worker.config == {"a": 1}


def test_a_supervisor_that_was_replaced_is_refused_at_its_welcome(running, supervisor):
    with running({}) as (_worker, peer):
        peer.says("ping", id=1, epoch=5, nonce="ab" * 16)
        peer.hears("pong")
        peer.close()
        peer = supervisor.accepts()
        assert peer.welcomes(epoch=4)["max_epoch"] == 5
        peer.hears("error", code="E_EPOCH")
        assert peer.hung_up()
        supervisor.accepts().welcomes(epoch=6)


@pytest.mark.parametrize("refusal", [{"op": "error", "id": 0, "code": "E_BUSY", "error": "wait"}, {"op": "bye", "reason": "stopping"}])
def test_a_refusal_is_no_reason_to_give_up(supervisor, refusal):
    worker = Worker(environ=supervisor.environment({})).start()
    peer = supervisor.accepts()
    peer.hears("hello")
    peer.says(**refusal)
    peer.close()
    supervisor.accepts().welcomes()
    worker.stop()


def test_another_protocol_version_is_refused(supervisor):
    worker = Worker(environ=supervisor.environment({})).start()
    peer = supervisor.accepts()
    peer.welcomes(v=2)
    peer.hears("error", code="E_PROTO")
    assert peer.hung_up()
    worker.stop()


def test_a_worker_that_stops_says_bye(running):
    with running({"a": 1}) as (worker, peer):
        worker.stop()
        peer.hears("bye")
        assert peer.hung_up()
        assert worker.config == {"a": 1}
        worker.stop()
        worker.status("nobody hears this")


def test_the_delays_double_to_two_seconds_and_are_jittered():
    delays = Delays()
    waits = [delays.next() for _ in range(50)]
    assert all(0.025 * 2**n <= wait <= 0.05 * 2**n for n, wait in enumerate(waits[:6]))
    assert all(LAST_DELAY / 2 <= wait <= LAST_DELAY for wait in waits[10:])
    assert len(set(waits)) > 40
    delays.reset()
    assert delays.next() <= 0.05


def test_a_supervisor_that_does_not_read_is_dropped_and_the_application_never_waits(running, supervisor, script):
    with running({}) as (worker, _peer):
        for number in range(6000):  # more than the kernel and the worker together will hold
            worker.status(f"{number} " + "x" * 190)
        fresh = supervisor.accepts()
        fresh.welcomes()
        fresh.says("ping", id=7, epoch=1, nonce=script.NONCE)
        *words, pong = fresh.until("pong")  # what was said after the drop is said here
        assert (pong["id"], {word["op"] for word in words} - {"status"}) == (7, set())
