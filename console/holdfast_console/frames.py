"""A frame as text: what the screen shows, line by line, without colours. Tests compare it; a diff of two frames can be read."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.strip import Strip


def strips(app: App[Any]) -> list[Strip]:
    """The composed screen; a dialog shows the screen below it around its frame."""
    return app.screen._compositor.render_strips()


def frame(app: App[Any]) -> str:
    lines = ["".join(segment.text for segment in strip if not segment.control).rstrip() for strip in strips(app)]
    return "\n".join(lines).rstrip("\n") + "\n"


def colours(app: App[Any]) -> list[list[tuple[str, str]]]:
    """(text, colour) of every piece of every line: what a test of colours looks at."""
    return [[(s.text, s.style.color.name if s.style and s.style.color else "") for s in strip if not s.control] for strip in strips(app)]
