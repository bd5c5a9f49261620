"""The first content of all, in each format; a storm of writes; and content that comes while another plan is under way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from e2e_harness import Fleet, row, worker

Make = Callable[..., Fleet]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("app.toml", 'text = "one"\n', 'text = "two"\n'),
        ("app.json", '{"text": "one"}', '{\n  "text": "two"\n}\n'),
        ("app.yaml", "text: one\n", "# a comment\ntext: two\n"),
    ],
)
def test_each_format_is_proved_over_its_raw_bytes(fleet: Make, name: str, first: str, second: str) -> None:
    house = fleet(worker("w1"), source={"path": name})
    house.source = house.home / name
    house.source.write_text(first)
    house.start().converged()
    assert house.says("w1", "text is") == "text is one"
    house.change(second)
    assert house.says("w1", "text is two") == "text is two"
    assert house.stop() == 0


@pytest.mark.parametrize("spoilt", ["missing", "broken"])
def test_without_a_first_content_nothing_runs_until_it_comes(fleet: Make, spoilt: str) -> None:
    house = fleet(worker("w1"), worker("w2"))
    if spoilt == "missing":
        house.source.unlink()
        view = house.start().until(lambda v: v.source.state == "unreadable")
        assert "there is no such file" in view.source.reason
    else:
        house.source.write_text("text = ")
        view = house.start().until(lambda v: v.last is not None)
        assert (view.last.outcome, "line 1" in view.last.reason) == ("refused", True)
    assert ({w.pid for w in view.workers}, view.target_seq, view.verdict) == ({0}, 0, "UNPROVEN")
    for verb in ("apply --wait 10", "reload", "restart w1", "reload w1", "rollback 1", "approve --checksum abcd"):
        assert house.cli(*verb.split()).code == 1, verb
    assert not house.ours()
    house.write('text = "at last"\n')
    assert house.converged().proven == 2
    assert house.stop() == 0


def test_a_storm_of_writes_ends_with_the_last_of_them(fleet: Make) -> None:
    house = fleet(worker("w1"), worker("w2"), rollout={"approvals": 0})
    before = house.start().converged()
    with house.source.open("w") as file:  # one writer that never closes, in pieces
        for number in range(2000):
            file.seek(0)
            file.truncate()
            file.write('text = "')
            file.flush()
            file.write(f'{number}"\n')
            file.flush()
    for number in range(200):  # and many that rename
        house.write(f'text = "renamed {number}"\n')
    after = house.converged()
    plans = after.versions[: after.target_seq - before.target_seq]
    assert len(plans) <= 20
    assert [plan.outcome for plan in plans if plan.outcome not in ("superseded", "active", "refused")] == []
    assert house.says("w1", "renamed 199") == house.says("w2", "renamed 199")
    assert house.stop() == 0


def test_newer_content_waits_for_the_one_being_committed(fleet: Make) -> None:
    house = fleet(worker("w1"), worker("slow", "raw.py", critical=False), rollout={"commit_limit": "2s", "quorum": "majority"})
    house.start().converged()
    (house.home / "mood-slow").write_text("no-commit")
    second = house.write('text = "two"\n')
    house.awaiting(second)
    house.approve(second)
    house.until(lambda v: v.rollout is not None and v.rollout.phase == "Committing" and row(v, "w1").proved_sha256 == second)
    third = house.write('text = "three"\n')
    waiting = house.until(lambda v: v.waiting_sha256 == third)
    assert waiting.rollout.sha256 == second
    (house.home / "mood-slow").write_text("honest")
    plan = house.awaiting(third)
    assert plan.rollout.base_sha256 == second
    house.approve(third)
    house.converged()
    assert house.stop() == 0
