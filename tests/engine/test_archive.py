"""What is said to be verified was read from the disk: a journal that somebody has touched, a content that is not what it was."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from holdfast.core import journal as j
from holdfast.core.effects import Remember
from holdfast.core.ledger import Ledger, Version
from holdfast.core.settings import SourceSettings
from holdfast.core.words import Kind
from holdfast.engine.archive import Archive
from holdfast.engine.contents import Known
from holdfast.engine.memory import Memory
from holdfast.engine.trees import Trees
from holdfast.io.store import Store


class Place:
    """A journal of a few records and a store of one content, whose schema wants a port below 1000."""

    def __init__(self, folder: Path) -> None:
        self.told: list[str] = []
        self.folder, self.store = folder, Store(str(folder / "objects"))
        self.schema = folder / "schema.json"
        self.schema.write_text('{"properties": {"port": {"maximum": 1000}}}')
        self.memory = Memory(str(folder), self.store.sync)
        settings = SourceSettings(path=str(folder / "app.toml"), format="toml", schema=str(self.schema))
        self.contents = Known(self.store, settings, Ledger, Trees(str(folder), str(folder), self.store, Ledger))
        self.archive = Archive(self.memory, self.contents, SimpleNamespace(get=lambda name: None), self.told.append)  # type: ignore[arg-type]

    async def remember(self, *reasons: str) -> None:
        await self.memory.remember([Remember(j.Frozen(at=1.0, on=True, reason=reason, by="ana"), sync=True) for reason in reasons])

    def keep(self, raw: bytes) -> Version:
        return Version(1, "v1", self.store.put(raw), Kind.EDIT, "ana", 1.0)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


async def test_a_whole_journal(place: Place) -> None:
    await place.remember("one", "two", "three")
    found = await place.archive.journal()
    assert (found.records, found.size, found.problem) == (3, os.path.getsize(place.folder / "journal"), "")


@pytest.mark.parametrize(
    ("touch", "said"),
    [
        (lambda raw: raw.replace(b"two", b"tw0"), "record 2 is damaged: checksum differs"),
        (lambda raw: b"".join(raw.splitlines(keepends=True)[::2]), "record 2 is damaged: the chain is broken"),
        (lambda raw: raw[: raw.rindex(b"\n", 0, -1) + 1], "its end is missing"),
        (lambda raw: raw[:-5], "its end is missing: 426 of 431"),
        (lambda raw: b"", "its end is missing: 0 of"),
    ],
)
async def test_what_somebody_did_to_it_is_said(place: Place, touch, said: str) -> None:
    await place.remember("one", "two", "three")
    path = place.folder / "journal"
    path.write_bytes(touch(path.read_bytes()))
    assert said in (await place.archive.journal()).problem
    await place.archive.journal()
    assert [said in text for text in place.told] == [True]  # once


async def test_a_journal_of_the_same_length_that_ends_otherwise_is_another(place: Place, tmp_path: Path) -> None:
    await place.remember("one", "two")
    head, forged = j.FIRST, b""
    for reason in ("one", "tow"):
        line, head = j.encode(j.Frozen(at=1.0, on=True, reason=reason, by="ana"), head)
        forged += line + b"\n"
    (tmp_path / "journal").write_bytes(forged)
    assert (await place.archive.journal()).problem == "its last record is not the one that was written last"
    (tmp_path / "journal").unlink()
    assert "cannot read" in (await place.archive.journal()).problem


async def test_a_content_is_read_again_hashed_and_held_against_the_schema_of_today(place: Place) -> None:
    version = place.keep(b"port = 80\n")
    place.contents.content(version.sha256)  # what is kept in memory says nothing about the disk
    found = await place.archive.sound(version)
    assert (found.size, found.problem, found.unfit, found.schema) == (10, "", (), str(place.schema))
    place.schema.write_text('{"properties": {"port": {"maximum": 10}}}')
    assert "port" in (await place.archive.sound(version)).unfit[0]
    path = Path(place.store.path(version.sha256))
    path.chmod(0o600)
    path.write_bytes(b"port = 81\n")
    assert "its bytes have changed" in (await place.archive.sound(version)).problem
    assert place.told[0].startswith("the content of #1 was read again, and is not what was written: cannot use the object")
    path.unlink()
    assert "no such file" in (await place.archive.sound(version)).problem


async def test_what_the_parser_of_today_cannot_read_is_unfit(place: Place) -> None:
    assert "toml" in (await place.archive.sound(place.keep(b"= 1\n"))).unfit[0].lower()
