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


_NAMED = frozenset({
    "enter", "esc", "tab", "space", "backspace", "delete", "insert", "home", "end", "pgup", "pgdn", "up", "down", "left", "right",
    *(f"f{n}" for n in range(1, 13)),
})  # fmt: skip
_SAME = frozenset({"ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h"})  # a terminal sends tab, enter and backspace for them


def refusal(key: str) -> str:
    """Why nothing can be put on this key; '' = it can be."""
    if key in RESERVED:
        return f"{key} belongs to the terminal (screen, tmux, flow control, job control)"
    letter = key.removeprefix("ctrl+")
    control = key.startswith("ctrl+") and len(letter) == 1 and letter.isascii() and letter.islower() and key not in _SAME
    if key in _NAMED or control or (len(key) == 1 and key.isprintable() and key != " "):
        return ""
    return f"{key!r} is no key: a character, ctrl+a letter, f1 to f12, or one of enter, esc, tab, space, home, end, pgup, pgdn, arrows"
