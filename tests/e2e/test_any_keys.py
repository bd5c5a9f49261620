"""A minute of whatever comes into a terminal, on the whole product: nothing of danger tier 2 or 3 happens, and nothing breaks.

Keys of every action, pastes with line ends, escape sequences, reports of a mouse, bytes that are no text, other sizes; with two sources, a
plan that waits and a rollout in waves. It runs in `make prove`.
"""

from __future__ import annotations

import random
import select
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from e2e_desk import CONSOLE
from e2e_harness import Fleet, worker

from holdfast.core import journal as j
from holdfast_console.actions import ACTIONS
from terminal import Terminal

pytestmark = [pytest.mark.prove, pytest.mark.timeout(180)]
SECONDS = 20.0  # of each seed
PACE = 0.01  # seconds from one to the next: a console that lags would only be given a long queue
LEAVES = ("quit", "suspend")
BYTES = {
    "enter": b"\r", "esc": b"\x1b", "tab": b"\t", "space": b" ", "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D",
    "pgup": b"\x1b[5~", "pgdn": b"\x1b[6~", "home": b"\x1b[H", "end": b"\x1b[F", "backspace": b"\x7f", "shift+tab": b"\x1b[Z",
}  # fmt: skip
SCRAPS = (
    b"\x1b[<0;12;7M", b"\x1b[<64;3;3M", b"\x1b[M !!", b"\x1b[I", b"\x1b[O", b"\xff\xfe", b"\xe2\x89", b"\xf0\x9f", b"\x1b[", b"\x1b\x1b",
    b"\x00", b"\x1b]11;rgb:0/0/0\x07", b"\x1b[99999999999u", b"\x1b[1:2u", b"\x1b[48;24;80;0;0t", b"\x1bOP", b"\x1b[24~", b"\x1b[1;7R",
    b"\x1b[?2026;2$y",
)  # fmt: skip
PASTES = (b"y\n", b"stop\nbecause\n", b"kill\rit hangs\r", b":stop now\n", b"\x1b[31m" * 5, b"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n")
SIZES = ((120, 36), (80, 24), (40, 12), (20, 5), (200, 60))


def keys() -> list[bytes]:
    names = [key for action in ACTIONS if action.id not in LEAVES for key in action.keys]
    made = [bytes([ord(name[-1]) & 31]) if name.startswith("ctrl+") else BYTES.get(name, name.encode()) for name in names]
    return [*made, *[b"\r", b"y", b"\x1b", b"\t", b"\x7f"] * 6, *(bytes([c]) for c in b"0123456789abcdefyn")]


def one(chance: random.Random, known: list[bytes]) -> bytes:
    kind = chance.random()
    if kind < 0.90:
        return chance.choice(known)
    if kind < 0.96:
        return chance.choice(SCRAPS)
    text = chance.choice(PASTES)
    return b"\x1b[200~" + text + b"\x1b[201~" if kind < 0.99 else text if len(text) > 32 else b""


def over(console: Terminal) -> bool:
    return bool(select.select([console.ended], [], [], 0)[0])


def hammer(console: Terminal, chance: random.Random) -> int:
    """How many it took."""
    known, count, end = keys(), 0, time.monotonic() + SECONDS
    while time.monotonic() < end and not over(console):
        if piece := one(chance, known):
            console.send(piece)
            again = time.monotonic() + PACE
            console.read(lambda again=again: over(console) or (time.monotonic() > again and not console.untaken()))
        if chance.random() < 0.01:
            console.resize(chance.choice(SIZES))
        console.read(lambda: not select.select([console.fd], [], [], 0)[0])
        count += 1
    return count


def records(house: Fleet) -> list[j.Record]:
    return [record for name in ("app", "proxy") for record in j.read(house.of(name).journal.read_bytes().splitlines()).records]


def grave(done: list[j.Record]) -> Counter[str]:
    """Approvals, freezes, kills and stops."""
    return Counter(type(r).__name__ for r in done if isinstance(r, j.Approved | j.Frozen | j.Acted))


@pytest.mark.parametrize("seed", range(3))
def test_a_minute_of_anything(seed: int, tmp_path: Path) -> None:
    chance = random.Random(f"anything {seed}")
    sources = {"app": {"path": "app.toml"}, "proxy": {"path": "proxy.toml"}}
    waves = {"rollout": {"waves": [1, "rest"], "bake": "30s", "verify_window": "200ms", "attest": "200ms"}}
    with Fleet(worker("w1", source="app"), worker("w2", source="app"), worker("p1", source="proxy"), source=sources, **waves) as house:
        (house.home / "proxy.toml").write_text('text = "one"\n')
        house.start()
        app, proxy = house.of("app"), house.of("proxy")
        app.converged()
        proxy.converged()
        moving = app.write('text = "in waves"')
        app.awaiting(moving)
        app.approve(moving)
        proxy.awaiting(proxy.write('text = "waits"'))
        before = grave(records(house))
        where = {name: str(tmp_path) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
        console = Terminal(
            ["/bin/sh", "-c", f"cd {tmp_path} && exec $PYTHON {CONSOLE} $SOCKET"], (120, 36),
            PYTHON=sys.executable, SOCKET=str(house.home / "run" / "api.sock"), VISUAL="true", **where,
        )  # fmt: skip
        try:
            console.sees("PROOF")
            assert hammer(console, chance) > 100
            assert console.leave_with("\x03") == 0, console.raw[-600:]
            assert console.restored()
        finally:
            console.close()
        assert list(tmp_path.glob("holdfast/console-crash-*")) == []
        assert grave(records(house)) == before
        for source in (app, proxy):
            source.until(lambda view: all(w.life == "Up" and w.proved_at for w in view.workers))
