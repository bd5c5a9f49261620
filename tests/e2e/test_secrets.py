"""No byte of a secret reaches anything that is written down or shown, whoever lets it slip."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from e2e_harness import Fleet, worker

from holdfast.api.routes import TABLE

Make = Callable[..., Fleet]
NEEDLE = "zq9Kx"  # in every secret below
SCHEMA = '{"properties": {"api_token": {"type": "string", "maxLength": 40, "pattern": "^zq"}, "dsn": {"type": "string"}}}'


def content(text: str, token: str = '"zq9Kx-first"', more: str = "") -> str:
    return f'text = "{text}"\napi_token = {token}\ndsn = "db://me:zq9Kx-dsn@host/x"\n{more}'


def told(house: Fleet) -> Iterator[tuple[str, bytes]]:
    """Everything the daemon sends to whoever asks, but `export`, which exists to reveal."""
    named = {"worker": "checked"}
    arguments = {
        "logs": named | {"lines": 1000}, "worker": named, "figures": named, "proofs": {"version": "1"}, "sound": {"version": "1"},
    }  # fmt: skip
    for route in TABLE:
        if route.method == "GET" and route.access == "read":
            more = arguments.get(route.name, {})
            if not route.always_streams:
                yield f"/v1/{route.name}", msgspec.json.encode(house.client.call(route.name, **more))
            if route.stream and route.name != "logs":
                with house.client.stream(route.name, **more) as stream:
                    yield f"/v1/{route.name} stream", msgspec.json.encode(stream.get(10))


def printed(house: Fleet) -> Iterator[tuple[str, bytes]]:
    """The verbs that look."""
    for words in (
        ("status",), ("status", "--json"), ("plan",), ("diff",), ("history",), ("trace",), ("trace", "--json"),
        ("events", "-n", "1000"), ("check",),
    ):  # fmt: skip
        done = house.cli(*words)
        assert done.code in (0, 1, 4)
        yield " ".join(words), (done.out + done.err).encode()


def written(house: Fleet) -> Iterator[tuple[str, bytes]]:
    """Every file but those whose purpose is the content itself, and what the careless worker printed with its own hands."""
    for folder, _, names in os.walk(house.home):
        for name in names:
            path = Path(folder) / name
            content_itself = path.parent.name == "objects" or name in ("current", "current.json", "app.toml", "leaky.log")
            if path.is_file() and not content_itself:
                yield str(path), path.read_bytes()


def leaks(house: Fleet) -> list[str]:
    return [f"{what}: {raw[max(0, raw.index(NEEDLE.encode()) - 80) :][:200]!r}" for what, raw in [*told(house), *written(house)]
            if NEEDLE.encode() in raw]  # fmt: skip


def test_nothing_of_it_is_written_down_or_shown(fleet: Make) -> None:
    shown = "import os, sys; sys.exit(open(os.environ['HOLDFAST_CANDIDATE']).read() * ('fail' in sys.argv[1]))"
    checks = [
        {"command": [sys.executable, "-c", shown, "${text}"], "limit": "5s"},
        {"http": "http://127.0.0.1:9/${api_token}", "limit": "1s"},
    ]  # fmt: skip
    house = fleet(
        worker("leaky", "leaky.py"), worker("checked", critical=False, check=checks),
        content=content("one"), source={"schema": "app.schema.json", "secrets": ["dsn"]},
    )  # fmt: skip
    (house.home / "app.schema.json").write_text(SCHEMA)
    house.start().converged()
    assert leaks(house) == []

    refused = [
        content("refuse"),
        content("fail"),
        content("one", '"zq9Kx-far-too-long-for-the-schema-which-is-40"'),
        content("one", '"not-zq9Kx-at-its-beginning"'),
        content("one", '["zq9Kx-in-a-list"]'),
        content("one", '"zq9Kx-with-no-end'),
        content("one", '"zq9Kx-twice"\napi_token = "zq9Kx-again"'),
        content("one", "zq9Kx-without-quotes"),
    ]
    for raw in refused:
        sha256 = house.write(raw)
        house.until(lambda v, sha256=sha256: v.last is not None and v.last.sha256 == sha256 and v.last.outcome == "refused")
        assert leaks(house) == [], raw

    for raw in (
        content("two", '"zq9Kx-\\"quoted\\"-\\u00e9"'),
        content("two", '"""\nzq9Kx-first line\nzq9Kx-second line"""'),
        content("two", '"zq9Kx-plain"', 'nested = { password = "zq9Kx-nested", list = [{ secret_key = "zq9Kx-deep" }] }\n'),
        content("two", '"zq9Kx-plain"', '[[servers]]\nname = "a"\npassword = "zq9Kx-table"\n'),
    ):
        sha256 = house.write(raw)
        house.awaiting(sha256)
        assert leaks(house) == [], raw
        house.approve(sha256)
        house.until(lambda v, sha256=sha256: v.last is not None and v.last.sha256 == sha256 and v.last.outcome)
    sha256 = house.write(content("break"))  # a commit that fails with the secret in its reason
    house.awaiting(sha256)
    house.approve(sha256)
    house.until(lambda v: any("commit failed" in event.text for event in v.events))
    assert house.cli("freeze", "zq9Kx-nested is in it, says the audit").code == 0
    assert house.cli("unfreeze").code == 0
    assert house.cli("kill", "checked", "--reason", "its token zq9Kx-plain is out").code == 0
    assert leaks(house) == []
    assert [what for what, raw in printed(house) if NEEDLE.encode() in raw] == []
    assert house.stop() == 0
    assert [what for what, raw in written(house) if NEEDLE.encode() in raw] == []
