"""A worker that never manages to take what is decided is asked for as long as it takes; what it costs must not grow with the days."""

from __future__ import annotations

from core_walk import Bounds, arrive
from core_walk_moves import FREE, Walked
from core_walk_watch import Watched

TRIES = 1_100  # 2**1024 is no float any more: so many tries, of a few seconds each, once ended the daemon after two hours


def test_a_worker_that_forgets_what_it_prepared_is_asked_for_hours() -> None:
    out = Walked(Bounds().settings(), Watched)
    arrive(out)
    out.do(("edit", "b"))
    w2, delays = out.world.fleet["w2"], list[float]()
    while len(delays) < TRIES:
        if (forgetful := out.processes["w2"]).inbox:
            forgetful.candidate = None if forgetful.inbox[0][0] == "commit" else forgetful.candidate
        if ("again", "w2") in out.world.book.timers:
            delays.append(out.world.book.timers["again", "w2"] - out.now.mono)
        out.do(next(move for move, _ in out.moves(FREE) if move[0] not in ("ages", "round")))
    assert w2.attempts >= TRIES - 1
    assert delays[0] < 0.5
    assert all(2.5 <= delay <= 5.0 for delay in delays[10:])
