"""The daemon's own life: one at a time, bad settings refused whole, signals answered, nothing left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import pytest
from e2e_harness import Fleet, pids, worker
from e2e_procs import gone

Make = Callable[..., Fleet]

BAD = """\
name = "No Such Name"
colour = "blue"
[source]
path = "app.toml"
max_size = "20 parsecs"
[rollout]
approvals = -1
[[worker]]
name = "w1"
command = "sleep 1"
[[worker]]
name = "w1"
command = []
"""


@pytest.fixture(scope="module")
def house() -> Iterator[Fleet]:
    """One that outlives what happens to it."""
    with Fleet(worker("w1")) as house:
        house.start().converged()
        yield house
        assert house.stop() == 0


def test_the_second_daemon_ends_and_the_first_does_not_notice(house: Fleet) -> None:
    before = house.converged()
    first = house.process
    said = house.try_start()
    assert house.wait() == 1
    house.process = first
    assert "already running" in said
    assert f"pid {before.pid}" in said
    still = house.until(lambda v: v.at > before.at)
    assert (pids(still), still.pid, still.verdict) == (pids(before), before.pid, "CONVERGED")
    house.change('text = "two"\n')


def test_bad_settings_are_told_all_at_once_and_nothing_is_started(fleet: Make) -> None:
    house = fleet()
    house.settings.write_text(BAD)
    said = house.try_start()
    assert house.wait() == 1
    problems = said.splitlines()
    for line, what in [(1, "name"), (2, "colour"), (5, "max_size"), (7, "approvals"), (10, "command"), (12, "name"), (13, "command")]:
        assert any(f":{line}:" in text or f"line {line}" in text for text in problems if what in text), (line, what, said)
    assert "Traceback" not in house.told()
    assert sorted(path.name for path in house.home.iterdir()) == ["app.toml", "daemon.log", "holdfast.toml"]
    by_verb = house.cli("--daemon")
    assert (by_verb.code, by_verb.err.splitlines()) == (1, problems)
    assert house.cli("check").code == 1


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda home: (home / "state").write_text(""), "cannot make"),
        (lambda home: (home / "run").write_text(""), "cannot make"),
        (lambda home: (home / "holdfast.toml").unlink(), "cannot read"),
        (lambda home: (home / "state").symlink_to("/proc"), "cannot"),
    ],
    ids=["state-is-a-file", "run-is-a-file", "no-settings", "state-not-writable"],
)
def test_what_it_cannot_have_is_one_sentence_and_exit_1(fleet: Make, spoil: Callable[..., object], reason: str) -> None:
    house = fleet(worker("w1"))
    spoil(house.home)
    said = house.try_start()
    assert house.wait() == 1
    assert said.startswith(reason)
    assert "; " in said
    assert "Traceback" not in house.told()
    assert not house.ours()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_stops_the_workers_and_then_itself(fleet: Make, number: signal.Signals) -> None:
    house = fleet(worker("w1"), worker("w2"))
    before = house.start().converged()
    house.signal(number)
    assert house.wait() == 0
    assert all(gone(pid) for pid in pids(before).values())
    assert not house.ours()
    assert f"stop asked for by {number.name}" in house.told()
    assert not (house.home / "run" / "api.sock").exists()
    assert "Traceback" not in house.told()


def test_hangup_with_broken_settings_ends_nothing_and_says_why(house: Fleet) -> None:
    before = house.converged()
    good = house.settings.read_text()
    for text, told in [
        (good + "\ncolour = 1\n[broken", "holdfast.toml"),
        (good, "nothing has changed"),
        (good.replace('name = "e2e"', 'name = "other"'), "takes effect at the next start"),
        (None, "cannot read"),
    ]:
        house.settings.unlink()
        if text is not None:
            house.settings.write_text(text)
        house.signal(signal.SIGHUP)
        view = house.until(lambda v, told=told: told in v.events[0].text)
        assert (pids(view), view.verdict) == (pids(before), "CONVERGED")
    house.settings.write_text(good)


def test_usr1_opens_the_log_anew(fleet: Make) -> None:
    house = fleet(worker("w1"))
    log, old = house.home / "own.log", house.home / "own.log.1"
    house.start("--log", str(log)).converged()
    house.until(lambda v: "#1 active" in log.read_text())  # said at the end of the verify window
    os.rename(log, old)
    house.signal(signal.SIGUSR1)
    house.client.call("freeze", reason="after the rotation")
    house.until(lambda v: log.exists() and "after the rotation" in log.read_text())
    assert "after the rotation" not in old.read_text()

    log.unlink()
    log.mkdir()  # it cannot be opened: the daemon lives, and says so
    house.signal(signal.SIGUSR1)
    told = house.until(lambda v: "own.log" in v.events[0].text).events[0]
    assert told.level == "bad"
    assert house.client.call("unfreeze").ok
    log.rmdir()
    house.signal(signal.SIGUSR1)
    house.client.call("freeze", reason="and back")
    house.until(lambda v: log.exists() and "and back" in log.read_text())
    assert house.stop() == 0


def test_usr1_without_a_log_and_hangup_without_a_terminal_change_nothing(house: Fleet) -> None:
    before = house.converged()
    seen = before.events[0].id
    house.signal(signal.SIGUSR1)
    house.signal(signal.SIGHUP)
    after = house.until(lambda v: v.events[0].id > seen and "read again" in v.events[0].text)
    assert pids(after) == pids(before)
