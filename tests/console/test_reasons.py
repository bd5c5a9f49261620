"""Whatever cannot be done now says why, and what helps: all reasons there are, as a table in a file."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import console_fake as fake

from holdfast.core.words import Who
from holdfast_console import reasons
from holdfast_console.actions import ACTIONS, why_not
from holdfast_console.keys import Keys
from holdfast_console.place import TITLES, Place

TABLE = Path(__file__).with_name("reasons.txt")
KEYS = Keys({action.id: action.keys for action in ACTIONS})
FULL = Place(view=fake.one_liar(), worker=fake.liar(), version=fake.versions()[2], keys=KEYS)
NOBODY = replace(FULL, worker=None, version=None)


def phase(name: str, **more: object) -> Place:
    return replace(FULL, view=fake.fleet(rollout=fake.rollout(phase=name, **more)))


def under(**changes: object) -> Place:
    return replace(FULL, worker=fake.worker(0, **changes))


PLACES = (
    FULL, NOBODY, replace(NOBODY, view=fake.empty()), replace(FULL, wide=True), replace(FULL, read_only=True),
    replace(FULL, connected=False), replace(FULL, view=None), replace(FULL, view=fake.fleet(stopping=True)),
    replace(FULL, view=fake.fleet(read_only="the disk is full")), replace(FULL, view=fake.fleet(frozen="root: sale")),
    replace(FULL, local="the source is a file on edge-3, this console runs elsewhere: edit it there"),
    *(phase(name) for name in ("Preparing", "Awaiting", "Committing", "Verifying", "RollingBack", "Stuck")),
    phase("Wave", stage="baking"), phase("Paused"), phase("Committing", base_seq=0), phase("Awaiting", barred_uid=1000),
    replace(phase("Awaiting", barred_uid=1000), you=Who(1000, 0, 1000)),
    *(replace(FULL, version=one) for one in fake.versions()), replace(FULL, base=FULL.version),
    under(), under(pid=0), under(proved_sha256=""), under(proved_version="", proved_sha256="f" * 64),
)  # fmt: skip


def said() -> set[tuple[str, str]]:
    """(action, reason) of every place on every screen."""
    places = [replace(place, screen=screen) for place in PLACES for screen in TITLES]
    made = {(action.id, why_not(action, place)) for place in places for action in ACTIONS if action.here(place.screen)}
    return {(name, reason) for name, reason in made if reason}


def test_every_reason_says_why_and_what_to_do() -> None:
    found = said()
    assert [reason for _, reason in found if not re.fullmatch(r"[^A-Z].{8,80}: \S.{5,70}[^.]", reason)] == []
    text = "".join(f"{name:<14} {reason}\n" for name, reason in sorted(found))
    if os.environ.get("HOLDFAST_UPDATE_FRAMES"):
        TABLE.write_text(text, encoding="utf-8")
    assert text == TABLE.read_text(encoding="utf-8"), "HOLDFAST_UPDATE_FRAMES=1 writes the table anew"


def test_no_action_that_can_be_refused_is_missing_in_the_table() -> None:
    refused = {name for name, _ in said()}
    assert {action.id for action in ACTIONS if action.acts or action.why_not.__module__ == reasons.__name__} <= refused


async def test_the_key_is_dim_and_flashes_its_reason_for_six_seconds(desk) -> None:
    async with desk(fake.fleet(), (120, 36)) as d:
        await d.press("n")
        assert "match: nothing was searched for: / begins a search" in d.frame()
        d.still.move(5.9)
        await d.quiet()
        assert "nothing was searched for" in d.frame()
        d.still.move(0.2)
        await d.quiet()
        assert "nothing was searched for" not in d.frame()
        footer = {text.strip(): role for text, role in d.app._main._footer.lines[0]}
        assert footer["D diff"] == "dim"
