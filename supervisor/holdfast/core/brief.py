"""A View in one line, for those who look at another source: is it all right, and if not, who is waited for?"""

from __future__ import annotations

from holdfast.core.view import RolloutView, SourceRow, View


def brief(view: View) -> SourceRow:
    plan = view.rollout
    return SourceRow(
        view.source.name, view.verdict, view.proven, view.total, view.target_seq, view.target_version,
        plan.phase if plan else "", _waits(plan) if plan else "", _trouble(view),
    )  # fmt: skip


def _waits(plan: RolloutView) -> str:
    if plan.phase == "Awaiting":
        return f"#{plan.seq} waits for approval"
    if plan.phase == "Paused":
        return f"#{plan.seq} is paused in wave {plan.wave + 1} of {plan.waves}"
    return f"#{plan.seq} is stuck" if plan.phase == "Stuck" else ""


def _trouble(view: View) -> str:
    if view.read_only:
        return f"nothing can be recorded: {view.read_only}"
    if view.source.state == "unreadable":
        return f"source unreadable: {view.source.reason}"
    if view.source.state == "drifted" and view.rollout is None:  # else it waits for the plan in flight
        return "the source is not what should run"
    return "it is not watched as it should be" if view.source.degraded else ""
