"""What each action of the registry does: one method for one id.

Looking changes the page. Acting asks first, as its danger tier says, then makes one call in a thread of its own; the answer, or the
refusal, flashes above the footer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from holdfast.api.client import Unreachable
from holdfast.api.routes import Refused
from holdfast_console.actions import Action, gives_way, takes_back, waits
from holdfast_console.bridge import Bridge
from holdfast_console.rows import proved_seq
from holdfast_console.screens.dialog import Choice, Help, Typed
from holdfast_console.screens.main import Main
from holdfast_console.store import Store
from holdfast_console.text import Line, clean
from holdfast_console.widgets.approval import Gate
from holdfast_console.widgets.pane import Look


class Deeds:
    def __init__(self, app: App[int], look: Look, store: Store, bridge: Bridge, *, started: bool, theme: Callable[[], None]) -> None:
        self._app, self._look, self._store, self._bridge = app, look, store, bridge
        self._started, self._next_theme = started, theme
        self._main = Main(look, store, bridge, self.do)
        self._main.reload.approve = self._approve

    @property
    def main(self) -> Main:
        return self._main

    def do(self, action: Action) -> None:
        """An action that is possible now."""
        getattr(self, "do_" + action.id.replace("-", "_"))()

    def _send(self, name: str, after: Callable[[int], None] | None = None, **args: Any) -> None:
        self._app.run_worker(self._call(name, after, args), exit_on_error=True)

    async def _call(self, name: str, after: Callable[[int], None] | None, args: dict[str, Any]) -> None:
        try:
            reply = await self._bridge.call(name, **args)
        except (Refused, Unreachable) as error:
            self._store.flash(clean(str(error)), "wrong")
        else:
            self._store.flash(clean(reply.text) or "done", "text" if reply.ok else "wrong")
            if reply.ok and after is not None:
                after(reply.seq)
        if name == "approve":
            self._main.reload.gate = None
        self._main.paint()

    def _ask_worker(self, words: str, name: str) -> None:
        worker = self._main.page.worker
        if worker is not None:
            arguments: dict[str, Any] = {"workers": [worker.name]} if name == "reload" else {"worker": worker.name}
            self._main.ask(words.format(clean(worker.name)), lambda: self._send(name, **arguments))

    def do_reload(self) -> None:
        self._ask_worker("reload {}, with proof?", "reload")

    def do_restart(self) -> None:
        self._ask_worker("restart {} on the committed content?", "restart")

    def do_cordon(self) -> None:
        worker = self._main.page.worker
        if worker is not None and worker.cordoned:
            self._ask_worker("take {} back into the quorum?", "uncordon")
        else:
            self._ask_worker("cordon {}: leave it out of the quorum?", "cordon")

    def do_reload_all(self) -> None:
        view = self._store.view
        if view is None:
            return
        words: list[Line] = [((f" Every one of {view.total} workers checks, takes and proves the same bytes again.", "text"),)]
        if aside := gives_way(self._main.place):
            words.append(((f" {aside[0].upper()}{aside[1:]}.", "moving"),))
        gate = Gate(view.target_sha256, self._store.clock.mono())
        dialog = Typed(self._look, self._store.clock, "reload all", words, f"type the first 4 of {view.target_sha256[:7]}:", gate)
        self._app.push_screen(dialog, lambda typed: self._reload_all() if typed else None)

    def _reload_all(self) -> None:
        self._send("reload", lambda seq: self._main.go("reload"), workers=[])

    def do_approve(self) -> None:
        self._main.go("reload")
        self._main.reload.open_gate()

    def _approve(self, seq: int, digits: str) -> None:
        """Enter was pressed in the field of the Reload page, and the digits are those of the plan that was shown."""
        self._send("approve", seq=seq, checksum=digits)

    def do_reject(self) -> None:
        plan = self._store.view.rollout if self._store.view else None
        if plan is not None:
            words = f"take #{plan.seq} back: every worker returns to #{plan.base_seq}?" if takes_back(plan) else f"reject #{plan.seq}?"
            self._main.ask(words, lambda: self._send("reject", seq=plan.seq, reason="from the console"))

    def do_hold(self) -> None:
        plan = self._store.view.rollout if self._store.view else None
        if plan is not None and waits(plan):
            self._main.ask(f"let #{plan.seq} go on to wave {plan.wave + 2} of {plan.waves}?", lambda: self._send("go"))
        elif plan is not None:
            self._main.ask(f"stop #{plan.seq} after wave {plan.wave + 1} of {plan.waves}?", lambda: self._send("hold"))

    def do_rollback(self) -> None:
        version = self._main.page.version
        if version is None:
            return
        to = str(version.seq)
        if aside := gives_way(self._main.place):
            self._main.ask(f"draw up a rollback to #{to}? {aside}", lambda: self._rollback(to))
        else:
            self._rollback(to)

    def _rollback(self, to: str) -> None:
        self._send("rollback", lambda seq: self._main.go("reload"), to=to, approve=False)

    def do_settle(self) -> None:
        words: list[Line] = [
            ((" Not every worker could be brought back. Try again, or accept", "text"),),
            ((" the fleet as it is. History offers any other version (b).", "text"),),
        ]
        choices = [("esc", "", "cancel"), ("t", "retry", "try again"), ("a", "accept", "accept it as it is…")]
        self._app.push_screen(Choice(self._look, self._store.clock, "stuck", words, choices), self._settle)

    def _settle(self, word: str | None) -> None:
        if word == "retry":
            self._send("settle", choice="retry")
        elif word == "accept":
            accepted: list[Line] = [((" The workers stay on what they run now.", "text"),)]
            gate = Gate("accept", self._store.clock.mono(), checksum=False)
            dialog = Typed(self._look, self._store.clock, "accept", accepted, "type the word accept:", gate)
            self._app.push_screen(dialog, lambda typed: self._send("settle", choice="accept") if typed else None)

    def do_diff(self) -> None:
        view, page = self._store.view, self._main.page
        if view is None:
            return
        if page.version is not None:
            old, new, title = page.version.seq, view.target_seq, f"version #{page.version.seq} → what should run"
        elif page.worker is not None:
            old, new, title = proved_seq(page.worker), page.worker.desired_seq, f"{page.worker.name}: proves → should run"
        else:
            return
        self._main.diff.open(old, new, title)
        self._main.go("diff")

    def do_enter(self) -> None:
        worker = self._main.page.worker
        if worker is not None:
            self._main.fleet.select(worker.name)
            self._main.go("worker")

    def do_handles(self) -> None:
        self._main.go("handles")

    def do_logs(self) -> None:
        worker = self._main.page.worker
        if worker is not None:
            self._main.fleet.select(worker.name)
            self._main.go("logs")

    def do_pane(self) -> None:
        self._main.reload.switch()

    def do_back(self) -> None:
        self._main.back()

    def do_fleet(self) -> None:
        self._main.go("fleet")

    def do_plan(self) -> None:
        self._main.go("reload")

    def do_events(self) -> None:
        self._main.go("events")

    def do_level(self) -> None:
        self._main.events.next_level()

    def do_only_worker(self) -> None:
        self._main.events.only_worker()

    def do_only_plan(self) -> None:
        self._main.events.only_plan()

    def do_follow_events(self) -> None:
        self._main.events.follow()

    def do_history(self) -> None:
        self._main.go("history")

    def do_pause(self) -> None:
        self._store.paused = not self._store.paused
        self._store.drain()

    def do_theme(self) -> None:
        self._next_theme()

    def do_help(self) -> None:
        self._app.push_screen(Help(self._look, self._store.clock, self._main.place))

    def do_quit(self) -> None:
        if not self._started:
            self._app.exit(0)
            return
        words: list[Line] = [
            ((" This console started the supervisor. It and its workers", "text"),),
            ((" can go on alone; `holdfast attach` joins them again.", "text"),),
        ]
        choices = [("esc", "", "cancel"), ("l", "leave", "leave them running"), ("s", "stop", "stop all workers and the supervisor…")]
        self._app.push_screen(Choice(self._look, self._store.clock, "quit", words, choices), self._quit)

    def _quit(self, word: str | None) -> None:
        if word == "leave":
            self._app.exit(0)
        elif word == "stop":
            if self._store.read_only:
                self._store.flash("stop: this console is read-only", "moving")
            else:
                self.do_stop()

    def do_stop(self) -> None:
        total = len(self._store.view.workers) if self._store.view else 0
        words: list[Line] = [
            ((f" All {total} workers are stopped, then the supervisor ends.", "text"),),
            ((" Nothing serves after that.", "text"),),
        ]
        gate = Gate("stop", self._store.clock.mono(), checksum=False)
        dialog = Typed(self._look, self._store.clock, "stop", words, "type the word stop:", gate)
        self._app.push_screen(dialog, lambda typed: self._stop() if typed else None)

    def _stop(self) -> None:
        self._store.flash("stopping…", "moving")
        self._send("stop", lambda seq: self._app.exit(0))
