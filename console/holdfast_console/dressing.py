"""What the console wears: the theme that is shown, kept up with its file. Colours change here and nowhere else.

A theme is tried on while somebody chooses; what is kept is the operator's word. Without colours (NO_COLOR) every theme looks the same.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from holdfast_console import themes
from holdfast_console.wardrobe import Wardrobe
from holdfast_console.widgets.pane import Look


class Dressing:
    """redraw: called after all colours have changed."""

    def __init__(
        self, app: App[int], wardrobe: Wardrobe, theme: str, redraw: Callable[[], None], *, ascii_only: bool, colourless: bool
    ) -> None:
        self._app, self.wardrobe, self._redraw, self.colourless = app, wardrobe, redraw, colourless
        self.name = theme
        self.look = Look(*self._styles(), ascii_only)
        self._tell_textual()

    def wear(self, name: str) -> None:
        """Show this theme from now on."""
        self.name = name
        self.look.change(*self._styles())
        self._tell_textual()
        self._redraw()

    def open(self) -> None:
        """Somebody wants to choose: what is in the operator's folder now?"""
        before = self.wardrobe.palettes[self.name]
        self.wardrobe.read()
        if self.wardrobe.palettes.get(self.name) != before:
            self.wear(self.name if self.name in self.wardrobe.palettes else themes.DARK)

    def look_again(self, now: float) -> str | None:
        """What is to be told because the file of the theme has changed; None: it has not. now: monotonic seconds."""
        problem = self.wardrobe.changed(self.name, now)
        if problem == "":
            self.wear(self.name)
        return f"theme {self.name} is read anew" if problem == "" else problem

    def _tell_textual(self) -> None:
        """Its own style sheet has a few colours, too. It takes other colours under the same name for no change."""
        self._app.register_theme(themes.for_textual(self.wardrobe.palettes[self.name]))
        if self._app.theme == self.name:
            self._app.mutate_reactive(App.theme)
        self._app.theme = self.name

    def _styles(self) -> tuple[themes.Styles, themes.Styles]:
        palette = self.wardrobe.palettes[self.name]
        plain = themes.styles(palette, colourless=self.colourless)
        return plain, themes.styles(palette, colourless=self.colourless, faded=True)
