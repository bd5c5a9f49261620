"""The house stands on its floors: what each folder may import, read from the source itself.

    3  holdfast_console             -> holdfast.core, holdfast.api.client and the call table beside it
    2  engine | api | doctor | lab  -> io, core; not each other
    1  io                           -> core
    0  core                         -> the pure part of the standard library, msgspec
    0  worker                       -> the standard library only, nothing of ours
       holdfast.daemon, holdfast.line, holdfast.house introduce the floors to each other
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = [ROOT / "supervisor", ROOT / "console"]
IMPURE = {"asyncio", "os", "socket", "time", "logging", "threading", "subprocess", "random", "pathlib", "signal", "select", "io", "shutil"}
MAY = {
    "holdfast.core": ("holdfast.core",),
    "holdfast.io": ("holdfast.io", "holdfast.core"),
    "holdfast.engine": ("holdfast.engine", "holdfast.io", "holdfast.core"),
    "holdfast.api": ("holdfast.api", "holdfast.io", "holdfast.core"),
    "holdfast.worker": ("holdfast.worker",),
    "holdfast.daemon": ("holdfast",),
    "holdfast.line": ("holdfast",),
    "holdfast.house": ("holdfast",),
    "holdfast_console": ("holdfast_console", "holdfast.core", "holdfast.api.client", "holdfast.api.routes"),
}


def modules() -> dict[str, Path]:
    """{dotted name: file} of everything we ship."""
    found = {}
    for source in SOURCES:
        for path in source.rglob("*.py"):
            parts = path.relative_to(source).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports(name: str, path: Path) -> Iterator[str]:
    """Every name that the file imports, relative ones resolved; `from a import b` as a.b."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def floor(name: str) -> str:
    return max((prefix for prefix in MAY if name == prefix or name.startswith(prefix + ".")), key=len, default="")


def below(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_keeps_to_its_floor(name: str) -> None:
    if name == "holdfast":
        return
    where = floor(name)
    assert where, f"{name} stands on no floor"
    ours = [used for used in imports(name, MODULES[name]) if used.partition(".")[0] in ("holdfast", "holdfast_console")]
    strangers = [used for used in ours if not below(used, MAY[where]) and used not in ("holdfast", "holdfast.__version__")]
    assert not strangers


@pytest.mark.parametrize("name", sorted(name for name in MODULES if floor(name) == "holdfast.core"))
def test_the_core_is_pure(name: str) -> None:
    roots = {used.partition(".")[0] for used in imports(name, MODULES[name])}
    assert not roots & IMPURE
    assert roots <= set(sys.stdlib_module_names) | {"msgspec", "holdfast"}


@pytest.mark.parametrize("name", sorted(name for name in MODULES if floor(name) == "holdfast.worker"))
def test_the_worker_package_needs_nothing_but_python(name: str) -> None:
    roots = {used.partition(".")[0] for used in imports(name, MODULES[name])}
    assert roots <= set(sys.stdlib_module_names) | {"holdfast"}


def test_the_packages_import_nobody_in_a_circle() -> None:
    """Modules of ours, by the imports at the top of their files."""
    graph = {name: {m for used in top_level(name, path) for m in owners(used)} - {name} for name, path in MODULES.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for used in graph[name]:
                visit(used, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def top_level(name: str, path: Path) -> Iterator[str]:
    """As imports(), without those inside functions and TYPE_CHECKING."""
    tree = ast.parse(path.read_text())
    tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def owners(used: str) -> set[str]:
    """The module that an imported name lives in."""
    return {used} & MODULES.keys() or {used.rpartition(".")[0]} & MODULES.keys()


def test_the_map_names_only_what_there_is() -> None:
    """CONTRIBUTING.md says where to find what."""
    page = (ROOT / "CONTRIBUTING.md").read_text()
    homes = (ROOT, ROOT / "tests", ROOT / "supervisor" / "holdfast", ROOT / "console" / "holdfast_console")
    named = re.findall(r"`([\w./-]+(?:\.py|\.md|/))`", page)
    assert len(named) > 50
    assert [name for name in named if not any((home / name).exists() for home in homes)] == []
