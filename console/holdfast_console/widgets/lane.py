"""How far each worker has come in a rollout: five cells and a word, its proof, and what it said."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from holdfast.core.view import LaneView, RolloutView, VoteView, WorkerView
from holdfast_console.glyphs import BACK, CURSOR, FULL, MARKS, NO, RUN, VOID, YES
from holdfast_console.rows import ROLE, proof_words
from holdfast_console.text import Line, clean, cut, left, on_cursor, width

STEPS = 5
NAMES = 20  # cells for those who approved
DECIDED = 2  # the step on which every lane stands when the decision falls
PACE = 0.25  # seconds that each step after it stays visible: a commit takes milliseconds, an eye does not
NEVER = float("inf")
_PREPARE = (" prepare", "text")
WORDS = {2: "voted yes", 3: "committing", 4: "proving"}


def paced(lane: LaneView, since: float, back_for: float = NEVER) -> LaneView:
    """The lane as it is shown `since` seconds after the decision, or `back_for` seconds after it turned back: a quarter of a second a step,
    never ahead of what is so."""
    first = 0 if lane.back else DECIDED
    step = int(min(lane.step, first + max(0.0, back_for if lane.back else since) / PACE))
    if lane.failed or step == lane.step:
        return lane
    return msgspec.structs.replace(lane, step=step, word="going back" if lane.back else WORDS.get(step, lane.word))


def moves(lane: LaneView) -> bool:
    """It has been told to change what it runs, and may have proved it since."""
    return lane.back or lane.step > DECIDED


def arranged(lanes: Sequence[LaneView], before: Sequence[str]) -> tuple[str, ...]:
    """Who moves stands on top, in the order in which they began, and stays there; the others as they are. before: how they stood."""
    names = [lane.worker for lane in lanes]
    moving = {lane.worker for lane in lanes if lane.failed or moves(lane)}
    top = [name for name in before if name in moving]
    known = set(top)
    top += [name for name in names if name in moving and name not in known]
    return (*top, *(name for name in names if name not in moving))


def faded(line: Line) -> Line:
    """What is over; only what is wrong keeps its colour."""
    return tuple((text, role if role.endswith("wrong") else "^dim" if role.startswith("^") else "dim") for text, role in line)


def cells(lane: LaneView) -> Line:
    """▰▰▰▱▱ on its way, ▰▰✗ failed, ◁◁▰▰▰ on its way back."""
    step = max(0, min(STEPS, lane.step))
    if lane.failed:
        step = min(step, STEPS - 1)
        return ((FULL * step + NO, "wrong"), (" " * (STEPS - step - 1), "text"))
    if lane.back:
        return ((BACK * (STEPS - step), "moving"), (FULL * step, "proven" if step == STEPS else "text"))
    role = "proven" if step == STEPS else "moving" if step else "dim"
    return ((FULL * step, role), (VOID * (STEPS - step), "dim"))


def head(name_width: int) -> Line:
    return ((f"  {left('WORKER', name_width)} LANE   {'STEP':<12} {'PROOF':<10} DETAIL", "head"),)


def line(lane: LaneView, worker: WorkerView | None, vote: VoteView | None, name_width: int, now: float, cursor: bool) -> Line:
    mark = worker.mark if worker else "silent"
    proof = f"{MARKS.get(mark, '✗')} {left(proof_words(worker, now), 8)}" if worker else left("", 10)
    detail = clean(lane.detail) or (clean(worker.reason) if worker and lane.step < STEPS else "") or vote_words(vote)
    word = "back, proved" if lane.back and lane.step == STEPS else clean(lane.word)
    made: Line = (
        (CURSOR if cursor else " ", "accent"),
        (" " + left(clean(lane.worker), name_width) + " ", "bold" if cursor else "text"),
        *lane_cells(lane, worker),
        ("  ", "text"),
        (left(word, 12) + " ", "wrong" if lane.failed else "moving" if 0 < lane.step < STEPS else "text"),
        (proof + " ", ROLE.get(mark, "wrong")),
        (detail, "wrong" if lane.failed else "dim"),
    )
    return on_cursor(made) if cursor else made


def lane_cells(lane: LaneView, worker: WorkerView | None) -> Line:
    """As `cells`, but green only while the worker's proof stands."""
    made = cells(lane)
    if worker is not None and worker.mark == "proven":
        return made
    return tuple((text, "text" if role == "proven" else role) for text, role in made)


def vote_words(vote: VoteView | None) -> str:
    """yes 31 ms · no: E_DEP mysql timeout"""
    if vote is None or vote.vote in ("waiting", "left-out"):
        return ""
    if vote.vote == "yes":
        return f"yes {vote.ms:.0f} ms" if vote.ms else "yes"
    return clean(f"no: {vote.code} {vote.error}".replace("  ", " ").strip())


def counted(rollout: RolloutView) -> tuple[int, int]:
    """Yes and no of those whose vote counts for the gate."""
    votes = [v.vote for v in rollout.votes if v.critical]
    return votes.count("yes"), votes.count("no")


def counts(rollout: RolloutView, cells: int) -> Line:
    """The steps of the fleet in one line: prepare ✓11 ✗1 ─ vote 11≥7 ✓ ─ approved ✓ ana ─ commit ▶9/11 ─ prove 7/11.

    Where it has no room, without what is over by now: the waves, the approval, the vote.
    """
    answers, moved = _answers(rollout), _moved(rollout)
    yes, _ = counted(rollout)
    spans: list[tuple[str, str]] = [(f" ─ vote {yes}≥{rollout.gate} {YES if yes >= rollout.gate else '…'}", "text")]
    if rollout.approvals_needed and (rollout.approvals or not rollout.decided_at):  # the journal's are gone with the way back
        spans.append((f" ─ approved {_approved(rollout)}", "text"))
    if rollout.waves > 1 and rollout.phase not in ("Wave", "Paused"):  # then the title says it
        spans.append((f" ─ wave {rollout.wave + 1}/{rollout.waves}", "text"))
    while spans and width((_PREPARE, *answers, *spans, *moved)) > cells:
        spans.pop()
    return (_PREPARE, *answers, *spans, *moved) if spans else (*answers, *moved)


def _answers(rollout: RolloutView) -> Line:
    """✓11 ✗1 …2: of all who were asked."""
    votes = [v.vote for v in rollout.votes]
    signs = ((YES, "yes", "text"), (NO, "no", "wrong"), ("…", "waiting", "moving"))
    return tuple((f" {sign}{votes.count(vote)}", role) for sign, vote, role in signs if vote == "yes" or vote in votes)


def _approved(rollout: RolloutView) -> str:
    """✓ ana; 1/2 ana while others are missing."""
    given, by = len(rollout.approvals), cut(", ".join(clean(a.by) for a in rollout.approvals), NAMES)
    return f"{YES if given >= rollout.approvals_needed else f'{given}/{rollout.approvals_needed}'} {by}".rstrip()


def _moved(rollout: RolloutView) -> Line:
    """Of those who said yes: how many were told, how many prove it. On the way back all who live go back."""
    back = any(lane.back for lane in rollout.lanes)
    said_yes = sum(1 for v in rollout.votes if v.vote == "yes")
    whole = max(rollout.members if back else said_yes or rollout.members, rollout.proved)
    told = sum(1 for lane in rollout.lanes if lane.step >= 3 and not lane.failed)
    moves = told < whole or rollout.proved < whole
    sign, role = (RUN, "moving") if moves and not rollout.outcome else ("", "text")
    first, second = ("back", "proved there") if back else ("commit", "prove")
    return ((f" ─ {first} ", "text"), (f"{sign}{told}/{whole}", role), (f" ─ {second} ", "text"), (f"{rollout.proved}/{whole}", role))
