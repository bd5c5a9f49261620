"""What the console costs, how soon it answers a key also on a slow line, and whether a terminal that stands still reaches the supervisor.

    python bench/console.py [--quick] [--write]       or: make bench-console, make bench-console QUICK=1

The real command on a real pseudo-terminal of 120x36; behind its door a fleet of a thousand (console_house.py), or for the stall a real
daemon. Costs are seconds of CPU of the console's two processes, so that a busy machine changes them little; keys are timed by the clock.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import slow
from figures import Row, markdown, ms, percentile, spread
from pages import ROOT, between, place
from programs import ENV, Holdfast
from screen import BOX, ROW, WORKERS, Screen, house
from standing import COMMAND, process

from holdfast.api.client import Client

BEGIN = "<!-- console: written by `python bench/console.py --write` -->"


@contextmanager
def console(kind: str) -> Iterator[Screen]:
    with house(kind) as socket:
        screen = Screen(socket)
        try:
            screen.sees("w-0003")
            time.sleep(2)  # what follows the opening has come to rest
            yield screen
        finally:
            screen.close()


def cost(kind: str, words: str, seconds: float, share: float, rate: float) -> Iterator[Row]:
    """share: of a core. rate: bytes a second."""
    with console(kind) as screen:
        at, cpu, taken = time.monotonic(), screen.cpu(), screen.taken
        time.sleep(seconds)
        took = time.monotonic() - at
        used, sent = (screen.cpu() - cpu) / took, (screen.taken - taken) / took
    yield Row(f"{words}: of a core", f"<= {share:.1%}", f"{used:.1%}", "", used <= share)
    yield Row(f"{words}: to the terminal", f"<= {_rate(rate)}", _rate(sent), "", sent <= rate)


def _rate(a_second: float) -> str:
    return f"{a_second / 1000:.1f} kB/s" if a_second >= 1000 else f"{a_second:.0f} B/s"


def keys(rounds: int) -> Iterator[Row]:
    """Down the fleet, while a rollout paints; each key at another moment of the beat."""
    rows, boxes = [], []
    with console("reload") as screen:
        for _ in range(rounds):
            time.sleep(random.uniform(0.15, 0.4))
            row, box = screen.press("j", (ROW, BOX))
            rows.append(row)
            boxes.append(box)
    for words, values, goal in (("a key to its row", rows, 0.025), ("a key to the inspector", boxes, 0.050)):
        p95 = percentile(values, 0.95)
        yield Row(f"{words}, during that reload", f"p95 <= {ms(goal)}", f"p95 {ms(p95)}, {spread(values)}", "", p95 <= goal)


def stall(seconds: float) -> Iterator[Row]:
    """The supervisor's longest silence, asked fifty times a second: while a console's terminal is read, and while it is not."""
    with Holdfast(12) as ours:
        screen = Screen(str(ours.run_dir / "api.sock"))
        try:
            screen.sees("12/12")
            reading = _silence(ours.client, min(seconds, 10.0))
            with screen.stalled():
                gap = _silence(ours.client, seconds)
            screen.sees("12/12")
        finally:
            screen.close()
    goal = 0.100
    yield Row("the supervisor's longest gap, the terminal is read", "", ms(reading))
    yield Row(f"the supervisor's longest gap, the terminal stands still {seconds:g} s", f"<= {ms(goal)}", ms(gap), "", gap <= goal)


def _silence(client: Client, seconds: float) -> float:
    """The longest time between two of its answers."""
    end, last, longest = time.monotonic() + seconds, time.monotonic(), 0.0
    while last < end:
        time.sleep(0.02)
        client.call("version")
        now = time.monotonic()
        last, longest = now, max(longest, now - last - 0.02)
    return longest


def status(rounds: int) -> Iterator[Row]:
    """What it imports is told by a test (tests/cli/test_start.py); here is what that saves."""
    with Holdfast(12) as ours:
        command = (str(COMMAND), "status", "--config", str(ours.settings))
        taken = [process(*command) for _ in range(rounds)]
        names = subprocess.run([sys.executable, "-X", "importtime", *command], env=ENV, capture_output=True, text=True, check=True).stderr
    heavy = sorted(name for name in ("textual", "rich") if re.search(rf"\| +{name}$", names, re.M))
    yield Row("`holdfast status` imports of textual and rich", "neither", ", ".join(heavy) or "neither", "", not heavy)
    p50 = percentile(taken, 0.5)
    yield Row("`holdfast status`, the whole process", f"<= {ms(0.060)}", spread(taken), "", p50 <= 0.060)


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench/console.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a fraction of the time")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    args = parser.parse_args()
    few = args.quick
    rows: list[Row] = []
    for scenario in (
        cost("reload", f"{WORKERS:,} workers, a reload without an end, 4 Hz", 5 if few else 30, 0.08, 40_000),
        cost("idle", f"{WORKERS:,} workers, nothing changes", 5 if few else 30, 0.015, 300),
        keys(40 if few else 200), stall(5 if few else 30), status(20 if few else 100),
        slow.figures(few),
    ):  # fmt: skip
        rows += scenario
        print(".", end="", file=sys.stderr, flush=True)
    print("\n" + markdown(rows))
    if args.write:
        machine = place("quick run" if few else "full run")
        between(ROOT / "docs" / "performance.md", BEGIN, f"{machine}\n\n{markdown(rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
