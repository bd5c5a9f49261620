"""The three machines, cell by cell: every (state, event) is a move, a stay, or listed here as illegal, with the reason.

A cell that somebody adds, removes or forgets fails here first: the lists are written out by hand and compared with the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Any

import pytest

from holdfast.core import lifecycle, phase, rollout
from holdfast.core.lifecycle import Happening, Life
from holdfast.core.phase import Phase, Word
from holdfast.core.rollout import Step, Turn
from holdfast.core.table import Illegal, Machine

MACHINES: dict[str, tuple[Any, type[Enum], type[Enum], Enum]] = {
    "process": (lifecycle, Life, Happening, Life.DOWN),
    "worker": (phase, Phase, Word, Phase.DOWN),
    "rollout": (rollout, Step, Turn, Step.QUIET),
}

# What cannot happen, and why: every other cell of the table is a move or a stay.
IMPOSSIBLE: dict[str, dict[str, str]] = {
    "process": {
        # nobody is there to dial; the desk lets strays pass before it asks the table
        "DOWN": "HELLO",
        "STARTING": "ADOPTED",  # only a daemon that has just started adopts, and it has started nothing yet
        "UP": "EXIT",  # a death that nobody asked for is DIED or DIED_AGAIN
        "STOPPING": "ADOPTED DIED DIED_AGAIN SPENT",  # EXIT first, then what follows it
        "BACKOFF": "HELLO ADOPTED DIED DIED_AGAIN SPENT",  # nothing runs that could
        "FATAL": "HELLO ADOPTED DIED DIED_AGAIN SPENT",
    },
    "worker": {
        # without a process nothing can be asked, said or proved
        "DOWN": "HELLO PREPARE YES COMMIT PROVED LAG DRIFT STALE LOSE HOLD QUARANTINE",
        # without a channel neither
        "STARTING": "ADOPT PREPARE YES COMMIT PROVED LAG DRIFT STALE LOSE HOLD QUARANTINE",
        # who lives is neither spawned nor adopted; a yes without a question; a commit before the yes
        "IDLE": "SPAWN ADOPT YES",
        "VALIDATING": "SPAWN ADOPT COMMIT",
        "PREPARED": "SPAWN ADOPT",
        "COMMITTING": "SPAWN ADOPT YES",
        "ACTIVE": "SPAWN ADOPT YES",
        "STALE": "SPAWN ADOPT YES",
        "HELD": "SPAWN ADOPT YES",
        "LAGGING": "SPAWN ADOPT YES",
        "LOST": "SPAWN ADOPT YES",
        "DRIFTED": "SPAWN ADOPT YES",
        "QUARANTINED": "SPAWN ADOPT YES",
    },
    "rollout": {
        # one transaction at a time: only QUIET begins
        "QUIET": "STORED FINE APPROVED OLD ABORT WAVES GO UNCLEAR REVERT CLEAN ACCEPT",
        "DETECTED": "FINE WON APPROVED OLD CLOSE WAVES GO PROVED UNCLEAR REVERT CLEAN LATE ACCEPT",
        "LINTING": "BEGIN WON APPROVED OLD CLOSE WAVES PROVED UNCLEAR REVERT CLEAN LATE ACCEPT",
        "PREPARING": "BEGIN STORED CLOSE WAVES GO PROVED UNCLEAR REVERT CLEAN LATE ACCEPT",
        "AWAITING": "BEGIN STORED FINE CLOSE WAVES GO PROVED UNCLEAR REVERT CLEAN LATE ACCEPT",
        "PREPARED": "BEGIN STORED FINE APPROVED OLD CLOSE PROVED UNCLEAR REVERT CLEAN LATE ACCEPT",
        # decided, or under way to it: no ABORT any more, only REVERT
        "WAVE": "BEGIN STORED FINE WON APPROVED OLD ABORT CLOSE CLEAN LATE ACCEPT",
        "COMMITTING": "BEGIN STORED FINE WON APPROVED OLD ABORT CLOSE WAVES UNCLEAR CLEAN LATE ACCEPT",
        "VERIFYING": "BEGIN STORED FINE WON APPROVED OLD ABORT CLOSE WAVES GO UNCLEAR LATE ACCEPT",
        "ROLLING_BACK": "BEGIN STORED FINE WON APPROVED OLD ABORT CLOSE WAVES GO UNCLEAR CLEAN ACCEPT",
        "PAUSED": "BEGIN STORED FINE WON APPROVED OLD ABORT CLOSE PROVED CLEAN LATE ACCEPT",
        "STUCK": "BEGIN STORED FINE WON APPROVED OLD ABORT CLOSE WAVES GO PROVED UNCLEAR CLEAN",
        "ABORTED": "BEGIN STORED FINE WON APPROVED OLD WAVES GO PROVED UNCLEAR REVERT CLEAN LATE ACCEPT",
    },
}

each = pytest.mark.parametrize("name", MACHINES)


def machine(name: str) -> tuple[Machine[Any, Any], type[Enum], type[Enum], Enum]:
    module, states, events, first = MACHINES[name]
    return module.MACHINE, states, events, first


@each
def test_every_cell_is_decided(name: str) -> None:
    """Illegal in the table is exactly what is listed as impossible above."""
    table, states, events, _ = machine(name)
    assert set(table.moves) == set(table.stays) == set(states)
    illegal = {(state.name, event.name) for state, event, after in table.cells(states, events) if after is None}
    listed = {(state, event) for state, row in IMPOSSIBLE[name].items() for event in row.split()}
    assert illegal == listed


@each
def test_an_illegal_event_is_an_error_and_the_others_lead_where_the_table_says(name: str) -> None:
    table, states, events, _ = machine(name)
    for state, event, after in table.cells(states, events):
        if after is None:
            with pytest.raises(Illegal, match=f"{event.name} in {state.name}"):
                table.next(state, event)
        else:
            assert table.next(state, event) is after


def reachable(table: Machine[Any, Any], states: Iterable[Enum], start: Enum) -> set[Enum]:
    seen, todo = {start}, [start]
    while todo:
        for after in table.moves[todo.pop()].values():
            if after not in seen:
                seen.add(after)
                todo.append(after)
    return seen


@each
def test_every_state_can_be_reached_and_left_and_leads_home(name: str) -> None:
    """None of the machines has a dead end: from every state a way leads back to the first one."""
    table, states, _, first = machine(name)
    assert reachable(table, states, first) == set(states)
    for state in states:
        assert first in reachable(table, states, state), f"no way from {state.name} back to {first.name}"


@each
def test_every_event_means_something_somewhere(name: str) -> None:
    table, _, events, _ = machine(name)
    assert {event for row in table.moves.values() for event in row} == set(events)


def arrows(drawing: str) -> list[tuple[str, str, str]]:
    """`A, B --EVENT--> C --NEXT--> D   (a note)` as (A, EVENT, C), (B, EVENT, C), (C, NEXT, D)."""
    found = []
    for line in drawing.splitlines():
        if not re.match(r"    \w", line):
            continue
        chain = [part.strip() for part in re.split(r"--([A-Z_]+)-->", re.sub(r"  +[(\w].*$", "", line.strip()))]
        sources = chain[0].split(", ")
        for event, after in zip(chain[1::2], chain[2::2], strict=True):
            found += [(source, event, after) for source in sources]
            sources = [after]
    return found


@each
def test_the_drawing_in_the_docstring_is_the_table(name: str) -> None:
    """Every arrow that is drawn is a cell of the table, and every state is in the drawing."""
    table, states, events, _ = machine(name)
    known = {state.value: state for state in states}
    words = {event.name: event for event in events}
    drawn = arrows(MACHINES[name][0].__doc__ or "")
    for source, event, target in drawn:
        assert table.next(known[source], words[event]) is known[target], f"{source} --{event}--> {target}"
    assert {name for source, _, target in drawn for name in (source, target)} == set(known)
    assert {event for _, event, _ in drawn} == set(words)


def test_a_cell_cannot_be_both_a_move_and_a_stay() -> None:
    with pytest.raises(ValueError, match="both a move and a stay"):
        Machine("odd", {Life.DOWN: {Happening.START: Life.UP}}, {Life.DOWN: frozenset({Happening.START})})


def test_only_a_proof_leads_to_active() -> None:
    """The one arrow that matters most (I5)."""
    for state, event, after in phase.MACHINE.cells(Phase, Word):
        if after is Phase.ACTIVE and state is not Phase.ACTIVE:
            assert event is Word.PROVED


def test_a_decision_comes_only_after_the_votes_or_for_the_first_content_of_all() -> None:
    """GO is possible from PREPARED (approved), WAVE and PAUSED; from LINTING only the bootstrap takes it."""
    froms = {state for state, event, after in rollout.MACHINE.cells(Step, Turn) if event is Turn.GO and after not in (None, state)}
    assert froms == {Step.LINTING, Step.PREPARED, Step.WAVE, Step.PAUSED}
    aborts = {state for state, event, after in rollout.MACHINE.cells(Step, Turn) if event is Turn.ABORT and after not in (None, state)}
    assert aborts == rollout.UNDECIDED, "what is decided is never aborted, only taken back"


# -- what comes after a death


RULE = lifecycle.RestartSettings()


def test_the_first_death_in_a_minute_costs_nothing() -> None:
    assert lifecycle.after_death([100.0], 100.0, RULE, "w1") == (Happening.DIED, 0.0)
    assert lifecycle.after_death([10.0, 100.0], 100.0, RULE, "w1") == (Happening.DIED, 0.0)


def test_from_the_second_on_it_waits_longer_each_time_and_the_fifth_is_the_last() -> None:
    deaths = [100.0 + n for n in range(5)]
    delays = []
    for count in (2, 3, 4):
        happening, delay = lifecycle.after_death(deaths[:count], deaths[count - 1], RULE, "w1")
        assert happening is Happening.DIED_AGAIN
        full = RULE.backoff_min * 2 ** (count - 2)
        assert full / 2 <= delay <= full
        delays.append(full)
    assert delays == sorted(delays)
    assert lifecycle.after_death(deaths, deaths[-1], RULE, "w1") == (Happening.SPENT, 0.0)


def test_two_workers_do_not_come_back_in_the_same_instant() -> None:
    """The jitter is drawn from the name, so that it is the same in every replay and differs between workers."""
    waits = {lifecycle.after_death([1.0, 2.0], 2.0, RULE, f"w{n}")[1] for n in range(10)}
    assert len(waits) > 5
