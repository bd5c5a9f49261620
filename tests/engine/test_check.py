"""`holdfast check`: the settings, the source and the commands are looked at together, and nothing is started."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from holdfast.core import settings
from holdfast.core.secrets import MASK
from holdfast.engine import check

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "supervisor" / "holdfast" / "worker" / "demo"
ENV = {"PATH": os.environ["PATH"], "HOME": "/home/ann"}
SETTINGS = """\
name = "orders"
run_dir = "run"
[source]
path = "app.toml"
schema = "schema.json"
[[worker]]
name = "web"
command = ["python3", "web.py"]
"""


@pytest.fixture
def house(tmp_path):
    """A folder where all is well."""
    (tmp_path / "holdfast.toml").write_text(SETTINGS)
    (tmp_path / "app.toml").write_text("port = 80\n")
    (tmp_path / "schema.json").write_text('{"properties": {"port": {"maximum": 65535}}}')
    return tmp_path


def checked(house):
    return check.check(str(house / "holdfast.toml"), 1000, ENV)


def append(house, text):
    path = house / "holdfast.toml"
    path.write_text(path.read_text() + text)


def test_all_is_well(house):
    before = sorted(house.iterdir())
    assert checked(house) == ((), True)
    assert sorted(house.iterdir()) == before


def test_the_demo_is_well(tmp_path):
    shutil.copy(ROOT / "config.example.toml", tmp_path / "holdfast.toml")
    for name in ("app.toml", "app.schema.json"):
        shutil.copy(DEMO / name, tmp_path)
    assert checked(tmp_path) == ((), True)


def test_no_settings(house):
    (house / "holdfast.toml").unlink()
    (line,), ok = checked(house)
    assert not ok
    assert line == f"cannot read {house}/holdfast.toml: there is no such file; put it back"


def test_wrong_settings_are_all_told(house):
    append(house, "count = 0\ncwd = 1\n")
    lines, ok = checked(house)
    assert not ok
    assert [line.split(":")[:3] for line in lines] == [["holdfast.toml", "9", " worker.count"], ["holdfast.toml", "10", " worker.cwd"]]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.write_text("port = \n"), "app.toml: line 1, column 8: is not TOML: invalid value"),
        (lambda path: path.write_text("port = 70000\n"), "app.toml: port: must be 65535 or less, got 70000"),
        (lambda path: path.write_text("a = 1\n" * 2), "app.toml: line 2, column 6: is not TOML: cannot overwrite a value"),
        (lambda path: path.write_bytes(b"\xff"), "app.toml: line 1: is not UTF-8 (byte 0xff); save the file as UTF-8"),
        (lambda path: path.write_text(""), "it is empty"),
        (lambda path: path.write_bytes(b"#" * (2 << 20)), "2097152 bytes"),
        (lambda path: path.unlink(), "there is no such file"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "it is a FIFO"),
        (lambda path: (path.unlink(), path.symlink_to("nowhere")), "it is a link to nowhere"),
    ],
)
def test_a_bad_source(house, make, told):
    make(house / "app.toml")
    (line,), ok = checked(house)
    assert not ok
    assert told in line


def test_each_of_several_sources_is_looked_at(house, capsys):
    path = house / "holdfast.toml"
    text = SETTINGS.replace("[source]", "[source.app]").replace('name = "web"', 'name = "web"\nsource = "app"')
    path.write_text(text + '[source.edge]\npath = "edge/app.toml"\n[[worker]]\nname = "edge"\nsource = "edge"\ncommand = ["true"]\n')
    (house / "edge").mkdir()
    (house / "edge" / "app.toml").write_text("port = \n")
    (house / "app.toml").write_text("port = 70000\n")
    assert checked(house)[0] == (
        "app: app.toml: port: must be 65535 or less, got 70000",
        "edge: app.toml: line 1, column 8: is not TOML: invalid value",
    )
    for name in ("app.toml", "edge/app.toml"):
        (house / name).write_text("port = 80\n")
    assert check.main(["--config", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: fine: 2 workers, sources {house}/app.toml, {house}/edge/app.toml\n"


def test_a_directory(house, capsys):
    (house / "holdfast.toml").write_text(SETTINGS.replace("app.toml", "conf"))
    (house / "conf" / "d").mkdir(parents=True)
    (house / "conf" / "app.toml").write_text("port = 80\n")
    assert check.main(["--config", str(house / "holdfast.toml"), "--print"]) == 0
    assert tomllib.loads(capsys.readouterr().out)["source"]["format"] == "tree"
    (house / "conf" / "d" / "b.json").write_text("{")
    (house / "schema.json").write_text('{"properties": {"app.toml": {"properties": {"port": {"maximum": 79}}}}}')
    assert told(house) == ["conf: d/b.json: line 1, column 2: is not JSON: expecting property name enclosed in double quotes"]
    (house / "conf" / "d" / "b.json").write_text("[]")
    assert told(house) == ['conf: "app.toml".port: must be 79 or less, got 80']
    (house / "conf" / "d" / "out").symlink_to("/etc/passwd")
    assert [line.partition("; ")[2] for line in told(house)] == ["put the file itself there"]


def told(house):
    lines, _ = check.check(str(house / "holdfast.toml"), 0, ENV)
    return list(lines)


def test_a_bad_schema(house):
    (house / "schema.json").write_text("{")
    (line,), _ = checked(house)
    assert line.startswith(f"app.toml: cannot use the schema {house}/schema.json: it is not JSON at line 1")


def test_the_source_and_the_commands_are_told_together(house):
    (house / "app.toml").write_text("port = 70000\n")
    (house / "plain").write_text("no program")
    append(
        house,
        'count = 3\n[[worker.check]]\ncommand = ["no-such-check"]\n[[worker.check]]\ntcp = "db:1"\n'
        + "".join(
            f'[[worker]]\nname = "{name}"\n{more}\n'
            for name, more in [
                ("lost", 'command = ["no-such-program"]'),
                ("gone", 'command = ["./gone"]'),
                ("plain", 'command = ["./plain"]'),
                ("folder", 'command = ["true"]\ncwd = "nowhere"'),
                ("path", 'command = ["true"]\nenv = { PATH = "/nowhere" }'),
            ]
        ),
    )
    lines, ok = checked(house)
    assert not ok
    assert lines == (
        "app.toml: port: must be 65535 or less, got 70000",
        f"worker web: cannot run no-such-check: it is not in PATH ({ENV['PATH']}); write its whole path, or set env.PATH",
        f"worker lost: cannot run no-such-program: it is not in PATH ({ENV['PATH']}); write its whole path, or set env.PATH",
        "worker gone: cannot run ./gone: there is no such file; correct command",
        "worker plain: cannot run ./plain: it is not executable; chmod +x it or correct command",
        f"worker folder: cannot start in {house}/nowhere: there is no such folder; make it or correct cwd",
        "worker path: cannot run true: it is not in PATH (/nowhere); write its whole path, or set env.PATH",
    )


# -- the command


def run(house, *words):
    return check.main(["--config", str(house / "holdfast.toml"), *words])


def test_exit_0_and_a_line(house, capsys):
    assert run(house) == 0
    assert capsys.readouterr().out == f"{house}/holdfast.toml: fine: 1 worker, source {house}/app.toml\n"


def test_exit_1_and_the_problems_on_standard_error(house, capsys):
    append(house, "count = 0\n")
    assert run(house) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "holdfast.toml:9: worker.count: must be 1 to 64, got 0; write count = 1\n"


def test_exit_2_for_usage(capsys):
    with pytest.raises(SystemExit) as ended:
        check.main(["--no-such-option"])
    assert ended.value.code == 2
    capsys.readouterr()


def test_print_gives_toml_that_means_the_same(house, capsys):
    append(house, "count = 2\n")
    assert run(house, "--print") == 0
    path = house / "holdfast.toml"
    printed = settings.parse(capsys.readouterr().out.encode(), str(path), uid=0, env={})
    assert printed == settings.parse(path.read_bytes(), str(path), uid=os.getuid(), env=os.environ)


def test_print_masks_what_looks_secret_in_an_environment(house, capsys):
    append(house, 'env = { DB_PASSWORD = "hunter2", PORT = "80" }\n')
    assert run(house, "--print") == 0
    assert tomllib.loads(capsys.readouterr().out)["worker"][0]["env"] == {"DB_PASSWORD": MASK, "PORT": "80"}


def test_json(house, capsys):
    assert run(house, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "problems": []}
    (house / "app.toml").write_text("port = 70000\n")
    assert run(house, "--json", "--print") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["problems"]) == (False, ["app.toml: port: must be 65535 or less, got 70000"])
    assert told["settings"]["name"] == "orders"


def test_as_a_program(house):
    words = [sys.executable, "-m", "holdfast.engine.check", "--config", "holdfast.toml"]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "supervisor")}
    done = subprocess.run(words, cwd=house, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"holdfast.toml: fine: 1 worker, source {house}/app.toml\n", "")
