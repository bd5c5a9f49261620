"""Plays stories to the World: a few words a line in, what the World wants done out. No clock, no process, no file.

Contents are single words; their bytes are the word itself. Every living, connected worker answers rounds of nonces with what
it really runs, unless it is mute. Commands (see transcripts/*.txt):

    fleet w1! w2! w3 [approvals=N] [quorum=all] [...]   a fleet on content `a`, proved ("!" = critical); a bare `start` stops before
    edit X | touch | unreadable WHY                     the source
    lint ok | lint no WHY
    W yes | no WHY | silent | active | lies | fails CODE WHY          what it answers to what it was asked
    W up | spawned | unspawnable WHY | dies [N [leaving M]] | swept | hello | gone        its process and its channel
    again W STEP yes | no | active X                                  an answer that comes late, or twice
    W mute | speak | runs X                                           what rounds of nonces find
    W says TEXT                                                       its own words
    W declares USR2 | signalled [uncaught|gone|unwritten WHY]         its fallback signal (from its next hello on), and what came of it
    everyone yes | active | up
    approve X by WHO | reject by WHO [WHY] | apply by WHO | rollback TO by WHO [draft] | reload by WHO [W] | restart W by WHO
    freeze by WHO WHY | unfreeze by WHO | cordon W by WHO | stop by WHO [WHY] | settle CHOICE by WHO [WHY]
    prove by WHO [W ...] | kill W by WHO WHY
    health go|back|unclear [WHY] | hold by WHO [WHY] | go by WHO      of a wave (fleet ... waves=1,25%,rest bake=20 health=yes)
    wait SECONDS | supervisor dies [W ...] | power fails [LOST] | journal fails|damaged WHY | disk full WHY | status
"""

from __future__ import annotations

import shlex

import msgspec
from core_story_people import People, sha
from core_story_workers import Workers

from holdfast.core import effects as ef
from holdfast.core import events as ev
from holdfast.core import journal as j
from holdfast.core.kept import Kept
from holdfast.core.ledger import fold
from holdfast.core.settings import ApiSettings, RolloutSettings, Settings, SourceSettings, WorkerSettings
from holdfast.core.show import world_view
from holdfast.core.words import Grade, Now
from holdfast.core.world import World

START = 1_716_301_353.0  # 2024-05-21 14:22:33 UTC


def settings(names: list[str], **rollout: object) -> Settings:
    """Settings of a fleet; a name that ends with ! is critical."""
    workers = tuple(
        WorkerSettings(name=n.rstrip("!"), group=n.rstrip("!"), command=("worker",), cwd="/", critical=n.endswith("!")) for n in names
    )
    return Settings(
        name="orders", path="/etc/holdfast/holdfast.toml", run_dir="/run/x", state_dir="/s", log_dir="/l",
        source=SourceSettings(path="/etc/orders/app.toml", format="toml"), workers=workers,
        rollout=RolloutSettings(**rollout), api=ApiSettings(),  # type: ignore[arg-type]
    )  # fmt: skip


def option(key: str, value: str) -> object:
    """One rule of the rollout, as a story writes it."""
    match key:
        case "quorum":
            return value
        case "exclude_author":
            return value == "yes"
        case "health":
            return ("healthy",) if value == "yes" else ()
        case "waves":
            return tuple(int(size) if size.isdigit() else size for size in value.split(","))
    return int(value)


class Story(People, Workers):
    def __init__(self) -> None:
        self.now = Now(100.0, START)
        self.world: World | None = None
        self.records: list[j.Record] = []
        self.out: list[str] = []
        self.names = {sha(c): c for c in "abcdefgh"}
        self.lint: ef.Lint | None = None
        self.health = (0, 0)
        self.orders: dict[str, ef.Order] = {}
        self.runs: dict[str, tuple[str, int]] = {}  # what each worker really runs: (content sha, seq it says)
        self.boots: dict[str, ef.Spawn] = {}
        self.pids: dict[str, int] = {}
        self.incs: dict[str, str] = {}
        self.mute: set[str] = set()
        self.signals: dict[str, str] = {}
        self.tells: dict[str, ef.Fallback] = {}
        self.talking: set[str] = set()
        self.source = ""
        self.request = 0
        self.quiet = False
        self.ended = False
        self.disk_full = ""

    # -- playing

    def play(self, line: str) -> str:
        """One line of a story; returns what happened, as text."""
        self.out = []
        words = shlex.split(line)
        special = getattr(self, f"_do_{words[0]}", None)
        if special is not None:
            special(*words[1:])
        elif words[0] == "everyone":
            for name in list(self.orders if words[1] in ("yes", "active") else self.boots):
                self._worker(name, words[1:])
        else:
            self._worker(words[0], words[1:])
        return "\n".join(grouped(self.out)) or "(nothing)"

    def give(self, event: object) -> None:
        """One event into the World; its effects become text, and what they ask of the outside is noted."""
        assert self.world is not None
        before = self.world.book.event_id
        ledger = self.world.ledger
        effects = self.world.receive(event, self.now)
        if self.disk_full and any(isinstance(e, ef.Remember) for e in effects):
            effects = self.world.receive(ev.JournalFailed(ledger, self.disk_full), self.now)
        for notice in self.world.book.events:
            if notice.id > before:
                who = f"{notice.worker}: " if notice.worker else ""
                self._say(f"| {who}{self._named(notice.text)}")
        for effect in effects:
            self._effect(effect)

    def _say(self, text: str) -> None:
        if not self.quiet:
            self.out.append(text)

    def _named(self, text: str) -> str:
        for full, name in self.names.items():
            text = text.replace(full[:7], f"<{name}>")
        return text

    def _effect(self, effect: object) -> None:
        match effect:
            case ef.Remember(record, sync):
                self.records.append(record)
                kind = type(record).__struct_config__.tag
                if kind not in ("SPAWNED", "PROVED"):
                    seq = f" #{record.seq}" if hasattr(record, "seq") else f" {getattr(record, 'worker', '')}".rstrip()
                    self._say(f"remember {kind}{seq}" + (" synced" if sync else ""))
            case ef.Read():
                if self.source.startswith("!") or not self.source:
                    self.give(ev.Unreadable(self.source[1:] or "cannot read app.toml: it does not exist"))
                else:
                    self.give(ev.Content(sha(self.source), len(self.source), 1000))
            case ef.Lint():
                self.lint = effect
                self._say(f"lint #{effect.seq} {self.names[effect.sha256]}")
            case ef.Order():
                self.orders[effect.worker] = effect
                self._say(f"{effect.step} #{effect.seq} {self.names[effect.sha256]}: {effect.worker}")
            case ef.Cancel(worker, seq):
                self.orders.pop(worker, None)
                self._say(f"forget #{seq}: {worker}")
            case ef.Ping(workers):
                for name in workers:
                    if name in self.talking and name not in self.mute:
                        self._pong(name)
            case ef.Spawn():
                self.boots[effect.worker] = effect
                self._say(f"spawn {self.names[effect.sha256]}: {effect.worker}")
            case ef.Health(seq, ask, wave, _, _, workers):
                self.health = seq, ask
                self._say(f"ask about wave {wave} of #{seq}: {' '.join(workers)}")
            case ef.Fallback():
                self.tells[effect.worker] = effect
                self._say(f"{effect.signal} about #{effect.seq} {self.names[effect.sha256]}: {effect.worker}")
            case ef.Sweep(worker, name):
                self._say(f"{name} to what is left: {worker}")
            case ef.Signal(worker, name):
                self._say(f"{name}: {worker}")
            case ef.Reply(_, ok, text, _):
                self._say(f"{'yes' if ok else 'no'}: {self._named(text)}")
            case ef.Next(event):
                self.give(event)
            case ef.Exit():
                self.ended = True
                self._say("exit")
            case ef.Publish():
                pass

    def _pong(self, name: str) -> None:
        content, seq = self.runs.get(name, ("", 0))
        self.give(ev.Ponged(name, self.incs[name], seq, content, Grade.ATTESTED if content else Grade.NONE))

    # -- the rest of the outside

    def _do_fleet(self, *words: str) -> None:
        self._do_start(*words)
        self.quiet = True
        self.play_quietly("edit a", "lint ok", "everyone up", "wait 61")
        self.quiet = False
        self.out = []
        self._do_status()

    def play_quietly(self, *lines: str) -> None:
        for line in lines:
            self.play(line)

    def _do_start(self, *words: str) -> None:
        names = [w for w in words if "=" not in w]
        given = dict(w.split("=") for w in words if "=" in w)
        self.settings = settings(names, **{key: option(key, value) for key, value in given.items()})
        self.world = World(self.settings, fold([]))
        self.give(ev.Started())

    def _do_edit(self, content: str) -> None:
        self.source = content
        self.give(ev.Touched(settled=True))
        self._do_wait("0.2")

    def _do_touch(self) -> None:
        self._do_edit(self.source)

    def _do_unreadable(self, *why: str) -> None:
        self._do_edit("!" + " ".join(why))

    def _do_lint(self, verdict: str, *why: str) -> None:
        assert self.lint is not None
        self.give(ev.Linted(self.lint.seq, () if verdict == "ok" else (" ".join(why),)))

    def _do_wait(self, seconds: str) -> None:
        """Time passes: every timer that comes due on the way fires, in its order."""
        assert self.world is not None
        end = self.now.mono + float(seconds)
        while (due := self.world.deadline()) is not None and due <= end:
            self._pass(max(due, self.now.mono))
            self.give(ev.Tick())
        self._pass(end)

    def _pass(self, mono: float) -> None:
        self.now = Now(mono, self.now.wall + mono - self.now.mono)

    def _do_supervisor(self, _dies: str, *names: str) -> None:
        """It is killed and started again (perhaps with other workers in its settings): the journal is folded, living workers are
        adopted, and dial after that."""
        assert self.world is not None
        alive = {w.name: (w.pid, 1) for w in self.world.fleet if w.pid}
        if names:
            self.settings = msgspec.structs.replace(self.settings, workers=settings(list(names)).workers)
        self._start_anew({w.name: alive[w.name] for w in self.settings.workers if w.name in alive})

    def _do_power(self, _fails: str, lost: str = "0") -> None:
        """The machine goes down, the last records were not on the disk yet; nothing of before is alive when it is up again."""
        del self.records[len(self.records) - int(lost) :]
        self.talking.clear()
        self._start_anew({})

    def _start_anew(self, alive: dict[str, tuple[int, int]], damaged: str = "") -> None:
        self.orders.clear()
        self.boots.clear()
        self.lint, self.disk_full = None, ""
        self.records.append(j.Epoch(at=self.now.wall, epoch=fold(self.records).epoch + 1))
        ledger = fold(self.records)
        if damaged:
            nothing = {"target": None, "opened": None, "decided": None, "waved": frozenset(), "left": Kept()}
            ledger = msgspec.structs.replace(ledger, **nothing)
        self.world = World(self.settings, ledger)
        self.world.book.read_only = damaged
        self.give(ev.Started(alive=alive))
        for name in sorted(alive):
            if name in self.talking:
                self._hello(name)

    def _do_journal(self, fails: str, *why: str) -> None:
        """It fails now; or it is found damaged by the next supervisor, which does not know what was decided."""
        assert self.world is not None
        if fails == "damaged":
            alive = {w.name: (w.pid, 1) for w in self.world.fleet if w.pid}
            self._start_anew(alive, " ".join(why))
            return
        self.give(ev.JournalFailed(self.world.ledger, " ".join(why)))

    def _do_disk(self, _full: str, *why: str) -> None:
        """From now on no record can be written; the first that should be is found out."""
        self.disk_full = " ".join(why)

    def _do_status(self) -> None:
        assert self.world is not None
        view = world_view(self.world, "host", 1)
        for w in view.workers:
            proves = self.names.get(w.proved_sha256, f"- (told {self.names[w.told_sha256]}, E{w.grade})" if w.told_sha256 else "-")
            note = (f" ({self._named(w.reason)})" if w.reason else "") + (f' says "{w.status}"' if w.status else "")
            self._say(f"{w.name} {w.phase} {w.mark}, proves {proves}{note}")
        rollout = view.rollout
        plan = f"; #{rollout.seq} {rollout.phase} {rollout.yes} yes {rollout.no} no" if rollout else ""
        self._say(f"{view.verdict} on {self.names.get(view.target_sha256, '-')} #{view.target_seq}, source {view.source.state}{plan}")

    def _do_health(self, verdict: str, *why: str) -> None:
        self.give(ev.Healthy(*self.health, verdict, " ".join(why)))


def grouped(lines: list[str]) -> list[str]:
    """`prepare b: w1`, `prepare b: w2` -> `prepare b: w1 w2`."""
    out: list[str] = []
    for line in lines:
        head, sep, name = line.rpartition(": ")
        if sep and " " not in name and not line.startswith(("|", "yes", "no")) and out and out[-1].startswith(head + ": "):
            out[-1] += f" {name}"
        else:
            out.append(line)
    return out
