"""The smallest holdfast.toml, read as the product reads it, and what it is told when a line more is wrong."""

from __future__ import annotations

from holdfast.core import settings
from holdfast.core.settings import Problem

PATH = "/etc/orders/holdfast.toml"
SMALLEST = """\
name = "orders"
[source]
path = "app.toml"
[[worker]]
name = "web"
command = ["python3", "web.py"]
"""


def parse(text, uid=1000, **env):
    return settings.parse(text.encode(), PATH, uid=uid, env={"HOME": "/home/ann", **env})


def told(text):
    found = parse(text)
    assert isinstance(found, tuple), "no problem was found"
    assert all(isinstance(problem, Problem) and problem.fix for problem in found)
    return [str(problem) for problem in found]


def with_line(line, table=""):
    """SMALLEST with one line more, at the top or in a table of its own."""
    return f"{line}\n{SMALLEST}" if not table else f"{SMALLEST}[{table}]\n{line}\n"
