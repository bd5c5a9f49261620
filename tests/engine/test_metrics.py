"""What a scrape is told, read back by the reference parsers: on stories of the World, with a clock that the test moves."""

from __future__ import annotations

import asyncio
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as plain

from holdfast.core.show import world_view
from holdfast.core.tally import ENDS, FAILURES, Tally
from holdfast.core.words import Budget, Figures, Now
from holdfast.engine.metrics import Metrics

ROOT = Path(__file__).parents[2]
OPEN = "application/openmetrics-text; version=1.0.0"

if "core_story" not in sys.modules:  # the core's tests are not among those that run
    _spec = importlib.util.spec_from_file_location("core_conftest", ROOT / "tests" / "core" / "conftest.py")
    assert _spec is not None
    assert _spec.loader is not None
    _spec.loader.exec_module(importlib.util.module_from_spec(_spec))
story: Any = sys.modules["core_story"]


class Before:
    """A World whose events go through a Tally."""

    def __init__(self, world: Any) -> None:
        self.tally = Tally(world)
        self.receive = self.tally.receive

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tally.world, name)


class Scraped(story.Story):  # type: ignore[misc, name-defined]
    """A story whose World is looked at by a Tally, and scraped `late` seconds after its last event."""

    def __init__(self, *lines: str) -> None:
        super().__init__()
        self.play_quietly(*lines)

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, Before(value) if name == "world" and value is not None else value)

    async def text(self, accept: str = "", late: float = 0.0) -> str:
        looks = [(self.world.tally, lambda: world_view(self.world, "host", 1))]
        metrics = Metrics(looks, lambda: Now(self.now.mono + late, self.now.wall + late))
        body, kind = await metrics.page(accept)
        assert kind.startswith(accept.partition(";")[0] or "text/plain")
        return body.decode()

    async def samples(self, name: str, late: float = 0.0) -> dict[tuple[str, ...], float]:
        """{values of the labels, in the order of their names: value} of the samples of that name."""
        families = list(plain(await self.text(late=late)))
        found = [sample for family in families for sample in family.samples if sample.name == name]
        return {tuple(value for _, value in sorted(sample.labels.items())): sample.value for sample in found}

    async def value(self, name: str) -> float | None:
        return (await self.samples(name)).get(())

    async def proved(self, late: float = 0.0) -> dict[str, str]:
        """{worker: content} of holdfast_config_info."""
        found = await self.samples("holdfast_config_info", late)
        assert set(found.values()) <= {1.0}
        contents = {sha[:7]: name for sha, name in self.names.items()}
        return {worker: contents[checksum] for checksum, _, worker in found}


FLEET = "fleet w1! w2! w3 approvals=0"
DECIDED = (FLEET, "edit b", "lint ok", "everyone yes")
PROVED = (*DECIDED, "everyone active")


@pytest.mark.parametrize(("accept", "parse"), [("", plain), (OPEN, openmetrics)])
async def test_both_formats_are_what_their_reference_parsers_read(accept: str, parse: Any) -> None:
    families = {family.name: family for family in parse(await Scraped(*PROVED).text(accept))}
    assert len(families) > 35
    assert all(family.documentation for family in families.values())
    assert families["config_reload_failure"].type == "counter"
    assert families["holdfast_reload_duration_seconds"].type == "histogram"


async def test_config_info_is_what_each_worker_proved_and_not_what_it_says() -> None:
    assert await Scraped(FLEET).proved() == {"w1": "a", "w2": "a", "w3": "a"}
    liar = Scraped(*DECIDED, "w1 active", "w2 active", "w3 lies")
    assert await liar.proved() == {"w1": "b", "w2": "b", "w3": "a"}
    assert await liar.samples("holdfast_worker_proven") == {("w1",): 1, ("w2",): 1, ("w3",): 0}
    labels = {version for _, version, _ in await liar.samples("holdfast_config_info")}
    assert labels == {v.version for v in liar.world.ledger.versions.values()}


async def test_a_proof_that_has_become_old_says_nothing() -> None:
    mute = Scraped(*PROVED, "w3 mute", "wait 5")
    assert await mute.proved() == {"w1": "b", "w2": "b"}
    assert await mute.samples("holdfast_worker_proof_grade") == {("w1",): 2, ("w2",): 2, ("w3",): 0}
    ages = await mute.samples("holdfast_worker_proof_age_seconds")
    assert ages["w3",] == pytest.approx(5, abs=1)
    assert max(ages["w1",], ages["w2",]) < 1


async def test_bytes_of_no_version_have_no_line() -> None:
    stranger = Scraped(*PROVED)
    stranger.runs["w3"] = ("", 0)  # nothing we know matches its proof
    stranger.play_quietly("wait 2")
    assert await stranger.proved() == {"w1": "b", "w2": "b"}


async def test_nothing_stays_green_where_the_pump_hangs() -> None:
    good = Scraped(*PROVED, "wait 61")
    assert (await good.samples("holdfast_verdict"))["CONVERGED",] == 1
    assert await good.proved(late=30) == {}
    assert set((await good.samples("holdfast_worker_proven", late=30)).values()) == {0}
    verdict = await good.samples("holdfast_verdict", late=30)
    assert verdict == {("CONVERGED",): 0, ("MIXED",): 0, ("STALE",): 1, ("UNPROVEN",): 0}
    assert (await good.samples("holdfast_loop_lag_seconds", late=30))[()] >= 30


LAST: list[tuple[tuple[str, ...], float | None]] = [
    (("start w1! w2! w3 approvals=0",), None),
    (("start w1! w2! w3 approvals=0", "edit a", "lint no port"), 0),
    ((FLEET,), 1),
    (PROVED, 1),  # not over yet: the one before it counts
    ((*PROVED, "wait 61"), 1),
    ((FLEET, "edit b", "lint no port"), 0),
    ((FLEET, "edit b", "lint ok", "w1 no away"), 0),
    ((*DECIDED, "w1 active", "reject by ana wrong", "w1 yes", "everyone active"), 0),
    ((FLEET, "edit b", "lint ok", "w1 yes", "w2 yes", "w3 no away", "everyone active", "wait 61"), 0),
    ((FLEET, "edit b", "edit c", "lint ok", "everyone yes", "everyone active", "wait 61", "edit d", "edit c"), 1),
]


@pytest.mark.parametrize(("lines", "expected"), LAST)
async def test_whether_the_last_attempt_was_successful(lines: tuple[str, ...], expected: float | None) -> None:
    told = Scraped(*lines)
    assert await told.value("holdfast_config_last_reload_successful") == expected
    at = await told.value("holdfast_config_last_reload_success_timestamp_seconds")
    good = [v.ended_at for v in told.world.ledger.versions.values() if v.outcome == "active" and v.kind.value != "revert"]
    assert at == (good[-1] if good else None)


async def test_an_attempt_that_left_a_worker_behind_is_a_success_once_everybody_proves_it() -> None:
    told = Scraped(FLEET, "edit b", "lint ok", "w1 yes", "w2 yes", "w3 no away", "everyone active", "wait 61")
    assert await told.value("holdfast_config_last_reload_successful") == 0
    told.play_quietly("reload by ana w3", "w3 yes", "w3 active")
    assert await told.value("holdfast_config_last_reload_successful") == 1


async def test_what_comes_from_the_journal_survives_the_supervisor_and_its_counters_begin_anew() -> None:
    told = Scraped(FLEET, "edit b", "lint ok", "w1 no away", "wait 10")
    names = ("holdfast_config_last_reload_successful", "holdfast_config_last_reload_success_timestamp_seconds")
    before = [await told.value(name) for name in names]
    assert (await told.samples("config_reload_failure_total"))["w1", "dependency"] == 1
    told.play_quietly("supervisor dies", "wait 1")
    assert [await told.value(name) for name in names] == before
    assert before[0] == 0
    assert set((await told.samples("config_reload_failure_total")).values()) == {0}


async def test_every_counter_is_there_before_it_counts() -> None:
    """increase() does not see a line that appears with a 1."""
    told = Scraped(FLEET)
    failures = await told.samples("config_reload_failure_total")
    assert failures.pop(("_supervisor", "unreadable")) == 1  # a story begins without a source
    own = {("_supervisor", reason): 0.0 for reason in ("schema", "timeout")}
    assert failures == {(name, reason): 0.0 for name in ("w1", "w2", "w3") for reason in FAILURES} | own
    assert set(await told.samples("holdfast_plans_ended_total")) == {(outcome,) for outcome in ENDS}


async def test_the_histogram_s_buckets_grow_to_its_count() -> None:
    told = Scraped(*DECIDED, "w1 active", "w2 active", "wait 0.3", "w3 active")
    buckets = await told.samples("holdfast_reload_duration_seconds_bucket")
    forward = {float(le): count for (le, way), count in buckets.items() if way == "forward"}
    counts = [forward[le] for le in sorted(forward)]
    assert counts == sorted(counts)
    assert (forward[0.25], forward[0.5], forward[float("inf")]) == (1, 2, 2)
    assert (await told.samples("holdfast_reload_duration_seconds_count"))["forward",] == 2


async def test_figures_and_states_are_as_the_view_has_them() -> None:
    told = Scraped(FLEET, "freeze by ana sale", "cordon w3 by ana")
    told.give(story.ev.Sampled({"w1": Figures(50.0, 1 << 20, 7, 2, 3, 1)}, Budget(0, 10, 100, 4, 128, 16384, 1)))
    for name, value in {"cpu_ratio": 0.5, "resident_memory_bytes": 1 << 20, "open_fds": 7, "threads": 2, "inotify_watches": 3}.items():
        assert (await told.samples(f"holdfast_worker_{name}"))["w1",] == value
    for name, value in {"watches": 10, "watches_limit": 100, "instances": 4, "instances_limit": 128, "hidden_processes": 1}.items():
        assert await told.value(f"holdfast_inotify_{name}") == value
    assert await told.value("holdfast_frozen") == 1
    assert await told.samples("holdfast_worker_cordoned") == {("w1",): 0, ("w2",): 0, ("w3",): 1}
    assert (await told.samples("holdfast_source_state"))["in-sync",] == 1
    assert await told.samples("holdfast_worker_phase_info") == {("Active", worker): 1 for worker in ("w1", "w2", "w3")}
    assert await told.value("holdfast_journal_records_total") == told.world.ledger.records


async def test_a_reason_in_words_is_never_on_the_page() -> None:
    told = Scraped(FLEET, "edit b", "lint ok", "w1 no 'redis://app:hunter2@db refused'", "edit c", "lint no hunter2", "unreadable hunter2")
    assert "hunter2" in story.world_view(told.world, "host", 1).source.reason
    assert "hunter2" not in await told.text()


async def test_the_manual_has_every_name_with_its_labels_and_no_other() -> None:
    told = Scraped(*DECIDED, "w1 active", "w2 active", "wait 61")
    told.give(story.ev.Sampled({}, Budget(watches_max=1)))
    told.play_quietly("edit c")
    exposed: dict[str, set[str]] = {}
    for family in plain(await told.text()):
        for sample in family.samples:
            name = re.sub(r"_(bucket|sum|count)$", "", sample.name) if family.type == "histogram" else sample.name
            exposed.setdefault(name, set()).update(set(sample.labels) - {"le"})
    exposed = {name: labels for name, labels in exposed.items() if not name.startswith("process_")}
    rows = re.findall(r"^\| `((?:holdfast|config)_\w+)` \|([^|]*)\|", (ROOT / "docs" / "metrics.md").read_text(), re.MULTILINE)
    assert {name: {label.strip() for label in labels.split(",")} - {""} for name, labels in rows} == exposed


def test_the_manual_has_every_reason_and_every_outcome() -> None:
    text = (ROOT / "docs" / "metrics.md").read_text()
    assert all(f"| `{reason}` |" in text for reason in FAILURES)
    assert all(outcome in text for outcome in ENDS)


async def test_a_flood_of_scrapes_makes_one_page_of_each_format_and_who_hangs_up_takes_it_from_nobody() -> None:
    told, looked = Scraped(FLEET), []

    def view() -> Any:
        looked.append(1)
        return world_view(told.world, "host", 1)

    metrics = Metrics([(told.world.tally, view)], lambda: told.now)
    scrapes = [asyncio.create_task(metrics.page(accept)) for accept in ("", "text/html", OPEN, f"{OPEN};q=1,a/b") for _ in range(20)]
    await asyncio.sleep(0)
    for first in scrapes[::20]:
        first.cancel()
    pages = await asyncio.gather(*scrapes, return_exceptions=True)
    assert len(looked) == 2
    assert [isinstance(page, asyncio.CancelledError) for page in pages] == [n % 20 == 0 for n in range(80)]
    assert len({page for page in pages if not isinstance(page, BaseException)}) == 2
    await metrics.page("")
    assert len(looked) == 3


def test_a_daemon_that_nobody_scrapes_does_not_pay_for_the_library() -> None:
    code = "import sys, holdfast.daemon; print('prometheus_client' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30, cwd=ROOT / "supervisor")
    assert done.stdout == "False\n"
