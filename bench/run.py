"""The measurements of holdfast, as a table: figure, goal, measured, ratio, met or missed.

    python bench/run.py [--quick] [--write] [SCENARIO ...]       or: make bench, make bench QUICK=1

Nothing here is asserted anywhere: figures depend on the machine, so every goal that can be is a ratio within one run. Each scenario
brings its own programs and ends them. --write puts the table into docs/performance.md, and its goals into README.md. A full run takes
about 13 minutes; nothing else should run meanwhile.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

from figures import Row, goals, markdown
from pages import ROOT, between, place
from programs import BYTECODE
from reloading import reloading
from spending import spending
from standing import standing, status
from starting import killing, starting
from storm import storm
from tracing import tracing

BEGIN = "<!-- figures: written by `python bench/run.py --write` -->"
Scenario = Callable[[], Iterator[Row]]


def scenarios(quick: bool) -> dict[str, Scenario]:
    """Goals are those of the README's table; rounds in full, and in a quick run."""

    def of(full: int, few: int) -> int:
        return few if quick else full

    return {
        "reload-12": partial(reloading, 12, of(1000, 100), 1.5, 3.0),
        "reload-100": partial(reloading, 100, of(300, 30), 2.0),
        "reload-500": partial(reloading, 500, of(20, 10), 2.0),
        "trace-12": partial(tracing, 12, of(60, 30)),
        "trace-100": partial(tracing, 100, of(30, 20)),
        "cpu-12": partial(spending, 12, of(30, 8)),
        "cpu-100": partial(spending, 100, of(10, 4)),
        "storm": partial(storm, 12, of(3, 1), 20, 0.150),
        "start-12": partial(starting, 12, of(10, 3), 1.15),
        "start-100": partial(starting, 100, of(2, 1), 1.15),
        "kill": partial(killing, 12, of(12, 5), 0.015),
        "standing": partial(standing, 100, of(30, 6), (0.6, 1.2, 60.0)),
        "status": partial(status, 12, of(60, 20), 0.060),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench/run.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenario", nargs="*", help="default: all")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rounds")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    args = parser.parse_args()
    known = scenarios(args.quick)
    if unknown := [name for name in args.scenario if name not in known]:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(known)}")
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a daemon with 500 workers has more than 1,024 descriptors open
    rows: list[Row] = []
    for name in args.scenario or known:
        began = time.monotonic()
        rows += known[name]()
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    print(markdown(rows))
    if args.write:
        write(rows, "quick run" if args.quick else "full run")
    shutil.rmtree(BYTECODE)
    return 0


def write(rows: list[Row], how: str) -> None:
    """Into both pages, with the machine."""
    machine = place(how)
    between(ROOT / "docs" / "performance.md", BEGIN, f"{machine}\n\n{markdown(rows)}")
    between(ROOT / "README.md", BEGIN, f"{goals(rows)}\n\n({machine})")


if __name__ == "__main__":
    sys.exit(main())
