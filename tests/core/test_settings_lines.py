"""Lines and extents: right for whatever tomllib and json can read, and nothing rather than wrong."""

import json
import tomllib

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.core.positions import leaves, locate

TRICKY = '''# a comment with [brackets] and key = "value"
title = "a # no comment"   # a comment
"quoted.key" = 'lit = 1'
dotted.'in side'.deep = 1_000

[table]   # behind a header
text = """
[fake]
name = "not a key"
\\""" still inside """""
raw = \'\'\'
[[worker]]
\'\'\'
list = [ 1, # one
  [ "x]", { a.b = 1, "c}" = [] } ],

]
empty = {}
when = 1979-05-27 07:32:00Z
[[worker]]
name = "one"
[worker.env]
A = "1"
[[worker.check]]
tcp = "a:1"
[[worker.check]]
tcp = "b:2"
[ [ worker ] ]
name = "two"
check = [ { tcp = "c:3" },
          { tcp = "d:4" } ]
'''.replace("[ [ worker ] ]", "[[ worker ]]")


def check_places(text, value):
    """Every scalar's extent means that scalar; every key's line has that key."""
    places = locate(text, value)
    assert places is not None
    extents = {span.path: text[span.start : span.end] for span in places.values}
    for path, item in leaves(value):
        if isinstance(item, dict | list):
            continue
        meant = json.loads(extents[path], strict=False) if text.lstrip().startswith("{") else tomllib.loads(f"x = {extents[path]}")["x"]
        assert meant == item, path
    return places


def test_tricky_toml():
    places = check_places(TRICKY, tomllib.loads(TRICKY))
    lines = TRICKY.split("\n")
    expected = {
        ("title",): "title = ",
        ("quoted.key",): '"quoted.key"',
        ("dotted", "in side", "deep"): "dotted.",
        ("dotted",): "dotted.",
        ("table",): "[table]",
        ("table", "raw"): "raw = ",
        ("table", "list", 1, 1, "a", "b"): '  [ "x]"',
        ("table", "list", 0): "list = ",
        ("table", "empty"): "empty",
        ("worker", 0, "name"): 'name = "one"',
        ("worker", 0, "env", "A"): 'A = "1"',
        ("worker", 0, "check", 1, "tcp"): 'tcp = "b:2"',
        ("worker", 1): "[[ worker ]]",
        ("worker", 1, "name"): 'name = "two"',
        ("worker", 1, "check", 1, "tcp"): "          { tcp = ",
        ("worker", 1, "command"): "[[ worker ]]",  # a missing key: the table around it
    }
    for path, start in expected.items():
        assert lines[places.line(path) - 1].startswith(start), path
    assert places.line(("nothing",)) == 0


def test_windows_line_ends_count_the_same():
    text = 'a = 1\r\nb = """\r\nx\r\n"""\r\n[c]\r\nd = 2\r\n'
    places = check_places(text, tomllib.loads(text))
    assert [places.line(path) for path in [("a",), ("b",), ("c",), ("c", "d")]] == [1, 2, 5, 6]


@pytest.mark.parametrize("text", ["password: hunter2", "- a\n- b", "a: {b: 1}", '{a: "b"}', ""])
def test_yaml_is_not_understood_and_says_so(text):
    for value in (None, {"a": {"b": 1}}, ["a", "b"], {"password": "hunter2"}, {"a": "b"}):
        assert locate(text, value) is None


def test_a_text_that_means_something_else_is_not_trusted():
    assert locate("a = 1\n", {"a": 1, "b": 2}) is None
    assert locate("a = 1\nb = 2\n", {"a": 1}) is None


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
scalars = st.one_of(words, st.integers(-(2**40), 2**40), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=12)
documents = st.dictionaries(words, values, max_size=4)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents, st.booleans())
def test_any_toml(document, multiline):
    text = tomli_w.dumps(document, multiline_strings=multiline)
    check_places(text, tomllib.loads(text))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents, st.sampled_from([None, 1]), st.booleans())
def test_any_json(document, indent, ascii_only):
    text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
    check_places(text, json.loads(text))
