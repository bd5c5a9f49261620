"""What is done on the Watches screen: an event made on purpose, a fleet that is only imagined, another order, one owner's places."""

from __future__ import annotations

from holdfast.api.client import Unreachable
from holdfast.api.routes import Refused
from holdfast_console import equivalent
from holdfast_console.hands import Hand
from holdfast_console.store import Done
from holdfast_console.text import clean

MOST = 1_000_000  # workers that can be imagined


class Watching(Hand):
    def do_paths(self) -> None:
        self.main.go("paths")

    def do_sort_owners(self) -> None:
        self.store.flash(self.main.watches.next_order(), "dim")

    def do_simulate(self, *words: str) -> None:
        """How many is typed; 0 ends it."""
        if not words:
            self.command_line("simulate ")
        elif not words[0].isdecimal() or int(words[0]) > MOST:
            self.store.flash(f"simulate: how many workers? a figure up to {MOST}", "moving")
        else:
            self.main.watches.simulated = int(words[0])

    def do_test(self) -> None:
        done = self.store.did("test", equivalent.of_call("probe", {}, equivalent.shown_of(self.at)))
        self.app.run_worker(self._test(done), exit_on_error=True)

    async def _test(self, done: Done) -> None:
        try:
            probe = await self.bridge.call("probe")
        except (Refused, Unreachable) as error:
            self._ended(done, clean(str(error)), "wrong")
        else:
            self._ended(done, f"heard after {probe.took * 1000:.1f} ms: a change in the source's folder reaches the supervisor", "text")
        self.main.watches.anew()
        self.main.paint()
