"""Acts: what the supervisor is asked for, each behind the gate of its danger tier.

Tier 1 asks y/n in the line above the footer. Tier 2 wants the first digits of the checksum, in the plan's own field or in a dialog. Tier 3
wants a word and a reason, which goes into the journal with who it was and from where.
"""

from __future__ import annotations

from collections.abc import Callable

from holdfast_console import lineage, whence
from holdfast_console.hands import Hand
from holdfast_console.reasons import gives_way, takes_back, waits
from holdfast_console.screens.dialog import Choice, Typed, told
from holdfast_console.screens.grave import Grave
from holdfast_console.text import Line, clean, cut
from holdfast_console.widgets.approval import Gate

NAMES = 40  # cells of names in a question


class Acting(Hand):
    # -- one worker, or the marked ones

    def _on_targets(self, verb: str, rest: str, do: Callable[[tuple[str, ...]], None]) -> None:
        """Asked with y; more than a quarter of the fleet is no small step any more and wants the checksum."""
        names = self.at.targets
        what = clean(names[0]) if len(names) == 1 else f"{len(names)} workers ({cut(', '.join(map(clean, names)), NAMES)})"
        if self.at.many:
            self._typed(f"{verb} {len(names)} workers", told(f"{verb} {what}{rest}"), lambda: do(names))
        else:
            self.main.ask(f"{verb} {what}{rest}?", lambda: do(names))

    def _typed(self, heading: str, words: list[Line], do: Callable[[], None]) -> None:
        """Tier 2 without a plan of its own: the checksum of what should run."""
        sha256 = self.at.view.target_sha256 if self.at.view else ""
        gate = Gate(sha256, self.store.clock.mono())
        dialog = Typed(self.look, self.store.clock, heading, words, f"type the first 4 of {sha256[:7]}:", gate)

        def typed(digits: str | None) -> None:
            if digits and self.store.view and self.store.view.target_sha256 != sha256:
                self.store.flash("what should run has changed while you typed: nothing was done", "moving")
            elif digits:
                do()

        self.app.push_screen(dialog, typed)

    def do_reload(self, *_: str) -> None:
        self._on_targets("reload", ", with proof", lambda names: self.send("reload", workers=list(names)))

    def do_prove(self, *_: str) -> None:
        names = self.at.targets
        who = clean(names[0]) if len(names) == 1 else f"{len(names)} workers"
        self.main.ask(f"prove now: {who}?", lambda: self.send("prove", workers=list(names)))

    def do_cordon(self, *_: str) -> None:
        """All that are in the count go out of it; if none is, they come back."""
        workers = [w for w in self.at.view.workers if w.name in self.at.targets] if self.at.view else []
        back = all(w.cordoned for w in workers)
        name, words = ("uncordon", " (back into the quorum)") if back else ("cordon", ": out of the quorum")

        def do(names: tuple[str, ...]) -> None:
            for one in (w.name for w in workers if w.cordoned == back):
                self.send(name, worker=one)

        self._on_targets(name, words, do)

    def do_restart(self, *_: str) -> None:
        worker = self.at.worker
        if worker is None:
            return
        words = told(f"{clean(worker.name)}, pid {worker.pid or '-'}: it comes back on the committed content.")
        choices = [("esc", "", "cancel"), ("r", "restart", "restart: its stop signal, its stop limit"), ("9", "kill", "kill -9…")]
        self.app.push_screen(Choice(self.look, self.store.clock, "restart", words, choices), self._restart)

    def _restart(self, word: str | None) -> None:
        if word == "restart" and self.at.worker:
            self.send("restart", worker=self.at.worker.name)
        elif word == "kill":
            self.main.do(self.main.action("kill"), self.at)

    def do_kill(self, *_: str) -> None:
        if self.at.worker:
            name = self.at.worker.name
            words = told(f"kill -9 to {clean(name)} and all its processes, without any warning to them.")
            self._grave("kill", words, lambda reason: self.send("kill", worker=name, reason=reason))

    def _grave(self, word: str, words: list[Line], do: Callable[[str], None]) -> None:
        """Tier 3. do(reason, with where it was said)."""
        dialog = Grave(self.look, self.store.clock, word, words)
        self.app.push_screen(dialog, lambda reason: do(whence.signed(reason)) if reason else None)

    # -- plans

    def do_reload_all(self) -> None:
        if self.at.view:
            words = told(f"Every one of {self.at.view.total} workers checks, takes and proves the same bytes again.")
            if aside := gives_way(self.at):
                words += told(f"{aside[0].upper()}{aside[1:]}.", "moving")
            self._typed("reload all", words, lambda: self.send("reload", lambda seq: self.main.go("reload"), workers=[]))

    def do_approve(self) -> None:
        self.main.go("reload")
        self.main.reload.open_gate()

    def approve(self, seq: int, digits: str) -> None:
        """Enter was pressed in the field of the Reload page, and the digits are those of the plan that was shown."""
        self.send("approve", seq=seq, checksum=digits)

    def do_reject(self, reason: str = "") -> None:
        plan = self.at.open
        if plan is not None:
            words = f"take #{plan.seq} back: every worker returns to #{plan.base_seq}?" if takes_back(plan) else f"reject #{plan.seq}?"
            self.main.ask_why(words, lambda why: self.send("reject", seq=plan.seq, reason=why), reason)

    def do_hold(self, reason: str = "") -> None:
        plan = self.at.open
        if plan is not None and waits(plan):
            self.main.ask(f"let #{plan.seq} go on to wave {plan.wave + 2} of {plan.waves}?", lambda: self.send("go"))
        elif plan is not None:
            words = f"stop #{plan.seq} after wave {plan.wave + 1} of {plan.waves}?"
            self.main.ask_why(words, lambda why: self.send("hold", reason=why), reason)

    def do_rollback(self, *_: str) -> None:
        if self.at.version:
            self._draw_up(self.at.version.seq)

    def do_undo(self) -> None:
        found = lineage.before(self.at.view) if self.at.view else None
        if found:
            self._draw_up(found.seq)

    def do_redo(self) -> None:
        found = lineage.after(self.at.view) if self.at.view else None
        if found:
            self._draw_up(found.seq)

    def _draw_up(self, seq: int) -> None:
        """A plan that waits for the same approval as any other; it may push another aside, and that is asked."""

        def draw_up() -> None:
            self.send("rollback", lambda _: self.main.go("reload"), to=str(seq), approve=False)

        if aside := gives_way(self.at):
            self.main.ask(f"draw up a rollback to #{seq}? {aside}", draw_up)
        else:
            draw_up()

    def do_settle(self) -> None:
        history, back = self.look.keys["history"], self.look.keys["rollback"]
        what = "Not every worker could be brought back. Try again, or accept the fleet as it is."
        words = told(f"{what} {history}, {back} there draws up any version.")
        choices = [("esc", "", "cancel"), ("t", "retry", "try again"), ("a", "accept", "accept it as it is…")]
        self.app.push_screen(Choice(self.look, self.store.clock, "stuck", words, choices), self._settle)

    def _settle(self, word: str | None) -> None:
        if word == "retry":
            self.send("settle", choice="retry")
        elif word == "accept":
            words = told("The workers stay on what they run now.")
            self._grave("accept", words, lambda reason: self.send("settle", choice="accept", reason=reason))

    # -- the whole house

    def do_freeze(self) -> None:
        if self.at.view and self.at.view.frozen:
            self.main.ask("unfreeze: plans begin and are approved again?", lambda: self.send("unfreeze"))
        else:
            words = "No plan begins and none is approved until somebody unfreezes. Workers run on, and are restarted if they die."
            self._grave("freeze", told(words), lambda reason: self.send("freeze", reason=reason))

    def do_stop(self) -> None:
        total = len(self.at.view.workers) if self.at.view else 0
        words = told(f"All {total} workers are stopped, then the supervisor ends. Nothing serves after that.")
        self._grave("stop", words, self._stop)

    def _stop(self, reason: str) -> None:
        self.store.flash("stopping…", "moving")
        self.send("stop", lambda _: self.app.exit(0), reason=reason)
