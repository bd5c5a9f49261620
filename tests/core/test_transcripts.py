"""Every transcript is a story told to the World: each line that starts with `> ` is played, and what follows is what happened.

HOLDFAST_UPDATE_TRANSCRIPTS=1 writes what happens now into the files: read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from core_story import Story

from holdfast.core.rollout import MACHINE, Step, Turn

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))


def replay(text: str) -> str:
    """The transcript with what really happens after each played line; comments and blank lines stay."""
    told, out = Story(), []
    for line in text.splitlines():
        if line.startswith(">"):
            out += [line, told.play(line[1:])]
        elif line.startswith("#") or not line:
            out.append(line)
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda p: p.stem)
def test_transcript(path: Path) -> None:
    text = path.read_text()
    happened = replay(text)
    if os.environ.get("HOLDFAST_UPDATE_TRANSCRIPTS"):
        path.write_text(happened)
    assert happened == text


def test_the_stories_lead_along_every_arrow_of_a_rollout(monkeypatch: pytest.MonkeyPatch) -> None:
    """All moves of the rollout's table happen in some story."""
    seen: set[tuple[Step, Turn]] = set()
    following = MACHINE.next

    def watched(step: Step, turn: Turn) -> Step:
        seen.add((step, turn))
        return following(step, turn)

    monkeypatch.setattr(MACHINE, "next", watched)
    for path in TRANSCRIPTS:
        replay(path.read_text())
    arrows = {(s, t) for s, t, after in MACHINE.cells(Step, Turn) if after not in (None, s)}
    # a plan is stored and decided upon within the step that begins it: nobody sees it in between
    arrows -= {(Step.QUIET, Turn.BEGIN), (Step.DETECTED, Turn.ABORT), (Step.PREPARED, Turn.ABORT)}
    assert arrows <= seen, sorted(f"{s.value} {t.name}" for s, t in arrows - seen)
