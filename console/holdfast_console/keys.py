"""From a terminal's key to our name for it, and from our name to what is printed on a footer.

A name is what the key types (`r`, `R`, `?`, `[`) or a word (`enter`, `esc`, `down`, `ctrl+d`). Ctrl with a, b, s, q and z is left
alone: screen, tmux, flow control and job control live there.
"""

from __future__ import annotations

_WORDS = {"escape": "esc", "return": "enter", "pageup": "pgup", "pagedown": "pgdn", "space": "space", "ctrl+m": "enter", "ctrl+j": "enter"}
_PRINTED = {"enter": "⏎", "down": "↓", "up": "↑", "space": "spc", "ctrl+d": "^d", "ctrl+u": "^u", "ctrl+c": "^c"}
RESERVED = frozenset({"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q", "ctrl+z"})


def name(key: str, character: str | None) -> str:
    """Textual's key and character -> our name."""
    if key in _WORDS:
        return _WORDS[key]
    if character and character.isprintable() and len(character) == 1:
        return "space" if character == " " else character
    return key


def printed(key: str) -> str:
    return _PRINTED.get(key, key)
