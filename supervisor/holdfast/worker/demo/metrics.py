"""metrics-collector: reads figures from /proc every `interval_s` and appends them to metrics.jsonl in its folder.

    {"at": 1716301353, "load1": 0.31, "mem_available_kb": 1843200}
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from .common import DemoWorker, say

FILE = Path("metrics.jsonl")
LOADS = ("load1", "load5", "load15")
MEMORY = {"mem_total_kb": "MemTotal", "mem_available_kb": "MemAvailable", "mem_free_kb": "MemFree", "swap_free_kb": "SwapFree"}


def figures(fields: list[str]) -> dict[str, Any]:
    """The chosen figures: loads as the kernel averages them, memory in kB."""
    loads = dict(zip(LOADS, map(float, Path("/proc/loadavg").read_text().split())))
    memory = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    return {field: loads[field] if field in loads else int(memory[MEMORY[field]].split()[0]) for field in fields}


def validate(config: dict[str, Any]) -> None:
    """What the schema cannot say: is every field one that this host can give?"""
    for field in config["metrics"]["fields"]:
        if field not in LOADS and field not in MEMORY:
            raise ValueError(f"metrics.fields: {field} is none of {', '.join([*LOADS, *MEMORY])}")


def append(line: str, rotate_kb: float) -> None:
    """Write one line; a file that has grown too large is renamed first, its readers find the new one."""
    if FILE.exists() and FILE.stat().st_size > rotate_kb * 1024:
        os.replace(FILE, f"{FILE}.1")
    with FILE.open("a") as file:
        file.write(line + "\n")


def main() -> None:
    worker = DemoWorker("metrics", validate)
    worker.end_on_signals()
    worker.start()
    worker.tell()
    going = True
    while going:
        settings = worker.settings
        line = json.dumps({"at": int(time.time()), **figures(settings["fields"])})
        append(line, settings["rotate_kb"])
        say(line)
        going = worker.wait(settings["interval_s"])
    say("metrics-collector stops")


if __name__ == "__main__":
    main()
