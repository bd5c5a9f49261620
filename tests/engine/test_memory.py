"""Remembering: what a record speaks of is durable before the record is written, and a record before anything is done about it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from holdfast.core import journal as j
from holdfast.core.effects import Remember
from holdfast.core.words import Kind
from holdfast.engine.memory import Memory
from holdfast.io.files import Unwritable
from holdfast.io.store import Store


def records(sha256: str) -> tuple[j.Begin, j.Decide]:
    begin = j.Begin(at=1.0, seq=1, version="v1", sha256=sha256, base_seq=0, base_sha256="", kind=Kind.EDIT, author="ana")
    return begin, j.Decide(at=2.0, seq=1, version="v1", sha256=sha256, kind=Kind.EDIT)


async def test_a_content_is_durable_before_its_decision_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(str(tmp_path / "objects"))
    memory = Memory(str(tmp_path), store.sync)
    done, fsync, append = list[str](), os.fsync, memory.log.append

    def synced(fd: int) -> None:
        done.append(f"sync {os.path.relpath(os.readlink(f'/proc/self/fd/{fd}'), tmp_path)}")
        fsync(fd)

    def appended(lines: list[bytes]) -> None:
        done.append(f"write {lines[0].split(b' ', 3)[3][:13].decode()}")
        append(lines)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(memory.log, "append", appended)
    sha256 = store.put(b"a = 1\n")
    begin, decide = records(sha256)
    await memory.remember([Remember(begin, sync=False)])
    await memory.remember([Remember(decide, sync=True)])
    memory.close()
    assert done == ['write {"k":"BEGIN",', f"sync objects/{sha256}", "sync objects", 'write {"k":"DECIDE"', "sync journal"]


async def test_what_cannot_be_made_durable_is_not_decided(tmp_path: Path) -> None:
    def fails() -> None:
        raise Unwritable("cannot sync the objects: input/output error; check the disk, then start again")

    memory = Memory(str(tmp_path), fails)
    begin, decide = records("a" * 64)
    await memory.remember([Remember(begin, sync=False)])
    with pytest.raises(Unwritable, match="cannot sync the objects"):
        await memory.remember([Remember(decide, sync=True)])
    memory.close()
    again = Memory(str(tmp_path))
    assert again.records == [begin]
    again.close()


async def test_it_is_written_in_a_thread_and_the_loop_goes_on(tmp_path: Path) -> None:
    loop, began, may_end = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()

    def slow_disk() -> None:
        loop.call_soon_threadsafe(began.set)
        asyncio.run_coroutine_threadsafe(may_end.wait(), loop).result(20)

    memory = Memory(str(tmp_path), slow_disk)
    writing = asyncio.create_task(memory.remember([Remember(records("a" * 64)[1], sync=True)]))
    await began.wait()
    assert not writing.done()
    may_end.set()
    await writing
    memory.close()
