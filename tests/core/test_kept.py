"""Kept: a dict that goes on from any earlier one of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.kept import SMALL, Kept

STEPS = st.lists(st.tuples(st.integers(0, 3 * SMALL), st.integers()), max_size=6 * SMALL)


@given(STEPS, STEPS)
def test_it_is_a_dict_and_every_generation_stays_what_it_was(first: list[tuple[int, int]], then: list[tuple[int, int]]) -> None:
    generations, wanted = [Kept[int, int]()], [dict[int, int]()]
    for key, value in [*first, *then]:
        generations.append(generations[-1].plus(key, value))
        wanted.append({**wanted[-1], key: value})
    for kept, same in zip(generations, wanted, strict=True):
        assert all(kept.get(key) == same.get(key) and (key in kept) == (key in same) for key in range(3 * SMALL))
        assert (list(kept.items()), len(kept)) == (list(same.items()), len(same))
        assert (list(kept), list(reversed(kept))) == (list(same), list(reversed(same)))
        assert kept == same
        assert same == kept


def test_what_is_not_there_is_a_key_error() -> None:
    kept = Kept({"a": 1}).plus("b", 2)
    assert (kept["a"], kept["b"], kept.get("c")) == (1, 2, None)
    with pytest.raises(KeyError, match="c"):
        kept["c"]
