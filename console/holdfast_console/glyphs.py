"""The signs. A glyph carries the meaning, a colour only repeats it.

Painters write the Unicode signs; where a terminal cannot be trusted with them, `ASCII` replaces each by one cell of ASCII when
a line is turned into a strip. Several of them are of ambiguous width in Chinese, Japanese and Korean terminals, so `auto` means
ASCII there, and on the Linux text console, whose font lacks them.
"""

from __future__ import annotations

from collections.abc import Mapping

MARKS = {"proven": "≡", "acked": "~", "drift": "≠", "silent": "?", "dead": "✗", "cordoned": "◦"}
FULL, VOID, BACK = "▰", "▱", "◁"
YES, NO, RUN = "✓", "✗", "▶"
CURSOR, WARN, DOT, CARET = "▸", "▲", "●", "▏"
MARKED = "◆"

_PAIRS = {
    "≡": "=", "≠": "!", "✗": "x", "◦": "o", "▰": "#", "▱": ".", "◁": "<", "✓": "+", "▸": ">", "▲": "!", "●": "*", "◆": "+", "▏": "_",
    "▶": ">", "←": "<",
    "─": "-", "│": "|", "╭": "+", "╮": "+", "╰": "+", "╯": "+", "▐": "[", "▌": "]", "…": "~", "·": "-", "→": ">", "↔": "|", "≥": ">",
    "\ufffd": "?", "×": "x", "÷": "/", "⏎": "<", "–": "-", "↓": "v", "↑": "^", "›": ">",
    "▁": "_", "▂": ".", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "%", "█": "#",
}  # fmt: skip
ASCII = str.maketrans(_PAIRS)
_EAST = ("zh", "ja", "ko")
_PYTHONS = ("C.UTF-8", "C.utf8", "UTF-8")  # what Python says itself in LC_CTYPE where the locale is C, or not installed (PEP 538)


def wants_ascii(choice: str, env: Mapping[str, str]) -> bool:
    """choice: unicode | ascii | auto. auto, and anything else, looks at the locale and at TERM."""
    if choice in ("ascii", "unicode"):
        return choice == "ascii"
    kind, lang = env.get("LC_CTYPE", ""), env.get("LANG", "")
    locale = (env.get("LC_ALL") or (lang if lang and kind in _PYTHONS else kind or lang)).lower()
    unicode = "utf-8" in locale or "utf8" in locale
    return not unicode or locale.startswith(_EAST) or env.get("TERM", "") == "linux"
