"""The console over a scripted supervisor, headless, with a clock that stands still until a test moves it."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorSystem
from textual._compositor import CompositorUpdate
from textual.filter import NoColor
from textual.pilot import Pilot
from textual.screen import Screen

from holdfast.core.view import View
from holdfast_console import frames, themes
from holdfast_console.app import Console
from holdfast_console.canvas import Canvas
from holdfast_console.glyphs import ASCII
from holdfast_console.store import Store
from holdfast_console.wardrobe import Wardrobe


def _load(name: str, path: Path) -> None:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


_load("console_fake", Path(__file__).with_name("fake.py"))
_load("console_walk", Path(__file__).with_name("walk.py"))
_load("console_film", Path(__file__).with_name("film.py"))
_load("console_ink", Path(__file__).with_name("ink.py"))
import console_fake as fake  # noqa: E402
import console_ink as ink  # noqa: E402

FRAMES = Path(__file__).with_name("frames")
OTHERS = ("ascii", "ansi", "NO_COLOR")  # modes beside dark


def drawn(app: Console) -> Canvas:
    """Its frames are drawn on a canvas too, as on that of a terminal."""
    canvas, display = Canvas(), app._display

    def draw(screen: Screen[Any], renderable: Any) -> None:
        display(screen, renderable)
        if isinstance(renderable, CompositorUpdate) and not app._batch_count and not app._closed:
            canvas.resize(*app.size)
            canvas.draw(renderable, ColorSystem.TRUECOLOR)

    app._display = draw  # type: ignore[method-assign]
    return canvas


class Desk:
    """One running console: its keys, its screen, what the supervisor was asked."""

    def __init__(self, app: Console, pilot: Pilot[int], house: Any, still: Any) -> None:
        self.app, self.pilot, self.house, self.still = app, pilot, house, still
        self.canvas = drawn(app)

    async def until(self, so: Callable[[], object], what: str) -> None:
        """The tick goes on until it is so; at most ten seconds."""
        for _ in range(1000):
            self.app.tick()
            if so():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"never: {what}\n{self.frame()}")

    async def press(self, *keys: str) -> None:
        """Keys, each answered by the screen before the next."""
        for key in keys:
            await self.pilot.press(key)
        await self.quiet()

    async def quiet(self) -> None:
        """Answers that were asked for have come and are shown, also to a terminal that was sent each change."""
        await self.until(lambda: not self.app._bridge._pending, "answers")
        self.app.tick()
        await self.pilot.pause()
        await self.until(lambda: self.app._exit or self.sent() == self.frame(), "what is sent is what is shown")

    async def show(self, view: View) -> None:
        """The supervisor sends this."""
        self.house.views.put(view)
        await self.until(lambda: self.app.store._newest is view, "the view")
        await self.quiet()

    async def shows(self, text: str) -> None:
        await self.until(lambda: text in self.frame(), text)

    async def acted(self) -> list[tuple[str, dict[str, Any]]]:
        """What the supervisor has been asked to do, once it has been asked."""
        await self.until(self.house.acts, "an act")
        return list(self.house.acts())

    def frame(self) -> str:
        return frames.frame(self.app)

    def sent(self) -> str:
        """What a terminal shows that has been sent each change since the console opened."""
        lines = ["".join(letter for letter, _ in line).rstrip() for line in self.canvas._wanted]
        return "\n".join(lines).rstrip("\n") + "\n"

    def same(self, name: str) -> None:
        """The screen is the stored one, its letters and its colours. HOLDFAST_UPDATE_FRAMES=1 stores them."""
        stored(f"{name}.txt", self.frame())
        stored(f"{name}.ink", ink.written(*self.ink("dark")))

    async def same_in_all_modes(self, name: str) -> None:
        """And what follows from it in the terminal's own colours, in none, and in ASCII. It is left in the last of them."""
        self.same(name)
        letters, (colours, _) = self.frame(), self.ink("dark")
        for mode in OTHERS:
            await self.wear(mode)
            stored(f"{name}.{mode}.txt", self.frame(), letters.translate(ASCII) if mode == "ascii" else letters)
            stored(f"{name}.{mode}.ink", ink.written(*self.ink(mode)), ink.written(ink.projected(colours, mode), {}))

    def ink(self, mode: str) -> tuple[ink.Layer, dict[str, ink.Look]]:
        return ink.layer(frames.strips(self.app), ink.legend(mode))

    async def wear(self, mode: str) -> None:
        """As if it had been started like this."""
        app, dressing, bare = self.app, self.app.dressing, mode == "NO_COLOR"
        theme, dressing.look.ascii_only = themes.FEW if mode == "ansi" else themes.DARK, mode == "ascii"
        if (theme, bare) == (dressing.name, dressing.colourless):
            dressing.look.change(*dressing._styles())
            dressing._redraw()
        else:
            app.no_color = dressing.colourless = bare
            app.ansi_color = True if bare else None
            app._filters = [one for one in app._filters if not isinstance(one, NoColor)] + [NoColor()] * bare
            dressing.wear(theme)
        await self.quiet()


def stored(name: str, shown: str, follows: str | None = None) -> None:
    """follows: what it has to be by itself; only what is not so has a file."""
    path = FRAMES / name
    if os.environ.get("HOLDFAST_UPDATE_FRAMES"):
        path.write_text(shown, encoding="utf-8") if shown != follows else path.unlink(missing_ok=True)
    wanted = path.read_text(encoding="utf-8") if follows is None or path.exists() else follows
    assert shown == wanted, f"{path}; HOLDFAST_UPDATE_FRAMES=1 stores what is shown"


Open = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def desk() -> Open:
    """desk(view, size=(80, 24), **options of the console): opens it and waits for the View."""

    @asynccontextmanager
    async def open_one(
        view: View | None = None,
        size: tuple[int, int] = (80, 24),
        read_only: bool = False,
        beside: tuple[View, ...] = (),
        own_themes: Path | None = None,
        **options: Any,
    ) -> AsyncIterator[Desk]:
        """beside: of several sources, each one's View; `view` is not there then."""
        still, house = fake.Still(), fake.House(view)
        for one in beside:
            house.stand(one)
        app = Console(Store(still.clock(), read_only, "root"), house.open, Wardrobe(themes.load_all(), own_themes), **options)
        async with app.run_test(size=size) as pilot:
            made = Desk(app, pilot, house, still)
            if view is not None or beside:
                await made.until(lambda: app.store.view is not None, "the first View")
            await made.quiet()
            yield made

    return open_one
