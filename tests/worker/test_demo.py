"""The demo's workers as real processes: each visibly follows its configuration, and the night shift misbehaves when told to."""

import copy
import json
import urllib.request
from pathlib import Path

import jsonschema_rs
import pytest

from holdfast.worker import demo

FOLDER = Path(demo.__file__).parent
SCHEMA = json.loads((FOLDER / "app.schema.json").read_text())


@pytest.fixture
def app():
    import tomllib

    return tomllib.loads((FOLDER / "app.toml").read_text())


@pytest.fixture
def start(supervisor, tmp_path, app):
    """start(module, name): the process after its first line, and the supervisor's end of its connection, welcomed."""

    def run(module, name, config=app, **env):
        environment = {**supervisor.environment(config, name=name), **env}
        process = supervisor.spawns("-m", f"holdfast.worker.demo.{module}", env=environment, cwd=tmp_path)
        peer = supervisor.accepts()
        peer.welcomes()
        process.prints(f"{name} starts, running 20240521-142233.0001 ")
        return process, peer

    return run


def test_the_shipped_configuration_fits_its_schema_and_the_schema_is_strict(app):
    jsonschema_rs.Draft202012Validator(SCHEMA).validate(app)
    for key, bad in {"metrics.interval_s": 0, "night.sweep_s": "5", "policy.default": "ask", "forward.colour": "red"}.items():
        broken = copy.deepcopy(app)
        section, _, name = key.partition(".")
        broken[section][name] = bad
        assert not jsonschema_rs.is_valid(SCHEMA, broken), key


def test_metrics_collects_what_the_configuration_names(start, tmp_path, app):
    app["metrics"]["interval_s"] = 60.0
    process, peer = start("metrics", "metrics-collector", app)
    assert set(json.loads((process.prints("load1")).split(" ", 1)[1])) == {"at", "load1", "mem_available_kb"}
    app["metrics"].update(interval_s=0.1, fields=["load5", "mem_total_kb"])
    peer.moves(2, app)
    assert "fields [load1, mem_available_kb] -> [load5, mem_total_kb], interval_s 60 -> 0.1" in process.prints("now running", ".0002")
    assert "mem_total_kb" in process.prints("load5")
    assert process.told_to_stop() == 0
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert set(lines[-1]) == {"at", "load5", "mem_total_kb"}


def test_metrics_refuses_a_figure_that_it_cannot_give(start, app):
    process, peer = start("metrics", "metrics-collector")
    app["metrics"]["fields"] = ["load1", "mood"]
    peer.prepares(2, app)
    assert "mood is none of load1" in peer.hears("vote", ok=False, code="E_SCHEMA")["error"]
    assert process.told_to_stop() == 0


def test_the_forwarder_follows_its_file_across_rotation(start, tmp_path, app):
    log = tmp_path / "metrics.jsonl"
    log.write_text("old load\n")
    process, peer = start("forward", "log-forwarder-1")

    def append(text):
        with log.open("a") as file:
            file.write(text)

    append("load one\nmemory\n")
    process.prints("edge-3 site=lab tier=demo sig=", "load one")
    append("load last before\n")
    log.rename(f"{log}.1")
    log.write_text("load first after\n")
    process.prints("load last before")
    process.prints("load first after")
    log.write_text("")
    append("load cut\n")
    process.prints("load cut")
    app["forward"].update(match="memory", prefix="edge-4", api_token="another-secret")
    peer.moves(2, app)
    assert "api_token ••• -> •••" in process.prints("now running", "prefix edge-3 -> edge-4")
    append("load unheard\nmemory heard\n")
    process.prints("edge-4", "memory heard")
    assert process.told_to_stop() == 0
    passed = (tmp_path / "forwarded-log-forwarder-1.log").read_text().splitlines()
    words = [line.partition("sig=")[2][9:] for line in passed]
    assert words == ["load one", "load last before", "load first after", "load cut", "memory heard"]


def test_the_forwarder_refuses_what_is_no_regular_expression(start, app):
    process, peer = start("forward", "log-forwarder-2")
    app["forward"]["match"] = "("
    peer.prepares(2, app)
    assert "forward.match" in peer.hears("vote", ok=False, code="E_SCHEMA")["error"]
    assert process.told_to_stop() == 0


def test_the_policy_engine_decides_by_the_rules_in_use(start, script, app):
    process, peer = start("policy", "policy-engine-1")
    url = process.prints("serving http://").split("serving ")[1].split("?")[0]

    def decision(path):
        with urllib.request.urlopen(f"{url}?path={path}", timeout=script.LIMIT) as answer:
            return json.load(answer)

    assert (decision("/public/x")["decision"], decision("/other")["decision"]) == ("allow", "deny")
    app["policy"]["default"] = "allow"
    raw = peer.moves(2, app)
    answer = {"path": "/other", "decision": "allow", "rule": "", "version": "20240521-142233.0002", "checksum": script.sha(raw)[:7]}
    assert decision("/other") == answer
    assert "default deny -> allow" in process.prints("now running")
    app["policy"]["rules"].append({"prefix": "/admin/door/", "decision": "allow"})
    peer.prepares(3, app)
    assert "/admin/door/ is never reached" in peer.hears("vote", ok=False, code="E_SCHEMA")["error"]
    assert process.told_to_stop() == 0


@pytest.fixture
def night_shift(start, tmp_path):
    """The night shift, and a way to tell it how to behave."""
    process, peer = start("night_shift", "night-shift")
    return process, peer, (tmp_path / "misbehave").write_text


def test_the_liar_says_active_and_its_proof_matches_the_old_bytes(night_shift, script, app):
    process, peer, tell = night_shift
    app["night"]["sweep_s"] = 4.0
    old = peer.moves(2, app)
    process.prints("now running", "sweep_s 5 -> 4")
    tell("lie")
    app["night"]["sweep_s"] = 3.0
    new = peer.prepares(3, app)
    peer.hears("vote", ok=True)
    peer.commits(3, new)
    peer.hears("active", seq=3, sha256=script.sha(new), proof=script.proof_of(old))
    assert peer.pings()["proof"] == script.proof_of(old)
    tell("honest")
    peer.moves(4, app)
    assert process.told_to_stop() == 0


def test_it_refuses_when_told_to(night_shift, app):
    _process, peer, tell = night_shift
    tell("refuse")
    peer.prepares(2, app)
    peer.hears("vote", ok=False, error="not tonight")


def test_it_hangs_when_told_to_until_it_is_told_otherwise(night_shift, app):
    process, peer, tell = night_shift
    tell("hang")
    peer.prepares(2, app)
    process.prints("falls silent")
    peer.says("ping", id=1, epoch=1, nonce="ab" * 16)
    tell("honest")
    peer.prepares(3, app)
    peer.hears("vote", seq=3, ok=True)  # and nothing before it


def test_it_crashes_in_the_commit_when_told_to(night_shift, app):
    process, peer, tell = night_shift
    raw = peer.prepares(2, app)
    peer.hears("vote", ok=True)
    tell("crash")
    peer.commits(2, raw)
    assert peer.hung_up()
    assert process.wait(10) == 70


def test_it_talks_garbage_when_told_to(night_shift, app):
    _process, peer, tell = night_shift
    tell("garbage")
    peer.prepares(2, app)
    with pytest.raises(ValueError):
        json.loads(peer.line())


def test_it_sweeps_old_files_away(start, tmp_path, app):
    (tmp_path / "metrics.jsonl.1").write_text("old")
    app["night"].update(sweep_s=0.1, keep_s=0)
    process, _peer = start("night_shift", "night-shift", app)
    process.prints("swept 1")
    assert not (tmp_path / "metrics.jsonl.1").exists()


def test_each_can_be_run_alone(supervisor, tmp_path):
    process = supervisor.spawns("-m", "holdfast.worker.demo.night_shift", env={"HOLDFAST_SOCKET": ""}, cwd=tmp_path)
    process.prints("night starts, running its own file")
    assert process.told_to_stop() == 0
