"""How members are cut into waves: sizes as in the settings, and who goes first."""

from __future__ import annotations

import pytest

from holdfast.core.fleet import Worker
from holdfast.core.plan import cut, in_turn
from holdfast.core.settings import WorkerSettings


def workers(*names: str) -> list[Worker]:
    """`api-2!` is the second worker of the critical group api."""
    return [Worker(WorkerSettings(n.rstrip("!"), n.rstrip("!").split("-")[0], ("worker",), "/", critical=n.endswith("!"))) for n in names]


def order(*names: str) -> list[str]:
    return [worker.name for worker in in_turn(workers(*names))]


def test_a_worker_without_a_vote_is_the_canary_then_both_kinds_take_turns() -> None:
    assert order("a!", "b!", "c", "d") == ["c", "a", "d", "b"]
    assert order("a!", "b!", "c!") == ["a", "b", "c"]
    assert order("a", "b") == ["a", "b"]


def test_every_program_meets_the_content_before_one_meets_it_twice() -> None:
    assert order("api-1!", "api-2!", "api-3!", "mail-1!", "mail-2!", "night") == ["night", "api-1", "mail-1", "api-2", "mail-2", "api-3"]


@pytest.mark.parametrize(
    ("count", "sizes", "expected"),
    [
        (12, (1, "25%", "rest"), [1, 3]),
        (12, ("25%", "25%", "25%", "rest"), [3, 3, 3]),
        (3, (1, "25%", "rest"), [1, 1]),
        (2, (1, "25%", "rest"), [1, 1]),  # nobody is left for the decision
        (1, (1, "25%", "rest"), [1]),
        (5, ("1%", "rest"), [1]),
        (4, (9, "rest"), [4]),
        (4, ("rest",), []),
        (4, (), []),
        (0, (1, "rest"), []),
    ],
)
def test_sizes(count: int, sizes: tuple[int | str, ...], expected: list[int]) -> None:
    names = [f"w{n}" for n in range(count)]
    waves = cut(workers(*names), sizes)
    assert [len(wave) for wave in waves] == expected
    together = [name for wave in waves for name in wave]
    assert together == names[: len(together)]
