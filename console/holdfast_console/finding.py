"""Finding and marking in the fleet: filter, order, columns, marks. The page does it; what should be there the next time is kept."""

from __future__ import annotations

from holdfast_console import listing, rows
from holdfast_console.hands import Hand
from holdfast_console.screens.pick import Pick
from holdfast_console.widgets.command_line import FilterLine


class Finding(Hand):
    def do_filter(self, *words: str) -> None:
        page = self.main.page
        if words:
            self.store.flash(page.narrow(words[0]), "dim")
        else:
            self.main.prompt = FilterLine(page.narrowed, page.narrow)

    def do_match(self) -> None:
        self._match(1)

    def do_match_back(self) -> None:
        self._match(-1)

    def _match(self, step: int) -> None:
        """On every list that has a filter: to the next line that was searched for, also when the filter has gone."""
        page = self.main.page
        place = listing.next_match(page.matches(), page.cursor, step)
        if place < 0:
            self.store.flash(f"nothing matches {page.filtered}", "moving")
        else:
            page.to_line(place)

    def do_sort(self, *words: str) -> None:
        fleet, columns = self.main.fleet, list(listing.SORTS)
        name = words[0] if words else columns[(columns.index(fleet.sort) + 1) % len(columns)]
        self._sorted(name, reverse=False)

    def do_reverse(self) -> None:
        self._sorted(self.main.fleet.sort, reverse=not self.main.fleet.reverse)

    def _sorted(self, name: str, reverse: bool) -> None:
        self.main.fleet.order_by(name, reverse)
        self.store.flash(listing.told(name, reverse), "dim")
        self.console.keep(sort=None if name == listing.USUAL else name, reverse=reverse or None)

    def do_columns(self, *words: str) -> None:
        if words:
            self._columns(words)
            return
        chosen = self.main.fleet.chosen
        choices = [(one, column.title, one in chosen) for one, column in rows.COLUMNS.items()]
        picked = Pick(self.look, self.store.clock, "columns", "PROOF and NAME are always there", choices)
        self.app.push_screen(picked, lambda word: self._columns(tuple(word.split())) if word else None)

    def _columns(self, names: tuple[str, ...]) -> None:
        self.main.fleet.chosen = names
        self.console.keep(columns=None if names == rows.USUAL else list(names))
        self.main.paint()

    def do_follow(self) -> None:
        fleet = self.main.fleet
        fleet.following = not fleet.following
        words = "the cursor goes with its worker" if fleet.following else "the cursor stays where it is when rows change places"
        self.store.flash(words, "dim")

    def do_mark(self) -> None:
        self.main.fleet.mark()

    def do_range(self) -> None:
        self.main.fleet.range()

    def do_mark_all(self) -> None:
        self.main.fleet.mark_all()
