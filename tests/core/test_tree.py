"""A directory as a manifest, and the difference of two."""

from __future__ import annotations

import hashlib

import pytest

from holdfast.core import tree
from holdfast.core.secrets import MASK
from holdfast.core.tree import Entry, NotManifest, decode, encode
from holdfast.core.tree_diff import Side, diff

SHA = "0" * 64


def entry(path, raw=b"", mode=0o644):
    return Entry(path, mode, hashlib.sha256(raw).hexdigest(), len(raw))


def side(files, value=None, modes=None):
    """files: {path: bytes}; value: {path: what it means}, text where it is not given."""
    entries = tuple(entry(path, raw, (modes or {}).get(path, 0o644)) for path, raw in sorted(files.items()))
    meant = {path: (value or {}).get(path, tree.text(raw)) for path, raw in files.items()}
    return Side(entries, meant, {hashlib.sha256(raw).hexdigest(): raw for raw in files.values()})


def lines(found):
    return [line.mark + line.text for line in found.lines]


def keys(found):
    return [(change.key, change.old, change.new) for change in found.changes]


def test_one_line_a_file_sorted_by_the_bytes_of_the_path():
    entries = (entry("é.txt", b"x"), entry("z z"), entry("a/b", b"#!", 0o755), entry("a-b"))
    raw = encode(entries)
    assert [line.split(" ", 3)[3] for line in raw.decode().splitlines()] == ["a-b", "a/b", "z z", "é.txt"]
    assert raw.decode().splitlines()[1] == f"0755 {hashlib.sha256(b'#!').hexdigest()} 2 a/b"
    assert set(decode(raw)) == set(entries)
    assert tree.total(decode(raw)) == 3


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"a = 1\n",
        f"0644 {SHA} 1 a".encode(),
        f"0600 {SHA} 1 a\n".encode(),
        f"0644 {SHA} 01 a\n".encode(),
        f"0644 {SHA} 1 b\n0644 {SHA} 1 a\n".encode(),
        f"0644 {SHA} 1 a\n0644 {SHA} 2 a\n".encode(),
        f"0644 {SHA} 1 ../a\n".encode(),
        f"0644 {SHA} 1 /a\n".encode(),
        f"0644 {SHA} 1 a//b\n".encode(),
        f"0644 {SHA} 1 a\x85b\n".encode(),
        f"0644 {SHA} 1 a".encode() + b"\xff\n",
    ],
)
def test_anything_else_is_no_manifest(raw):
    with pytest.raises(NotManifest):
        decode(raw)


@pytest.mark.parametrize("name", [".app.toml.swp", "app.toml~", ".#app.toml", "#app.toml#", "4913", "..data", "..2024_05_21"])
def test_what_editors_and_kubernetes_leave_is_no_part_of_it(name):
    assert not tree.belongs(name)


@pytest.mark.parametrize("name", ["app.toml", ".hidden", "49131", "a#b", ".env", "swp"])
def test_everything_else_is(name):
    assert tree.belongs(name)


def test_parsed_files_differ_by_key_and_all_files_by_line():
    old = side({"app.toml": b"a = 1\nb = 2\n", "motd": b"hello\n"}, {"app.toml": {"a": 1, "b": 2}})
    new = side({"app.toml": b"a = 1\nb = 3\n", "motd": b"good\nday\n"}, {"app.toml": {"a": 1, "b": 3}})
    found = diff(old, new, ())
    assert keys(found)[0] == ("app.toml: b", "2", "3")
    assert [key for key, _, _ in keys(found)] == ["app.toml: b", "motd"]
    assert lines(found) == [
        "@@@ -1,2 +1,2 @@ app.toml", " a = 1", "-b = 2", "+b = 3", "@@@ -1,1 +1,2 @@ motd", "-hello", "+good", "+day",
    ]  # fmt: skip


def test_added_removed_binary_and_another_mode_are_said():
    old = side({"gone": b"x\n", "logo": b"\x89\x00", "run": b"#!\n"})
    new = side({"here": b"y\n", "logo": b"\x89\x01", "run": b"#!\n"}, modes={"run": 0o755})
    found = diff(old, new, ())
    assert lines(found) == [
        "@@@ -1,1 +1,0 @@ gone (removed)", "-x", "@@@ -1,0 +1,1 @@ here (added, 0644)", "+y", "@@@ -0,0 +0,0 @@ logo (binary)",
        "@@@ -0,0 +0,0 @@ run (mode 0644 -> 0755)",
    ]  # fmt: skip
    shown = {key: (was, now) for key, was, now in keys(found)}
    assert shown["gone"][1] is None
    assert shown["here"][0] is None
    assert shown["run"][0].startswith("0644, 3 bytes")
    assert shown["run"][1].startswith("0755, 3 bytes")


def test_contents_that_change_places_are_shown_whole():
    found = diff(side({"a": b"1\n", "b": b"2\n"}), side({"a": b"2\n", "b": b"3\n"}), ())
    assert [line for line in lines(found) if line[0] != "@"] == ["-1", "+2", "-2", "+3"]


def test_secrets_are_masked_by_key_by_line_by_file_and_as_declared():
    old = side(
        {
            "app.toml": b'password = "hunter22"\ndsn = "one-two"\n',
            "env": b"TOKEN=abcdef\nuser=ann\n",
            "tokens/api": b"s3cr3t-one\n",
        },
        {"app.toml": {"password": "hunter22", "dsn": "one-two"}},
    )
    new = side(
        {
            "app.toml": b'password = "hunter33"\ndsn = "one-three"\n',
            "env": b"TOKEN=ghijkl\nuser=bob hunter33\n",
            "tokens/api": b"s3cr3t-two\n",
        },
        {"app.toml": {"password": "hunter33", "dsn": "one-three"}},
    )
    found = diff(old, new, ("dsn", "**.dsn"))
    told = str(found)
    for secret in ("hunter", "one-", "abcdef", "ghijkl", "s3cr3t"):
        assert secret not in told, told
    assert ("app.toml: password", MASK, MASK) in keys(found)
    assert f"+user=bob {MASK}" in lines(found)
    assert lines(found).count(f"+{MASK}") == 1


def test_a_private_key_is_never_shown():
    key = b"-----BEGIN RSA PRIVATE KEY-----\nMIIEabcd\n-----END RSA PRIVATE KEY-----\n"
    new = {"tls.key": key.replace(b"abcd", b"efgh"), "more": b'{"k": "-----BEGIN PRIVATE KEY-----MII'}
    found = diff(side({"tls.key": key}), side(new), ())
    assert "MII" not in str(found)
    assert f"-{MASK}" in lines(found)
