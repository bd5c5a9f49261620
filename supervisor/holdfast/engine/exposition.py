"""Moments as Prometheus reads them. docs/metrics.md lists every name here; a test holds the two together.

Where there are several sources, what is told of each has its name as the label `source`; what is told of the host and of the daemon is
told once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import choose_encoder

import holdfast
from holdfast.core.lifecycle import Life
from holdfast.core.tally import BOUNDS, Durations
from holdfast.core.view import WorkerView
from holdfast.engine.metrics import Moment

VERDICTS = ("CONVERGED", "MIXED", "STALE", "UNPROVEN")
SOURCE_STATES = ("in-sync", "planned", "drifted", "unreadable", "unknown")
_own_process = ProcessCollector(registry=None)


def render(moments: Sequence[Moment], accept: str) -> tuple[bytes, str]:
    """(text, content type) in the format that `accept` names. moments: of each source, at least one."""
    registry = CollectorRegistry()
    registry.register(_Page(moments))
    encode, kind = choose_encoder(accept)
    return encode(registry), kind


class _Page:
    def __init__(self, moments: Sequence[Moment]) -> None:
        self._moments = moments

    def collect(self) -> Iterator[Metric]:
        first, *more = self._moments
        yield from _labelled(self._moments) if more else _of_source(first)
        yield from _of_host(first)
        yield from _own_process.collect()


def _of_source(moment: Moment) -> Iterator[Metric]:
    for part in (_reloads, _fleet, _workers, _watching, _journal):
        yield from part(moment)


def _labelled(moments: Iterable[Moment]) -> Iterable[Metric]:
    """Each family once, with the samples of all sources."""
    families: dict[str, Metric] = {}
    for moment in moments:
        for family in _of_source(moment):
            samples = [sample._replace(labels={"source": moment.view.source.name, **sample.labels}) for sample in family.samples]
            families.setdefault(family.name, Metric(family.name, family.documentation, family.type)).samples += samples
    return families.values()


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _states(name: str, text: str, label: str, states: Iterable[str], now: str) -> Metric:
    """One line for each state, 1 for the present one."""
    family = GaugeMetricFamily(name, text, labels=[label])
    for state in states:
        family.add_metric([state], state == now)
    return family


# -- reloads


def _reloads(moment: Moment) -> Iterator[Metric]:
    if moment.last.ok is not None:
        text = "Whether the last attempt to give the fleet a configuration ended with every worker's proof."
        yield _gauge("holdfast_config_last_reload_successful", text, moment.last.ok)
    if moment.last.succeeded_at:
        text = "When the last successful attempt ended."
        yield _gauge("holdfast_config_last_reload_success_timestamp_seconds", text, moment.last.succeeded_at)
    yield _proved(moment)
    failures = CounterMetricFamily("config_reload_failure", "Tries that came to nothing.", labels=["process", "reason"])
    for (process, reason), count in moment.counts.failures.items():
        failures.add_metric([process, reason], count)
    yield failures
    plans = CounterMetricFamily("holdfast_plans_ended", "Plans that have ended, by outcome.", labels=["outcome"])
    for outcome, count in moment.counts.ends.items():
        plans.add_metric([outcome], count)
    yield plans
    text = "From the decision to the last proof that was to be expected; back: of taking a failed reload back."
    durations = HistogramMetricFamily("holdfast_reload_duration_seconds", text, labels=["way"])
    for way, found in moment.counts.durations.items():
        durations.add_metric([way], _buckets(found), found.total)
    yield durations


def _proved(moment: Moment) -> Metric:
    """Only what was proved, and only while that is fresh; bytes of no version we know have no line."""
    family = InfoMetricFamily("holdfast_config", "The configuration that each worker has just proved to run.", labels=["worker"])
    for worker in moment.view.workers:
        if worker.name in moment.fresh and worker.proved_sha256:
            family.add_metric([worker.name], {"version": worker.proved_version, "checksum": worker.proved_sha256[:7]})
    return family


def _buckets(durations: Durations) -> list[tuple[str, float]]:
    return list(zip([*(str(bound) for bound in BOUNDS), "+Inf"], accumulate(durations.counts), strict=True))


# -- the fleet


def _fleet(moment: Moment) -> Iterator[Metric]:
    view = moment.view
    yield _states("holdfast_verdict", "What can be said of the whole fleet.", "verdict", VERDICTS, moment.verdict)
    target = InfoMetricFamily("holdfast_target", "The configuration that was decided last.")
    if view.target_sha256:
        target.add_metric([], {"version": view.target_version, "checksum": view.target_sha256[:7]})
    yield target
    phase = InfoMetricFamily("holdfast_plan", "The phase of the plan in flight; none in flight: no line.")
    if view.rollout is not None:
        phase.add_metric([], {"phase": view.rollout.phase})
    yield phase
    yield _states("holdfast_source_state", "The source, against what was decided.", "state", SOURCE_STATES, view.source.state)
    yield _gauge("holdfast_frozen", "Whether plans are frozen.", bool(view.frozen))
    yield _gauge("holdfast_read_only", "Whether nothing can be recorded any more, and so nothing be decided.", bool(view.read_only))


def _workers(moment: Moment) -> Iterator[Metric]:
    workers = moment.view.workers
    proven = [w.mark == "proven" and w.name in moment.fresh for w in workers]
    yield _each("holdfast_worker_proven", "Whether it has just proved what it should run.", workers, proven)
    yield _each("holdfast_worker_up", "Whether its process runs and has said hello.", workers, [w.life == Life.UP.value for w in workers])
    yield _each("holdfast_worker_critical", "Whether its vote counts.", workers, [w.critical for w in workers])
    yield _each("holdfast_worker_cordoned", "Whether it is left out of gates and verdict.", workers, [w.cordoned for w in workers])
    phase = InfoMetricFamily("holdfast_worker_phase", "The phase it is in.", labels=["worker"])
    for worker in workers:
        phase.add_metric([worker.name], {"phase": worker.phase})
    yield phase
    grades = [w.grade if w.name in moment.fresh else 0 for w in workers]
    yield _each("holdfast_worker_proof_grade", "How surely it is known what it runs, 0 to 4; 0 where its proof is old.", workers, grades)
    ages = [moment.ages.get(w.name) for w in workers]
    yield _each("holdfast_worker_proof_age_seconds", "Since its last proof; no line: this process has given none.", workers, ages)
    restarts = CounterMetricFamily("holdfast_worker_restarts", "Deaths that nobody had asked for.", labels=["worker"])
    for worker in workers:
        restarts.add_metric([worker.name], worker.restarts)
    yield restarts
    yield _each("holdfast_worker_cpu_ratio", "Of one core, in the last sample.", workers, [w.cpu / 100 for w in workers])
    yield _each("holdfast_worker_resident_memory_bytes", "With its children.", workers, [w.rss for w in workers])
    yield _each("holdfast_worker_open_fds", "With its children.", workers, [w.fds for w in workers])
    yield _each("holdfast_worker_threads", "With its children.", workers, [w.threads for w in workers])
    yield _each("holdfast_worker_inotify_watches", "inotify watches that it holds.", workers, [w.watches for w in workers])
    yield _each("holdfast_worker_inotify_instances", "inotify instances that it holds.", workers, [w.instances for w in workers])


def _each(name: str, text: str, workers: Iterable[WorkerView], values: Iterable[float | None]) -> Metric:
    """A line for each worker that has a value."""
    family = GaugeMetricFamily(name, text, labels=["worker"])
    for worker, value in zip(workers, values, strict=True):
        if value is not None:
            family.add_metric([worker.name], value)
    return family


# -- the watch, the journal


def _watching(moment: Moment) -> Iterator[Metric]:
    source = moment.view.source
    yield CounterMetricFamily("holdfast_inotify_overflows", "Times that the kernel's queue has lost events.", value=source.overflows)
    yield _gauge("holdfast_watch_degraded", "Whether the source is not watched as it should be.", bool(source.degraded))


def _journal(moment: Moment) -> Iterator[Metric]:
    view = moment.view
    yield CounterMetricFamily("holdfast_journal_records", "Records in the journal, across restarts.", value=view.records)
    yield _gauge("holdfast_epoch", "How many daemons this journal has had.", view.epoch)
    yield _gauge("holdfast_loop_lag_seconds", "Since the daemon last took an event; beyond some seconds it hangs.", moment.behind)


# -- the host, and the daemon


def _of_host(moment: Moment) -> Iterator[Metric]:
    """The same in the View of every source."""
    view, budget = moment.view, moment.view.budget
    if budget.watches_max:  # sampled
        yield _gauge("holdfast_inotify_watches", "Used by the daemon's user, all processes.", budget.watches)
        yield _gauge("holdfast_inotify_watches_limit", "What that user may use.", budget.watches_max)
        yield _gauge("holdfast_inotify_instances", "Used by the daemon's user, all processes.", budget.instances)
        yield _gauge("holdfast_inotify_instances_limit", "What that user may use.", budget.instances_max)
        yield _gauge("holdfast_inotify_hidden_processes", "Processes of that user that could not be counted.", budget.hidden)
    yield InfoMetricFamily("holdfast_build", "The program.", {"version": holdfast.__version__})
    yield InfoMetricFamily("holdfast_service", "Whom this is about.", {"service": view.service})
