"""Walks the tables of holdfast.toml by their rows and keeps every problem with its line, so that an operator sees all at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from holdfast.core.positions import Path, Places
from holdfast.core.settings_kinds import Row, Wrong, near, shown
from holdfast.core.settings_rows import SECTIONS

# key -> the table where it belongs, for keys that were written in another
_HOMES = {
    key: f"[[{table}]]" if "worker" in table else f"[{table}]" if table else "the top" for table, rows in SECTIONS.items() for key in rows
}


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong with the settings. line 0: unknown; key '': the file as a whole."""

    line: int
    key: str
    what: str
    fix: str
    file: str = "holdfast.toml"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.key, self.what) if part) + (f"; {self.fix}" if self.fix else "")


class Reader:
    """Reads tables by their rows and keeps every problem, in the order in which it was found."""

    def __init__(self, file: str, places: Places | None) -> None:
        self.file = file
        self.places = places
        self.problems: list[Problem] = []

    def note(self, path: Path, what: str, fix: str) -> None:
        line = self.places.line(path) if self.places else 0
        key = ".".join(part for part in path if isinstance(part, str))
        self.problems.append(Problem(line, key, what, fix, self.file))

    def fields(self, table: Mapping[str, Any], path: Path, rows: Mapping[str, Row], others: tuple[str, ...] = ()) -> dict[str, Any]:
        """{field: value} of the keys that could be read. `others`: keys that the caller reads itself."""
        found: dict[str, Any] = {}
        for key, value in table.items():
            if key in rows:
                try:
                    found[rows[key].field] = rows[key].kind.read(key, value)
                except Wrong as wrong:
                    self.note((*path, key, wrong.below) if wrong.below else (*path, key), wrong.what, wrong.fix)
            elif key not in others:
                self.unknown(key, path, (*rows, *others))
        return found

    def unknown(self, key: str, path: Path, known: tuple[str, ...]) -> None:
        meant = near(key, known) or near(key, _HOMES)
        if key in _HOMES:
            fix = f"move it to {_HOMES[key]}"
        elif meant:
            fix = f"write {meant}" if meant in known else f"write {meant} in {_HOMES[meant]}"
        else:
            fix = f"remove it, or use one of {', '.join(sorted(known))}"
        self.note((*path, key), "unknown key", fix)

    def table(self, parent: Mapping[str, Any], key: str) -> dict[str, Any]:
        """The table [key]; an empty one if it is missing or is no table."""
        value = parent.get(key, {})
        if isinstance(value, dict):
            return value
        self.note((key,), f"must be a table, got {shown(value)}", f"write [{key}] on a line of its own")
        return {}

    def tables(self, parent: Mapping[str, Any], path: Path) -> list[tuple[Path, dict[str, Any]]]:
        """The tables [[key]] with their paths."""
        value = parent.get(str(path[-1]), [])
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return [((*path, index), item) for index, item in enumerate(value)]
        name = ".".join(part for part in path if isinstance(part, str))
        self.note(path, f"must be a list of tables, got {shown(value)}", f"write [[{name}]] with two brackets above each")
        return []
