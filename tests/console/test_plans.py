"""Reading a plan and the past: side by side, hunk by hunk, any two versions, what a change reaches, and what undo proposes."""

from __future__ import annotations

import stat
from pathlib import Path

import console_fake as fake
import msgspec
import pytest

from holdfast.api.routes import Refused
from holdfast.core.view import CourseView, VersionView, View, VoteView
from holdfast.core.words import Diff, Line
from holdfast_console import lineage, text
from holdfast_console.rows import ranges
from holdfast_console.widgets import split


def line_with(d, text: str) -> str:
    return next(line for line in d.frame().splitlines() if text in line)


# -- the difference


def test_a_changed_line_stands_beside_what_it_becomes() -> None:
    lines = tuple(Line(mark, text) for mark, text in (("@", "@@"), (" ", "a"), ("-", "b"), ("-", "c"), ("+", "B"), ("-", "d"), (" ", "e")))
    found = [tuple(side.text if side else "" for side in pair) for pair in split.pairs(lines)]
    assert found == [("@@", "@@"), ("a", "a"), ("b", "B"), ("c", ""), ("d", ""), ("e", "e")]


async def test_side_by_side_where_there_is_room(desk) -> None:
    async with desk(fake.waiting_plan(), (120, 36)) as d:
        await d.press("2", "vertical_line")
        row = line_with(d, "- timeout_ms = 5000")
        assert "│ + timeout_ms = 1500" in row
        assert "policy-engine-1" in d.frame()
        d.same("reload-split-120x36")


async def test_a_narrow_terminal_says_what_side_by_side_needs(desk) -> None:
    async with desk(fake.waiting_plan()) as d:
        await d.press("2", "vertical_line")
        assert "side by side needs 110 columns" in d.frame()


async def test_from_hunk_to_hunk(desk) -> None:
    """Ten hunks of six lines, of which two or three are in view."""
    long = Diff(lines=tuple(line for n in range(10) for line in (Line("@", f"@@ -{n}0 @@"), *(Line(" ", f"{n}.{y}") for y in range(5)))))
    async with desk(fake.waiting_plan()) as d:
        d.house.answers["diff"] = long
        await d.press("2")
        first = d.frame().splitlines()[4]
        await d.press("right_curly_bracket", "right_curly_bracket")
        assert d.frame().splitlines()[4].strip() == "@@ -20 @@"
        await d.press("left_curly_bracket", "left_curly_bracket")
        assert d.frame().splitlines()[4] == first
        await d.press("left_curly_bracket")
        assert "this is the first hunk" in d.frame()
        await d.press(*["right_curly_bracket"] * 10)
        assert "the last hunk is in view" in d.frame()
        assert "9.4" in d.frame()


async def test_the_whole_file_and_back_to_the_hunks(desk) -> None:
    """It begins at the first change, and the hunk keys go from change to change."""
    stay = [Line(" ", f"line {n}") for n in range(60)]
    whole = Diff(lines=(*stay[:30], Line("-", "a = 1"), Line("+", "a = 2"), *stay[30:], Line("+", "b = 1")))
    async with desk(fake.waiting_plan()) as d:
        d.house.answers["diff"] = lambda old, new, full=False: whole if full else fake.DIFF
        await d.press("2", "v")
        rows = d.frame().splitlines()
        assert rows[4].strip() == "line 27"
        assert rows[7].strip() == "- a = 1"
        await d.press("right_curly_bracket")
        assert d.frame().splitlines()[4].strip() == "- a = 1"
        await d.press("right_curly_bracket")
        assert "+ b = 1" in d.frame()
        await d.press("v")
        assert d.frame().splitlines()[4].strip() == "@@ -3,7 +3,7 @@"
        assert ("diff", {"old": "7", "new": "8", "full": True}) in d.house.calls


async def test_tab_shows_votes_then_impact_with_the_command(desk) -> None:
    async with desk(fake.waiting_plan()) as d:
        await d.press("2", "tab")
        assert "✓ yes" in d.frame()
        await d.press("tab")
        assert "metrics.token" in d.frame()
        assert "  secret" in line_with(d, "metrics.token")
        assert "6 of 6 workers run this source" in d.frame()
        assert f"holdfast approve 8 --checksum {fake.sha(8)[:4]}" in d.frame()
        d.same("reload-impact-80x24")


def test_neighbours_are_told_as_one() -> None:
    assert ranges(["api-1", "api-2", "api-4", "api-5", "log", "w-007", "w-008", "x9"]) == [
        "api-1..2",
        "api-4..5",
        "log",
        "w-007",
        "w-008",
        "x9",
    ]


# -- history


async def test_any_two_versions(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("3", "G", "space", "k", "k")
        assert "difference #1 → #3" in d.frame()
        d.same("history-two-80x24")
        await d.press("D")
        assert "version #1 → version #3" in d.frame()
        assert ("diff", {"old": "1", "new": "3"}) in d.house.calls
        await d.press("escape", "escape")
        assert "rollback preview #7 → content of #3" in d.frame()


async def test_a_marked_version_is_not_compared_with_itself(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("3", "space", "D")
        assert "#7 is marked: choose another" in d.frame()


async def test_export_writes_the_bytes_to_the_named_file_only_for_its_owner(desk, tmp_path: Path) -> None:
    async with desk(fake.fleet()) as d:
        d.app._main.folder = tmp_path
        d.house.answers["export"] = b"\x00bytes\xff\n"
        await d.press("3", "j", "w")
        assert ":export demo-6.toml" in d.frame()
        await d.press("enter")
        await d.shows("written:")
        path = tmp_path / "demo-6.toml"
        assert path.read_bytes() == b"\x00bytes\xff\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert ("export", {"version": "6"}) in d.house.calls
        d.house.answers["export"] = b"other"
        await d.press("w", "enter")
        await d.shows("file exists; give another file, :export FILE")
        assert path.read_bytes() == b"\x00bytes\xff\n"


async def test_export_says_what_the_supervisor_says(desk, tmp_path: Path) -> None:
    async with desk(fake.fleet()) as d:
        d.app._main.folder = tmp_path
        d.house.answers["export"] = Refused("cannot export: only operators see the bytes unmasked")
        await d.press("3", "w", "enter")
        await d.shows("only operators see the bytes")
        assert list(tmp_path.iterdir()) == []


async def test_a_console_for_looking_exports_nothing(desk) -> None:
    async with desk(fake.fleet(), read_only=True) as d:
        await d.press("3", "w")
        assert "export: this console is read-only" in d.frame()


# -- undo


def taken_back(kind: str = "revert", by: str = "holdfast") -> View:
    """#8 was taken back; #9 is the content of #7 again."""
    eight = VersionView(8, fake.version(8), fake.sha(8), "edit", "ana", fake.at(60), "rolled back", members=6)
    nine = VersionView(9, fake.version(8), fake.sha(7), kind, by, fake.at(50), "active", content_of=7, members=6, proved=6, current=True)
    older = tuple(msgspec.structs.replace(v, current=False) for v in fake.versions())
    return fake.fleet(target_seq=9, versions=(nine, eight, *older))


def test_the_inverse_of_what_the_supervisor_took_back_is_that_again() -> None:
    """Whoever did the last thing, undo is its inverse."""
    assert lineage.before(taken_back()).seq == 8
    assert lineage.before(taken_back(by="ana")).seq == 8
    assert lineage.before(taken_back(kind="rollback")).seq == 6


@pytest.mark.parametrize(("key", "view", "to"), [("z", fake.fleet, "6"), ("z", taken_back, "8")])
async def test_undo_draws_up_a_plan_that_waits(desk, key: str, view, to: str) -> None:
    async with desk(view()) as d:
        await d.press(key)
        assert await d.acted() == [("rollback", {"to": to, "approve": False})]
        await d.shows("2 Reload")


async def test_who_says_no_for_the_same_reason_is_named_together(desk) -> None:
    """And the reason is whole where there is room for it."""
    why = "forward.match is not a regular expression: missing ), unterminated subpattern at position 0"
    votes = tuple(VoteView(name, "no", True, "E_SCHEMA", why) for name in ("log-forwarder-1", "log-forwarder-2"))
    async with desk(fake.waiting_plan(votes=votes, yes=0, no=2), (120, 36)) as d:
        await d.press("2")
        right = " ".join(line[57:].strip() for line in d.frame().splitlines())
        assert f"✗ log-forwarder-1..2: E_SCHEMA {why}" in " ".join(right.split())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ("STEPS everybody at once", "ON FAIL back to #7 if fewer than 2 of 3 prove it in 30s, or a voter dies twice in 10s")),
        ({"course": CourseView(("1", "25%", "rest"), 5.0, True, 30.0, 60.0)},
         ("STEPS 1 → 25% → rest, each holds 5s, then health is asked", "back to #7 if one of a wave dies, or does not prove it in 30s")),
        ({"base_seq": 0}, ("ON FAIL it stays: there is nothing else to go back to",)),
        ({"course": CourseView()}, ()),
    ],
    ids=["at once", "waves", "first", "older supervisor"],
)  # fmt: skip
async def test_a_plan_says_what_a_yes_sets_off(desk, changes: dict[str, object], words: tuple[str, ...]) -> None:
    async with desk(fake.waiting_plan(**changes), (120, 36)) as d:
        await d.press("2")
        told = " ".join(" ".join(line[57:] for line in d.frame().splitlines()).split())
        assert [one for one in words if one not in told] == []
        assert ("STEPS" in told) == bool(words)


async def test_a_written_plan_is_whole(desk) -> None:
    """What is scrolled away, or in another pane of a narrow terminal, is in the file."""
    async with desk(fake.waiting_plan()) as d:
        await d.press("2")
        told = text.plain(d.app._main.reload.export())
        wanted = ("@@ -18,3 +18,4 @@", "features.shadow_write", "policy-engine-2   ✓ yes", "6 of 6 workers run", "ON FAIL", "HISTORY")
        assert [one for one in wanted if one not in told] == []
        await d.show(fake.refused())
        assert "plan #8 ended: refused" in text.plain(d.app._main.reload.export())
        await d.show(fake.in_flight())
        assert "commit ▶5/5" in text.plain(d.app._main.reload.export())


async def test_the_plan_in_flight_is_nothing_to_roll_back_to(desk) -> None:
    open_ = VersionView(8, fake.version(8), fake.sha(8), "edit", "ana", fake.at(12), "open", members=6)
    view = msgspec.structs.replace(fake.waiting_plan(), versions=(open_, *fake.versions()))
    async with desk(view) as d:
        await d.press("3")
        assert "plan in flight #7 → #8" in d.frame()
        await d.press("b")
        assert "#8 is the plan in flight: 2 shows it" in d.frame()
        assert d.house.acts() == []
