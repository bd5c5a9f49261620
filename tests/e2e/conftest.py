"""Fleets for the stories: one of its own per test, closed to the last process whatever happens."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# importlib mode puts no test folder on sys.path: the stories say `from e2e_harness import ...`
for _name in ("procs", "harness", "browser", "desk"):
    _spec = importlib.util.spec_from_file_location(f"e2e_{_name}", Path(__file__).with_name(f"{_name}.py"))
    assert _spec is not None
    assert _spec.loader is not None
    sys.modules[_spec.name] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules[_spec.name])
harness: Any = sys.modules["e2e_harness"]
from e2e_desk import house, terminal, untouched  # noqa: E402, F401


@pytest.fixture
def fleet() -> Iterator[Callable[..., Any]]:
    """fleet(worker(...), ..., content=..., rollout={...}): a Fleet that has not been started."""
    made: list[Any] = []

    def make(*workers: dict[str, Any], **more: Any) -> Any:
        made.append(harness.Fleet(*workers, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()
