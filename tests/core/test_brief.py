"""A View in one line: is that source all right, and if not, who is waited for?"""

import pytest

from holdfast.core.brief import brief
from holdfast.core.view import RolloutView, SourceView, View


def view(phase="", source="in-sync", **more):
    plan = RolloutView(8, "v8", "e41d", "edit", "file", phase, wave=0, waves=3) if phase else None
    told = {"verdict": "CONVERGED", "source": SourceView("/a.toml", "toml", source, name="app"), "rollout": plan, "total": 2} | more
    return View(service="orders", host="h", pid=1, epoch=1, started_at=0.0, at=0.0, **told)


@pytest.mark.parametrize(
    ("told", "calls", "urgency"),
    [
        (view(), "", 0),
        (view("Verifying"), "", 0),
        (view(verdict="STALE"), "STALE", 1),
        (view("Committing", verdict="MIXED"), "MIXED, committing", 1),
        (view(source="unreadable"), "source unreadable: ", 2),
        (view(source="drifted"), "the source is not what should run", 2),
        (view("Awaiting", "drifted", read_only="the disk is full"), "#8 waits for approval", 3),
        (view("Paused", verdict="MIXED"), "#8 is paused in wave 1 of 3", 3),
        (view("Stuck"), "#8 is stuck", 3),
    ],
)
def test_what_calls_somebody_there(told, calls, urgency):
    row = brief(told)
    assert (row.calls, row.urgency) == (calls, urgency)
    assert (row.name, row.verdict, row.total) == ("app", told.verdict, 2)
