"""The words between the pure protocol and the links that do its work: orders out, outcomes back."""

from __future__ import annotations

from typing import NamedTuple, Union

from .content import Content, Offer


class Send(NamedTuple):
    """Write this line."""

    line: bytes


class Call(NamedTuple):
    """Run this hook (validate, apply or on_change), one at a time and in order, then report it with `finished`.
    For validate the content must be loaded from `offer` first."""

    job: int
    hook: str
    content: Content | None = None
    offer: Offer | None = None


class Close(NamedTuple):
    """Send what waits, close the connection, say `ended`, dial again."""

    reason: str


class Note(NamedTuple):
    """Write this to the log."""

    level: int
    text: str


Order = Union[Send, Call, Close, Note]


class Outcome(NamedTuple):
    """How a Call went: content and no code, or why not."""

    content: Content | None
    code: str = ""
    error: str = ""
