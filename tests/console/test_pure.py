"""Text, rows, actions, themes, glyphs and the store by themselves: no terminal, no loop."""

from __future__ import annotations

import re
from pathlib import Path

import console_fake as fake
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from holdfast.core.view import LaneView
from holdfast_console import actions, glyphs, keys, rows, text, themes
from holdfast_console.actions import ACTIONS, find, why_not
from holdfast_console.deeds import Deeds
from holdfast_console.place import TITLES, Place
from holdfast_console.store import LINES, Store
from holdfast_console.widgets import chain, diff, lane
from holdfast_console.widgets.approval import Gate

ROOT = Path(__file__).parents[2]


# -- text


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain ≡ Ünïcode 名前", "plain ≡ Ünïcode 名前"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link", "link"),
        ("\x1bP1$r0m\x1b\\dcs", "dcs"),
        ("\x9b2Jc1", "c1"),
        ("\x1b(0line\x1b7", "line"),
        ("a\tb\nc\rd\x00e\x7f", "a    b cde"),
        ("\u202eevil\u2066\u200b\ufeff", "evil"),
        ("half\x1b[", "half"),
        ("open\x1b]0;never ends", "open"),
        ("\ud800lone", "lone"),
    ],
)
def test_clean(raw: str, shown: str) -> None:
    assert text.clean(raw) == shown


@given(st.text())
def test_whatever_comes_is_printable(raw: str) -> None:
    made = text.clean(raw)
    assert "\x1b" not in made
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]", made)


@given(st.lists(st.tuples(st.text(alphabet="aé名🎉▰ ", max_size=12), st.just("text")), max_size=4), st.integers(1, 30))
def test_a_line_fits_exactly(spans: list[tuple[str, str]], cells: int) -> None:
    assert text.width(text.fit(tuple(spans), cells)) == cells


@given(st.text(alphabet="abc 名", max_size=60), st.integers(2, 20), st.integers(1, 4))
def test_wrapped_lines_fit(words: str, cells: int, limit: int) -> None:
    made = text.wrap(words, cells, limit)
    assert len(made) <= limit
    assert all(cell_len(line) <= cells for line in made)


def test_wide_letters_are_never_cut_in_half() -> None:
    assert text.left("名前名前", 5) == "名前…"
    assert cell_len(text.left("名前名前", 6)) == 6


# -- rows


def test_ages_and_sizes() -> None:
    assert [rows.age(s) for s in (0, 59.9, 60, 3600, 90061)] == ["0s", "59s", "1m", "1h00m", "1d01h"]
    assert [rows.size(n) for n in (0, 22 << 20, 1500 << 20)] == ["0B", "22M", "1.5G"]


def test_a_row_of_a_fresh_proof_does_not_age() -> None:
    worker = fake.worker(0)
    assert rows.row(worker, fake.NOW) == rows.row(worker, fake.NOW + 3600)


def test_every_other_mark_says_since_when_or_what() -> None:
    now = fake.NOW
    assert rows.row(fake.liar(), now).proof == "14m"
    assert rows.row(fake.worker(0, mark="silent", proved_at=now - 9), now).proof == "9s"
    assert rows.row(fake.worker(0, mark="silent", proved_at=0.0), now).proof == "never"
    assert rows.row(fake.worker(0, mark="dead", life="Fatal", pid=0), now).proof == "dead"
    assert rows.row(fake.worker(0, mark="dead", phase="Held"), now).proof == "refused"


def test_the_bytes_say_which_version_runs_and_not_what_the_worker_claims() -> None:
    claims = fake.worker(0, mark="drift", proved_seq=7, proved_version=fake.version(6), proved_sha256=fake.sha(6))
    unknown = fake.worker(0, mark="drift", proved_seq=7, proved_version="", proved_sha256="f" * 64)
    nothing = fake.worker(0, mark="silent", proved_seq=0, proved_version="", proved_sha256="")
    assert [rows.row(w, fake.NOW).seq for w in (claims, unknown, nothing)] == ["#6", "?", "-"]


def test_names_are_whole_before_figures_are_shown() -> None:
    workers = fake.fleet().workers
    narrow, wide = rows.columns(workers, 62), rows.columns(workers, 120)
    assert (narrow.name, len(narrow.shown), wide.name, len(wide.shown)) == (17, 4, 17, 7)
    for columns in (narrow, wide):
        assert text.width(rows.head(columns)) == text.width(rows.line(rows.row(workers[0], 0.0), columns, cursor=False))


# -- lanes, differences, the chain of proof


def test_lanes_run_forward_stop_and_run_back() -> None:
    def drawn(**more: object) -> str:
        return text.plain([lane.cells(LaneView("w", **more))])

    assert [drawn(step=n) for n in (0, 3, 5)] == ["▱▱▱▱▱", "▰▰▰▱▱", "▰▰▰▰▰"]
    assert (drawn(step=2, failed=True), drawn(step=2, back=True)) == ("▰▰✗", "◁◁◁▰▰")


def test_a_proved_lane_is_green_only_while_the_proof_stands() -> None:
    done = LaneView("w", 5, "proved")
    assert [role for _, role in lane.lane_cells(done, fake.worker(0))] == ["proven", "dim"]
    assert "proven" not in [role for _, role in lane.lane_cells(done, fake.liar())]


def links(worker) -> str:
    disk = fake.detail(worker.name).anatomy.disk
    return text.plain(chain.lines(worker, fake.one_liar(), disk, fake.Still().clock(), fake.NOW, 60))


def test_the_chain_names_what_the_liar_runs() -> None:
    shown = links(fake.liar())
    assert f"2 on disk  {fake.sha(7)[:7]} =" in shown
    assert f"4 PROVES   {fake.sha(6)[:7]} ≠" in shown
    assert f"is #6 {fake.version(6)}" in shown
    unknown = fake.worker(0, mark="drift", proved_sha256="f" * 64, proved_version="", proved_seq=0)
    assert "matches no version that we know" in links(unknown)


def test_a_difference_says_what_it_hides() -> None:
    lines = diff.lines(fake.DIFF)
    assert text.plain(diff.window(lines, 0, 5, "j")).endswith(f"↓ {len(lines) - 4} more lines, j")
    assert "********" in text.plain(diff.keys(fake.DIFF, 60))


# -- actions and keys


@pytest.mark.parametrize("screen", TITLES)
def test_one_key_means_one_thing_on_a_screen(screen: str) -> None:
    meant = [key for action in ACTIONS if action.here(screen) for key in action.keys]
    assert sorted(meant) == sorted(set(meant))
    assert find(screen, "no such key") is None


def test_every_action_is_done_somewhere_and_no_key_is_the_terminals() -> None:
    for action in ACTIONS:
        assert action.group == "move" or hasattr(Deeds, "do_" + action.id.replace("-", "_")), action.id
        assert not set(action.keys) & keys.RESERVED
        assert action.tier == 0 or action.acts


def test_acts_need_a_supervisor_that_listens_and_the_right_to_act() -> None:
    for action in ACTIONS:
        if action.acts:
            assert why_not(action, Place(view=fake.fleet(), read_only=True)).startswith("this console is read-only: ")
            assert why_not(action, Place(view=fake.fleet(), connected=False)).startswith("the supervisor is unreachable: ")
            assert why_not(action, Place(view=fake.fleet(stopping=True))) .startswith("the supervisor is stopping: ")


def test_a_broken_journal_keeps_everything_that_needs_a_record() -> None:
    broken = Place("history", fake.fleet(read_only="no space left"), fake.worker(0), fake.versions()[2])
    for name in ("rollback", "reload-all", "cordon"):
        assert "no space left" in why_not(actions.by_id(name), broken)


@pytest.mark.parametrize(
    ("key", "character", "name"),
    [("r", "r", "r"), ("R", "R", "R"), ("question_mark", "?", "?"), ("left_square_bracket", "[", "["), ("escape", "\x1b", "esc"),
     ("enter", "\r", "enter"), ("space", " ", "space"), ("ctrl+d", "\x04", "ctrl+d"), ("pagedown", None, "pgdn"), ("down", None, "down")],
)  # fmt: skip
def test_keys_have_our_names(key: str, character: str | None, name: str) -> None:
    assert keys.name(key, character) == name


# -- the gate


def test_any_prefix_of_four_or_more_digits_opens_it() -> None:
    for digits, opens in ((fake.sha(8)[:4], True), (fake.sha(8)[:7], True), (fake.sha(8)[:3], False), ("0000", False), ("", False)):
        gate = Gate(fake.sha(8), 0.0)
        for digit in digits.upper():
            gate.key(digit)
        assert gate.enter() is opens
        assert bool(gate.complaint) is not opens


# -- glyphs and themes


def test_every_glyph_has_one_cell_of_ascii() -> None:
    for sign in (
        *glyphs.MARKS.values(),
        glyphs.FULL,
        glyphs.VOID,
        glyphs.BACK,
        glyphs.YES,
        glyphs.CURSOR,
        glyphs.WARN,
        glyphs.DOT,
        glyphs.CARET,
    ):
        plain = sign.translate(glyphs.ASCII)
        assert plain.isascii(), sign
        assert cell_len(plain) == cell_len(sign) == 1
    assert len({sign.translate(glyphs.ASCII) for sign in glyphs.MARKS.values()}) == len(glyphs.MARKS)


@pytest.mark.parametrize(
    ("env", "wanted"),
    [
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "C"}, True),
        ({"LC_ALL": "ja_JP.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),  # Python's own word, not the operator's
        ({"LANG": "ja_JP.UTF-8", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "C", "LC_CTYPE": "de_DE.UTF-8"}, False),
        ({"LANG": "C.UTF-8", "TERM": "linux"}, True),
        ({}, True),
    ],
)
def test_auto_means_ascii_where_glyphs_are_not_safe(env: dict[str, str], wanted: bool) -> None:
    assert glyphs.wants_ascii("auto", env) is glyphs.wants_ascii("no such", env) is wanted
    assert glyphs.wants_ascii("ascii", env) is True
    assert glyphs.wants_ascii("unicode", env) is False


def test_the_themes_are_complete_and_one_is_dark_and_one_light() -> None:
    assert {p.dark for p in themes.load_all().values()} == {True, False}


BAD_THEMES = {
    "unknown key accnt": ("accent", "accnt"),
    "text (plain text) is missing": ('text = "#d5d9e0"', ""),
    "proven = 'grün' is no colour": ("#57c785", "grün"),
    "dark must be true or false": ("dark = true", "dark = 1"),
    "Invalid value": ("dark = true", "dark ="),
}


@pytest.mark.parametrize("message", BAD_THEMES)
def test_a_bad_theme_is_named(message: str) -> None:
    source = (ROOT / "themes" / "dark.toml").read_text(encoding="utf-8").replace(*BAD_THEMES[message])
    with pytest.raises(themes.ThemeError, match=re.escape(message)) as error:
        themes.parse("mine", source)
    assert str(error.value).startswith("cannot use theme mine: ")


def test_no_themes_at_all(tmp_path: Path) -> None:
    with pytest.raises(themes.ThemeError, match="cannot find a theme"):
        themes.load_all(tmp_path)


# -- the store


def test_the_store_keeps_the_newest_and_no_more() -> None:
    still = fake.Still()
    store = Store(still.clock())
    assert store.drain() is False
    first, second = fake.fleet(), fake.one_liar()
    store.arrive(first)
    store.arrive(second)
    assert store.drain() is True
    assert store.view is second
    assert store.drain() is False
    store.logs.extend(str(n) for n in range(LINES + 10))
    assert len(store.logs) == LINES


def test_ages_are_counted_on_the_supervisors_clock() -> None:
    still = fake.Still()
    store = Store(still.clock())
    store.arrive(fake.fleet(at=5000.0))
    still.move(2.5)
    assert store.now() == 5002.5


def test_the_first_loss_counts_not_each_attempt() -> None:
    still = fake.Still()
    store = Store(still.clock())
    store.arrive(fake.fleet())
    store.lose("gone")
    still.move(5)
    store.lose("still gone")
    assert (store.lost_at, store.lost_why) == (1000.0, "still gone")


# -- lanes that an eye can follow


def test_a_lane_goes_a_quarter_of_a_second_a_step_and_never_ahead() -> None:
    proved = LaneView("api", 5, "proved")
    shown = [lane.paced(proved, since) for since in (0.0, 0.25, 0.5, 0.75, 9.0)]
    assert [(one.step, one.word) for one in shown] == [(2, "voted yes"), (3, "committing"), (4, "proving"), (5, "proved"), (5, "proved")]
    assert lane.paced(LaneView("api", 3, "committing"), 9.0).step == 3


def test_trouble_is_shown_at_once() -> None:
    for entry in (LaneView("api", 4, "drifted", failed=True), LaneView("api", 5, "proved", back=True)):
        assert lane.paced(entry, 0.0) == entry
