"""Content: its name, its canonical value, one key of it, and what two differ in."""

import datetime
import json
import tomllib
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.core import snapshot
from holdfast.core.secrets import MASK
from holdfast.core.words import Change, Line

OLD = b"""\
# rules
[policy]
interval_s = 2
password = "one1"

[[policy.rules]]
prefix = "/a"
action = "allow"
"""
NEW = OLD.replace(b"interval_s = 2", b"interval_s = 3").replace(b"one1", b"two2").replace(b'action = "allow"', b"log = true")


def diff(old, new, secrets=()):
    return snapshot.diff(old, tomllib.loads(old.decode()), new, tomllib.loads(new.decode()), secrets)


def test_the_name_is_of_the_bytes():
    assert snapshot.sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert snapshot.sha256(b"a = 1") != snapshot.sha256(b"a=1")


def test_canonical_is_sorted_json_without_blanks():
    assert snapshot.canonical({"b": [1, 2.5, None], "a": {"é": True}}) == '{"a":{"é":true},"b":[1,2.5,null]}'.encode()


def test_dates_become_texts():
    value = tomllib.loads(
        "a = 1979-05-27T07:32:00Z\nb = 1979-05-27T00:32:00.5-07:00\nc = 1979-05-27\nd = 07:32:00\ne = 1979-05-27T07:32:00"
    )
    assert json.loads(snapshot.canonical(value)) == {
        "a": "1979-05-27T07:32:00Z",
        "b": "1979-05-27T00:32:00.500000-07:00",
        "c": "1979-05-27",
        "d": "07:32:00",
        "e": "1979-05-27T07:32:00",
    }


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ({"a": [1, float("nan")]}, "a[1]"),
        ({"a": {"b": float("inf")}}, "a.b"),
        ({"a": {1: 2}}, "a"),
        ({"a": "\ud800"}, "a"),
        ({"\ud800": 1}, ""),
        ({"a": b"x"}, "a"),
        ({"a": {1, 2}}, "a"),
    ],
)
def test_what_json_cannot_hold_is_refused_with_its_key(value, key):
    with pytest.raises(snapshot.NotPlain) as refused:
        snapshot.canonical(value)
    assert refused.value.key == key


def test_plain_leaves_plain_values_alone():
    value = {"a": [1, {"b": None}], "c": "x", "d": 1.5, "e": False}
    assert snapshot.plain(value) == value
    assert snapshot.plain({"a": datetime.date(2024, 5, 21)}) == {"a": "2024-05-21"}


def test_lookup():
    value = {"a": {"b": [{"c": 1}]}, "0": "zero"}
    assert snapshot.lookup(value, "a.b.0.c") == 1
    assert snapshot.lookup(value, "0") == "zero"
    for key, missing in [
        ("a.x.c", "a.x"),
        ("a.b.1", "a.b.1"),
        ("a.b.-1", "a.b.-1"),
        ("a.b.0.c.d", "a.b.0.c.d"),
        ("", ""),
        ("a.b.²", "a.b.²"),
    ]:
        with pytest.raises(LookupError) as error:
            snapshot.lookup(value, key)
        assert error.value.args == (missing,)


def test_a_difference_as_keys():
    assert diff(OLD, NEW).changes == (
        Change("policy.interval_s", "2", "3"),
        Change("policy.password", MASK, MASK),
        Change("policy.rules[0].action", '"allow"', None),
        Change("policy.rules[0].log", None, "true"),
    )


def test_a_difference_as_lines_with_their_surroundings():
    assert diff(OLD, NEW).lines == tuple(
        Line(text[0], text[1:])
        for text in (
            "@@@ -1,8 +1,8 @@",
            " # rules",
            " [policy]",
            "-interval_s = 2",
            f"-password = {MASK}",
            "+interval_s = 3",
            f"+password = {MASK}",
            " ",
            " [[policy.rules]]",
            ' prefix = "/a"',
            '-action = "allow"',
            "+log = true",
        )
    )


def test_a_full_difference_has_every_line_and_no_heads():
    old = "".join(f"k{n} = {n}\n" for n in range(40)).encode() + OLD
    new = old.replace(b"k3 = 3\n", b"k3 = 4\n").replace(b"one1", b"two2")
    found = snapshot.diff(old, tomllib.loads(old.decode()), new, tomllib.loads(new.decode()), (), full=True)
    assert found.changes == diff(old, new).changes
    told = [(line.mark, line.text) for line in found.lines]
    assert [text for mark, text in told if mark != "-"] == new.decode().replace('"two2"', MASK).splitlines()
    assert [pair for pair in told if pair[0] != " "] == [
        ("-", "k3 = 3"), ("+", "k3 = 4"), ("-", f"password = {MASK}"), ("+", f"password = {MASK}"),
    ]  # fmt: skip
    assert snapshot.diff(OLD, None, OLD, None, (), full=True).lines[0] == Line(" ", "# rules")
    huge = b"a\n" * (snapshot.FULL_MAX + 7)
    assert snapshot.diff(huge, None, huge, None, (), full=True).cut == 7


def test_the_first_content_is_all_new():
    shown = snapshot.diff(b"", None, b"a = 1\n", {"a": 1}, ())
    assert shown.changes == (Change("a", None, "1"),)
    assert shown.lines == (Line("@", "@@ -1,0 +1,1 @@"), Line("+", "a = 1"))


def test_same_bytes_have_no_difference():
    assert diff(OLD, OLD) == snapshot.Diff(keys=4)


def test_another_kind_of_the_same_number_is_a_change():
    assert diff(b"a = 1\nb = true\nc = []\n", b"a = 1.0\nb = 1\nc = {}\n").changes == (
        Change("a", "1", "1.0"),
        Change("b", "true", "1"),
        Change("c", "[]", "{}"),
    )


def test_two_hunks_far_apart():
    old = b"".join(b"k%d = %d\n" % (n, n) for n in range(100))
    shown = diff(old, old.replace(b"k5 = 5\n", b"k5 = 0\n").replace(b"k90 = 90\n", b""))
    assert [line.text for line in shown.lines if line.mark == "@"] == ["@@ -3,7 +3,7 @@", "@@ -88,7 +88,6 @@"]


def test_a_long_difference_is_cut_and_says_how_much():
    new = b"".join(b"k%d = %d\n" % (n, n) for n in range(1000))
    shown = diff(b"", new)
    assert len(shown.lines) == snapshot.LINES_MAX
    assert shown.cut == 1001 - snapshot.LINES_MAX
    assert len(shown.changes) == 1000


def test_a_long_value_is_cut_after_masking():
    (change,) = snapshot.diff(b"", None, b"", {"a": "x" * 195 + "hunter2hunter2", "b": {}} | {"password": "hunter2hunter2"}, ()).changes[:1]
    assert len(change.new) <= snapshot.TEXT_MAX
    assert "hu" not in change.new


def test_control_characters_do_not_reach_a_terminal():
    shown = snapshot.diff(b"", None, "a: \x1b[2J\x9b\r\n".encode(), {"a": "\x1b[2J\x9b"}, ())
    assert shown.changes == (Change("a", None, '"\\u001b[2J\ufffd"'),)
    assert shown.lines[1] == Line("+", "a: \ufffd[2J\ufffd")


def applied(old, shown):
    """The old lines after the difference."""
    at, result = 0, []
    for line in shown.lines:
        if line.mark == "@":
            start = int(line.text.split()[1].split(",")[0].removeprefix("-")) - 1
            result += old[at:start]
            at = start
        elif line.mark == "+":
            result.append(line.text)
        else:
            assert old[at] == line.text
            at += 1
            if line.mark == " ":
                result.append(line.text)
    return result + old[at:]


some_lines = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=30)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_lines, some_lines, st.sampled_from([0, snapshot._PAIRS_MAX]))
def test_the_lines_lead_from_old_to_new(old, new, pairs):
    """Compared line by line, or (where too many are alike) as one change."""
    old, new = ["x", *old, "y"], ["x", *new, "y"]
    with patch.object(snapshot, "_PAIRS_MAX", pairs):
        shown = snapshot.diff("\n".join(old).encode(), None, "\n".join(new).encode(), None, ())
    assert applied(old, shown) == new
    if not pairs:
        assert len([line for line in shown.lines if line.mark == " "]) <= 2 * snapshot.CONTEXT


def test_thousands_of_equal_lines_do_not_take_minutes():
    old = b"\n" * 3000
    new = b"\nx = 1\n" * 3000
    shown = snapshot.diff(old, {}, new, {"x": 1}, ())
    assert shown.cut > 0
