"""From the bytes of a terminal to keys and pastes. Whatever comes, nothing here ends: a terminal is a stranger, too.

Textual's parser reads UTF-8 strictly and believes in every number of a sequence; either can end the program. A paste is text, never
keys. A terminal that cannot mark its pastes sends them as keys; so many at once are typed by nobody, and are a paste as well.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.message import Message

BURST = 32  # characters in one piece without any sequence: nobody types that
WAY_OUT = (b"\x03", b"\x1b[99;5u")  # ctrl+c by itself, also in the terminal's long spelling


class Keyboard:
    def __init__(self) -> None:
        self._decode = getincrementaldecoder("utf-8")("ignore").decode
        self._parser = XTermParser()

    def take(self, data: bytes) -> Iterator[Message]:
        """What these bytes mean, with those before them."""
        if data in WAY_OUT:  # also out of a paste that never ends
            self._parser = XTermParser()
        text = self._decode(data)
        if len(text) >= BURST and "\x1b" not in text and not self._within():
            yield events.Paste(text)
        elif text:
            yield from self._safely(text)

    def wait(self) -> Iterator[Message]:
        """Nothing came for a moment: what was begun and not ended is what it is, as the key esc."""
        yield from self._messages(self._parser.tick())

    def _within(self) -> bool:
        """A sequence, or a marked paste, has begun: what comes next belongs to it."""
        frame = self._parser._gen.gi_frame  # type: ignore[attr-defined]
        return frame is None or bool(frame.f_locals.get("bracketed_paste")) or self._parser._awaiting.timeout is not None

    def _safely(self, text: str) -> Iterator[Message]:
        yield from self._messages(self._parser.feed(text))

    def _messages(self, made: object) -> Iterator[Message]:
        try:
            yield from made  # type: ignore[misc]
        except (ParseError, ValueError, ArithmeticError, LookupError, RuntimeError, TypeError):
            self._parser = XTermParser()  # it was no sequence that anybody knows
