"""The pages about the protocol and the package are tried out: a page that is wrong fails here."""

import json
import re
from pathlib import Path

import pytest

from holdfast.core import wire
from holdfast.worker import Worker
from holdfast.worker import protocol as protocol_module
from holdfast.worker.content import Content
from holdfast.worker.shapes import SHAPES

DOCS = Path(__file__).parents[2] / "docs"
VARYING = {"<inc>": r"[!-~]{1,128}", "<pid>": r"\d+", "<ms>": r"\d+(\.\d+)?"}


def blocks(page, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", (DOCS / page).read_text(), re.DOTALL | re.MULTILINE)


def only_positive(value):
    if value["threads"] < 1:
        raise ValueError(f"threads must be 1 or more, not {value['threads']}")


def pattern(line):
    """The documented line as a pattern for the whole real one."""
    parts = re.split("(<[a-z]+>)", line)
    return "".join(VARYING[part] if part in VARYING else re.escape(part) for part in parts) + "\n"


def test_the_conversation_is_what_is_said(supervisor, script):
    env = supervisor.environment({"threads": 2}, b"threads = 2\n", seq=6)
    worker = Worker(only_positive, environ={**env, "HOLDFAST_TOKEN": "0f6d1c5a"}).start()
    peer = supervisor.accepts()
    contents = [json.loads(block).encode() for block in blocks("protocol.md", "memfd")]
    (conversation,) = blocks("protocol.md", "conversation")
    spoken = 0
    for line in conversation.splitlines():
        who, _, text = line.partition(" ")
        if who == "W>":
            said = peer.line().decode()
            assert re.fullmatch(pattern(text), said), f"the page says\n{text}\nthe worker says\n{said}"
        elif '"prepare"' in text:
            peer.says_line(text.encode() + b"\n", script.memfd(contents.pop(0)))
        else:
            peer.says_line(text.encode() + b"\n")
        spoken += 1
    assert spoken >= 15
    assert contents == []
    assert peer.hung_up()
    supervisor.accepts().hears("hello", max_epoch=3, run={"seq": 9, "sha256": worker.sha256})
    worker.stop()


def test_both_sides_of_the_conversation_are_what_the_supervisor_speaks():
    (conversation,) = blocks("protocol.md", "conversation")
    for line in conversation.replace("<inc>", "boot:1:2:x").replace("<pid>", "1").replace("<ms>", "0.5").splitlines():
        read = wire.from_worker if line.startswith("W>") else wire.to_worker
        assert not isinstance(read(line[3:].encode()), wire.Bad), line


def test_the_worked_example_of_the_proof():
    (example,) = blocks("protocol.md", "example")
    told = dict(re.split(r"  +", line, maxsplit=1) for line in example.replace("raw bytes", "raw").splitlines())
    raw = told["raw"].replace("\\n", "\n").encode()
    assert Content(raw, None, "").proof(told["nonce"].strip()) == told["proof"].strip()


def test_the_page_names_every_message_and_every_field_that_the_package_needs():
    page = (DOCS / "protocol.md").read_text()
    rows = {row.split("`")[1]: row for row in page.splitlines() if re.match(r"\| (S>W|both) \| `", row)}
    assert set(rows) == set(SHAPES)
    for op, fields in SHAPES.items():
        for field in fields:
            assert f"`{field}`" in rows[op], (op, field)


def test_the_page_names_every_error_word_that_the_package_uses():
    page = (DOCS / "protocol.md").read_text()
    listed = set(re.findall(r"^\| `(E_[A-Z]+)` \|", page, re.MULTILINE))
    used = {word for path in Path(protocol_module.__file__).parent.glob("*.py") for word in re.findall(r"\bE_[A-Z]+\b", path.read_text())}
    assert used <= listed


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_the_example_runs_alone_and_supervised(supervisor, tmp_path, kind):
    (program,) = blocks("workers.md", f"python {kind}")
    (tmp_path / "example.py").write_text(program)
    (tmp_path / "app.json").write_text('{"threads": 2, "pause": 0.02}')
    alone = supervisor.spawns("example.py", env={"HOLDFAST_SOCKET": ""}, cwd=tmp_path)
    alone.prints("working with 2 threads")
    supervised = supervisor.spawns("example.py", env=supervisor.environment({"threads": 3, "pause": 0.02}), cwd=tmp_path)
    supervised.prints("working with 3 threads")
    peer = supervisor.accepts()
    peer.welcomes()
    peer.prepares(2, {"threads": 65, "pause": 0.02})
    peer.hears("vote", ok=False, error="threads must be 1 to 64, not 65")
    peer.moves(3, {"threads": 4, "pause": 0.02})
    supervised.prints("working with 4 threads")


def test_the_conversation_about_a_directory_is_what_is_said(supervisor, script, tmp_path):
    raw, value = f"0644 {script.sha(b'a = 1')} 5 app.toml\n".encode(), b'{"app.toml":{"a":1}}     '
    for name in ("tree", "another"):
        (tmp_path / name).mkdir()
    (tmp_path / "tree" / "app.toml").write_bytes(b"a = 1")
    known = {
        "<tree>": str(tmp_path / "tree"), "<another>": str(tmp_path / "another"), "<7>": script.sha(raw)[:7], "<sha256>": script.sha(raw),
        "<size>": str(len(raw)), "<value_sha256>": script.sha(value),
    }  # fmt: skip
    worker = Worker(environ=supervisor.environment({"a": 0}, seq=6)).start()
    peer = supervisor.accepts()
    peer.welcomes(epoch=3)
    (conversation,) = blocks("protocol.md", "conversation of a directory")
    for name, text in known.items():
        conversation = conversation.replace(name, text)
    for line in conversation.splitlines():
        if line.startswith("S>"):
            peer.says_line(line[3:].encode() + b"\n", script.memfd(raw + value))
        else:
            said = peer.line().decode()
            assert re.fullmatch(pattern(line[3:]), said), f"the page says\n{line}\nthe worker says\n{said}"
    worker.stop()


def test_the_example_on_a_directory_runs(supervisor, tmp_path):
    (program,) = blocks("workers.md", "python directory")
    (tmp_path / "example.py").write_text(program)
    (tmp_path / "conf.d").mkdir()
    (tmp_path / "conf.d" / "app.toml").write_text('include = "page.html"\n')
    (tmp_path / "conf.d" / "page.html").write_text("hello")
    supervisor.spawns("example.py", env={"HOLDFAST_SOCKET": ""}, cwd=tmp_path).prints("the page is 'hello'")
