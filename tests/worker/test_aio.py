"""The same worker within an event loop: no thread of its own, hooks that may be awaited. The supervisor's side blocks, so it
speaks from a thread."""

import asyncio
import functools
import inspect
import threading

import pytest

from holdfast.worker import Worker
from holdfast.worker.hooks import Hooks


@pytest.fixture
def joined(supervisor):
    """The supervisor's end of the next connection, welcomed."""

    async def join():
        peer = await asyncio.to_thread(supervisor.accepts)
        await asyncio.to_thread(peer.welcomes)
        return peer

    return join


async def test_a_reload_runs_on_the_loop_and_starts_no_thread(supervisor, joined, script):
    heard = []

    async def validate(value):
        await asyncio.sleep(0)
        heard.append(("validate", value["a"]))
        if value["a"] < 0:
            raise ValueError("a is negative")

    def apply(value):
        heard.append(("apply", value["a"]))

    async def on_change(value):
        heard.append(("on_change", value["a"]))
        assert threading.current_thread() is threading.main_thread()

    before = threading.active_count()
    async with Worker(validate, apply, on_change, environ=supervisor.environment({"a": 1})) as worker:
        assert threading.active_count() <= before
        peer = await joined()
        raw = await asyncio.to_thread(peer.moves, 2, {"a": 2})
        assert worker.config == {"a": 2}
        assert heard == [("validate", 1), ("validate", 2), ("apply", 2), ("on_change", 2)]
        peer.prepares(3, {"a": -3})
        await asyncio.to_thread(peer.hears, "vote", ok=False, code="E_SCHEMA", error="a is negative")
        assert (await asyncio.to_thread(peer.pings))["proof"] == script.proof_of(raw)
        worker.status("well")
        await asyncio.to_thread(peer.hears, "status", text="well")
    await asyncio.to_thread(peer.hears, "bye")
    assert await asyncio.to_thread(peer.hung_up)


async def test_an_awaited_validate_does_not_keep_the_worker_from_proving(supervisor, joined):
    may_end = asyncio.Event()

    async def validate(value):
        if value == {"a": 2}:
            await may_end.wait()

    async with Worker(validate, environ=supervisor.environment({"a": 1})):
        peer = await joined()
        peer.prepares(2, {"a": 2})
        await asyncio.to_thread(peer.pings)
        may_end.set()
        await asyncio.to_thread(peer.hears, "vote", ok=True)


async def test_an_apply_that_raises_keeps_the_old_one(supervisor, joined):
    async def apply(value):
        raise OSError("address in use")

    async with Worker(apply=apply, environ=supervisor.environment({"a": 1})) as worker:
        peer = await joined()
        raw = peer.prepares(2, {"a": 2})
        await asyncio.to_thread(peer.hears, "vote", ok=True)
        peer.commits(2, raw)
        await asyncio.to_thread(peer.hears, "error", code="E_INTERNAL")
        assert worker.config == {"a": 1}


async def test_it_dials_again_and_serve_runs_until_it_is_cancelled(supervisor, joined):
    worker = Worker(environ=supervisor.environment({"a": 1}))
    serving = asyncio.create_task(worker.serve())
    peer = await joined()
    peer.close()
    peer = await joined()
    supervisor.goes()
    supervisor.listens()
    peer = await joined()
    await asyncio.to_thread(peer.moves, 2, {"a": 2})
    assert worker.config == {"a": 2}
    serving.cancel()
    await asyncio.to_thread(peer.hears, "bye")
    with pytest.raises(asyncio.CancelledError):
        await serving


async def test_alone_it_serves_its_fallback_file_until_cancelled(tmp_path):
    (tmp_path / "app.json").write_text('{"a": 1}')
    async with Worker(fallback=tmp_path / "app.json", environ={}) as worker:
        assert worker.config == {"a": 1}


async def test_what_cannot_start_ends_the_program(supervisor):
    async def validate(value):
        raise ValueError("never")

    with pytest.raises(SystemExit, match="was refused: never"):
        async with Worker(validate, environ=supervisor.environment({"a": 1})):
            pass


def test_threads_cannot_await(supervisor):
    async def validate(value):
        pass

    with pytest.raises(TypeError, match="cannot await validate"):
        Worker(validate, environ=supervisor.environment({"a": 1})).start()


async def test_many_lines_at_once_are_all_answered(supervisor, joined):
    async with Worker(environ=supervisor.environment({"a": 1})):
        peer = await joined()

        def converse():
            for number in range(150):
                peer.says("ping", id=number, epoch=1, nonce="ab" * 32)
            for number in range(150):
                peer.hears("pong", id=number)

        await asyncio.to_thread(converse)


def test_what_start_refuses_is_what_python_calls_async() -> None:
    async def hook(value: object) -> None: ...

    def plain(value: object) -> None: ...

    class Application:
        async def method(self, value: object) -> None: ...

    hooks = (hook, functools.partial(hook), functools.partial(functools.partial(hook)), Application().method, plain, print, None)
    said = [bool(Hooks(one, None, None).asynchronous()) for one in hooks]
    assert said == [inspect.iscoroutinefunction(one) for one in hooks] == [True] * 4 + [False] * 3
