"""Where figures are kept: pages, between two marks, with the machine that they are of."""

from __future__ import annotations

import os
import platform
from pathlib import Path

ROOT = Path(__file__).parents[1]
END = "<!-- end -->"


def place(how: str) -> str:
    """The machine. how: `quick run`."""
    with open("/proc/cpuinfo") as file:
        model = next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), platform.machine())
    load = os.getloadavg()[1]
    return f"{os.cpu_count()} cores ({model}), Linux {platform.release()}, Python {platform.python_version()}, {how}, load {load:.1f}"


def between(page: Path, begin: str, text: str) -> None:
    """Replaces what stands between the mark `begin` and the next END."""
    head, _, rest = page.read_text().partition(begin)
    page.write_text(f"{head}{begin}\n{text}\n{END}{rest.partition(END)[2]}")
