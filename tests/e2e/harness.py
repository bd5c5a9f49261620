"""A real daemon on real processes, laid out in a fresh folder, watched through its own stream, and cleaned up to the last process.

    with Fleet(worker("w1"), worker("w2")) as fleet:
        fleet.start().converged()
        plan = fleet.awaiting(fleet.write('text = "two"'))

Nothing here sleeps: every wait follows the daemon's stream of Views, a pidfd, or the ready descriptor, with a limit.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import e2e_procs as procs
import tomli_w

from holdfast.api.client import Client, Unreachable
from holdfast.core.view import PlanView, View, WorkerView

ROOT = Path(__file__).parents[2]
WORKERS = Path(__file__).with_name("workers")
LAUNCHERS = Path(__file__).with_name("launchers")
DEMO = ROOT / "supervisor" / "holdfast" / "worker" / "demo"
LIMIT = 15.0  # seconds for anything that should take a moment; a busy box is allowed to be slow

ENV = {key: value for key, value in os.environ.items() if not key.startswith(("HOLDFAST_", "COLUMNS", "NO_COLOR"))} | {
    "PYTHONPATH": os.pathsep.join([str(ROOT / "supervisor"), str(ROOT / "console")]),
    "PATH": os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)]),
}

QUICK = {"rollout": {"attest": "200ms", "verify_window": "200ms"}, "restart": {"backoff_min": "100ms", "backoff_max": "1s"}}


class Done(NamedTuple):
    """A verb that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def worker(name: str, *command: str, check: list[dict[str, Any]] | None = None, **keys: Any) -> dict[str, Any]:
    """One [[worker]] table. A command that is the name of a file in workers/ is run with this Python."""
    first, *rest = command or ("plain.py",)
    script = WORKERS / first
    argv = [sys.executable, str(script), *rest] if first.endswith(".py") else [first, *rest]
    return {"name": name, "command": argv, "critical": True, **keys, **({"check": check} if check else {})}


def demo(name: str, module: str, **keys: Any) -> dict[str, Any]:
    """One of the demo's workers."""
    return {"name": name, "command": [sys.executable, "-m", f"holdfast.worker.demo.{module}"], "critical": True, **keys}


class Fleet:
    """One folder with holdfast.toml, app.toml and, while it runs, a daemon. workers: tables made by worker() or demo()."""

    def __init__(self, *workers: dict[str, Any], content: str = 'text = "one"\n', **tables: Any) -> None:
        self.home = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-e2e-"))
        self.settings = self.home / "holdfast.toml"
        self.source = self.home / "app.toml"
        self.log = self.home / "daemon.log"
        self.journal = self.home / "state" / "journal"
        self.client = Client(str(self.home / "run" / "api.sock"), timeout=LIMIT)
        self.process: subprocess.Popen[bytes] | None = None
        self.lay_out(*workers, **tables)
        self.source.write_text(content)

    def lay_out(self, *workers: dict[str, Any], **tables: Any) -> None:
        """Writes the settings. Keyword tables are laid over the quick ones."""
        whole: dict[str, Any] = {"name": "e2e", "run_dir": "run", "state_dir": "state", "log_dir": "log"}
        source = tables.pop("source", {})
        several = any(isinstance(value, dict) for value in source.values())
        whole["source"] = source if several else {"path": "app.toml"} | source
        for name in ("rollout", "restart", "logs"):
            if merged := QUICK.get(name, {}) | tables.pop(name, {}):
                whole[name] = merged
        self.settings.write_text(tomli_w.dumps(whole | tables | {"worker": list(workers)}))

    @classmethod
    def of_the_demo(cls) -> Fleet:
        """The six workers of config.example.toml, with quicker proofs."""
        fleet = cls()
        text = (ROOT / "config.example.toml").read_text()
        for key, value in QUICK["rollout"].items():
            text = re.sub(rf"(?m)^{key} = \S+", f'{key} = "{value}"', text)
        fleet.settings.write_text(text)
        for name in ("app.toml", "app.schema.json"):
            shutil.copy(DEMO / name, fleet.home / name)
        return fleet

    def of(self, name: str, content: str = "") -> Fleet:
        """The same fleet, looked at and changed through one of its sources, NAME.toml."""
        one = copy.copy(self)
        one.client, one.source, one.journal = self.client.at(name), self.home / f"{name}.toml", self.home / "state" / name / "journal"
        if content:
            one.source.write_text(content)
        return one

    # -- the daemon

    def start(self, *more: str, launcher: str = "", **env: str) -> Fleet:
        """Starts it and returns when it is ready. AssertionError with what it said if it does not come up."""
        said = self.try_start(*more, launcher=launcher, **env)
        assert said == "ready\n", f"the daemon did not start: {said or self.told()}"
        return self

    def try_start(self, *more: str, launcher: str = "", **env: str) -> str:
        """Starts it, perhaps by a script of launchers/; what came through the ready descriptor until `ready`, or its end."""
        command = [str(LAUNCHERS / launcher)] if launcher else ["-m", "holdfast.daemon"]
        hear, say = os.pipe()
        try:
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [sys.executable, *command, "--config", str(self.settings), "--ready-fd", str(say), *more],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=(say,), cwd=self.home, env=ENV | env,
                    start_new_session=True,
                )  # fmt: skip
            os.close(say)
            said = b""
            deadline = monotonic() + LIMIT
            while not said.startswith(b"ready\n") and select.select([hear], [], [], max(0.0, deadline - monotonic()))[0]:
                chunk = os.read(hear, 65536)
                if not chunk:
                    break
                said += chunk
            return said.decode()
        finally:
            os.close(hear)

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def wait(self) -> int:
        """The daemon's exit status, once it has ended by itself."""
        assert self.process is not None
        return self.process.wait(LIMIT)

    def stop(self) -> int:
        """TERM, and its exit status. No worker may be left then."""
        assert self.process is not None
        self.process.terminate()
        status = self.wait()
        left = self.ours()
        assert not left, f"left running after the daemon's end: {left}"
        return status

    def kill(self) -> None:
        """SIGKILL: the workers live on."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(LIMIT)

    def told(self) -> str:
        """What the daemon has printed so far."""
        return self.log.read_text(errors="replace")

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    # -- looking

    def view(self) -> View:
        return self.client.view()

    def until(self, test: Callable[[View], Any], seconds: float = LIMIT) -> View:
        """The first View of the stream that passes; AssertionError with the last one's story if none does in time."""
        deadline, view = monotonic() + seconds, None
        try:
            with self.client.stream("stream") as stream:
                while view is None or not test(view):
                    view = stream.get(max(0.001, deadline - monotonic()))
                return view
        except (TimeoutError, Unreachable) as why:
            shown = story(view) if view is not None else "no View at all"
            raise AssertionError(f"not within {seconds:g} s ({why})\n{shown}\n{self.told()[-3000:]}") from None

    def worker(self, name: str) -> WorkerView:
        return row(self.view(), name)

    def when(self, name: str, test: Callable[[WorkerView], Any], seconds: float = LIMIT) -> WorkerView:
        """The first row of that worker that passes."""
        return row(self.until(lambda view: test(row(view, name)), seconds), name)

    def converged(self, seconds: float = LIMIT) -> View:
        """Everybody proves what lies in the source now, and no plan is in flight."""
        wanted = hashlib.sha256(self.source.read_bytes()).hexdigest()
        return self.until(lambda v: v.verdict == "CONVERGED" and v.target_sha256 == wanted and v.rollout is None, seconds)

    def says(self, name: str, what: str, seconds: float = LIMIT) -> str:
        """The first line of the worker's output that holds `what`, from the last thousand on."""
        deadline = monotonic() + seconds
        with self.client.stream("logs", worker=name, lines=1000) as lines:
            try:
                while what not in (line := lines.get(max(0.001, deadline - monotonic()))):
                    pass
            except TimeoutError:
                raise AssertionError(f"{name} did not say {what!r} within {seconds:g} s") from None
        return str(line)

    # -- changing

    def write(self, content: str | bytes) -> str:
        """Saves the source as an editor does (a new file, renamed over the old); the content's sha256."""
        raw = content.encode() if isinstance(content, str) else content
        draft = self.home / ".app.toml.new"
        draft.write_bytes(raw)
        self.put(draft)
        return hashlib.sha256(raw).hexdigest()

    def put(self, thing: Path) -> None:
        """Renames something over the source."""
        os.rename(thing, self.source)

    def awaiting(self, sha256: str) -> PlanView:
        """The open plan of that content, once it waits for approval."""
        self.until(lambda v: v.rollout is not None and v.rollout.sha256 == sha256 and v.rollout.phase == "Awaiting")
        plan: PlanView = self.client.call("plan")
        return plan

    def approve(self, sha256: str) -> int:
        """Approves the open plan; its number."""
        seq: int = self.client.call("approve", checksum=sha256[:7]).seq
        return seq

    def change(self, content: str) -> View:
        """A good change from edit to proof."""
        sha256 = self.write(content)
        self.awaiting(sha256)
        self.approve(sha256)
        return self.converged()

    # -- the command line

    def cli(self, *words: str) -> Done:
        """`holdfast --config ... WORDS`, run to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "holdfast_console.cli", "--config", str(self.settings), *words],
            stdin=subprocess.DEVNULL, capture_output=True, env=ENV, cwd=self.home, timeout=40, check=False,
        )  # fmt: skip
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    # -- the end

    def ours(self) -> dict[int, str]:
        """Living processes that were started for this fleet, but the daemon: {pid: command}."""
        return procs.with_variable(f"HOLDFAST_SOCKET={self.home}/")

    def sweep(self) -> None:
        """Kills what is left of the fleet, and sees it gone."""
        for pid in self.ours():
            procs.end(pid)
        assert not self.ours()

    def close(self) -> None:
        try:
            if self.process is not None and self.process.poll() is None:
                self.process.kill()
                self.process.wait(LIMIT)
            self.sweep()
        finally:
            shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self) -> Fleet:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def row(view: View, name: str) -> WorkerView:
    return next(w for w in view.workers if w.name == name)


def pids(view: View) -> dict[str, int]:
    return {w.name: w.pid for w in view.workers}


def story(view: View) -> str:
    """A View in a few lines, for a failure."""
    lines = [f"{view.verdict} {view.proven}/{view.total} target #{view.target_seq} {view.target_sha256[:7]} read_only={view.read_only!r}"]
    lines.append(f"source {view.source.state} {view.source.sha256[:7]} {view.source.reason}")
    for what, plan in (("open", view.rollout), ("last", view.last)):
        if plan is not None:
            lines.append(f"{what} #{plan.seq} {plan.kind} {plan.phase} {plan.outcome} {plan.reason} yes={plan.yes} no={plan.no}")
    lines += [
        f"{w.name} {w.pid} {w.life}/{w.phase} {w.mark} E{w.grade} #{w.desired_seq} proves {w.proved_sha256[:7]} {w.reason} {w.last_exit}"
        for w in view.workers
    ]
    return "\n".join(lines)
