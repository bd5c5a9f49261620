"""A moment of the World and its outside, put away and taken out again, thousands of times a second.

`Shelf` copies every field that it finds, so a field that core gains is copied too. What makes two moments the same is walk_state.py's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from functools import cache
from typing import Any, NamedTuple

import msgspec
from core_process import Process

from holdfast.core.fleet import Worker
from holdfast.core.rollout import Rollout, Vote

FORGOTTEN = {("Book", "events")}  # not even saved: what has been said to people


class Shelf:
    """Knows where a World keeps its data: (the way to the object, its data fields)."""

    def __init__(self, world: Any) -> None:
        self.plan: list[tuple[tuple[Any, ...], tuple[str, ...]]] = []
        self._look(world, (), set())

    def _look(self, thing: Any, way: tuple[Any, ...], seen: set[int]) -> None:
        if id(thing) in seen:
            return
        seen.add(id(thing))
        data = []
        for field in fields(thing):
            value = getattr(thing, field)
            if _is_part(value):
                self._look(value, (*way, field), seen)
            elif isinstance(value, dict) and value and all(isinstance(v, Worker) for v in value.values()):
                for name, worker in value.items():
                    self._look(worker, (*way, field, name), seen)
            elif not _is_code(value) and (type(thing).__name__, field) not in FORGOTTEN:
                data.append(field)
        self.plan.append((way, tuple(data)))

    def places(self, world: Any) -> list[tuple[Any, str]]:
        """Every (object, field) of that World, in a fixed order."""
        return [(thing, field) for way, data in self.plan for thing in (_walk(world, way),) for field in data]


class Saved(NamedTuple):
    """One moment, put away: the value of every place, and which of them have to be copied when they are taken out."""

    values: list[Any]
    mutable: list[int]


def save(places: list[tuple[Any, str]]) -> Saved:
    """Nothing is copied: whoever saves loads something before the World goes on."""
    values = [getattr(thing, field) for thing, field in places]
    return Saved(values, [n for n, value in enumerate(values) if type(value) in _COPY])


class Loader:
    """Sets the fields of all places. That happens thousands of times a second: it is one statement, made for these places."""

    def __init__(self, places: list[tuple[Any, str]]) -> None:
        things = {id(thing): thing for thing, _ in places}
        self._things = list(things.values())
        numbers = {at: f"t{n}" for n, at in enumerate(things)}
        self._store = _storing(tuple(f"{numbers[id(thing)]}.{field}" for thing, field in places), len(things))

    def load(self, saved: Saved) -> None:
        values = saved.values.copy()
        for n in saved.mutable:
            value = values[n]
            values[n] = _COPY[type(value)](value)
        self._store(self._things, values)


@cache
def _storing(targets: tuple[str, ...], things: int) -> Callable[[list[Any], list[Any]], None]:
    names = "".join(f"t{n}, " for n in range(things))
    made: dict[str, Any] = {}
    exec(f"def store(things, values):\n    {names}= things\n    {', '.join(targets)}, = values", made)
    store: Callable[[list[Any], list[Any]], None] = made["store"]
    return store


def _walk(thing: Any, way: tuple[Any, ...]) -> Any:
    for step in way:
        thing = thing[step] if isinstance(thing, dict) else getattr(thing, step)
    return thing


def _is_part(value: Any) -> bool:
    """A desk, the fleet, the book, the coalescer: made once with its World and never replaced."""
    where = type(value).__module__
    plain = isinstance(value, msgspec.Struct | str | int | tuple | Rollout | Vote) or (is_dataclass(value) and _frozen(type(value)))
    return where.startswith("holdfast.core.") and not plain and not callable(value)


def _is_code(value: Any) -> bool:
    return callable(value) or (isinstance(value, dict) and bool(value) and all(callable(v) for v in value.values()))


def _frozen(kind: type) -> bool:
    return bool(kind.__dataclass_params__.frozen)  # type: ignore[attr-defined]


def fields(thing: Any) -> list[str]:
    return list(vars(thing)) if hasattr(thing, "__dict__") else list(type(thing).__slots__)


def _copying(kind: type) -> Callable[[Any], Any]:
    """A function that copies one of that kind, and what its fields contain; a field of an immutable type is shared."""
    lines = ["def copy(old):", "    new = make(kind)"]
    for field in dataclass_fields(kind):
        container = str(field.type).partition("[")[0] in ("dict", "list", "set", "deque")
        lines.append(f"    new.{field.name} = " + (f"old.{field.name}.copy()" if container else f"old.{field.name}"))
    made: dict[str, Any] = {"kind": kind, "make": kind.__new__}
    exec("\n".join([*lines, "    return new"]), made)
    copy: Callable[[Any], Any] = made["copy"]
    return copy


def _copied_dict(thing: dict[Any, Any]) -> dict[Any, Any]:
    new = thing.copy()
    for k, v in new.items():
        copy = _COPY.get(type(v))
        if copy is None:
            break  # all of one kind
        new[k] = copy(v)
    return new


_COPY: dict[type, Callable[[Any], Any]] = {
    dict: _copied_dict, list: list.copy, set: set.copy, deque: deque.copy, Rollout: _copying(Rollout), Process: _copying(Process),
}  # fmt: skip
