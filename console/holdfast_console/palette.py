"""ctrl+p: Textual's own palette over our registry. Choosing an action there is the same as pressing its key, gates and all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon

from holdfast_console import commands
from holdfast_console.actions import Action, why_not

if TYPE_CHECKING:
    from holdfast_console.screens.main import Main


class Actions(Provider):
    """Every action that has a name, here or elsewhere; what cannot be done now says why instead of what it does."""

    async def discover(self) -> Hits:
        for action, words, told in self._all():
            yield DiscoveryHit(words, partial(self._main.say, action.id), words, told)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action, words, told in self._all():
            score = max(matcher.match(words), matcher.match(told) * 0.7)
            if score > 0:
                yield Hit(score, matcher.highlight(words), partial(self._main.say, action.id), words, told)

    @property
    def _main(self) -> Main:
        return cast("Main", self.screen)

    def _all(self) -> Iterator[tuple[Action, str, str]]:
        place = self._main.place
        for action in commands.named(self._main.actions):
            key = f"  {place.keys[action.id]}" if action.keys else ""
            reason = why_not(action, place) if action.here(place.screen) else ""
            yield action, f"{action.id}{key}", f"not now: {reason}" if reason else place.keys.fill(action.help)


class Palette(CommandPalette):
    def on_mount(self) -> None:
        self.query_one(SearchIcon).icon = ":"  # not every terminal has the picture that Textual draws there

    def _action_command_list(self, action: str) -> None:
        """Textual's own fails for a page key that comes before its list has been laid out."""
        with suppress(KeyError):
            super()._action_command_list(action)


def palette() -> CommandPalette:
    return Palette([Actions], placeholder="Search for actions…")
