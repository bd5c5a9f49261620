"""The gate: how many yeses a plan needs, and what the votes so far decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.quorum import Verdict, gate, verdict


@pytest.mark.parametrize(("voters", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4)])
def test_a_majority_of_the_critical_workers(voters: int, needed: int) -> None:
    assert gate(voters, "majority", critical=True) == needed


@pytest.mark.parametrize("voters", [1, 2, 3, 6])
def test_all_of_them_where_the_rule_says_so_or_where_nobody_is_critical(voters: int) -> None:
    assert gate(voters, "all", critical=True) == voters
    assert gate(voters, "majority", critical=False) == voters


def test_without_anybody_to_ask_nothing_is_needed() -> None:
    assert gate(0, "majority", critical=False) == gate(0, "majority", critical=True) == 0


VOTES = st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 8)).map(lambda v: (v[0], v[1], sum(v)))


@given(VOTES, st.sampled_from(["majority", "all"]), st.booleans())
def test_votes_decide_once_and_for_all(votes: tuple[int, int, int], rule: str, critical: bool) -> None:
    """Won exactly with enough yeses; lost exactly when those still silent cannot make it enough. Silence is not a yes."""
    yes, no, voters = votes
    needed = gate(voters, rule, critical)
    result = verdict(yes, no, voters, needed)
    assert (result is Verdict.WON) == (yes >= needed)
    assert (result is Verdict.LOST) == (yes < needed and voters - no < needed)
    if result is Verdict.PENDING:
        silent = voters - yes - no
        assert verdict(yes + silent, no, voters, needed) is Verdict.WON
        assert verdict(yes, no + silent, voters, needed) is Verdict.LOST


@given(st.integers(1, 9))
def test_two_different_plans_can_never_both_have_a_majority(voters: int) -> None:
    assert 2 * gate(voters, "majority", critical=True) > voters
