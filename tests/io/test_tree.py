"""Reading a directory: what is part of it, what is refused and in which words, and that no half of a change is taken."""

from __future__ import annotations

import hashlib
import os
import socket

import pytest

from holdfast.core.tree import encode
from holdfast.io import tree as module
from holdfast.io.files import Untakeable
from holdfast.io.tree import read_tree


@pytest.fixture
def conf(tmp_path):
    path = tmp_path / "conf"
    (path / "parts").mkdir(parents=True)
    (path / "app.toml").write_bytes(b"a = 1\n")
    (path / "parts" / "b.txt").write_bytes(b"b\n")
    return path


def paths(reading):
    return [entry.path for entry in reading.entries]


def refusal(path, max_bytes=1000):
    with pytest.raises(Untakeable) as caught:
        read_tree(str(path), max_bytes)
    text = str(caught.value)
    assert text.startswith("cannot read ")
    assert "; " in text  # what to do
    return text


def test_every_file_with_its_mode_and_bytes(conf):
    (conf / "run").write_bytes(b"#!/bin/sh\n")
    (conf / "run").chmod(0o700)
    (conf / ".env").write_bytes(b"")
    (conf / "empty").mkdir()
    reading = read_tree(str(conf), 1000)
    assert sorted(paths(reading)) == [".env", "app.toml", "parts/b.txt", "run"]
    assert {entry.path for entry in reading.entries if entry.mode == 0o755} == {"run"}
    assert reading.files[hashlib.sha256(b"a = 1\n").hexdigest()] == b"a = 1\n"
    assert reading.owner_uid == os.geteuid()
    assert reading.folders == {str(conf), str(conf / "parts"), str(conf / "empty")}


def test_what_editors_leave_is_left_out(conf):
    before = read_tree(str(conf), 1000).entries
    for name in (".app.toml.swp", "app.toml~", "#app.toml#", "4913"):
        (conf / name).write_bytes(b"half")
    (conf / ".#app.toml").symlink_to("ann@host.1234")
    assert read_tree(str(conf), 1000).entries == before


def fifo(conf):
    os.mkfifo(conf / "parts" / "thing")


def a_socket(conf):
    with socket.socket(socket.AF_UNIX) as sock:
        os.chdir(conf / "parts")
        sock.bind("thing")


def device(conf):
    (conf / "parts" / "thing").symlink_to("/dev/zero")


def out(conf):
    (conf.parent / "other").write_bytes(b"other\n")
    (conf / "parts" / "thing").symlink_to("../../other")


def dangling(conf):
    (conf / "parts" / "thing").symlink_to("nowhere")


def upwards(conf):
    (conf / "parts" / "thing").symlink_to("..")


def to_itself(conf):
    (conf / "parts" / "thing").symlink_to("thing")


@pytest.mark.parametrize(
    ("lay", "why"),
    [
        (fifo, "it is a FIFO; take it out of the directory"),
        (a_socket, "it is a socket; take it out of the directory"),
        (device, "it is a link that leads out of the directory, to /dev/zero; put the file itself there"),
        (out, "it is a link that leads out of the directory, to"),
        (dangling, "it is a link to nowhere, which does not exist; mend the link"),
        (upwards, "it is a link to a folder above it; take the link out"),
        (to_itself, "it is a link in a circle; mend it or take it out"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(conf, lay, why, monkeypatch):
    monkeypatch.chdir(conf)
    lay(conf)
    assert f"cannot read {conf}/parts/thing: {why}" in refusal(conf)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (b"caf\xe9", "caf\\xe9: its name is not UTF-8; rename it"),
        (b"a\nb", "a\\nb: its name has control characters; rename it"),
        ("a\u202eb".encode() * 50, "its path has 260 bytes"),
    ],
)
def test_names_that_a_manifest_cannot_hold(conf, name, why):
    (conf / "long-name").mkdir()
    with open(os.fsencode(conf) + b"/long-name/" + name, "wb"):
        pass
    text = refusal(conf)
    assert text.isprintable()
    assert why in text


def test_links_to_names_that_are_no_text_are_told_in_text(conf):
    os.symlink(b"caf\xe9", os.fsencode(conf / "link"))
    assert "link: it is a link to caf\\udce9, which does not exist; mend the link" in refusal(conf)


def test_folders_that_are_reached_in_very_many_ways(conf):
    for number in range(14):
        (conf / f"{number}").mkdir()
        for name in "ab":
            (conf / f"{number}" / name).symlink_to(f"../{number + 1}")
    (conf / "14").mkdir()
    assert "it has more than 1000 folders" in refusal(conf)


def test_limits_of_bytes_files_and_depth(conf, monkeypatch):
    assert len(read_tree(str(conf), 8).entries) == 2
    assert "its files have together more than 7 bytes; make them smaller, or raise source.max_size" in refusal(conf, 7)
    deep = conf
    for _ in range(16):
        deep /= "d"
    deep.mkdir(parents=True)
    assert "it is more than 16 folders deep" in refusal(conf)
    os.rename(conf / "d", conf.parent / "away")
    monkeypatch.setattr(module, "FILES_MAX", 1)
    assert "it has more than 1 f" in refusal(conf)


def test_nothing_there_a_file_or_no_file_in_it(conf):
    assert "there is no such folder; put it back" in refusal(conf.with_name("gone"))
    assert "it is a file; put a folder there, or correct source.format" in refusal(conf / "app.toml")
    assert "there is no file in it" in refusal(conf.parent / "conf" / "parts" / ".." / ".." / make(conf.parent / "bare"))
    conf.with_name("link").symlink_to("conf")
    assert len(read_tree(str(conf.with_name("link")), 1000).entries) == 2
    (conf / "out").symlink_to(conf.with_name("bare"))
    assert "name that folder in source.path" in refusal(conf / "out")


def make(path):
    path.mkdir()
    return path.name


def test_a_change_amid_the_reading_is_read_again(conf, monkeypatch):
    """Between the first file and the second both are replaced: what is taken is never one of each."""
    read, turned = module.read_found, []

    def then_change(*arguments):
        found = read(*arguments)
        if not turned:
            turned.append(True)
            for name in ("app.toml", "parts/b.txt"):
                (conf / "draft").write_bytes(b"new\n")
                os.rename(conf / "draft", conf / name)
        return found

    monkeypatch.setattr(module, "read_found", then_change)
    assert set(read_tree(str(conf), 1000).files.values()) == {b"new\n"}


def test_a_directory_that_is_never_twice_the_same_is_given_up(conf, monkeypatch):
    read, number = module.read_found, iter(range(10000))

    def then_change(*arguments):
        found = read(*arguments)
        (conf / "app.toml").write_bytes(b"%d" % next(number))
        return found

    monkeypatch.setattr(module, "read_found", then_change)
    monkeypatch.setattr(module, "PAUSE", 0)
    assert "it keeps changing while it is read" in refusal(conf)


def volume(path, number):
    """A Kubernetes volume's content of one moment; the links to it are made by swap()."""
    moment = path / f"..2024_{number}"
    (moment / "parts").mkdir(parents=True)
    (moment / "app.toml").write_text(f"a = {number}\n")
    (moment / "parts" / "b.txt").write_text(f"{number}\n")


def swap(path, number):
    (path / "..data_tmp").symlink_to(f"..2024_{number}")
    os.rename(path / "..data_tmp", path / "..data")


def test_a_kubernetes_volume_is_the_files_that_it_shows(tmp_path):
    path = tmp_path / "volume"
    volume(path, 1)
    swap(path, 1)
    for name in ("app.toml", "parts"):
        (path / name).symlink_to(f"..data/{name}")
    first = read_tree(str(path), 1000)
    assert sorted(paths(first)) == ["app.toml", "parts/b.txt"]
    assert first.folders == {str(path), f"{path}/..2024_1", f"{path}/..2024_1/parts"}
    volume(path, 2)
    assert encode(read_tree(str(path), 1000).entries) == encode(first.entries)
    swap(path, 2)
    assert set(read_tree(str(path), 1000).files.values()) == {b"a = 2\n", b"2\n"}
