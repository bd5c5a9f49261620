"""What the recorder takes down: told on the stories of the World, each of which must be the same story with it beside the pump."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from core_story import Story

from holdfast.core import events as ev
from holdfast.core.timeline import timeline
from holdfast.core.trace import TraceView
from holdfast.engine.tape import ROOM, ROOM_EACH
from holdfast.engine.trace import NotKept, Recorder
from holdfast.engine.traces import IN_MEMORY, ON_DISK, Traces

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


class Beside:
    """A World whose steps a Recorder sees, as it does in the pump. A step whose records cannot be written has not happened."""

    def __init__(self, world: Any, story: Traced) -> None:
        self.world, self.story = world, story
        self.recorder = Recorder(world, str(story.folder), lambda: story.now.mono)

    def receive(self, event: object, now: Any) -> Any:
        effects = self.world.receive(event, now)
        if not self.story.disk_full or isinstance(event, ev.JournalFailed):
            self.recorder.saw(event, effects, now.mono, now.mono)
        return effects

    def __getattr__(self, name: str) -> Any:
        return getattr(self.world, name)


class Traced(Story):
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__()

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, Beside(value, self) if name == "world" and value is not None else value)

    @property
    def recorder(self) -> Recorder:
        return self.world.recorder  # type: ignore[union-attr]

    async def shown(self, seq: int = 0) -> TraceView:
        trace = await self.recorder.trace(seq or self.recorder.latest)
        assert trace is not None
        return timeline(trace)


async def after(folder: Path, *lines: str) -> Traced:
    story = Traced(folder)
    story.play_quietly(*lines)
    return story


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda p: p.stem)
async def test_a_story_is_the_same_with_the_recorder_beside_it_and_every_line_is_whole(path: Path, tmp_path: Path) -> None:
    plain, traced = Story(), Traced(tmp_path)
    for line in path.read_text().splitlines():
        if line.startswith(">"):
            assert traced.play(line[1:]) == plain.play(line[1:]), line
    for seq in traced.world.ledger.versions:  # type: ignore[union-attr]
        found = await traced.recorder.trace(seq)
        if found is not None:
            whole(timeline(found))
    traced.recorder.close()


def whole(view: TraceView) -> None:
    """No step overlaps another, none is missing between two, and the sums are right."""
    for before, span in zip(view.steps, view.steps[1:], strict=False):
        assert span.start == pytest.approx(before.start + before.took)
    assert all(span.took >= 0 for span in view.steps)
    assert view.took == pytest.approx(view.machine + view.people + view.time)
    assert min(view.machine, view.people, view.time) >= -1e-6


def words(view: TraceView) -> list[str]:
    return [f"{span.of} {span.step}".strip() for span in view.steps if span.took or span.step in ("fsync", "approval")]


async def test_an_edit_waits_for_a_human_and_the_line_says_for_how_long_and_for_whom(tmp_path: Path) -> None:
    story = await after(tmp_path, "fleet w1! w2!", "edit b", "lint ok", "everyone yes", "wait 14.2", "approve b by bob", "everyone active")
    view = await story.shown()
    assert (view.seq, view.people, view.approved_by, view.outcome) == (2, pytest.approx(14.2), ("bob",), "")
    assert view.steps[0].step == "event"
    assert words(view) == ["lint", "approval", "fsync"]
    assert {w.worker: (w.vote, w.proved_at is not None) for w in view.workers} == {"w1": ("yes", True), "w2": ("yes", True)}


async def test_two_waves_a_bake_and_a_pause(tmp_path: Path) -> None:
    story = await after(
        tmp_path, "fleet w1! w2! w3! w4 approvals=0 waves=1,25%,rest bake=20 health=yes", "edit b", "lint ok", "everyone yes", "w4 active",
        "wait 20", "health unclear", "wait 7", "go by root", "w1 active", "wait 20", "health go", "everyone yes", "everyone active",
    )  # fmt: skip
    view = await story.shown()
    assert (view.waves, view.time, view.people) == (2, 40.0, 7.0)
    assert [f"{s.of} {s.step}" for s in view.steps if s.took > 1] == ["wave 1 bake", "wave 1 paused", "wave 2 bake"]
    assert "the rest proof" in [f"{s.of} {s.step}" for s in view.steps]


async def test_a_refused_plan_shows_what_was_reached_and_the_next_one_is_told_apart(tmp_path: Path) -> None:
    story = await after(tmp_path, "fleet w1! w2!", "edit b", "lint ok", "w1 yes", "w2 no redis is down", "edit c", "lint ok")
    refused, new = await story.shown(2), await story.shown()
    assert (refused.outcome, [(w.worker, w.said) for w in refused.workers]) == ("refused", [("w1", ""), ("w2", "E_DEP redis is down")])
    assert refused.steps[-1].step == "close"
    assert (new.seq, [w.vote for w in new.workers]) == (3, ["", ""])


async def test_a_plan_that_is_superseded_ends_where_the_newer_one_begins(tmp_path: Path) -> None:
    story = await after(tmp_path, "fleet w1! w2!", "edit b", "lint ok", "everyone yes", "wait 5", "edit c")
    old, new = await story.shown(2), await story.shown(3)
    assert (old.outcome, old.people) == ("superseded", pytest.approx(5.2, abs=0.3))
    assert (new.outcome, new.steps[0].step) == ("", "event")


async def test_a_change_that_waits_for_the_plan_in_flight_says_so(tmp_path: Path) -> None:
    story = await after(
        tmp_path, "fleet w1! w2! approvals=0", "edit b", "lint ok", "everyone yes", "edit c", "wait 3", "everyone active", "lint ok",
    )  # fmt: skip
    view = await story.shown()
    assert (view.seq, view.time) == (3, pytest.approx(3.0, abs=0.3))
    assert [span.step for span in view.steps[:3]] == ["event", "queue", "lint"]


async def test_a_rollback_says_who_asked_and_a_way_back_is_part_of_the_plan_that_failed(tmp_path: Path) -> None:
    story = await after(
        tmp_path, "fleet w1! w2! approvals=0", "edit b", "lint ok", "everyone yes", "everyone active", "reject by ana", "everyone yes",
        "everyone active", "rollback 2 by ana", "lint ok", "everyone yes", "everyone active",
    )  # fmt: skip
    failed, back = await story.shown(2), await story.shown()
    assert failed.outcome == "rolled back"
    assert [s.of for s in failed.steps if s.step == "fsync"] == ["", "back"]
    assert {(w.worker, w.back) for w in failed.workers} == {(name, way) for name in ("w1", "w2") for way in (False, True)}
    assert (back.seq, back.kind, back.approved_by) == (4, "rollback", ("ana",))


async def test_traces_are_on_the_disk_after_an_end_and_found_by_the_next_daemon(tmp_path: Path) -> None:
    story = await after(tmp_path / "traces", "fleet w1! w2! approvals=0", "edit b", "lint ok", "everyone yes", "everyone active", "wait 61")
    before = await story.shown(2)
    story.recorder.close()
    assert sorted(path.name for path in (tmp_path / "traces").iterdir()) == ["1.json", "2.json"]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "traces").iterdir()} == {0o600}
    story.play_quietly("supervisor dies")
    assert await story.shown(2) == before
    assert await story.recorder.trace(3) is None


async def test_what_a_daemon_left_in_the_middle_is_not_written_over_by_what_the_next_one_sees_of_it(tmp_path: Path) -> None:
    story = await after(tmp_path, "fleet w1! w2! approvals=0", "edit b", "lint ok", "everyone yes", "everyone active")
    story.recorder.close()
    story.play_quietly("supervisor dies", "wait 61")
    view = await story.shown(2)
    assert view.steps[0].step == "event"
    assert (await story.recorder.trace(2)).outcome == ""  # type: ignore[union-attr]


async def test_a_folder_that_cannot_be_written_loses_the_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "traces").write_text("no folder")
    story = await after(tmp_path / "traces", "fleet w1! w2! approvals=0", "edit b", "lint ok", "everyone yes", "everyone active", "wait 61")
    story.recorder.close()
    assert (await story.shown(2)).outcome == "active"


async def test_a_trace_is_written_a_moment_after_the_end_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = asyncio.Event()
    monkeypatch.setattr(Traces, "written", lambda _, raw: written.set() if 2 in raw else None)
    story = await after(tmp_path, "fleet w1! w2! approvals=0", "edit b", "lint ok", "everyone yes", "everyone active", "wait 61")
    await asyncio.wait_for(written.wait(), 10)
    assert (tmp_path / "2.json").exists()
    assert (await story.shown(2)).outcome == "active"


async def test_of_a_rollout_that_goes_on_for_ever_the_oldest_marks_go_and_are_counted(tmp_path: Path) -> None:
    story = await after(tmp_path, "fleet w1! w2!", "edit b", "lint ok", "everyone yes", *["again w1 prepare yes"] * 600, "approve b by bob")
    view = await story.shown()
    assert 0 < view.dropped - (600 - ROOM - 2 * ROOM_EACH) < 20  # and what else a plan of two workers has
    assert view.approved_by == ("bob",)
    whole(view)


async def test_so_many_are_kept_and_no_more(tmp_path: Path) -> None:
    story = await after(tmp_path, "fleet w1!", *["edit b", "edit c"] * ((ON_DISK + 4) // 2))
    story.recorder.close()
    last = story.world.ledger.seq  # type: ignore[union-attr]
    kept = sorted(int(path.stem) for path in tmp_path.iterdir())
    assert kept == [*range(last - ON_DISK + 1, last + 1)]
    with pytest.raises(NotKept, match=r"^cannot show the trace of #2: none of #2 is kept: the last 200 are"):
        await story.recorder.show(story.world.ledger, "#2")  # type: ignore[union-attr]
    assert (await story.recorder.show(story.world.ledger, "")).seq == last  # type: ignore[union-attr]
    assert len(story.recorder._traces._kept) == IN_MEMORY


async def test_a_way_back_is_found_under_its_own_number_too_and_a_file_of_an_earlier_history_is_not_shown(tmp_path: Path) -> None:
    story = await after(
        tmp_path, "fleet w1! w2! approvals=0", "edit b", "lint ok", "everyone yes", "everyone active", "reject by ana", "everyone yes",
        "everyone active",
    )  # fmt: skip
    ledger = story.world.ledger  # type: ignore[union-attr]
    assert (await story.recorder.show(ledger, "3")).seq == (await story.recorder.show(ledger, "")).seq == 2
    story.recorder.close()
    story.play_quietly("supervisor dies")
    (tmp_path / "1.json").write_bytes((tmp_path / "2.json").read_bytes())
    with pytest.raises(NotKept, match="none of #1 is kept"):
        await story.recorder.show(ledger, "1")
