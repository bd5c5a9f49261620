"""The whole product as an operator uses it: one command on a real terminal, six real workers, the keyboard and an editor."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from holdfast.api.client import Client, Unreachable
from holdfast.core.view import View
from holdfast_console import embed
from holdfast_console.playground import Playground
from terminal import LIMIT, Terminal


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))
    yield path
    try:
        embed.stop(Client(str(path / "run" / "api.sock")))
    except Unreachable:
        pass
    shutil.rmtree(path)


def until(client: Client, so: Callable[[View], bool]) -> View:
    with client.stream("stream") as stream:
        view = stream.get(LIMIT)
        while not so(view):
            view = stream.get(LIMIT)
    return view


@pytest.mark.timeout(180)
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_edit_approve_roll_back_by_keyboard(folder: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Playground(folder).lay_out()
    settings.write_text(re.sub(r'(?m)^verify_window = "\S+"', 'verify_window = "300ms"', settings.read_text()))
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    operator = Terminal([sys.executable, "-m", "holdfast_console.cli", "--config", str(settings)], size, PATH=path, HOME=str(folder))
    try:
        operator.sees("PROOF ≡ 6/6")
        client = Client(str(folder / "run" / "api.sock"))
        first = client.view()

        source = folder / "app.toml"
        source.write_text(source.read_text().replace("interval_s = 2.0", "interval_s = 0.5"))
        operator.sees("2 Reload●")
        operator.type("2")
        operator.sees("NOT APPLIED")
        operator.sees("interval_s = 0.5")
        assert client.view().target_sha256 == first.target_sha256
        plan = client.call("plan").rollout

        operator.sees("a approve…")
        operator.sees("enough")
        operator.type("a")
        operator.sees("▏")
        operator.type("0000\r" if not plan.sha256.startswith("0000") else "1111\r")
        operator.sees("not the checksum" if "not the checksum" in operator.text else "type the first 4")
        assert client.view().target_sha256 == first.target_sha256
        operator.type("\x7f\x7f\x7f\x7f" + plan.sha256[:4] + "\r")
        second = until(client, lambda v: v.target_sha256 == plan.sha256 and v.verdict == "CONVERGED")
        operator.sees("prove 6/6")
        until(client, lambda v: v.last is not None and v.last.sha256 == plan.sha256)  # it has ended: Watches tells how long it took
        assert [w.pid for w in second.workers] == [w.pid for w in first.workers]

        operator.type("1\r")
        operator.sees("2 on disk  " + plan.sha256[:7] + " =")
        operator.sees("output")
        operator.type("i")
        operator.sees("deleted files still open 0")
        operator.type("4")
        operator.sees("▸ supervisor")
        operator.sees("takes · 1 edit")
        operator.type("5")
        operator.sees("cause chain of #2")

        operator.type("3")
        operator.sees("history")
        operator.type("j")
        operator.sees("rollback preview")
        operator.sees("- interval_s = 0.5")
        operator.type("b")
        operator.sees("NOT APPLIED")
        back = client.call("plan").rollout
        assert (back.kind, back.sha256) == ("rollback", first.target_sha256)
        operator.sees("a approve…")
        operator.sees("enough")
        operator.type("a")
        operator.sees("▏")
        operator.type(back.sha256[:4] + "\r")
        until(client, lambda v: v.target_seq == back.seq and v.verdict == "CONVERGED")
        operator.sees("prove 6/6")

        operator.type("q")
        operator.sees("leave them running")
        assert operator.leave_with("l") == 0
        assert operator.restored()
        assert client.view().verdict == "CONVERGED"
    finally:
        operator.close()
