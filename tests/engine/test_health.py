"""The health command's three answers, from real processes."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from holdfast.core.effects import Health
from holdfast.core.events import Healthy
from holdfast.core.settings import RolloutSettings, Settings, SourceSettings
from holdfast.engine import health

ASKED = Health(7, 2, 1, "20240521-142233.0007", "ab" * 32, ("w1", "w3"))


def settings(folder: Path, *command: str, limit: float = 20.0) -> Settings:
    usual = Settings("orders", f"{folder}/holdfast.toml", "/r", "/s", "/l", SourceSettings("/a.toml", "toml"), ())
    return msgspec.structs.replace(usual, rollout=RolloutSettings(health=command, health_limit=limit))


@pytest.mark.parametrize(
    ("script", "verdict", "reason"),
    [
        ("exit 0", "go", ""),
        ("echo all well >&2", "go", "all well"),
        ("echo errors at 7 % >&2; exit 1", "back", "errors at 7 %"),
        ("exit 2", "unclear", "exit 2"),
        ("echo no figures >&2; exit 75", "unclear", "no figures"),
        ("kill -9 $$", "unclear", "killed by signal 9"),
    ],
)
async def test_its_status_is_the_verdict(tmp_path: Path, script: str, verdict: str, reason: str) -> None:
    said = await health.ask(settings(tmp_path, "sh", "-c", script), ASKED, {"PATH": "/usr/bin:/bin"})
    assert said == Healthy(7, 2, verdict, reason)


async def test_it_knows_what_it_is_asked_about_and_nothing_else(tmp_path: Path) -> None:
    script = 'echo "$PWD $HOLDFAST_VERSION $HOLDFAST_SEQ $HOLDFAST_WAVE $HOLDFAST_WORKERS $HOME" >&2'
    said = await health.ask(settings(tmp_path, "/bin/sh", "-c", script), ASKED, {})
    assert said.reason.strip() == f"{tmp_path} 20240521-142233.0007 7 1 w1 w3"


async def test_no_answer_and_no_command_are_unclear(tmp_path: Path) -> None:
    hangs = await health.ask(settings(tmp_path, "sleep", "600", limit=0.05), ASKED, {"PATH": "/usr/bin:/bin"})
    assert (hangs.verdict, hangs.reason) == ("unclear", "no answer within 0.05 s")
    missing = await health.ask(settings(tmp_path, "./healthy"), ASKED, {})
    assert (missing.verdict, missing.reason) == ("unclear", "cannot run ./healthy: No such file or directory")
