"""What can be typed after `/` in History and in Events, and how n and N find it again."""

from __future__ import annotations

import console_fake as fake
import msgspec
import pytest

from holdfast_console.narrowing import EVENTS, VERSIONS


@pytest.mark.parametrize(
    ("words", "seqs"),
    [
        ("", [7, 6, 5, 4, 3, 2, 1]),
        ("by:ana", [7, 6, 3]),
        ("by:ana !state:active", []),
        ("state:rolled,refused", [4, 2]),
        ("state:reverted", [4]),
        ("kind:rollback", [5]),
        ("took:>1 !state:rolled", [7]),
        ("exits", [4]),
        ("#3", [5, 3]),  # #5 says that it went back to #3
        ("seq:<3", [2, 1]),
        (f"bytes:{fake.sha(3)[:7]}", [5, 3]),
    ],
)
def test_versions(words: str, seqs: list[int]) -> None:
    found = VERSIONS.parse(words)
    noted = [msgspec.structs.replace(v, note=v.note or (f"to #{v.content_of}" if v.content_of else "")) for v in fake.versions()]
    assert [v.seq for v in noted if found.keeps(v)] == seqs
    assert found.problem == ""


@pytest.mark.parametrize(
    ("words", "ids"),
    [("liar !DRIFT", [3]), ("worker:fleet", [1, 2, 4]), ("level:bad,good", [4, 5]), ("plan:7 id:>3", [4, 5]), ("text:approved", [2])],
)
def test_events(words: str, ids: list[int]) -> None:
    found = EVENTS.parse(words)
    assert [e.id for e in fake.events() if found.keeps(e)] == ids


def test_what_means_nothing_names_the_fields_of_its_own_list() -> None:
    assert VERSIONS.parse("phase:held").problem.startswith("there is no field phase; there are by, state")
    assert EVENTS.parse("by:ana").problem.startswith("there is no field by; there are worker")


async def test_history_is_narrowed_counted_searched_and_whole_again(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("3", "slash", *"by:ana", "enter")
        assert "history 3 of 7 versions · /by:ana" in d.frame()
        assert "rolled back" not in d.frame()
        await d.press("escape")
        assert "history 7 versions" in d.frame()
        await d.press("n", "n")
        assert "▸    #3" in d.frame()
        await d.press("N")
        assert "▸    #6" in d.frame()
        await d.press("slash", *"nobody")
        assert "the filter hides all 7 versions" in d.frame()


async def test_the_cursor_stays_on_its_version_when_others_are_hidden(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("3", "j", "j", "j", "slash", *"state:rolled", "enter")
        assert "▸    #4" in d.frame()
        await d.press("escape")
        assert "▸    #4" in d.frame()


async def test_n_goes_from_event_to_event_that_matches(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("5", "n")
        assert "nothing was searched for" in d.frame()
        await d.press("slash", *"worker:liar", "enter", "escape", "n")
        assert "▸14:06:40.000" in d.frame()
        await d.press("n")
        assert "▸14:15:40.000" in d.frame()
        await d.press("N")
        assert "▸14:06:40.000" in d.frame()


async def test_an_event_as_json_with_its_neighbours(desk) -> None:
    async with desk(fake.one_liar()) as d:
        await d.press("5", "k", "i")
        assert '"id": 4,' in d.frame()
        assert '"text": "#7 active: 5 of 6 proved",' in d.frame()
        await d.press("left_square_bracket")
        assert '"worker": "liar",' in d.frame()
        await d.press("escape")
        assert "▸14:06:40.000" in d.frame()  # back on the line that was read last
        await d.press("i", "y")
        d.still.move(0.5)
        await d.press("e")
        assert d.app.clipboard == msgspec.json.encode(fake.events()[2]).decode()
