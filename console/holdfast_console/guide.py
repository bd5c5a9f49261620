"""The guide of the demo: what there is to see now, and which key goes on. It walks a newcomer through one reload with a planted liar.

It waits for events, never for a time: each step is read off what the supervisor says and where the operator stands. So it goes on
whatever is done first, and says something true after every detour (a refused edit, a rejected plan, a liar that was told to be honest).
"""

from __future__ import annotations

from typing import NamedTuple

from holdfast.core.view import RolloutView, View
from holdfast_console.glyphs import WARN
from holdfast_console.keys import NAMES, Keys
from holdfast_console.place import INNER, OPEN
from holdfast_console.playground import Playground
from holdfast_console.text import EMPTY, Line, Span, clean, rule, wrap

STEPS = 7
ROWS = 2  # lines of text, always: what stands above does not jump from step to step
TALL, BROAD = 20, 70  # lines and cells of a terminal from which on the guide has a title, and its whole sentences


class Step(NamedTuple):
    """number 0: beside the way. {name}: the key of that action, or a word. brief: for a small terminal. offers: {guide} edits now."""

    number: int
    text: str
    brief: str
    offers: bool = False


SAYS = {
    "alone": Step(0, "The supervisor does not answer. Wait, or press {quit}.", "Nobody answers: wait, or {quit}."),
    "start": Step(1, "Six workers start. Each is sent a nonce, and has to prove with it which bytes it runs.", "Six workers start."),
    "look": Step(
        1, "Six workers, all ≡: each has just proved which bytes it runs. Now a change: {guide} edits the demo's app.toml for you.",
        "All six prove what they run (≡). {guide} edits app.toml for you.", offers=True,
    ),
    "plan": Step(
        2, "There is a plan now, drawn up at once; nothing has moved. {plan} shows it.",
        "A plan; nothing has moved. {plan} shows it.",
    ),
    "check": Step(
        3, "The schema, then every worker checks the content. Nobody uses it yet.",
        "Every worker checks it first.",
    ),
    "read": Step(
        3, "This is what changes; every worker has checked it and voted, and nobody uses it yet. Press {approve} to approve it.",
        "All have voted. {down} reads on, {approve} approves it.",
    ),
    "type": Step(
        4, "Type `{digits}` and `⏎`: the first four digits of the new checksum, {checksum}. So nobody approves what was never looked at.",
        "Type `{digits}` and `⏎`: the new checksum begins so.",
    ),
    "lanes": Step(
        5, "Watch the lanes: checked, voted, told to take it; and at last each has to PROVE which bytes it runs.",
        "Watch the lanes: each has to PROVE it.",
    ),
    "verify": Step(
        5, "All of them prove the change. Two deaths of one worker in the next seconds would take it back by itself.",
        "All of them prove the change.",
    ),
    "drift": Step(
        6, "{who} said yes, said done, and proves the OLD bytes (≠). It is asked again, and then set aside.",
        "{who} said done and proves OLD bytes.",
    ),
    "aside": Step(
        6, "{who} said yes, said done, and proved the OLD bytes: red, set aside. Who only asks sees six of six. {undo} undoes "
        "the change.",
        "{who} said done, proved OLD bytes. {undo} undoes it.",
    ),
    "undoing": Step(
        7, "An undo is a plan like any other: a difference, votes, four digits, and a proof at the end. Press {approve}.",
        "An undo is a plan like any other: {approve} again.",
    ),
    "going": Step(7, "Everybody takes the old content again, and proves it.", "Everybody takes the old content again."),
    "done": Step(
        STEPS + 1, "Done: all prove the old content. Only the file has the edit still: it is yours. {history} history, {events} events, "
        "{help} keys, {guide} once more, {quit} ends the demo.",
        "Done. {history} history, {help} keys, {guide} once more, {quit} ends it.", offers=True,
    ),
    # beside the way
    "refused": Step(
        1, "The change was {outcome}, and nothing has moved. {guide} makes another one.",
        "Nothing moved. {guide} tries again.", offers=True,
    ),
    "honest": Step(
        1, "All six prove the change: nobody has lied. {guide} makes another one, with a liar among them.",
        "All prove it: no liar. {guide} plants one.", offers=True,
    ),
    "missing": Step(
        0, "Not everybody proves what it should run. {fleet} shows who, WHY, and what to DO.",
        "Somebody is missing: {fleet} shows who.",
    ),
    "stuck": Step(
        0, "Not every worker could be brought back. {plan}, then {settle}, offers ways out.",
        "It is stuck: {plan}, then {settle}.",
    ),
}  # fmt: skip


class Spot(NamedTuple):
    """Where the operator stands. view None: none has come yet. typing: the checksum is being typed. lost: nobody answers now."""

    view: View | None
    screen: str
    typing: bool = False
    keys: Keys = NAMES
    lost: bool = False


class _Words(dict[str, str]):
    """What stands in a step: the words of this moment, and for all other names the operator's key."""

    def __init__(self, keys: Keys, words: dict[str, str]) -> None:
        super().__init__(words)
        self._keys = keys

    def __missing__(self, name: str) -> str:
        return f"`{self._keys[name]}`"


class Guide:
    """hidden: put away; `E` brings it back."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self.hidden = False

    def act(self, spot: Spot) -> str:
        """`E`: the guide comes back, or the edit is made. What was done, or why not."""
        if self.hidden:
            self.hidden = False
            return ""
        if not look(spot).offers:
            return "the guide waits for you: it names the key"
        try:
            return self._playground.change()
        except (OSError, ValueError) as error:
            return f"cannot edit {self._playground.source}: {error}"


def look(spot: Spot) -> Step:
    """The step that fits what is so now."""
    name, words = _now(spot)
    step, said = SAYS[name], _Words(spot.keys, words)
    undoes = spot.view is not None and spot.view.rollout is not None and spot.view.rollout.kind == "rollback"
    number = 7 if undoes and step.number in (2, 3, 4) else step.number
    return step._replace(number=number, text=step.text.format_map(said), brief=step.brief.format_map(said))


def _now(spot: Spot) -> tuple[str, dict[str, str]]:
    """Its name, and the words in it."""
    view = spot.view
    if view is None or spot.lost:
        return "alone" if spot.lost else "start", {}
    plan = view.rollout
    if plan is not None and plan.phase in OPEN and plan.kind != "bootstrap":
        return _planned(spot, plan)
    undoes = plan is not None and plan.kind == "rollback"
    caught = next((w for w in view.workers if w.mark == "drift" or w.phase == "Quarantined"), None)
    if caught is not None and not undoes:
        return "drift" if caught.mark == "drift" else "aside", {"who": clean(caught.name)}
    if plan is None or plan.kind == "bootstrap" or (undoes and plan.phase == "Verifying"):
        return _settled(view)
    return _moving(plan, whole=view.proven == view.total), {}


def _planned(spot: Spot, plan: RolloutView) -> tuple[str, dict[str, str]]:
    """A plan that nobody has decided yet."""
    if spot.screen != "reload":
        return "plan", {}
    if plan.phase != "Awaiting":
        return "check", {}
    if spot.typing:
        return "type", {"digits": plan.sha256[:4], "checksum": plan.sha256[:7]}
    return "undoing" if plan.kind == "rollback" else "read", {}


def _moving(plan: RolloutView, whole: bool) -> str:
    """A plan that is decided. whole: everybody proves what it should run."""
    if plan.phase == "Stuck":
        return "stuck"
    if plan.kind == "rollback" or plan.phase == "RollingBack":
        return "going"
    return "verify" if plan.phase == "Verifying" and whole else "lanes"


def _settled(view: View) -> tuple[str, dict[str, str]]:
    last, here = view.last, next((one for one in view.versions if one.seq == view.target_seq), None)
    ended = last.outcome if last is not None and last.seq > view.target_seq else ""
    first = view.target_seq <= 1
    if view.verdict != "CONVERGED":
        return "start" if first else "missing", {}
    if ended.startswith(("refused", "rejected", "aborted")):
        return "refused", {"outcome": clean(ended)}
    if ended.startswith("rolled back") or (here is not None and here.kind == "rollback"):
        return "done", {}
    return "look" if first else "honest", {}


def lines(spot: Spot, cells: int, height: int) -> list[Line]:
    """What it says, for a terminal of that size."""
    step = look(spot)
    whole = height >= TALL and cells >= BROAD
    rows = _marked(wrap(step.text if whole else step.brief, cells - 2, ROWS))
    rows += [EMPTY] * (ROWS - len(rows))
    if not whole:
        return rows
    title = "guide ✓" if step.number > STEPS else f"guide {step.number} of {STEPS}" if step.number else f"guide {WARN}"
    edits: Line = ((spot.keys["guide"], "accent"), (" edits for you   ", "dim")) if step.offers else EMPTY
    away: Line = ((spot.keys["back"], "accent"), (" puts it away", "dim")) if spot.screen not in INNER and not spot.typing else EMPTY
    return [rule(((title, "title"),), (*edits, *away), cells), *rows]


def _marked(rows: list[str]) -> list[Line]:
    """A key between backticks stands out."""
    made: list[Line] = []
    key = False
    for row in rows:
        spans: list[Span] = [(" ", "text")]
        for y, part in enumerate(row.split("`")):
            key = key != (y > 0)
            spans.append((part, "accent" if key else "text"))
        made.append(tuple(span for span in spans if span[0]))
    return made
