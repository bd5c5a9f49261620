"""Imported before anything else of a command: what makes the other imports cheap.

A verb is a process of its own, and nearly all of its time is imports. msgspec asks for typing_extensions, which is there wherever
Textual is and takes an eighth of a verb; all that msgspec needs of it is in Python's own typing.
"""

from __future__ import annotations

import sys

_HEAVY = "typing_extensions"


def _import_msgspec() -> None:
    """As if the heavy one were not installed; whoever asks for it later gets it."""
    if _HEAVY in sys.modules or "msgspec" in sys.modules:
        return
    sys.modules[_HEAVY] = None  # type: ignore[assignment]  # a ModuleNotFoundError for who imports it
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules[_HEAVY]


_import_msgspec()
