"""No byte of a secret comes out: not in a difference, not in a reason, wherever it stood."""

import json
import tomllib

import msgspec
import pytest
import tomli_w
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from holdfast.core import secrets, snapshot
from holdfast.core.secrets import MASK, is_secret, mask_lines, redact, values

SECRET = """password PASSWORD db.password db.users[0].password dbPassword db_passwd smtp.pass mypassword api_key apiKey API-KEY apikey
    private_key secret secrets.db.name client_secret token auth.user credentials access_token signing_key tls.privateKey password2"""
OPEN = "author passenger compass key keyboard tokenizer monkey path secretary db.host authority keys public_key bypass_x"


@pytest.mark.parametrize("key", SECRET.split())
def test_names_that_look_secret(key):
    assert is_secret(key, ())


@pytest.mark.parametrize("key", OPEN.split())
def test_names_that_do_not(key):
    assert not is_secret(key, ())


@pytest.mark.parametrize(
    ("pattern", "key", "secret"),
    [
        ("db.dsn", "db.dsn", True),
        ("db.dsn", "db.dsn.user", True),
        ("db.dsn", "x.db.dsn", False),
        ("db.dsn", "db.dsn2", False),
        ("*.dsn", "a.dsn", True),
        ("*.dsn", "a.b.dsn", False),
        ("**.dsn", "a.b.dsn", True),
        ("**.dsn", "dsn", True),
        ("hosts.user*", "hosts[3].username", True),
        ("Db.dsn", "db.dsn", False),
    ],
)
def test_declared_globs(pattern, key, secret):
    assert is_secret(key, (pattern,)) is secret


def test_values_are_texts_of_all_below_a_secret_key_and_passwords_in_urls():
    value = {
        "password": "line one\nline two",
        "auth": {"users": [{"name": "ann", "pin": 90210}], "on": True, "no": None},
        "cache": "redis://cache:p4ss@host:6379/0",
        "port": 6379,
        "secret": "",
    }
    assert values(value, ()) == ("line one\nline two", "line one", "line two", "90210", "p4ss", "ann")
    assert "6379" in values(value, ("port",))


def test_redact_a_reason():
    hidden = values({"password": 'pa"ss\nword', "token": "abc", "auth": {"on": "true"}}, ())
    assert redact('cannot log in with pa"ss', hidden) == f"cannot log in with {MASK}"
    assert redact(json.dumps({"sent": 'pa"ss\nword'}), hidden) == f'{{"sent": "{MASK}"}}'
    assert redact("true: abc", hidden) == "true: abc"  # short and common values are masked by their key only
    assert redact("GET http://ann:hunter2@api/ failed", ()) == f"GET http://ann:{MASK}@api/ failed"


def test_overlapping_secrets_leave_nothing_over():
    assert redact("xabcdefgx", ("abcde", "cdefg")) == f"x{MASK}x"
    assert redact("aaaaaaa", ("aaaa",)) == MASK


TOML = '''\
# password = "older1"  and more
host = "db"  # open
password = "hunt3r"  # was "older2"
auth = { user = "al", list = [
  # older3
  "x", 7 ] }
note = """say hunt3r
twice"""
[api.token]
value = """a
b
"""
url = "http://u:pw@host/"
'''


def test_toml_is_masked_in_place():
    lines = mask_lines(TOML.split("\n"), values(tomllib.loads(TOML), ()), ())
    assert lines == [
        f"# password ={MASK}",
        'host = "db"  # open',
        f"password = {MASK}  {MASK}",
        f"auth = {MASK}",
        MASK,
        MASK,
        f'note = """say {MASK}',
        'twice"""',
        "[api.token]",
        f"value = {MASK}",
        MASK,
        MASK,
        f"url = {MASK}",
        "",
    ]


def test_json_is_masked_in_place_also_on_one_line():
    text = '{"password": "a\\u0062c", "open": [1, {"api_key": 7, "x": null}], "token": ["s", {}]}'
    assert mask_lines([text], (), ()) == [f'{{"password": {MASK}, "open": [1, {{"api_key": {MASK}, "x": null}}], "token": {MASK}}}']


def test_yaml_is_masked_by_the_line_and_what_is_below():
    text = """\
db:
  host: a
  password: s1
  port: 1
password: |
  s2

  s3
open: 1
tokens:
- s4
- s5
list:
  - name: x
    secret: s6
    more: y
  - {password: s7, other: z}
quoted: {"api_key": "s8"}
"api_key": "s9
  s10"
dsn: s11
deep:
  dsn: s12
? password
: s13
end: fine"""
    masked = mask_lines(text.split("\n"), (), ("dsn", "deep.dsn"))
    assert len(masked) == text.count("\n") + 1
    shown = "\n".join(masked)
    assert not any(f"s{number}" in shown.replace("assword", "") for number in range(1, 14))
    for line in ("  host: a", "  port: 1", "open: 1", "  - name: x", "    more: y", "end: fine", "deep:"):
        assert line in masked


# -- I12 as a property: secrets are made of letters that stand nowhere else, so that not one of them may come out

LETTERS = "ßøþđŋ"
hidden = st.text(LETTERS, min_size=1, max_size=9) | st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=2).map("\n".join)
plain = st.text("abc \"'\\#\n={[x:]},é", max_size=8) | st.integers(-9, 9) | st.booleans()
names = st.sampled_from(["a", "b", "host.name", "list", "é", "#", 'say "x"', ""])
secret_names = st.sampled_from(["password", "api_key", "dbToken", "x auth", "declared"])
secret_values = st.recursive(hidden, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=4)
open_values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.builds(lambda a, b: a | b, st.dictionaries(names, inner, max_size=3), st.dictionaries(secret_names, secret_values, max_size=2))
    ),
    max_leaves=8,
)
documents = st.builds(
    lambda a, b: a | b, st.dictionaries(names, open_values, max_size=3), st.dictionaries(secret_names, secret_values, max_size=2)
)
writers = st.sampled_from(
    [
        tomli_w.dumps,
        lambda value: tomli_w.dumps(value, multiline_strings=True),
        lambda value: tomli_w.dumps(value, multiline_strings=True).replace("\n", "\r\n"),
        json.dumps,
        lambda value: json.dumps(value, indent=2, ensure_ascii=False),
    ]
)
PATTERNS = ("**.declared",)


def leaked(shown):
    text = msgspec.json.encode(shown).decode()
    text += repr(shown)
    return [
        letter for letter in LETTERS if letter in text or f"u{ord(letter):04x}" in text.lower() or f"u{ord(letter):08x}" in text.lower()
    ]


def meaning(text):
    return json.loads(text) if text.startswith("{") else tomllib.loads(text)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents, documents, writers, writers)
@example({"password": "ß"}, {"password": "ø", "a": 1}, tomli_w.dumps, json.dumps)
def test_no_letter_of_a_secret_in_a_difference(old, new, write_old, write_new):
    old_text, new_text = write_old(old), write_new(new)
    shown = snapshot.diff(old_text.encode(), meaning(old_text), new_text.encode(), meaning(new_text), PATTERNS)
    assert leaked(shown) == []
    assert leaked(snapshot.diff(new_text.encode(), meaning(new_text), new_text.encode(), meaning(new_text), PATTERNS, full=True)) == []
    assert leaked(mask_lines(new_text.split("\n"), (), PATTERNS)) == []


long_secrets = st.text(LETTERS, min_size=secrets.SHORTEST, max_size=12)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(long_secrets, st.text(LETTERS, max_size=3), writers)
def test_a_long_secret_is_found_wherever_it_is_repeated(secret, tail, write):
    value = {"password": secret, "note": f"it is {secret}!", secret: {"k": [f"a\n{secret}\nb"]}}
    text = write(value)
    assert leaked(snapshot.diff(b"", None, text.encode(), meaning(text), ())) == []
    reason = f"cannot log in as x:{secret}: {json.dumps(secret)} is wrong"
    assert leaked(redact(reason, values(value, ()))) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(LETTERS, min_size=1, max_size=9))
def test_a_comment_behind_a_secret_or_like_one(old):
    text = f'password = "x" # {old}\n# api_key: {old}\nauth = [ # {old}\n# {old}\n1 ]\n'
    assert leaked(snapshot.diff(b"", None, text.encode(), tomllib.loads(text), ())) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(LETTERS, min_size=1, max_size=9), st.text("abc", max_size=3))
def test_a_password_in_a_url(secret, user):
    value = {"cache": f"redis://{user}:{secret}@cache:6379/0"}
    for text in (tomli_w.dumps(value), json.dumps(value, ensure_ascii=False)):
        assert leaked(snapshot.diff(b"", None, text.encode(), value, ())) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text())
def test_any_text_keeps_its_number_of_lines(text):
    lines = text.split("\n")
    assert len(mask_lines(lines, ("secret",), ())) == len(lines)
