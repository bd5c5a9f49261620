"""The fallback signal: what is under the stable path is checked and used without a channel, and the supervisor is dialled at once."""

import asyncio
import json
import signal
import threading
from pathlib import Path

import pytest

from holdfast.worker import Worker, link, threads

OURS = signal.SIGUSR2


@pytest.fixture(autouse=True)
def nobody_else_has_the_signal():
    assert signal.getsignal(OURS) is signal.SIG_DFL, "an earlier test has left its handler"
    yield
    assert signal.getsignal(OURS) is signal.SIG_DFL


@pytest.fixture
def cut(running, supervisor, monkeypatch):
    """cut(value, **hooks): a worker whose supervisor has gone, and that will not dial again by itself for a long time."""
    monkeypatch.setattr(link, "FIRST_DELAY", 1000.0)
    monkeypatch.setattr(link, "LAST_DELAY", 1000.0)

    def run(value, **hooks):
        with running(value, **hooks) as (worker, peer):
            peer.close()
            return worker

    return run


def test_it_takes_what_lies_under_its_stable_path_and_dials_at_once(cut, supervisor, script):
    heard = []
    worker = cut({"a": 1}, apply=lambda value: heard.append(("apply", value)), on_change=lambda value: heard.append(("change", value)))
    raw = supervisor.swaps({"a": 2}, seq=2)
    signal.raise_signal(OURS)
    peer = supervisor.accepts()
    hello = peer.welcomes()
    assert hello["run"] == {"seq": 2, "sha256": script.sha(raw)}
    assert hello["signal"] == "USR2"
    assert peer.pings()["proof"] == script.proof_of(raw)
    assert (worker.config, worker.version) == ({"a": 2}, "20240521-142233.0002")
    assert heard == [("apply", {"a": 2}), ("change", {"a": 2})]


def test_it_checks_as_it_does_at_a_prepare(cut, supervisor):
    def validate(value):
        if value["a"] > 1:
            raise ValueError("too much")

    worker = cut({"a": 1}, validate=validate)
    supervisor.swaps({"a": 2}, seq=2)
    signal.raise_signal(OURS)
    assert supervisor.accepts().welcomes()["run"]["seq"] == 1
    assert worker.config == {"a": 1}


def test_only_a_higher_number_is_taken(cut, supervisor, script):
    raw = script.canonical({"a": 1})
    worker = cut({"a": 1}, apply=lambda value: pytest.fail("nothing is to be applied"))
    supervisor.swaps({"a": 0}, seq=1)
    signal.raise_signal(OURS)
    peer = supervisor.accepts()
    assert peer.welcomes()["run"]["seq"] == 1
    raw = supervisor.swaps({"a": 1}, seq=3)  # the same bytes under a new number
    signal.raise_signal(OURS)
    assert supervisor.accepts().welcomes()["run"] == {"seq": 3, "sha256": script.sha(raw)}
    assert peer.hung_up()
    assert worker.config == {"a": 1}


@pytest.mark.parametrize("damage", ["current", "current.json"])
def test_what_does_not_belong_together_is_not_taken(cut, supervisor, damage):
    worker = cut({"a": 1})
    supervisor.swaps({"a": 2}, seq=2)
    Path(supervisor.folder / damage).write_text('{"a":3}')
    signal.raise_signal(OURS)
    assert supervisor.accepts().welcomes()["run"]["seq"] == 1
    assert worker.config == {"a": 1}


def test_it_does_not_need_the_threads_of_the_channel(running, supervisor, monkeypatch, script):
    monkeypatch.setattr(threads, "PATIENCE", 0.01)
    with running({"a": 1}) as (worker, peer):
        raw = supervisor.swaps({"a": 2}, seq=2)
        with worker._link._lock:  # both of them will wait for ever
            peer.says("ping", id=1, epoch=1, nonce="ab" * 16)
            signal.raise_signal(OURS)
            script.until(lambda: worker.config == {"a": 2})
        assert supervisor.accepts().welcomes()["run"]["sha256"] == script.sha(raw)


def test_a_commit_that_hangs_does_not_undo_it(running, supervisor, monkeypatch, script):
    monkeypatch.setattr(threads, "PATIENCE", 0.01)
    begun, may_end = threading.Event(), threading.Event()

    def apply(value):
        if value == {"a": 2}:
            begun.set()
            may_end.wait(script.LIMIT)

    with running({"a": 1}, apply=apply) as (worker, peer):
        raw = peer.prepares(2, {"a": 2})
        peer.hears("vote", ok=True)
        peer.commits(2, raw)
        assert begun.wait(script.LIMIT)
        supervisor.swaps({"a": 3}, seq=3)
        signal.raise_signal(OURS)
        peer = supervisor.accepts()
        assert peer.welcomes()["run"]["seq"] == 3
        may_end.set()
        raw = peer.prepares(4, {"a": 4})
        peer.hears("vote", ok=True)
        peer.commits(4, raw)
        while (answer := json.loads(peer.line()))["op"] == "error":  # until the one that hung has ended
            assert answer["code"] == "E_BUSY"
            peer.commits(4, raw)
        assert (answer["op"], answer["sha256"]) == ("active", script.sha(raw))
        assert worker.config == {"a": 4}


def test_who_has_the_signal_keeps_it(supervisor):
    rung = []
    signal.signal(OURS, lambda *_: rung.append(1))
    try:
        worker = Worker(environ=supervisor.environment({"a": 1})).start()
        assert "signal" not in supervisor.accepts().welcomes()
        signal.raise_signal(OURS)
        assert rung == [1]
        worker.stop()
        signal.raise_signal(OURS)
        assert rung == [1, 1]
    finally:
        signal.signal(OURS, signal.SIG_DFL)


def test_who_takes_the_signal_later_is_not_sent_it(running, supervisor):
    with running({"a": 1}) as (_worker, peer):
        try:
            signal.signal(OURS, lambda *_: None)
            peer.pings()
            assert peer.hung_up()
            assert "signal" not in supervisor.accepts().welcomes()
        finally:
            signal.signal(OURS, signal.SIG_DFL)


@pytest.fixture
def hangups():
    """Nobody has the signal, also where the tests run under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def test_another_signal_or_none(supervisor, hangups):
    worker = Worker(fallback_signal="HUP", environ=supervisor.environment({})).start()
    assert supervisor.accepts().welcomes()["signal"] == "HUP"
    worker.stop()
    worker = Worker(fallback_signal=None, environ=supervisor.environment({})).start()
    assert "signal" not in supervisor.accepts().welcomes()
    worker.stop()
    with pytest.raises(ValueError, match="must be one of"):
        Worker(fallback_signal="KILL")


def test_outside_of_the_main_thread_none_is_declared(supervisor):
    made = []
    starter = threading.Thread(target=lambda: made.append(Worker(environ=supervisor.environment({})).start()))
    starter.start()
    assert "signal" not in supervisor.accepts().welcomes()
    starter.join()
    made[0].stop()


async def test_in_a_loop(supervisor, monkeypatch, script):
    monkeypatch.setattr(link, "FIRST_DELAY", 1000.0)
    monkeypatch.setattr(link, "LAST_DELAY", 1000.0)
    heard = []

    async def apply(value):
        heard.append(value)

    async with Worker(apply=apply, environ=supervisor.environment({"a": 1})) as worker:
        peer = await asyncio.to_thread(supervisor.accepts)
        assert (await asyncio.to_thread(peer.welcomes))["signal"] == "USR2"
        for seq in (2, 3):
            raw = supervisor.swaps({"a": seq}, seq)
            signal.raise_signal(OURS)
            peer = await asyncio.to_thread(supervisor.accepts)
            hello = await asyncio.to_thread(peer.welcomes)
            assert hello["run"] == {"seq": seq, "sha256": script.sha(raw)}
        assert (worker.config, heard) == ({"a": 3}, [{"a": 2}, {"a": 3}])
