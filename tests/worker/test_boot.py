"""How a worker starts: with the approved content, with its fallback file, or not at all and with one line that says why."""

import sys
from pathlib import Path

import pytest

from holdfast.worker import Worker

PROGRAM = """
from holdfast.worker import Worker

def validate(value):
    if value["threads"] < 1:
        raise ValueError("threads must be 1 or more")

worker = Worker(validate=validate).start()
print("running", worker.config, worker.version, flush=True)
"""


@pytest.fixture
def last_words(supervisor, tmp_path):
    """The one line that a process started with this environment leaves behind."""

    def run(env):
        process = supervisor.spawns("-c", PROGRAM, env=env, cwd=tmp_path)
        output = process.stdout.read()
        assert process.wait(10) == 1
        assert output.startswith("cannot start: ")
        assert output.count("\n") == 1
        return output

    return run


def test_the_approved_content_is_what_runs(supervisor, tmp_path):
    process = supervisor.spawns("-c", PROGRAM, env=supervisor.environment({"threads": 2}, b"threads = 2\n"), cwd=tmp_path)
    assert process.prints("running") == "running {'threads': 2} 20240521-142233.0001\n"
    assert process.wait(10) == 0


def test_other_bytes_than_the_approved_ones(supervisor, last_words):
    env = supervisor.environment({"threads": 2})
    Path(env["HOLDFAST_CONFIG_FILE"]).write_text('{"threads": 3}')
    assert "HOLDFAST_CONFIG_SHA256" in last_words(env)


def test_the_value_of_another_content(supervisor, last_words):
    env = supervisor.environment({"threads": 2})
    Path(env["HOLDFAST_CONFIG_VALUE"]).write_text('{"sha256": "00", "value": {}}')
    assert "HOLDFAST_CONFIG_VALUE" in last_words(env)


def test_a_value_that_is_no_json(supervisor, last_words):
    env = supervisor.environment({"threads": 2})
    Path(env["HOLDFAST_CONFIG_VALUE"]).write_text("{")
    assert "HOLDFAST_CONFIG_VALUE" in last_words(env)


def test_a_content_that_validate_refuses(supervisor, last_words):
    words = last_words(supervisor.environment({"threads": 0}))
    assert "20240521-142233.0001 was refused: threads must be 1 or more" in words


@pytest.mark.parametrize("name", ["HOLDFAST_TOKEN", "HOLDFAST_WORKER", "HOLDFAST_CONFIG_VALUE", "HOLDFAST_CONFIG_SHA256"])
def test_half_an_environment(supervisor, last_words, name):
    assert name in last_words({**supervisor.environment({"threads": 2}), name: ""})


def test_a_sequence_that_is_no_number(supervisor, last_words):
    assert "HOLDFAST_CONFIG_SEQ" in last_words({**supervisor.environment({"threads": 2}), "HOLDFAST_CONFIG_SEQ": "-1"})


def test_a_missing_file(supervisor, last_words):
    env = supervisor.environment({"threads": 2})
    Path(env["HOLDFAST_CONFIG_FILE"]).unlink()
    assert "No such file" in last_words(env)


def test_neither_a_supervisor_nor_a_fallback(last_words):
    assert "fallback" in last_words({"HOLDFAST_SOCKET": ""})


def test_a_worker_without_any_content_says_so(supervisor, script):
    env = {name: text for name, text in supervisor.environment({}).items() if "CONFIG" not in name}
    worker = Worker(environ=env).start()
    peer = supervisor.accepts()
    assert peer.welcomes()["run"] == {"seq": 0, "sha256": ""}
    assert worker.config is None
    pong = peer.pings()
    assert (pong["seq"], pong["sha256"], pong["proof"]) == (0, "", "")
    peer.moves(2, {"a": 1})
    assert worker.config == {"a": 1}
    worker.stop()


@pytest.mark.parametrize(("name", "text"), [("app.json", '{"day": "2024-05-21", "n": [1]}'), ("app.toml", "day = 2024-05-21\nn = [1]\n")])
def test_alone_the_fallback_file_is_used(tmp_path, script, name, text):
    (tmp_path / name).write_text(text)
    worker = Worker(fallback=tmp_path / name, environ={}).start()
    assert worker.config == {"day": "2024-05-21", "n": [1]}
    assert worker.sha256 == script.sha(text.encode())
    assert worker.version == ""
    worker.status("nobody hears this")
    worker.stop()


UNUSABLE = [("app.toml", "a = "), ("app.json", '{"a":1,"a":2}'), ("app.yaml", "a: 1"), ("app.toml", "a = nan")]


@pytest.mark.parametrize(("name", "text"), UNUSABLE)
def test_a_fallback_file_that_cannot_be_used(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(SystemExit, match=r"^cannot start: .*app"):
        Worker(fallback=tmp_path / name, environ={}).start()


def test_the_fallback_file_is_validated_too(tmp_path):
    def validate(value):
        raise ValueError("never")

    (tmp_path / "app.json").write_text("{}")
    with pytest.raises(SystemExit, match="was refused: never"):
        Worker(validate, fallback=tmp_path / "app.json", environ={}).start()


def test_a_worker_is_started_once(tmp_path):
    (tmp_path / "app.json").write_text("{}")
    worker = Worker(fallback=tmp_path / "app.json", environ={}).start()
    with pytest.raises(RuntimeError):
        worker.start()


def test_the_folder_can_be_copied_into_a_program_that_has_no_holdfast(tmp_path, supervisor):
    import shutil

    import holdfast.worker

    shutil.copytree(Path(holdfast.worker.__file__).parent, tmp_path / "ours")
    (tmp_path / "app.json").write_text("{}")
    program = (
        "import sys; from ours import Worker; import ours.aio, ours.threads\n"
        "print(Worker(fallback='app.json').start().config, [name for name in sys.modules if 'holdfast' in name])"
    )
    process = supervisor.spawns("-I", "-c", f"import sys; sys.path.insert(0, '.')\n{program}", env={"HOLDFAST_SOCKET": ""}, cwd=tmp_path)
    assert process.prints("{}") == "{} []\n"


def test_the_package_is_written_for_python_3_9_and_the_standard_library_alone():
    import ast

    import holdfast.worker

    for path in Path(holdfast.worker.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(), feature_version=(3, 9))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names, path
