"""From a terminal's key to our name for it, and from our name to what is printed: on a footer, in a sentence, anywhere.

A name is what the key types (`r`, `R`, `?`, `[`) or a word (`enter`, `esc`, `down`, `ctrl+d`). Ctrl with a, b, s, q and z is left
alone: screen, tmux, flow control and job control live there.
"""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = {"escape": "esc", "return": "enter", "pageup": "pgup", "pagedown": "pgdn", "space": "space", "ctrl+m": "enter", "ctrl+j": "enter"}
_PRINTED = {"enter": "⏎", "down": "↓", "up": "↑", "left": "←", "right": "→", "space": "spc"}
RESERVED = frozenset({"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q", "ctrl+z"})


def name(key: str, character: str | None) -> str:
    """Textual's key and character -> our name."""
    if key in _WORDS:
        return _WORDS[key]
    if character and character.isprintable() and len(character) == 1:
        return "space" if character == " " else character
    return key


def printed(key: str) -> str:
    return _PRINTED.get(key) or key.replace("ctrl+", "^")


class Keys:
    """What to say for each action, by its id: the key that the operator has for it, or `:reload` where no key is left.

    `keys["reload"]` in a text that is made here, `keys.fill("{reload} and {prove}")` for one of the registry.
    """

    def __init__(self, actions: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """actions: id -> its keys."""
        self._actions = actions or {}

    def __getitem__(self, action: str) -> str:
        own = self._actions.get(action, ())
        return printed(own[0]) if own else f":{action}"

    def knows(self, action: str) -> bool:
        return action in self._actions

    def fill(self, text: str) -> str:
        """text: without anybody else's words in it."""
        return text.format_map(self)


NAMES = Keys()  # knows of no key, and says the names


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
