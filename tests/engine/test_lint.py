"""What may be offered to the workers: parsed strictly, met by its schema, told in plain words."""

import json
import sys
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import holdfast.engine
from holdfast.core.secrets import MASK
from holdfast.engine.lint import Bad, lint, parse

DEEP = 64


def refusal(raw, format):
    with pytest.raises(Bad) as bad:
        parse(raw, format)
    return bad.value.reasons


@pytest.mark.parametrize(
    ("format", "raw"),
    [
        ("toml", b'a = 1\nd = 1979-05-27\n[t]\nl = ["x", 2.5]\n'),
        ("json", b'{"a": 1, "d": "1979-05-27", "t": {"l": ["x", 2.5]}}'),
        ("yaml", b"a: 1\nd: 1979-05-27\nt:\n  l: [x, 2.5]\n"),
    ],
)
def test_three_formats_one_value(format, raw):
    assert parse(raw, format) == {"a": 1, "d": "1979-05-27", "t": {"l": ["x", 2.5]}}


TOML = [
    (b"", "is empty"),
    (b" \n\t\n", "is empty"),
    (b"a = 1\nb = \n", "line 2, column 5: is not TOML: invalid value"),
    (b'a = 1\nb = """', "line 2, column 8: is not TOML: unterminated string"),
    (b"a = 1\na = 2", "line 2, column 6: is not TOML: cannot overwrite a value"),
    (b'a = 1\nb = "\xff"', "line 2: is not UTF-8 (byte 0xff); save the file as UTF-8"),
    (b"\xef\xbb\xbfa = 1", "line 1: starts with a byte order mark; save the file as UTF-8 without it"),
    (b"a = [1, nan]", "a[1]: must be a number that JSON can hold, got nan"),
    (b"a = " + b"[" * 64 + b"]" * 64, "is nested more than 64 deep"),
    (b"a = " + b"[" * 9999, "is nested more than 64 deep"),
    (b"a = " + b"1" * 5000, "is not TOML: a number has more digits than can be read"),
]
JSON = [
    (b'{"a": 1,\n "b": }', "line 2, column 7: is not JSON: expecting value"),
    (b'{"a": {"b": 1, "b": 2}}', '"b": the key is there twice in one table'),
    (b'{"a": NaN}', "NaN is not JSON; write a number"),
    (b'{"a": -Infinity}', "-Infinity is not JSON; write a number"),
    (b'{"a": 1e999}', "a: must be a number that JSON can hold, got inf"),
    (b'{"a": "\\ud800"}', "a: has half of a surrogate pair, which UTF-8 cannot hold"),
    (b'{"a": ' + b"1" * 5000 + b"}", "is not JSON: a number has more digits than can be read"),
    (b"[1]", "must be a table of keys at the top, not a single value or a list"),
    (b"[" * 99999, "is nested more than 64 deep"),
    (b'{"a": "x\n"}', "line 1, column 9: is not JSON: invalid control character"),
]
YAML = [
    (b"a: 1\na: 2", 'line 2, column 1: "a": the key is there twice in one table'),
    (b"a: &x [1]\nb: *x", "line 2, column 4: has an alias (*x), which is not taken; write the value out"),
    (b"a: &x {b: 1}\nc:\n  <<: *x", "line 3, column 7: has an alias (*x), which is not taken; write the value out"),
    (b"a: .nan", "a: must be a number that JSON can hold, got nan"),
    (b"a: 9e999", "a: must be a number that JSON can hold, got inf"),
    (b"1: x", "has a key that is no text (int); put it in quotes"),
    (b"? [a]\n: b", "has a key that is no text (tuple); put it in quotes"),
    (b"a: !!binary aGk=", "a: holds a bytes, which JSON cannot hold"),
    (b"a: !!python/object:os.system x", "line 1, column 4: has a value that does not fit its tag, or a tag that is not taken"),
    (b"a: !!timestamp hunter2", "line 1, column 4: has a value that does not fit its tag, or a tag that is not taken"),
    (b"a: !!int hunter2", "is not YAML: a character or a number in it cannot be read"),
    (b"a: \x07", "is not YAML: a character or a number in it cannot be read"),
    (b"a: 1\n---\nb: 2", "line 2, column 1: is not YAML: but found another document"),
    (b"a: b: c", "line 1, column 5: is not YAML: mapping values are not allowed here"),
    (b"just a line", "must be a table of keys at the top, not a single value or a list"),
    (b"a: " + b"[" * 64 + b"]" * 64, "is nested more than 64 deep"),
    (b"a: " + b"[" * 9999, "line 1, column 68: is nested too deep"),
]
CASES = [(format, raw, reason) for format, cases in (("toml", TOML), ("json", JSON), ("yaml", YAML)) for raw, reason in cases]


@pytest.mark.parametrize(("format", "raw", "reason"), CASES, ids=[f"{format}-{reason}" for format, _, reason in CASES])
def test_what_is_refused_says_where_and_why(format, raw, reason):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert refusal(raw, format) == (reason,)


@pytest.mark.parametrize("format", ["toml", "json", "yaml"])
def test_as_deep_as_allowed(format):
    opening = {"toml": b"a = ", "json": b'{"a": ', "yaml": b"a: "}[format]
    parse(opening + b"[" * (DEEP - 1) + b"1" + b"]" * (DEEP - 1) + (b"}" if format == "json" else b""), format)


def test_a_yaml_bomb_is_refused_before_it_goes_off():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "alias (*a)" in refusal(bomb.encode(), "yaml")[0]


def test_without_the_yaml_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.delattr(holdfast.engine, "yaml_source", raising=False)
    monkeypatch.delitem(sys.modules, "holdfast.engine.yaml_source", raising=False)
    monkeypatch.setitem(sys.modules, "ruamel.yaml", None)
    assert refusal(b"a: 1", "yaml") == ("cannot read YAML: the extra is not installed; pip install 'holdfast[yaml]'",)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary() | st.text().map(str.encode), st.sampled_from(["toml", "json", "yaml"]))
def test_no_bytes_make_it_stumble(raw, format):
    try:
        value, reasons = parse(raw, format), ()
    except Bad as bad:
        value, reasons = None, bad.reasons
    assert isinstance(value, dict) or (reasons and all(reasons))


# -- lint

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "policy": {
            "type": "object",
            "required": ["default"],
            "properties": {
                "default": {"enum": ["allow", "deny"]},
                "rules": {"type": "array", "items": {"properties": {"action": {"enum": ["allow", "deny"]}}}},
            },
        },
        "port": {"type": "integer", "minimum": 1, "maximum": 65535},
        "ratio": {"exclusiveMinimum": 0, "exclusiveMaximum": 1},
        "step": {"multipleOf": 5},
        "address": {"type": "string", "format": "ipv4"},
        "name": {"pattern": "^[a-z]+$", "minLength": 2, "maxLength": 4},
        "list": {"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": True},
        "either": {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 10}]},
        "one": {"oneOf": [{"type": "integer"}, {"type": "number"}]},
        "kind": {"type": ["string", "null"]},
        "fixed": {"const": 5},
        "no": False,
        "not_null": {"not": {"type": "null"}},
        "keys": {"propertyNames": {"pattern": "^a"}, "minProperties": 1, "maxProperties": 1},
        "has": {"contains": {"const": 1}},
        "since": {"format": "date"},
        "password": {"type": "string", "minLength": 8},
    },
}
AGAINST = [
    ({"policy": {"default": "alow"}}, 'policy.default: must be one of allow, deny; got "alow"'),
    (
        {"policy": {"default": "deny", "rules": [{}, {}, {"action": "alow"}]}},
        'policy.rules[2].action: must be one of allow, deny; got "alow"',
    ),
    ({"policy": {}}, "policy.default: is missing"),
    ({"prot": 1}, "prot: unknown key; did you mean port?"),
    ({"zzz": 1}, "zzz: unknown key; known here: address, either, fixed, has, keys, kind, list, name, no, not_null, one, password"),
    ({"port": 0}, "port: must be 1 or more, got 0"),
    ({"port": 70000}, "port: must be 65535 or less, got 70000"),
    ({"port": "x"}, 'port: must be a whole number, got "x"'),
    ({"port": True}, "port: must be a whole number, got true"),
    ({"ratio": 0}, "ratio: must be more than 0, got 0"),
    ({"ratio": 1.5}, "ratio: must be less than 1, got 1.5"),
    ({"step": 7}, "step: must be a multiple of 5, got 7"),
    ({"address": "1.2.3"}, 'address: must be a valid ipv4, got "1.2.3"'),
    ({"name": "a1"}, 'name: must match ^[a-z]+$, got "a1"'),
    ({"name": "a"}, 'name: must have 2 characters or more, got "a"'),
    ({"name": "abcde"}, 'name: must have 4 characters or fewer, got "abcde"'),
    ({"list": []}, "list: must have 1 items or more, got a list of 0"),
    ({"list": [1, 2, 3]}, "list: must have 2 items or fewer, got a list of 3"),
    ({"list": [1, 1]}, "list: must not have the same item twice, got a list of 2"),
    ({"either": 5}, "either: fits none of the allowed shapes (must be text; or must be 10 or more); got 5"),
    ({"one": 5}, "one: fits more than one of the shapes, one is allowed; got 5"),
    ({"kind": 5}, "kind: must be null or text, got 5"),
    ({"fixed": 6}, "fixed: must be 5, got 6"),
    ({"no": 1}, "no: is not allowed here, got 1"),
    ({"not_null": None}, "not_null: has a value that is not allowed, got null"),
    ({"keys": {"b": 1}}, "keys: has a key whose name is not allowed, got a table of 1"),
    ({"keys": {}}, "keys: must have 1 keys or more, got a table of 0"),
    ({"keys": {"a": 1, "ab": 2}}, "keys: must have 1 keys or fewer, got a table of 2"),
    ({"has": [2]}, "has: has no item of the kind that it must have, got a list of 1"),
    ({"since": "yesterday"}, 'since: must be a valid date, got "yesterday"'),
    ({"password": "hunter2"}, f"password: must have 8 characters or more, got {MASK}"),
    ({"password": {"x": 1}}, f"password: must be text, got {MASK}"),
]


@pytest.fixture
def schema(tmp_path):
    path = tmp_path / "schema.json"

    def written(content=SCHEMA):
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return str(path)

    return written


@pytest.mark.parametrize(("value", "problem"), AGAINST, ids=[problem for _, problem in AGAINST])
def test_each_objection_of_a_schema_in_plain_words(schema, value, problem):
    assert lint(json.dumps(value).encode(), "json", schema(), b"", 0, ()).problems == (problem,)


def test_a_good_change_comes_with_its_value_and_its_difference(schema):
    found = lint(b"port = 81\nsince = 1979-05-27\n", "toml", schema(), b"port = 80\n", 0, ())
    assert found.problems == ()
    assert found.value == {"port": 81, "since": "1979-05-27"}
    assert found.value_json == b'{"port":81,"since":"1979-05-27"}'
    assert [change.key for change in found.diff.changes] == ["port", "since"]


def test_a_change_against_the_schema_still_shows_its_difference(schema):
    found = lint(b"port = 0\n", "toml", schema(), b"port = 80\n", 0, ())
    assert found.problems
    assert [change.new for change in found.diff.changes] == ["0"]


def test_content_that_cannot_be_parsed_has_only_problems(schema):
    found = lint(b"port = \n", "toml", schema(), b"port = 80\n", 0, ())
    assert found.problems == ("line 1, column 8: is not TOML: invalid value",)
    assert (found.value, found.value_json, found.diff) == (None, b"", None)


def test_what_ran_before_may_be_of_another_format():
    found = lint(b"a = 1\n", "toml", "", b'{"a": 1}', 0, ())
    assert found.problems == ()
    assert [line.mark for line in found.diff.lines] == ["@", "-", "+"]


def test_twenty_problems_are_told_and_the_rest_is_counted(schema):
    problems = lint(json.dumps({f"x{n}": n for n in range(50)}).encode(), "json", schema(), b"", 0, ()).problems
    assert len(problems) == 21
    assert problems[-1] == "... and 30 more"


def test_a_secret_value_is_in_no_problem(schema):
    told = schema({"properties": {"note": {"enum": ["hunter2", "x"]}, "open": {"maxLength": 3}, "api_key": {"const": "other"}}})
    value = {"api_key": "hunter2", "note": "y", "open": "say hunter2", "declared": "s3cret", "s3cret": 1}
    told_problems = lint(json.dumps(value).encode(), "json", told, b"", 0, ("declared",)).problems
    assert set(told_problems) == {
        f'note: must be one of {MASK}, x; got "y"',
        f'open: must have 3 characters or fewer, got "say {MASK}"',
        f"api_key: must be other, got {MASK}",
    }


def test_growth():
    assert lint(b"a = 10\n", "toml", "", b"a = 1\n", 1.1, ()).problems == (
        "grew from 6 to 7 bytes, more than 1.1 times; if that is right, raise source.max_growth",
    )
    for base, factor in [(b"a = 1\n", 1.2), (b"a = 1\n", 0), (b"", 1.1)]:
        assert lint(b"a = 10\n", "toml", "", base, factor, ()).problems == ()


BROKEN = [
    ("{", "it is not JSON at line 1, column 2; correct it"),
    ("[1]", "it must be a table of keys or true; write a JSON Schema"),
    ('{"type": "foo"}', 'type: "foo" is not valid under any of the schemas'),
    ('{"pattern": "("}', 'pattern: "(" is not a "regex"; correct the schema'),
    ('{"$ref": "#/nope"}', "Pointer '/nope' does not exist; correct the schema"),
    ('{"$ref": "http://127.0.0.1:9/x"}', "it refers to http://127.0.0.1:9/x and nothing is fetched; put that part into the schema itself"),
    ('{"$ref": "file:///etc/passwd"}', "it refers to file:///etc/passwd and nothing is fetched"),
    ('{"$schema": "http://json-schema.org/draft-99/schema#"}', "Unknown meta-schema"),
    ("[" * 99999, "it is not JSON"),
]


@pytest.mark.parametrize(("text", "why"), BROKEN)
def test_a_broken_schema_is_a_problem_of_its_own(schema, text, why):
    path = schema(text)
    (problem,) = lint(b"a = 1\n", "toml", path, b"", 0, ()).problems
    assert problem.startswith(f"cannot use the schema {path}: {why}")


def test_a_missing_schema_is_a_problem(tmp_path):
    (problem,) = lint(b"a = 1\n", "toml", str(tmp_path / "none"), b"", 0, ()).problems
    assert problem.endswith("none: no such file or directory; put it there, or take source.schema out")
    assert "is a directory" in lint(b"a = 1\n", "toml", str(tmp_path), b"", 0, ()).problems[0]


@pytest.mark.parametrize("draft", ["http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2020-12/schema"])
def test_the_draft_is_the_one_that_the_schema_names(schema, draft):
    """`dependentRequired` came with 2019-09."""
    path = schema({"$schema": draft, "dependentRequired": {"a": ["b"]}})
    expected = () if "draft-07" in draft else ("b: is missing",)
    assert lint(b"a = 1\n", "toml", path, b"", 0, ()).problems == expected
