"""What each move of the walk does (walk_moves.py says when it is possible): a function from the outside and the move's words."""

from __future__ import annotations

from collections.abc import Callable

from core_story import sha
from core_waves import House

from holdfast.core import acts
from holdfast.core import events as ev
from holdfast.core.fleet import STALE_ROUNDS
from holdfast.core.words import Now, Who

ANA = Who(1001, "ana", 1001)
BOB = Who(1002, "bob", 1002)
CONTENTS = {letter: sha(letter) for letter in "abc"}


def ask(o: House, command: type[acts.Command], *args: object, by: Who = ANA) -> None:
    o._one(command(0, by, *args))


def works(o: House, name: str, how: str) -> None:
    p = o.processes[name]
    content = p.inbox[0][1].sha256
    if how == "no":
        p.rejected = {content}
    p.liar = how == "lies"
    waiting = len(o.inbox)
    o.works(p, lost=how == "lost", twice=how == "twice")
    p.rejected, p.liar = set(), False
    if how in ("late", "twice"):
        assert len(o.inbox) > waiting
        o.late.append(o.inbox.pop())


def ages(o: House) -> None:
    seconds = STALE_ROUNDS * o.settings.rollout.attest + o.settings.rollout.commit_limit + o.settings.rollout.vote_ttl
    o.now = Now(o.now.mono + seconds, o.now.wall + seconds)
    o._one(ev.Due(("ping", "")))


def restarted(o: House) -> None:
    o.crash(power=False)
    o.start()


def power(o: House) -> None:
    o.crash(power=True)
    o.start()


def fills_up(o: House) -> None:
    o.disk_full = True


def health(o: House, verdict: str) -> None:
    asked, o.asked = o.asked, None
    assert asked is not None
    o._one(ev.Healthy(asked.seq, asked.ask, verdict))


def mutes(o: House, name: str, mute: bool) -> None:
    o.processes[name].mute = mute
    if not mute:
        o._one(ev.Due(("ping", "")))


def drifts(o: House, name: str) -> None:
    p = o.processes[name]
    p.content = CONTENTS["b"] if p.content != CONTENTS["b"] else CONTENTS["a"]
    o._one(ev.Due(("ping", "")))


DO: dict[str, Callable[..., None]] = {
    "born": lambda o, n: o.born(n), "stillborn": lambda o, n: o.stillborn(n, False), "ends": lambda o, n: o.dies(n, -15),
    "dies": lambda o, n: o.dies(n, -9), "speaks": lambda o, n: mutes(o, n, False), "mute": lambda o, n: mutes(o, n, True),
    "dials": lambda o, n: o.dials(o.processes[n]), "hangs up": lambda o, n: o.hangs_up(o.processes[n]), "drifts": drifts,
    "works": works, "silent": lambda o, n: o.lane_times_out(n), "comes": lambda o, n: o.inbox.append(o.late.pop(int(n))),
    "lint": lambda o, ok: o.linted(() if ok == "ok" else ("line 3: port is a string",)), "due": lambda o, k, n: o._one(ev.Due((k, n))),
    "ages": ages, "round": lambda o: o._one(ev.Due(("ping", ""))), "edit": lambda o, c: o.saved(CONTENTS[c], True),
    "kill": restarted, "restarted": restarted, "power": power, "disk full": fills_up,
    "approve": lambda o, who: ask(o, acts.Approve, 0, o.world.transactions.open.sha256, by=ANA if who == "ana" else BOB),
    "reject": lambda o: ask(o, acts.Reject, 0, "no"), "reload": lambda o: ask(o, acts.Reload), "apply": lambda o: ask(o, acts.Apply),
    "rollback": lambda o, c: ask(o, acts.Rollback, c, True), "freeze": lambda o: ask(o, acts.Freeze, True),
    "unfreeze": lambda o: ask(o, acts.Freeze, False), "settle": lambda o, choice: ask(o, acts.Settle, choice),
    "again": lambda o, n: ask(o, acts.Reload, (n,)), "restart": lambda o, n: ask(o, acts.Restart, n),
    "health": health, "go": lambda o: ask(o, acts.Hold, False), "hold": lambda o: ask(o, acts.Hold, True),
    "cordon": lambda o, n: ask(o, acts.Cordon, n, True),
}  # fmt: skip
