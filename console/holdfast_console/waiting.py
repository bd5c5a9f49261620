"""--wait: follow the daemon until what was asked for has come about, has failed, or takes too long.

The stream begins with the present, so an end that came before we looked is seen. Each wait is a function of the View that says
None (not yet) or an exit code and a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep
from typing import NamedTuple

from holdfast.api.client import Client
from holdfast.core.view import RolloutView, View, WorkerView
from holdfast_console.out import DONE, FAILED, NOT_CONVERGED, TIMED_OUT

SECONDS = 120.0  # --wait without a number: longer than committing and verifying take by default


class End(NamedTuple):
    code: int
    text: str


Test = Callable[[View], End | None]


def wait(client: Client, test: Test, seconds: float) -> End:
    """Raises Unreachable if the daemon goes meanwhile."""
    deadline = monotonic() + seconds
    with client.stream("stream") as stream:
        while True:
            try:
                end = test(stream.get(deadline - monotonic()))
            except TimeoutError:
                return End(TIMED_OUT, f"cannot wait longer: not done after {seconds:g} s; see `holdfast status`")
            if end is not None:
                return end


def plan_ended(seq: int) -> Test:
    """The plan of that number is proved by everybody, or has ended. What its verify window still brings is not waited for."""

    def test(view: View) -> End | None:
        if view.rollout is not None and view.rollout.seq == seq and view.rollout.phase == "Verifying" and view.verdict == "CONVERGED":
            return End(DONE, f"plan {seq} is proved by {view.rollout.proved} of {view.rollout.members}; the fleet is CONVERGED")
        if view.last is not None and view.last.seq == seq and view.last.outcome:
            return _outcome(view.last, view)
        kept = next((version for version in view.versions if version.seq == seq), None)
        if kept is None or kept.outcome in ("", "open"):
            return None
        return _judge(f"plan {seq}", kept.outcome, kept.note, view)

    return test


def _outcome(rollout: RolloutView, view: View) -> End:
    noes = [f"{vote.worker}: {vote.error or vote.code}" for vote in rollout.votes if vote.vote == "no"]
    return _judge(f"plan {rollout.seq}", rollout.outcome, "; ".join([rollout.reason] * bool(rollout.reason) + noes), view)


def _judge(what: str, outcome: str, why: str, view: View) -> End:
    text = f"{what} ended: {outcome}" + (f" ({why})" if why else "")
    if not outcome.startswith("active"):
        return End(FAILED, text)
    return End(DONE if view.verdict == "CONVERGED" else NOT_CONVERGED, f"{text}; the fleet is {view.verdict}")


def converged(view: View) -> End | None:
    """Nothing was to be done: is all well?"""
    return End(DONE if view.verdict == "CONVERGED" else NOT_CONVERGED, f"the fleet is {view.verdict}")


def restarted(name: str, before: WorkerView | None) -> Test:
    """Another process than before runs under that name, and has proved what it should run."""
    old = (before.pid, before.started_at) if before else (0, 0.0)

    def test(view: View) -> End | None:
        worker = _find(view, name)
        if worker is not None and worker.life != "Fatal" and (worker.pid, worker.started_at) == old:
            return None
        return _settled(worker, name)

    return test


def reloaded(names: tuple[str, ...]) -> Test:
    """Each of the workers has proved what it should run, or has said no."""

    def test(view: View) -> End | None:
        ends = [_settled(_find(view, name), name) for name in names]
        known = [end for end in ends if end is not None]
        if len(known) < len(ends):
            return None
        return End(max(end.code for end in known), "; ".join(end.text for end in known))

    return test


PROOF = 5.0  # seconds that an answer to a challenge may take
AGAIN = 0.05  # seconds between two looks: ages of proofs are no news that a stream tells of


def proved(client: Client, names: tuple[str, ...], before: dict[str, float]) -> End:
    """What each of these has proved since; who does not answer is not proved. Raises Unreachable."""
    deadline = monotonic() + PROOF
    while True:
        found = [_find(client.view(), name) for name in names]
        missing = [w for w in found if w is not None and w.proved_at <= before.get(w.name, 0.0)]
        if not missing or monotonic() >= deadline:
            ends = [_proof(w, w not in missing) for w in found if w is not None]
            return End(max((end.code for end in ends), default=NOT_CONVERGED), "; ".join(end.text for end in ends))
        sleep(AGAIN)


def _proof(worker: WorkerView, answered: bool) -> End:
    if not answered:
        return End(NOT_CONVERGED, f"{worker.name}: no answer within {PROOF:g} s")
    runs = f"{worker.proved_version or 'bytes that no version has'} {worker.proved_sha256[:7]} (E{worker.grade})"
    if worker.proved_sha256 == worker.desired_sha256 and worker.grade > 1:
        return End(DONE, f"{worker.name} proves {runs}")
    return End(NOT_CONVERGED, f"{worker.name} proves {runs}, and should run {worker.desired_version} {worker.desired_sha256[:7]}")


def _find(view: View, name: str) -> WorkerView | None:
    return next((worker for worker in view.workers if worker.name == name), None)


def _settled(worker: WorkerView | None, name: str) -> End | None:
    if worker is None:
        return End(FAILED, f"there is no worker {name!r} any more")
    if worker.life == "Fatal" or worker.phase in ("Held", "Quarantined", "Drifted"):
        state = "Fatal" if worker.life == "Fatal" else worker.phase
        return End(FAILED, f"{name} is {state}" + (f": {worker.reason}" if worker.reason else ""))
    if worker.phase == "Active" and worker.proved_seq == worker.desired_seq and worker.mark in ("proven", "cordoned"):
        return End(DONE, f"{name} runs {worker.proved_version} {worker.proved_sha256[:7]}, proved")
    return None
