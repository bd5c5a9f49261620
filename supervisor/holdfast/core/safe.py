"""The one sanitiser: every text of a worker, a file or a person goes through here before a widget, a table or a log has it.

What could move a cursor, colour a screen, turn the reading order, break a line, stay invisible or pile up over the lines around it is never
sent: `clean` takes it out (a screen has no room for it), `shown` writes it as an escape (a command's output, and a log, are looked at
closely).
"""

from __future__ import annotations

import re
import unicodedata

_STRINGS = r"(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f]).*?(?:\x07|\x1b\\|\x9c|$)"  # OSC, DCS, SOS, PM, APC up to their end
_CSI = r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
_OTHER = r"\x1b[ -/]*[0-~]?"
_ESCAPES = re.compile(f"{_STRINGS}|{_CSI}|{_OTHER}", re.DOTALL)
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# letters and marks by their category, and yet not to be seen: fillers of Hangul, joiners, selectors of another form (or width) of a sign,
# and tones of skin, which some terminals draw as a square of their own
_UNSEEN = "\U0001f3fb-\U0001f3ff\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
_SLY = re.compile(f"[{_UNSEEN}]|(?<=[{_MARKS}]{{2}})[{_MARKS}]")  # the third mark on one letter, and those after it
# signs that are not equally wide everywhere: vowels that stand beside their letter, parts of Hangul that make no letter together,
# flags, and what Unicode widened of late
_EXOTIC = re.compile("[\u0900-\u1cff\u2630-\u268f\u302e\u302f\u3248-\u324f\u4dc0-\u4dff\ua800-\uabff\ud7b0-\ud7ff\U00010000-\U0010ffff]")
_WAVERING = re.compile(
    "[\u1160-\u11ff\ud7b0-\ud7ff\u2630-\u2637\u268a-\u268f\u302e\u302f\u3248-\u324f\u4dc0-\u4dff\U00016ff0\U00016ff1"
    "\U0001d300-\U0001d37f\U0001f1e6-\U0001f1ff]"
)
INSTEAD = "\ufffd"  # of such a sign: one cell in every terminal


def clean(raw: str, tab: int = 4) -> str:
    """One printable line: escape sequences, control, format and direction characters are gone; tabs and line ends are spaces.

    Every terminal gives it as many columns as the console does, so that nothing beside it moves.
    """
    if raw.isascii() and raw.isprintable():
        return raw
    if not raw.isprintable():
        raw = _ESCAPES.sub("", raw).replace("\t", " " * tab).replace("\n", " ").replace("\u2028", " ").replace("\u2029", " ")
        raw = "".join(_drawn(c) for c in raw)
    bare = unicodedata.normalize("NFC", _SLY.sub("", raw))
    return "".join(INSTEAD if _wavers(c) else c for c in bare) if _EXOTIC.search(bare) else bare


def _drawn(char: str) -> str:
    """What is left of it; a sign that Unicode has not had yet may be of any width."""
    category = unicodedata.category(char)
    return "" if category in _DROPPED else INSTEAD if category == "Cn" else char


def _wavers(char: str) -> bool:
    return unicodedata.category(char) == "Mc" or _WAVERING.match(char) is not None


def shown(raw: str) -> str:
    """The same line with an escape for everything that `clean` would take out; tabs are spaces."""
    if raw.isprintable() and raw.isascii():
        return raw
    return "".join(c if c.isprintable() else _escape(c) for c in _SLY.sub(lambda found: _code(found[0]), raw))


def in_json(text: str) -> str:
    """JSON's own text with the same characters escaped as JSON does: no value changes by it."""
    if text.isascii() and "\x7f" not in text:
        return text
    odd = (c if c.isprintable() or c == "\n" else _unit(c) for c in _SLY.sub(lambda found: _unit(found[0]), text))
    return "".join(odd)


def in_toml(text: str) -> str:
    """TOML's own text with the same characters escaped as TOML does: no value changes by it."""
    odd = (c if c.isprintable() or c == "\n" else f"\\U{ord(c):08x}" for c in _SLY.sub(lambda found: f"\\U{ord(found[0]):08x}", text))
    return "".join(odd)


def _unit(char: str) -> str:
    raw = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{raw[n : n + 2].hex()}" for n in range(0, len(raw), 2))


def _escape(char: str) -> str:
    if char == "\t":
        return "    "
    if unicodedata.category(char) == "Zs":
        return " "
    return _code(char)


def _code(char: str) -> str:
    """As Python writes it."""
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def cells(text: str) -> int:
    """How many columns of a terminal it takes."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff":
        return 0  # the last: vowels and ends of Hangul, drawn into the letter before them
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, columns: int, side: str = "<") -> str:
    """As wide as that; side '>' = to the right."""
    room = " " * (columns - cells(text))
    return room + text if side == ">" else text + room


def cut(text: str, columns: int, end: str = "+") -> str:
    """At most so wide, with `end` where something is missing."""
    if cells(text) <= columns:
        return text
    while text and cells(text) >= columns:
        text = text[:-1]
    return text + end
