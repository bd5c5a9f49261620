"""docs/states.md shows the machines as they are: the diagrams are drawn from the tables. HOLDFAST_UPDATE_STATES=1 draws them anew."""

from __future__ import annotations

import os
import re
from enum import Enum
from pathlib import Path

import pytest

from holdfast.core import lifecycle, phase, rollout
from holdfast.core.table import Machine

PAGE = Path(__file__).parents[2] / "docs" / "states.md"
MACHINES: dict[str, tuple[Machine[Enum, Enum], type[Enum], type[Enum], Enum]] = {
    "rollout": (rollout.MACHINE, rollout.Step, rollout.Turn, rollout.Step.QUIET),  # type: ignore[dict-item]
    "worker": (phase.MACHINE, phase.Phase, phase.Word, phase.Phase.DOWN),  # type: ignore[dict-item]
    "process": (lifecycle.MACHINE, lifecycle.Life, lifecycle.Happening, lifecycle.Life.DOWN),  # type: ignore[dict-item]
}


def drawn(name: str) -> str:
    """The machine as a Mermaid diagram: one arrow between two states, with all the events that go along it."""
    machine, states, events, first = MACHINES[name]
    arrows: dict[tuple[Enum, Enum], list[str]] = {}
    for state, event, after in machine.cells(states, events):
        if after is not None and after is not state:
            arrows.setdefault((state, after), []).append(event.value)
    lines = [f"    {a.value} --> {b.value}: {', '.join(words)}" for (a, b), words in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {first.value}", *lines, "```"])


def page(text: str) -> str:
    """The page with every diagram drawn anew, between its marks."""
    for name in MACHINES:
        text = re.sub(rf"(<!-- {name} -->\n).*?(\n<!-- end -->)", lambda m, name=name: m[1] + drawn(name) + m[2], text, flags=re.DOTALL)
    return text


@pytest.mark.parametrize("name", MACHINES)
def test_the_page_shows_the_machine(name: str) -> None:
    if os.environ.get("HOLDFAST_UPDATE_STATES"):
        PAGE.write_text(page(PAGE.read_text()))
    assert drawn(name) in PAGE.read_text(), "docs/states.md is not what the tables say; HOLDFAST_UPDATE_STATES=1 draws it anew"
