"""What people call a version: its number, its label or the beginning of it, or some digits of its checksum."""

from __future__ import annotations

from holdfast.core.ledger import Ledger, Version


class No(Exception):
    """The command is refused, and nothing was changed."""


def resolve(ledger: Ledger, name: str) -> Version:
    """The version that `name` means: a sequence number (7 or #7), a label or its beginning, or four or more digits of a checksum.

    Raises No: nothing matches, or several do (then it lists them). The same content under several numbers is the newest one.
    """
    number = name.lstrip("#")
    if number.isdecimal() and len(number) < 20 and int(number) in ledger.versions:
        return ledger.versions[int(number)]
    found = [v for v in ledger.versions.values() if name and v.version.startswith(name)]
    if not found and len(name) >= 4:
        same = [v for v in ledger.versions.values() if v.sha256.startswith(name.lower())]
        shas = {v.sha256 for v in same}
        ran = [v for v in same if v.decided_at] or same
        found = ran[-1:] if len(shas) == 1 else same
    if not found:
        raise No(f"no version is called {name or '(nothing)'}; `holdfast history` lists them")
    if len(found) > 1:
        raise No(f"{name} could be " + ", ".join(f"#{v.seq} {v.version} {v.sha256[:7]}" for v in found[:6]) + "; say which")
    return found[0]
