"""`holdfast demo`, `make demo`: six real workers, one file, and the whole story: good change, bad change, liar, rollback.

With a terminal it opens the console on the fleet and stops everything when it closes. Without one (or with --headless) it plays
the story itself, prints each step and the table of workers, and exits 0 only if every expectation held.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from holdfast.api.client import Client, Refused, Unreachable
from holdfast.core.view import View, WorkerView
from holdfast_console import embed, keeper, out, tables
from holdfast_console.playground import USUAL, Occupied, Playground


class Unexpected(Exception):
    """The story went another way."""


# -- the story


class Story:
    """Plays one step after the other against a real supervisor, and says what it sees."""

    def __init__(self, playground: Playground, client: Client) -> None:
        self.playground, self.client = playground, client
        self.number = 0

    def say(self, text: str) -> None:
        self.number += 1
        print(f"\n{self.number}. {text}", flush=True)

    def expect(self, what: str, test: Callable[[View], bool], seconds: float = 30.0) -> View:
        """Waits until the View is so. Raises Unexpected with what it is instead."""
        deadline = monotonic() + seconds
        view = self.client.view()
        with self.client.stream("stream") as stream:
            while not test(view):
                try:
                    view = stream.get(max(0.0, deadline - monotonic()))
                except TimeoutError:
                    self.table(view)
                    raise Unexpected(f"not within {seconds:.0f} s: {what}") from None
        print(f"   ok: {what}", flush=True)
        return view

    def table(self, view: View) -> None:
        for line in tables.fleet(out.tamed(view.workers), tables.Look(view.at)):
            print(f"   {line}")
        print(f"   {view.verdict}: {view.proven} of {view.total} prove {view.target_version} {view.target_sha256[:7]}", flush=True)

    def approve(self, view: View) -> None:
        if view.rollout is None:
            raise Unexpected("no plan is open")
        plan = self.client.call("plan")
        for change in plan.diff.changes:
            print(out.clean(f"   {change.key}: {change.old} -> {change.new}"))
        votes = ", ".join(f"{vote.worker} {vote.vote}" for vote in plan.rollout.votes)
        print(out.clean(f"   plan #{plan.rollout.seq} {plan.rollout.sha256[:7]}; votes: {votes}"))
        answer = self.client.call("approve", seq=view.rollout.seq, checksum=view.rollout.sha256[:4])
        print(out.clean(f"   {answer.text}"), flush=True)

    def play(self) -> None:
        self.start()
        good = self.good_change()
        self.bad_change(good)
        self.liar()
        self.rollback(good)

    def start(self) -> None:
        self.say("Six workers start on the first version, and prove it.")
        self.table(self.expect("CONVERGED", lambda v: v.verdict == "CONVERGED"))

    def good_change(self) -> View:
        self.say("A good change: metrics.interval_s 2.0 -> 0.5. Nothing moves before it is approved.")
        self.playground.edit("interval_s = 2.0", "interval_s = 0.5")
        waiting = self.expect("a plan waits for approval, the workers still prove the old version", _waits)
        self.approve(waiting)
        plan = waiting.rollout
        seq = plan.seq if plan else 0
        after = self.expect("CONVERGED on the new version", lambda v: v.target_seq == seq and v.verdict == "CONVERGED")
        self.table(after)
        return after

    def bad_change(self, good: View) -> None:
        self.say('A bad change: policy.default = "alow". The schema refuses it.')
        pids = {worker.name: worker.pid for worker in good.workers}
        self.playground.edit('default = "deny"', 'default = "alow"')
        after = self.expect("refused", lambda v: v.last is not None and v.last.seq > good.target_seq and v.last.outcome == "refused")
        print(out.clean(f"   {after.last.reason if after.last else ''}"))
        unmoved = {worker.name: worker.pid for worker in after.workers} == pids and after.target_sha256 == good.target_sha256
        if not unmoved or after.verdict != "CONVERGED":
            raise Unexpected("something moved")
        print("   ok: nothing moved, the same processes prove the same version")

    def liar(self) -> None:
        self.say("night-shift begins to lie: it says yes, says `active` with the new checksum, and keeps the old bytes.")
        self.playground.plant("lie")
        self.playground.edit('default = "alow"', 'default = "allow"')
        waiting = self.expect("the plan waits for approval", _waits)
        self.approve(waiting)
        found = self.expect("the liar is found and named, the others prove the new version", _liar_found)
        print(out.clean(f"   {_worker(found, 'night-shift').reason}"))
        self.table(found)
        if found.verdict != "MIXED":
            raise Unexpected(f"the fleet is called {found.verdict}, not MIXED")

    def rollback(self, good: View) -> None:
        self.say(f"Back to version #{good.target_seq}: a new plan with the old content, the same votes, the same proof.")
        self.expect("night-shift has been started again", lambda v: _worker(v, "night-shift").life == "Up")
        answer = self.client.call("rollback", to=str(good.target_seq), approve=True)
        print(out.clean(f"   {answer.text}"))
        after = self.expect("CONVERGED on it", lambda v: v.target_seq == answer.seq and v.verdict == "CONVERGED")
        self.table(after)
        if after.target_sha256 != good.target_sha256:
            raise Unexpected("that is not the content that was asked for")


def _waits(view: View) -> bool:
    return view.rollout is not None and view.rollout.phase == "Awaiting" and view.verdict == "CONVERGED"


def _liar_found(view: View) -> bool:
    others = all(worker.mark == "proven" for worker in view.workers if worker.name != "night-shift")
    return others and _worker(view, "night-shift").phase == "Quarantined"


def _worker(view: View, name: str) -> WorkerView:
    return next(worker for worker in view.workers if worker.name == name)


# -- the two ways to see it


def headless(playground: Playground, settings: Path) -> int:
    """The story as text. 0 = every expectation held."""
    embedded = embed.start(str(settings))
    client = Client(embedded.socket_path)
    try:
        Story(playground, client).play()
        code = 0
    except (Unexpected, ValueError, Refused, Unreachable) as no:
        out.complain(f"\nnot as expected: {no}\nthe supervisor's log: {playground.directory}/log/daemon.log")
        code = 1
    finally:
        _stop(client)
    if code == 0:
        print("\nEvery expectation held. All workers and the supervisor are stopped.")
    return code


def interactive(playground: Playground, settings: Path, theme: str | None) -> int:
    """The console on the demo's fleet, where one worker will lie; everything is stopped when it closes."""

    def run() -> int:
        from holdfast_console import app
        from holdfast_console.guide import Guide

        return app.run(embedded.socket_path, read_only=False, started=False, theme=theme, guide=Guide(playground))

    print(f"The demo's six workers start, in {playground.directory} ...", flush=True)
    playground.plant("lie")
    embedded = embed.start(str(settings))
    try:
        return keeper.keep(run)
    finally:
        _stop(Client(embedded.socket_path))
        print(f"The demo is over, all of it is stopped; what its workers printed is in {playground.directory}/log.")
        print('With workers of your own: README.md, "A first real use"; or `holdfast` in their folder, which asks.')


def _stop(client: Client) -> None:
    """It may be stopped already."""
    try:
        embed.stop(client)
    except (Refused, Unreachable):
        pass


def play(directory: str | None, headless_wanted: bool, theme: str | None) -> int:
    """`holdfast demo`. directory: where it lives, made anew each time; None = .demo."""
    playground = Playground(Path(directory or USUAL).resolve())
    # the demo's workers are started as python3: the one that has holdfast installed
    os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])
    terminal = sys.stdin.isatty() and sys.stderr.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
    try:
        playground.claim()  # before anything is stopped in there
        _stop_earlier(playground)
        settings = playground.lay_out()
        return headless(playground, settings) if headless_wanted or not terminal else interactive(playground, settings, theme)
    except (embed.CannotStart, Occupied, OSError) as no:
        out.complain(f"cannot run the demo: {no}" if isinstance(no, OSError) else str(no))
        return out.FAILED


def _stop_earlier(playground: Playground) -> None:
    """A demo that was left running in that folder gives way."""
    for place in (playground.directory / "run", Path(playground.run_dir)):
        if (place / "api.sock").exists():
            _stop(Client(str(place / "api.sock")))
